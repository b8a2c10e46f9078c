import type { Component } from './component.ts';
import type { Element } from './element.ts';
import { at, type Problem, type Rule } from './rule.ts';
import { type ElementRule, ENUMERATIONS, TYPES } from './table.ts';

/** How values of XML Schema's simple types are written. */
const SIMPLE: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]*$/u,
  base64Binary: /^[A-Za-z0-9+/=\s]*$/u,
  boolean: /^(?:true|false)$/u,
  int: /^-?\d{1,10}$/u,
  double: /^-?\d+(?:\.\d+)?$/u,
};

type Visit = (element: Element, type: string, rules: readonly ElementRule[]) => Iterable<Problem>;

/** Visits a component's element and all that the table knows below it. */
function* walk(element: Element, type: string, visit: Visit): Generator<Problem> {
  const rules = TYPES.get(type);
  if (rules === undefined) return;
  yield* visit(element, type, rules);
  for (const child of element.children) {
    const rule = rules.find(({ name }) => name === child.name);
    if (rule) yield* walk(child, rule.type, visit);
  }
}

function shapeRule(id: string, keeper: Rule['keeper'], visit: Visit): Rule {
  return { id, of: null, keeper, check: ({ xml, type }: Component) => walk(xml, type, visit) };
}

const nameIn = (rules: readonly ElementRule[], child: Element) =>
  rules.findIndex(({ name }) => name === child.name);

function* unknown(element: Element, type: string, rules: readonly ElementRule[]): Generator<Problem> {
  for (const child of element.children) {
    if (nameIn(rules, child) < 0) yield at(child, `${type} has no element ${child.name}`);
  }
}

function* missing(element: Element, type: string, rules: readonly ElementRule[]): Generator<Problem> {
  for (const { name, required } of rules) {
    if (required && !element.children.some((child) => child.name === name))
      yield at(element, `${type} needs ${name}`);
  }
}

function* once(element: Element, type: string, rules: readonly ElementRule[]): Generator<Problem> {
  for (const { name, many } of rules) {
    const [, second] = element.children.filter((child) => child.name === name);
    if (!many && second) yield at(second, `${type} holds ${name} more than once`);
  }
}

function* together(element: Element, _: string, rules: readonly ElementRule[]): Generator<Problem> {
  const { children } = element;
  for (const [index, child] of children.entries()) {
    const isApart = children[index - 1]?.name !== child.name;
    const cameBefore = children.slice(0, index).some(({ name }) => name === child.name);
    const repeats = rules[nameIn(rules, child)]?.many ?? false;
    if (repeats && isApart && cameBefore)
      yield at(child, `${child.name} stands apart from others of its name`);
  }
}

function* order(element: Element, _: string, rules: readonly ElementRule[]): Generator<Problem> {
  const known = element.children.filter((child) => nameIn(rules, child) >= 0);
  for (const [index, child] of known.entries()) {
    const previous = known[index - 1];
    const came = known.slice(0, index).some(({ name }) => name === child.name);
    if (previous && !came && nameIn(rules, child) < nameIn(rules, previous))
      yield at(child, `${child.name} belongs before ${previous.name}`);
  }
}

function* values(element: Element, _: string, rules: readonly ElementRule[]): Generator<Problem> {
  for (const child of element.children) {
    const type = rules[nameIn(rules, child)]?.type ?? 'anyType';
    const pattern = SIMPLE[type];
    if (pattern && !pattern.test(child.text)) yield at(child, `${child.name} is no ${type}: ${child.text}`);
    if (pattern && child.children.length > 0)
      yield at(child, `${child.name} is a ${type} and holds elements`);
  }
}

function* enumerated(element: Element, _: string, rules: readonly ElementRule[]): Generator<Problem> {
  for (const child of element.children) {
    const type = rules[nameIn(rules, child)]?.type ?? '';
    const allowed = ENUMERATIONS.get(type);
    if (allowed && !allowed.has(child.text)) yield at(child, `${child.text} is no ${type}`);
  }
}

function* noText(element: Element, type: string): Generator<Problem> {
  if (element.text.trim() !== '') yield at(element, `text stands in ${type}, which holds elements only`);
}

/** What the WSDL of the Metadata API says: names, order, number, types. */
export const SHAPE_RULES: readonly Rule[] = [
  shapeRule('element-known', 'org', unknown),
  shapeRule('element-required', 'org', missing),
  shapeRule('element-once', 'org', once),
  shapeRule('element-together', 'org', together),
  // The platform reads any order; the order of the WSDL is the one that a retrieve writes.
  shapeRule('element-order', 'house', order),
  shapeRule('element-value', 'org', values),
  shapeRule('element-enumeration', 'org', enumerated),
  shapeRule('element-text', 'org', noText),
];
