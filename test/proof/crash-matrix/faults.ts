/** What goes wrong at a statement. The first four kill; what kills a job may kill its Finalizer too. */
export const FAULTS = [
  'LimitException',
  'unhandled exception',
  'Finalizer throws',
  'Finalizer never runs',
  'enqueue refused by the daily limit',
  'enqueue slot already taken by a trigger',
  'row of the log locked',
  'row of the circuit and driving record locked',
  'handler throws',
  'handler submits again',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A fault that strikes before the n-th statement of the kit in a run, or from there on. */
export interface Strike {
  readonly fault: Fault;
  readonly at: number;
}

/** What a fault that does not kill waits for: without it nothing changes. */
export type Moment = 'enqueue' | 'trigger' | 'lock' | 'handler';
export const WAITS_FOR: Readonly<Partial<Record<Fault, Moment>>> = {
  'enqueue refused by the daily limit': 'enqueue',
  'enqueue slot already taken by a trigger': 'trigger',
  'row of the log locked': 'lock',
  'row of the circuit and driving record locked': 'lock',
  'handler throws': 'handler',
  'handler submits again': 'handler',
};

/** A statement that a run came to. */
export interface Visit {
  readonly at: number;
  readonly file: string;
  readonly line: number;
  /** `queueable RetryCalloutJob`: the kind of the transaction and whose job it is. */
  readonly context: string;
  /** Transactions so far: a job and its Finalizer are one step. */
  readonly step: number;
}

/** Where a fault that does not kill takes effect. */
export interface Waiting {
  readonly moment: Moment;
  readonly at: number;
}
