import { decide } from '../policy/decide.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import { EVENT } from './event.ts';
import { endJob, receive, startJob } from './job.ts';
import type { Lane } from './lanes.ts';
import { Kit } from './rules/kit.ts';
import { OneJobPerRecord } from './rules/naive.ts';
import { decideInSeconds, RECIPE_RETRIES } from './rules/recipe.ts';
import type { Rule } from './rules/rule.ts';
import type { SimulationSettings } from './settings.ts';
import { Submissions } from './submissions.ts';
import type { Tally } from './tally.ts';
import type { Observer } from './trace.ts';
import { World } from './world.ts';

/** What a tally counts, without what counts it. */
type Counted = {
  [Name in keyof Tally]: Tally[Name] extends (...args: never[]) => unknown ? never : Name;
}[keyof Tally];

/** What one replication came to. */
export interface Outturn extends Readonly<Pick<Tally, Counted>> {
  /** Requests that wait in a queued job or in a row. */
  readonly waiting: number;
  /** Requests in a job that runs. */
  readonly inFlight: number;
  /** Most rows that were not final at a time. */
  readonly peakRows: number;
  /** Most asynchronous executions of the whole org in any 24 hours, and how many it may have. */
  readonly peakExecutions: number;
  readonly dailyLimit: number;
}

function ruleOf(world: World): Rule {
  const { rule, sender } = world.settings;
  switch (rule) {
    case 'kit':
      return new Kit(world);
    case 'one-job-per-record':
      return new OneJobPerRecord(
        world,
        (request, outcome, nowMs, draws) => decide(sender.policy, request, outcome, nowMs, draws),
        false,
      );
    case 'retry-in-seconds':
      return new OneJobPerRecord(
        world,
        (request, outcome, _nowMs, draws) => decideInSeconds(sender.policy, request, outcome, draws),
        true,
      );
  }
}

/** A scenario, a policy and a rule, ready to be run any number of times: all memory is taken here. */
export class Simulation {
  readonly #world: World;
  readonly #rule: Rule;
  readonly #submissions: Submissions;
  readonly #horizonMs: number;

  /** @param observer - gets to know each event; null for none */
  constructor(settings: SimulationSettings, observer: Observer | null = null) {
    const { workload } = settings.scenario;
    this.#submissions = new Submissions(workload);
    this.#horizonMs = workload.horizonHours * 60 * MINUTE_MS;
    const mostRetries = Math.max(settings.sender.policy.maxRetries, RECIPE_RETRIES);
    this.#world = new World(settings, mostRetries, observer);
    this.#rule = ruleOf(this.#world);
  }

  /** Events of the last replication. */
  get events(): number {
    return this.#world.queue.events;
  }

  /**
   * One replication, to the horizon or until nothing is left to happen. Its result depends on the settings and the number
   * of the replication alone, whatever ran before.
   *
   * @returns what it came to; valid until the next run
   * @throws UserError `TooManyEvents`, `TooManyEventsAtOnce` where a policy never comes to an end
   */
  run(replication: number): Outturn {
    const { queue, tally, lanes, daily, draws, rows, settings } = this.#world;
    draws.start(settings.seed, replication);
    const arrivals = this.#submissions.draw(draws);
    this.#world.clear(arrivals, this.#submissions.requests);
    this.#rule.clear();
    while (queue.pop() && queue.now <= this.#horizonMs) this.#handle(queue.kind, queue.subject);
    tally.end(Math.min(queue.now, this.#horizonMs));
    const { queued, running } = lanes.census();
    const outturn = {
      ...tally,
      waiting: queued + rows.deferred + rows.orphans,
      inFlight: running,
      peakRows: rows.peak,
      peakExecutions: daily.peak,
      dailyLimit: daily.limit,
    };
    conserve(outturn);
    return outturn;
  }

  #handle(kind: number, subject: number): void {
    const world = this.#world;
    switch (kind) {
      case EVENT.answer:
        receive(world, world.lanes.get(subject), this.#rule);
        this.#startNext();
        break;
      case EVENT.jobEnd:
        endJob(world, world.lanes.get(subject), this.#rule);
        this.#startNext();
        break;
      case EVENT.jobStart:
        this.#start(world.lanes.get(subject));
        break;
      case EVENT.submit:
        this.#submit(subject);
        break;
      case EVENT.sweep:
        this.#rule.sweep(subject);
        break;
      case EVENT.hour:
        this.#rule.hour();
        break;
      case EVENT.operator:
        world.act(subject);
        break;
      case EVENT.otherWorkEnd:
        world.daily.observe(world.queue.now);
        break;
    }
  }

  #start(lane: Lane): void {
    const { slots, queue } = this.#world;
    if (slots === null || slots.take(lane.id, queue.now)) startJob(this.#world, lane, this.#rule);
  }

  /** The place of a job that is over is the next one's. */
  #startNext(): void {
    const { slots, queue, lanes } = this.#world;
    if (slots === null) return;
    for (let id = slots.next(queue.now); id !== null; id = slots.next(queue.now)) {
      startJob(this.#world, lanes.get(id), this.#rule);
    }
  }

  #submit(transaction: number): void {
    const { requests, tally, queue } = this.#world;
    const first = this.#submissions.firstOf(transaction);
    const count = this.#submissions.firstOf(transaction + 1) - first;
    for (let request = first; request < first + count; request++) requests.submit(request, queue.now);
    const refused = this.#rule.submit(first, count, this.#submissions.contextOf(transaction));
    tally.refused += refused;
    tally.submit(count - refused, queue.now);
  }
}

/** Every request is in exactly one place; one that is not would be an error of the model. */
function conserve({ submitted, delivered, deadLettered, waiting, inFlight, lost }: Outturn): void {
  const found = delivered + deadLettered + waiting + inFlight + lost;
  if (found === submitted) return;
  throw new Error(
    `The simulator lost count: ${submitted} submitted, but ${delivered} delivered + ${deadLettered} dead-lettered + ` +
      `${waiting} waiting + ${inFlight} in flight + ${lost} lost = ${found}.`,
  );
}
