import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { adviceOf } from '../advice.ts';
import { sensitivityText } from '../difference.ts';
import { precisionText } from '../precision.ts';
import { fateText } from '../story.ts';
import { SIGNS, type Tone, verdictOf } from '../verdict.ts';
import { comparisonLines } from './comparison.ts';
import { expectationLines } from './expectations.ts';
import { columns, type Layout, type Style, wrapped } from './layout.ts';
import { pairedLines } from './paired.ts';
import { timelineLines } from './timeline.ts';

const COLOURS: Readonly<Record<Tone, Style>> = { good: 'green', bad: 'red', middling: 'yellow' };

function verdict(result: ScenarioResult, { paint }: Layout): string {
  const { tone, text } = verdictOf(result);
  const colour = COLOURS[tone];
  const what = `${paint('bold', result.name)} for ${paint('bold', result.integration)}`;
  return `${paint(colour, SIGNS[tone])} ${what}: ${paint(colour, text)}`;
}

function bulleted(
  title: string,
  sentences: readonly string[],
  layout: Layout,
  style: Style | null,
): string[] {
  if (sentences.length === 0) return [];
  const width = columns(layout) - 4;
  const painted = (line: string): string => (style === null ? line : layout.paint(style, line));
  return [
    `  ${layout.paint('bold', title)}`,
    ...sentences.flatMap((sentence) =>
      wrapped(sentence, width - 2, '').map((line, index) => painted(`  ${index === 0 ? '-' : ' '} ${line}`)),
    ),
    '',
  ];
}

/**
 * A scenario as text for a terminal.
 *
 * @param said - what was said of the scenarios before it is not said again
 */
export function scenarioLines(
  result: ScenarioResult,
  layout: Layout,
  said: Set<string> = new Set(),
): string[] {
  const trust = [...precisionText(result), ...result.sensitivity.map(sensitivityText)];
  const unsaid = (sentences: readonly string[]): string[] => {
    const left = sentences.filter((sentence) => !said.has(sentence));
    for (const sentence of left) said.add(sentence);
    return left;
  };
  return [
    '',
    verdict(result, layout),
    ...wrapped(fateText(result), columns(layout) - 2, '').map((line) => `  ${line}`),
    '',
    ...comparisonLines(result, layout),
    '',
    ...timelineLines(result, layout),
    '',
    ...expectationLines(result, layout),
    ...bulleted('What to change', adviceOf(result), layout, null),
    ...pairedLines(result, layout),
    ...bulleted('What limits the policy', unsaid(result.limits), layout, 'dim'),
    ...bulleted('How far to trust this', trust, layout, 'dim'),
    ...bulleted('Assumptions', unsaid(result.assumptions), layout, 'dim'),
  ];
}

/** What all scenarios together came to; nothing to say about a single one. */
export function summaryLines(results: readonly ScenarioResult[], { paint }: Layout): string[] {
  if (results.length < 2) return [];
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return [paint('green', `${SIGNS.good} ${results.length} scenarios, all passed.`)];
  const names = failed.map(({ name, integration }) => `${name} for ${integration}`).join(', ');
  return [paint('red', `${SIGNS.bad} ${results.length} scenarios, ${failed.length} failed: ${names}.`)];
}
