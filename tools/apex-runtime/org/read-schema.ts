import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import {
  type FieldSchema,
  type FieldType,
  type ObjectKind,
  ObjectSchema,
  plainField,
  Schema,
} from './schema.ts';
import { addStandardObjects, ownerField, systemFields } from './standard-objects.ts';

/** Elements of a metadata file, all values as text. */
export type Xml = Readonly<Record<string, unknown>>;

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false });

/** Reads the root element of a metadata file. */
export function readXml(file: string): Xml {
  const { '?xml': _, ...roots } = parser.parse(readFileSync(file, 'utf8')) as Record<string, Xml>;
  return Object.values(roots)[0] ?? {};
}

function asList(value: unknown): readonly Xml[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Xml[];
}

const TYPES: Readonly<Record<string, FieldType>> = {
  AutoNumber: 'AutoNumber',
  Checkbox: 'Checkbox',
  Currency: 'Number',
  Date: 'Date',
  DateTime: 'DateTime',
  Email: 'Email',
  Lookup: 'Lookup',
  MasterDetail: 'Lookup',
  MetadataRelationship: 'Text',
  LongTextArea: 'LongTextArea',
  Number: 'Number',
  Percent: 'Number',
  Phone: 'Phone',
  Picklist: 'Picklist',
  Text: 'Text',
  TextArea: 'TextArea',
  Url: 'Url',
};

/** Longest values of text types whose metadata names none. Source: Metadata API, CustomField. */
const LENGTHS: Partial<Record<FieldType, number>> = {
  TextArea: 255,
  Email: 80,
  Phone: 40,
  Url: 255,
  Picklist: 255,
};

function picklistValues(xml: Xml): {
  values: readonly string[];
  restricted: boolean;
  fallback: string | null;
} {
  const set = (xml['valueSet'] ?? {}) as Xml;
  const definition = (set['valueSetDefinition'] ?? {}) as Xml;
  const values = asList(definition['value']);
  const fallback = values.find((value) => value['default'] === 'true');
  return {
    values: values.map((value) => String(value['fullName'])),
    restricted: set['restricted'] === 'true',
    fallback: fallback ? String(fallback['fullName']) : null,
  };
}

/** A default written as a literal formula: `"text"`, `5`, `true`. */
function literalDefault(type: FieldType, text: unknown): FieldSchema['defaultValue'] {
  if (text === undefined) return type === 'Checkbox' ? false : null;
  const value = String(text).trim();
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^-?\d+(\.\d+)?$/.test(value)) return type === 'Number' ? Number(value) : value;
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (quoted) return quoted[2] ?? '';
  throw new Error(`Default value ${value} is a formula: not supported by this runtime`);
}

function fieldOf(name: string, xml: Xml, file: string): FieldSchema {
  const type = TYPES[String(xml['type'])];
  if (!type) throw new Error(`${file}: field type ${String(xml['type'])} is not supported by this runtime`);
  if (xml['formula'] !== undefined)
    throw new Error(`${file}: formula fields are not supported by this runtime`);
  const { values, restricted, fallback } = picklistValues(xml);
  const isLookup = type === 'Lookup';
  const length = xml['length'] === undefined ? (LENGTHS[type] ?? null) : Number(xml['length']);
  return plainField({
    name,
    label: String(xml['label'] ?? name),
    type,
    length: type === 'Text' ? (length ?? 255) : length,
    precision: Number(xml['precision'] ?? 18),
    scale: Number(xml['scale'] ?? 0),
    required: xml['required'] === 'true' || xml['type'] === 'MasterDetail',
    unique: xml['unique'] === 'true',
    caseSensitive: xml['caseSensitive'] === 'true',
    externalId: xml['externalId'] === 'true',
    picklist: values,
    restricted,
    referenceTo: isLookup ? String(xml['referenceTo']) : null,
    relationship: isLookup ? name.replace(/__c$/, '__r') : null,
    defaultValue: fallback ?? literalDefault(type, xml['defaultValue']),
    readOnly: type === 'AutoNumber',
  });
}

function kindOf(name: string): ObjectKind {
  if (name.endsWith('__mdt')) return 'metadata';
  return name.endsWith('__e') ? 'event' : 'custom';
}

/** Fields that an object has without being asked. */
function standardFields(kind: ObjectKind, xml: Xml): readonly FieldSchema[] {
  const text = (name: string, length: number): FieldSchema => plainField({ name, type: 'Text', length });
  const id = plainField({ name: 'Id', type: 'Id', readOnly: true });
  if (kind === 'metadata') {
    const names = [text('DeveloperName', 40), text('MasterLabel', 40), text('QualifiedApiName', 70)];
    return [id, ...names, text('Label', 40), text('NamespacePrefix', 15), text('Language', 40)];
  }
  if (kind === 'event') {
    return [
      text('ReplayId', 20),
      text('EventUuid', 36),
      plainField({ name: 'CreatedDate', type: 'DateTime' }),
    ];
  }
  const auto = ((xml['nameField'] ?? {}) as Xml)['type'] === 'AutoNumber';
  const name = plainField({ name: 'Name', type: auto ? 'AutoNumber' : 'Text', length: 80, readOnly: auto });
  return [...systemFields(), name, ownerField()];
}

function newObject(name: string, xml: Xml, index: number): ObjectSchema {
  const kind = kindOf(name);
  const nameField = (xml['nameField'] ?? {}) as Xml;
  const object = new ObjectSchema({
    name,
    label: String(xml['label'] ?? name),
    kind,
    keyPrefix: `${kind === 'metadata' ? 'm' : 'a'}${index.toString(36).padStart(2, '0')}`,
    publishBehavior: String(xml['publishBehavior'] ?? 'PublishImmediately'),
    nameFormat: nameField['type'] === 'AutoNumber' ? String(nameField['displayFormat'] ?? '{0}') : null,
  });
  for (const field of standardFields(kind, xml)) object.add(field);
  return object;
}

function readObject(directory: string, index: number, schema: Schema): void {
  const name = basename(directory);
  const file = join(directory, `${name}.object-meta.xml`);
  const object = schema.object(name) ?? newObject(name, existsSync(file) ? readXml(file) : {}, index);
  const fields = join(directory, 'fields');
  for (const entry of existsSync(fields) ? readdirSync(fields).sort() : []) {
    if (!entry.endsWith('.field-meta.xml')) continue;
    const path = join(fields, entry);
    object.add(fieldOf(entry.replace('.field-meta.xml', ''), readXml(path), path));
  }
  schema.add(object);
}

/** Directories called `name` anywhere below a project directory. */
export function directoriesNamed(root: string, name: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isDirectory() && entry.name === name && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Reads the objects of a project's metadata, on top of the standard ones. */
export function readSchema(root: string): Schema {
  const schema = new Schema();
  addStandardObjects(schema);
  let index = 0;
  for (const objects of directoriesNamed(root, 'objects')) {
    for (const entry of readdirSync(objects, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.isDirectory()) readObject(join(objects, entry.name), index++, schema);
    }
  }
  return schema;
}
