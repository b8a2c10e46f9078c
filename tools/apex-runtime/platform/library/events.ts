import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { rowError } from '../../org/validation.ts';
import { ApexList } from '../../values/collections.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { SObject } from '../../values/sobject.ts';
import type { Runtime } from '../runtime.ts';
import { DmlResult } from './database.ts';

const RESULT = 'Database.SaveResult';

/**
 * Publishing: an event published after commit counts as a DML statement and is lost where the transaction rolls back;
 * one published immediately has a limit of its own and stays. Source: Platform Event Considerations, Platform Events in
 * Metadata API, Execution Governors and Limits.
 */
function publish(rt: Runtime, events: readonly SObject[]): readonly DmlResult[] {
  const { org, tx } = rt;
  const objects = events.map((event) => {
    const object = org.schema.object(notNull(event).type.name);
    if (object?.kind !== 'event')
      throw new Fault('TypeException', `Not a platform event: ${event.type.name}`);
    return object;
  });
  const afterCommit = objects.some((object) => object.publishBehavior === 'PublishAfterCommit');
  rt.use(afterCommit ? 'dmlStatements' : 'immediatePublishes');
  // Assumption `publish-blocks-callouts`.
  tx.uncommitted = true;
  return events.map((event, i) => {
    const object = objects[i];
    const error = object ? rowError(object, event.fields) : null;
    if (error) return new DmlResult(RESULT, { id: null, created: false, error });
    const copy = new SObject(event.type, { ...event.fields });
    rt.did(() => ({ kind: 'publish', object: event.type.name, values: copy.fields }));
    if (afterCommit) tx.onCommit.push(() => org.published.push(copy));
    else org.published.push(copy);
    return new DmlResult(RESULT, { id: org.store.newId('e00'), created: true, error: null });
  });
}

export function eventTypes(rt: Runtime): readonly PlatformType[] {
  return [
    {
      name: 'EventBus',
      kind: 'class',
      members: {
        'static Database.SaveResult publish(SObject)': (event: SObject) =>
          publish(rt, [notNull(event)])[0] ?? null,
        'static List<Database.SaveResult> publish(List<SObject>)': (events: ApexList) => {
          const type = rt.universe.platform('List', rt.universe.platform(RESULT));
          return new ApexList(type, [...publish(rt, notNull(events).items as SObject[])]);
        },
      },
    },
  ];
}
