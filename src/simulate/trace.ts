import { Simulation } from '../model/simulation/replication.ts';
import { prepare } from '../model/simulation/simulate.ts';
import type { TraceEvent } from '../model/simulation/trace.ts';
import type { PlannedRun } from './plan.ts';

/** First line of a scenario in a trace; the events follow. */
export interface TraceHeader {
  readonly kind: 'scenario';
  readonly scenario: string;
  readonly integration: string;
  readonly seed: number;
  readonly replication: 0;
}

/** A line of a trace. */
export type TraceLine = TraceHeader | TraceEvent;

/**
 * Runs the first replication once more, and says every event of it: the same events whose sums the result holds.
 *
 * @param write - gets each line, in the order of time
 * @throws UserError as `simulate` of the model does
 */
export function traceRun(run: PlannedRun, seed: number, write: (line: TraceLine) => void): void {
  const { scenario, integration, sender, org } = run;
  const { settings } = prepare({ scenario, sender, org, seed, replications: 1 });
  write({ kind: 'scenario', scenario: scenario.name, integration, seed, replication: 0 });
  new Simulation(settings, write).run(0);
}
