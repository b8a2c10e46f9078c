import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DELIMITERS } from '../model/load/dialect.ts';
import { fieldText } from '../model/load/field-text.ts';
import type { RunState } from '../model/load/run-state.ts';
import { readRecords } from './csv-file.ts';
import { DEAD_LETTER_COLUMNS } from './dead-letters.ts';
import type { Manifest } from './manifest.ts';
import type { Sync } from './ports.ts';
import { readIfThere, runPaths, writeWhole } from './run-directory.ts';

const HEADER = 'line\n';
const LINE_COLUMN = DEAD_LETTER_COLUMNS.indexOf('dlq_line');

/** Lines of a run's source whose dead letters a redrive has loaded. */
export async function redrivenLines(runDir: string): Promise<Set<number>> {
  const folder = runPaths(runDir).redriven;
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const lines = new Set<number>();
  for (const name of names) {
    const text = (await readIfThere(join(folder, name))) ?? HEADER;
    for (const line of text.split('\n').slice(1, -1)) lines.add(Number(line));
  }
  return lines;
}

/** Lines named by the dead-letter file of a run, with its own kind of lines. */
export async function deadLetterLines(runDir: string, manifest: Manifest): Promise<Set<number>> {
  const lines = new Set<number>();
  const handle = await open(runPaths(runDir).deadLetters, 'r').catch(() => null);
  if (handle === null) return lines;
  try {
    const { size } = await handle.stat();
    const column = manifest.columns + LINE_COLUMN;
    await readRecords(
      { handle, from: 0, to: size, firstLine: 1 },
      DELIMITERS[manifest.delimiter].charCodeAt(0),
      {
        visit: (bytes, _, record, __, line) => {
          if (line === 1) return;
          lines.add(Number(fieldText(bytes, record.starts[column] as number, record.ends[column] as number)));
        },
      },
    );
  } finally {
    await handle.close();
  }
  return lines;
}

async function skippedLines(runDir: string): Promise<Set<number>> {
  const text = await readIfThere(runPaths(runDir).skipped);
  return new Set(
    text === null
      ? []
      : text
          .split('\n')
          .slice(1, -1)
          .map((row) => Number.parseInt(row, 10)),
  );
}

/** Whether the chunk that a line belongs to is at its end. Chunks of a redrive stand in the order of the file. */
function isInDoneChunk(state: RunState, line: number): boolean {
  let done = false;
  for (const chunk of state.chunks.values()) {
    if (chunk.plan.firstLine > line) break;
    done = chunk.done;
  }
  return done;
}

/**
 * Tells the parent of a redrive which of its dead letters are loaded by now. A whole file per child run, so that telling
 * it again changes nothing.
 */
export async function markRedriven(
  runDir: string,
  manifest: Manifest,
  state: RunState,
  sync: Sync,
): Promise<void> {
  const map = manifest.parent === null ? null : await readIfThere(runPaths(runDir).redriveLines);
  if (manifest.parent === null || map === null) return;
  const [dead, skipped] = [await deadLetterLines(runDir, manifest), await skippedLines(runDir)];
  const loaded: string[] = [];
  for (const row of map.split('\n').slice(1, -1)) {
    const [line, parentLine] = row.split(',').map(Number);
    if (line === undefined || dead.has(line) || skipped.has(line)) continue;
    if (isInDoneChunk(state, line)) loaded.push(`${parentLine}\n`);
  }
  const { redriven } = runPaths(manifest.parent.runDir);
  await mkdir(redriven, { recursive: true });
  await writeWhole(join(redriven, `${manifest.runId}.csv`), sync, (file) =>
    file.writeFile(HEADER + loaded.join('')),
  );
}
