import type { Outturn } from './replication.ts';

/** A number that a replication yields. `expect`, JSON, report and comparison all know it by its id. */
export interface Metric {
  readonly id: string;
  readonly unit:
    | 'requests'
    | 'minutes'
    | 'calls'
    | 'calls per request'
    | 'executions'
    | 'jobs'
    | 'transactions'
    | 'openings'
    | 'rows'
    | 'share';
  readonly kind: 'count' | 'mean' | 'quantile' | 'peak' | 'share';
  /** Whether the rest of the org counts too. */
  readonly scope: 'own' | 'with-other-work';
  /**
   * What a gate looks at. `every-replication`: it must hold in each of them. `interval`: it must hold at the adverse end of
   * the 95 % interval of the mean.
   */
  readonly gate: 'every-replication' | 'interval';
  readonly description: string;
  /** null stands for infinite, or for what cannot be said. */
  readonly measure: (outturn: Outturn) => number | null;
  /** For a share of requests: how many there were. Its interval then holds where next to none was seen. */
  readonly trials?: (outturn: Outturn) => number;
}
