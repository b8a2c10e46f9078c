import type { OperatorSwitch } from '../policy/admission.ts';
import type { BreakerState } from '../policy/breaker.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import type { Span } from './scenario.ts';

/** What an operator does by hand, and when, ms from the start. */
export type OperatorAct = { readonly atMs: number } & (
  | { readonly kind: 'switch'; readonly operator: OperatorSwitch }
  | {
      /** Edits the row of `Circuit_Breaker_State__c`, if there is one; null: deletes it, or makes it unreadable. */
      readonly kind: 'circuit';
      readonly changes: Partial<BreakerState> | null;
    }
);

/** The acts of somebody who throws the switch at the beginning of each span, and takes it back at its end. */
export function switchActs(spans: readonly Span[]): readonly OperatorAct[] {
  const merged: { fromMinute: number; toMinute: number }[] = [];
  for (const { fromMinute, toMinute } of spans.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const last = merged.at(-1);
    if (last && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute);
    else merged.push({ fromMinute, toMinute });
  }
  return merged.flatMap(({ fromMinute, toMinute }): OperatorAct[] => [
    { atMs: fromMinute * MINUTE_MS, kind: 'switch', operator: { isOpen: true, openedAtMs: null } },
    { atMs: toMinute * MINUTE_MS, kind: 'switch', operator: { isOpen: false, openedAtMs: null } },
  ]);
}
