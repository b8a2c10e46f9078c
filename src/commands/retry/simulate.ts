import { styleText } from 'node:util';
import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { withUserErrors } from '../../cli/errors.ts';
import { abortOnInterrupt } from '../../cli/interrupt.ts';
import { exitCodeOf, simulateAll } from '../../cli/simulate.ts';
import { statusLine } from '../../cli/status-line.ts';
import { BUILTIN_SCENARIOS } from '../../model/simulation/builtin-scenarios.ts';
import type { SimulateResult } from '../../model/simulation/scenario-result.ts';
import { DEFAULT_REPLICATIONS, DEFAULT_SEED } from '../../model/simulation/simulate.ts';
import { scenarioProgressLine } from '../../report/text/progress.ts';
import { scenarioLines, summaryLines } from '../../report/text/scenario.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.simulate');

const DEFAULT_WIDTH = 80;
const BUILTIN_NAMES = BUILTIN_SCENARIOS.map(({ name }) => name).join(', ');

export type RetrySimulateResult = SimulateResult;

export default class RetrySimulate extends SfCommand<RetrySimulateResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    config: Flags.string({
      char: 'f',
      summary: messages.getMessage('flags.config.summary'),
      default: 'retry.yml',
    }),
    scenario: Flags.string({
      summary: messages.getMessage('flags.scenario.summary'),
      description: messages.getMessage('flags.scenario.description', [BUILTIN_NAMES]),
      multiple: true,
    }),
    integration: Flags.string({ summary: messages.getMessage('flags.integration.summary') }),
    replications: Flags.integer({
      summary: messages.getMessage('flags.replications.summary'),
      description: messages.getMessage('flags.replications.description'),
      min: 1,
      max: 1_000_000,
      default: DEFAULT_REPLICATIONS,
    }),
    seed: Flags.integer({
      summary: messages.getMessage('flags.seed.summary'),
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      default: DEFAULT_SEED,
    }),
    report: Flags.string({ summary: messages.getMessage('flags.report.summary') }),
    trace: Flags.string({ summary: messages.getMessage('flags.trace.summary') }),
    compare: Flags.string({
      summary: messages.getMessage('flags.compare.summary'),
      description: messages.getMessage('flags.compare.description'),
    }),
  };

  public override async run(): Promise<RetrySimulateResult> {
    const { flags } = await this.parse(RetrySimulate);
    const signal = abortOnInterrupt(() => messages.getMessage('info.interrupted'));
    const { config, integration, replications, seed, report, trace, compare, scenario = [] } = flags;
    const status = statusLine(process.stderr, Date.now, this.jsonEnabled());
    const said = new Set<string>();
    const request = { config, scenarios: scenario, integration, replications, seed, report, trace, compare };
    const scenarios = await withUserErrors(() =>
      simulateAll(request, {
        signal,
        warn: (text) => this.warn(text),
        progress: (progress) => status.show(() => scenarioProgressLine(progress)),
        result: (result) => {
          status.clear();
          this.print(scenarioLines(result, this.layout(), said));
        },
      }),
    );
    this.print(summaryLines(scenarios, this.layout()));
    process.exitCode = exitCodeOf(scenarios, signal);
    if (report !== undefined && !signal.aborted) this.log(messages.getMessage('info.report', [report]));
    return { scenarios: [...scenarios] };
  }

  private layout(): Parameters<typeof scenarioLines>[1] {
    return { width: process.stdout.columns ?? DEFAULT_WIDTH, paint: (style, text) => styleText(style, text) };
  }

  private print(lines: readonly string[]): void {
    if (lines.length > 0) this.log(lines.join('\n'));
  }
}
