import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { decide } from '../../policy/decide.ts';
import { childMinutes, LEAST_PARKED_MINUTES, waitsInRow } from '../../policy/lane.ts';
import { MINUTE_MS } from '../../policy/minutes.ts';
import { overdueSinceMs } from '../../policy/parking.ts';
import { freeLanes, LANE_CAPACITY } from '../../policy/submit.ts';
import { EVENT } from '../event.ts';
import { SWEEPER } from '../job-queue.ts';
import type { Lane } from '../lanes.ts';
import { dueList, type TraceEvent } from '../trace.ts';
import type { World } from '../world.ts';
import { earliestMs, park } from './parking.ts';

/** A sweep looks ahead as far as a lane can be delayed, and a new one comes as much later. */
const AHEAD_MS = DELAY_MAX_MINUTES.value * MINUTE_MS;
const HOUR_MS = 3_600_000;
/** When the hourly schedule comes: `RetrySweeper.CRON`. */
const HOURLY_AT_MS = 7 * MINUTE_MS;
/** `FailedIntegrationLog.LAPSED_AT_A_TIME` */
const LAPSED_AT_A_TIME = 20;

/** What an execution of a sweep did. */
interface Swept extends Pick<Extract<TraceEvent, { kind: 'sweep' }>, 'lanesStarted' | 'lane' | 'lockFailed'> {
  readonly isOver: boolean;
}

