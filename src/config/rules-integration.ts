import { handlerClass, integrationName } from './names.ts';
import { type Problem, printable } from './problem.ts';
import { entryOf, type Item, itemsOf, readable, readableKeys, repeated } from './readable.ts';
import { repeatedItems, retryProblems } from './rules-retry.ts';
import { deadLetterSection, integrationSection } from './schema-integration.ts';

/** Custom metadata cuts longer texts without a word. */
const LONGEST_TEXT = 255;

/** Headers that the platform or a named credential sets, or that would break the message. */
const TAKEN_HEADERS = [
  'authorization',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'connection',
];

/** Handler classes of these names would be classes of the kit. */
const TAKEN_HANDLERS = ['retrycallouthandler'];

export function integrationProblems(data: unknown): Problem[] {
  const integrations = itemsOf(data, 'integrations');
  return [...repeatedNames(integrations), ...integrations.flatMap(problemsOf)];
}

function nameOf({ value }: Item): unknown {
  return entryOf(value, 'name');
}

/** Names that Salesforce, which knows no case, or the classes of the handlers, which have no underscores, take for one. */
function repeatedNames(integrations: readonly Item[]): Problem[] {
  const handlerOf = (item: Item): unknown => {
    const name = readable(integrationName, nameOf(item));
    return name === null ? nameOf(item) : handlerClass(name);
  };
  return repeated(integrations, handlerOf).map(({ item, earlier }) => {
    const name = String(nameOf(item));
    const first = String(nameOf(earlier));
    return {
      path: [...item.path, 'name'],
      at: 'value',
      message: `There are two integrations with the name ${printable(name)}${sameAs(name, first)}.`,
      fix: 'Give one of them another name.',
    };
  });
}

function sameAs(name: string, first: string): string {
  if (name === first) return '';
  return name.toLowerCase() === first.toLowerCase()
    ? `: Salesforce takes ${printable(first)} for the same`
    : `: its handler class would be that of ${printable(first)}, since underscores are left out`;
}

function problemsOf(integration: Item): Problem[] {
  const deadLetter = entryOf(integration.value, 'deadLetter');
  return [
    ...takenName(integration),
    ...takenHeader(integration),
    ...retryProblems(integration),
    ...repeatedItems(deadLetter, 'maskedJsonKeys', [...integration.path, 'deadLetter']),
    ...longMask(integration, deadLetter),
  ];
}

function takenName({ path, value }: Item): Problem[] {
  const name = readable(integrationName, entryOf(value, 'name'));
  if (name === null || !TAKEN_HANDLERS.includes(handlerClass(name).toLowerCase())) return [];
  return [
    {
      path: [...path, 'name'],
      at: 'value',
      message: `The name ${name} is taken: the handler of this integration would have the name of a class of the kit.`,
      fix: 'Write another name, such as that of the other system.',
    },
  ];
}

function takenHeader({ path, value }: Item): Problem[] {
  const header = entryOf(value, 'idempotencyHeader');
  if (typeof header !== 'string' || !TAKEN_HEADERS.includes(header.toLowerCase())) return [];
  return [
    {
      path: [...path, 'idempotencyHeader'],
      at: 'value',
      message: `idempotencyHeader is ${header}, which has another meaning in HTTP.`,
      fix: `Write ${integrationSection.keys['idempotencyHeader']?.fallback}, or the header that the endpoint documents.`,
    },
  ];
}

function longMask({ path }: Item, deadLetter: unknown): Problem[] {
  const { maskedJsonKeys = [] } = readableKeys(deadLetterSection, deadLetter);
  const { length } = maskedJsonKeys.join(',');
  if (length <= LONGEST_TEXT) return [];
  return [
    {
      path: [...path, 'deadLetter', 'maskedJsonKeys'],
      at: 'value',
      message: `maskedJsonKeys has ${length} characters in all, commas included; its custom metadata field holds ${LONGEST_TEXT}.`,
      fix: 'Keep the keys that hold secrets.',
    },
  ];
}
