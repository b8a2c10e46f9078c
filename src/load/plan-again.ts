import type { Chunk } from '../model/load/chunk.ts';
import { UserError } from '../model/user-error.ts';
import { readHeader } from './header.ts';
import { loadFilePath, type Manifest } from './manifest.ts';
import { openSource, sortColumn, withSkipped } from './preflight.ts';
import { readSkipped } from './skipped.ts';
import { sameValueAsBefore } from './sort-source.ts';
import { surveyFile } from './survey.ts';

/**
 * The plan of a run whose journal broke off before the plan was whole: nothing was sent then. The same file gives the same
 * plan.
 */
export async function planAgain(manifest: Manifest, runDir: string): Promise<readonly Chunk[]> {
  const { sorted, sha256 } = manifest.loadFile;
  const path = loadFilePath(manifest, runDir);
  const handle = await openSource(path);
  try {
    const header = await readHeader(handle, path, manifest);
    const { size } = await handle.stat();
    const { chunkRows, chunkBytes, sortBy } = manifest.options;
    const column = sorted && sortBy !== null ? sortColumn(header, sortBy) : -1;
    const survey = await surveyFile(
      { path, handle, size, header },
      { rows: chunkRows, bytes: chunkBytes },
      { sameGroup: sameValueAsBefore(column) },
    );
    if (survey.sha256 !== sha256)
      throw new UserError({ area: 'load', code: 'SourceSizeChanged', values: [path] });
    return withSkipped(survey.chunks, await readSkipped(runDir));
  } finally {
    await handle.close();
  }
}