/** `RetrySweeper`: makes lanes of rows again. */
export class Sweeper {
  readonly #world: World;
  /** Whether a sweep is queued: its signature refuses a second one. */
  #isQueued = false;
  #isHourPlanned = false;
  /** Lanes that sweeps have parked: the key of their draws. */
  #parkings = 0;
  /** What the present execution has taken, as it was. */
  readonly #claimed: { request: number; dueAtMs: number; sinceMs: number | null }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  clear(): void {
    this.#isQueued = false;
    this.#isHourPlanned = false;
    this.#parkings = 0;
  }

  /** `RetrySweeper.start`, with the present transaction's enqueue: somebody has written a row. */
  wake(minutes: number): void {
    const { transaction } = this.#world;
    this.watch();
    if (this.#isQueued || freeLanes(transaction.limit, transaction.enqueued) === 0) return;
    this.#isQueued = this.#world.jobs.enqueueSweep(minutes, 0) === 'queued';
  }

  /** There are rows. The hourly schedule always comes; here it is planned while it would find any. */
  watch(): void {
    if (this.#isHourPlanned) return;
    const { queue } = this.#world;
    this.#isHourPlanned = true;
    const sinceMs = queue.now - HOURLY_AT_MS;
    // What ends in the millisecond of the schedule does so before it, unless it began after it.
    const isYetToCome = sinceMs % HOUR_MS === 0 && queue.latestKind < EVENT.hour;
    const hours = Math.floor(sinceMs / HOUR_MS) + (isYetToCome ? 0 : 1);
    queue.push(hours * HOUR_MS + HOURLY_AT_MS, EVENT.hour, 0);
  }

  /** The hourly schedule, the safety net. Its own runs belong to the rest of the org. */
  hour(): void {
    this.#isHourPlanned = false;
    this.#wakeIfNeeded('scheduled', 0);
  }

  /**
   * One execution of a sweep. A Queueable has one child, so each execution starts one lane, and its Finalizer enqueues the
   * next execution, until no row is due soon or enough lanes are started.
   */
  sweep(lanesStarted: number): void {
    const { queue, observer } = this.#world;
    if (lanesStarted === 0) this.#isQueued = false;
    const lapsed = lanesStarted === 0 ? this.#endLapsedLeases() : [];
    const next = this.#startLane(lanesStarted);
    const { lane, lockFailed } = next;
    observer?.({ kind: 'sweep', atMs: queue.now, lanesStarted, lane, lockFailed, lapsed });
    if (next.isOver) this.#wakeIfNeeded('finalizer', DELAY_MAX_MINUTES.value);
    else {
      this.#world.jobs.begin('finalizer');
      this.#world.jobs.enqueueSweep(0, next.lanesStarted);
      this.#world.jobs.commit();
    }
  }

  #startLane(lanesStarted: number): Swept {
    const { circuit, daily, faults, lanes, queue, requests, settings } = this.#world;
    const { maxLanes, reservePercent } = settings.sender;
    const over = { isOver: true, lanesStarted, lane: null, lockFailed: false };
    if (lanesStarted === 0 && circuit.isSwitchedOff(queue.now)) return over;
    if (lanesStarted >= maxLanes || daily.isUnderReserve(queue.now, reservePercent)) return over;
    const lane = lanes.take();
    this.#fill(lane);
    const isEmpty = lane.requests.size === 0;
    const stateBefore = circuit.state;
    const lockFailed = !isEmpty && faults.lockFails();
    const minutes = isEmpty || lockFailed ? null : this.#minutesToStart(lane);
    if (minutes === null) {
      this.#giveUp(lane);
      // Rows that somebody else holds, or a circuit that stays open for longer: nothing more in this sweep.
      return { isOver: isEmpty, lanesStarted: maxLanes, lane: null, lockFailed };
    }
    this.#world.jobs.begin('queueable');
    if (this.#world.jobs.enqueue(lane, minutes) !== 'queued') {
      this.#world.takeBack(lane, stateBefore);
      this.#giveUp(lane);
      return over;
    }
    this.#world.jobs.commit();
    const swept = { lane: lane.serial, minutes, requests: dueList(requests, lane.requests) };
    return { isOver: false, lanesStarted: lanesStarted + 1, lane: swept, lockFailed };
  }

  /** Asks the circuit, and parks the lane if it may not call. @returns its delay; null where none is long enough */
  #minutesToStart(lane: Lane): number | null {
    const { circuit, draws, queue } = this.#world;
    const admission = circuit.admission(lane.serial, queue.now);
    if (admission.kind === 'wait') {
      if (admission.untilMs === null) return null;
      draws.job(SWEEPER, ++this.#parkings);
      park(this.#world, lane, admission.untilMs, draws.parking);
    }
    const earliest = earliestMs(this.#world, lane);
    if (waitsInRow(earliest, queue.now)) return null;
    const least = admission.kind === 'wait' ? LEAST_PARKED_MINUTES : 0;
    return Math.min(DELAY_MAX_MINUTES.value, childMinutes(earliest, least, queue.now));
  }

  /** Takes the rows that are due soon, the first ones first. */
  #fill(lane: Lane): void {
    const { queue, requests, rows } = this.#world;
    this.#claimed.length = 0;
    while (lane.requests.size < LANE_CAPACITY) {
      const request = rows.takeDue(queue.now + AHEAD_MS);
      if (request === null) return;
      const dueAtMs = requests.dueAt[request] as number;
      const sinceMs = requests.parkedSince(request);
      this.#claimed.push({ request, dueAtMs, sinceMs });
      requests.park(request, overdueSinceMs(dueAtMs, sinceMs, queue.now));
      rows.lease(request, lane.serial, queue.now);
      lane.requests.push(requests.links, request);
    }
  }

  /** The transaction is rolled back: the rows stay what they were. */
  #giveUp(lane: Lane): void {
    const { lanes, requests, rows } = this.#world;
    for (const { request, dueAtMs, sinceMs } of this.#claimed) {
      requests.dueAt[request] = dueAtMs;
      requests.park(request, sinceMs);
      rows.defer(request);
    }
    lanes.release(lane);
  }

  /** What the lost job did is not known, so its request has had an attempt without an answer. */
  #endLapsedLeases(): number[] {
    const { draws, queue, requests, rows, settings } = this.#world;
    const lapsed: number[] = [];
    while (lapsed.length < LAPSED_AT_A_TIME) {
      const request = rows.takeLapsed(queue.now);
      if (request === null) break;
      lapsed.push(request);
      this.#takeFromLane(request);
      draws.attempt(request, requests.attempt(request, queue.now));
      requests.crash(request);
      const accounting = requests.accounting(request);
      const decision = decide(settings.sender.policy, accounting, { kind: 'crash' }, queue.now, draws);
      this.#world.trace(null, request, decision, draws);
      const { next } = decision;
      if (next.step === 'retry') {
        requests.retry(request, queue.now + next.minutes * MINUTE_MS, next.previousDelayMs);
        rows.defer(request);
      } else if (next.step === 'dead-letter') this.#world.deadLetter(request, next.category);
    }
    return lapsed;
  }

  /** A job that is only late finds that the row is not its own any more. */
  #takeFromLane(request: number): void {
    const { lanes, requests, rows } = this.#world;
    const lane = lanes.bySerial(requests.leaseLane[request] as number);
    if (lane === null) rows.orphans--;
    else lane.requests.remove(requests.links, request);
  }

  #wakeIfNeeded(context: 'scheduled' | 'finalizer', minutes: number): void {
    if (this.#world.rows.open === 0) return;
    this.#world.jobs.begin(context);
    this.wake(minutes);
    this.#world.jobs.commit();
  }
}
