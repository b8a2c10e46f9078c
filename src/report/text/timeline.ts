import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { eventfulMinutes, soFar, timeline } from '../minutes.ts';
import { number, percent } from './format.ts';
import { columns, type Layout, type Style } from './layout.ts';
import { RULE_NAMES } from './rules.ts';
import { grouped, sparkline } from './sparkline.ts';

const LABEL = 26;
const PEAK = 9;
/** Minutes that one character may stand for: those with round marks on the axis. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240];
const MARK_EVERY = 10;

interface Row {
  readonly label: string;
  readonly perMinute: readonly number[];
  /** How its peak reads. */
  readonly peak: (most: number) => string;
  readonly style: Style;
}

function rowsOf(result: ScenarioResult, minutes: number): Row[] {
  const row = (label: string, perMinute: readonly number[], style: Style): Row => ({
    label,
    perMinute,
    style,
    peak: number,
  });
  return [
    row('calls per minute', timeline(result, 'endpoint.calls'), 'green'),
    row('executions in 24 h', timeline(result, 'asyncExecutions'), 'green'),
    { ...row('circuit open', timeline(result, 'circuitOpen'), 'yellow'), peak: percent },
    row('waiting', timeline(result, 'backlog'), 'yellow'),
    row('dead letters so far', soFar(timeline(result, 'deadLetters'), minutes), 'red'),
    ...result.naive.map(({ rule, callsPerMinute }) =>
      row(`calls, ${RULE_NAMES[rule]}`, callsPerMinute, 'dim'),
    ),
  ];
}

/** Where the endpoint was disturbed, as a line under the axis; empty when it never was. */
function disturbedLine(result: ScenarioResult, step: number, count: number): string {
  const cells = Array.from({ length: count }, (_, cell) =>
    result.windows.some(
      ({ fromMinute, toMinute }) => fromMinute < (cell + 1) * step && toMinute > cell * step,
    )
      ? '×'
      : ' ',
  );
  return cells.join('').trimEnd();
}

/** From here on, marks are in hours. */
const HOURLY_STEP = 30;

function axis(step: number, count: number): { readonly unit: string; readonly marks: string } {
  const hourly = step >= HOURLY_STEP;
  let marks = '';
  for (let cell = 0; cell < count; cell += MARK_EVERY) {
    marks += String((cell * step) / (hourly ? 60 : 1)).padEnd(MARK_EVERY);
  }
  return { unit: hourly ? 'hour' : 'minute', marks: marks.trimEnd() };
}

/** What happens on one time axis: each row on its own scale, with its peak behind it. */
export function timelineLines(result: ScenarioResult, layout: Layout): string[] {
  const minutes = eventfulMinutes(result);
  const room = columns(layout) - LABEL - PEAK - 2;
  const step = STEPS.find((each) => minutes / each <= room) ?? Math.ceil(minutes / room);
  const count = Math.ceil(minutes / step);
  const disturbed = disturbedLine(result, step, count);
  const { unit, marks } = axis(step, count);
  const { paint } = layout;
  const label = (text: string): string => `  ${text.padEnd(LABEL - 2)}`;
  return [
    `  ${paint('bold', 'Over time'.padEnd(columns(layout) - PEAK - 2))}${paint('dim', 'peak'.padStart(PEAK))}`,
    ...rowsOf(result, minutes).map(({ label: name, perMinute, peak, style }) => {
      const most = Math.max(0, ...perMinute);
      const line = sparkline(grouped(perMinute, step, count), most).padEnd(room);
      return `${label(name)}${paint(style, line)}  ${(most === 0 ? 'none' : peak(most)).padStart(PEAK)}`;
    }),
    ...(disturbed === '' ? [] : [`${label('endpoint disturbed')}${paint('red', disturbed)}`]),
    `${label(unit)}${paint('dim', marks)}`,
  ];
}
