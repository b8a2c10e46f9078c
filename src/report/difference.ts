import type { Comparison, Sensitivity } from '../model/simulation/scenario-result.ts';
import { unitOf } from './compared.ts';
import { valueText } from './text/format.ts';

type PairedDifference = Comparison['metrics'][number];

function signed(unit: ReturnType<typeof unitOf>, value: number): string {
  const text = valueText(unit, Math.abs(value), '');
  if (value === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** A difference with its sign and interval. */
export function differenceText({ id, difference, interval }: PairedDifference): string {
  if (difference === null) return 'cannot be said';
  const unit = unitOf(id);
  const value = signed(unit, difference);
  if (interval === null || interval[0] === interval[1]) return value;
  return `${value} (95 %: ${signed(unit, interval[0])} to ${signed(unit, interval[1])})`;
}

/** What another queue latency changes about the verdict. */
export function sensitivityText({ queueLatencyFactor, flips, expectations }: Sensitivity): string {
  const when = queueLatencyFactor === 0 ? 'If jobs started at once' : 'If jobs waited ten times as long';
  if (flips.length > 0) return `${when}, the verdict would change: ${flips.join('; ')}.`;
  return `${when}, ${expectations.length === 0 ? 'there would be no expectation to fail either' : 'every verdict would be the same'}.`;
}
