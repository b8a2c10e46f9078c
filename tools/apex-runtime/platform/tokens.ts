import { type Type, typeText } from '../compiler/types/type.ts';
import type { FieldSchema, ObjectSchema, Schema } from '../org/schema.ts';
import { PlatformObject } from './platform-object.ts';

/** `Foo__c.SObjectType` */
export class SObjectTypeToken extends PlatformObject {
  readonly apexName = 'SObjectType';
  readonly serializable = true;
  readonly object: ObjectSchema;
  constructor(object: ObjectSchema) {
    super();
    this.object = object;
  }
  apexKey(): string {
    return `\0S${this.object.name}`;
  }
  override toString(): string {
    return this.object.name;
  }
}

/** `Foo__c.Name` */
export class SObjectFieldToken extends PlatformObject {
  readonly apexName = 'SObjectField';
  readonly serializable = true;
  readonly object: ObjectSchema;
  readonly field: FieldSchema;
  constructor(object: ObjectSchema, field: FieldSchema) {
    super();
    this.object = object;
    this.field = field;
  }
  apexKey(): string {
    return `\0F${this.object.name}.${this.field.name}`;
  }
  override toString(): string {
    return this.field.name;
  }
}

/** `Foo.class` */
export class TypeToken extends PlatformObject {
  readonly apexName = 'Type';
  readonly serializable = true;
  readonly type: Type;
  constructor(type: Type) {
    super();
    this.type = type;
  }
  apexKey(): string {
    return `\0Y${typeText(this.type)}`;
  }
  override toString(): string {
    return typeText(this.type);
  }
}

/** Makes tokens: each time the same object for the same thing, so that `===` holds. */
export class Tokens {
  readonly #schema: Schema;
  readonly #made = new Map<string, PlatformObject>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  #object(name: string): ObjectSchema {
    const object = this.#schema.object(name);
    if (!object) throw new Error(`No object ${name}`);
    return object;
  }

  #same<T extends PlatformObject>(key: string, make: () => T): T {
    const known = this.#made.get(key) as T | undefined;
    const token = known ?? make();
    this.#made.set(key, token);
    return token;
  }

  type(name: string): SObjectTypeToken {
    return this.#same(`type ${name}`, () => new SObjectTypeToken(this.#object(name)));
  }

  field(object: string, name: string): SObjectFieldToken {
    return this.#same(`field ${object}.${name}`, () => {
      const schema = this.#object(object);
      const field = schema.field(name);
      if (!field) throw new Error(`No field ${object}.${name}`);
      return new SObjectFieldToken(schema, field);
    });
  }

  apexType(type: Type): TypeToken {
    return this.#same(`apex ${typeText(type)}`, () => new TypeToken(type));
  }
}
