import type { DmlFailure } from '../values/exception.ts';

/** An asynchronous job that waits for its turn. */
export interface Job {
  readonly id: string;
  readonly kind: 'queueable' | 'scheduled' | 'batch';
  readonly className: string;
  /** The job's own copy of the object that was enqueued. */
  readonly work: object;
  readonly enqueuedAt: number;
  /** Earliest start, ms since 1970. */
  readonly runAt: number;
  /** Among jobs that start at the same time, those of a lower rank go first. */
  readonly rank: number;
  /** Place in its chain, the first job being 1. */
  readonly depth: number;
  readonly maximumDepth: number | null;
  readonly delayMinutes: number | null;
  readonly signature: string | null;
  /** Failures in a row that led to it, through finalizers. */
  readonly failures: number;
  readonly parentId: string | null;
  /** Rows of the batch; of batch jobs only. */
  readonly scopeSize?: number;
}

/** How a job ended. */
export interface JobOutcome {
  readonly job: Job;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly rows: readonly DmlFailure[];
  } | null;
  readonly children: readonly Job[];
  /** The error of its finalizer, if one ran and failed. */
  readonly finalizerError: { readonly type: string; readonly message: string } | null;
}

/** Jobs in the order of their start; among equals, by rank and in the order of arrival. */
export class JobQueue {
  readonly #heap: { readonly job: Job; readonly order: number }[] = [];
  readonly #signatures = new Map<string, number>();
  #arrived = 0;

  get size(): number {
    return this.#heap.length;
  }

  get jobs(): readonly Job[] {
    return this.#heap.map((entry) => entry.job);
  }

  holdsSignature(signature: string): boolean {
    return (this.#signatures.get(signature) ?? 0) > 0;
  }

  push(job: Job): void {
    if (job.signature !== null) this.#count(job.signature, 1);
    const heap = this.#heap;
    heap.push({ job, order: this.#arrived++ });
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The next job to start, taken out of the queue: its signature is free again. */
  pop(): Job | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last) return null;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    if (first.job.signature !== null) this.#count(first.job.signature, -1);
    return first.job;
  }

  remove(id: string): boolean {
    const jobs = [...this.#heap].sort((a, b) => a.order - b.order);
    this.#heap.length = 0;
    this.#signatures.clear();
    for (const { job } of jobs) if (job.id !== id) this.push(job);
    return jobs.length > this.#heap.length;
  }

  peek(): Job | null {
    return this.#heap[0]?.job ?? null;
  }

  #count(signature: string, by: number): void {
    this.#signatures.set(signature, (this.#signatures.get(signature) ?? 0) + by);
  }

  #before(a: number, b: number): boolean {
    const x = this.#heap[a];
    const y = this.#heap[b];
    if (!x || !y) return false;
    return (x.job.runAt - y.job.runAt || x.job.rank - y.job.rank || x.order - y.order) < 0;
  }

  #swap(a: number, b: number): void {
    const x = this.#heap[a];
    const y = this.#heap[b];
    if (!x || !y) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (right < this.#heap.length && this.#before(right, least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
