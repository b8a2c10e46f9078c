import type { BrownOut, Outage, Scenario } from '../model/simulation/scenario.ts';
import type { Window } from '../model/simulation/scenario-result.ts';

function failing({ failureRate, failure }: Outage): string {
  const what = failure === 'timeout' ? 'run into their time-out' : `get a ${failure}`;
  return failureRate === 1
    ? `All calls ${what}.`
    : `${Number((failureRate * 100).toFixed(2))} % of the calls ${what}.`;
}

function worse({ latencyFactor, ...brownOut }: BrownOut): string {
  const slow = latencyFactor > 1 ? [`Answers take ${latencyFactor} times as long.`] : [];
  return [...slow, ...(brownOut.failureRate > 0 ? [failing(brownOut)] : [])].join(' ');
}

/** When the endpoint is disturbed, and how. A rate limit holds from the start to the horizon. */
export function windowsOf({ endpoint, workload }: Scenario): Window[] {
  const { outages, brownOuts = [], rateLimit } = endpoint;
  const limit = rateLimit?.requests ?? 0;
  return [
    ...outages.map(
      (outage): Window => ({
        kind: outage.failureRate === 1 ? 'outage' : 'brown-out',
        fromMinute: outage.fromMinute,
        toMinute: outage.toMinute,
        text: failing(outage),
      }),
    ),
    ...brownOuts.map(
      (brownOut): Window => ({
        kind: 'brown-out',
        fromMinute: brownOut.fromMinute,
        toMinute: brownOut.toMinute,
        text: worse(brownOut),
      }),
    ),
    ...(limit === 0
      ? []
      : [
          {
            kind: 'rate-limit' as const,
            fromMinute: 0,
            toMinute: workload.horizonHours * 60,
            text: `At most ${limit.toLocaleString('en-US')} requests in ${rateLimit?.windowSeconds} s; one more gets a 429.`,
          },
        ]),
  ];
}
