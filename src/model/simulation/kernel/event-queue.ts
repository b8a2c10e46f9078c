import { UserError } from '../../user-error.ts';

/** Kinds are integers in [0, KINDS): at one instant, the lower kind comes first. */
const KINDS = 16;

/** Where a run is taken for one that never ends. */
export interface RunawayLimits {
  readonly events: number;
  readonly eventsAtOneInstant: number;
}

/** Far above what a day with a million requests needs, and reached in about half a minute. */
export const RUNAWAY_LIMITS: RunawayLimits = { events: 200_000_000, eventsAtOneInstant: 5_000_000 };

/**
 * The future of a simulation. An event is a time (integer ms >= 0), a kind and a subject (an index into the arrays of the
 * model); there is no object and no closure per event.
 *
 * Invariants
 * - Events come out in the order of time, then kind, then insertion; arrivals count as inserted before everything else.
 * - The clock never goes back: pushing into the past throws.
 * - `#keys[i] <= #keys[2i+1]` and `#keys[2i+2]` (ties by `#order`): a binary heap in three typed arrays that grow together.
 *   A key is time x 16 + kind, exact up to a time of 2^49 ms.
 * - After a pop the root is a hole until the next push fills it or the next pop closes it: most events schedule exactly
 *   one other, and that way they cost one sift instead of two.
 * - Arrivals, known and sorted beforehand, never enter the heap.
 * - `clear` keeps the memory, so that replications reuse it.
 */
export class EventQueue {
  /** Time of the event that came out last, ms. */
  now = 0;
  /** Its kind. */
  kind = 0;
  /** The highest kind that has come out at this instant: lower ones that come now are caused by it. */
  latestKind = 0;
  /** Its subject. */
  subject = 0;

  #keys = new Float64Array(256);
  #order = new Float64Array(256);
  #subjects = new Int32Array(256);
  #size = 0;
  #hole = false;
  #inserted = 0;
  #arrivals: Float64Array = new Float64Array(0);
  #arrivalKind = 0;
  #arrived = 0;
  #events = 0;
  #atThisInstant = 0;
  readonly #limits: RunawayLimits;

  constructor(limits: RunawayLimits = RUNAWAY_LIMITS) {
    this.#limits = limits;
  }

  /** Events that came out since the last `clear`. */
  get events(): number {
    return this.#events;
  }

  /** Time of the next event, ms; Infinity when there is none. */
  get nextMs(): number {
    if (this.#hole) this.#close();
    const arrival = this.#arrivals[this.#arrived] ?? Number.POSITIVE_INFINITY;
    return this.#size === 0 ? arrival : Math.min(arrival, Math.floor((this.#keys[0] as number) / KINDS));
  }

  /**
   * Back to time 0 and empty, but for the arrivals.
   *
   * @param arrivals - their times in ms, ascending; the subject of an arrival is its index
   * @param kind - the kind of all of them
   */
  clear(arrivals: Float64Array = new Float64Array(0), kind = 0): void {
    this.now = 0;
    this.#size = 0;
    this.#hole = false;
    this.#inserted = 0;
    this.#events = 0;
    this.#atThisInstant = 0;
    this.#arrivals = arrivals;
    this.#arrivalKind = kind;
    this.#arrived = 0;
  }

  /** @param atMs - not before `now` */
  push(atMs: number, kind: number, subject: number): void {
    if (!(atMs >= this.now)) throw new RangeError(`event ${kind} at ${atMs} ms lies before ${this.now} ms`);
    const key = atMs * KINDS + kind;
    const order = this.#inserted++;
    if (this.#hole) {
      this.#hole = false;
      this.#sink(key, order, subject);
    } else {
      if (this.#size === this.#keys.length) this.#grow();
      this.#rise(this.#size++, key, order, subject);
    }
  }

  /** Makes the next event the current one; false when there is none. */
  pop(): boolean {
    if (this.#hole) this.#close();
    const arrival = this.#arrived < this.#arrivals.length ? (this.#arrivals[this.#arrived] as number) : -1;
    if (
      arrival >= 0 &&
      (this.#size === 0 || arrival * KINDS + this.#arrivalKind <= (this.#keys[0] as number))
    ) {
      this.#enter(arrival, this.#arrivalKind, this.#arrived++);
      return true;
    }
    if (this.#size === 0) return false;
    const key = this.#keys[0] as number;
    const time = Math.floor(key / KINDS);
    this.#hole = true;
    this.#enter(time, key - time * KINDS, this.#subjects[0] as number);
    return true;
  }

  #enter(time: number, kind: number, subject: number): void {
    const isSameInstant = time === this.now && this.#events > 0;
    this.#atThisInstant = isSameInstant ? this.#atThisInstant + 1 : 1;
    this.latestKind = isSameInstant ? Math.max(this.latestKind, kind) : kind;
    this.now = time;
    this.kind = kind;
    this.subject = subject;
    if (++this.#events > this.#limits.events) throw runaway('TooManyEvents', this.#limits.events, time);
    if (this.#atThisInstant > this.#limits.eventsAtOneInstant) {
      throw runaway('TooManyEventsAtOnce', this.#limits.eventsAtOneInstant, time);
    }
  }

  /** Fills the root's hole with the last leaf. */
  #close(): void {
    this.#hole = false;
    const last = --this.#size;
    if (last > 0) {
      this.#sink(this.#keys[last] as number, this.#order[last] as number, this.#subjects[last] as number);
    }
  }

  #rise(from: number, key: number, order: number, subject: number): void {
    const keys = this.#keys;
    const orders = this.#order;
    const subjects = this.#subjects;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = keys[parent] as number;
      // A parent with an equal key was inserted earlier: it stays above.
      if (above <= key) break;
      keys[at] = above;
      orders[at] = orders[parent] as number;
      subjects[at] = subjects[parent] as number;
      at = parent;
    }
    keys[at] = key;
    orders[at] = order;
    subjects[at] = subject;
  }

  #sink(key: number, order: number, subject: number): void {
    const keys = this.#keys;
    const orders = this.#order;
    const subjects = this.#subjects;
    const size = this.#size;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      let least = keys[child] as number;
      if (child + 1 < size) {
        const right = keys[child + 1] as number;
        if (right < least || (right === least && (orders[child + 1] as number) < (orders[child] as number))) {
          child++;
          least = right;
        }
      }
      if (key < least || (key === least && order < (orders[child] as number))) break;
      keys[at] = least;
      orders[at] = orders[child] as number;
      subjects[at] = subjects[child] as number;
      at = child;
    }
    keys[at] = key;
    orders[at] = order;
    subjects[at] = subject;
  }

  #grow(): void {
    const capacity = this.#keys.length * 2;
    const keys = new Float64Array(capacity);
    const order = new Float64Array(capacity);
    const subjects = new Int32Array(capacity);
    keys.set(this.#keys);
    order.set(this.#order);
    subjects.set(this.#subjects);
    this.#keys = keys;
    this.#order = order;
    this.#subjects = subjects;
  }
}

function runaway(code: string, limit: number, time: number): UserError {
  return new UserError({
    area: 'simulate',
    code,
    values: [String(limit), String(Math.floor(time / 60_000))],
  });
}
