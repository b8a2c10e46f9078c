import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { unitOf } from '../compared.ts';
import { differenceText } from '../difference.ts';
import { valueText } from './format.ts';
import type { Layout } from './layout.ts';

const LABEL = 30;
const CELL = 11;

/** What another policy does differently on the same draws: what is no accident of the draws. */
export function pairedLines({ comparison }: ScenarioResult, { paint }: Layout): string[] {
  if (comparison === null) return [];
  const { file, metrics } = comparison;
  const clear = metrics.filter(({ significant }) => significant);
  const title = `  ${paint('bold', `Compared with ${file}`)}`;
  if (clear.length === 0) return [title, '  - No metric differs by more than the draws do.', ''];
  const cells = (...texts: readonly string[]): string => texts.map((text) => text.padStart(CELL)).join('');
  return [
    title,
    `  ${''.padEnd(LABEL)}${paint('dim', `${cells('this', 'other')}  difference`)}`,
    ...clear.map((metric) => {
      const value = (mean: number | null) => valueText(unitOf(metric.id), mean, 'never');
      return `  ${metric.id.padEnd(LABEL)}${cells(value(metric.a), value(metric.b))}  ${differenceText(metric)}`;
    }),
    '',
  ];
}
