import type { Estimates } from '../model/simulation/gates.ts';
import { METRICS, type Metric, type MetricId } from '../model/simulation/metrics.ts';
import type { ScenarioResult } from '../model/simulation/scenario-result.ts';
import type { RuleName } from '../model/simulation/settings.ts';
import { valueText } from './text/format.ts';

/** A line of the table that sets the kit beside the naive rules. */
export interface ComparedLine {
  readonly label: string;
  readonly metric: MetricId;
  /** What null reads like. */
  readonly none: string;
  /** A value above 0 is bad news. */
  readonly bad?: true;
}

export const COMPARED: readonly ComparedLine[] = [
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

export function unitOf(metric: string): Metric['unit'] {
  return METRICS.find(({ id }) => id === metric)?.unit ?? 'requests';
}

/** The kit, and the rules that it is set beside. */
export function sidesOf(
  result: ScenarioResult,
): readonly { readonly rule: RuleName; readonly metrics: Estimates }[] {
  return [{ rule: 'kit', metrics: result.metrics }, ...result.naive];
}

export function comparedCell(
  line: ComparedLine,
  metrics: Estimates,
): { readonly text: string; readonly bad: boolean } {
  const { mean } = metrics[line.metric];
  const text = valueText(unitOf(line.metric), mean, line.none);
  return { text, bad: (line.bad === true && mean !== null && mean > 0) || text === 'never' };
}
