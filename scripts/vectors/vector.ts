/** One test vector: plain data, within Integer and Long of Apex. */
export interface Vector {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

/** A file of vectors: those of one function of the policy. */
export interface VectorFile {
  /** Name of the file, without `.json`. */
  readonly name: string;
  readonly vectors: readonly Vector[];
}

/** The policy as kit.md writes it, in the units of the policy: ms and percent. */
export interface OraclePolicy {
  readonly maxRetries: number;
  readonly baseDelayMs: number;
  readonly backoffPercent: number;
  readonly maxDelayMs: number;
  readonly jitter: 'none' | 'additive' | 'full' | 'equal' | 'decorrelated';
  readonly retryableStatusCodes: readonly number[];
  readonly alreadyProcessedStatusCodes: readonly number[];
  readonly honorRetryAfter: boolean;
  readonly maxElapsedMs: number;
  readonly maxAgeMs: number;
  readonly immediateRetries: number;
}

export const DEFAULT_POLICY: OraclePolicy = {
  maxRetries: 6,
  baseDelayMs: 300_000,
  backoffPercent: 200,
  maxDelayMs: 600_000,
  jitter: 'full',
  retryableStatusCodes: [408, 425, 429, 500, 502, 503, 504],
  alreadyProcessedStatusCodes: [],
  honorRetryAfter: true,
  maxElapsedMs: 14_400_000,
  maxAgeMs: 259_200_000,
  immediateRetries: 0,
};

/** 2026-01-05T10:00:00Z, a Monday. */
export const MONDAY = Date.UTC(2026, 0, 5, 10);

export const MINUTE = 60_000;

/** Numbers that look random and are the same in every run (Lehmer's generator). */
export function integers(seed: number): (below: number) => number {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 48_271n) % 2_147_483_647n;
    return Number((state * BigInt(below)) / 2_147_483_647n);
  };
}
