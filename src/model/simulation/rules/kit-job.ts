import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { childMinutes, LEAST_PARKED_MINUTES, waitsInRow } from '../../policy/lane.ts';
import { freeLanes } from '../../policy/submit.ts';
import type { Lane } from '../lanes.ts';
import { NONE } from '../request-list.ts';
import { dueList, dueOf } from '../trace.ts';
import type { World } from '../world.ts';
import { park, postpone } from './parking.ts';
import type { Sweeper } from './sweeper.ts';

/** Jobs of a lane that may die in a row: `RetryCalloutJob.CRASHED_JOBS_ALLOWED`. */
const CRASHED_JOBS_ALLOWED = 4;

/** `RetryCalloutJob` around its callouts: steps 1 and 2 of kit.md, "How a job runs", and steps 5 and 6. */
export class KitJob {
  readonly #world: World;
  readonly #sweeper: Sweeper;

  constructor(world: World, sweeper: Sweeper) {
    this.#world = world;
    this.#sweeper = sweeper;
  }

  /** Reads the circuit. @returns how many calls the job may make */
  admit(lane: Lane): number {
    const { circuit, draws, queue, rows, settings } = this.#world;
    if (rows.open > 0) this.#giveBackLate(lane);
    if (lane.dies === 'before asking') return 0;
    lane.seen = circuit.state;
    lane.admission = circuit.admission(lane.serial, queue.now);
    if (lane.admission.kind === 'wait') {
      draws.job(lane.leader, lane.hop);
      park(this.#world, lane, lane.admission.untilMs, draws.parking);
    }
    if (lane.admission.kind === 'call') return settings.sender.requestsPerJob;
    return lane.admission.kind === 'probe' ? 1 : 0;
  }

  /** Rows whose lease may run out while the job calls are the sweeper's again. */
  #giveBackLate(lane: Lane): void {
    const { queue, requests, rows } = this.#world;
    for (let left = lane.requests.size; left > 0; left--) {
      const request = lane.requests.shift(requests.links);
      if (rows.isLeaseShort(request, queue.now)) {
        requests.dueAt[request] = queue.now;
        this.#defer(lane, request);
      } else lane.requests.push(requests.links, request);
    }
  }

  /** The job, or the Finalizer of one that died, writes and goes on with what is left. */
  goOn(lane: Lane, hasDied: boolean): void {
    const { lanes, queue, requests, observer } = this.#world;
    this.#world.record(lane);
    const earliestMs = this.#place(lane);
    const least = lane.admission.kind === 'wait' ? LEAST_PARKED_MINUTES : 0;
    const minutes = childMinutes(earliestMs, least, queue.now);
    const mayGoOn = lane.requests.size > 0 && this.#mayGoOn(lane);
    // Where a trigger took the one job of the transaction, the Finalizer goes on: it has its own.
    const isFinalizer = hasDied || (mayGoOn && lane.slotsTaken > 0);
    const hasSlot = !isFinalizer || lane.slotsTaken < 2;
    this.#world.jobs.begin(isFinalizer ? 'finalizer' : 'queueable');
    const goesOn = mayGoOn && hasSlot && this.#world.jobs.enqueue(lane, minutes) === 'queued';
    if (!goesOn) this.#deferAll(lane);
    observer?.({
      kind: 'job-end',
      atMs: queue.now,
      lane: lane.serial,
      child: goesOn ? { minutes, requests: dueList(requests, lane.requests) } : null,
      rows: dueOf(requests, lane.deferred),
      lost: [],
    });
    if (hasSlot) this.#wakeSweeper(lane, isFinalizer);
    if (!goesOn) lanes.release(lane);
  }

  /** The job was killed: what has a row waits for the end of its lease, and nobody knows of the rest. */
  abandon(lane: Lane): void {
    const { lanes, queue, requests, rows, observer } = this.#world;
    const lost: number[] = [];
    while (lane.requests.head !== NONE) {
      const request = lane.requests.shift(requests.links);
      if (rows.has(request)) rows.orphans++;
      else lost.push(request);
    }
    for (const request of lost) this.#world.lose(request);
    observer?.({ kind: 'job-end', atMs: queue.now, lane: lane.serial, child: null, rows: [], lost });
    lanes.release(lane);
  }

  /** Finds the one place of each request. @returns the first due time of those that stay in the lane, ms */
  #place(lane: Lane): number {
    const { queue, requests, rows } = this.#world;
    const { links, dueAt } = requests;
    const { silentUntilMs } = lane;
    let earliestMs = Number.POSITIVE_INFINITY;
    let leaving = 0;
    // Lanes are long, and mostly nobody leaves: then the list stays as it is.
    for (let request = lane.requests.head; request !== NONE; request = links[request] as number) {
      if (silentUntilMs !== null) postpone(this.#world, request, silentUntilMs);
      const dueAtMs = dueAt[request] as number;
      if (this.#leaves(lane, dueAtMs)) leaving++;
      else {
        if (rows.has(request)) rows.lease(request, lane.serial, queue.now);
        if (dueAtMs < earliestMs) earliestMs = dueAtMs;
      }
    }
    if (leaving > 0) this.#deferLate(lane);
    return earliestMs;
  }

  /** Makes rows of those that leave; the others keep their order. */
  #deferLate(lane: Lane): void {
    const { links, dueAt } = this.#world.requests;
    for (let left = lane.requests.size; left > 0; left--) {
      const request = lane.requests.shift(links);
      if (this.#leaves(lane, dueAt[request] as number)) this.#defer(lane, request);
      else lane.requests.push(links, request);
    }
  }

  /** Whether a request that is due then becomes a row: it waits longer than a job can, or nobody knows until when. */
  #leaves({ admission }: Lane, dueAtMs: number): boolean {
    const nobodyKnows = admission.kind === 'wait' && admission.untilMs === null;
    return nobodyKnows || waitsInRow(dueAtMs, this.#world.queue.now);
  }

  #mayGoOn(lane: Lane): boolean {
    const { daily, queue, settings } = this.#world;
    return (
      lane.crashedJobs <= CRASHED_JOBS_ALLOWED &&
      !daily.isUnderReserve(queue.now, settings.sender.reservePercent)
    );
  }

  #defer(lane: Lane, request: number): void {
    this.#world.rows.defer(request);
    this.#sweeper.watch();
    lane.deferred.push(request);
  }

  #deferAll(lane: Lane): void {
    while (lane.requests.head !== NONE) this.#defer(lane, lane.requests.shift(this.#world.requests.links));
  }

  /** Whoever writes a row has the sweeper come: the job if its one enqueue is free, else its Finalizer, which has its own. */
  #wakeSweeper(lane: Lane, isFinalizer: boolean): void {
    const { transaction } = this.#world;
    const isNeeded = lane.isSweepWanted || lane.deferred.length > 0;
    // Rows that a job leaves are due later; those of the submission are due.
    const minutes = lane.isSweepWanted ? 0 : DELAY_MAX_MINUTES.value;
    const hasSlot = freeLanes(transaction.limit, transaction.enqueued) > 0;
    if (isNeeded && hasSlot) this.#sweeper.wake(minutes);
    this.#world.jobs.commit();
    // The one that a Finalizer had is taken by the child, and it has no Finalizer of its own: the child wakes it.
    lane.isSweepWanted &&= isFinalizer && !hasSlot;
    if (!isNeeded || hasSlot || isFinalizer) return;
    this.#world.jobs.begin('finalizer');
    this.#sweeper.wake(minutes);
    this.#world.jobs.commit();
  }
}
