import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { type Accounting, type Decision, decide } from '../../policy/decide.ts';
import type { Draws } from '../../policy/draw.ts';
import { nextJob } from '../../policy/lane.ts';
import { MINUTE_MS, minutesCovering } from '../../policy/minutes.ts';
import type { Outcome } from '../../policy/outcome.ts';
import { freeLanes, LANE_CAPACITY, spreadOverLanes, underReserve } from '../../policy/submit.ts';
import type { Lane } from '../lanes.ts';
import type { Pending } from '../requests.ts';
import { Rows } from '../rows.ts';
import { EVENT, type World } from '../world.ts';
import type { Rule } from './rule.ts';

/** A sweep looks ahead as far as a lane can be delayed, and a new one comes as much later. */
const SWEEP_MS = DELAY_MAX_MINUTES.value * MINUTE_MS;
const HOUR_MS = 3_600_000;
/** When the hourly schedule of the sweeper comes: seven minutes past. */
const HOURLY_AT_MS = 7 * MINUTE_MS;

/** The generated kit: lanes, rows where a lane cannot go on, and the sweeper that makes lanes of rows again. */
export class Kit implements Rule {
  readonly #world: World;
  readonly #rows = new Rows();
  /** Whether a sweep is queued: its signature refuses a second one. */
  #sweepQueued = false;
  #hourPlanned = false;

  constructor(world: World) {
    this.#world = world;
  }

  get waiting(): number {
    return this.#rows.count;
  }

  clear(): void {
    this.#rows.clear();
    this.#sweepQueued = false;
    this.#hourPlanned = false;
  }

  submit(first: number, count: number, context: 'sync' | 'async'): void {
    const { queue, transaction, settings, lanes } = this.#world;
    const list: Pending[] = [];
    for (let request = first; request < first + count; request++) {
      list.push({ request, dueAtMs: queue.now, parkedSinceMs: null });
    }
    this.#world.begin(context === 'sync' ? 'sync' : 'batch');
    const { maxLanes, requestsPerJob } = settings.sender;
    const free = freeLanes(transaction.limit, transaction.enqueued);
    let from = 0;
    for (const size of spreadOverLanes(list.length, free, maxLanes, requestsPerJob).lanes) {
      this.#enqueueOrDefer(lanes.take(list.slice(from, from + size)), 0);
      from += size;
    }
    this.#defer(list.slice(from));
    this.#wakeSweeper(0);
    this.#world.commit();
  }

  decide(request: Accounting, outcome: Outcome, nowMs: number, draws: Draws): Decision {
    return decide(this.#world.settings.sender.policy, request, outcome, nowMs, draws);
  }

  goOn(lane: Lane): void {
    const rowsBefore = this.#rows.count;
    const plan = nextJob(lane.left, lane.silentUntilMs, this.#world.queue.now);
    this.#world.begin('queueable');
    this.#defer(plan.rows);
    if (plan.child === null) this.#world.lanes.release(lane);
    else {
      lane.requests = plan.child.requests;
      lane.running = false;
      this.#enqueueOrDefer(lane, plan.child.minutes);
    }
    this.#world.commit();
    if (this.#rows.count > rowsBefore) this.#finalize();
  }

  /**
   * One execution of a sweep. A Queueable has one child, so each execution starts one lane, and its Finalizer enqueues the
   * next execution, until no row is due soon or enough lanes are started.
   */
  sweep(lanesStarted: number): void {
    const { queue, lanes, settings } = this.#world;
    if (lanesStarted === 0) this.#sweepQueued = false;
    const over = lanesStarted >= settings.sender.maxLanes || this.#underReserve();
    const due = over ? [] : this.#rows.takeDue(queue.now + SWEEP_MS, LANE_CAPACITY);
    const [earliest] = due;
    if (earliest === undefined) {
      this.#finalize();
      return;
    }
    this.#world.begin('queueable');
    const started = this.#enqueueOrDefer(lanes.take(due), minutesCovering(earliest.dueAtMs - queue.now));
    this.#world.commit();
    this.#world.begin('finalizer');
    if (!started || this.#world.enqueueSweep(0, lanesStarted + 1) !== 'queued') this.#planHour();
    this.#world.commit();
  }

  /** The hourly schedule: the safety net where no sweep could be enqueued. Its own runs belong to the rest of the org. */
  hour(): void {
    this.#hourPlanned = false;
    this.#world.begin('scheduled');
    this.#wakeSweeper(0);
    this.#world.commit();
  }

  /** A Finalizer, which has an enqueue of its own, has the sweeper come in ten minutes. */
  #finalize(): void {
    this.#world.begin('finalizer');
    this.#wakeSweeper(DELAY_MAX_MINUTES.value);
    this.#world.commit();
  }

  #enqueueOrDefer(lane: Lane, minutes: number): boolean {
    if (!this.#underReserve() && this.#world.enqueue(lane, minutes) === 'queued') return true;
    const { requests } = lane;
    this.#world.lanes.release(lane);
    this.#defer(requests);
    return false;
  }

  #defer(requests: readonly Pending[]): void {
    for (const pending of requests) this.#rows.add(pending);
  }

  /** Fewer executions are left than the share that is kept for the rest of the org. */
  #underReserve(): boolean {
    const { daily, queue, settings } = this.#world;
    const used = daily.limit - daily.remaining(queue.now);
    return underReserve(daily.limit, used, settings.sender.reservePercent);
  }

  #wakeSweeper(minutes: number): void {
    if (this.#rows.count === 0 || this.#sweepQueued) return;
    const { transaction } = this.#world;
    const free = freeLanes(transaction.limit, transaction.enqueued);
    this.#sweepQueued = free > 0 && this.#world.enqueueSweep(minutes, 0) === 'queued';
    if (!this.#sweepQueued) this.#planHour();
  }

  #planHour(): void {
    if (this.#hourPlanned) return;
    const { queue } = this.#world;
    this.#hourPlanned = true;
    const hours = Math.floor((queue.now - HOURLY_AT_MS) / HOUR_MS) + 1;
    queue.push(hours * HOUR_MS + HOURLY_AT_MS, EVENT.hour, 0);
  }
}
