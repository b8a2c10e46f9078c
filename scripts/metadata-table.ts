// Distils the WSDL segments of the Metadata API's types into the table that the metadata lint reads:
//
//   node scripts/metadata-table.ts FOLDER      writes test/apex/gates/metadata/table.json
//
// FOLDER holds one `<Type>.json` with a `wsdl_segment` per type, as github.com/forcedotcom/sf-skills publishes them
// (skills/platform-metadata-api-context-get/assets/metadata_api, API 67).
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** What the kit consists of, and what it may come to consist of. */
const ROOTS = [
  'ApexClass',
  'ApexTrigger',
  'CompactLayout',
  'CustomField',
  'CustomMetadata',
  'CustomObject',
  'CustomPermission',
  'CustomTab',
  'Flow',
  'Layout',
  'ListView',
  'PermissionSet',
  'QuickAction',
  'WebLink',
];

/** Enumerations that are left out: this one names every action that any product of Salesforce's brings, in 33,000 characters. */
const LEFT_OUT = ['InvocableActionType'];

interface XsdElement {
  readonly name: string;
  readonly type: string;
  readonly minOccurs?: string;
  readonly maxOccurs?: string;
}
interface Sequence {
  readonly element?: readonly XsdElement[];
}
interface ComplexType {
  readonly name: string;
  readonly sequence?: Sequence;
  readonly complexContent?: { readonly extension: { readonly base: string; readonly sequence?: Sequence } };
}
interface SimpleType {
  readonly name: string;
  readonly restriction: { readonly enumeration?: readonly { readonly value: string }[] };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseAttributeValue: false,
  isArray: (name) => ['complexType', 'simpleType', 'element', 'enumeration'].includes(name),
});

const complex = new Map<string, ComplexType>();
const simple = new Map<string, SimpleType>();

function read(folder: string, type: string): void {
  const { wsdl_segment: segment } = JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as {
    wsdl_segment: string;
  };
  const { schema } = parser.parse(`<schema>${segment.replaceAll(/```(?:xml)?/gu, '')}</schema>`) as {
    schema: { complexType?: ComplexType[]; simpleType?: SimpleType[] };
  };
  for (const each of schema.complexType ?? []) complex.set(each.name, each);
  for (const each of schema.simpleType ?? []) simple.set(each.name, each);
}

const bare = (type: string): string => type.replace(/^\w+:/u, '');

/** `name type`, with `?` (at most one), `*` (any number) or `+` (at least one) behind the name. */
function line({ name, type, minOccurs, maxOccurs }: XsdElement): string {
  const optional = minOccurs === '0';
  const many = maxOccurs === 'unbounded';
  const mark = many ? (optional ? '*' : '+') : optional ? '?' : '';
  return `${name}${mark} ${bare(type)}`;
}

/** Elements of a type in their order, those that it inherits first. */
function elementsOf(name: string): readonly XsdElement[] {
  const type = complex.get(name);
  const extension = type?.complexContent?.extension;
  if (extension) return [...elementsOf(bare(extension.base)), ...(extension.sequence?.element ?? [])];
  return type?.sequence?.element ?? [];
}

const types: Record<string, string> = {};
const enumerations: Record<string, string> = {};

function collect(name: string): void {
  if (name in types || name in enumerations || LEFT_OUT.includes(name)) return;
  const values = simple.get(name)?.restriction.enumeration;
  if (values) enumerations[name] = values.map(({ value }) => value).join(', ');
  if (!complex.has(name)) return;
  const elements = elementsOf(name);
  types[name] = elements.map(line).join(', ');
  for (const { type } of elements) collect(bare(type));
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node scripts/metadata-table.ts FOLDER');
for (const type of ROOTS) read(folder, type);
for (const type of ROOTS) collect(type);
const sorted = (record: Record<string, string>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
const table = { apiVersion: '67.0', types: sorted(types), enumerations: sorted(enumerations) };
writeFileSync(
  resolve(import.meta.dirname, '../test/apex/gates/metadata/table.json'),
  `${JSON.stringify(table, null, 2)}\n`,
);
console.log(`${Object.keys(types).length} types, ${Object.keys(enumerations).length} enumerations`);
