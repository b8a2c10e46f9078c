import type { Admission } from '../policy/admission.ts';
import type { BreakerState } from '../policy/breaker.ts';
import type { Decision } from '../policy/decide.ts';
import type { Draws } from '../policy/draw.ts';
import type { Outcome } from '../policy/outcome.ts';
import { NONE, type RequestList } from './request-list.ts';
import type { Requests } from './requests.ts';

/** A request that waits, and when it may be sent, ms. */
export interface Due {
  readonly request: number;
  readonly dueAtMs: number;
}

/**
 * What happens in a replication, as it happens. Times in ms from the start; lanes and requests by number, in the order in
 * which they came to be, from 0. `lane` is the identity of a chain of jobs and never used again.
 */
export type TraceEvent = { readonly atMs: number } & (
  | {
      /** A transaction submits: what goes to which lane, and what becomes rows. */
      readonly kind: 'submit';
      readonly context: 'sync' | 'async';
      readonly lanes: readonly { readonly lane: number; readonly requests: readonly number[] }[];
      readonly rows: readonly Due[];
      /** Refused: this transaction can write no more rows. */
      readonly refused: readonly number[];
    }
  | {
      /** A job starts. `depth`: its place in its chain, from 1. */
      readonly kind: 'job-start';
      readonly lane: number;
      readonly depth: number;
      readonly admission: Admission;
      /** A trigger of the org takes the one job that it may enqueue: 1, and that of its Finalizer: 2. */
      readonly slotsTaken: 0 | 1 | 2;
      readonly requests: readonly Due[];
    }
  | {
      /** A request is sent; the answer comes `durationMs` later. `attempt` counts from 1. */
      readonly kind: 'attempt';
      readonly lane: number;
      readonly request: number;
      readonly attempt: number;
      readonly outcome: Outcome;
      readonly durationMs: number;
      /** Whether the endpoint acts on it, whatever the sender gets to know. */
      readonly processed: boolean;
    }
  | {
      /** What becomes of a request after an attempt, decided with these draws. `lane` is null for one that the sweeper found. */
      readonly kind: 'decision';
      readonly lane: number | null;
      readonly request: number;
      readonly attempt: number;
      readonly decision: Decision;
      readonly draws: Draws;
    }
  | {
      /** The job may not call: its requests wait until then, null where nobody knows. `draw` spread it. */
      readonly kind: 'parked';
      readonly lane: number;
      readonly untilMs: number | null;
      readonly hasToken: boolean;
      readonly draw: number;
    }
  | {
      /** A probe token was asked for. */
      readonly kind: 'token';
      readonly lane: number;
      readonly granted: boolean;
      /** Whether the circuit's row was not to be locked. */
      readonly lockFailed: boolean;
      readonly expiresAtMs: number;
    }
  | {
      /** The circuit's row was written; null: there is none any more. `dropped`: its lock was not to be had. */
      readonly kind: 'circuit';
      readonly lane: number;
      readonly state: BreakerState | null;
      readonly dropped: boolean;
    }
  | {
      /** An operator did something by hand: the circuit's row after it. */
      readonly kind: 'operator';
      readonly state: BreakerState | null;
    }
  | {
      /** The job, or its Finalizer, goes on: at most one child, and rows. */
      readonly kind: 'job-end';
      readonly lane: number;
      readonly child: { readonly minutes: number; readonly requests: readonly Due[] } | null;
      readonly rows: readonly Due[];
      /** What no place holds any more. */
      readonly lost: readonly number[];
    }
  | {
      /** The job dies: while it sends `request`, or while it writes, where that is null. */
      readonly kind: 'crash';
      readonly lane: number;
      readonly request: number | null;
      /** Whether it came to ask the circuit. */
      readonly hasAsked: boolean;
      /** Whether its Finalizer runs. */
      readonly finalizer: boolean;
    }
  | {
      /** An execution of the sweeper: the lane it starts, or null where the sweep is over. */
      readonly kind: 'sweep';
      /** Lanes that this sweep had started before. */
      readonly lanesStarted: number;
      readonly lane: {
        readonly lane: number;
        readonly minutes: number;
        readonly requests: readonly Due[];
      } | null;
      /** Whether the rows that it wanted were not to be locked. */
      readonly lockFailed: boolean;
      /** Rows whose lease had run out. */
      readonly lapsed: readonly number[];
    }
);

/** Gets to know each event of a replication. A simulation without one pays nothing. */
export type Observer = (event: TraceEvent) => void;

/** Requests with their due times. */
export function dueOf({ dueAt }: Requests, requests: readonly number[]): Due[] {
  return requests.map((request) => ({ request, dueAtMs: dueAt[request] as number }));
}

/** The requests of a list with their due times, in order. */
export function dueList({ links, dueAt }: Requests, list: RequestList): Due[] {
  const due: Due[] = [];
  for (let request = list.head; request !== NONE; request = links[request] as number) {
    due.push({ request, dueAtMs: dueAt[request] as number });
  }
  return due;
}
