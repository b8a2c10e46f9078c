import { newRunState } from '../model/load/run-state.ts';
import { UserError } from '../model/user-error.ts';
import { execute } from './execute.ts';
import { cutJournal, Journal, planLines, readJournal } from './journal.ts';
import { lockRun } from './lock.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { planAgain } from './plan-again.ts';
import type { LoadDeps } from './ports.ts';
import type { LoadResult } from './result.ts';
import { runPaths } from './run-directory.ts';

export interface ResumeOptions {
  readonly runDir: string;
  /** Stop after so many ms; null: go on to the end. */
  readonly waitMs: number | null;
}

/** Ids have 15 characters, or 18 with a checksum. */
function sameOrg(left: string, right: string): boolean {
  return left.slice(0, 15) === right.slice(0, 15);
}

/** Makes sure that a run goes on in the org it began in. */
export function checkOrg(manifest: Manifest, deps: LoadDeps, runDir: string): void {
  const { orgId } = deps.api.identity;
  if (sameOrg(manifest.org.id, orgId)) return;
  throw new UserError({ area: 'load', code: 'OtherOrg', values: [runDir, manifest.org.id, orgId] });
}

/**
 * Goes on with a run from its journal: no chunk that is done is sent again.
 *
 * @throws UserError - no run, another org, another file, a journal that cannot be trusted
 */
export async function resumeUpsert(deps: LoadDeps, { runDir, waitMs }: ResumeOptions): Promise<LoadResult> {
  const startedAt = deps.clock();
  const manifest = await readManifest(runDir);
  checkOrg(manifest, deps, runDir);
  const release = await lockRun(runDir, deps.process);
  try {
    const path = runPaths(runDir).journal;
    const read = await readJournal(path, manifest.runId);
    const { planned } = read.state;
    const bytes = planned ? read.wholeBytes : 0;
    if (bytes < read.bytes) await cutJournal(path, bytes);
    const state = planned ? read.state : newRunState();
    const journal = new Journal(await deps.openJournal(path), path, deps.clock, state);
    try {
      if (!planned) await journal.append(...planLines(manifest.runId, await planAgain(manifest, runDir)));
      await journal.append({ t: 'run.resumed', run: manifest.runId });
      return await execute({ deps, runDir, manifest, journal, startedAt, waitMs, warnings: [] });
    } finally {
      await journal.close();
    }
  } finally {
    await release();
  }
}
