import type { BreakerState } from '../../src/model/policy/breaker.ts';

/** A request that waits, and when it may be sent, ms. */
export interface Due {
  readonly request: number;
  readonly dueAtMs: number;
}

/** One attempt, and what was decided after it. */
export interface AttemptRecord {
  readonly request: number;
  readonly attempt: number;
  /** When its outcome was known. */
  readonly atMs: number;
  readonly step: string;
  readonly category: string | null;
  readonly reason: string | null;
  readonly delayMs: number | null;
  readonly minutes: number | null;
  readonly previousDelayMs: number | null;
  readonly pauseMs: number | null;
}

/** A lane whose next job was enqueued. */
export interface ChildRecord {
  readonly lane: number;
  readonly minutes: number;
  readonly requests: readonly Due[];
}

/** One transaction with its Finalizer, as either side tells it. Times in ms from the start of the scenario. */
export interface StepRecord {
  /** When it ended. */
  readonly atMs: number;
  /** `submit sync`, `job 3.1` (lane and place in its chain), `sweep 2`, `operator`. */
  readonly what: string;
  readonly attempts: readonly AttemptRecord[];
  readonly children: readonly ChildRecord[];
  /** Rows that wait for the sweeper, by due time in whole seconds. */
  readonly rows: readonly Due[];
  /** After it: what is final, by request. */
  readonly finals: ReadonlyMap<number, string>;
  readonly circuit: BreakerState | null;
}

/** Attempts that nothing orders: those of rows whose lease had run out. */
export function byRequest(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  return attempts.toSorted((a, b) => a.request - b.request);
}

/** Minutes and milliseconds, which is what a reader compares. */
function time(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms - minutes * 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
}

function dues(list: readonly Due[]): string {
  return list.map(({ request, dueAtMs }) => `${request}@${time(dueAtMs)}`).join(' ') || 'none';
}

function attemptLine(record: AttemptRecord): string {
  const { request, attempt, step, category, reason, delayMs, minutes, previousDelayMs, pauseMs } = record;
  const wait = minutes === null ? '' : `: ${minutes} min for ${delayMs} ms, drawn ${previousDelayMs} ms`;
  const pause = pauseMs === null ? '' : `, pause ${pauseMs} ms`;
  const why = [category, reason].filter((text) => text !== null).join(', ');
  return `  request ${request} attempt ${attempt} at ${time(record.atMs)} ${step}${why ? ` (${why})` : ''}${wait}${pause}`;
}

function circuitLine(state: BreakerState | null): string {
  if (state === null) return '  circuit: no row';
  const { tokens, openedAtMs, pausedUntilMs, windowStartMs } = state;
  const holders = tokens.map(({ lane, expiresAtMs }) => `${lane} until ${time(expiresAtMs)}`).join(', ');
  return [
    `  circuit: ${state.state} epoch ${state.epoch}, ${state.failures} of ${state.calls} since ${time(windowStartMs)}`,
    openedAtMs === null ? '' : `, opened ${time(openedAtMs)}, ${state.probesSucceeded} probes succeeded`,
    holders ? `, tokens: ${holders}` : '',
    pausedUntilMs === null ? '' : `, paused until ${time(pausedUntilMs)}`,
  ].join('');
}

/** What a step did and what stood after it, one line each: two sides are equal if their lines are. */
export function linesOf(step: StepRecord): readonly string[] {
  const finals = [...step.finals].toSorted(([a], [b]) => a - b).map(([request, how]) => `${request} ${how}`);
  return [
    `${time(step.atMs)} ${step.what}`,
    ...step.attempts.map(attemptLine),
    ...step.children.map(
      ({ lane, minutes, requests }) => `  lane ${lane} goes on in ${minutes} min: ${dues(requests)}`,
    ),
    `  rows: ${dues(step.rows)}`,
    `  final: ${finals.join(', ') || 'none'}`,
    circuitLine(step.circuit),
  ];
}
