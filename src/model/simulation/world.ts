import { dailyAsyncLimit } from '../platform/daily-limit.ts';
import type { TransactionContext } from '../platform/enqueue.ts';
import { QUEUE_LATENCY_MAX_MS } from '../platform/queue.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import { Endpoint } from './endpoint.ts';
import { EventQueue } from './kernel/event-queue.ts';
import { type Lane, Lanes } from './lanes.ts';
import { RollingLimit } from './limits/rolling-limit.ts';
import { type EnqueueResult, Transaction } from './limits/transaction.ts';
import { type Sampler, sampler } from './random/distribution.ts';
import { Draws, uniform } from './random/draws.ts';
import { recoveryMs } from './recovery.ts';
import { Requests } from './requests.ts';
import type { SimulationSettings } from './settings.ts';
import { Tally } from './tally.ts';

/** Kinds of events, in the order in which they come at one instant: what ends does so before something new begins. */
export const EVENT = { submit: 0, answer: 1, jobEnd: 2, hour: 3, sweep: 4, jobStart: 5 } as const;

/** Draws of the sweeper belong to no request. */
const SWEEPER = 0xffffffff;

/** The org, the endpoint and what is under way between them. Made once, cleared for each replication. */
export class World {
  readonly settings: SimulationSettings;
  readonly queue = new EventQueue();
  readonly draws = new Draws();
  readonly endpoint: Endpoint;
  readonly daily: RollingLimit;
  readonly requests: Requests;
  readonly lanes = new Lanes();
  readonly tally: Tally;
  /** The transaction that runs. */
  readonly transaction: Transaction;

  readonly #queueLatency: Sampler;
  readonly #pendingLanes: (Lane | null)[] = [];
  readonly #pendingMinutes: number[] = [];
  /** Of the sweep that the transaction enqueues: the lanes that it has started so far. */
  #lanesStarted = 0;
  #sweeps = 0;

  constructor(settings: SimulationSettings, requests: number, mostRetries: number) {
    const { scenario, org, sender } = settings;
    this.settings = settings;
    this.endpoint = new Endpoint(scenario.endpoint, sender.timeoutMs);
    this.daily = new RollingLimit(dailyAsyncLimit(org.userLicenses), org.otherAsyncExecutionsPerDay);
    this.transaction = new Transaction(this.daily);
    this.requests = new Requests(requests);
    this.tally = new Tally(scenario.workload.horizonHours * 60, mostRetries, recoveryMs(scenario.endpoint));
    this.#queueLatency = sampler(settings.queueLatencyMs);
  }

  clear(replication: number, arrivals: Float64Array): void {
    this.queue.clear(arrivals, EVENT.submit);
    this.draws.start(this.settings.seed, replication);
    this.daily.clear();
    this.lanes.clear();
    this.tally.clear();
    this.#sweeps = 0;
  }

  begin(context: TransactionContext): void {
    this.transaction.begin(context, this.queue.now);
  }

  /** Enqueues the next job of a lane. It exists once the transaction is committed. */
  enqueue(lane: Lane, minutes: number): EnqueueResult {
    return this.#enqueue(lane, minutes);
  }

  /** Enqueues an execution of the sweeper, at most one in a transaction; its event has the lanes as its subject. */
  enqueueSweep(minutes: number, lanesStarted: number): EnqueueResult {
    this.#lanesStarted = lanesStarted;
    return this.#enqueue(null, minutes);
  }

  #enqueue(lane: Lane | null, minutes: number): EnqueueResult {
    const result = this.transaction.enqueue(minutes);
    if (result === 'queued') {
      this.#pendingLanes[this.transaction.enqueued - 1] = lane;
      this.#pendingMinutes[this.transaction.enqueued - 1] = minutes;
    } else if (result === 'limit-exception') this.tally.limitExceptions++;
    else this.tally.refuseExecution(this.queue.now);
    return result;
  }

  commit(): void {
    const jobs = this.transaction.enqueued;
    this.transaction.commit();
    this.tally.execute(jobs, this.queue.now);
    for (let job = 0; job < jobs; job++) {
      const lane = this.#pendingLanes[job] as Lane | null;
      const earliestMs = this.queue.now + (this.#pendingMinutes[job] as number) * MINUTE_MS;
      if (lane === null) this.#startSweep(earliestMs);
      else this.#start(lane, earliestMs);
    }
  }

  #startSweep(earliestMs: number): void {
    const startMs = earliestMs + this.#latency(SWEEPER, ++this.#sweeps);
    this.queue.push(startMs, EVENT.sweep, this.#lanesStarted);
  }

  #start(lane: Lane, earliestMs: number): void {
    lane.depth++;
    if (lane.depth > this.tally.deepestChain) this.tally.deepestChain = lane.depth;
    const leader = lane.requests[0]?.request ?? 0;
    const startMs = earliestMs + this.#latency(leader, this.requests.hop(leader));
    this.queue.push(startMs, EVENT.jobStart, lane.id);
  }

  #latency(leader: number, hop: number): number {
    return Math.min(QUEUE_LATENCY_MAX_MS.value, this.#queueLatency(uniform(this.draws.job(leader, hop))));
  }
}
