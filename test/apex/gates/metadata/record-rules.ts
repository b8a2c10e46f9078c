import { type Component, ownerOf, ownName } from './component.ts';
import { childOf, childrenOf, type Element, textOf } from './element.ts';
import type { FieldFacts } from './field-facts.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import type { World } from './world.ts';

const objectOf = (component: Component): string => `${ownerOf(component)}__mdt`;

/** How a value of a field is declared. Source: Metadata API, CustomMetadata: `value`. */
const VALUE_TYPES: Readonly<Record<string, string>> = {
  Checkbox: 'xsd:boolean',
  Date: 'xsd:date',
  DateTime: 'xsd:dateTime',
  Number: 'xsd:double',
  Percent: 'xsd:double',
};

const FORMATS: Readonly<Record<string, RegExp>> = {
  'xsd:boolean': /^(?:true|false)$/u,
  'xsd:date': /^\d{4}-\d\d-\d\d$/u,
  'xsd:dateTime': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:?\d\d)$/u,
  'xsd:double': /^-?\d+(?:\.\d+)?$/u,
  'xsd:string': /^[\s\S]+$/u,
};

const isNil = (value: Element): boolean => value.attributes['xsi:nil'] === 'true';

function* type(component: Component, world: World): Generator<Problem> {
  const object = objectOf(component);
  if (!world.has('CustomObject', object))
    yield at(component.xml, `there is no custom metadata type ${object}`);
}

function* name({ xml, fullName }: Component): Generator<Problem> {
  const trouble = apiNameTrouble(fullName.split('.').slice(1).join('.'));
  if (trouble) yield at(xml, trouble);
  const label = childOf(xml, 'label');
  if (!label || label.text.trim() === '' || label.text.length > 40)
    yield at(label ?? xml, 'the label of a record has from 1 to 40 characters');
}

/** Each value with its field, as far as there is one. */
function* values(
  component: Component,
  world: World,
): Generator<{ element: Element; value: Element; field: FieldFacts | null }> {
  for (const element of childrenOf(component.xml, 'values')) {
    const value = childOf(element, 'value');
    const field = world.field(objectOf(component), textOf(element, 'field') ?? '');
    if (value) yield { element, value, field };
  }
}

function* fields(component: Component, world: World): Generator<Problem> {
  for (const { element, field } of values(component, world)) {
    const name = textOf(element, 'field');
    if (field === null) yield at(element, `there is no field ${objectOf(component)}.${name}`);
    else if (field.type === 'Standard') yield at(element, `${name} is no field of a record's values`);
  }
  for (const twice of repeated(
    childrenOf(component.xml, 'values').flatMap((each) => childrenOf(each, 'field')),
  ))
    yield at(twice, `${twice.text} has two values`);
}

function* valueTypes(component: Component, world: World): Generator<Problem> {
  for (const { value, field } of values(component, world)) {
    if (field === null || isNil(value)) continue;
    const expected = VALUE_TYPES[field.type] ?? 'xsd:string';
    const declared = value.attributes['xsi:type'];
    if (declared !== expected)
      yield at(value, `${field.name} takes ${expected}, not ${declared ?? 'an untyped value'}`);
    else if (!FORMATS[expected]?.test(value.text))
      yield at(value, `${field.name}: ${value.text} is no ${expected}`);
  }
}

function* prefixes({ xml }: Component): Generator<Problem> {
  const uses = childrenOf(xml, 'values').flatMap((each) =>
    Object.entries(childOf(each, 'value')?.attributes ?? {}),
  );
  for (const prefix of ['xsi', 'xsd']) {
    const isUsed = uses.some(
      ([name, text]) => name.startsWith(`${prefix}:`) || text.startsWith(`${prefix}:`),
    );
    if (isUsed && !xml.attributes[`xmlns:${prefix}`]) yield at(xml, `the prefix ${prefix} is not declared`);
  }
}

function fits(field: FieldFacts, text: string): boolean {
  if (VALUE_TYPES[field.type] === 'xsd:double') {
    // What is no number is another rule's to find.
    if (!FORMATS['xsd:double']?.test(text)) return true;
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    const isIn = whole.replace(/^0+/u, '').length <= field.precision - field.scale;
    return isIn && fraction.replace(/0+$/u, '').length <= field.scale;
  }
  if (field.values) return field.values.has(text);
  return VALUE_TYPES[field.type] !== undefined || text.length <= field.length;
}

function* ranges(component: Component, world: World): Generator<Problem> {
  for (const { value, field } of values(component, world)) {
    if (field && field.type !== 'Standard' && !isNil(value) && !fits(field, value.text))
      yield at(value, `${field.name} can not hold ${value.text.slice(0, 60)}`);
  }
}

function* required(component: Component, world: World): Generator<Problem> {
  const set = [...values(component, world)]
    .filter(({ value }) => !isNil(value))
    .map(({ field }) => field?.name);
  for (const field of world.fieldsOf(objectOf(component))) {
    if (field.required && !set.includes(field.name)) yield at(component.xml, `${field.name} is required`);
  }
}

function* relations(component: Component, world: World): Generator<Problem> {
  for (const { value, field } of values(component, world)) {
    if (field?.type !== 'MetadataRelationship' || isNil(value)) continue;
    const { xml } = world.get('CustomField', `${objectOf(component)}.${field.name}`) ?? {};
    const type = textOf(xml, 'referenceTo') ?? '';
    // Of objects and fields, which the world knows under other names.
    if (!type.endsWith('__mdt')) continue;
    const target = type.slice(0, -'__mdt'.length);
    if (!world.has('CustomMetadata', `${target}.${value.text}`))
      yield at(value, `there is no record ${target}.${value.text}`);
  }
}

function* ownFile({ xml, fullName, file }: Component): Generator<Problem> {
  const stated = childOf(xml, 'fullName');
  if (stated && stated.text !== fullName && stated.text !== ownName({ fullName } as Component))
    yield at(stated, `the file ${file} holds ${stated.text}`);
}

const of = ['CustomMetadata'];

/** Records of custom metadata types. No schema knows their fields. */
export const RECORD_RULES: readonly Rule[] = [
  { id: 'record-type', of, keeper: 'org', check: type },
  { id: 'record-name', of, keeper: 'org', check: name },
  { id: 'record-field', of, keeper: 'org', check: fields },
  { id: 'record-value-type', of, keeper: 'org', check: valueTypes },
  { id: 'record-prefix', of, keeper: 'org', check: prefixes },
  { id: 'record-range', of, keeper: 'org', check: ranges },
  { id: 'record-required', of, keeper: 'org', check: required },
  { id: 'record-relation', of, keeper: 'org', check: relations },
];

/** The name inside a file and the name of the file. */
export const FULL_NAME_RULE: Rule = { id: 'full-name', of: null, keeper: 'org', check: ownFile };
