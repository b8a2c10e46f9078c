import type { ScenarioResult } from '../model/simulation/scenario-result.ts';

/** Good, bad, or nothing that could be either. */
export type Tone = 'good' | 'bad' | 'middling';

/** The sign of each tone: colour alone says nothing to some readers. */
export const SIGNS: Readonly<Record<Tone, string>> = { good: '✔', bad: '✘', middling: '•' };

export interface Verdict {
  readonly tone: Tone;
  readonly text: string;
}

export function verdictOf({ expectations, passed }: ScenarioResult): Verdict {
  if (expectations.length === 0) return { tone: 'middling', text: 'nothing was expected' };
  if (passed) return { tone: 'good', text: 'passed' };
  const failed = expectations.filter((gate) => !gate.passed).length;
  return { tone: 'bad', text: `FAILED, ${failed} of ${expectations.length} expectations do not hold` };
}
