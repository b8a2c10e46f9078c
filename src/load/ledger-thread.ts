import { Worker } from 'node:worker_threads';
import type { DuplicateSearch } from './duplicate-finder.ts';
import { Ledger, type LedgerEntry, type LedgerTotals } from './ledger.ts';
import type { FromLedger, ToLedger } from './ledger-worker.ts';

/** A ledger, wherever it is kept. */
export interface LedgerKeeper {
  begin(search: DuplicateSearch | null): void;
  /** @returns a promise where the reader is too far ahead, and has to wait */
  add(bytes: Uint8Array, entry: LedgerEntry): Promise<void> | undefined;
  finish(): Promise<LedgerTotals>;
  close(): Promise<void>;
}

/** Next to this file: as it was compiled, or as it was written. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './ledger-worker.ts' : './ledger-worker.js',
  import.meta.url,
);

/** Blocks that may be on their way to the thread: enough that neither side waits for the other, 2 MB in all. */
const BLOCKS = 4;

/** Keeps the ledger in another thread: hashes and keys of one block, while this one reads the next. */
export class ThreadKeeper implements LedgerKeeper {
  readonly #worker = new Worker(WORKER);
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #blocks = 0;
  #failed: Error | null = null;
  #totals: LedgerTotals | null = null;
  #wake: () => void = () => undefined;

  constructor() {
    this.#worker.on('message', (message: FromLedger) => {
      if (message.t === 'added') this.#free.push(message.bytes);
      else this.#totals = message.totals;
      this.#wake();
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) =>
      this.#fail(new Error(`the thread of the pre-flight ended with ${code}`)),
    );
  }

  begin(search: DuplicateSearch | null): void {
    this.#tell({ t: 'begin', search });
  }

  async add(bytes: Uint8Array, entry: LedgerEntry): Promise<void> {
    await this.#until(() => this.#free.length > 0 || this.#blocks < BLOCKS);
    let block = this.#free.pop() ?? null;
    if (block === null) this.#blocks++;
    if (block === null || block.length < entry.end) block = new Uint8Array(bytes.length);
    block.set(bytes.subarray(0, entry.end));
    const { keys } = entry;
    const memory = keys === null ? [] : [keys.hashes.buffer, keys.offsets.buffer, keys.lines.buffer];
    this.#tell({ t: 'add', bytes: block, entry }, [block.buffer, ...memory]);
  }

  async finish(): Promise<LedgerTotals> {
    this.#tell({ t: 'finish' });
    await this.#until(() => this.#totals !== null);
    if (this.#totals === null) throw new Error('the ledger has no totals');
    return this.#totals;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #tell(message: ToLedger, memory: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, memory);
  }

  #fail(error: unknown): void {
    this.#failed ??= error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }

  /** Waits for the thread. @throws what the thread died of */
  async #until(isSo: () => boolean): Promise<void> {
    while (this.#failed === null && !isSo()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failed !== null) throw this.#failed;
  }
}

/** Keeps the ledger here. */
export class LocalKeeper implements LedgerKeeper {
  #ledger = new Ledger(null);

  begin(search: DuplicateSearch | null): void {
    this.#ledger = new Ledger(search);
  }

  add(bytes: Uint8Array, entry: LedgerEntry): undefined {
    this.#ledger.add(bytes, entry);
  }

  async finish(): Promise<LedgerTotals> {
    return this.#ledger.finish();
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}

/** Below this, a thread takes longer to start than it saves. */
const LARGE_BYTES = 8_000_000;

/** A ledger for a file of so many bytes: in a thread of its own, if it is worth that. */
export function keepLedger(size: number): LedgerKeeper {
  return size < LARGE_BYTES ? new LocalKeeper() : new ThreadKeeper();
}
