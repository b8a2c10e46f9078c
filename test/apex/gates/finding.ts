/** What a gate has against a file. No findings: the gate is open. */
export interface Finding {
  /** As the gate was given it. */
  readonly file: string;
  /** Counts from 1; 0 where the whole file is meant. */
  readonly line: number;
  readonly message: string;
}
