import type { Component } from './component.ts';
import { below, childOf, childrenOf, type Element, textOf } from './element.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import type { World } from './world.ts';

/** Where a permission set names components of a type. */
const REFERENCES = [
  ['classAccesses', 'apexClass', 'ApexClass'],
  ['customPermissions', 'name', 'CustomPermission'],
  ['flowAccesses', 'flow', 'Flow'],
  ['tabSettings', 'tab', 'CustomTab'],
  ['customMetadataTypeAccesses', 'name', 'CustomObject'],
] as const;

function* references({ xml }: Component, world: World): Generator<Problem> {
  for (const [list, name, type] of REFERENCES) {
    for (const element of below(xml, list, name)) {
      const isStandard = type === 'CustomTab' && element.text.startsWith('standard-');
      if (!isStandard && !world.has(type, element.text))
        yield at(element, `there is no ${type} ${element.text}`);
    }
  }
  for (const element of below(xml, 'customMetadataTypeAccesses', 'name')) {
    if (!element.text.endsWith('__mdt')) yield at(element, `${element.text} is no custom metadata type`);
  }
}

/** Custom metadata types and standard objects apart, what object permissions may name. */
function* objects({ xml }: Component, world: World): Generator<Problem> {
  for (const element of below(xml, 'objectPermissions', 'object')) {
    const kind = world.object(element.text);
    if (kind === null) yield at(element, `there is no object ${element.text}`);
    if (kind === 'metadata')
      yield at(element, `${element.text} is a custom metadata type: no object permissions`);
  }
}

/** Source: Metadata API, PermissionSet; Salesforce Help, "Object Permissions". */
const DEPENDS: Readonly<Record<string, readonly string[]>> = {
  allowCreate: ['allowRead'],
  allowEdit: ['allowRead'],
  allowDelete: ['allowRead', 'allowEdit'],
  viewAllRecords: ['allowRead'],
  modifyAllRecords: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords'],
};

function* objectDependencies(element: Element, isEvent: boolean): Generator<Problem> {
  const isOn = (name: string): boolean => textOf(element, name) === 'true';
  for (const [permission, needs] of Object.entries(DEPENDS)) {
    const lacking = isOn(permission) ? needs.filter((name) => !isOn(name)) : [];
    if (lacking.length > 0) yield at(element, `${permission} depends on ${lacking.join(', ')}`);
    if (isEvent && isOn(permission) && permission !== 'allowCreate' && permission !== 'allowRead')
      yield at(element, `a platform event has no ${permission}`);
  }
}

function* dependencies({ xml }: Component, world: World): Generator<Problem> {
  for (const element of childrenOf(xml, 'objectPermissions')) {
    yield* objectDependencies(element, world.object(textOf(element, 'object') ?? '') === 'event');
  }
  for (const element of childrenOf(xml, 'fieldPermissions')) {
    if (textOf(element, 'editable') === 'true' && textOf(element, 'readable') !== 'true')
      yield at(element, 'an editable field has to be readable');
  }
}

function* fieldTrouble(element: Element, world: World): Generator<Problem> {
  const [object = '', name = ''] = element.text.split('.');
  const field = world.field(object, name);
  if (field === null || name === '') yield at(element, `there is no field ${element.text}`);
  else if (field.required) yield at(element, `${element.text} is required: everybody sees it`);
  else if (world.object(object) === 'metadata')
    yield at(element, `${element.text}: fields of custom metadata have no permissions`);
  else if (field.type === 'Standard' && world.object(object) !== 'standard')
    yield at(element, `${element.text} has no permissions`);
}

function* fields({ xml }: Component, world: World): Generator<Problem> {
  for (const element of below(xml, 'fieldPermissions', 'field')) yield* fieldTrouble(element, world);
}

const KEYS = [
  ['classAccesses', 'apexClass'],
  ['customMetadataTypeAccesses', 'name'],
  ['customPermissions', 'name'],
  ['fieldPermissions', 'field'],
  ['flowAccesses', 'flow'],
  ['objectPermissions', 'object'],
  ['tabSettings', 'tab'],
  ['userPermissions', 'name'],
] as const;

function* twice({ xml }: Component): Generator<Problem> {
  for (const [list, key] of KEYS) {
    for (const element of repeated(below(xml, list, key)))
      yield at(element, `${element.text} stands there twice`);
  }
}

/** User permissions that a kit may grant, and what each depends on: the list of an org is longer and depends on licences. */
const USER_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  ApiEnabled: [],
  RunFlow: [],
  ViewRoles: [],
  ViewSetup: ['ViewRoles'],
};

function* userPermissions({ xml }: Component): Generator<Problem> {
  const granted = below(xml, 'userPermissions', 'name');
  for (const element of granted) {
    const needs = USER_PERMISSIONS[element.text];
    const lacking = needs?.filter((name) => !granted.some(({ text }) => text === name)) ?? [];
    if (needs === undefined) yield at(element, `the lint does not know the user permission ${element.text}`);
    if (lacking.length > 0) yield at(element, `${element.text} depends on ${lacking.join(', ')}`);
  }
}

function* name({ xml, fullName }: Component): Generator<Problem> {
  const trouble = apiNameTrouble(fullName, '', 80);
  if (trouble) yield at(xml, trouble);
  const label = childOf(xml, 'label');
  if (label && label.text.length > 80) yield at(label, 'the label is over 80 characters');
  const description = childOf(xml, 'description');
  if (description && description.text.length > 255)
    yield at(description, 'the description is over 255 characters');
}

const of = ['PermissionSet'];

/** Permission sets. */
export const PERMISSION_RULES: readonly Rule[] = [
  { id: 'permission-name', of, keeper: 'org', check: name },
  { id: 'permission-reference', of, keeper: 'org', check: references },
  { id: 'permission-object', of, keeper: 'org', check: objects },
  { id: 'permission-field', of, keeper: 'org', check: fields },
  { id: 'permission-depends', of, keeper: 'org', check: dependencies },
  { id: 'permission-twice', of, keeper: 'org', check: twice },
  { id: 'permission-user', of, keeper: 'house', check: userPermissions },
];
