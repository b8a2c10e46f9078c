import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { apexTypeOf } from '../../org/schema.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { decimal, id } from '../../values/convert.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { SObject } from '../../values/sobject.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';
import type { RuntimeTypes } from '../runtime-types.ts';
import type { SObjectFieldToken, SObjectTypeToken, TypeToken } from '../tokens.ts';

class ObjectDescribe extends PlatformObject {
  readonly apexName = 'DescribeSObjectResult';
  readonly token: SObjectTypeToken;
  constructor(token: SObjectTypeToken) {
    super();
    this.token = token;
  }
}

class FieldDescribe extends PlatformObject {
  readonly apexName = 'DescribeFieldResult';
  readonly token: SObjectFieldToken;
  constructor(token: SObjectFieldToken) {
    super();
    this.token = token;
  }
}

class FieldMap extends PlatformObject {
  readonly apexName = 'SObjectTypeFields';
  readonly token: SObjectTypeToken;
  constructor(token: SObjectTypeToken) {
    super();
    this.token = token;
  }
}

/** Reading and writing of fields by name. */
class Records {
  readonly #rt: Runtime;
  readonly #types: RuntimeTypes;

  constructor(rt: Runtime, types: RuntimeTypes) {
    this.#rt = rt;
    this.#types = types;
  }

  #field(record: SObject, name: string): SObjectFieldToken['field'] {
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

  #converted(record: SObject, field: SObjectFieldToken['field'], value: unknown): unknown {
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

function sobjectType(rt: Runtime, types: RuntimeTypes): PlatformType {
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

const FIELD_METHODS: PlatformType['members'] = {
  'String getName()': (describe: FieldDescribe) => describe.token.field.name,
  'String getLabel()': (describe: FieldDescribe) => describe.token.field.label,
  'Integer getLength()': (describe: FieldDescribe) => describe.token.field.length ?? 0,
  'Integer getPrecision()': (describe: FieldDescribe) => describe.token.field.precision,
  'Integer getScale()': (describe: FieldDescribe) => describe.token.field.scale,
  'Boolean isUnique()': (describe: FieldDescribe) => describe.token.field.unique,
  'Boolean isExternalId()': (describe: FieldDescribe) => describe.token.field.externalId,
  'SObjectField getSObjectField()': (describe: FieldDescribe) => describe.token,
};

class PicklistEntry extends PlatformObject {
  readonly apexName = 'PicklistEntry';
  readonly value: string;
  constructor(value: string) {
    super();
    this.value = value;
  }
}

function describeTypes(rt: Runtime): readonly PlatformType[] {
  const listOf = (name: string, items: unknown[]): ApexList =>
    new ApexList(rt.universe.platform('List', rt.universe.platform(name)), items);
  const mapOf = (name: string): ApexMap =>
    new ApexMap(rt.universe.platform('Map', rt.universe.platform('String'), rt.universe.platform(name)));
  const fieldMap = (token: SObjectTypeToken): ApexMap => {
    const map = mapOf('SObjectField');
    // The platform's map knows names in any letter case.
    for (const field of token.object.fields)
      map.put(field.name.toLowerCase(), rt.tokens.field(token.object.name, field.name));
    return new NameMap(map);
  };
  return [
    {
      name: 'PicklistEntry',
      kind: 'class',
      members: {
        'String getValue()': (entry: PicklistEntry) => entry.value,
        'String getLabel()': (entry: PicklistEntry) => entry.value,
        'Boolean isActive()': () => true,
      },
    },
    {
      name: 'SObjectTypeFields',
      kind: 'class',
      members: { 'Map<String, SObjectField> getMap()': (fields: FieldMap) => fieldMap(fields.token) },
    },
    {
      name: 'DescribeFieldResult',
      kind: 'class',
      members: {
        ...FIELD_METHODS,
        'List<PicklistEntry> getPicklistValues()': (describe: FieldDescribe) =>
          listOf(
            'PicklistEntry',
            describe.token.field.picklist.map((value) => new PicklistEntry(value)),
          ),
      },
    },
    {
      name: 'DescribeSObjectResult',
      kind: 'class',
      members: {
        'String getName()': (describe: ObjectDescribe) => describe.token.object.name,
        'String getLabel()': (describe: ObjectDescribe) => describe.token.object.label,
        'String getKeyPrefix()': (describe: ObjectDescribe) => describe.token.object.keyPrefix,
        'SObjectType getSObjectType()': (describe: ObjectDescribe) => describe.token,
        'SObjectTypeFields fields': 'field',
      },
    },
    {
      name: 'SObjectField',
      kind: 'class',
      members: {
        'DescribeFieldResult getDescribe()': (token: SObjectFieldToken) => new FieldDescribe(token),
        'String toString()': (token: SObjectFieldToken) => token.toString(),
      },
    },
    {
      name: 'SObjectType',
      kind: 'class',
      members: {
        'DescribeSObjectResult getDescribe()': (token: SObjectTypeToken) => describeObject(token),
        'SObject newSObject()': (token: SObjectTypeToken) => new SObject(token.object),
        'SObject newSObject(Id)': (token: SObjectTypeToken, value: string) =>
          new SObject(token.object, { Id: value }),
        'String toString()': (token: SObjectTypeToken) => token.toString(),
      },
    },
    {
      name: 'Schema',
      kind: 'class',
      members: {
        'static Map<String, SObjectType> getGlobalDescribe()': () => {
          const map = mapOf('SObjectType');
          for (const object of rt.org.schema.objects)
            map.put(object.name.toLowerCase(), rt.tokens.type(object.name));
          return new NameMap(map);
        },
      },
    },
  ];
}

function describeObject(token: SObjectTypeToken): ObjectDescribe {
  return Object.assign(new ObjectDescribe(token), { fields: new FieldMap(token) });
}

/** A map whose keys are names: the same in any letter case. */
class NameMap extends ApexMap {
  constructor(source: ApexMap) {
    super(source.type);
    for (const entry of source.entries.values()) this.put(entry.key, entry.value);
  }
  override get(key: unknown): unknown {
    return super.get(typeof key === 'string' ? key.toLowerCase() : key);
  }
  override has(key: unknown): boolean {
    return super.has(typeof key === 'string' ? key.toLowerCase() : key);
  }
}

function typeType(rt: Runtime): PlatformType {
  const forName = (name: string): TypeToken | null => {
    const type = rt.typeNamed(notNull(name));
    return type ? rt.tokens.apexType(type) : null;
  };
  return {
    name: 'Type',
    kind: 'class',
    members: {
      'static Type forName(String)': forName,
      'static Type forName(String, String)': (_: string, name: string) => forName(name),
      'String getName()': (token: TypeToken) => token.toString(),
      'String toString()': (token: TypeToken) => token.toString(),
      'Boolean equals(Object)': (token: TypeToken, other: unknown) => token === other,
      'Object newInstance()': (token: TypeToken) => rt.newInstance(token.type),
    },
  };
}

/** Object, SObject, Type, enums, and describes. */
export function schemaTypes(rt: Runtime, types: RuntimeTypes): readonly PlatformType[] {
  return [sobjectType(rt, types), ...describeTypes(rt), typeType(rt)];
}
