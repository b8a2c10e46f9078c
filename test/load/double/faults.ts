import type { Endpoint } from './protocol.ts';

/** What goes wrong with a call. */
export type Fault =
  /** An answer of the server's or of a proxy's before it; with `after`, once the call has taken effect (a 504). */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly errorCode?: string;
      readonly message?: string;
      /** Seconds; as an HTTP date when `asDate`. */
      readonly retryAfter?: number;
      readonly asDate?: boolean;
      readonly html?: boolean;
      readonly after?: boolean;
    }
  /**
   * The connection is reset: before anything is read; in the middle (of the upload's body, of any other call's answer); or
   * once the call has taken effect, without an answer.
   */
  | { readonly kind: 'reset'; readonly when: 'before' | 'during' | 'after'; readonly share?: number }
  /** Nothing more is sent: no answer at all, or half of its body. */
  | { readonly kind: 'stall'; readonly when: 'before' | 'during' | 'after' }
  /** The answer ends in good order too early. `atRow`: between two rows, so that what came is valid CSV. */
  | { readonly kind: 'truncate'; readonly share: number; readonly atRow?: boolean }
  /** The token of this call is no longer valid: 401 until the client brings another. */
  | { readonly kind: 'expire-token' }
  /** The job vanishes with its results: 404. */
  | { readonly kind: 'forget-job' };

/** Strikes `times` calls of an endpoint after letting `skip` pass. Rules are tried in order; the first that fits strikes. */
export interface FaultRule {
  readonly on: Endpoint | 'any';
  readonly skip?: number;
  readonly times?: number | 'always';
  readonly fault: Fault;
}

export class Faults {
  readonly #rules: { readonly rule: FaultRule; passed: number; struck: number }[];

  constructor(rules: readonly FaultRule[]) {
    this.#rules = rules.map((rule) => ({ rule, passed: 0, struck: 0 }));
  }

  /** The fault for a call that arrives now, counted. */
  next(endpoint: Endpoint): Fault | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.on !== 'any' && rule.on !== endpoint) continue;
      if (entry.passed < (rule.skip ?? 0)) {
        entry.passed += 1;
        continue;
      }
      if (rule.times !== 'always' && entry.struck >= (rule.times ?? 1)) continue;
      entry.struck += 1;
      return rule.fault;
    }
    return undefined;
  }

  /** Rules that have never struck: a test whose fault did not happen has proved nothing. */
  idle(): FaultRule[] {
    return this.#rules.filter((entry) => entry.struck === 0).map((entry) => entry.rule);
  }
}

/** Where an upload is cut by this fault: the share of the body that arrives, 0 for none. Undefined: it arrives whole. */
export function uploadCut(fault: Fault | undefined): { kind: 'reset' | 'stall'; share: number } | undefined {
  if ((fault?.kind !== 'reset' && fault?.kind !== 'stall') || fault.when === 'after') return undefined;
  const share = fault.kind === 'reset' ? (fault.share ?? 0.5) : 0.5;
  return { kind: fault.kind, share: fault.when === 'before' ? 0 : share };
}
