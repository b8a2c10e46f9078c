import type { Admission } from './admission.ts';
import type { BreakerState, CallResults } from './breaker.ts';
import type { Decision } from './decide.ts';

/**
 * What a job that may call has to tell the breaker before its first call.
 *
 * @param lane - the job's lane: its token is used up where it probes
 */
export function noResults(admission: Exclude<Admission, { kind: 'wait' }>, lane: string): CallResults {
  const probeOf = admission.kind === 'probe' ? lane : null;
  return { epoch: admission.epoch, calls: 0, failures: 0, probeOf, pausedUntilMs: null };
}

/**
 * Whether an outcome says anything of the endpoint. A call that could not be made (configuration), and one that nobody
 * knows the answer of because the transaction died, do not: they are no calls, or a probe that was never sent would close
 * a circuit.
 */
export function isCall({ classification: { category } }: Decision): boolean {
  return category !== 'Configuration' && category !== 'Crash';
}

/**
 * Adds one outcome, if it is a call.
 *
 * @param nowMs - the time of the answer
 */
export function withOutcome(results: CallResults, decision: Decision, nowMs: number): CallResults {
  if (!isCall(decision)) return results;
  const pausedUntilMs =
    decision.pauseMs === null
      ? results.pausedUntilMs
      : Math.max(results.pausedUntilMs ?? 0, nowMs + decision.pauseMs);
  return {
    ...results,
    calls: results.calls + 1,
    failures: results.failures + (decision.classification.outage ? 1 : 0),
    pausedUntilMs,
  };
}

/**
 * Whether a job writes at all: a healthy integration costs no write. A used token is always given back, also by a probe
 * that made no call.
 *
 * @param seen - the state that the job read at its start
 */
export function isWorthRecording(seen: BreakerState | null, results: CallResults): boolean {
  return (
    results.probeOf !== null ||
    results.failures > 0 ||
    results.pausedUntilMs !== null ||
    (seen !== null && results.calls > 0)
  );
}
