import { createHash } from 'node:crypto';
import type { OrgDouble } from './org-double.ts';

/** What a source row should have become: its values by column, `null` where the file said `#N/A`. */
export type ExpectedRows = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

export interface Verdict {
  /** Keys of source rows that no job committed. */
  readonly missing: string[];
  /** Keys of source rows that were committed more than once. */
  readonly writtenTwice: string[];
  /** Keys whose record does not hold the row's values, byte for byte. */
  readonly wrongValues: string[];
  /** Records that no source row asked for. */
  readonly strangers: number;
}

function sameValues(
  values: ReadonlyMap<string, string | null>,
  expected: ReadonlyMap<string, string | null>,
): boolean {
  const columns = new Set([...values.keys(), ...expected.keys()]);
  return [...columns].every((column) => (values.get(column) ?? null) === (expected.get(column) ?? null));
}

/** Compares what the org holds with what the source file asked for. */
export function judge(double: OrgDouble, expected: ExpectedRows): Verdict {
  const verdict: Verdict = {
    missing: [],
    writtenTwice: [],
    wrongValues: [],
    strangers:
      double.records.size - [...expected.keys()].filter((key) => double.records.commits(key) > 0).length,
  };
  for (const [key, values] of expected) {
    const commits = double.records.commits(key);
    const held = double.records.values(key);
    if (held === undefined) verdict.missing.push(key);
    else if (!sameValues(held, values)) verdict.wrongValues.push(key);
    if (commits > 1) verdict.writtenTwice.push(key);
  }
  return verdict;
}

export const FLAWLESS: Verdict = { missing: [], writtenTwice: [], wrongValues: [], strangers: 0 };

export interface Account {
  readonly records: number;
  /** Row commits, first and later ones. */
  readonly commits: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly jobs: { readonly made: number; readonly open: string[]; readonly closed: number };
  /** Closed jobs whose bytes had been closed before: 0 unless a client sends again what it had handed over. */
  readonly closedAgain: number;
}

/** Totals of a run: what was written, called and left behind. */
export function account(double: OrgDouble): Account {
  const calls: Record<string, number> = {};
  for (const { endpoint } of double.calls) calls[endpoint] = (calls[endpoint] ?? 0) + 1;
  const closed = double.jobs.made.filter((job) => job.closed);
  const contents = new Set(
    closed.map((job) =>
      createHash('sha256')
        .update(job.content ?? '')
        .digest('hex'),
    ),
  );
  return {
    records: double.records.size,
    commits: double.records.totalCommits(),
    calls,
    jobs: {
      made: double.jobs.made.length,
      open: double.jobs
        .all()
        .filter((job) => job.state === 'Open')
        .map((job) => job.id),
      closed: closed.length,
    },
    closedAgain: closed.length - contents.size,
  };
}
