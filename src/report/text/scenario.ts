import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { comparisonLines } from './comparison.ts';
import { expectationLines } from './expectations.ts';
import { duration, number } from './format.ts';
import { columns, type Layout, wrapped } from './layout.ts';
import { timelineLines } from './timeline.ts';

function verdict({ name, integration, expectations, passed }: ScenarioResult, { paint }: Layout): string {
  const what = `${paint('bold', name)} for ${paint('bold', integration)}`;
  if (expectations.length === 0) return `${paint('yellow', '•')} ${what}: nothing was expected`;
  if (passed) return `${paint('green', '✔')} ${what}: ${paint('green', 'passed')}`;
  const failed = expectations.filter((gate) => !gate.passed).length;
  return `${paint('red', '✘')} ${what}: ${paint('red', 'FAILED')}, ${failed} of ${expectations.length} expectations do not hold`;
}

/** What became of the requests, in one sentence. */
function story({ metrics }: ScenarioResult): string {
  const mean = (id: 'submitted' | 'delivered' | 'deadLettered' | 'lost'): number => metrics[id].mean ?? 0;
  const waiting = (metrics.waiting.mean ?? 0) + (metrics.inFlight.mean ?? 0);
  const all = mean('delivered') === mean('submitted');
  const drained = metrics.drainedMinutes.mean;
  const parts = [
    `${number(mean('submitted'))} requests: ${all ? 'all' : number(mean('delivered'))} delivered`,
    `${number(mean('deadLettered'))} dead-lettered`,
    `${number(mean('lost'))} lost`,
    ...(waiting > 0 ? [`${number(waiting)} still waiting`] : []),
  ];
  return `${parts.join(', ')}${drained === null ? '' : `; the last one settled after ${duration(drained)}`}.`;
}

function bulleted(title: string, sentences: readonly string[], layout: Layout): string[] {
  const width = columns(layout) - 4;
  return [
    `  ${layout.paint('bold', title)}`,
    ...sentences.flatMap((sentence) =>
      wrapped(sentence, width - 2, '').map((line, index) =>
        layout.paint('dim', `  ${index === 0 ? '-' : ' '} ${line}`),
      ),
    ),
    '',
  ];
}

/** A scenario as text for a terminal. */
export function scenarioLines(result: ScenarioResult, layout: Layout): string[] {
  const runs = `Seed ${result.seed}; means of ${number(result.replications)} replications, of at most 20 for the rules beside the kit.`;
  return [
    '',
    verdict(result, layout),
    ...wrapped(story(result), columns(layout) - 2, '').map((line) => `  ${line}`),
    '',
    ...comparisonLines(result, layout),
    '',
    ...timelineLines(result, layout),
    '',
    ...expectationLines(result, layout),
    ...bulleted('What limits the policy', result.limits, layout),
    ...bulleted('Assumptions', [...result.assumptions, runs], layout),
  ];
}

/** What all scenarios together came to; nothing to say about a single one. */
export function summaryLines(results: readonly ScenarioResult[], { paint }: Layout): string[] {
  if (results.length < 2) return [];
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return [paint('green', `✔ ${results.length} scenarios, all passed.`)];
  const names = failed.map(({ name, integration }) => `${name} for ${integration}`).join(', ');
  return [paint('red', `✘ ${results.length} scenarios, ${failed.length} failed: ${names}.`)];
}
