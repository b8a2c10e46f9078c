import type { Component } from './component.ts';
import { below, childOf, childrenOf, type Element, textOf } from './element.ts';
import type { FieldFacts } from './field-facts.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import type { World } from './world.ts';

/** Columns by style. Source: Metadata API, Layout: LayoutSectionStyle. */
const COLUMNS: Readonly<Record<string, number>> = {
  TwoColumnsTopToBottom: 2,
  TwoColumnsLeftToRight: 2,
  OneColumn: 1,
};

function objectOf({ fullName }: Component): string {
  return fullName.slice(0, fullName.indexOf('-'));
}

const items = ({ xml }: Component): readonly Element[] =>
  below(xml, 'layoutSections', 'layoutColumns', 'layoutItems');
const placed = (component: Component): readonly Element[] =>
  items(component).flatMap((item) => childrenOf(item, 'field'));

function* object(component: Component, world: World): Generator<Problem> {
  const name = objectOf(component);
  const kind = world.object(name);
  if (kind === null) yield at(component.xml, `there is no object ${name}`);
  if (kind === 'event') yield at(component.xml, 'a platform event has no layout');
}

function* fields(component: Component, world: World): Generator<Problem> {
  const name = objectOf(component);
  if (world.object(name) === null) return;
  for (const element of placed(component)) {
    if (world.field(name, element.text) === null)
      yield at(element, `there is no field ${name}.${element.text}`);
  }
}

function* twice(component: Component): Generator<Problem> {
  for (const element of repeated(placed(component))) yield at(element, `${element.text} is placed twice`);
}

/** Fields that every layout of an object has to hold. */
function requiredFields(name: string, world: World): readonly FieldFacts[] {
  const names = ['Name', 'MasterLabel', 'DeveloperName'].map((field) => world.field(name, field));
  return [...names, ...world.fieldsOf(name)]
    .filter((field) => field !== null)
    .filter((field) => field.required);
}

function* required(component: Component, world: World): Generator<Problem> {
  for (const field of requiredFields(objectOf(component), world)) {
    const item = items(component).find((each) => textOf(each, 'field') === field.name);
    if (!item) yield at(component.xml, `the layout has no item for the required field ${field.name}`);
    else if (textOf(item, 'behavior') !== 'Required')
      yield at(item, `${field.name} is required and not marked so`);
  }
}

function* behaviour(component: Component, world: World): Generator<Problem> {
  for (const item of items(component)) {
    const field = world.field(objectOf(component), textOf(item, 'field') ?? '');
    if (field?.type === 'AutoNumber' && textOf(item, 'behavior') !== 'Readonly')
      yield at(item, `${field.name} is an AutoNumber and not marked Readonly`);
  }
}

function* columns(component: Component): Generator<Problem> {
  for (const section of childrenOf(component.xml, 'layoutSections')) {
    const style = textOf(section, 'style') ?? '';
    const found = childrenOf(section, 'layoutColumns').length;
    if (COLUMNS[style] !== undefined && found !== COLUMNS[style])
      yield at(section, `a section of style ${style} has ${found} columns`);
    if (textOf(section, 'customLabel') === 'true' && !textOf(section, 'label'))
      yield at(section, 'the section has no label');
  }
}

/** Buttons of Salesforce's own. */
const BUTTONS =
  'Edit Delete Clone ChangeOwnerOne ChangeRecordType PrintableView RecordShareHierarchy Share Submit'.split(
    ' ',
  );

function* actions(component: Component, world: World): Generator<Problem> {
  const [list] = childrenOf(component.xml, 'platformActionList');
  for (const item of childrenOf(list, 'platformActionListItems')) {
    const name = textOf(item, 'actionName') ?? '';
    const type = textOf(item, 'actionType') ?? '';
    if (type === 'QuickAction' && !world.has('QuickAction', name))
      yield at(item, `there is no quick action ${name}`);
    if (type === 'StandardButton' && !BUTTONS.includes(name)) yield at(item, `there is no button ${name}`);
  }
  for (const element of below(component.xml, 'quickActionList', 'quickActionListItems', 'quickActionName')) {
    if (!world.has('QuickAction', element.text))
      yield at(element, `there is no quick action ${element.text}`);
  }
  const orders = below(list, 'platformActionListItems', 'sortOrder');
  for (const element of repeated(orders)) yield at(element, `two actions have the place ${element.text}`);
}

/** What a related list may show beside fields of its object. */
function* related(component: Component, world: World): Generator<Problem> {
  for (const list of childrenOf(component.xml, 'relatedLists')) {
    const name = childOf(list, 'relatedList');
    const [object = '', field = ''] = name?.text.split('.') ?? [];
    if (name && object.includes('__') && world.field(object, field) === null)
      yield at(name, `there is no lookup ${name.text}`);
    for (const column of childrenOf(list, 'fields')) {
      // What has a dot is a field of a parent.
      if (/^\w+__c$/u.test(column.text) && world.field(object, column.text) === null)
        yield at(column, `there is no field ${object}.${column.text}`);
    }
  }
}

const of = ['Layout'];

/** Page layouts. */
export const LAYOUT_RULES: readonly Rule[] = [
  { id: 'layout-object', of, keeper: 'org', check: object },
  { id: 'layout-field', of, keeper: 'org', check: fields },
  { id: 'layout-twice', of, keeper: 'org', check: twice },
  { id: 'layout-required', of, keeper: 'org', check: required },
  { id: 'layout-behaviour', of, keeper: 'org', check: behaviour },
  { id: 'layout-columns', of, keeper: 'org', check: columns },
  { id: 'layout-actions', of, keeper: 'org', check: actions },
  { id: 'layout-related', of, keeper: 'org', check: related },
];
