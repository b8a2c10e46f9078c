import { EventQueue } from './kernel/event-queue.ts';
import { type Requests, ROW } from './requests.ts';

const UNLIMITED = { events: Number.POSITIVE_INFINITY, eventsAtOneInstant: Number.POSITIVE_INFINITY };
const SECOND_MS = 1000;
/** `FailedIntegrationLog.LEASE_MS`: how long beyond its due time a lane may keep a row. */
const LEASE_MS = 7_200_000;
/** `LEASE_MARGIN_MS`: what must be left of a lease for a job to begin. */
const LEASE_MARGIN_MS = 600_000;

/** Fields of a row hold whole seconds: rounded up, so that nothing is done too early. */
function fieldMs(ms: number): number {
  return Math.ceil(ms / SECOND_MS) * SECOND_MS;
}

/** Takes the first out. Rows come with any time, also one before what has been taken: the queue is no clock here. */
function first(queue: EventQueue): number {
  queue.pop();
  queue.now = 0;
  return queue.subject;
}

/** The requests that are rows of `Failed_Integration_Log__c` and not final. */
export class Rows {
  /** Rows that wait for the sweeper. */
  deferred = 0;
  /** Rows in flight whose lane is dead: they wait for the end of their lease. */
  orphans = 0;
  /** Rows of any kind. */
  open = 0;
  /** Most rows of any kind at a time. */
  peak = 0;
  readonly #requests: Requests;
  readonly #byDueTime = new EventQueue(UNLIMITED);
  readonly #byLease = new EventQueue(UNLIMITED);

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  clear(): void {
    this.#byDueTime.clear();
    this.#byLease.clear();
    this.deferred = 0;
    this.orphans = 0;
    this.open = 0;
    this.peak = 0;
  }

  has(request: number): boolean {
    return this.#requests.row[request] !== ROW.none;
  }

  /** The request waits for the sweeper, from its due time on. */
  defer(request: number): void {
    this.#count(request);
    const dueAtMs = fieldMs(this.#requests.dueAt[request] as number);
    this.#requests.writeRow(request, ROW.deferred);
    this.#requests.dueAt[request] = dueAtMs;
    this.#byDueTime.push(dueAtMs, 0, request);
    this.deferred++;
  }

  /** A lane carries the request, and nobody else until its lease runs out. */
  lease(request: number, lane: number, nowMs: number): void {
    this.#count(request);
    const untilMs = fieldMs(Math.max(nowMs, this.#requests.dueAt[request] as number) + LEASE_MS);
    this.#requests.writeRow(request, ROW.inFlight);
    this.#requests.leaseLane[request] = lane;
    this.#requests.leaseUntil[request] = untilMs;
    this.#byLease.push(untilMs, 0, request);
  }

  /** The request is final. */
  close(request: number): void {
    if (!this.has(request)) return;
    this.#requests.row[request] = ROW.none;
    this.open--;
  }

  /** Whether the job that starts now is so late that its lease may run out while it calls. */
  isLeaseShort(request: number, nowMs: number): boolean {
    return (
      this.#requests.row[request] === ROW.inFlight &&
      (this.#requests.leaseUntil[request] as number) < nowMs + LEASE_MARGIN_MS
    );
  }

  /** Takes the next row that is due by then; null where there is none. Times never go back. */
  takeDue(byMs: number): number | null {
    if (this.#byDueTime.nextMs > fieldMs(byMs)) return null;
    this.deferred--;
    return first(this.#byDueTime);
  }

  /** Takes the next row whose lease has run out; null where there is none. Times never go back. */
  takeLapsed(nowMs: number): number | null {
    while (this.#byLease.nextMs < fieldMs(nowMs)) {
      const untilMs = this.#byLease.nextMs;
      const request = first(this.#byLease);
      const isInFlight = this.#requests.row[request] === ROW.inFlight;
      // An older lease of the same row may still stand in the queue: it says nothing, not even in which order to take the rows.
      if (isInFlight && this.#requests.leaseUntil[request] === untilMs) {
        this.#requests.readRow(request);
        return request;
      }
    }
    return null;
  }

  #count(request: number): void {
    if (this.has(request)) return;
    this.open++;
    if (this.open > this.peak) this.peak = this.open;
  }
}
