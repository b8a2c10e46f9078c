import * as bulk from './bulk.ts';
import * as callout from './callout.ts';
import * as dailyLimit from './daily-limit.ts';
import * as delay from './delay.ts';
import * as depth from './depth.ts';
import * as enqueue from './enqueue.ts';
import type { Fact } from './fact.ts';
import * as queue from './queue.ts';
import * as rest from './rest.ts';
import * as transaction from './transaction.ts';

export interface NamedFact {
  /** The name of the constant. */
  readonly name: string;
  readonly subject: string;
  readonly fact: Fact<number | boolean>;
}

const SUBJECTS = { enqueue, delay, depth, dailyLimit, callout, transaction, queue, rest, bulk };

function isFact(member: unknown): member is Fact<number | boolean> {
  return typeof member === 'object' && member !== null && 'certainty' in member;
}

/** Every fact of this room, for docs and for the assumptions that a report prints. */
export const PLATFORM_FACTS: readonly NamedFact[] = Object.entries(SUBJECTS).flatMap(([subject, members]) =>
  Object.entries(members).flatMap(([name, member]) =>
    isFact(member) ? [{ name, subject, fact: member }] : [],
  ),
);
