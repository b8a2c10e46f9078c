import type { BreakerState } from '../../src/model/policy/breaker.ts';
import { MINUTE_MS } from '../../src/model/policy/minutes.ts';
import type { TraceEvent } from '../../src/model/simulation/trace.ts';
import { type AttemptRecord, byRequest, type ChildRecord, type Due, type StepRecord } from './steps.ts';

type Of<K extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: K }>;

/** Rows hold whole seconds, rounded up. */
function inRow({ request, dueAtMs }: Due): Due {
  return { request, dueAtMs: Math.ceil(dueAtMs / 1000) * 1000 };
}

/** Whoever claims a token sweeps out those that ran out. */
function withToken(state: BreakerState, { atMs, lane, expiresAtMs }: Of<'token'>): BreakerState {
  const others = state.tokens.filter((token) => token.lane !== String(lane) && token.expiresAtMs > atMs);
  return { ...state, tokens: [...others, { lane: String(lane), expiresAtMs }] };
}

function attemptOf({ atMs, request, attempt, decision }: Of<'decision'>): AttemptRecord {
  const { next, classification, pauseMs } = decision;
  const retry = next.step === 'retry' ? next : null;
  return {
    request,
    attempt,
    atMs,
    step: next.step,
    category: classification.category,
    reason: next.step === 'dead-letter' ? next.reason : null,
    delayMs: retry?.delayMs ?? null,
    minutes: retry?.minutes ?? null,
    previousDelayMs: retry?.previousDelayMs ?? null,
    pauseMs,
  };
}

/** Tells the events of a replication as steps. Lanes are numbered as their first jobs are accepted. */
export class ModelSteps {
  readonly steps: StepRecord[] = [];
  readonly #lanes = new Map<number, number>();
  readonly #rows = new Map<number, Due>();
  readonly #finals = new Map<number, string>();
  /** Of the jobs that run, by lane. */
  readonly #open = new Map<number, { readonly depth: number; readonly attempts: AttemptRecord[] }>();
  /** Of the step that is being told, where it is no job. */
  #attempts: AttemptRecord[] = [];
  #sweeps = 0;
  #circuit: BreakerState | null = null;

  see(event: TraceEvent): void {
    switch (event.kind) {
      case 'submit':
        this.#submit(event);
        break;
      case 'job-start':
        this.#open.set(event.lane, { depth: event.depth, attempts: [] });
        break;
      case 'decision':
        this.#decide(event);
        break;
      case 'circuit':
        if (!event.dropped) this.#circuit = event.state;
        break;
      case 'token':
        if (event.granted && this.#circuit) this.#circuit = withToken(this.#circuit, event);
        break;
      case 'job-end':
        this.#jobEnd(event);
        break;
      case 'operator':
        this.#circuit = event.state;
        this.#record(event.atMs, 'operator', [], []);
        break;
      case 'sweep':
        this.#sweep(event);
        break;
    }
  }

  #lane(lane: number): number {
    const known = this.#lanes.get(lane);
    if (known !== undefined) return known;
    this.#lanes.set(lane, this.#lanes.size);
    return this.#lanes.size - 1;
  }

  #child(lane: number, minutes: number, requests: readonly Due[]): ChildRecord {
    return { lane: this.#lane(lane), minutes, requests };
  }

  #submit({ atMs, context, lanes, rows }: Of<'submit'>): void {
    const children = lanes.map(({ lane, requests }) =>
      this.#child(
        lane,
        0,
        requests.map((request) => ({ request, dueAtMs: atMs })),
      ),
    );
    this.#toRows(rows);
    this.#record(atMs, `submit ${context}`, [], children);
  }

  #decide(event: Of<'decision'>): void {
    const record = attemptOf(event);
    const open = event.lane === null ? undefined : this.#open.get(event.lane);
    (open?.attempts ?? this.#attempts).push(record);
    this.#rows.delete(event.request);
    const isLapsedLease = event.lane === null && record.minutes !== null;
    if (isLapsedLease) {
      this.#toRows([{ request: event.request, dueAtMs: event.atMs + (record.minutes ?? 0) * MINUTE_MS }]);
    }
  }

  #jobEnd({ atMs, lane, child, rows, lost }: Of<'job-end'>): void {
    for (const request of lost) this.#finals.set(request, 'lost');
    const { depth, attempts } = this.#open.get(lane) ?? { depth: 0, attempts: [] };
    this.#open.delete(lane);
    this.#toRows(rows);
    const what = `job ${this.#lane(lane)}.${depth}`;
    this.#record(atMs, what, attempts, child ? [this.#child(lane, child.minutes, child.requests)] : []);
  }

  #sweep({ atMs, lane }: Of<'sweep'>): void {
    for (const { request } of lane?.requests ?? []) this.#rows.delete(request);
    const children = lane ? [this.#child(lane.lane, lane.minutes, lane.requests)] : [];
    this.#record(atMs, `sweep ${++this.#sweeps}`, byRequest(this.#attempts.splice(0)), children);
  }

  #toRows(rows: readonly Due[]): void {
    for (const row of rows) this.#rows.set(row.request, inRow(row));
  }

  #numbered({ tokens, ...state }: BreakerState): BreakerState {
    const holders = tokens.map(({ lane, expiresAtMs }) => ({
      lane: String(this.#lanes.get(Number(lane)) ?? lane),
      expiresAtMs,
    }));
    return { ...state, tokens: holders };
  }

  #record(
    atMs: number,
    what: string,
    attempts: readonly AttemptRecord[],
    children: readonly ChildRecord[],
  ): void {
    for (const { request, step, reason } of attempts) {
      if (step === 'delivered') this.#finals.set(request, 'delivered');
      if (step === 'dead-letter') this.#finals.set(request, `dead (${reason})`);
    }
    this.steps.push({
      atMs,
      what,
      attempts,
      children,
      rows: [...this.#rows.values()].toSorted((a, b) => a.request - b.request),
      finals: new Map(this.#finals),
      circuit: this.#circuit && this.#numbered(this.#circuit),
    });
  }
}
