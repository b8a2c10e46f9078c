import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { issueText, readConfig } from '../config/read.ts';
import { senderOf } from '../config/sender-of.ts';
import type { ScenarioResult } from '../model/simulation/scenario-result.ts';
import { UserError } from '../model/user-error.ts';
import { type PlannedRun, planRuns } from '../simulate/plan.ts';
import type { Progress } from '../simulate/progress.ts';
import { withRecordedTimes } from '../simulate/recorded-times.ts';
import { type RunOptions, runScenarios } from '../simulate/run.ts';
import { INTERRUPTED } from './interrupt.ts';
import { SimulateFiles } from './simulate-files.ts';

/** More threads than this find too little to do. */
const MOST_WORKERS = 8;

/** What a command line asks for. */
export interface SimulateRequest {
  readonly config: string;
  /** None: those of the file, or all built-in ones. */
  readonly scenarios: readonly string[];
  readonly integration: string | undefined;
  readonly replications: number;
  readonly seed: number;
  /** File for the HTML report. */
  readonly report: string | undefined;
  /** File for the events of the first replications. */
  readonly trace: string | undefined;
  /** Config file to compare with. */
  readonly compare: string | undefined;
}

/** Who wants to know what, while it runs. */
export interface SimulateListener {
  /** Aborted: what is known so far is the result, and no file is written. */
  readonly signal: AbortSignal;
  readonly warn: (text: string) => void;
  readonly progress: (progress: Progress) => void;
  readonly result: (result: ScenarioResult) => void;
}

/** The policies of another file, for the scenarios of this one. */
async function otherPolicies(
  file: string,
  runs: readonly PlannedRun[],
): Promise<NonNullable<RunOptions['compareWith']>> {
  const { config } = await readConfig(file);
  const others = new Map(config.integrations.map((integration) => [integration.name, integration]));
  const missing = runs.find(({ integration }) => !others.has(integration));
  if (missing) {
    throw new UserError({
      area: 'simulate',
      code: 'NothingToCompare',
      values: [file, missing.integration],
      actionValues: [missing.integration],
    });
  }
  return (run) => {
    const other = others.get(run.integration);
    return other ? { file, run: { ...run, sender: senderOf(other) } } : null;
  };
}

/**
 * Config file -> scenarios -> results, report and trace. Whatever is wrong with the command line shows before the first
 * replication.
 *
 * @throws UserError of the rooms config, files and simulate
 */
export async function simulateAll(
  request: SimulateRequest,
  listener: SimulateListener,
): Promise<readonly ScenarioResult[]> {
  const { config: asWritten, warnings } = await readConfig(request.config);
  for (const warning of warnings) listener.warn(issueText(warning));
  const config = await withRecordedTimes(asWritten, dirname(request.config));
  const selection = { scenarios: request.scenarios, integration: request.integration ?? null };
  const runs = planRuns(config, selection, senderOf);
  const compareWith = request.compare === undefined ? null : await otherPolicies(request.compare, runs);
  const files = new SimulateFiles(request);
  const { seed, replications } = request;
  const { signal, progress: onProgress } = listener;
  const threads = Math.min(availableParallelism(), MOST_WORKERS);
  const options: RunOptions = {
    seed,
    replications,
    workers: threads > 1 ? threads : 0,
    signal,
    onProgress,
    ...(compareWith && { compareWith }),
  };
  const scenarios: ScenarioResult[] = [];
  try {
    for await (const result of runScenarios(runs, options)) {
      scenarios.push(result);
      listener.result(result);
    }
    if (!signal.aborted) await files.write(runs, scenarios);
    return scenarios;
  } finally {
    files.discard();
  }
}

/** What a shell learns: everything that was expected holds, something does not, or nobody waited for the end. */
export function exitCodeOf(scenarios: readonly ScenarioResult[], signal: AbortSignal): number {
  if (signal.aborted) return INTERRUPTED;
  return scenarios.every(({ passed }) => passed) ? 0 : 1;
}
