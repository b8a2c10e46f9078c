import type { Outcome } from '../policy/outcome.ts';
import type { Pending } from './requests.ts';

const NOTHING: readonly Pending[] = [];

/** A chain of jobs that carries requests: one job of it at a time is queued or runs. */
export class Lane {
  readonly id: number;
  inUse = false;
  /** All requests of the lane when its job was enqueued. */
  requests: readonly Pending[] = NOTHING;
  /** While it runs: those before the cursor that go on. */
  left: Pending[] = [];
  running = false;
  /** Jobs in the chain so far. */
  depth = 0;
  /** While it runs: index of the request that is being sent or comes next. */
  cursor = 0;
  /** Calls of this job so far. */
  calls = 0;
  /** How long the calls of this job took together, ms. */
  spentMs = 0;
  /** Outages in a row. */
  outages = 0;
  /** When the job stopped early: until when the lane is silent. */
  silentUntilMs: number | null = null;
  /** Of the request that is being sent: what it will come to, and its draws for the policy. */
  outcome: Outcome | null = null;
  jitter = 0;
  rounding = 0;

  constructor(id: number) {
    this.id = id;
  }

  /** Requests that are in this lane and not final. */
  get size(): number {
    return this.running ? this.left.length + this.requests.length - this.cursor : this.requests.length;
  }
}

/** The lanes that exist; free ones are used again. */
export class Lanes {
  readonly #lanes: Lane[] = [];
  readonly #free: Lane[] = [];

  clear(): void {
    for (const lane of this.#lanes) if (lane.inUse) this.release(lane);
  }

  get(id: number): Lane {
    return this.#lanes[id] as Lane;
  }

  take(requests: readonly Pending[]): Lane {
    const lane = this.#free.pop() ?? this.#add();
    lane.inUse = true;
    lane.requests = requests;
    lane.depth = 0;
    return lane;
  }

  release(lane: Lane): void {
    lane.inUse = false;
    lane.running = false;
    lane.requests = NOTHING;
    if (lane.left.length > 0) lane.left = [];
    this.#free.push(lane);
  }

  /** Requests in lanes whose job is queued, and in lanes whose job runs. */
  census(): { queued: number; running: number } {
    let queued = 0;
    let running = 0;
    for (const lane of this.#lanes) {
      if (!lane.inUse) continue;
      if (lane.running) running += lane.size;
      else queued += lane.size;
    }
    return { queued, running };
  }

  #add(): Lane {
    const lane = new Lane(this.#lanes.length);
    this.#lanes.push(lane);
    return lane;
  }
}
