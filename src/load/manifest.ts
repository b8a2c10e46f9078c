import { resolve } from 'node:path';
import type { DelimiterName, LineEnding } from '../model/load/dialect.ts';
import { UserError } from '../model/user-error.ts';
import type { KeyColumn } from './key-check.ts';
import type { Sync } from './ports.ts';
import { readIfThere, runPaths, writeWhole } from './run-directory.ts';

/** What a run is: written once, before the first line of its journal. */
export interface Manifest {
  readonly version: 1;
  readonly runId: string;
  readonly createdAt: string;
  /** The run whose dead letters this one loads. */
  readonly parent: { readonly runId: string; readonly runDir: string } | null;
  readonly org: {
    readonly id: string;
    readonly username: string | null;
    readonly instanceUrl: string;
    readonly apiVersion: string;
  };
  readonly object: string;
  readonly operation: 'upsert';
  readonly key: KeyColumn;
  readonly source: {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly rows: number;
  };
  /** The file that the chunks are ranges of: the source, or a sorted copy of it in the run directory. */
  readonly loadFile: {
    /** In the run directory, it is named without a folder: the directory may be moved. */
    readonly path: string;
    readonly sorted: boolean;
    readonly bytes: number;
    readonly sha256: string;
  };
  readonly header: string;
  readonly columns: number;
  readonly delimiter: DelimiterName;
  readonly lineEnding: LineEnding;
  readonly options: {
    readonly chunkRows: number;
    readonly chunkBytes: number;
    readonly parallel: number;
    readonly onDuplicate: string;
    readonly sortBy: string | null;
    readonly abortOrphans: boolean;
  };
}

/** Where the file is that the chunks are ranges of. */
export function loadFilePath({ loadFile }: Manifest, runDir: string): string {
  return resolve(runDir, loadFile.path);
}

function manifestError(code: string, runDir: string): UserError {
  return new UserError({ area: 'load', code, values: [runDir] });
}

function isManifest(value: unknown): value is Manifest {
  const manifest = value as Partial<Manifest> | null;
  return (
    typeof manifest === 'object' &&
    manifest !== null &&
    manifest.version === 1 &&
    typeof manifest.runId === 'string' &&
    typeof manifest.org?.id === 'string' &&
    typeof manifest.key?.column === 'number' &&
    typeof manifest.loadFile?.path === 'string' &&
    typeof manifest.header === 'string' &&
    typeof manifest.options?.parallel === 'number'
  );
}

export async function readManifest(runDir: string): Promise<Manifest> {
  const text = await readIfThere(runPaths(runDir).manifest).catch(() => null);
  if (text === null) throw manifestError('NotARunDir', runDir);
  try {
    const value: unknown = JSON.parse(text);
    if (isManifest(value)) return value;
  } catch {
    // Not JSON: the same answer as for JSON of another shape.
  }
  throw manifestError('ManifestBroken', runDir);
}

export function writeManifest(runDir: string, manifest: Manifest, sync: Sync): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return writeWhole(runPaths(runDir).manifest, sync, (file) => file.writeFile(text));
}
