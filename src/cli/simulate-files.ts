import { resolve } from 'node:path';
import { generatorVersion } from '../files/kit.ts';
import { OutputFile } from '../files/output-file.ts';
import type { ScenarioResult } from '../model/simulation/scenario-result.ts';
import { UserError } from '../model/user-error.ts';
import type { PlannedRun } from '../simulate/plan.ts';
import type { SimulateRequest } from './simulate.ts';

const PLAIN_WORD = /^[\w./:@+-]+$/u;

/** A word as a shell takes it. */
function quoted(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command line that gives the same numbers. */
function commandLine({
  config,
  scenarios,
  integration,
  compare,
  replications,
  seed,
}: SimulateRequest): string {
  return [
    'sf retry simulate',
    `--config ${quoted(config)}`,
    ...scenarios.map((name) => `--scenario ${quoted(name)}`),
    ...(integration === undefined ? [] : [`--integration ${quoted(integration)}`]),
    ...(compare === undefined ? [] : [`--compare ${quoted(compare)}`]),
    `--replications ${replications}`,
    `--seed ${seed}`,
  ].join(' ');
}

/** A file that is read by the run, or written twice, would not survive it. */
function checkApart({ config, compare, report, trace }: SimulateRequest): void {
  const given = (paths: readonly (string | undefined)[]) => paths.filter((path) => path !== undefined);
  const taken = new Set(given([config, compare]).map((path) => resolve(path)));
  for (const path of given([report, trace])) {
    const absolute = resolve(path);
    if (taken.has(absolute)) throw new UserError({ area: 'simulate', code: 'SameFile', values: [path] });
    taken.add(absolute);
  }
}

/** The files that a simulation writes, opened before it begins. */
export class SimulateFiles {
  readonly #request: SimulateRequest;
  readonly #report: OutputFile | null;
  readonly #trace: OutputFile | null;

  /** @throws UserError `SameFile`, and as `OutputFile` does */
  constructor(request: SimulateRequest) {
    checkApart(request);
    this.#request = request;
    this.#report = request.report === undefined ? null : new OutputFile(request.report);
    try {
      this.#trace = request.trace === undefined ? null : new OutputFile(request.trace);
    } catch (error) {
      this.#report?.discard();
      throw error;
    }
  }

  async write(runs: readonly PlannedRun[], scenarios: readonly ScenarioResult[]): Promise<void> {
    if (this.#trace) await this.#writeTrace(this.#trace, runs);
    if (this.#report) await this.#writeReport(this.#report, scenarios);
  }

  /** What is not written by now is not going to be. */
  discard(): void {
    this.#report?.discard();
    this.#trace?.discard();
  }

  async #writeTrace(file: OutputFile, runs: readonly PlannedRun[]): Promise<void> {
    const { traceRun } = await import('../simulate/trace.ts');
    for (const run of runs) {
      traceRun(run, this.#request.seed, (line) => file.write(`${JSON.stringify(line)}\n`));
    }
    file.commit();
  }

  async #writeReport(file: OutputFile, scenarios: readonly ScenarioResult[]): Promise<void> {
    const { htmlReport } = await import('../report/html/page.ts');
    const generator = `sf-plugin-retry ${await generatorVersion()}`;
    file.write(htmlReport({ scenarios, command: commandLine(this.#request), generator }));
    file.commit();
  }
}
