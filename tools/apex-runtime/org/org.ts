import type { SObject } from '../values/sobject.ts';
import { RUNNING_USER } from './dml.ts';
import type { Faults } from './faults.ts';
import { JobQueue } from './jobs.ts';
import type { Schema } from './schema.ts';
import { type Row, Store } from './store.ts';

/** A callout as the endpoint sees it. */
export interface CalloutRequest {
  readonly method: string;
  readonly endpoint: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly timeoutMs: number;
  /** When it leaves, ms since 1970. */
  readonly at: number;
}

/** What comes back; `failure` is the text of a CalloutException instead of an answer. */
export type CalloutAnswer =
  | {
      readonly status: number;
      readonly statusText?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly latencyMs: number;
    }
  | { readonly failure: string; readonly latencyMs: number };

/** What an org does by itself, given from outside: nothing in it is drawn or timed in secret. */
export interface OrgSettings {
  /** Developer and Trial orgs stop a chain at five jobs. Source: Queueable Apex. */
  readonly edition: 'developer' | 'enterprise';
  /** Asynchronous executions per rolling 24 h. Source: Execution Governors and Limits. */
  readonly dailyAsyncLimit: number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Asynchronous executions of the rest of the org in any 24 h. */
  readonly otherExecutions: number;
  /** Wait of a job beyond its delay, ms: assumption `job-latency`. @param work - what is enqueued */
  readonly queueLatencyMs: (work: object) => number;
  /** The order of jobs that start at the same time, which no document gives: see `Job.rank`. */
  readonly jobRank: (className: string) => number;
  /** The order of rows that a query's ORDER BY leaves equal: no document gives one. */
  readonly tieBreak: (a: Row, b: Row) => number;
  /** What goes wrong; null: nothing. */
  readonly faults: Faults | null;
  /** Answers callouts; null: tests, where a mock must answer. */
  readonly endpoint: ((request: CalloutRequest) => CalloutAnswer) | null;
  /** Keep what each transaction did. */
  readonly trace: boolean;
}

/** Repeatable numbers in [0, 1), from a seed: the 32 bits of mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An org of the default kind: enterprise, 250,000 executions a day, no queue latency, no endpoint. */
export function orgSettings(part: Partial<OrgSettings> = {}): OrgSettings {
  return {
    edition: 'enterprise',
    dailyAsyncLimit: 250_000,
    random: seededRandom(1),
    otherExecutions: 0,
    queueLatencyMs: () => 0,
    jobRank: () => 0,
    tieBreak: () => 0,
    faults: null,
    endpoint: null,
    trace: false,
    ...part,
  };
}

const DAY_MS = 86_400_000;

/** Asynchronous executions of the last 24 hours. */
class DailyExecutions {
  readonly #others: number;
  readonly #times: number[] = [];
  #first = 0;

  /** @param others - executions of the rest of the org in any 24 hours */
  constructor(others: number) {
    this.#others = others;
  }

  add(now: number): void {
    this.#times.push(now);
    // Nobody asks for a time so far back.
    while ((this.#times[this.#first] ?? now) <= now - 2 * DAY_MS) this.#first++;
    if (this.#first > 10_000) {
      this.#times.splice(0, this.#first);
      this.#first = 0;
    }
  }

  /** @param now - not a day before the last `add`; a rehearsal asks for a time that comes later */
  count(now: number): number {
    let old = this.#first;
    let end = this.#times.length;
    while (old < end) {
      const middle = (old + end) >> 1;
      if ((this.#times[middle] ?? now) <= now - DAY_MS) old = middle + 1;
      else end = middle;
    }
    return this.#others + this.#times.length - old;
  }
}

/** A scheduled job. */
export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly cron: string;
  readonly work: object;
  readonly className: string;
  timesTriggered: number;
  /** Next start, ms since 1970; null where there is none. */
  nextAt: number | null;
}

/** The state of an org between transactions. */
export class Org {
  readonly schema: Schema;
  readonly settings: OrgSettings;
  readonly store = new Store();
  /** Custom metadata records by object: a deployment puts others in their place. */
  metadata: ReadonlyMap<string, readonly Row[]>;
  readonly queue = new JobQueue();
  readonly schedules = new Map<string, Schedule>();
  /** Events that have been published, in order. */
  readonly published: SObject[] = [];
  readonly daily: DailyExecutions;
  /** Status of jobs that have run or wait, by Id, for queries on AsyncApexJob. */
  readonly jobRows = new Map<string, Row>();
  /** ms since 1970. */
  now: number;

  constructor(
    schema: Schema,
    metadata: ReadonlyMap<string, readonly Row[]>,
    settings: OrgSettings,
    now: number,
  ) {
    this.schema = schema;
    this.metadata = metadata;
    this.settings = settings;
    this.daily = new DailyExecutions(settings.otherExecutions);
    this.now = now;
    this.#seed();
  }

  /** Rows that every org has. */
  #seed(): void {
    const user = this.schema.object('User');
    const values = {
      Id: RUNNING_USER,
      Username: 'runtime@example.com',
      LastName: 'User',
      FirstName: 'Runtime',
    };
    if (user)
      this.store.put(user, RUNNING_USER, {
        ...values,
        Name: 'Runtime User',
        Alias: 'runtime',
        IsActive: true,
      });
  }
}
