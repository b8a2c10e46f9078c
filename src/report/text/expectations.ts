import type { GateResult } from '../../model/simulation/gates.ts';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { unitOf } from '../compared.ts';
import { valueText } from './format.ts';
import type { Layout } from './layout.ts';

/** What decided about an expectation, with its interval. */
export function measuredText({ metric, actual, interval }: GateResult): string {
  const unit = unitOf(metric);
  const value = valueText(unit, actual, 'never');
  if (interval === null || interval[0] === interval[1]) return value;
  const [low, high] = interval.map((end) => valueText(unit, end, ''));
  return low === high ? value : `${value} (95 %: ${low} to ${high})`;
}

/** Each expectation, what was measured, and whether it holds. */
export function expectationLines({ expectations }: ScenarioResult, { paint }: Layout): string[] {
  if (expectations.length === 0) return [];
  const texts = expectations.map(({ metric, expected }) => `${metric} ${expected}`);
  const width = Math.max(...texts.map(({ length }) => length));
  return [
    `  ${paint('bold', 'Expected')}`,
    ...expectations.map((gate, index) => {
      const mark = gate.passed ? paint('green', '✔') : paint('red', '✘');
      const text = `${String(texts[index]).padEnd(width)}   ${measuredText(gate)}`;
      return `  ${mark} ${gate.passed ? text : paint('red', text)}`;
    }),
    '',
  ];
}
