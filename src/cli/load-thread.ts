import { Worker } from 'node:worker_threads';
import type { LoadResult } from '../model/load/load-result.ts';
import type { Progress } from '../model/load/progress.ts';
import type { OrgLogin } from '../org/connect.ts';
import { type FromLoader, type LoadOrder, type ToLoader, unpackError } from './load-order.ts';

/** Next to this file: as it was compiled, or as it was written. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './load-worker.ts' : './load-worker.js',
  import.meta.url,
);

/** What the loader's thread tells and asks while it is at work. */
export interface LoadListener {
  readonly progress: (progress: Progress) => void;
  /** So many bytes of the file have been checked, of so many. */
  readonly checking: (bytes: number, of: number) => void;
  /** The run is on the disk and can be resumed; no row moves before this is done. */
  readonly planned: () => Promise<void>;
}

/**
 * The loader in a thread of its own. Buffers make V8 collect garbage at every 64 MB that pass through, and each time it
 * would walk the 60 MB of modules that the CLI holds: a heap of its own, with hardly anything in it, halves the cost of a load.
 */
export class LoadThread {
  /** Started before there is an order: its modules are loaded while the command still parses its flags. */
  readonly #worker = new Worker(WORKER);
  /** Rejects when the thread dies, also before there is an order. */
  readonly #death: Promise<never>;

  constructor() {
    this.#death = new Promise((_, reject) => {
      this.#worker.on('error', reject);
      this.#worker.on('exit', (code) => reject(new Error(`the loader's thread ended with ${code}`)));
    });
    // Whoever gives an order hears of it; nobody else need.
    this.#death.catch(() => undefined);
    // Without an order, it keeps no process alive.
    this.#worker.unref();
  }

  /** Carries an order out. @throws what the loader throws */
  run(order: LoadOrder, login: OrgLogin, listener: LoadListener): Promise<LoadResult> {
    const worker = this.#worker;
    const tell = (message: ToLoader): void => worker.postMessage(message);
    worker.ref();
    const { identity, apiVersion, accessToken } = login;
    tell({ t: 'order', order, login: { identity, apiVersion, accessToken: accessToken() } });
    const ended = new Promise<LoadResult>((resolve, reject) => {
      worker.on('message', (message: FromLoader) => {
        switch (message.t) {
          case 'progress':
            return listener.progress(message.progress);
          case 'checking':
            return listener.checking(message.bytes, message.of);
          case 'planned':
            listener.planned().then(() => tell({ t: 'goOn' }), reject);
            return;
          case 'needsToken':
            newToken(login).then(tell, reject);
            return;
          case 'result':
            return resolve(message.result);
          case 'failure':
            return reject(unpackError(message.failure));
        }
      });
    });
    return Promise.race([ended, this.#death]);
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function newToken({ refresh, accessToken }: OrgLogin): Promise<ToLoader> {
  try {
    await refresh();
    return { t: 'token', accessToken: accessToken() };
  } catch (error) {
    return { t: 'noToken', reason: error instanceof Error ? error.message : String(error) };
  }
}
