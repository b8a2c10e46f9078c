import { decide } from '../policy/decide.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import { type Arrivals, arrivalsOf } from './arrivals.ts';
import { receive, startJob } from './job.ts';
import { Kit } from './rules/kit.ts';
import { OneJobPerRecord } from './rules/naive.ts';
import { decideInSeconds, RECIPE_RETRIES } from './rules/recipe.ts';
import type { Rule } from './rules/rule.ts';
import type { SimulationSettings } from './settings.ts';
import type { Tally } from './tally.ts';
import { EVENT, World } from './world.ts';

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
  readonly #arrivals: Arrivals;
  readonly #horizonMs: number;

  constructor(settings: SimulationSettings) {
    const { workload } = settings.scenario;
    this.#arrivals = arrivalsOf(workload);
    this.#horizonMs = workload.horizonHours * 60 * MINUTE_MS;
    const mostRetries = Math.max(settings.sender.policy.maxRetries, RECIPE_RETRIES);
    this.#world = new World(settings, this.#arrivals.requests, mostRetries);
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
    const { queue, tally, lanes, daily } = this.#world;
    this.#world.clear(replication, this.#arrivals.timesMs);
    this.#rule.clear();
    while (queue.pop() && queue.now <= this.#horizonMs) this.#handle(queue.kind, queue.subject);
    const { queued, running } = lanes.census();
    tally.close();
    const outturn = {
      ...tally,
      waiting: queued + this.#rule.waiting,
      inFlight: running,
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
        break;
      case EVENT.jobEnd:
        this.#rule.goOn(world.lanes.get(subject));
        break;
      case EVENT.jobStart:
        startJob(world, world.lanes.get(subject));
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
    }
  }

  #submit(transaction: number): void {
    const { requests, tally, queue } = this.#world;
    const first = this.#arrivals.first[transaction] as number;
    const count = (this.#arrivals.first[transaction + 1] as number) - first;
    for (let request = first; request < first + count; request++) requests.submit(request, queue.now);
    tally.submit(count, queue.now);
    this.#rule.submit(first, count, this.#arrivals.contexts[transaction] === 1 ? 'async' : 'sync');
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
