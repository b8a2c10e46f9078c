import type { Place } from '../compile-error.ts';

/** What places need of a node of the parse tree. */
interface Positioned {
  readonly start: { readonly line: number; readonly column: number };
}

/** Where a node of the parse tree starts. */
export function placeOf(file: string, node: Positioned): Place {
  return { file, line: node.start.line, column: node.start.column + 1 };
}
