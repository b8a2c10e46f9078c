import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { type Accounting, type Decision, decide } from '../../policy/decide.ts';
import type { Draws } from '../../policy/draw.ts';
import { nextJob } from '../../policy/lane.ts';
import { MINUTE_MS, minutesCovering } from '../../policy/minutes.ts';
import type { Outcome } from '../../policy/outcome.ts';
import { freeLanes, spreadOverLanes } from '../../policy/submit.ts';
import type { Lane } from '../lanes.ts';
import type { Pending } from '../requests.ts';
import { Rows } from '../rows.ts';
import { EVENT, type World } from '../world.ts';
import type { Rule } from './rule.ts';

/** Most requests that a lane carries; a sweep takes no more than its lanes can. */
const LANE_CAPACITY = 100;
const HOUR_MS = 3_600_000;

/** The generated kit (kit.md): lanes, rows where a lane cannot go on, and the sweeper that makes lanes of rows again. */
export class Kit implements Rule {
  readonly #world: World;
  readonly #rows = new Rows();
  /** Whether a tick of the sweeper is queued: its signature refuses a second one. */
  #tickQueued = false;
  #hourPlanned = false;
  #lastTickMs = Number.NEGATIVE_INFINITY;

  constructor(world: World) {
    this.#world = world;
  }

  get waiting(): number {
    return this.#rows.count;
  }

  clear(): void {
    this.#rows.clear();
    this.#tickQueued = false;
    this.#hourPlanned = false;
    this.#lastTickMs = Number.NEGATIVE_INFINITY;
  }

  submit(first: number, count: number, context: 'sync' | 'async'): void {
    const { queue } = this.#world;
    const list: Pending[] = [];
    for (let request = first; request < first + count; request++) {
      list.push({ request, dueAtMs: queue.now, parkedSinceMs: null });
    }
    this.#world.begin(context === 'sync' ? 'sync' : 'batch');
    this.#spread(list, 0);
    this.#callSweeper();
    this.#world.commit();
  }

  decide(request: Accounting, outcome: Outcome, nowMs: number, draws: Draws): Decision {
    return decide(this.#world.settings.sender.policy, request, outcome, nowMs, draws);
  }

  goOn(lane: Lane): void {
    const plan = nextJob(lane.left, lane.silentUntilMs, this.#world.queue.now);
    const rowsBefore = this.#rows.count;
    this.#world.begin('queueable');
    this.#defer(plan.rows);
    if (plan.child === null) this.#world.lanes.release(lane);
    else {
      lane.requests = plan.child.requests;
      lane.running = false;
      this.#enqueueOrDefer(lane, plan.child.minutes);
    }
    if (this.#rows.count > rowsBefore) this.#callSweeper();
    this.#world.commit();
  }

  tick(): void {
    this.#tickQueued = false;
    this.#sweep();
  }

  hour(): void {
    this.#hourPlanned = false;
    if (this.#tickQueued || this.#rows.count === 0) return;
    if (this.#world.runScheduled()) this.#sweep();
    else this.#planHour();
  }

  /**
   * A run of the sweeper. Several lanes at once need the limits of a synchronous transaction, which scheduled Apex has
   * (platform.md 2) and a Queueable has not.
   */
  #sweep(): void {
    const { queue, settings } = this.#world;
    this.#lastTickMs = queue.now;
    this.#world.begin('scheduled');
    const due = this.#underReserve()
      ? []
      : this.#rows.takeDue(queue.now, settings.sender.maxLanes * LANE_CAPACITY);
    this.#spread(due, 1);
    this.#callSweeper();
    this.#world.commit();
  }

  /** @param kept - enqueues to leave free for the sweeper's next tick */
  #spread(list: readonly Pending[], kept: number): void {
    if (this.#underReserve()) {
      this.#defer(list);
      return;
    }
    const { transaction, settings, lanes } = this.#world;
    const free = freeLanes(transaction.limit, transaction.enqueued + kept);
    const { maxLanes, requestsPerJob } = settings.sender;
    let from = 0;
    for (const size of spreadOverLanes(list.length, free, maxLanes, requestsPerJob).lanes) {
      this.#enqueueOrDefer(lanes.take(list.slice(from, from + size)), 0);
      from += size;
    }
    this.#defer(list.slice(from));
  }

  #enqueueOrDefer(lane: Lane, minutes: number): void {
    if (!this.#underReserve() && this.#world.enqueue(lane, minutes) === 'queued') return;
    const { requests } = lane;
    this.#world.lanes.release(lane);
    this.#defer(requests);
  }

  #defer(requests: readonly Pending[]): void {
    for (const pending of requests) this.#rows.add(pending, this.#world.queue.now);
  }

  /** Fewer executions are left than the share that is kept for the rest of the org. */
  #underReserve(): boolean {
    const { daily, queue, settings } = this.#world;
    return daily.remaining(queue.now) * 100 < settings.sender.reservePercent * daily.limit;
  }

  /** While rows wait, the sweeper comes every ten minutes; where it cannot be enqueued, the hourly schedule is left. */
  #callSweeper(): void {
    if (this.#rows.count === 0 || this.#tickQueued) return;
    const { transaction, queue } = this.#world;
    const slot = freeLanes(transaction.limit, transaction.enqueued) > 0;
    const earliestMs = Math.max(
      this.#rows.earliestDueMs,
      this.#lastTickMs + DELAY_MAX_MINUTES.value * MINUTE_MS,
    );
    const minutes = Math.min(DELAY_MAX_MINUTES.value, minutesCovering(earliestMs - queue.now));
    if (slot && this.#world.enqueue(null, minutes) === 'queued') {
      this.#tickQueued = true;
    } else if (!this.#hourPlanned) this.#planHour();
  }

  #planHour(): void {
    const { queue } = this.#world;
    this.#hourPlanned = true;
    queue.push((Math.floor(queue.now / HOUR_MS) + 1) * HOUR_MS, EVENT.hour, 0);
  }
}
