import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { stackDepth } from '../../platform/depth.ts';
import { enqueueLimit } from '../../platform/enqueue.ts';
import type { Accounting, Decision } from '../../policy/decide.ts';
import type { Draws } from '../../policy/draw.ts';
import { minutesCovering } from '../../policy/minutes.ts';
import type { Outcome } from '../../policy/outcome.ts';
import type { Lane } from '../lanes.ts';
import type { SubmitContext } from '../scenario.ts';
import type { World } from '../world.ts';
import type { Rule } from './rule.ts';

type Decide = (request: Accounting, outcome: Outcome, nowMs: number, draws: Draws) => Decision;

/**
 * A job for each record, as one finds it in orgs without a kit: no look at the limits, nobody who catches an exception.
 * What a transaction that is rolled back was to send is lost: its sender does not know, and no place holds it.
 */
export class OneJobPerRecord implements Rule {
  readonly decide: Decide;
  readonly #world: World;
  readonly #fitsTransaction: boolean;

  /** @param fitsTransaction - whether the sender submits no more per transaction than it may enqueue */
  constructor(world: World, decide: Decide, fitsTransaction: boolean) {
    this.#world = world;
    this.decide = decide;
    this.#fitsTransaction = fitsTransaction;
  }

  clear(): void {}

  submit(first: number, count: number, context: SubmitContext): number {
    const apexContext = context === 'sync' ? 'sync' : 'batch';
    const atOnce = this.#fitsTransaction ? enqueueLimit(apexContext) : count;
    for (let from = first; from < first + count; from += atOnce) {
      this.#world.jobs.begin(apexContext);
      this.#enqueueAll(from, Math.min(atOnce, first + count - from));
    }
    return 0;
  }

  admit(): number {
    return 1;
  }

  goOn(lane: Lane, hasDied: boolean): void {
    const { lanes, queue, requests } = this.#world;
    if (lane.requests.size === 0) lanes.release(lane);
    // Nobody attached a Finalizer.
    else if (hasDied) this.abandon(lane);
    else {
      const waitMs = (requests.dueAt[lane.requests.head] as number) - queue.now;
      this.#world.jobs.begin('queueable');
      const minutes = Math.min(DELAY_MAX_MINUTES.value, minutesCovering(waitMs));
      if (this.#mayChain(lane) && this.#world.jobs.enqueue(lane, minutes) === 'queued')
        this.#world.jobs.commit();
      else this.abandon(lane);
    }
  }

  abandon(lane: Lane): void {
    if (lane.requests.size > 0) this.#world.lose(lane.requests.head);
    this.#world.lanes.release(lane);
  }

  sweep(): void {}
  hour(): void {}

  /** Nobody set MaximumQueueableStackDepth. */
  #mayChain(lane: Lane): boolean {
    const depth = stackDepth(this.#world.settings.org.edition);
    return depth === null || lane.depth < depth;
  }

  #enqueueAll(first: number, count: number): void {
    const { lanes, requests } = this.#world;
    const taken: Lane[] = [];
    for (let request = first; request < first + count; request++) {
      const lane = lanes.take();
      lane.requests.push(requests.links, request);
      taken.push(lane);
      if (this.#world.jobs.enqueue(lane, null) !== 'queued') {
        for (const each of taken) lanes.release(each);
        for (let lost = first; lost < first + count; lost++) this.#world.lose(lost);
        return;
      }
    }
    this.#world.jobs.commit();
  }
}
