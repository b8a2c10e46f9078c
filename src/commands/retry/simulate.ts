import { styleText } from 'node:util';
import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { withUserErrors } from '../../cli/errors.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { policyOf } from '../../config/policy-of.ts';
import { issueText, readConfig } from '../../config/read.ts';
import type { ScenarioResult, SimulateResult } from '../../model/simulation/scenario-result.ts';
import { DEFAULT_REPLICATIONS, DEFAULT_SEED } from '../../model/simulation/simulate.ts';
import { scenarioLines, summaryLines } from '../../report/text/scenario.ts';
import { planRuns } from '../../simulate/plan.ts';
import { runScenarios } from '../../simulate/run.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.simulate');

const DEFAULT_WIDTH = 80;

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
      description: messages.getMessage('flags.scenario.description'),
      multiple: true,
    }),
    integration: Flags.string({ summary: messages.getMessage('flags.integration.summary') }),
    replications: Flags.integer({
      summary: messages.getMessage('flags.replications.summary'),
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
  };

  public override async run(): Promise<RetrySimulateResult> {
    const { flags } = await this.parse(RetrySimulate);
    const scenarios: ScenarioResult[] = [];
    exitOnInterrupt(() => messages.getMessage('info.interrupted', [scenarios.length]));
    await withUserErrors(async () => {
      const { config, warnings } = await readConfig(flags.config);
      for (const warning of warnings) this.warn(issueText(warning));
      const selection = { scenarios: flags.scenario ?? [], integration: flags.integration ?? null };
      const runs = planRuns(config, selection, policyOf);
      for await (const result of runScenarios(runs, { seed: flags.seed, replications: flags.replications })) {
        scenarios.push(result);
        this.print(scenarioLines(result, this.layout()));
      }
    });
    this.print(summaryLines(scenarios, this.layout()));
    if (scenarios.some(({ passed }) => !passed)) process.exitCode = 1;
    return { scenarios };
  }

  private layout(): Parameters<typeof scenarioLines>[1] {
    return { width: process.stdout.columns ?? DEFAULT_WIDTH, paint: (style, text) => styleText(style, text) };
  }

  private print(lines: readonly string[]): void {
    if (lines.length > 0) this.log(lines.join('\n'));
  }
}
