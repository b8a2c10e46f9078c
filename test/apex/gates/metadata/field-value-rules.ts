import { type Component, ownerOf, ownName } from './component.ts';
import { below, childOf, textOf } from './element.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import { kindOfObject } from './standard.ts';
import type { World } from './world.ts';

/** Length by type. Source: Metadata API, CustomField, `length`. */
const LENGTHS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  Text: [1, 255],
  LongTextArea: [256, 131_072],
};
const MOST_DIGITS = 18;
const MOST_VALUE_CHARACTERS = 255;

const typeOf = ({ xml }: Component): string => textOf(xml, 'type') ?? '';

function* name(component: Component): Generator<Problem> {
  const { xml } = component;
  const trouble = apiNameTrouble(ownName(component), '__c');
  if (trouble) yield at(xml, trouble);
  const label = childOf(xml, 'label');
  if (label && label.text.length > 40) yield at(label, 'the label is over 40 characters');
}

function* length(component: Component): Generator<Problem> {
  const element = childOf(component.xml, 'length');
  const [least, most] = LENGTHS[typeOf(component)] ?? [0, Number.POSITIVE_INFINITY];
  const value = Number(element?.text ?? least);
  if (element && (value < least || value > most))
    yield at(element, `the length is not from ${least} to ${most}`);
  const lines = childOf(component.xml, 'visibleLines');
  if (lines && (Number(lines.text) < 2 || Number(lines.text) > 50))
    yield at(lines, 'the visible lines are not from 2 to 50');
}

function* digits({ xml }: Component): Generator<Problem> {
  const precision = childOf(xml, 'precision');
  const scale = childOf(xml, 'scale');
  if (!precision || !scale) return;
  if (Number(precision.text) < 1 || Number(precision.text) > MOST_DIGITS)
    yield at(precision, `the precision is not from 1 to ${MOST_DIGITS}`);
  if (Number(scale.text) < 0 || Number(scale.text) > Number(precision.text))
    yield at(scale, 'the scale is over the precision');
}

function* values({ xml }: Component): Generator<Problem> {
  const set = childOf(xml, 'valueSet');
  if (set === undefined) return;
  const all = below(set, 'valueSetDefinition', 'value');
  if (all.length === 0 && !childOf(set, 'valueSetName')) yield at(set, 'the picklist has no values');
  for (const twice of repeated(below(set, 'valueSetDefinition', 'value', 'fullName')))
    yield at(twice, `the picklist has the value ${twice.text} twice`);
  for (const twice of repeated(below(set, 'valueSetDefinition', 'value', 'label')))
    yield at(twice, `the picklist has the label ${twice.text} twice`);
  for (const value of all) {
    const text = textOf(value, 'fullName') ?? '';
    if (text === '' || text.length > MOST_VALUE_CHARACTERS)
      yield at(value, 'a value has from 1 to 255 characters');
  }
  const [, second] = all.filter((value) => textOf(value, 'default') === 'true');
  if (second) yield at(second, 'the picklist has a second default');
}

/** A default is a formula; of those, literals only. */
const LITERALS: Readonly<Record<string, RegExp>> = {
  Checkbox: /^(?:true|false)$/u,
  Currency: /^-?\d+(?:\.\d+)?$/u,
  Number: /^-?\d+(?:\.\d+)?$/u,
  Percent: /^-?\d+(?:\.\d+)?$/u,
  LongTextArea: /^[\s\S]+$/u,
};
const QUOTED = /^(?:"[^"]*"|'[^']*')$/u;

function* defaults(component: Component): Generator<Problem> {
  const element = childOf(component.xml, 'defaultValue');
  if (element && !(LITERALS[typeOf(component)] ?? QUOTED).test(element.text))
    yield at(element, `the default is no literal of a ${typeOf(component)}: ${element.text}`);
}

/** What custom metadata may refer to beside other custom metadata. Source: Metadata API, CustomField: MetadataRelationship. */
const SCHEMA_TYPES = ['EntityDefinition', 'EntityParticle', 'FieldDefinition'];

function* reference(component: Component, world: World): Generator<Problem> {
  const element = childOf(component.xml, 'referenceTo');
  if (element && SCHEMA_TYPES.includes(element.text)) return;
  if (element && world.object(element.text) === null) yield at(element, `there is no object ${element.text}`);
  const isMetadata = typeOf(component) === 'MetadataRelationship';
  if (element && isMetadata && kindOfObject(element.text) !== 'metadata')
    yield at(element, `${element.text} is no custom metadata type`);
}

function* deletion({ xml }: Component): Generator<Problem> {
  const element = childOf(xml, 'deleteConstraint');
  const isRequired = textOf(xml, 'required') === 'true';
  if (element?.text === 'SetNull' && isRequired)
    yield at(element, 'a required lookup can not be set to null');
  if (!element && isRequired && textOf(xml, 'type') === 'Lookup')
    yield at(xml, 'a required lookup says what a delete does');
}

function* history(component: Component, world: World): Generator<Problem> {
  const element = childOf(component.xml, 'trackHistory');
  const object = world.get('CustomObject', ownerOf(component));
  if (element?.text === 'true' && textOf(object?.xml, 'enableHistory') !== 'true')
    yield at(element, 'the object keeps no history');
}

function* owner(component: Component, world: World): Generator<Problem> {
  if (world.object(ownerOf(component)) === null)
    yield at(component.xml, `there is no object ${ownerOf(component)}`);
}

function* description({ xml }: Component): Generator<Problem> {
  const text = textOf(xml, 'description')?.trim() ?? '';
  if (text.length < 10) yield at(xml, 'the field is not described');
  // Source: Metadata API, CustomField: descriptions hold at most 1,000 characters.
  if (text.length > 1000) yield at(xml, 'the description is over 1,000 characters');
}

const of = ['CustomField'];

/** What the elements of a field may say. */
export const FIELD_VALUE_RULES: readonly Rule[] = [
  { id: 'field-name', of, keeper: 'org', check: name },
  { id: 'field-length', of, keeper: 'org', check: length },
  { id: 'field-digits', of, keeper: 'org', check: digits },
  { id: 'field-values', of, keeper: 'org', check: values },
  { id: 'field-default', of, keeper: 'org', check: defaults },
  { id: 'field-reference', of, keeper: 'org', check: reference },
  { id: 'field-deletion', of, keeper: 'org', check: deletion },
  { id: 'field-history', of, keeper: 'org', check: history },
  { id: 'field-object', of, keeper: 'org', check: owner },
  { id: 'field-description', of, keeper: 'house', check: description },
];
