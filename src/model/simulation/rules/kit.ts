import { type Accounting, type Decision, decide } from '../../policy/decide.ts';
import type { Draws } from '../../policy/draw.ts';
import type { Outcome } from '../../policy/outcome.ts';
import type { Lane } from '../lanes.ts';
import type { SubmitContext } from '../scenario.ts';
import type { World } from '../world.ts';
import { KitJob } from './kit-job.ts';
import type { Rule } from './rule.ts';
import { submit } from './submit.ts';
import { Sweeper } from './sweeper.ts';

/** The generated kit: lanes, rows where a lane cannot go on, and the sweeper that makes lanes of rows again. */
export class Kit implements Rule {
  readonly #world: World;
  readonly #sweeper: Sweeper;
  readonly #job: KitJob;

  constructor(world: World) {
    this.#world = world;
    this.#sweeper = new Sweeper(world);
    this.#job = new KitJob(world, this.#sweeper);
  }

  clear(): void {
    this.#sweeper.clear();
  }

  submit(first: number, count: number, context: SubmitContext): number {
    return submit(this.#world, this.#sweeper, first, count, context);
  }

  admit(lane: Lane): number {
    return this.#job.admit(lane);
  }

  decide(request: Accounting, outcome: Outcome, nowMs: number, draws: Draws): Decision {
    return decide(this.#world.settings.sender.policy, request, outcome, nowMs, draws);
  }

  goOn(lane: Lane, hasDied: boolean): void {
    this.#job.goOn(lane, hasDied);
  }

  abandon(lane: Lane): void {
    this.#job.abandon(lane);
  }

  sweep(lanesStarted: number): void {
    this.#sweeper.sweep(lanesStarted);
  }

  hour(): void {
    this.#sweeper.hour();
  }
}
