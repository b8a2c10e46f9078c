import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { COMPARED, comparedCell, sidesOf } from '../compared.ts';
import { columns, type Layout } from './layout.ts';
import { RULE_NAMES } from './rules.ts';

const LABEL = 29;
const NARROWEST_CELL = 17;
const WIDEST_CELL = 24;

/** The numbers that matter, ours beside the naive rules; means over the replications. */
export function comparisonLines(result: ScenarioResult, layout: Layout): string[] {
  const { paint } = layout;
  const sides = sidesOf(result);
  const room = Math.floor((columns(layout) - LABEL) / sides.length);
  const width = Math.max(NARROWEST_CELL, Math.min(WIDEST_CELL, room));
  const head = sides.map(({ rule }) => RULE_NAMES[rule].padStart(width)).join('');
  return [
    paint('bold', `${' '.repeat(LABEL)}${head}`),
    ...COMPARED.map((line) => {
      const cells = sides.map(({ metrics }) => {
        const { text, bad } = comparedCell(line, metrics);
        return bad ? paint('red', text.padStart(width)) : text.padStart(width);
      });
      return `  ${line.label.padEnd(LABEL - 2)}${cells.join('')}`;
    }),
  ];
}
