import { scaleLinear } from 'd3-scale';
import { html, type Markup } from './markup.ts';
import { across, type TimeAxis } from './time-axis.ts';

/** Size of the plot in the units of its own view box, which stretches with the page. */
const WIDTH = 1000;
const HEIGHT = 100;
/** Pixels: above the plot for the label of the highest line, and below it for the time axis. */
const TOP = 18;
const PLOT = 120;
const BOTTOM = 22;
const MOST_LINES = 3;

export interface Layer {
  readonly kind: 'area' | 'line';
  /** Class of the style sheet that gives it its colour. */
  readonly colour: string;
  /** One per point of the axis. */
  readonly values: readonly number[];
}

/** A time in which the endpoint was disturbed. */
export interface Shade {
  readonly kind: string;
  readonly fromMinute: number;
  readonly toMinute: number;
}

export interface TimeChart {
  /** Ids of the elements that say what it shows. */
  readonly labels: string;
  readonly axis: TimeAxis;
  readonly layers: readonly Layer[];
  readonly shades: readonly Shade[];
  /** A line that must not be crossed; null: there is none. */
  readonly limit: number | null;
  /** How a value of the vertical axis reads. */
  readonly format: (value: number) => string;
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}

/** Steps: each value holds to the next point, the last one to the end of the axis. Equal neighbours are one step. */
function path({ kind, values }: Layer, y: (value: number) => number): string {
  const heights = values.map((value) => rounded(y(value)));
  const steps = heights.map((height, index) =>
    height === heights[index - 1] ? '' : `H${rounded((index / values.length) * WIDTH)}V${height}`,
  );
  const end = kind === 'area' ? `V${HEIGHT}H0Z` : '';
  return `M0,${heights[0] ?? HEIGHT}${steps.slice(1).join('')}H${WIDTH}${end}`;
}

function pixel(value: number, y: (value: number) => number): string {
  return (TOP + (y(value) / HEIGHT) * PLOT).toFixed(1);
}

function shadeMarks(shades: readonly Shade[], axis: TimeAxis): Markup[] {
  const end = axis.step * axis.count;
  return shades
    .filter(({ fromMinute }) => fromMinute < end)
    .map(({ kind, fromMinute, toMinute }) => {
      const width = across(Math.min(end, toMinute) - fromMinute, axis);
      return html`<rect class="shade ${kind}" x="${across(fromMinute, axis)}" width="${width}" y="${TOP}" height="${PLOT}"/>`;
    });
}

function timeMarks(axis: TimeAxis): Markup[] {
  const end = axis.step * axis.count;
  return axis.ticks.map(({ minute, label }) => {
    const anchor = minute === 0 ? 'first' : minute > end * 0.95 ? 'last' : 'middle';
    return html`<text class="${anchor}" x="${across(minute, axis)}" y="${TOP + PLOT + 17}">${label}</text>`;
  });
}

/** A timeline as SVG: shapes stretch with the page, letters do not. */
export function timeChart(chart: TimeChart): Markup {
  const { labels, axis, layers, shades, limit, format } = chart;
  const most = Math.max(1, limit ?? 0, ...layers.flatMap(({ values }) => values));
  const y = scaleLinear().domain([0, most]).nice(MOST_LINES).range([HEIGHT, 0]);
  const lines = y.ticks(MOST_LINES).map((value) => {
    const height = pixel(value, y);
    return html`<line class="grid" x1="0" x2="100%" y1="${height}" y2="${height}"/>${
      value > 0 && html`<text x="2" y="${Number(height) - 4}">${format(value)}</text>`
    }`;
  });
  const limitMark =
    limit !== null &&
    html`<line class="limit" x1="0" x2="100%" y1="${pixel(limit, y)}" y2="${pixel(limit, y)}"/><text class="limit-label last" x="100%" y="${Number(pixel(limit, y)) - 4}">limit ${format(limit)}</text>`;
  const paths = layers.map(
    (layer) => html`<path class="${layer.kind} ${layer.colour}" d="${path(layer, y)}"/>`,
  );
  return html`<svg class="plot" role="img" aria-labelledby="${labels}" width="100%" height="${TOP + PLOT + BOTTOM}">${shadeMarks(shades, axis)}<svg aria-hidden="true" x="0" y="${TOP}" width="100%" height="${PLOT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${paths}</svg>${lines}${limitMark}${timeMarks(axis)}<line class="cursor" x1="0" x2="0" y1="${TOP}" y2="${TOP + PLOT}" visibility="hidden"/></svg>`;
}
