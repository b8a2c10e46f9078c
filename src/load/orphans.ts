import { Stop } from './retry-engine.ts';
import type { Run } from './run.ts';

/** Clocks of the org and of this machine may differ; a job is looked for from this long before the run on. */
const CLOCK_SKEW_MS = 10 * 60_000;

function notLooked(why: string): string {
  return `Answers to the creation of jobs were lost, and open jobs that may be left could not be looked for: ${why}.`;
}

/**
 * Looks for open jobs that a creation with a lost answer may have left behind: of our user, object and operation, made since
 * the run began, unknown to the journal. They run nothing. Another tool of the same user could own one, so they are ended
 * only if the user says so.
 *
 * @returns warnings: why it could not be looked for them
 */
export async function findOrphans(run: Run): Promise<readonly string[]> {
  const { deps, journal, manifest, engine } = run;
  const { userId } = deps.api.identity;
  if (!journal.state.createUnknown) return [];
  if (userId === null) return [notLooked('the org does not tell who is logged in')];
  const since = Date.parse(manifest.createdAt) - CLOCK_SKEW_MS;
  const find = async (): Promise<string[]> => {
    const orphans: string[] = [];
    for await (const job of deps.api.jobs()) {
      const ours =
        job.state === 'Open' &&
        job.operation === 'upsert' &&
        job.object.toLowerCase() === manifest.object.toLowerCase() &&
        job.createdById.slice(0, 15) === userId.slice(0, 15) &&
        !(job.createdAt < since) &&
        !journal.state.jobIds.has(job.id);
      if (ours) orphans.push(job.id);
    }
    return orphans;
  };
  try {
    const jobs = await engine.call('list jobs', find);
    const { abortOrphans } = manifest.options;
    if (abortOrphans) for (const job of jobs) await engine.call('abort a job', () => deps.api.abort(job));
    if (jobs.length > 0) await journal.append({ t: 'orphans.found', jobs, aborted: abortOrphans });
  } catch (error) {
    // A list that cannot be had changes nothing for the rows.
    if (!(error instanceof Stop)) throw error;
    return [notLooked(error.message)];
  }
  return [];
}
