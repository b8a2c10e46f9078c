import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { eventfulMinutes, soFar, timeline } from '../minutes.ts';
import { number, percent } from '../text/format.ts';
import { figure, uneventful } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { changes, clockTime, type Grouping, points, type TimeAxis, timeAxis } from './time-axis.ts';
import { type Layer, timeChart } from './time-chart.ts';

/** A value that comes in one colour and in one column of the table. */
interface Column {
  readonly name: string;
  readonly kind: Layer['kind'];
  readonly colour: string;
  readonly perMinute: readonly number[];
  readonly grouping: Grouping;
}

interface Chart {
  readonly id: string;
  readonly title: string;
  readonly alternative: string;
  readonly columns: readonly Column[];
  readonly limit?: number;
  readonly format?: (value: number) => string;
}

function drawn(chart: Chart, result: ScenarioResult, axis: TimeAxis, prefix: string): Markup {
  const { title, alternative, columns, limit = null, format = number } = chart;
  const values = columns.map(({ perMinute, grouping }) => points(perMinute, axis, grouping));
  if (values.flat().every((value) => value === 0)) return uneventful(title, alternative);
  const layers = columns.map(({ kind, colour }, index) => ({ kind, colour, values: values[index] ?? [] }));
  const each = axis.step === 1 ? 'each minute' : `each ${axis.step} minutes`;
  const key =
    columns.length > 1 &&
    columns.map(
      ({ name, colour }) => html`<span class="keys"><span class="key ${colour}"></span>${name}</span>`,
    );
  return figure({
    id: `${prefix}-${chart.id}`,
    title,
    alternative,
    key,
    drawing: (labels) => timeChart({ labels, axis, layers, shades: result.windows, limit, format }),
    data: {
      caption: `${title}: hours and minutes since the start, ${each}; a row where something changes`,
      head: ['From', ...columns.map(({ name }) => name)],
      rows: changes(
        values.map((column) => column.map(format)),
        axis,
      ),
    },
  });
}

/** The highest value of a mean over the replications: single runs go beyond it, at different times. */
function peakText(perMinute: readonly number[], unit: string): string {
  const most = Math.max(0, ...perMinute);
  if (most === 0) return 'None.';
  return `On average at most ${number(most)} ${unit}, at ${clockTime(perMinute.indexOf(most))}.`;
}

function calls(result: ScenarioResult): Chart {
  const perMinute = timeline(result, 'endpoint.calls');
  const worst = number(Math.round(result.metrics['endpoint.peakPerMinute'].mean ?? 0));
  return {
    id: 'calls',
    title: 'Load of the endpoint: calls per minute',
    alternative: `${peakText(perMinute, 'calls in a minute')} The worst minute of a run has ${worst}.`,
    columns: [{ name: 'Calls per minute', kind: 'area', colour: 'kit', perMinute, grouping: 'most' }],
  };
}

function backlog(result: ScenarioResult, minutes: number): Chart {
  const perMinute = timeline(result, 'backlog');
  const dead = soFar(timeline(result, 'deadLetters'), minutes);
  const given = dead.at(-1) ?? 0;
  const fate = given === 0 ? 'No request becomes a dead letter.' : `${number(given)} become dead letters.`;
  return {
    id: 'backlog',
    title: 'Backlog and dead letters',
    alternative: `Requests that wait for their delivery: ${peakText(perMinute, 'at once').toLowerCase()} ${fate}`,
    columns: [
      { name: 'Waiting', kind: 'area', colour: 'other', perMinute, grouping: 'most' },
      { name: 'Dead letters so far', kind: 'line', colour: 'trouble', perMinute: dead, grouping: 'last' },
    ],
  };
}

function executions(result: ScenarioResult): Chart {
  const limit = result.timelines.find(({ id }) => id === 'asyncExecutions')?.limit ?? null;
  const whole = timeline(result, 'asyncExecutions');
  const others = result.org.otherAsyncExecutionsPerDay;
  const share = percent(result.metrics['asyncExecutions.shareOfLimit'].mean ?? 0);
  const own = number(Math.round(result.metrics['asyncExecutions.total'].mean ?? 0));
  return {
    id: 'executions',
    title: 'Asynchronous executions in the last 24 hours, against the limit',
    alternative:
      `The whole org uses at most ${share} of its daily limit${limit === null ? '' : ` of ${number(limit)}`}; ` +
      `this integration adds ${own} executions.`,
    columns: [
      { name: 'Executions, whole org', kind: 'area', colour: 'kit', perMinute: whole, grouping: 'last' },
      {
        name: 'Executions, rest of the org',
        kind: 'area',
        colour: 'rest',
        perMinute: whole.map((value) => Math.min(value, others)),
        grouping: 'last',
      },
    ],
    ...(limit !== null && { limit }),
  };
}

function circuit(result: ScenarioResult): Chart {
  const perMinute = timeline(result, 'circuitOpen');
  const open = perMinute.reduce((sum, value) => sum + value, 0);
  return {
    id: 'circuit',
    title: 'Circuit breaker: share of the time that it is open',
    alternative:
      open === 0
        ? 'It never opens.'
        : `It is open for ${number(open)} minutes in all; while it is, jobs wait instead of calling.`,
    columns: [{ name: 'Circuit open', kind: 'area', colour: 'trouble', perMinute, grouping: 'mean' }],
    format: percent,
  };
}

/**
 * What happens minute by minute, all on one axis.
 *
 * @param resolution - the most points that a line may have
 * @param prefix - of ids
 */
export function timelineCharts(result: ScenarioResult, resolution: number, prefix: string): Markup {
  const minutes = eventfulMinutes(result);
  const axis = timeAxis(minutes, resolution);
  const shown = axis.step * axis.count;
  const charts = [calls(result), executions(result), circuit(result), backlog(result, shown)];
  const shaded = result.windows.map(
    ({ fromMinute, toMinute, text }) =>
      html`<li>${clockTime(fromMinute)} to ${clockTime(toMinute)}: ${text}</li>`,
  );
  return html`<h3>Minute by minute</h3>
<p class="quiet">Means over the replications, against hours and minutes since the start.${shaded.length > 0 && ' Shaded: when the endpoint is disturbed.'}</p>
${shaded.length > 0 && html`<details><summary>When the endpoint is disturbed</summary><ul>${shaded}</ul></details>`}
<div class="timelines" data-step="${axis.step}" data-count="${axis.count}">
<div class="reader" hidden><label>Read the charts at <input type="range" min="0" max="${axis.count - 1}" value="0" aria-label="Time at which to read the charts"></label><output></output></div>
${charts.map((chart) => drawn(chart, result, axis, prefix))}</div>`;
}
