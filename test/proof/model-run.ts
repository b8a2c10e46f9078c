import { QUEUE_LATENCY_MAX_MS } from '../../src/model/platform/queue.ts';
import type { Draws as DecisionDraws } from '../../src/model/policy/draw.ts';
import { MINUTE_MS } from '../../src/model/policy/minutes.ts';
import type { Outcome } from '../../src/model/policy/outcome.ts';
import { sampler } from '../../src/model/simulation/random/distribution.ts';
import { Draws, uniform } from '../../src/model/simulation/random/draws.ts';
import { Simulation } from '../../src/model/simulation/replication.ts';
import type { SimulationSettings } from '../../src/model/simulation/settings.ts';
import type { TraceEvent } from '../../src/model/simulation/trace.ts';
import type { Death, Drive, Submission } from './drive.ts';
import { ModelSteps } from './model-steps.ts';
import type { StepRecord } from './steps.ts';

/** The leader of the sweeper's jobs: see model/simulation/world.ts. */
const SWEEPER = 0xffffffff;
const REPLICATION = 0;

/** Keeps what a replication drew, under the keys by which the executed Apex will ask for it. */
class Recorder implements Drive {
  readonly submissions: Submission[] = [];
  readonly #answers = new Map<string, { readonly outcome: Outcome; readonly durationMs: number }>();
  readonly #draws = new Map<string, DecisionDraws>();
  readonly #parking = new Map<string, number>();
  /** Of a parking whose job is not known yet. */
  #parkingDraw: number | null = null;
  #isClaimLocked = false;
  /** What finds which rows locked: `circuit job 0.1`. */
  readonly #locked = new Set<string>();
  /** Whose lapsed lease each sweep ended, and what it took, in order. */
  readonly #swept: { readonly lapsed: readonly number[]; readonly taken: readonly number[] }[] = [];
  readonly #deaths = new Map<string, Death>();
  readonly #slotsTaken = new Map<string, number>();
  readonly #ended = new Set<string>();
  readonly #latencies = new Map<string, number>();
  /** When a lane's next job may start. */
  readonly #earliest = new Map<number, number>();
  readonly #numbers = new Map<number, number>();
  readonly #depths = new Map<number, number>();
  readonly #sweepLatency: (sweep: number) => number;

  constructor({ seed, queueLatencyMs }: SimulationSettings) {
    const draws = new Draws();
    draws.start(seed, REPLICATION);
    const sample = sampler(queueLatencyMs);
    this.#sweepLatency = (sweep) => {
      draws.job(SWEEPER, sweep);
      return Math.min(QUEUE_LATENCY_MAX_MS.value, sample(uniform(draws.queueLatency)));
    };
  }

  see(event: TraceEvent): void {
    switch (event.kind) {
      case 'submit':
        this.#submit(event);
        break;
      case 'job-start': {
        const name = this.#name(event.lane, event.depth);
        this.#depths.set(event.lane, event.depth);
        this.#latencies.set(name, event.atMs - (this.#earliest.get(event.lane) ?? 0));
        this.#slotsTaken.set(`job ${name}`, event.slotsTaken);
        this.#parked(`job ${name}`);
        break;
      }
      case 'attempt':
        this.#answers.set(`${event.request}.${event.attempt}`, event);
        break;
      case 'decision':
        this.#draws.set(`${event.request}.${event.attempt}`, event.draws);
        break;
      case 'token':
        this.#isClaimLocked = event.lockFailed;
        break;
      case 'circuit':
        if (event.dropped) this.#locked.add(`circuit ${this.#jobOf(event.lane)}`);
        break;
      case 'parked':
        this.#parkingDraw = event.draw;
        break;
      case 'crash':
        this.#deaths.set(this.#jobOf(event.lane), event);
        break;
      case 'job-end':
        this.#ended.add(this.#jobOf(event.lane));
        if (event.child) this.#accepted(event.lane, event.atMs + event.child.minutes * MINUTE_MS);
        break;
      case 'sweep':
        this.#swept.push({
          lapsed: event.lapsed,
          taken: (event.lane?.requests ?? []).map(({ request }) => request),
        });
        this.#parked(`sweep ${this.#swept.length}`);
        if (event.lockFailed) this.#locked.add(`rows sweep ${this.#swept.length}`);
        if (event.lane) this.#accepted(event.lane.lane, event.atMs + event.lane.minutes * MINUTE_MS);
        break;
    }
  }

  #submit({ atMs, context, lanes, rows, refused }: Extract<TraceEvent, { kind: 'submit' }>): void {
    const requests = [
      ...lanes.flatMap((lane) => lane.requests),
      ...rows.map((row) => row.request),
      ...refused,
    ];
    this.submissions.push({ atMs, context, first: Math.min(...requests), count: requests.length });
    for (const { lane } of lanes) this.#accepted(lane, atMs);
  }

  /** A lane is parked before the job or the sweep that does it is told. */
  #parked(job: string): void {
    if (this.#parkingDraw !== null) this.#parking.set(job, this.#parkingDraw);
    if (this.#isClaimLocked) this.#locked.add(`claim ${job}`);
    this.#parkingDraw = null;
    this.#isClaimLocked = false;
  }

  #accepted(lane: number, earliestMs: number): void {
    if (!this.#numbers.has(lane)) this.#numbers.set(lane, this.#numbers.size);
    this.#earliest.set(lane, earliestMs);
  }

  #name(lane: number, depth: number): string {
    return `${this.#numbers.get(lane)}.${depth}`;
  }

  /** The job of a lane that runs. */
  #jobOf(lane: number): string {
    return `job ${this.#name(lane, this.#depths.get(lane) ?? 0)}`;
  }

  isClaimLocked(who: string) {
    return this.#locked.has(`claim ${who}`);
  }

  isCircuitLocked(job: string) {
    return this.#locked.has(`circuit ${job}`);
  }

  areRowsLocked(sweep: string) {
    return this.#locked.has(`rows ${sweep}`);
  }

  answer(request: number, attempt: number) {
    return this.#answers.get(`${request}.${attempt}`) ?? null;
  }

  draws(request: number, attempt: number) {
    return this.#draws.get(`${request}.${attempt}`) ?? null;
  }

  parkingDraw(job: string) {
    return this.#parking.get(job) ?? null;
  }

  death(job: string) {
    return this.#deaths.get(job) ?? null;
  }

  slotsTaken(job: string) {
    return this.#slotsTaken.get(job) ?? 0;
  }

  hasEnded(job: string) {
    return this.#ended.has(job);
  }

  placeInSweep(sweep: number, request: number, isLapsed: boolean) {
    const swept = this.#swept[sweep - 1];
    const place = (isLapsed ? swept?.lapsed : swept?.taken)?.indexOf(request) ?? -1;
    return place < 0 ? Number.MAX_SAFE_INTEGER : place;
  }

  laneLatencyMs(lane: number, depth: number) {
    return this.#latencies.get(`${lane}.${depth}`) ?? null;
  }

  sweepLatencyMs(sweep: number) {
    return this.#sweepLatency(sweep);
  }
}

/** What the simulator does with a scenario: the function that `sf retry simulate` runs. */
export function runModel(settings: SimulationSettings): {
  readonly steps: readonly StepRecord[];
  readonly drive: Drive;
} {
  const recorder = new Recorder(settings);
  const model = new ModelSteps();
  const simulation = new Simulation(settings, (event) => {
    recorder.see(event);
    model.see(event);
  });
  simulation.run(REPLICATION);
  return { steps: model.steps, drive: recorder };
}
