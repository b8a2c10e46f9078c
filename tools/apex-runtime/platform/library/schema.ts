import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { notNull } from '../../values/fault.ts';
import { SObject } from '../../values/sobject.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';
import type { RuntimeTypes } from '../runtime-types.ts';
import type { SObjectFieldToken, SObjectTypeToken, TypeToken } from '../tokens.ts';
import { sobjectType } from './sobject.ts';

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
