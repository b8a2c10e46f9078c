import type { EndpointSettings, Outage } from '../model/simulation/scenario.ts';
import type { Window } from '../model/simulation/scenario-result.ts';

function failing({ failureRate, failure }: Outage): string {
  const what = failure === 'timeout' ? 'run into their time-out' : `get a ${failure}`;
  return failureRate === 1
    ? `All calls ${what}.`
    : `${Number((failureRate * 100).toFixed(2))} % of the calls ${what}.`;
}

/** When the endpoint is disturbed, and how. */
export function windowsOf({ outages }: EndpointSettings): Window[] {
  return outages.map((outage) => ({
    kind: outage.failureRate === 1 ? 'outage' : 'brown-out',
    fromMinute: outage.fromMinute,
    toMinute: outage.toMinute,
    text: failing(outage),
  }));
}
