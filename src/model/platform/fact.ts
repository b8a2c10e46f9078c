import type { SourceKey } from './sources.ts';

/**
 * How sure a fact is. `documented`: official documentation says so. `salesforce-code`: a repository owned by Salesforce
 * does. `observed`: a third party saw it. `inferred`: follows from such facts. `unconfirmed`: no source, or sources that
 * disagree. `assumption`: chosen by us, because nothing is published.
 */
type Certainty = 'documented' | 'salesforce-code' | 'observed' | 'inferred' | 'unconfirmed' | 'assumption';

/** One number or rule of the platform, with what is known about it. Printed by docs and by `sf retry simulate`. */
export interface Fact<Value extends number | boolean = number> {
  readonly value: Value;
  /** What the value counts, in words: `jobs per transaction`, `ms`. */
  readonly unit: string;
  readonly certainty: Certainty;
  /** Pages that say so; empty for an assumption. */
  readonly sources: readonly SourceKey[];
  /** What a reader must know to use the value rightly. */
  readonly note?: string;
}
