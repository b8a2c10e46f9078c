import type { Component } from './component.ts';
import { below, childOf, childrenOf, textOf } from './element.ts';
import type { FieldFacts } from './field-facts.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import type { World } from './world.ts';

/** What an action of a type needs. Source: Metadata API, QuickAction. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  Create: ['targetObject', 'quickActionLayout'],
  Flow: ['flowDefinition'],
  LightningComponent: ['lightningComponent'],
  LightningWebComponent: ['lightningWebComponent', 'actionSubtype'],
  Update: ['quickActionLayout'],
};
const COLUMNS: Readonly<Record<string, number>> = {
  OneColumn: 1,
  TwoColumnsLeftToRight: 2,
  TwoColumnsTopToBottom: 2,
};

/** The object whose records an action is called on; empty: it is a global one. */
function objectOf({ fullName }: Component): string {
  return fullName.includes('.') ? (fullName.split('.')[0] ?? '') : '';
}

/** The object whose fields an action writes. */
function writtenBy(component: Component): string {
  return textOf(component.xml, 'targetObject') ?? objectOf(component);
}

function* object(component: Component, world: World): Generator<Problem> {
  const target = childOf(component.xml, 'targetObject');
  const own = objectOf(component);
  if (own !== '' && world.object(own) === null) yield at(component.xml, `there is no object ${own}`);
  if (target && world.object(target.text) === null) yield at(target, `there is no object ${target.text}`);
  const trouble = apiNameTrouble(component.fullName.split('.').at(-1) ?? '');
  if (trouble) yield at(component.xml, trouble);
}

function* elements({ xml }: Component): Generator<Problem> {
  const type = textOf(xml, 'type') ?? '';
  const needs = NEEDS[type];
  if (needs === undefined) yield at(xml, `the lint has no rules for actions of type ${type}`);
  for (const element of needs ?? []) {
    if (!childOf(xml, element)) yield at(xml, `an action of type ${type} needs ${element}`);
  }
  if (!childOf(xml, 'label') && !childOf(xml, 'standardLabel')) yield at(xml, 'the action has no label');
  if (childOf(xml, 'label') && childOf(xml, 'standardLabel')) yield at(xml, 'the action has two labels');
  for (const layout of childrenOf(xml, 'quickActionLayout')) {
    const style = textOf(layout, 'layoutSectionStyle') ?? '';
    const found = childrenOf(layout, 'quickActionLayoutColumns').length;
    if (found !== COLUMNS[style]) yield at(layout, `a layout of style ${style} has ${found} columns`);
  }
}

function* fields(component: Component, world: World): Generator<Problem> {
  const name = writtenBy(component);
  const shown = below(
    component.xml,
    'quickActionLayout',
    'quickActionLayoutColumns',
    'quickActionLayoutItems',
    'field',
  );
  for (const element of [...shown, ...below(component.xml, 'fieldOverrides', 'field')]) {
    if (world.field(name, element.text) === null)
      yield at(element, `there is no field ${name}.${element.text}`);
  }
  for (const twice of repeated(shown)) yield at(twice, `${twice.text} is placed twice`);
  const [success] = below(component.xml, 'successMessage');
  if (success && success.text.length > 255) yield at(success, 'the message is over 255 characters');
}

/** Why a formula of one literal does not give a value that the field can hold; null: it does, or it is no literal. */
function literalTrouble(field: FieldFacts, text: string | undefined): string | null {
  const literal = /^\s*"(?<value>[^"]*)"\s*$/u.exec(text ?? '')?.groups?.['value'] ?? null;
  if (field.values === null || literal === null) return null;
  return field.values.has(literal) ? null : `${field.name} has no value ${literal}`;
}

function* overrides(component: Component, world: World): Generator<Problem> {
  for (const element of childrenOf(component.xml, 'fieldOverrides')) {
    const field = world.field(writtenBy(component), textOf(element, 'field') ?? '');
    const formula = textOf(element, 'formula');
    const literal = textOf(element, 'literalValue');
    if ((formula === undefined) === (literal === undefined))
      yield at(element, 'a predefined value is either a formula or a literal');
    const trouble = field && literalTrouble(field, formula ?? (literal && `"${literal}"`));
    if (trouble) yield at(element, trouble);
  }
}

function* targets({ xml }: Component, world: World): Generator<Problem> {
  for (const [element, type] of [
    ['lightningWebComponent', 'LightningComponentBundle'],
    ['flowDefinition', 'Flow'],
  ] as const) {
    const named = childOf(xml, element);
    if (named && !world.has(type, named.text)) yield at(named, `there is no ${type} ${named.text}`);
  }
}

const of = ['QuickAction'];

/** Quick actions. */
export const ACTION_RULES: readonly Rule[] = [
  { id: 'action-object', of, keeper: 'org', check: object },
  { id: 'action-elements', of, keeper: 'org', check: elements },
  { id: 'action-field', of, keeper: 'org', check: fields },
  { id: 'action-override', of, keeper: 'org', check: overrides },
  { id: 'action-target', of, keeper: 'org', check: targets },
];
