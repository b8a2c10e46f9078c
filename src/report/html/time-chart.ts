import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
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

function path({ kind, values }: Layer, y: (value: number) => number): string {
  const x = (_: number, index: number): number => (index / values.length) * WIDTH;
  // The last point holds to the end of the axis.
  const held = [...values, values.at(-1) ?? 0];
  const shape =
    kind === 'area'
      ? area<number>().x(x).y0(HEIGHT).y1(y).curve(curveStepAfter).digits(1)
      : line<number>().x(x).y(y).curve(curveStepAfter).digits(1);
  return shape(held) ?? '';
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
    const anchor = minute === 0 ? 'start' : minute > end * 0.95 ? 'end' : 'middle';
    const x = across(minute, axis);
    const bottom = TOP + PLOT;
    return html`<line class="grid" x1="${x}" x2="${x}" y1="${bottom}" y2="${bottom + 4}"/><text class="tick" x="${x}" y="${bottom + 17}" text-anchor="${anchor}">${label}</text>`;
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
      value > 0 && html`<text class="tick" x="2" y="${Number(height) - 4}">${format(value)}</text>`
    }`;
  });
  const limitMark =
    limit !== null &&
    html`<line class="limit" x1="0" x2="100%" y1="${pixel(limit, y)}" y2="${pixel(limit, y)}"/><text class="limit-label" x="100%" y="${Number(pixel(limit, y)) - 4}" text-anchor="end">limit ${format(limit)}</text>`;
  const paths = layers.map(
    (layer) => html`<path class="${layer.kind} ${layer.colour}" d="${path(layer, y)}"/>`,
  );
  return html`<svg class="plot" role="img" aria-labelledby="${labels}" width="100%" height="${TOP + PLOT + BOTTOM}">${shadeMarks(shades, axis)}<svg aria-hidden="true" x="0" y="${TOP}" width="100%" height="${PLOT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${paths}</svg>${lines}${limitMark}${timeMarks(axis)}<line class="cursor" x1="0" x2="0" y1="${TOP}" y2="${TOP + PLOT}" visibility="hidden"/></svg>`;
}
