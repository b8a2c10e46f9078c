import type { RecordType } from '../values/sobject.ts';

/** Field types of the Metadata API, as far as they differ for a program. */
export type FieldType =
  | 'Id'
  | 'AutoNumber'
  | 'Checkbox'
  | 'Date'
  | 'DateTime'
  | 'Email'
  | 'Integer'
  | 'Lookup'
  | 'LongTextArea'
  | 'Number'
  | 'Phone'
  | 'Picklist'
  | 'Text'
  | 'TextArea'
  | 'Url';

export type ApexPrimitive = 'Id' | 'String' | 'Boolean' | 'Date' | 'Datetime' | 'Decimal' | 'Integer';

export interface FieldSchema {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Longest text, or null. */
  readonly length: number | null;
  /** Digits of a Number in all, and after the point. */
  readonly precision: number;
  readonly scale: number;
  readonly required: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  /** Values of a picklist; `restricted`: no others. */
  readonly picklist: readonly string[];
  readonly restricted: boolean;
  readonly referenceTo: string | null;
  /** Name by which a query reaches the parent: `Owner`, `Order__r`. */
  readonly relationship: string | null;
  readonly defaultValue: string | number | boolean | null;
  /** Set by the platform alone. */
  readonly readOnly: boolean;
}

const APEX_TYPES: Readonly<Record<FieldType, ApexPrimitive>> = {
  Id: 'Id',
  AutoNumber: 'String',
  Checkbox: 'Boolean',
  Date: 'Date',
  DateTime: 'Datetime',
  Email: 'String',
  Integer: 'Integer',
  Lookup: 'Id',
  LongTextArea: 'String',
  Number: 'Decimal',
  Phone: 'String',
  Picklist: 'String',
  Text: 'String',
  TextArea: 'String',
  Url: 'String',
};

export function apexTypeOf(field: Pick<FieldSchema, 'type'>): ApexPrimitive {
  return APEX_TYPES[field.type];
}

export type ObjectKind = 'standard' | 'custom' | 'metadata' | 'event';

/** One object of the org. */
export class ObjectSchema implements RecordType {
  readonly name: string;
  readonly label: string;
  readonly kind: ObjectKind;
  /** First three characters of the Ids. */
  readonly keyPrefix: string;
  /** `PublishAfterCommit` or `PublishImmediately`; of events only. */
  readonly publishBehavior: string;
  /** Display format of an AutoNumber name, such as `LOG-{00000}`. */
  readonly nameFormat: string | null;
  readonly emptyValues: Record<string, unknown> = {};
  readonly #fields = new Map<string, FieldSchema>();

  constructor(part: {
    name: string;
    label: string;
    kind: ObjectKind;
    keyPrefix: string;
    publishBehavior?: string;
    nameFormat?: string | null;
  }) {
    this.name = part.name;
    this.label = part.label;
    this.kind = part.kind;
    this.keyPrefix = part.keyPrefix;
    this.publishBehavior = part.publishBehavior ?? 'PublishImmediately';
    this.nameFormat = part.nameFormat ?? null;
  }

  add(field: FieldSchema): void {
    this.#fields.set(field.name.toLowerCase(), field);
    if (field.type === 'Checkbox') this.emptyValues[field.name] = false;
  }

  field(name: string): FieldSchema | undefined {
    return this.#fields.get(name.toLowerCase());
  }

  /** The lookup field that a relationship name goes through. */
  relationship(name: string): FieldSchema | undefined {
    const wanted = name.toLowerCase();
    return this.fields.find((field) => field.relationship?.toLowerCase() === wanted);
  }

  get fields(): readonly FieldSchema[] {
    return [...this.#fields.values()];
  }
}

/** The objects of the org: the standard ones that the runtime knows, and those of the project. */
export class Schema {
  readonly #objects = new Map<string, ObjectSchema>();

  add(object: ObjectSchema): void {
    this.#objects.set(object.name.toLowerCase(), object);
  }

  object(name: string): ObjectSchema | undefined {
    return this.#objects.get(name.toLowerCase());
  }

  get objects(): readonly ObjectSchema[] {
    return [...this.#objects.values()];
  }
}

/** A field with nothing special about it. */
export function plainField(part: Pick<FieldSchema, 'name' | 'type'> & Partial<FieldSchema>): FieldSchema {
  return {
    label: part.name,
    length: null,
    precision: 18,
    scale: 0,
    required: false,
    unique: false,
    caseSensitive: false,
    externalId: false,
    picklist: [],
    restricted: false,
    referenceTo: null,
    relationship: null,
    defaultValue: null,
    readOnly: false,
    ...part,
  };
}
