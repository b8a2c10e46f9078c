import { LEAST_REPLICATIONS } from '../model/simulation/precision.ts';
import type { ScenarioResult } from '../model/simulation/scenario-result.ts';
import { number } from './text/format.ts';

/** Metrics that a sentence names one by one. */
const NAMED = 6;

function vagueness(replications: number, imprecise: readonly string[]): string[] {
  if (imprecise.length === 0) return [];
  if (replications < LEAST_REPLICATIONS) {
    return [`Fewer than ${LEAST_REPLICATIONS} replications do not tell how precise the numbers are.`];
  }
  const named = imprecise.slice(0, NAMED).join(', ');
  const others = imprecise.length - NAMED;
  return [
    `Not known to 2 %, more replications would help: ${named}${others > 0 ? `, and ${others} more` : ''}.`,
  ];
}

/** How often a scenario was run, and what that was not enough for. */
export function precisionText({ replications, stoppedBy, imprecise, seed, naive }: ScenarioResult): string[] {
  const beside = naive[0]?.replications ?? 0;
  const others =
    beside > 0 && beside < replications ? `, of ${number(beside)} for the rules beside the kit` : '';
  const runs = `Seed ${seed}; means of ${number(replications)} replications${others}.`;
  if (stoppedBy === 'precision') return [`${runs} More would change no number that matters.`];
  const cut = stoppedBy === 'interrupt' ? ['It was interrupted: more replications were asked for.'] : [];
  return [runs, ...cut, ...vagueness(replications, imprecise)];
}
