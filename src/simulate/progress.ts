import type { PlannedRun } from './plan.ts';

/** How far a scenario is. */
export interface Progress {
  readonly scenario: string;
  readonly integration: string;
  /** Replications that are done, those of the rules beside the kit included. */
  readonly done: number;
  /** How many there may be: precision may end it sooner. */
  readonly atMost: number;
  /** 0 while that cannot be said. */
  readonly perSecond: number;
  /** At most so many seconds; null while that cannot be said. */
  readonly secondsLeft: number | null;
}

const EVERY_MS = 100;

/** Counts replications, and says so now and then. */
export class ProgressMeter {
  readonly #run: PlannedRun;
  readonly #atMost: number;
  readonly #now: () => number;
  readonly #say: ((progress: Progress) => void) | null;
  readonly #startMs: number;
  #saidMs: number;
  #done = 0;

  constructor(
    run: PlannedRun,
    atMost: number,
    now: () => number,
    say: ((progress: Progress) => void) | null,
  ) {
    this.#run = run;
    this.#atMost = atMost;
    this.#now = now;
    this.#say = say;
    this.#startMs = now();
    this.#saidMs = this.#startMs;
  }

  add(replications: number): void {
    this.#done += replications;
    const nowMs = this.#now();
    if (this.#say === null || nowMs - this.#saidMs < EVERY_MS) return;
    this.#saidMs = nowMs;
    const perSecond = (this.#done / (nowMs - this.#startMs)) * 1000;
    const left = Math.max(0, this.#atMost - this.#done);
    this.#say({
      scenario: this.#run.scenario.name,
      integration: this.#run.integration,
      done: this.#done,
      atMost: this.#atMost,
      perSecond,
      secondsLeft: perSecond > 0 ? left / perSecond : null,
    });
  }
}
