// A thread that runs replications: `workers.ts` starts it and talks to it.
import { parentPort } from 'node:worker_threads';
import { type Batch, Replications } from '../model/simulation/batch.ts';
import type { SimulationSettings } from '../model/simulation/settings.ts';
import { UserError } from '../model/user-error.ts';

/** An order; the answers come in the order of the orders. */
export interface Order {
  /** null: those of the order before. */
  readonly settings: SimulationSettings | null;
  readonly from: number;
  readonly count: number;
}

export type Answer =
  | { readonly batch: Batch }
  | { readonly userError: UserError['text'] }
  | { readonly error: string };

function failure(error: unknown): Answer {
  if (error instanceof UserError) return { userError: error.text };
  return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

let replications: Replications | null = null;

function answer({ settings, from, count }: Order): Answer {
  try {
    if (settings !== null) replications = new Replications(settings);
    if (replications === null) throw new Error('no settings came before the first order');
    return { batch: replications.run(from, count) };
  } catch (error) {
    return failure(error);
  }
}

parentPort?.on('message', (order: Order) => {
  parentPort?.postMessage(answer(order));
});
