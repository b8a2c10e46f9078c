import type { BreakerState } from '../../src/model/policy/breaker.ts';
import type { VirtualOrg } from '../../tools/apex-runtime/runner/virtual-org.ts';
import { INTEGRATION } from './records.ts';

/** What `Exact_State__c` holds. */
interface StoredState {
  readonly isMarkedOpen: boolean;
  readonly epoch: number;
  readonly windowStartMs: number;
  readonly calls: number;
  readonly failures: number;
  readonly openedAtMs: number | null;
  readonly probesSucceeded: number;
  readonly tokens: readonly { readonly lane: string; readonly expiresAtMs: number }[];
  readonly pausedUntilMs: number | null;
}

/** Whether the kit can read it: everything is there that it needs. */
export function isReadable(exactState: string): boolean {
  const { openedAtMs: _, pausedUntilMs: __, ...needed } = JSON.parse(exactState) as StoredState;
  return Object.values(needed).every((value) => value !== null);
}

/**
 * The row of `Circuit_Breaker_State__c`, as the model knows it: one that the kit cannot read is none.
 *
 * @param lanes - numbers of the lanes by the names that the kit gave them
 */
export function circuitOf(org: VirtualOrg, lanes: ReadonlyMap<string, number>): BreakerState | null {
  const [row, ...more] = org.rows('Circuit_Breaker_State__c');
  if (!row) return null;
  if (more.length > 0 || row['Integration__c'] !== INTEGRATION)
    throw new Error('One integration has one row');
  const exactState = String(row['Exact_State__c']);
  if (!isReadable(exactState)) return null;
  const { isMarkedOpen, tokens, ...stored } = JSON.parse(exactState) as StoredState;
  return {
    ...stored,
    state: isMarkedOpen ? 'open' : 'closed',
    tokens: tokens.map(({ lane, expiresAtMs }) => ({ lane: String(lanes.get(lane) ?? lane), expiresAtMs })),
  };
}
