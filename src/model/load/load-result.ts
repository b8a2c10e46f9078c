import type { StopReason } from './call-retry.ts';

/** What became of every row of the source: `source` is the sum of all others but created and updated. */
export interface RowCounts {
  readonly source: number;
  /** created + updated */
  readonly loaded: number;
  readonly created: number;
  readonly updated: number;
  readonly deadLettered: number;
  readonly skippedDuplicates: number;
  /** Sent, and the org gives no verdict on them. */
  readonly unknown: number;
  /** Not at an end yet: for `resume`. */
  readonly remaining: number;
}

/** The `result` of every `sf retry upsert` command. It never holds a row or a token. */
export interface LoadResult {
  readonly runId: string;
  readonly runDir: string;
  readonly state: 'planned' | 'running' | 'done' | 'doneWithFailures' | 'unreconciled' | 'stopped';
  /** Why the run stopped before its end; null if it did not. */
  readonly stop: { readonly reason: StopReason; readonly message: string } | null;
  readonly rows: RowCounts;
  readonly chunks: { readonly total: number; readonly done: number };
  /** Jobs created. */
  readonly jobs: number;
  /** Open jobs in the org that may stem from a creation whose answer was lost. They run nothing. */
  readonly orphans: readonly string[];
  /** Calls that were made again. */
  readonly retries: number;
  readonly elapsedSeconds: number;
  readonly rowsPerSecond: number;
  /** Dead letters that a redrive has loaded since. */
  readonly redriven: number;
  readonly files: { readonly deadLetter: string | null; readonly journal: string };
  readonly warnings: readonly string[];
}
