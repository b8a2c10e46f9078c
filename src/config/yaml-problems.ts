import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLError } from 'yaml';
import { printable } from './problem.ts';

/** Something wrong at a place of the text. The offset counts UTF-16 code units from 0. */
export interface TextProblem {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** Deeper than any config goes, and shallow enough for every function that calls itself. */
const DEEPEST = 40;
/** Enough to share sections between integrations; few enough that resolving each of them costs nothing. */
const MOST_ALIASES = 500;

/** Message and fix for what the YAML library calls in terms of its grammar. */
const SYNTAX_TEXTS: Partial<Record<YAMLError['code'], readonly [message: string, fix: string]>> = {
  TAB_AS_INDENT: ['This line is indented with a tab.', 'Indent with blanks.'],
  BAD_INDENT: [
    'This line is indented unlike those it belongs to, or stands in a bracket that is not closed.',
    'Indent the keys of one section by the same number of blanks, and close each bracket.',
  ],
  MISSING_CHAR: ['A quote or a bracket is still open here.', 'Close it where its text or list ends.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'A key stands here in the middle of a value.',
    'Put a value that contains a colon in quotes, and each key on a line of its own, in the column of its neighbours.',
  ],
  BAD_SCALAR_START: ['A value cannot start with this character.', 'Put the value in quotes.'],
  MULTILINE_IMPLICIT_KEY: ['This key has no colon.', 'Write a colon and a blank after the key.'],
  MULTIPLE_DOCS: [
    'A second document starts here.',
    'Keep one document: remove the line "---" and what belongs to the others.',
  ],
  TAG_RESOLVE_FAILED: [
    'A tag stands here, which means nothing in a config.',
    'Remove the tag, which starts with "!".',
  ],
  NON_STRING_KEY: ['This key is no name.', 'Write a plain name before the colon.'],
};

function syntaxProblem({ code, message, pos }: YAMLError): TextProblem {
  const [text, fix] = SYNTAX_TEXTS[code] ?? [
    `This is not valid YAML: ${printable(message)}.`,
    'Check quotes, brackets, colons and indentation at this place.',
  ];
  return { offset: pos[0], message: text, fix };
}

function tooDeep(offset: number): TextProblem {
  return {
    offset,
    message: 'Keys or lists are nested too deeply here.',
    fix: 'Compare the indentation and the brackets with the documentation of the config file.',
  };
}

/** Collects what the YAML library leaves to its user: keys that stand twice, and aliases that lead nowhere or in circles. */
class TreeCheck {
  readonly problems: TextProblem[] = [];
  readonly #anchors = new Set<string>();
  readonly #open = new Set<string>();
  readonly #lineOf: (offset: number) => number;
  #aliases = 0;

  constructor(lineOf: (offset: number) => number) {
    this.#lineOf = lineOf;
  }

  visit(node: Node | null, depth: number): void {
    if (isAlias(node)) this.#alias(node.source, offsetOf(node));
    else if (node !== null) this.#content(node, depth);
  }

  #content(node: Node, depth: number): void {
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) {
      this.#anchors.add(anchor);
      this.#open.add(anchor);
    }
    if (depth > DEEPEST) this.problems.push(tooDeep(offsetOf(node)));
    else this.#children(node, depth);
    if (anchor !== undefined) this.#open.delete(anchor);
  }

  #children(node: Node, depth: number): void {
    if (isSeq(node)) for (const item of node.items) this.visit(isNode(item) ? item : null, depth + 1);
    if (!isMap(node)) return;
    const first = new Map<string, number>();
    for (const { key, value } of node.items) {
      if (isScalar(key)) this.#key(String(key.value), offsetOf(key), first);
      this.visit(isNode(value) ? value : null, depth + 1);
    }
  }

  #key(name: string, offset: number, first: Map<string, number>): void {
    if (name === '__proto__') {
      const message = 'The key "__proto__" has a meaning of its own and cannot be read.';
      this.problems.push({ offset, message, fix: 'Remove it.' });
      return;
    }
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, offset);
      return;
    }
    this.problems.push({
      offset,
      message: `The key "${printable(name)}" stands here again; it is already in line ${this.#lineOf(earlier)}.`,
      fix: 'Keep one of them.',
    });
  }

  #alias(name: string, offset: number): void {
    const shown = printable(name);
    this.#aliases += 1;
    if (this.#aliases === MOST_ALIASES + 1) {
      const fix = `Write out what they stand for, until at most ${MOST_ALIASES} are left.`;
      this.problems.push({ offset, message: 'There are too many aliases in this file.', fix });
    } else if (this.#open.has(name)) {
      const fix = 'Write out what it should stand for.';
      this.problems.push({ offset, message: `The alias *${shown} stands inside what it stands for.`, fix });
    } else if (!this.#anchors.has(name)) {
      const fix = `Put &${shown} before the value it stands for, further up, or write the value here.`;
      this.problems.push({ offset, message: `The alias *${shown} stands for nothing.`, fix });
    }
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Everything that is wrong with a text as YAML. While there is something, its data cannot be trusted. */
export function yamlProblems(document: Document.Parsed, lineOf: (offset: number) => number): TextProblem[] {
  const syntax = [...document.errors, ...document.warnings];
  const depth = syntax.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (depth) return [tooDeep(depth.pos[0])];
  const check = new TreeCheck(lineOf);
  check.visit(document.contents, 0);
  return firstAtEachPlace([...syntax.map(syntaxProblem), ...check.problems]);
}

/** One mistake often breaks several rules of the grammar. */
function firstAtEachPlace(problems: readonly TextProblem[]): TextProblem[] {
  const places = new Map<number, TextProblem>();
  for (const problem of problems) if (!places.has(problem.offset)) places.set(problem.offset, problem);
  return [...places.values()];
}
