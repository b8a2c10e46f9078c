import { Worker } from 'node:worker_threads';
import type { Batch } from '../model/simulation/batch.ts';
import type { SimulationSettings } from '../model/simulation/settings.ts';
import { UserError } from '../model/user-error.ts';
import type { Answer, Order } from './worker.ts';

/** Next to this file: as it was compiled, or as it was written. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

interface Waiting {
  readonly resolve: (batch: Batch) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread with the orders that it has not answered, oldest first. */
class Thread {
  readonly #worker = new Worker(WORKER);
  readonly #waiting: Waiting[] = [];
  #settings: SimulationSettings | null = null;
  #failed: UserError | null = null;

  constructor() {
    this.#worker.on('message', (answer: Answer) => this.#receive(answer));
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => this.#fail(`the thread ended with ${code}`));
    // A thread without work keeps no process alive.
    this.#worker.unref();
  }

  run(settings: SimulationSettings, from: number, count: number): Promise<Batch> {
    if (this.#failed) return Promise.reject(this.#failed);
    const order: Order = { settings: settings === this.#settings ? null : settings, from, count };
    this.#settings = settings;
    return new Promise((resolve, reject) => {
      // First: what cannot be sent is not waited for.
      this.#worker.postMessage(order);
      this.#waiting.push({ resolve, reject });
      this.#worker.ref();
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    if ('batch' in answer) waiting?.resolve(answer.batch);
    else if ('userError' in answer) waiting?.reject(new UserError(answer.userError));
    else waiting?.reject(new Error(answer.error));
  }

  /** The thread is gone: so are all answers. */
  #fail(reason: string): void {
    this.#failed ??= new UserError({ area: 'simulate', code: 'WorkerFailed', values: [reason] });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failed);
  }
}

/** Threads that run replications. None is started before there is work for it. */
export class Workers {
  readonly count: number;
  readonly #threads: Thread[] = [];

  /** @param count - threads at most; 0: everything runs in this one */
  constructor(count: number) {
    this.count = count;
  }

  /**
   * @param worker - which thread, from 0
   * @throws UserError `WorkerFailed`, and what the replications throw
   */
  run(worker: number, settings: SimulationSettings, from: number, count: number): Promise<Batch> {
    this.#threads[worker] ??= new Thread();
    return this.#threads[worker].run(settings, from, count);
  }

  /** Ends all threads, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread?.close()));
  }
}
