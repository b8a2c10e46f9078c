import fc from 'fast-check';
import type { OperatorSwitch } from '../../src/model/policy/admission.ts';
import type { BreakerState } from '../../src/model/policy/breaker.ts';
import type { OperatorAct } from '../../src/model/simulation/operator.ts';
import { whole } from './answers.ts';
import type { ApexOrg } from './apex-org.ts';
import { isReadable } from './circuit-row.ts';

/** What `Exact_State__c` must hold: without one of them it says nothing. */
const NEEDED = [
  'isMarkedOpen',
  'epoch',
  'windowStartMs',
  'calls',
  'failures',
  'probesSucceeded',
  'tokens',
] as const;

/** What can be changed by hand so that it still says something. */
const CHANGES = {
  'open it': (atMs: number) => ({ state: 'open', openedAtMs: atMs }),
  'open it since never': () => ({ state: 'open', openedAtMs: null }),
  'take the tokens': () => ({ tokens: [] }),
} as const satisfies Record<string, (atMs: number) => Partial<BreakerState>>;

/** What an operator does to the circuit's row: deletes it, clears a field of its state, changes it. */
type Edit = 'delete' | (typeof NEEDED)[number] | keyof typeof CHANGES;

/** Something that an operator does, at a time in ms. */
export type ProofAct = { readonly atMs: number } & (
  | { readonly kind: 'switch'; readonly operator: OperatorSwitch }
  | { readonly kind: 'circuit'; readonly edit: Edit }
);

const MINUTE_MS = 60_000;
/** Nothing else comes at this second of a minute but by chance. */
const SECOND_31_MS = 31_007;

const atMs = whole(0, 150).map((minute) => minute * MINUTE_MS + SECOND_31_MS);

/** On for ever, on for a cool-down since some minutes ago, off. */
const operator: fc.Arbitrary<OperatorSwitch> = fc.oneof(
  fc.constant({ isOpen: true, openedAtMs: null }),
  whole(0, 150).map((minute) => ({ isOpen: true, openedAtMs: minute * MINUTE_MS })),
  fc.constant({ isOpen: false, openedAtMs: null }),
);

const act: fc.Arbitrary<ProofAct> = fc.oneof(
  fc.record({ atMs, kind: fc.constant('switch' as const), operator }),
  fc.record({
    atMs,
    kind: fc.constant('circuit' as const),
    edit: fc.constantFrom<Edit>('delete', ...NEEDED, 'open it', 'open it since never', 'take the tokens'),
  }),
);

/** Nobody does anything, mostly. */
export const acts: fc.Arbitrary<readonly ProofAct[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .uniqueArray(act, { minLength: 1, maxLength: 4, selector: (each) => each.atMs })
      .map((list) => list.toSorted((a, b) => a.atMs - b.atMs)),
  },
);

/** The same to the simulator, which knows of a row that nobody can read as much as of none. */
export function inModel(act: ProofAct): OperatorAct {
  if (act.kind === 'switch') return act;
  const { atMs, kind, edit } = act;
  return { atMs, kind, changes: edit in CHANGES ? CHANGES[edit as keyof typeof CHANGES](atMs) : null };
}

/** `Exact_State__c` after an edit. */
function edited(state: string, edit: Edit, atMs: number): string {
  const before = JSON.parse(state) as Record<string, unknown>;
  if (!(edit in CHANGES)) return JSON.stringify({ ...before, [edit]: null });
  const { state: name, ...changes }: Partial<BreakerState> = CHANGES[edit as keyof typeof CHANGES](atMs);
  return JSON.stringify({ ...before, ...changes, ...(name === undefined ? {} : { isMarkedOpen: true }) });
}

/** Does it in the org. */
export function inOrg(act: ProofAct, apex: ApexOrg): void {
  if (act.kind === 'switch') {
    apex.deploySwitch(act.operator);
    return;
  }
  const { edit, atMs } = act;
  const [row] = apex.org.rows('Circuit_Breaker_State__c');
  const state = row ? String(row['Exact_State__c']) : null;
  if (state === null || !isReadable(state)) return;
  if (edit === 'delete') apex.org.call('ProofOperator', 'deleteCircuit()');
  else apex.org.call('ProofOperator', 'editCircuit(String)', edited(state, edit, atMs));
}
