import { PoissonProcess } from './poisson.ts';
import type { Draws } from './random/draws.ts';
import type { SubmitContext, Workload } from './scenario.ts';

/** Transactions in the order of time. */
interface Source {
  /** When the next one comes, ms; Infinity when there is none. */
  readonly nextMs: number;
  /** Its requests, and its context. */
  readonly requests: number;
  readonly context: SubmitContext;
  /** Goes on to the one after it. */
  advance(): void;
  /** Back to the first one, of this replication. */
  begin(draws: Draws): void;
}

/** Transactions that are the same in every replication, sorted. */
class Planned implements Source {
  nextMs = 0;
  requests = 0;
  context: SubmitContext = 'sync';
  #next = 0;
  readonly #transactions: readonly { atMs: number; requests: number; context: SubmitContext }[];

  constructor({ bursts, recorded = [] }: Workload) {
    const chunks = bursts.flatMap(({ atMinute, requests, context, recordsPerTransaction }) =>
      Array.from({ length: Math.ceil(requests / recordsPerTransaction) }, (_, chunk) => ({
        atMs: Math.round(atMinute * 60_000),
        requests: Math.min(recordsPerTransaction, requests - chunk * recordsPerTransaction),
        context,
      })),
    );
    this.#transactions = [...chunks, ...recorded].toSorted((a, b) => a.atMs - b.atMs);
  }

  begin(): void {
    this.#next = 0;
    this.advance();
  }

  advance(): void {
    const transaction = this.#transactions[this.#next++];
    this.nextMs = transaction?.atMs ?? Number.POSITIVE_INFINITY;
    this.requests = transaction?.requests ?? 0;
    this.context = transaction?.context ?? 'sync';
  }
}

/** The transactions that submit in a replication, in the order of time; up to the horizon. */
export class Submissions {
  /** Requests in all. */
  requests = 0;

  /** When each comes, ms. */
  #timesMs = new Float64Array(0);
  #count = 0;
  /** Number of each one's first request; one more entry than transactions, the last being `requests`. */
  #first = new Uint32Array(1);
  /** 1 for an asynchronous transaction. */
  #contexts = new Uint8Array(0);
  readonly #sources: readonly Source[];
  readonly #horizonMs: number;
  readonly #isRandom: boolean;
  #isDrawn = false;

  constructor(workload: Workload) {
    const streams = workload.arrivals ?? [];
    this.#horizonMs = workload.horizonHours * 3_600_000;
    this.#sources = [
      new Planned(workload),
      ...streams.map((stream, index) => new PoissonProcess(stream, index)),
    ];
    this.#isRandom = streams.length > 0;
  }

  firstOf(transaction: number): number {
    return this.#first[transaction] as number;
  }

  contextOf(transaction: number): SubmitContext {
    return this.#contexts[transaction] === 1 ? 'async' : 'sync';
  }

  /** Makes those of the replication that the draws belong to. @returns when each comes, ms */
  draw(draws: Draws): Float64Array {
    if (!this.#isDrawn || this.#isRandom) this.#make(draws);
    this.#isDrawn = true;
    return this.#timesMs.subarray(0, this.#count);
  }

  #make(draws: Draws): void {
    this.#count = 0;
    this.requests = 0;
    for (const source of this.#sources) source.begin(draws);
    for (let next = this.#earliest(); next.nextMs <= this.#horizonMs; next = this.#earliest()) {
      this.#add(next);
      next.advance();
    }
    this.#first[this.#count] = this.requests;
  }

  #earliest(): Source {
    let earliest = this.#sources[0] as Source;
    for (const source of this.#sources) if (source.nextMs < earliest.nextMs) earliest = source;
    return earliest;
  }

  #add({ nextMs, requests, context }: Source): void {
    if (this.#count === this.#timesMs.length) this.#grow();
    this.#timesMs[this.#count] = nextMs;
    this.#first[this.#count] = this.requests;
    this.#contexts[this.#count] = context === 'async' ? 1 : 0;
    this.#count++;
    this.requests += requests;
  }

  #grow(): void {
    const capacity = Math.max(16, this.#count * 2);
    const times = new Float64Array(capacity);
    const first = new Uint32Array(capacity + 1);
    const contexts = new Uint8Array(capacity);
    times.set(this.#timesMs);
    first.set(this.#first);
    contexts.set(this.#contexts);
    this.#timesMs = times;
    this.#first = first;
    this.#contexts = contexts;
  }
}
