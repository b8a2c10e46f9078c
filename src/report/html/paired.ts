import type { Comparison } from '../../model/simulation/scenario-result.ts';
import { unitOf } from '../compared.ts';
import { differenceText } from '../difference.ts';
import { valueText } from '../text/format.ts';
import { dataTable } from './data-table.ts';
import { type Content, html, type Markup } from './markup.ts';

type PairedDifference = Comparison['metrics'][number];

function row(difference: PairedDifference): Content[] {
  const unit = unitOf(difference.id);
  const value = (mean: number | null) => valueText(unit, mean, 'never');
  return [
    html`<code>${difference.id}</code>`,
    value(difference.a),
    value(difference.b),
    differenceText(difference),
  ];
}

/** Two policies that met the same draws. */
export function pairedComparison(comparison: Comparison | null): Markup {
  if (comparison === null) return html``;
  const { file, policies, metrics } = comparison;
  const clear = metrics.filter(({ significant }) => significant);
  const table = (caption: string, rows: readonly PairedDifference[]): Markup =>
    dataTable({ caption, head: ['Metric', 'This file', file, 'Difference'], rows: rows.map(row) });
  const shown = 'Differences that are no accident of the draws (5 %, corrected for the number of metrics)';
  return html`<h3>Compared with ${file}</h3>
<ul><li>This file: ${policies.a.join(' ')}</li><li>${file}: ${policies.b.join(' ')}</li></ul>
${clear.length === 0 ? html`<p>No metric differs by more than the draws do.</p>` : table(shown, clear)}
<details><summary>All metrics</summary>${table('All metrics, means and difference with its 95 % interval', metrics)}</details>`;
}
