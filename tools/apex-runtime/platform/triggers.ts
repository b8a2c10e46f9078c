import type { Type } from '../compiler/types/type.ts';
import type { Operation } from '../org/dml.ts';
import type { ObjectSchema } from '../org/schema.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { SObject } from '../values/sobject.ts';
import { InternalError } from './platform-object.ts';
import type { Runtime, TriggerContext } from './runtime.ts';

type Fired = TriggerContext['operation'];

/** Fires the triggers of the project. Records come in chunks of at most 200. Source: Apex Developer Guide, Triggers. */
export class Triggers {
  readonly #rt: Runtime;

  constructor(rt: Runtime) {
    this.#rt = rt;
  }

  /** Whether any trigger listens to a write. */
  listen(object: ObjectSchema, operation: Operation): boolean {
    const listening = this.#rt.triggers.some(
      (trigger) => trigger.object.toLowerCase() === object.name.toLowerCase(),
    );
    if (listening && (operation === 'upsert' || operation === 'undelete')) {
      throw new InternalError(`${operation} of an object with triggers is not supported by this runtime`);
    }
    return listening;
  }

  /** The stored rows of records, as records with all fields. */
  stored(object: ObjectSchema, records: readonly SObject[]): readonly SObject[] {
    return records.flatMap((record) => {
      const row = this.#rt.org.store.get(object, String(record.fields['Id']));
      return row ? [new SObject(object, { ...row })] : [];
    });
  }

  fire(
    when: TriggerContext['when'],
    operation: Fired,
    object: ObjectSchema,
    records: readonly SObject[],
    old: readonly SObject[],
  ): void {
    for (let from = 0; from < Math.max(records.length, old.length); from += 200) {
      this.#chunk(when, operation, object, records.slice(from, from + 200), old.slice(from, from + 200));
    }
  }

  #chunk(
    when: TriggerContext['when'],
    operation: Fired,
    object: ObjectSchema,
    records: readonly SObject[],
    old: readonly SObject[],
  ): void {
    const type = this.#rt.typeNamed(object.name);
    if (!type) return;
    const hasNew = operation !== 'delete';
    const hasOld = operation !== 'insert';
    const outer = this.#rt.trigger;
    this.#rt.trigger = {
      when,
      operation,
      records: hasNew ? this.#list(type, records) : null,
      old: hasOld ? this.#list(type, old) : null,
      byId: hasNew && (when === 'after' || hasOld) ? this.#map(type, records) : null,
      oldById: hasOld ? this.#map(type, old) : null,
      size: Math.max(records.length, old.length),
    };
    try {
      for (const trigger of this.#rt.triggers) {
        const fits = trigger.object.toLowerCase() === object.name.toLowerCase();
        if (fits && trigger.events.has(`${when} ${operation}`)) trigger.run();
      }
    } finally {
      this.#rt.trigger = outer;
    }
  }

  #list(type: Type, records: readonly SObject[]): ApexList {
    return new ApexList(this.#rt.universe.platform('List', type), [...records]);
  }

  #map(type: Type, records: readonly SObject[]): ApexMap {
    const map = new ApexMap(this.#rt.universe.platform('Map', this.#rt.universe.platform('Id'), type));
    for (const record of records) map.put(record.fields['Id'], record);
    return map;
  }
}
