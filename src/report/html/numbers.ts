import type { MetricId } from '../../model/simulation/metrics.ts';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { valueText } from '../text/format.ts';
import { type Content, html, type Markup } from './markup.ts';

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly bad: boolean;
}

function tiles({ metrics }: ScenarioResult): Tile[] {
  const mean = (id: MetricId): number => metrics[id].mean ?? 0;
  const count = (id: MetricId): string => valueText('requests', mean(id), '-');
  const minutes = (id: MetricId): string => valueText('minutes', metrics[id].mean, 'never');
  const share = valueText('share', mean('deadLetterShare'), '-');
  return [
    // Nearly all is not all.
    {
      name: 'Delivered',
      value: valueText('requests', Math.floor(mean('delivered')), '-'),
      note: `of ${count('submitted')} requests`,
      bad: false,
    },
    {
      name: 'Dead letters',
      value: count('deadLettered'),
      note: `${share} of them`,
      bad: mean('deadLettered') > 0,
    },
    { name: 'Lost', value: count('lost'), note: 'known to nobody any more', bad: mean('lost') > 0 },
    {
      name: '95 % delivered within',
      value: minutes('deliveryMinutes.p95'),
      note: `half within ${minutes('deliveryMinutes.p50')}`,
      bad: metrics['deliveryMinutes.p95'].mean === null,
    },
    {
      name: 'Cost in async executions',
      value: count('asyncExecutions.total'),
      note: `the org peaks at ${valueText('share', mean('asyncExecutions.shareOfLimit'), '-')} of its limit`,
      bad: mean('asyncExecutions.refused') > 0,
    },
    {
      name: 'Worst minute of the endpoint',
      value: `${count('endpoint.peakPerMinute')} calls`,
      note: `${valueText('calls per request', metrics.amplification.mean, '-')} calls for each request`,
      bad: false,
    },
  ];
}

/** The few numbers that matter; means over the replications. */
export function keyNumbers(result: ScenarioResult): Markup {
  const cells: Content[] = tiles(result).map(
    ({ name, value, note, bad }) =>
      html`<div><dt>${name}</dt><dd${bad && html` class="bad"`}>${value}<small>${note}</small></dd></div>`,
  );
  return html`<dl class="numbers">${cells}</dl>`;
}
