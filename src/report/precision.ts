import type { ScenarioResult } from '../model/simulation/scenario-result.ts';
import { number } from './text/format.ts';

/** How often a scenario was run, and what that was not enough for. */
export function precisionText({ replications, stoppedBy, imprecise, seed, naive }: ScenarioResult): string[] {
  const beside = naive[0]?.replications ?? 0;
  const others =
    beside > 0 && beside < replications ? `, of ${number(beside)} for the rules beside the kit` : '';
  const runs = `Seed ${seed}; means of ${number(replications)} replications${others}.`;
  if (stoppedBy === 'precision') return [`${runs} More would change no number that matters.`];
  const cut = stoppedBy === 'interrupt' ? ['It was interrupted: more replications were asked for.'] : [];
  const vague =
    imprecise.length === 0
      ? []
      : [`Not known to 2 %, more replications would help: ${imprecise.join(', ')}.`];
  return [runs, ...cut, ...vague];
}
