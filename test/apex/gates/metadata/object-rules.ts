import type { Component } from './component.ts';
import { below, childOf, childrenOf, type Element, textOf } from './element.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import { kindOfObject, LIST_COLUMNS, type ObjectKind } from './standard.ts';
import type { World } from './world.ts';

/** Source: Metadata API, CustomObject; Custom Metadata Types; Platform Events Developer Guide. */
const ELEMENTS: Readonly<Record<Exclude<ObjectKind, 'standard'>, { needs: string; never: string }>> = {
  custom: {
    needs: 'label pluralLabel nameField sharingModel deploymentStatus',
    never: 'eventType publishBehavior',
  },
  metadata: {
    needs: 'label pluralLabel visibility',
    never:
      'nameField sharingModel deploymentStatus eventType publishBehavior enableHistory enableFeeds searchLayouts',
  },
  event: {
    needs: 'label pluralLabel deploymentStatus eventType publishBehavior',
    never:
      'nameField sharingModel visibility enableHistory enableReports searchLayouts compactLayoutAssignment',
  },
};
const SUFFIXES = { custom: '__c', metadata: '__mdt', event: '__e' };

function kindOf({ fullName }: Component): Exclude<ObjectKind, 'standard'> | null {
  const kind = kindOfObject(fullName);
  return kind === 'standard' ? null : kind;
}

function* name(component: Component): Generator<Problem> {
  const kind = kindOf(component);
  const trouble = kind && apiNameTrouble(component.fullName, SUFFIXES[kind]);
  if (trouble) yield at(component.xml, trouble);
  for (const label of [...childrenOf(component.xml, 'label'), ...childrenOf(component.xml, 'pluralLabel')]) {
    if (label.text.trim() === '' || label.text.length > 40)
      yield at(label, 'a label has from 1 to 40 characters');
  }
}

function* elements(component: Component): Generator<Problem> {
  const kind = kindOf(component);
  if (kind === null) return;
  for (const element of ELEMENTS[kind].needs.split(' ')) {
    if (!childOf(component.xml, element)) yield at(component.xml, `a ${kind} object needs ${element}`);
  }
  for (const element of ELEMENTS[kind].never.split(' ')) {
    const found = childOf(component.xml, element);
    if (found) yield at(found, `a ${kind} object has no ${element}`);
  }
}

function* nameField({ xml }: Component): Generator<Problem> {
  const element = childOf(xml, 'nameField');
  if (element === undefined) return;
  const type = textOf(element, 'type') ?? '';
  const format = childOf(element, 'displayFormat');
  if (!textOf(element, 'label')) yield at(element, 'the name has no label');
  if (type !== 'Text' && type !== 'AutoNumber') yield at(element, 'a name is a Text or an AutoNumber');
  if (type === 'AutoNumber' && !/^[^{}]{0,20}\{0+\}[^{}]{0,10}$/u.test(format?.text ?? ''))
    yield at(format ?? element, 'an AutoNumber has a format with one {0}');
  if (type === 'Text' && format) yield at(format, 'only an AutoNumber has a format');
}

function* description({ xml }: Component): Generator<Problem> {
  if ((textOf(xml, 'description')?.trim() ?? '').length < 10) yield at(xml, 'the object is not described');
}

function* references(component: Component, world: World): Generator<Problem> {
  const assigned = childOf(component.xml, 'compactLayoutAssignment');
  if (
    assigned &&
    assigned.text !== 'SYSTEM' &&
    !world.has('CompactLayout', `${component.fullName}.${assigned.text}`)
  )
    yield at(assigned, `there is no compact layout ${assigned.text}`);
  for (const element of childOf(component.xml, 'searchLayouts')?.children ?? []) {
    if (element.name === 'listViewButtons' && !world.has('WebLink', `${component.fullName}.${element.text}`))
      yield at(element, `there is no button ${element.text}`);
    if (!element.name.endsWith('Fields')) continue;
    if (!LIST_COLUMNS.has(element.text) && world.field(component.fullName, element.text) === null)
      yield at(element, `there is no field ${element.text}`);
  }
}

/** Types whose fields a compact layout can not show. Source: Metadata API, CompactLayout. */
const NOT_COMPACT = ['TextArea', 'LongTextArea', 'Html', 'MultiselectPicklist'];

function* compactLayout(component: Component, world: World): Generator<Problem> {
  const [object = ''] = component.fullName.split('.');
  const fields = childrenOf(component.xml, 'fields');
  if (fields.length === 0 || fields.length > 10)
    yield at(component.xml, 'a compact layout has from 1 to 10 fields');
  for (const twice of repeated(fields)) yield at(twice, `${twice.text} stands there twice`);
  for (const element of fields) yield* compactField(element, object, world);
  const trouble = apiNameTrouble(component.fullName.split('.')[1] ?? '');
  if (trouble) yield at(component.xml, trouble);
}

function* compactField(element: Element, object: string, world: World): Generator<Problem> {
  const field = world.field(object, element.text);
  if (field === null) yield at(element, `there is no field ${object}.${element.text}`);
  else if (NOT_COMPACT.includes(field.type))
    yield at(element, `a compact layout can not show a ${field.type}`);
}

function* tab(component: Component, world: World): Generator<Problem> {
  const { xml, fullName } = component;
  if (textOf(xml, 'customObject') !== 'true') return;
  if (world.object(fullName) !== 'custom') yield at(xml, `there is no custom object ${fullName}`);
  const [label] = below(xml, 'label');
  if (label) yield at(label, "the tab of an object has the object's label");
  const motif = childOf(xml, 'motif');
  if (!motif || !/^Custom\d{1,3}: \S.*$/u.test(motif.text))
    yield at(motif ?? xml, 'the tab has no motif like "Custom1: Heart"');
}

const of = ['CustomObject'];

/** Objects, their compact layouts and their tabs. */
export const OBJECT_RULES: readonly Rule[] = [
  { id: 'object-name', of, keeper: 'org', check: name },
  { id: 'object-elements', of, keeper: 'org', check: elements },
  { id: 'object-name-field', of, keeper: 'org', check: nameField },
  { id: 'object-description', of, keeper: 'house', check: description },
  { id: 'object-references', of, keeper: 'org', check: references },
  { id: 'compact-layout', of: ['CompactLayout'], keeper: 'org', check: compactLayout },
  { id: 'tab', of: ['CustomTab'], keeper: 'org', check: tab },
];
