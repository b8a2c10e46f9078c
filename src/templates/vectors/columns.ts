/** 2026-01-05T10:00:00Z, ms since 1970: `NOW` of RetryVectorCheck.cls. */
export const NOW = 1_767_607_200_000;

type Column = string | number | boolean | null;

/** A side of a vector: columns between semicolons, "-" for null. */
export function columns(...values: readonly Column[]): string {
  return values.map((value) => value ?? '-').join(';');
}

/** One vector as RetryVectorCheck.cls reads it. */
export function vector(input: string, output: string): string {
  return `${input} => ${output}`;
}

/** A time as vectors have it: ms from {@link NOW}. */
export function fromNow(atMs: number | null): number | null {
  return atMs === null ? null : atMs - NOW;
}
