import { scaleUtc } from 'd3-scale';

const MINUTE_MS = 60_000;
/** Minutes that one point may stand for: those that round times are multiples of. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440];
/** Labels that fit side by side on a telephone. */
const TICKS = 6;

/** The one axis that all charts of a scenario share: `count` points of `step` minutes each. */
export interface TimeAxis {
  readonly step: number;
  readonly count: number;
  readonly ticks: readonly { readonly minute: number; readonly label: string }[];
}

/** A minute as hours and minutes since the start. */
export function clockTime(minute: number): string {
  const whole = Math.floor(minute);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** @param points - the most that the axis may have */
export function timeAxis(minutes: number, points: number): TimeAxis {
  const span = Math.max(1, minutes);
  const step = STEPS.find((each) => span / each <= points) ?? Math.ceil(span / points);
  const count = Math.ceil(span / step);
  const scale = scaleUtc().domain([new Date(0), new Date(count * step * MINUTE_MS)]);
  const ticks = scale.ticks(TICKS).map((date) => date.getTime() / MINUTE_MS);
  return {
    step,
    count,
    ticks: ticks
      .filter((minute) => Number.isInteger(minute))
      .map((minute) => ({ minute, label: clockTime(minute) })),
  };
}

/** Where a minute is on the axis, as SVG takes it. */
export function across(minute: number, { step, count }: TimeAxis): string {
  const share = Math.min(1, Math.max(0, minute / (step * count)));
  return `${Number((share * 100).toFixed(2))}%`;
}

/** How the minutes of one point become one value. */
export type Grouping = 'most' | 'last' | 'mean';

/** One value per point of the axis. Minutes that are missing at the end are like the last one for `last`, and 0 otherwise. */
export function points(
  perMinute: readonly number[],
  { step, count }: TimeAxis,
  grouping: Grouping,
): number[] {
  return Array.from({ length: count }, (_, point) => {
    const minutes = perMinute.slice(point * step, (point + 1) * step);
    if (grouping === 'most') return Math.max(0, ...minutes);
    if (grouping === 'last') return minutes.at(-1) ?? perMinute.at(-1) ?? 0;
    return minutes.reduce((sum, value) => sum + value, 0) / step;
  });
}

/** A row for every point at which something changes: its time and its cells. The points between are like the one before. */
export function changes(columns: readonly (readonly string[])[], { step, count }: TimeAxis): string[][] {
  const rows: string[][] = [];
  for (let point = 0; point < count; point++) {
    const cells = columns.map((column) => column[point] ?? '');
    if (rows.at(-1)?.slice(1).join('|') !== cells.join('|')) rows.push([clockTime(point * step), ...cells]);
  }
  return rows;
}
