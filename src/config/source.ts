import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { type Path, printable } from './problem.ts';
import { type TextProblem, yamlProblems } from './yaml-problems.ts';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

interface Place {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** The text of a config file, YAML or JSON, and where in it everything stands. */
export class Source {
  readonly #text: string;
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();

  constructor(text: string) {
    this.#text = text;
    // Not left to the parser: it forgets line ends after some errors.
    this.#lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) this.#lines.addNewLine(index + 1);
    this.#document = parseDocument(text, {
      prettyErrors: false,
      stringKeys: true,
      resolveKnownTags: false,
      // Looks at every pair of keys: a minute for a hostile file. yamlProblems does it with a set.
      uniqueKeys: false,
      logLevel: 'error',
    });
  }

  problems(): TextProblem[] {
    return yamlProblems(this.#document, (offset) => this.position(offset).line);
  }

  /** Plain data; only for a text without problems. */
  data(): unknown {
    return this.#document.toJS({ maxAliasCount: -1 });
  }

  position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  /** Where a key or value stands; one that is not there: what it would stand in. */
  locate(path: Path, at: 'key' | 'value'): Position {
    const { key, value } = this.#find(path);
    const node = at === 'key' ? (key ?? value) : (value ?? key);
    if (node === null)
      return path.length === 0 ? { line: 1, column: 1 } : this.locate(path.slice(0, -1), 'value');
    return this.position(node.range?.[0] ?? 0);
  }

  /** A value as it was written, shortened to one line; null where nothing was written. */
  shown(path: Path): string | null {
    const range = this.#find(path).value?.range;
    if (!range || range[1] <= range[0]) return null;
    return printable(this.#text.slice(range[0], range[1])) || 'something that cannot be shown';
  }

  #find(path: Path): Place {
    let place: Place = { key: null, value: this.#document.contents };
    for (const part of path) place = this.#child(place.value, part);
    return place;
  }

  #child(parent: Node | null, part: string | number): Place {
    const node = parent && isAlias(parent) ? (parent.resolve(this.#document) ?? null) : parent;
    if (isSeq(node)) {
      const item = node.items[Number(part)];
      return { key: null, value: isNode(item) ? item : null };
    }
    if (!isMap(node)) return { key: null, value: null };
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    if (!pair) return { key: null, value: null };
    return { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null };
  }
}
