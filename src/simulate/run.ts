import { performance } from 'node:perf_hooks';
import { requestsOf } from '../model/simulation/expected-requests.ts';
import type { ExperimentResult } from '../model/simulation/experiment.ts';
import { METRICS } from '../model/simulation/metrics.ts';
import type { NaiveResult, Remedy, ScenarioResult } from '../model/simulation/scenario-result.ts';
import { RULES, type RuleName } from '../model/simulation/settings.ts';
import { prepare, type SimulateOptions } from '../model/simulation/simulate.ts';
import { assumptionsOf } from './assumptions.ts';
import { compare, MOST_PAIRS, type Other } from './compare.ts';
import { policyText, workloadText } from './describe.ts';
import { type Run, runExperiment, type Site } from './experiments.ts';
import { limitsOf } from './limits.ts';
import type { PlannedRun } from './plan.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { RemedySearch } from './remedies.ts';
import { QUEUE_LATENCY_FACTORS, sensitivityOf } from './sensitivity.ts';
import { windowsOf } from './windows.ts';
import { Workers } from './workers.ts';

export interface RunOptions {
  /** Integer in [0, 2^53). */
  readonly seed: number;
  /** At most so many. */
  readonly replications: number;
  /** Relative half-width at which a metric is known well enough; left out: 2 %. 0: all replications are run. */
  readonly precision?: number;
  /** Threads at most; left out or 0: none but this one. The result is the same. */
  readonly workers?: number;
  /** Aborted: what is known so far is the result, and nothing more is run. */
  readonly signal?: AbortSignal;
  /** Called now and then, not more than ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** The policy to compare a run with; null: none. */
  readonly compareWith?: (run: PlannedRun) => Other | null;
}

const NAIVE = RULES.filter((rule) => rule !== 'kit');

/**
 * Replications of everything beside the kit itself: what the naive rules do wrong shows in the first digit, and verdicts
 * under another queue latency are held against those of the same few.
 */
const FEW = 20;

/** How policies that may be a remedy are tried: enough to tell whether they are, and cheap enough to try fifty. */
const SEARCH = { replications: 8, changes: 3 };
/** The same where a replication takes a second rather than milliseconds. */
const LARGE_SEARCH = { replications: 3, changes: 1 };
const LARGE_REQUESTS = 20_000;

/** Runs one scenario, and all that stands beside it. */
class ScenarioRun {
  readonly #run: PlannedRun;
  readonly #options: RunOptions;
  readonly #site: Site;

  constructor(run: PlannedRun, options: RunOptions, workers: Workers) {
    this.#run = run;
    this.#options = options;
    const signal = options.signal ?? new AbortController().signal;
    const now = () => performance.now();
    const beside = (NAIVE.length + QUEUE_LATENCY_FACTORS.length + 1) * Math.min(FEW, options.replications);
    const meter = new ProgressMeter(run, options.replications + beside, now, options.onProgress ?? null);
    this.#site = { workers, signal, now, progress: (replications) => meter.add(replications) };
  }

  async result(): Promise<ScenarioResult> {
    const other = this.#options.compareWith?.(this.#run) ?? null;
    const keep = other === null ? 0 : MOST_PAIRS;
    const kit = await this.#experiment({}, keep);
    const few = Math.min(FEW, kit.result.replications);
    const naive = await this.#naive(few);
    const sensitivity = await this.#sensitivity(kit.result, few);
    const comparison =
      other === null || this.#interrupted ? null : await compare(this.#run, kit, other, this.#site);
    const remedies = await this.#remedies(kit.result);
    return { ...this.#described(kit.result), naive, sensitivity, comparison, remedies };
  }

  get #interrupted(): boolean {
    return this.#site.signal.aborted;
  }

