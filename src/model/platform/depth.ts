import type { Edition } from '../simulation/scenario.ts';
import type { Fact } from './fact.ts';

/** Longest chain of Queueables in a Developer Edition or a trial, the first job included; elsewhere there is no limit. */
export const DEVELOPER_STACK_DEPTH: Fact = {
  value: 5,
  unit: 'jobs in a chain, the first included',
  certainty: 'documented',
  sources: ['queueable', 'governor', 'asyncOptions'],
  note: 'AsyncOptions.MaximumQueueableStackDepth raises it; set on every enqueue, since it is said not to be inherited.',
};

/** Longest chain in an org of this edition; null where the platform sets no limit. */
export function stackDepth(edition: Edition): number | null {
  return edition === 'developer' || edition === 'trial' ? DEVELOPER_STACK_DEPTH.value : null;
}
