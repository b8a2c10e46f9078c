import { MINUTE_MS } from '../policy/minutes.ts';

/** What happens minute by minute: one array for each of it, from the start to the horizon. Times in ms, none beyond. */
export class PerMinute {
  /** Calls of the endpoint that start in the minute. */
  readonly callsPerMinute: Float64Array;
  /** Asynchronous executions that the integration enqueues in the minute. */
  readonly executionsPerMinute: Float64Array;
  readonly deadLettersPerMinute: Float64Array;
  /** How much of the minute the circuit is open, ms. */
  readonly circuitOpenMsPerMinute: Float64Array;
  /** Requests that are not final at the end of the minute; true once the run is closed. */
  readonly backlog: Float64Array;

  constructor(horizonMinutes: number) {
    // One more: what happens at the horizon itself still counts.
    const minutes = () => new Float64Array(horizonMinutes + 1);
    this.callsPerMinute = minutes();
    this.executionsPerMinute = minutes();
    this.deadLettersPerMinute = minutes();
    this.circuitOpenMsPerMinute = minutes();
    this.backlog = minutes();
  }

  clear(): void {
    this.callsPerMinute.fill(0);
    this.executionsPerMinute.fill(0);
    this.deadLettersPerMinute.fill(0);
    this.circuitOpenMsPerMinute.fill(0);
    this.backlog.fill(0);
  }

  /** Until `close`, `backlog` holds what is submitted less what becomes final. */
  close(): void {
    let open = 0;
    for (let minute = 0; minute < this.backlog.length; minute++) {
      open += this.backlog[minute] as number;
      this.backlog[minute] = open;
    }
  }
}

export function addAt(minutes: Float64Array, atMs: number, count: number): void {
  const minute = Math.floor(atMs / MINUTE_MS);
  minutes[minute] = (minutes[minute] as number) + count;
}

/** Spreads a span of time over the minutes it touches, in ms. */
export function addSpan(minutes: Float64Array, fromMs: number, toMs: number): void {
  for (let atMs = fromMs; atMs < toMs; ) {
    const endMs = Math.min(toMs, (Math.floor(atMs / MINUTE_MS) + 1) * MINUTE_MS);
    addAt(minutes, atMs, endMs - atMs);
    atMs = endMs;
  }
}
