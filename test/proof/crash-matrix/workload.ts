import type { SenderSettings } from '../../../src/model/simulation/settings.ts';
import type { Row } from '../../../tools/apex-runtime/org/store.ts';

/** What a callout says that gets no answer. */
export const FAILURES = {
  timeout: 'Read timed out',
  'no answer': 'Connection refused',
  'no endpoint': 'Unauthorized endpoint',
} as const;

/**
 * What an attempt comes to: a status, a status with a Retry-After, no answer; the job dies, or is killed without its
 * Finalizer.
 */
export type Answer =
  | number
  | readonly [status: number, retryAfter: number | string]
  | keyof typeof FAILURES
  | 'dies'
  | 'killed';

/** The platform refuses jobs; a trigger on the kit's rows takes the job of its transaction; others hold the kit's rows. */
export type Trouble = 'refused' | 'slot taken' | 'locked';

/** A small run that reaches some of the statements. */
export interface Workload {
  readonly name: string;
  readonly sender: SenderSettings;
  /** Of `Retry_Config__mdt`, besides what the sender says. */
  readonly record: Row;
  /** Of `Circuit_Breaker_Config__mdt`. */
  readonly breaker?: Row;
  /** Requests submitted at each minute. */
  readonly submissions: readonly { readonly atMinute: number; readonly count: number }[];
  /** Answers to the attempts of a request in turn; 200 when they are used up. Requests are numbered from 0. */
  readonly answers: Readonly<Record<number, readonly Answer[]>>;
  readonly withRecords?: true;
  /** What the caller submits besides: the same again, and what nobody can send. */
  readonly withOddities?: true;
  /** A rule of the org refuses the row of the second request: where its job is refused too, it is lost. */
  readonly withUnwanted?: true;
  /** How often an operator sends everything back that came to rest as a failure. */
  readonly redrives?: number;
  /** Whether the handler fails, until the first redrive. */
  readonly handlerFails?: true;
  /** What goes wrong all the time between two minutes. */
  readonly troubles?: Partial<Readonly<Record<Trouble, readonly [fromMinute: number, toMinute: number]>>>;
  /** What is left of the org's 10,000 asynchronous executions for the first 24 hours. */
  readonly executionsLeft?: number;
}
