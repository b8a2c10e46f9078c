import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import type { RuleName } from '../../model/simulation/settings.ts';
import { number } from './format.ts';
import { columns, type Layout } from './layout.ts';
import { RULE_NAMES } from './rules.ts';
import { grouped, sparkline } from './sparkline.ts';

const LABEL = 20;
const PEAK = 9;
/** Minutes that one character may stand for: those with round marks on the axis. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240];
const MARK_EVERY = 10;

interface Row {
  readonly rule: RuleName;
  readonly calls: readonly number[];
}

/** Where the endpoint was disturbed, as a line under the axis; empty when it never was. */
function outageLine(result: ScenarioResult, step: number, count: number): string {
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

/** Calls of the endpoint per minute on one time axis, each row on its own scale with its peak behind it. */
export function timelineLines(result: ScenarioResult, layout: Layout): string[] {
  const rows: Row[] = [
    { rule: 'kit', calls: result.timelines.find(({ id }) => id === 'endpoint.calls')?.perMinute ?? [] },
    ...result.naive.map(({ rule, callsPerMinute }) => ({ rule, calls: callsPerMinute })),
  ];
  const minutes = Math.max(1, ...rows.map(({ calls }) => calls.length));
  const room = columns(layout) - LABEL - PEAK - 2;
  const step = STEPS.find((each) => minutes / each <= room) ?? Math.ceil(minutes / room);
  const count = Math.ceil(minutes / step);
  const outage = outageLine(result, step, count);
  const { unit, marks } = axis(step, count);
  const { paint } = layout;
  const label = (text: string): string => `  ${text.padEnd(LABEL - 2)}`;
  return [
    `  ${paint('bold', 'Calls of the endpoint per minute'.padEnd(columns(layout) - PEAK - 2))}${paint('dim', 'peak'.padStart(PEAK))}`,
    ...rows.map(({ rule, calls }) => {
      const most = Math.max(0, ...calls);
      const line = sparkline(grouped(calls, step, count), most).padEnd(room);
      const peak = most === 0 ? 'no call' : number(most);
      return `${label(RULE_NAMES[rule])}${paint(rule === 'kit' ? 'green' : 'dim', line)}  ${peak.padStart(PEAK)}`;
    }),
    ...(outage === '' ? [] : [`${label('outage')}${paint('red', outage)}`]),
    `${label(unit)}${paint('dim', marks)}`,
  ];
}
