import type { Lane } from './lanes.ts';
import type { Draws } from './random/draws.ts';
import { NONE } from './request-list.ts';
import type { Requests } from './requests.ts';
import type { Faults as FaultSettings } from './scenario.ts';

const WORDS = 4_294_967_296;
const NO_FAULTS: FaultSettings = { crashRate: 0, killRate: 0, lockFailureRate: 0 };

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

  /** Settles whether the job that starts dies, and when: during any of its calls or while it writes, all alike. */
  doom(lane: Lane, requests: Requests, nowMs: number): void {
    const { crashRate, killRate } = this.#settings;
    if (crashRate === 0) return;
    this.#draws.job(lane.leader, lane.hop);
    const share = this.#draws.crash / WORDS / crashRate;
    if (share >= 1) return;
    let calls = 0;
    for (
      let next = lane.requests.head;
      next !== NONE && calls < lane.mostCalls;
      next = requests.links[next] as number
    ) {
      if ((requests.dueAt[next] as number) <= nowMs) calls++;
    }
    lane.diesAtCall = 1 + Math.floor(share * (calls + 1));
    lane.isKilled = this.#draws.kill < killRate * WORDS;
  }
}
