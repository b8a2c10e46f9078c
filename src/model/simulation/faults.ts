import type { Lane } from './lanes.ts';
import type { Draws } from './random/draws.ts';
import { NONE } from './request-list.ts';
import type { Requests } from './requests.ts';
import type { Faults as FaultSettings } from './scenario.ts';

const WORDS = 4_294_967_296;
/** Of the jobs that die, those that do so before they ask whether they may call: an assumption. */
const BEFORE_ASKING = 1 / 8;
/** Of the triggers that take the enqueue of a job, those that take that of its Finalizer too, if it goes on: an assumption. */
const IN_FINALIZER_TOO = 1 / 4;
/** Nothing goes wrong. */
export const NO_FAULTS: FaultSettings = { crashRate: 0, killRate: 0, lockFailureRate: 0, slotTakenRate: 0 };

/** What goes wrong in the org. */
export class Faults {
  readonly #settings: FaultSettings;
  readonly #draws: Draws;
  #locks = 0;

  constructor(settings: FaultSettings = NO_FAULTS, draws: Draws) {
    this.#settings = settings;
    this.#draws = draws;
  }

  clear(): void {
    this.#locks = 0;
  }

  /** Whether a row that somebody wants to lock is held for too long. */
  lockFails(): boolean {
    const { lockFailureRate } = this.#settings;
    return lockFailureRate > 0 && this.#draws.lock(this.#locks++) < lockFailureRate * WORDS;
  }

  /** Settles whether the job that starts dies, and whether somebody's trigger takes the one job that it may enqueue. */
  doom(lane: Lane): void {
    const { crashRate, killRate, slotTakenRate } = this.#settings;
    if (crashRate === 0 && slotTakenRate === 0) return;
    this.#draws.job(lane.leader, lane.hop);
    this.#draws.fault(lane.leader, lane.hop);
    const slot = this.#draws.slot / WORDS / slotTakenRate;
    if (slot < 1) lane.slotsTaken = slot < IN_FINALIZER_TOO ? 2 : 1;
    const share = this.#draws.crash / WORDS / crashRate;
    if (share >= 1) return;
    lane.dies = this.#draws.asking < BEFORE_ASKING * WORDS ? 'before asking' : share;
    lane.isKilled = this.#draws.kill < killRate * WORDS;
  }

  /** Settles when a job dies that has asked whether it may call: during any of its calls or while it writes, all alike. */
  time(lane: Lane, requests: Requests, nowMs: number): void {
    if (typeof lane.dies !== 'number') return;
    let calls = 0;
    for (
      let next = lane.requests.head;
      next !== NONE && calls < lane.mostCalls;
      next = requests.links[next] as number
    ) {
      if ((requests.dueAt[next] as number) <= nowMs) calls++;
    }
    lane.diesAtCall = 1 + Math.floor(lane.dies * (calls + 1));
  }
}
