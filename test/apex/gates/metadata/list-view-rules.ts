import { type Component, ownerOf, ownName } from './component.ts';
import { childOf, childrenOf, type Element, textOf } from './element.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import { LIST_COLUMNS } from './standard.ts';
import type { World } from './world.ts';

/** Source: Metadata API, ListView. */
const MOST_COLUMNS = 15;
const MOST_FILTERS = 10;
/** Types whose fields no filter takes. Source: Salesforce Help, "Notes on filtering". */
const NOT_FILTERED = ['LongTextArea', 'Html', 'EncryptedText'];

function isKnown(component: Component, column: string, world: World): boolean {
  return LIST_COLUMNS.has(column) || world.field(ownerOf(component), column) !== null;
}

function* object(component: Component, world: World): Generator<Problem> {
  const kind = world.object(ownerOf(component));
  if (kind === null) yield at(component.xml, `there is no object ${ownerOf(component)}`);
  if (kind === 'event') yield at(component.xml, 'a platform event has no list views');
  const trouble = apiNameTrouble(ownName(component));
  if (trouble) yield at(component.xml, trouble);
  const label = childOf(component.xml, 'label');
  if (label && label.text.length > 40) yield at(label, 'the label is over 40 characters');
}

function* columns(component: Component, world: World): Generator<Problem> {
  const all = childrenOf(component.xml, 'columns');
  if (all.length > MOST_COLUMNS) yield at(component.xml, `a list view has at most ${MOST_COLUMNS} columns`);
  for (const twice of repeated(all)) yield at(twice, `${twice.text} is shown twice`);
  for (const column of all) {
    if (!isKnown(component, column.text, world)) yield at(column, `there is no field ${column.text}`);
  }
}

function* filter(component: Component, element: Element, world: World): Generator<Problem> {
  const name = textOf(element, 'field') ?? '';
  const field = world.field(ownerOf(component), name);
  if (!isKnown(component, name, world)) yield at(element, `there is no field ${name}`);
  if (field && NOT_FILTERED.includes(field.type))
    yield at(element, `${name} is a ${field.type}: no filter takes it`);
  const given = textOf(element, 'value')?.split(',') ?? [];
  for (const value of given) {
    if (field?.values && !field.values.has(value.trim()))
      yield at(element, `${name} has no value ${value.trim()}`);
    if (field?.type === 'Checkbox' && value !== '0' && value !== '1')
      yield at(element, `${name} is 0 or 1, not ${value}`);
  }
}

function* filters(component: Component, world: World): Generator<Problem> {
  const all = childrenOf(component.xml, 'filters');
  if (all.length > MOST_FILTERS) yield at(component.xml, `a list view has at most ${MOST_FILTERS} filters`);
  for (const element of all) yield* filter(component, element, world);
}

function* logic(component: Component): Generator<Problem> {
  const element = childOf(component.xml, 'booleanFilter');
  if (element === undefined) return;
  const count = childrenOf(component.xml, 'filters').length;
  const used = new Set([...element.text.matchAll(/\d+/gu)].map(([number]) => Number(number)));
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const isWhole = all.every((number) => used.has(number)) && used.size === count;
  if (!isWhole || !/^[\d\s()]*(?:(?:AND|OR|NOT)[\d\s()]*)*$/iu.test(element.text))
    yield at(element, `${element.text} does not join ${count} filters`);
}

const of = ['ListView'];

/** List views. */
export const LIST_VIEW_RULES: readonly Rule[] = [
  { id: 'list-view-object', of, keeper: 'org', check: object },
  { id: 'list-view-columns', of, keeper: 'org', check: columns },
  { id: 'list-view-filters', of, keeper: 'org', check: filters },
  { id: 'list-view-logic', of, keeper: 'org', check: logic },
];
