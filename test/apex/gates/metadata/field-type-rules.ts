import type { Component } from './component.ts';
import { ownerOf } from './component.ts';
import { childOf, textOf } from './element.ts';
import { at, type Problem, type Rule } from './rule.ts';
import { kindOfObject, type ObjectKind } from './standard.ts';
import { ENUMERATIONS, TYPES } from './table.ts';

interface TypeRule {
  /** Elements without which an org refuses the field. */
  readonly needs: readonly string[];
  /** Elements beyond those that every field may have. */
  readonly may: readonly string[];
  /** Kinds of objects that have such fields. */
  readonly on: readonly ObjectKind[];
}

const DATA: readonly ObjectKind[] = ['standard', 'custom'];
const WITH_METADATA: readonly ObjectKind[] = [...DATA, 'metadata'];
const EVERYWHERE: readonly ObjectKind[] = [...WITH_METADATA, 'event'];

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const rule = (needs: string, may: string, on: readonly ObjectKind[]): TypeRule => ({
  needs: words(needs),
  may: words(may),
  on,
});

/** Source: Metadata API, CustomField; Custom Metadata Types, "Custom Metadata Type Limitations"; Platform Events, "Define". */
const TYPE_RULES: Readonly<Record<string, TypeRule>> = {
  AutoNumber: rule('displayFormat', 'startingNumber', DATA),
  Checkbox: rule('defaultValue', '', EVERYWHERE),
  Currency: rule('precision scale', 'required defaultValue', DATA),
  Date: rule('', 'required defaultValue', EVERYWHERE),
  DateTime: rule('', 'required defaultValue', EVERYWHERE),
  Email: rule('', 'required defaultValue unique caseSensitive', WITH_METADATA),
  LongTextArea: rule('length visibleLines', 'defaultValue', EVERYWHERE),
  Lookup: rule('referenceTo', 'relationshipName relationshipLabel deleteConstraint required', DATA),
  MetadataRelationship: rule(
    'referenceTo',
    'metadataRelationshipControllingField relationshipName relationshipLabel required unique',
    ['metadata'],
  ),
  Number: rule('precision scale', 'required defaultValue unique', EVERYWHERE),
  Percent: rule('precision scale', 'required defaultValue', WITH_METADATA),
  Phone: rule('', 'required defaultValue', WITH_METADATA),
  Picklist: rule('valueSet', 'required', WITH_METADATA),
  Text: rule('length', 'required defaultValue unique caseSensitive', EVERYWHERE),
  TextArea: rule('', 'required defaultValue', WITH_METADATA),
  Url: rule('', 'required defaultValue', WITH_METADATA),
};

const ANY_FIELD = words(
  `fullName type label description inlineHelpText externalId trackTrending trackHistory trackFeedHistory
  securityClassification businessStatus complianceGroup fieldManageability isFilteringDisabled isNameField
  isSortingDisabled deprecated`.replaceAll(/\s+/gu, ' '),
);

/** Types whose fields can be external ids. */
const EXTERNAL_IDS = words('Text Number Email AutoNumber');

/** Nothing for a formula: it has the type of its result, and needs and may have other elements. */
const typeOf = ({ xml }: Component): string => (childOf(xml, 'formula') ? '' : (textOf(xml, 'type') ?? ''));

function* type(component: Component): Generator<Problem> {
  const name = typeOf(component);
  const place = childOf(component.xml, 'type') ?? component.xml;
  const known = TYPE_RULES[name];
  const kind = kindOfObject(ownerOf(component));
  const formula = childOf(component.xml, 'formula');
  if (formula) yield at(formula, 'the lint has no rules for formulas');
  // A type that does not exist is the enumeration's to find.
  if (!ENUMERATIONS.get('FieldType')?.has(name)) return;
  if (known === undefined) yield at(place, `the lint has no rules for fields of type ${name}`);
  else if (!known.on.includes(kind)) yield at(place, `a ${kind} object has no fields of type ${name}`);
}

function* needs(component: Component): Generator<Problem> {
  for (const name of ['label', ...(TYPE_RULES[typeOf(component)]?.needs ?? [])]) {
    const element = childOf(component.xml, name);
    const isEmpty = !element || (element.children.length === 0 && element.text.trim() === '');
    if (isEmpty) yield at(component.xml, `a field of type ${typeOf(component)} needs ${name}`);
  }
}

function* may(component: Component): Generator<Problem> {
  const known = TYPE_RULES[typeOf(component)];
  if (known === undefined) return;
  const allowed = [...ANY_FIELD, ...known.needs, ...known.may];
  for (const child of component.xml.children) {
    if (!TYPES.get('CustomField')?.some(({ name }) => name === child.name)) continue;
    // Switched off, many a switch stands on fields that could not be switched on.
    if (!allowed.includes(child.name) && !(child.name === 'unique' && child.text === 'false'))
      yield at(child, `a field of type ${typeOf(component)} can not have ${child.name}`);
  }
}

function* externalId(component: Component): Generator<Problem> {
  const element = childOf(component.xml, 'externalId');
  const kind = kindOfObject(ownerOf(component));
  if (element?.text !== 'true') return;
  if (!EXTERNAL_IDS.includes(typeOf(component)) || !DATA.includes(kind))
    yield at(element, `a field of type ${typeOf(component)} on a ${kind} object is no external id`);
}

function* caseSensitive(component: Component): Generator<Problem> {
  const isUnique = textOf(component.xml, 'unique') === 'true';
  const element = childOf(component.xml, 'caseSensitive');
  if (element && !isUnique) yield at(element, 'only a unique field is case sensitive or not');
  if (!element && isUnique && typeOf(component) === 'Text')
    yield at(component.xml, 'a unique text says whether it is case sensitive');
}

function* manageability(component: Component): Generator<Problem> {
  const element = childOf(component.xml, 'fieldManageability');
  const isMetadata = kindOfObject(ownerOf(component)) === 'metadata';
  if (element && !isMetadata) yield at(element, 'only fields of custom metadata types have a manageability');
  if (!element && isMetadata)
    yield at(component.xml, 'a field of a custom metadata type names its manageability');
}

const of = ['CustomField'];

/** Which elements a field of a type has, and on which objects. */
export const FIELD_TYPE_RULES: readonly Rule[] = [
  { id: 'field-type', of, keeper: 'org', check: type },
  { id: 'field-needs', of, keeper: 'org', check: needs },
  { id: 'field-may', of, keeper: 'org', check: may },
  { id: 'field-external-id', of, keeper: 'org', check: externalId },
  { id: 'field-case-sensitive', of, keeper: 'org', check: caseSensitive },
  { id: 'field-manageability', of, keeper: 'org', check: manageability },
];
