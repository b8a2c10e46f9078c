import { type Component, ownerOf, ownName } from './component.ts';
import { below, childOf, childrenOf, type Element, textOf } from './element.ts';
import { apiNameTrouble } from './names.ts';
import { at, type Problem, type Rule, repeated } from './rule.ts';
import type { World } from './world.ts';

/** Elements that the way through a flow can lead to. */
const NODES = ['actionCalls', 'screens'];
/** Elements of which the lint knows nothing; a flow that has them needs rules for them first. */
const UNKNOWN =
  /^(?:apexPluginCalls|assignments|choices|collectionProcessors|customErrors|decisions|dynamicChoiceSets|formulas|loops|orchestratedStages|record\w+|stages|subflows|textTemplates|transforms|waits)$/u;

function* descendants(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* descendants(child);
}

const namesOf = (xml: Element, lists: readonly string[]): readonly Element[] =>
  lists.flatMap((list) => below(xml, list, 'name'));

function* names({ xml, fullName }: Component): Generator<Problem> {
  const trouble = apiNameTrouble(fullName, '', 80);
  if (trouble) yield at(xml, trouble);
  const all = [...namesOf(xml, [...NODES, 'variables']), ...below(xml, 'screens', 'fields', 'name')];
  for (const twice of repeated(all)) yield at(twice, `two elements are called ${twice.text}`);
  for (const { name, line } of xml.children) {
    if (UNKNOWN.test(name)) yield { line, message: `the lint has no rules for ${name} of a flow` };
  }
}

function* ways({ xml }: Component): Generator<Problem> {
  const nodes = namesOf(xml, NODES).map(({ text }) => text);
  const targets = [...descendants(xml)].filter(({ name }) => name === 'targetReference');
  for (const target of targets) {
    if (!nodes.includes(target.text)) yield at(target, `the flow has no element ${target.text}`);
  }
  for (const node of namesOf(xml, NODES)) {
    if (!targets.some(({ text }) => text === node.text)) yield at(node, `no way leads to ${node.text}`);
  }
  if (below(xml, 'start', 'connector').length === 0) yield at(xml, 'the flow does not begin anywhere');
}

/** Variables that are named, by element or in a text as `{!name}`. */
function* references(xml: Element): Generator<{ element: Element; name: string }> {
  for (const element of descendants(xml)) {
    if (element.name === 'elementReference' || element.name === 'assignToReference')
      yield { element, name: element.text };
    for (const [, name = ''] of element.text.matchAll(/\{!(?<name>[\w$.]+)\}/gu)) yield { element, name };
  }
}

function* variables({ xml }: Component): Generator<Problem> {
  const known = below(xml, 'variables', 'name').map(({ text }) => text);
  for (const { element, name } of references(xml)) {
    if (!name.startsWith('$') && !known.includes(name)) yield at(element, `the flow has no variable ${name}`);
  }
}

const VARIABLE =
  /@InvocableVariable\s*(?:\((?:'[^']*'|[^')])*\))?\s+(?:global|public)\s+(?:transient\s+)?[\w.<>]+\s+(?<name>\w+)\s*[;={]/giu;

function* actions({ xml }: Component, world: World): Generator<Problem> {
  for (const call of childrenOf(xml, 'actionCalls')) {
    const name = textOf(call, 'actionName') ?? '';
    const code = world.get('ApexClass', name)?.code;
    if (textOf(call, 'actionType') !== 'apex') yield at(call, `the lint has no rules for the action ${name}`);
    else if (!code) yield at(call, `there is no class ${name}`);
    else if (!/@InvocableMethod\b/iu.test(code)) yield at(call, `${name} is no invocable action`);
    else yield* parameters(call, code);
  }
}

function* parameters(call: Element, code: string): Generator<Problem> {
  const known = [...code.matchAll(VARIABLE)].map((match) => match.groups?.['name']);
  for (const element of [
    ...below(call, 'inputParameters', 'name'),
    ...below(call, 'outputParameters', 'name'),
  ]) {
    if (!known.includes(element.text)) yield at(element, `the action has no variable ${element.text}`);
  }
}

function* webLink(component: Component, world: World): Generator<Problem> {
  const { xml } = component;
  const url = childOf(xml, 'url');
  if (world.object(ownerOf(component)) === null) yield at(xml, `there is no object ${ownerOf(component)}`);
  const trouble = apiNameTrouble(ownName(component));
  if (trouble) yield at(xml, trouble);
  if (textOf(xml, 'linkType') !== 'url' || !url)
    yield at(xml, 'the lint has rules for buttons with a URL only');
  const flow = /^\/flow\/(?<name>\w+)/u.exec(url?.text ?? '')?.groups?.['name'];
  if (url && flow && !world.has('Flow', flow)) yield at(url, `there is no Flow ${flow}`);
  const object = /\/lightning\/o\/(?<name>\w+)/u.exec(url?.text ?? '')?.groups?.['name'];
  if (url && object && world.object(object) === null) yield at(url, `there is no object ${object}`);
  if (textOf(xml, 'displayType') === 'massActionButton' && textOf(xml, 'requireRowSelection') !== 'true')
    yield at(xml, 'a button for selected rows requires a selection');
}

const of = ['Flow'];

/** Screen flows that call Apex, and the buttons that start them. */
export const FLOW_RULES: readonly Rule[] = [
  { id: 'flow-names', of, keeper: 'org', check: names },
  { id: 'flow-ways', of, keeper: 'org', check: ways },
  { id: 'flow-variables', of, keeper: 'org', check: variables },
  { id: 'flow-actions', of, keeper: 'org', check: actions },
  { id: 'web-link', of: ['WebLink'], keeper: 'org', check: webLink },
];
