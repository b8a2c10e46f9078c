import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { Runtime } from '../runtime.ts';

/** The context variables of a trigger; outside of one they are null or false. */
export function triggerTypes(rt: Runtime): readonly PlatformType[] {
  const is = (test: (context: NonNullable<Runtime['trigger']>) => boolean) => () =>
    rt.trigger ? test(rt.trigger) : false;
  return [
    {
      name: 'Trigger',
      kind: 'class',
      members: {
        'static List<SObject> new': () => rt.trigger?.records ?? null,
        'static List<SObject> old': () => rt.trigger?.old ?? null,
        'static Map<Id,SObject> newMap': () => rt.trigger?.byId ?? null,
        'static Map<Id,SObject> oldMap': () => rt.trigger?.oldById ?? null,
        'static Integer size': () => rt.trigger?.size ?? 0,
        'static Boolean isExecuting': is(() => true),
        'static Boolean isBefore': is((context) => context.when === 'before'),
        'static Boolean isAfter': is((context) => context.when === 'after'),
        'static Boolean isInsert': is((context) => context.operation === 'insert'),
        'static Boolean isUpdate': is((context) => context.operation === 'update'),
        'static Boolean isDelete': is((context) => context.operation === 'delete'),
        'static Boolean isUndelete': is(() => false),
      },
    },
  ];
}
