import { EventQueue } from '../../../src/model/simulation/kernel/event-queue.ts';
import { Stream } from './stream.ts';

// A database behind impatient clients, after an outage of ten seconds: "Metastable Failures in Distributed Systems"
// (Bronson and others, HotOS 2021). It serves 300 calls a second in the order in which they come, those too that nobody waits
// for any more. What is called in the outage arrives at its end.

const REQUEST = 0;
const ARRIVAL = 1;
const SERVED = 2;
const TIMEOUT = 3;

const SECOND = 1_000_000;
const CAPACITY = 300;
const OUTAGE_FROM_S = 60;
const OUTAGE_TO_S = 70;
/** Retries that a budget allows per request. */
const BUDGET = 0.05;

export interface Impatience {
  readonly perSecond: number;
  readonly retries: number;
  /** Whether retries are held to a share of the requests. */
  readonly budget: boolean;
  readonly seconds: number;
}

export interface Recovery {
  /** When a request was answered in time again, seconds after the outage; infinite where none was. */
  readonly recoveredS: number;
  /** Over the last minute. */
  readonly callsPerSecond: number;
  readonly goodPerSecond: number;
}

export function metastable({ perSecond, retries, budget, seconds }: Impatience, seed: number): Recovery {
  const queue = new EventQueue();
  const stream = new Stream(seed, 0);
  /** Of each request: calls so far, and what became of it. */
  const tries: number[] = [];
  const states: ('open' | 'answered' | 'given up')[] = [];
  const waiting: number[] = [];
  let head = 0;
  let busy = false;
  let tokens = 0;
  let recovered = Number.POSITIVE_INFINITY;
  let calls = 0;
  let good = 0;
  const inLastMinute = (): number => (queue.now > (seconds - 60) * SECOND ? 1 : 0);
  const send = (request: number): void => {
    tries[request] = (tries[request] ?? 0) + 1;
    calls += inLastMinute();
    const down = queue.now >= OUTAGE_FROM_S * SECOND && queue.now < OUTAGE_TO_S * SECOND;
    queue.push(down ? OUTAGE_TO_S * SECOND : queue.now, ARRIVAL, request);
    queue.push(queue.now + SECOND, TIMEOUT, request);
  };
  const serve = (): void => {
    const request = waiting[head];
    busy = request !== undefined;
    if (request === undefined) return;
    head++;
    queue.push(queue.now + Math.round(SECOND / CAPACITY), SERVED, request);
  };
  /** An answer is good as long as the client has not given the request up, whichever call it answers. */
  const answered = (request: number): void => {
    if (states[request] !== 'open') return;
    states[request] = 'answered';
    good += inLastMinute();
    if (queue.now > (OUTAGE_TO_S + 2) * SECOND) recovered = Math.min(recovered, queue.now);
  };
  const timeOut = (request: number): void => {
    if (states[request] !== 'open') return;
    const allowed = (tries[request] as number) <= retries && (!budget || tokens >= 1);
    if (!allowed) states[request] = 'given up';
    else {
      if (budget) tokens -= 1;
      send(request);
    }
  };
  const handle = (kind: number, subject: number): void => {
    switch (kind) {
      case REQUEST:
        queue.push(queue.now + Math.round(stream.exponential(1 / perSecond) * SECOND), REQUEST, 0);
        if (budget) tokens += BUDGET;
        send(states.push('open') - 1);
        break;
      case ARRIVAL:
        waiting.push(subject);
        if (!busy) serve();
        break;
      case SERVED:
        answered(subject);
        serve();
        break;
      default:
        timeOut(subject);
    }
  };
  queue.push(0, REQUEST, 0);
  while (queue.pop() && queue.now < seconds * SECOND) handle(queue.kind, queue.subject);
  return {
    recoveredS: recovered / SECOND - OUTAGE_TO_S,
    callsPerSecond: calls / 60,
    goodPerSecond: good / 60,
  };
}
