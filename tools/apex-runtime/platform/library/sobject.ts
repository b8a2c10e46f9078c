import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { apexTypeOf, type FieldSchema } from '../../org/schema.ts';
import { ApexMap } from '../../values/collections.ts';
import { decimal, id } from '../../values/convert.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { SObject } from '../../values/sobject.ts';
import type { Runtime } from '../runtime.ts';
import type { RuntimeTypes } from '../runtime-types.ts';
import type { SObjectFieldToken } from '../tokens.ts';

/** Reading and writing of fields by name. */
class Records {
  readonly #rt: Runtime;
  readonly #types: RuntimeTypes;

  constructor(rt: Runtime, types: RuntimeTypes) {
    this.#rt = rt;
    this.#types = types;
  }

  #field(record: SObject, name: string): FieldSchema {
    const field = this.#rt.org.schema.object(record.type.name)?.field(notNull(name));
    if (!field) throw new Fault('SObjectException', `Invalid field ${name} for ${record.type.name}`);
    return field;
  }

  get(record: SObject, name: string): unknown {
    return record.get(this.#field(record, name).name);
  }

  put(record: SObject, name: string, value: unknown): unknown {
    const field = this.#field(record, name);
    const before = record.fields[field.name] ?? null;
    record.fields[field.name] = this.#converted(record, field, value);
    return before;
  }

  #converted(record: SObject, field: FieldSchema, value: unknown): unknown {
    if (value === null) return null;
    const wanted = apexTypeOf(field);
    if (wanted === 'Decimal' && (typeof value === 'number' || typeof value === 'bigint'))
      return decimal(value);
    if (wanted === 'Id' && typeof value === 'string') return id(value);
    if (this.#types.is(value, this.#rt.universe.platform(wanted))) return value;
    const found = this.#types.of(value).def.name;
    throw new Fault(
      'SObjectException',
      `Illegal assignment from ${found} to ${wanted} (${record.type.name}.${field.name})`,
    );
  }

  parent(record: SObject, name: string): unknown {
    const lookup = this.#rt.org.schema.object(record.type.name)?.relationship(notNull(name));
    if (!lookup?.relationship)
      throw new Fault('SObjectException', `Invalid relationship ${name} for ${record.type.name}`);
    return record.get(lookup.relationship);
  }

  populated(record: SObject): ApexMap {
    const { universe } = this.#rt;
    const map = new ApexMap(
      universe.platform('Map', universe.platform('String'), universe.platform('Object')),
    );
    for (const [name, value] of Object.entries(record.fields)) if (value !== null) map.put(name, value);
    return map;
  }
}

/** `clone(preserveId, isDeepClone, ...)`: without the Id unless it is asked for. */
function cloned(record: SObject, preserveId = false): SObject {
  const copy = new SObject(record.type, { ...record.fields }, record.queried);
  if (!preserveId) delete copy.fields['Id'];
  return copy;
}

/** What every record can do. */
export function sobjectType(rt: Runtime, types: RuntimeTypes): PlatformType {
  const records = new Records(rt, types);
  return {
    name: 'SObject',
    kind: 'class',
    superType: 'Object',
    members: {
      'Object get(String)': (record: SObject, name: string) => records.get(record, name),
      'Object get(SObjectField)': (record: SObject, token: SObjectFieldToken) =>
        records.get(record, token.field.name),
      'Object put(String, Object)': (record: SObject, name: string, value: unknown) =>
        records.put(record, name, value),
      'Object put(SObjectField, Object)': (record: SObject, token: SObjectFieldToken, value: unknown) =>
        records.put(record, token.field.name, value),
      'SObject getSObject(String)': (record: SObject, name: string) => records.parent(record, name),
      'SObjectType getSObjectType()': (record: SObject) => rt.tokens.type(record.type.name),
      'Map<String, Object> getPopulatedFieldsAsMap()': (record: SObject) => records.populated(record),
      'Boolean isSet(String)': (record: SObject, name: string) =>
        Object.keys(record.fields).some((field) => field.toLowerCase() === name.toLowerCase()),
      'void addError(String)': (record: SObject, message: string) => {
        record.errors.push(message);
      },
      'SObject clone()': (record: SObject) => cloned(record),
      'SObject clone(Boolean)': (record: SObject, keep: boolean) => cloned(record, keep),
      'SObject clone(Boolean, Boolean)': (record: SObject, keep: boolean) => cloned(record, keep),
      'Id Id': 'field',
    },
  };
}
