/** Time that passes only in sleep: no test waits. The earliest sleeper wakes once everything else has had its turn. */
export class VirtualTime {
  #now: number;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  constructor(start = Date.UTC(2026, 10, 21, 12)) {
    this.#now = start;
  }

  readonly clock = (): number => this.#now;

  /** Ends early when the signal is given, as the real one does. */
  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      const leave = () => {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
        resolve();
      };
      sleeper.wake = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      setImmediate(() => this.#wakeNext());
    });
  };

  #wakeNext(): void {
    this.#sleepers.sort((a, b) => a.at - b.at);
    const next = this.#sleepers.shift();
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}
