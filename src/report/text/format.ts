import type { Metric } from '../../model/simulation/metrics.ts';

/** Three digits that count, thousands set off, no more decimals than that. */
export function number(value: number): string {
  const digits = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const maximumFractionDigits = Math.min(4, Math.max(0, 3 - Math.max(digits, 0)));
  const rounded = Number.isInteger(value) ? value : Number(value.toFixed(maximumFractionDigits));
  return rounded.toLocaleString('en-US', { maximumFractionDigits });
}

export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.01) return '< 0.01 %';
  const decimals = value === 0 || value >= 10 ? 0 : value >= 1 ? 1 : 2;
  return `${value.toFixed(decimals)} %`;
}

/** A time in the unit that a reader would pick. */
export function duration(minutes: number): string {
  if (minutes < 1.5) return `${Math.round(minutes * 60)} s`;
  if (minutes < 10) return `${minutes.toFixed(1)} min`;
  if (minutes < 180) return `${Math.round(minutes)} min`;
  return `${number(minutes / 60)} h`;
}

/** A value of a metric; `none` for one that is infinite or cannot be said. */
export function valueText(unit: Metric['unit'], value: number | null, none: string): string {
  if (value === null) return none;
  if (unit === 'share') return percent(value);
  return unit === 'minutes' ? duration(value) : number(value);
}
