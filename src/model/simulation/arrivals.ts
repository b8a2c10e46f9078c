import { MINUTE_MS } from '../policy/minutes.ts';
import type { Workload } from './scenario.ts';

/** The transactions that submit, in the order of time. */
export interface Arrivals {
  readonly timesMs: Float64Array;
  /** Number of each transaction's first request; one more entry than transactions, the last being `requests`. */
  readonly first: Uint32Array;
  /** 1 for an asynchronous transaction. */
  readonly contexts: Uint8Array;
  /** Requests in all. */
  readonly requests: number;
}

export function arrivalsOf({ bursts }: Workload): Arrivals {
  const sorted = bursts.toSorted((a, b) => a.atMinute - b.atMinute);
  const times: number[] = [];
  const first: number[] = [];
  const contexts: number[] = [];
  let requests = 0;
  for (const burst of sorted) {
    for (let done = 0; done < burst.requests; done += burst.recordsPerTransaction) {
      times.push(Math.round(burst.atMinute * MINUTE_MS));
      first.push(requests + done);
      contexts.push(burst.context === 'async' ? 1 : 0);
    }
    requests += burst.requests;
  }
  return {
    timesMs: Float64Array.from(times),
    first: Uint32Array.from([...first, requests]),
    contexts: Uint8Array.from(contexts),
    requests,
  };
}
