import { pairedDifferences, type Side } from '../model/simulation/differences.ts';
import type { Comparison } from '../model/simulation/scenario-result.ts';
import { prepare } from '../model/simulation/simulate.ts';
import { policyText } from './describe.ts';
import { type Run, runExperiment, type Site } from './experiments.ts';
import type { PlannedRun } from './plan.ts';

/** More pairs say nothing more, and have to be kept. */
export const MOST_PAIRS = 10_000;

/** What another file makes of the same scenario. */
export interface Other {
  /** As it was given. */
  readonly file: string;
  readonly run: PlannedRun;
}

function sideOf({ result, values }: Run): Side {
  const all = new Float64Array(values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of values) {
    all.set(each, at);
    at += each.length;
  }
  return { metrics: result.metrics, values: all };
}

/**
 * Both policies on the same draws, replication by replication.
 *
 * @param a - the run of this file, with the values of its first replications
 */
export async function compare(run: PlannedRun, a: Run, other: Other, site: Site): Promise<Comparison | null> {
  const pairs = Math.min(a.result.replications, MOST_PAIRS);
  // The scenario is that of this file: only the policy differs.
  const { settings, plan } = prepare({
    scenario: run.scenario,
    org: run.org,
    sender: other.run.sender,
    seed: a.result.seed,
    replications: pairs,
    precision: 0,
  });
  const b = await runExperiment(settings, plan, site, pairs);
  if (b.result.replications < pairs) return null;
  return {
    file: other.file,
    policies: { a: policyText(run.sender), b: policyText(other.run.sender) },
    replications: pairs,
    metrics: pairedDifferences(sideOf(a), sideOf(b)),
  };
}
