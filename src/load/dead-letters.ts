import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DELIMITERS, LINE_ENDINGS } from '../model/load/dialect.ts';
import { csvField } from '../model/load/field-text.ts';
import { comparePieces } from '../model/load/piece.ts';
import type { Manifest } from './manifest.ts';
import type { Sync } from './ports.ts';
import { appendFileTo, runPaths, writeWhole } from './run-directory.ts';

/** The columns that a dead-letter file has behind those of the source. */
export const DEAD_LETTER_COLUMNS = [
  'dlq_line',
  'dlq_chunk',
  'dlq_job',
  'dlq_attempt',
  'dlq_class',
  'dlq_code',
  'dlq_message',
  'dlq_retryable',
] as const;

/** Why one row is in the dead-letter file. */
export interface DeadLetter {
  /** The row as it stands in the source, without its line end. */
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly category: string;
  readonly code: string;
  readonly message: string;
  /** Whether the same row may well be loaded another time. */
  readonly retryable: boolean;
}

/** Where the rows of one part came from. */
export interface DeadLetterOrigin {
  readonly piece: string;
  readonly chunk: number;
  readonly job: string;
  readonly attempt: number;
}

/** The first line of a dead-letter file. */
function deadLetterHeader(manifest: Manifest): string {
  const delimiter = DELIMITERS[manifest.delimiter];
  return [manifest.header, ...DEAD_LETTER_COLUMNS].join(delimiter) + LINE_ENDINGS[manifest.lineEnding];
}

/** A message on one line: a line break in it would shift the lines of all rows behind it. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Writes the dead letters of one piece: a file that is there whole or not at all. */
export async function writeDeadLetters(
  runDir: string,
  manifest: Manifest,
  sync: Sync,
  origin: DeadLetterOrigin,
  letters: readonly DeadLetter[],
): Promise<void> {
  const delimiter = DELIMITERS[manifest.delimiter];
  const lineEnd = LINE_ENDINGS[manifest.lineEnding];
  await writeWhole(runPaths(runDir).dlqPart(origin.piece), sync, async (file) => {
    await file.write(deadLetterHeader(manifest));
    for (const { bytes, line, category, code, message, retryable } of letters) {
      const values = [
        line,
        origin.chunk,
        origin.job,
        origin.attempt,
        category,
        code,
        oneLine(message),
        retryable,
      ];
      const reasons = values.map((value) => csvField(String(value), delimiter)).join(delimiter);
      await file.write(Buffer.concat([bytes, Buffer.from(delimiter + reasons + lineEnd)]));
    }
  });
}

/** Pieces that have dead letters, in the order of the file. */
async function deadLetterPieces(runDir: string): Promise<string[]> {
  const names = await readdir(runPaths(runDir).dlqFolder);
  return names
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.slice(0, -'.csv'.length))
    .sort(comparePieces);
}

/**
 * Puts the parts together: `dlq.csv` in the run directory. Only pieces whose end is in the journal count; a part that was
 * written right before a crash is written again.
 *
 * @returns its path; null if there is no dead letter
 */
export async function mergeDeadLetters(
  runDir: string,
  manifest: Manifest,
  sync: Sync,
  isDone: (piece: string) => boolean,
): Promise<string | null> {
  const pieces = (await deadLetterPieces(runDir)).filter(isDone);
  if (pieces.length === 0) return null;
  const header = deadLetterHeader(manifest);
  const path = runPaths(runDir).deadLetters;
  await writeWhole(path, sync, async (file) => {
    await file.write(header);
    for (const piece of pieces) {
      await appendFileTo(file, join(runPaths(runDir).dlqFolder, `${piece}.csv`), Buffer.byteLength(header));
    }
  });
  return path;
}
