import { scaleBand, scaleLinear } from 'd3-scale';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { duration, percent } from '../text/format.ts';
import { figure } from './figure.ts';
import { html, type Markup } from './markup.ts';

const TOP = 18;
const PLOT = 120;
const BOTTOM = 36;
/** Bars that still have room on a telephone. */
const MOST_BARS = 24;
/** Widths of a bar, minutes: those whose multiples the model counts up to. */
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880];
/** Up to here, times are in seconds. */
const SHORT_MINUTES = 2;
const LABELS = 5;

interface Bar {
  readonly from: string;
  readonly to: string;
  readonly share: number;
  readonly undelivered: boolean;
}

/** Bars of one width where deliveries take minutes; in seconds, the times that the model counts up to. */
function edgesOf(upToMinutes: readonly number[], first: number): number[] {
  const last = upToMinutes.at(-1) ?? 0;
  const floor = upToMinutes[first - 1] ?? 0;
  const finest = last - (upToMinutes.at(-2) ?? 0);
  const width = WIDTHS.find((each) => each >= finest && (last - floor) / each <= MOST_BARS) ?? last;
  if (last <= SHORT_MINUTES) return upToMinutes.slice(first);
  const whole = upToMinutes.slice(first).filter((minutes) => Number.isInteger(minutes / width));
  return (whole.at(-1) ?? 0) < last ? [...whole, last] : whole;
}

function bars({ upToMinutes, share, undelivered }: ScenarioResult['delivery']): Bar[] {
  const first = share.findIndex((value) => value > 0);
  const never = { from: 'never', to: 'never', share: undelivered, undelivered: true };
  if (first === -1) return [never];
  const edges = edgesOf(upToMinutes, first);
  const within = (minutes: number): number => share[upToMinutes.indexOf(minutes)] ?? 0;
  const before = upToMinutes[first - 1] ?? 0;
  return [
    ...edges.map((edge, index) => {
      const from = edges[index - 1] ?? before;
      return {
        from: duration(from),
        to: duration(edge),
        share: within(edge) - within(from),
        undelivered: false,
      };
    }),
    never,
  ];
}

interface Label {
  readonly x: string;
  readonly anchor: 'first' | 'middle' | 'last';
}

/** Where the label of a bar stands; null: it has none, so that the others have room. */
function labelOf(position: number, count: number, middle: number): Label | null {
  const every = Math.ceil((count - 1) / LABELS);
  if (position === 0) return { x: '0%', anchor: 'first' };
  if (position === count - 1) return { x: '100%', anchor: 'last' };
  if (position % every !== 0 || position >= count - 1 - every / 2) return null;
  return { x: `${middle.toFixed(2)}%`, anchor: 'middle' };
}

function shape(
  { to, share, undelivered }: Bar,
  left: number,
  width: number,
  height: number,
  label: Label | null,
): Markup {
  const tall = share === 0 ? 0 : Math.max(1, height);
  const colour = undelivered ? 'trouble' : 'kit';
  const name =
    label && html`<text class="${label.anchor}" x="${label.x}" y="${TOP + PLOT + 16}">${to}</text>`;
  return html`<rect class="bar ${colour}" x="${left.toFixed(2)}%" width="${width.toFixed(2)}%" y="${(TOP + PLOT - tall).toFixed(1)}" height="${tall.toFixed(1)}"/>${name}`;
}

function drawing(labels: string, all: readonly Bar[]): Markup {
  const x = scaleBand([...all.keys()], [0, 100]).paddingInner(0.15);
  const width = x.bandwidth();
  const y = scaleLinear([0, Math.max(0.01, ...all.map(({ share }) => share))], [PLOT, 0]).nice(3);
  const grid = y.ticks(3).map((value) => {
    const height = TOP + y(value);
    return html`<line class="grid" x1="0" x2="100%" y1="${height.toFixed(1)}" y2="${height.toFixed(1)}"/>${
      value > 0 && html`<text x="2" y="${(height - 4).toFixed(1)}">${percent(value)}</text>`
    }`;
  });
  const shapes = all.map((bar, position) => {
    const left = x(position) ?? 0;
    return shape(bar, left, width, PLOT - y(bar.share), labelOf(position, all.length, left + width / 2));
  });
  return html`<svg class="plot" role="img" aria-labelledby="${labels}" width="100%" height="${TOP + PLOT + BOTTOM}">${grid}${shapes}<text x="0" y="${TOP + PLOT + 32}">delivered within</text></svg>`;
}

/** How long deliveries took, over all submitted requests. */
export function deliveryChart(result: ScenarioResult, prefix: string): Markup {
  const all = bars(result.delivery);
  const {
    'deliveryMinutes.p50': half,
    'deliveryMinutes.p95': most,
    'deliveryMinutes.p99': last,
  } = result.metrics;
  const quantile = (share: string, minutes: number | null): string =>
    minutes === null ? `${share} never` : `${share} within ${duration(minutes)}`;
  return figure({
    id: `${prefix}-delivery`,
    title: 'How long deliveries take',
    alternative:
      `From the moment a request is submitted: ${quantile('50 %', half.mean)}, ${quantile('95 %', most.mean)}, ${quantile('99 %', last.mean)}. ` +
      `${percent(result.delivery.undelivered)} are not delivered. The times are means over the replications, the bars are the requests of all of them.`,
    key: null,
    drawing: (labels) => drawing(labels, all),
    data: {
      caption: 'Share of all submitted requests by the time that their delivery took',
      head: ['More than', 'Up to', 'Share'],
      rows: all.map(({ from, to, share }) => [from, to, percent(share)]),
    },
  });
}
