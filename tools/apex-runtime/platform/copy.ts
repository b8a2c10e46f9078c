import type { TypeDef } from '../compiler/types/type.ts';
import { EnumValue } from '../values/boxed.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { ApexException } from '../values/exception.ts';
import { Fault } from '../values/fault.ts';
import { SObject } from '../values/sobject.ts';
import { apexNameOf } from '../values/text.ts';

/** Names of the members that a copy leaves out, by class. */
const transients = new WeakMap<TypeDef, ReadonlySet<string>>();

function transientNames(def: TypeDef): ReadonlySet<string> {
  const known = transients.get(def);
  if (known) return known;
  const names = new Set<string>();
  for (let at: TypeDef | null = def; at; at = at.superType?.def ?? null) {
    for (const field of at.fields.values()) if (field.isTransient) names.add(`_${field.name.toLowerCase()}`);
  }
  transients.set(def, names);
  return names;
}

class Copier {
  readonly #done = new Map<object, object>();

  copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#done.get(value);
    if (known) return known;
    if (value instanceof ApexList) {
      const list = this.#keep(value, new ApexList(value.type));
      list.items = value.items.map((item) => this.copy(item));
      return list;
    }
    if (value instanceof ApexSet) {
      const set = this.#keep(value, new ApexSet(value.type));
      for (const item of value.values()) set.add(this.copy(item));
      return set;
    }
    if (value instanceof ApexMap) {
      const map = this.#keep(value, new ApexMap(value.type));
      for (const entry of value.entries.values()) map.put(this.copy(entry.key), this.copy(entry.value));
      return map;
    }
    if (value instanceof SObject) return this.#record(value);
    return this.#object(value);
  }

  #record(value: SObject): SObject {
    const copy = this.#keep(value, new SObject(value.type, {}, value.queried));
    for (const [name, field] of Object.entries(value.fields)) copy.fields[name] = this.copy(field);
    return copy;
  }

  #object(value: object): object {
    const { def } = value as { def?: TypeDef };
    if (value instanceof ApexException) throw notSerializable(value);
    // Enum constants, numbers, dates and Blobs never change.
    if (value instanceof EnumValue || def === undefined) return this.#platformValue(value);
    const copy = this.#keep(
      value,
      Object.create(Object.getPrototypeOf(value) as object) as Record<string, unknown>,
    );
    const left = transientNames(def);
    const fields = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) copy[name] = left.has(name) ? null : this.copy(fields[name]);
    return copy;
  }

  #platformValue(value: object): object {
    if ('apexName' in value && !('serializable' in value)) throw notSerializable(value);
    return value;
  }

  #keep<T extends object>(original: object, copy: T): T {
    this.#done.set(original, copy);
    return copy;
  }
}

function notSerializable(value: object): Fault {
  return new Fault('SerializationException', `Not Serializable: ${apexNameOf(value)}`);
}

/**
 * A copy of an object and all that it reaches, as a job gets it from the platform's store: transient members are null.
 * Source: Queueable Apex, Transaction Finalizers.
 */
export function deepCopy<T extends object>(value: T): T {
  return new Copier().copy(value) as T;
}
