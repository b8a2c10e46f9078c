import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { COMPARED, comparedCell, sidesOf } from '../compared.ts';
import { eventfulMinutes } from '../minutes.ts';
import { number } from '../text/format.ts';
import { RULE_NAMES } from '../text/rules.ts';
import { dataTable } from './data-table.ts';
import { figure, uneventful } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { changes, clockTime, points, timeAxis } from './time-axis.ts';
import { timeChart } from './time-chart.ts';

function loadCharts(result: ScenarioResult, resolution: number, prefix: string): Markup[] {
  const axis = timeAxis(eventfulMinutes(result), resolution);
  return result.naive.map(({ rule, callsPerMinute }) => {
    const values = points(callsPerMinute, axis, 'most');
    const title = `Load of the endpoint with “${RULE_NAMES[rule]}”: calls per minute`;
    const most = Math.max(0, ...callsPerMinute);
    if (most === 0) return uneventful(title, 'Not a single call gets out.');
    return figure({
      id: `${prefix}-${rule}`,
      title,
      alternative: `At most ${number(most)} calls in a minute, at ${clockTime(callsPerMinute.indexOf(most))}.`,
      key: null,
      drawing: (labels) =>
        timeChart({
          labels,
          axis,
          layers: [{ kind: 'area', colour: 'other', values }],
          shades: result.windows,
          limit: null,
          format: number,
        }),
      data: {
        caption: `${title}, a row where something changes`,
        head: ['From', 'Calls per minute'],
        rows: changes([values.map(number)], axis),
      },
    });
  });
}

/** Ours beside what hand-written code does under the same draws. */
export function naiveComparison(result: ScenarioResult, resolution: number, prefix: string): Markup {
  if (result.naive.length === 0) return html``;
  const sides = sidesOf(result);
  return html`<h3>Compared with hand-written retries</h3>
<p class="quiet">“${RULE_NAMES['one-job-per-record']}” enqueues a job for every record. “${RULE_NAMES['retry-in-seconds']}” computes its waits in seconds, which the platform does not have.</p>
${dataTable({
  caption: 'Means over the replications, under the same outage and the same draws',
  head: ['', ...sides.map(({ rule }) => RULE_NAMES[rule])],
  rows: COMPARED.map((line) => [
    line.label,
    ...sides.map(({ metrics }) => {
      const { text, bad } = comparedCell(line, metrics);
      return bad ? html`<span class="bad">${text}</span>` : text;
    }),
  ]),
})}
${loadCharts(result, resolution, prefix)}`;
}
