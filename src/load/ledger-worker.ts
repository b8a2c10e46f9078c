// A thread that keeps a ledger: `ledger-thread.ts` starts it and talks to it.
import { parentPort } from 'node:worker_threads';
import type { DuplicateSearch } from './duplicate-finder.ts';
import { Ledger, type LedgerEntry, type LedgerTotals } from './ledger.ts';

export type ToLedger =
  | { readonly t: 'begin'; readonly search: DuplicateSearch | null }
  | { readonly t: 'add'; readonly bytes: Uint8Array<ArrayBuffer>; readonly entry: LedgerEntry }
  | { readonly t: 'finish' };

/** `added` gives the memory of the block back. */
export type FromLedger =
  | { readonly t: 'added'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly t: 'totals'; readonly totals: LedgerTotals };

let ledger = new Ledger(null);

function tell(message: FromLedger, memory: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, memory);
}

parentPort?.on('message', (message: ToLedger) => {
  switch (message.t) {
    case 'begin':
      ledger = new Ledger(message.search);
      return;
    case 'add':
      ledger.add(message.bytes, message.entry);
      return tell({ t: 'added', bytes: message.bytes }, [message.bytes.buffer]);
    case 'finish':
      return tell({ t: 'totals', totals: ledger.finish() });
  }
});
