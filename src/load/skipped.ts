import type { Duplicate } from './duplicate-finder.ts';
import type { Sync } from './ports.ts';
import { readIfThere, runPaths, writeWhole } from './run-directory.ts';

const HEADER = 'line,kept_line,offset\n';

/** A chain of equal keys ends at the row that is kept: each row points at the next one until then. */
function keptLine(duplicate: Duplicate, next: ReadonlyMap<number, number>): number {
  let line = duplicate.keptLine;
  for (let after = next.get(line); after !== undefined; after = next.get(line)) line = after;
  return line;
}

/** Writes down the rows that are not sent, and which row is sent in their place. */
export async function writeSkipped(
  runDir: string,
  duplicates: readonly Duplicate[],
  offsets: readonly number[],
  sync: Sync,
): Promise<void> {
  if (duplicates.length === 0) return;
  const next = new Map(duplicates.map(({ line, keptLine: kept }) => [line, kept]));
  const rows = duplicates.map((row, i) => `${row.line},${keptLine(row, next)},${offsets[i]}\n`);
  await writeWhole(runPaths(runDir).skipped, sync, (file) => file.writeFile(HEADER + rows.join('')));
}

/** Offsets, in the file that is loaded, of the rows that are not sent; ascending. */
export async function readSkipped(runDir: string): Promise<Float64Array> {
  const text = await readIfThere(runPaths(runDir).skipped);
  const lines = text === null ? [] : text.split('\n').slice(1, -1);
  return Float64Array.from(lines, (line) => Number(line.slice(line.lastIndexOf(',') + 1))).sort();
}