  #experiment(more: Partial<SimulateOptions>, keep = 0): Promise<Run> {
    const { settings, plan } = prepare({ ...this.#simulateOptions, ...more });
    return runExperiment(settings, plan, this.#site, keep);
  }

  get #simulateOptions(): SimulateOptions {
    const { scenario, sender, org } = this.#run;
    const { seed, replications, precision } = this.#options;
    return { scenario, sender, org, seed, replications, ...(precision !== undefined && { precision }) };
  }

  async #naive(replications: number): Promise<NaiveResult[]> {
    const found: NaiveResult[] = [];
    for (const rule of NAIVE) {
      if (this.#interrupted) break;
      const run = await this.#experiment({ rule, replications, precision: 0 });
      if (run.result.replications === replications) found.push(naiveResult(rule, run));
    }
    return found;
  }

  async #sensitivity(kit: ExperimentResult, replications: number): Promise<ScenarioResult['sensitivity']> {
    if (this.#interrupted) return [];
    const { settings, plan } = prepare({ ...this.#simulateOptions, replications, precision: 0 });
    const assumed =
      replications === kit.replications ? kit : (await runExperiment(settings, plan, this.#site)).result;
    return sensitivityOf(settings, plan, assumed.expectations, this.#site);
  }

  async #remedies({ passed, metrics }: ExperimentResult): Promise<readonly Remedy[]> {
    if (passed || this.#interrupted) return [];
    const { scenario, sender } = this.#run;
    const large = (metrics.submitted.mean ?? 0) > LARGE_REQUESTS;
    const { replications, changes } = large ? LARGE_SEARCH : SEARCH;
    const site = { ...this.#site, progress: () => undefined };
    const search = new RemedySearch(scenario.expect, changes, async (other) => {
      const options = { ...this.#simulateOptions, sender: other, replications, precision: 0 };
      const { settings, plan } = prepare(options);
      const { result } = await runExperiment(settings, plan, site);
      return this.#interrupted ? null : result;
    });
    return search.remedies(sender);
  }

  #described(
    kit: ExperimentResult,
  ): Omit<ScenarioResult, 'naive' | 'sensitivity' | 'comparison' | 'remedies'> {
    const { scenario, integration, sender } = this.#run;
    const { edition, userLicenses, otherAsyncExecutionsPerDay } = this.#run.org;
    const { metrics, replications, expectations, passed, timelines, delivery } = kit;
    const imprecise = METRICS.map(({ id }) => id).filter(
      (id) => metrics[id].mean !== null && !metrics[id].precise,
    );
    return {
      name: scenario.name,
      integration,
      seed: kit.seed,
      replications,
      stoppedBy: this.#stoppedBy(kit),
      imprecise,
      metrics,
      expectations,
      passed,
      workload: {
        requests: Math.round(requestsOf(scenario.workload)),
        horizonHours: scenario.workload.horizonHours,
        text: workloadText(scenario.workload),
      },
      policy: { sender, text: policyText(sender) },
      org: { edition, userLicenses, otherAsyncExecutionsPerDay },
      assumptions: assumptionsOf(this.#run),
      limits: limitsOf(this.#run),
      timelines,
      windows: windowsOf(scenario),
      delivery,
    };
  }

  #stoppedBy({ replications }: ExperimentResult): ScenarioResult['stoppedBy'] {
    if (this.#interrupted) return 'interrupt';
    return replications < this.#options.replications ? 'precision' : 'replications';
  }
}

function naiveResult(rule: Exclude<RuleName, 'kit'>, { result }: Run): NaiveResult {
  const { metrics, timelines, replications } = result;
  const calls = timelines.find(({ id }) => id === 'endpoint.calls')?.perMinute ?? [];
  const callsPerMinute = calls.slice(0, calls.findLastIndex((value) => value > 0) + 1);
  return { rule, replications, metrics, callsPerMinute };
}

/**
 * Runs scenarios one after the other: the kit, and beside it the naive rules, other queue latencies and, where asked for,
 * another policy, all on the same draws. After an abort the one that was under way comes with what is known of it, and no
 * other.
 *
 * @throws UserError as `simulate` of the model does, and `WorkerFailed`
 */
export async function* runScenarios(
  runs: readonly PlannedRun[],
  options: RunOptions,
): AsyncGenerator<ScenarioResult> {
  const workers = new Workers(options.workers ?? 0);
  try {
    for (const run of runs) {
      if (options.signal?.aborted) return;
      yield await new ScenarioRun(run, options, workers).result();
    }
  } finally {
    await workers.close();
  }
}
