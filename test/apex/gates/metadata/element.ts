import { XMLParser } from 'fast-xml-parser';

/** An element of a metadata file, in the order of the file. */
export interface Element {
  readonly name: string;
  /** In its file; counts from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, without that of its children. */
  readonly text: string;
  /** From its first bracket to its last. */
  readonly source: string;
}

type Node = { readonly [name: string]: unknown } & { readonly [meta: symbol]: unknown };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  captureMetaData: true,
  parseTagValue: false,
  trimValues: false,
});
const META = XMLParser.getMetaDataSymbol() as unknown as symbol;

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function convert(nodes: readonly Node[], file: string): { children: Element[]; text: string } {
  const children: Element[] = [];
  let text = '';
  for (const node of nodes) {
    for (const [name, content] of Object.entries(node)) {
      if (name === '#text') text += String(content);
      if (name === '#text' || name === ':@') continue;
      const { startIndex = 0, endIndex = 0 } = (node[META] ?? {}) as {
        startIndex?: number;
        endIndex?: number;
      };
      children.push({
        name,
        line: lineAt(file, startIndex),
        attributes: (node[':@'] ?? {}) as Record<string, string>,
        source: file.slice(startIndex, endIndex),
        ...convert(content as Node[], file),
      });
    }
  }
  return { children, text };
}

/**
 * The root element of a metadata file.
 *
 * @throws Error where the file holds no element or more than one
 */
export function parseXml(text: string): Element {
  const { children } = convert(parser.parse(text) as Node[], text);
  const [root] = children;
  if (root === undefined || children.length > 1) throw new Error('is no XML document');
  return root;
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Text of a child; `undefined` where there is no such child. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  return childOf(element, name)?.text;
}

/** Elements at the end of a path of names. */
export function below(element: Element | undefined, ...path: readonly string[]): readonly Element[] {
  const [name, ...rest] = path;
  if (element === undefined) return [];
  if (name === undefined) return [element];
  return childrenOf(element, name).flatMap((child) => below(child, ...rest));
}
