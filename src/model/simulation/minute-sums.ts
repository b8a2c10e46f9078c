import { dailyAsyncLimit } from '../platform/daily-limit.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outturn } from './replication.ts';
import type { SimulationSettings } from './settings.ts';

const DAY_MINUTES = 1440;

/**
 * What a timeline shows. `endpoint.calls`: calls in the minute. `asyncExecutions`: executions of the whole org in the 24
 * hours that end with the minute. `backlog`: requests that are not final at its end. `deadLetters`: new ones in the minute.
 * `circuitOpen`: the share of the minute in which the circuit is open.
 */
const TIMELINES = ['endpoint.calls', 'asyncExecutions', 'backlog', 'deadLetters', 'circuitOpen'] as const;
export type TimelineId = (typeof TIMELINES)[number];

/** What happens minute by minute, mean over the replications. All timelines of a result have the same length. */
export interface Timeline {
  readonly id: TimelineId;
  readonly unit: string;
  /** From the first minute of the scenario to the last in which anything happens. */
  readonly perMinute: readonly number[];
  /** What the platform allows; null where there is no limit. */
  readonly limit: number | null;
}

/** Sums over replications, per minute from the start to the horizon; whole numbers, so that no order matters. */
export type MinuteSums = Readonly<Record<TimelineId, Float64Array>>;

export function emptySums({ scenario }: SimulationSettings): MinuteSums {
  const empty = (): Float64Array => new Float64Array(scenario.workload.horizonHours * 60 + 1);
  return {
    'endpoint.calls': empty(),
    asyncExecutions: empty(),
    backlog: empty(),
    deadLetters: empty(),
    circuitOpen: empty(),
  };
}

export function addSums(sums: MinuteSums, more: MinuteSums): void {
  for (const id of TIMELINES) addTo(sums[id], more[id]);
}

export function addOutturn(sums: MinuteSums, outturn: Outturn): void {
  addTo(sums['endpoint.calls'], outturn.callsPerMinute);
  addTo(sums.asyncExecutions, outturn.executionsPerMinute);
  addTo(sums.backlog, outturn.backlog);
  addTo(sums.deadLetters, outturn.deadLettersPerMinute);
  addTo(sums.circuitOpen, outturn.circuitOpenMsPerMinute);
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let minute = 0; minute < sums.length; minute++) {
    sums[minute] = (sums[minute] as number) + (more[minute] as number);
  }
}

/** Sum of the last 1,440 values up to each one, `others` added. */
function rolling(perMinute: readonly number[], others: number): number[] {
  let sum = others;
  return perMinute.map((value, minute) => {
    sum += value - (perMinute[minute - DAY_MINUTES] ?? 0);
    return sum;
  });
}

/** The timelines of so many replications. */
export function timelinesOf(sums: MinuteSums, replications: number, { org }: SimulationSettings): Timeline[] {
  const length = 1 + Math.max(0, ...TIMELINES.map((id) => sums[id].findLastIndex((value) => value > 0)));
  const means = (id: TimelineId, per = 1): number[] =>
    Array.from(sums[id].subarray(0, length), (sum) => sum / replications / per);
  // Any 24 hours hold the same number of what repeats every 24 hours.
  const executions = rolling(means('asyncExecutions'), org.otherAsyncExecutionsPerDay);
  const timeline = (
    id: TimelineId,
    unit: string,
    perMinute = means(id),
    limit: number | null = null,
  ): Timeline => ({ id, unit, perMinute, limit });
  return [
    timeline('endpoint.calls', 'calls in the minute'),
    timeline('asyncExecutions', 'executions in 24 hours', executions, dailyAsyncLimit(org.userLicenses)),
    timeline('backlog', 'requests'),
    timeline('deadLetters', 'requests in the minute'),
    timeline('circuitOpen', 'share of the minute', means('circuitOpen', MINUTE_MS)),
  ];
}
