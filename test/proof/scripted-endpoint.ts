import type { Draws } from '../../src/model/policy/draw.ts';
import type { Outcome } from '../../src/model/policy/outcome.ts';
import { Endpoint } from '../../src/model/simulation/endpoint.ts';

/** An answer that takes the place of what the endpoint would have said, and draws that are at the edge. */
export interface ScriptedAnswer {
  readonly request: number;
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly draws: Draws;
}

/**
 * Runs work while the simulator's endpoint speaks by a script where there is one: it has answers that no scenario of a user
 * can describe, such as a Retry-After with a date.
 */
export function withScript<T>(script: readonly ScriptedAnswer[], work: () => T): T {
  const answers = new Map(script.map((answer) => [`${answer.request}.${answer.attempt}`, answer]));
  const { call } = Endpoint.prototype;
  Endpoint.prototype.call = function (this: Endpoint, request, attempt, atMs, draws) {
    call.call(this, request, attempt, atMs, draws);
    const scripted = answers.get(`${request}.${attempt}`);
    if (!scripted) return;
    this.outcome = scripted.outcome;
    draws.jitter = scripted.draws.jitter;
    draws.rounding = scripted.draws.rounding;
  };
  try {
    return work();
  } finally {
    Endpoint.prototype.call = call;
  }
}
