import { METRICS, type Metric, type MetricId } from '../../model/simulation/metrics.ts';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import type { Estimate } from '../../model/simulation/statistics/estimate.ts';
import { valueText } from '../text/format.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup } from './markup.ts';

function intervalText({ unit }: Metric, { interval }: Estimate): string {
  return interval === null ? '-' : interval.map((end) => valueText(unit, end, '')).join(' to ');
}

/** Every metric with what is known about it; those that are always 0 in one line. */
export function metricTable({ metrics }: ScenarioResult): Markup {
  const isZero = ({ id }: Metric & { readonly id: MetricId }): boolean =>
    metrics[id].min === 0 && metrics[id].max === 0;
  const rows = METRICS.filter((metric) => !isZero(metric)).map((metric) => {
    const estimate = metrics[metric.id];
    const value = (number: number | null): string => valueText(metric.unit, number, 'never');
    return [
      html`<code>${metric.id}</code>`,
      value(estimate.mean),
      intervalText(metric, estimate),
      value(estimate.min),
      value(estimate.max),
    ];
  });
  const zeros = METRICS.filter(isZero).map(({ id }) => id);
  return html`<details><summary>All metrics</summary>${dataTable({
    caption: 'Over the replications',
    head: ['Metric', 'Mean', '95 % interval of the mean', 'Least', 'Most'],
    rows,
  })}${zeros.length > 0 && html`<p class="quiet">Always 0: ${zeros.join(', ')}.</p>`}</details>`;
}

/** What each metric says, once for the whole page. */
export function glossary(): Markup {
  return html`<details><summary>What the metrics mean</summary>${dataTable({
    caption: 'Metrics, as “expect” in retry.yml names them',
    head: ['Metric', 'Meaning', 'Unit'],
    rows: METRICS.map(({ id, description, unit }) => [html`<code>${id}</code>`, description, unit]),
  })}</details>`;
}
