import { EventQueue } from '../../../src/model/simulation/kernel/event-queue.ts';
import { Stream } from './stream.ts';

// Clients that call a server which fails each call with the same probability, and four ways to retry. The model of "Fixing
// retries with token buckets and circuit breakers" (M. Brooker, 2022).

const FIRST = 0;
const CALL = 1;
const ANSWER = 2;

const SECOND = 1_000_000;
const LEG_S = 0.01;
const BUCKET = 5;
const FILL = 0.1;
const MOST_RETRIES = 3;
const MOST_FAILURES = 0.1;

export type Strategy = 'no retries' | 'three retries' | 'token bucket' | 'circuit breaker';

export interface Load {
  readonly clients: number;
  readonly callsPerSecondAndClient: number;
  readonly seconds: number;
  readonly failure: number;
}

class Client {
  tokens = BUCKET;
  firstCalls = 0;
  failures = 0;

  /** Whether a call that failed is made again. @param retries - of this call so far */
  retries(strategy: Strategy, retries: number): boolean {
    this.failures++;
    switch (strategy) {
      case 'no retries':
        return false;
      case 'three retries':
        return retries < MOST_RETRIES;
      case 'token bucket':
        if (this.tokens <= 1) return false;
        this.tokens -= 1;
        return true;
      case 'circuit breaker':
        return this.failures / this.firstCalls <= MOST_FAILURES && retries < MOST_RETRIES;
    }
  }
}

/** Share of calls that succeed in the end, and calls in all per first call. */
export function loadedClients(
  strategy: Strategy,
  load: Load,
  seed: number,
): { success: number; load: number } {
  const queue = new EventQueue();
  const stream = new Stream(seed, 0);
  const clients = Array.from({ length: load.clients }, () => new Client());
  const callers: number[] = [];
  const retries: number[] = [];
  let calls = 0;
  let successes = 0;
  const ticks = (seconds: number): number => Math.round(seconds * SECOND);
  const after = (meanS: number): number => queue.now + ticks(stream.exponential(meanS));
  const first = (client: number): void => {
    if (queue.now > load.seconds * SECOND) return;
    queue.push(after(1 / load.callsPerSecondAndClient), FIRST, client);
    const caller = clients[client] as Client;
    caller.firstCalls++;
    caller.tokens = Math.min(BUCKET, caller.tokens + FILL);
    callers.push(client);
    retries.push(0);
    send(callers.length - 1);
  };
  const send = (call: number): void => {
    calls++;
    queue.push(after(LEG_S), CALL, call);
  };
  const answered = (call: number): void => {
    if (stream.uniform() > load.failure) successes++;
    else if (clients[callers[call] as number]?.retries(strategy, retries[call] as number)) {
      retries[call] = (retries[call] as number) + 1;
      send(call);
    }
  };
  for (let client = 0; client < load.clients; client++) queue.push(after(LEG_S), FIRST, client);
  while (queue.pop()) {
    if (queue.kind === FIRST) first(queue.subject);
    else if (queue.kind === CALL) queue.push(after(LEG_S), ANSWER, queue.subject);
    else answered(queue.subject);
  }
  return { success: successes / callers.length, load: calls / callers.length };
}
