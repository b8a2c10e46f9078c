import { Circuit, type OracleBreaker } from '../circuit.ts';
import { integers, MINUTE, type Vector, type VectorFile } from '../vector.ts';
import { ask, at, claim, report, STORIES, type Step, type Story } from './breaker-stories.ts';

const POLICY: OracleBreaker = {
  failureRatePercent: 50,
  minimumCalls: 10,
  windowMs: 10 * MINUTE,
  coolDownMs: 15 * MINUTE,
  halfOpenProbes: 1,
};

function randomStory(below: (n: number) => number, name: string): Story {
  const lanes = ['a', 'b', 'c'];
  const steps = Array.from({ length: 30 }, (_, i): Step => {
    const minute = i + below(10) / 10;
    const lane = lanes[below(3)] ?? 'a';
    const kind = below(6);
    if (kind < 2) return ask(minute, lane);
    if (kind === 2) return claim(minute, lane, minute + 1 + below(20));
    const calls = below(5);
    const failures = below(3) === 0 ? 0 : below(calls + 1);
    const pause = below(8) === 0 ? { pausedUntilMs: at(minute + below(6)) } : {};
    if (kind === 3) return report(minute, below(4), calls, failures, { probeOf: lane, ...pause });
    return report(minute, below(3), calls, failures, pause);
  });
  return [
    name,
    { minimumCalls: 4, coolDownMs: (1 + below(6)) * MINUTE, halfOpenProbes: 1 + below(3) },
    steps,
  ];
}

/** Each step with what comes of it: the admission, whether the claim is granted, and the row after it. */
function vector([name, changes, steps]: Story): Vector {
  const policy = { ...POLICY, ...changes };
  const circuit = new Circuit(policy);
  const expected = steps.map((step) => {
    const atMs = Math.round(step.atMs);
    if (step.do === 'ask') return circuit.ask(step.operator, step.lane, atMs);
    if (step.do === 'claim') {
      const granted = circuit.claim(step.lane, atMs, Math.round(step.expiresAtMs));
      return { granted, row: circuit.row() };
    }
    circuit.report(step.report, atMs);
    return { row: circuit.row() };
  });
  return { name, input: { policy, steps: steps.map(whole) }, expected };
}

function whole(step: Step): Step {
  const atMs = Math.round(step.atMs);
  return step.do === 'claim'
    ? { ...step, atMs, expiresAtMs: Math.round(step.expiresAtMs) }
    : { ...step, atMs };
}

const below = integers(42);
const RANDOM = Array.from({ length: 8 }, (_, i) => randomStory(below, `random ${i + 1}`));

export const BREAKER: VectorFile = { name: 'breaker', vectors: [...STORIES, ...RANDOM].map(vector) };
