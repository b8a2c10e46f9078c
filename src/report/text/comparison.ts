import type { Estimates } from '../../model/simulation/gates.ts';
import { METRICS, type MetricId } from '../../model/simulation/metrics.ts';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import type { RuleName } from '../../model/simulation/settings.ts';
import { valueText } from './format.ts';
import { columns, type Layout, type Style } from './layout.ts';
import { RULE_NAMES } from './rules.ts';

interface Line {
  readonly label: string;
  readonly metric: MetricId;
  /** What null reads like. */
  readonly none: string;
  /** A value above 0 is bad news. */
  readonly bad?: true;
}

const LINES: readonly Line[] = [
  { label: 'delivered', metric: 'delivered', none: '-' },
  { label: 'dead-lettered', metric: 'deadLettered', none: '-', bad: true },
  { label: 'lost', metric: 'lost', none: '-', bad: true },
  { label: 'still waiting at the end', metric: 'waiting', none: '-' },
  { label: '50 % delivered within', metric: 'deliveryMinutes.p50', none: 'never' },
  { label: '95 % delivered within', metric: 'deliveryMinutes.p95', none: 'never' },
  { label: 'calls of the endpoint', metric: 'endpoint.calls', none: '-' },
  { label: 'calls in the worst second', metric: 'endpoint.peakPerSecond', none: '-' },
  { label: 'same retry in one minute', metric: 'retryWave.worstMinuteShare', none: '-' },
  { label: 'async executions used', metric: 'asyncExecutions.total', none: '-' },
  { label: 'peak share of daily limit', metric: 'asyncExecutions.shareOfLimit', none: '-' },
  { label: 'LimitExceptions', metric: 'limitExceptions', none: '-', bad: true },
];

const LABEL = 29;
const CELL = 17;

function cell(line: Line, estimates: Estimates): { readonly text: string; readonly style: Style | null } {
  const { mean } = estimates[line.metric];
  const unit = METRICS.find(({ id }) => id === line.metric)?.unit ?? 'requests';
  const text = valueText(unit, mean, line.none);
  const bad = (line.bad === true && mean !== null && mean > 0) || text === 'never';
  return { text, style: bad ? 'red' : null };
}

/** The numbers that matter, ours beside the naive rules; means over the replications. */
export function comparisonLines(result: ScenarioResult, layout: Layout): string[] {
  const { paint } = layout;
  const sides: { readonly rule: RuleName; readonly metrics: Estimates }[] = [
    { rule: 'kit', metrics: result.metrics },
    ...result.naive,
  ];
  const width = Math.max(CELL, Math.min(24, Math.floor((columns(layout) - LABEL) / sides.length)));
  const head = sides.map(({ rule }) => RULE_NAMES[rule].padStart(width)).join('');
  return [
    paint('bold', `${' '.repeat(LABEL)}${head}`),
    ...LINES.map((line) => {
      const cells = sides.map(({ metrics }) => {
        const { text, style } = cell(line, metrics);
        const padded = text.padStart(width);
        return style === null ? padded : paint(style, padded);
      });
      return `  ${line.label.padEnd(LABEL - 2)}${cells.join('')}`;
    }),
  ];
}
