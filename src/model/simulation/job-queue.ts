import type { TransactionContext } from '../platform/enqueue.ts';
import { QUEUE_LATENCY_MAX_MS } from '../platform/queue.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import { EVENT } from './event.ts';
import type { Lane } from './lanes.ts';
import type { EnqueueResult } from './limits/transaction.ts';
import { type Sampler, sampler } from './random/distribution.ts';
import { uniform } from './random/draws.ts';
import type { SimulationSettings } from './settings.ts';
import type { World } from './world.ts';

/** Draws of the sweeper belong to no request. */
export const SWEEPER = 0xffffffff;
const SECOND_MS = 1000;
/** From this job of a chain on, some have seen the platform wait longer; it documents nothing of the kind. */
const DEEP_CHAIN = 5;

/** What the queue of jobs works on. */
type Org = Pick<World, 'draws' | 'queue' | 'requests' | 'settings' | 'tally' | 'transaction'>;

/** The jobs that transactions enqueue, from `System.enqueueJob` to their start. */
export class JobQueue {
  readonly #org: Org;
  readonly #queueLatency: Sampler;
  readonly #longestLatencyMs: number;
  readonly #pendingLanes: (Lane | null)[] = [];
  readonly #pendingDelays: number[] = [];
  /** Of the sweep that the transaction enqueues: the lanes that it has started so far. */
  #lanesStarted = 0;
  #sweeps = 0;

  constructor(org: Org) {
    this.#org = org;
    const { queueLatencyMs }: SimulationSettings = org.settings;
    this.#queueLatency = sampler(queueLatencyMs);
    // What was measured is believed.
    const isMeasured = queueLatencyMs.distribution === 'empirical';
    this.#longestLatencyMs = isMeasured ? Number.POSITIVE_INFINITY : QUEUE_LATENCY_MAX_MS.value;
  }

  clear(): void {
    this.#sweeps = 0;
  }

  begin(context: TransactionContext): void {
    this.#org.transaction.begin(context, this.#org.queue.now);
  }

  /**
   * Enqueues the next job of a lane. It exists once the transaction is committed.
   *
   * @param minutes - its delay; null for none: then that of the org holds
   */
  enqueue(lane: Lane, minutes: number | null): EnqueueResult {
    const defaultMs = (this.#org.settings.org.defaultDelaySeconds ?? 0) * SECOND_MS;
    return this.#enqueue(lane, minutes ?? 0, minutes === null ? defaultMs : minutes * MINUTE_MS);
  }

  /** Enqueues an execution of the sweeper, at most one in a transaction; its event has the lanes as its subject. */
  enqueueSweep(minutes: number, lanesStarted: number): EnqueueResult {
    this.#lanesStarted = lanesStarted;
    return this.#enqueue(null, minutes, minutes * MINUTE_MS);
  }

  #enqueue(lane: Lane | null, minutes: number, delayMs: number): EnqueueResult {
    const result = this.#org.transaction.enqueue(minutes);
    if (result === 'queued') {
      this.#pendingLanes[this.#org.transaction.enqueued - 1] = lane;
      this.#pendingDelays[this.#org.transaction.enqueued - 1] = delayMs;
    } else if (result === 'limit-exception') this.#org.tally.limitExceptions++;
    else this.#org.tally.refuseExecution(this.#org.queue.now);
    return result;
  }

  commit(): void {
    const jobs = this.#org.transaction.enqueued;
    this.#org.transaction.commit();
    if (jobs > 0) this.#org.tally.execute(jobs, this.#org.queue.now);
    for (let job = 0; job < jobs; job++) {
      const lane = this.#pendingLanes[job] as Lane | null;
      const earliestMs = this.#org.queue.now + (this.#pendingDelays[job] as number);
      if (lane === null) this.#startSweep(earliestMs);
      else this.#start(lane, earliestMs);
    }
  }

  #startSweep(earliestMs: number): void {
    const startMs = earliestMs + this.#latency(SWEEPER, ++this.#sweeps);
    this.#org.queue.push(startMs, EVENT.sweep, this.#lanesStarted);
  }

  #start(lane: Lane, earliestMs: number): void {
    lane.depth++;
    if (lane.depth > this.#org.tally.deepestChain) this.#org.tally.deepestChain = lane.depth;
    lane.leader = lane.requests.head;
    lane.hop = this.#org.requests.hop(lane.leader);
    const isDeep = lane.depth >= DEEP_CHAIN;
    const spacingMs = isDeep ? (this.#org.settings.org.deepChainDelaySeconds ?? 0) * SECOND_MS : 0;
    const startMs = earliestMs + spacingMs + this.#latency(lane.leader, lane.hop);
    this.#org.queue.push(startMs, EVENT.jobStart, lane.id);
  }

  #latency(leader: number, hop: number): number {
    this.#org.draws.job(leader, hop);
    return Math.min(this.#longestLatencyMs, this.#queueLatency(uniform(this.#org.draws.queueLatency)));
  }
}
