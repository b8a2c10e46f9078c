import { admission, type OperatorSwitch } from '../../../src/model/policy/admission.ts';
import { exponentialDelayMs } from '../../../src/model/policy/backoff.ts';
import { type BreakerState, type CallResults, recordResults } from '../../../src/model/policy/breaker.ts';
import { classify } from '../../../src/model/policy/classify.ts';
import { type Accounting, decide } from '../../../src/model/policy/decide.ts';
import type { Draws } from '../../../src/model/policy/draw.ts';
import { jitteredDelayMs } from '../../../src/model/policy/jitter.ts';
import { nextJob, parkedJob, probeAtMs } from '../../../src/model/policy/lane.ts';
import { minutesCovering, stochasticMinutes } from '../../../src/model/policy/minutes.ts';
import type { Outcome } from '../../../src/model/policy/outcome.ts';
import type { Waiting } from '../../../src/model/policy/parking.ts';
import type { BreakerPolicy, RetryPolicy } from '../../../src/model/policy/policy.ts';
import { claimProbe } from '../../../src/model/policy/probe.ts';
import { retryAfterMs } from '../../../src/model/policy/retry-after.ts';
import { heldUntilMs, spreadOverLanes } from '../../../src/model/policy/submit.ts';
import { aPolicy } from './a-policy.ts';

/** The union of all inputs: each function of the policy takes its own part. */
interface Input extends RetryPolicy {
  policy: RetryPolicy & BreakerPolicy;
  request: Accounting;
  requests: readonly Waiting[] & number;
  outcome: Outcome;
  attemptedBefore: boolean;
  nowMs: number;
  draws: Draws;
  draw: number;
  step: number;
  previousMs: number;
  delayMs: number;
  header: string | null;
  silentUntilMs: number | null;
  untilMs: number | null;
  probes: boolean;
  free: number;
  maxLanes: number;
  requestsPerJob: number;
  steps: readonly Step[];
}

type Step =
  | { do: 'ask'; atMs: number; lane: string | null; operator: OperatorSwitch }
  | { do: 'claim'; atMs: number; lane: string; expiresAtMs: number }
  | { do: 'report'; atMs: number; report: CallResults };

/** The row without the start of its window, which only its effects show. */
function row(state: BreakerState | null) {
  if (state === null) return null;
  const { windowStartMs: _, ...rest } = state;
  return rest;
}

function runBreaker({ policy, steps }: Input): unknown {
  let state: BreakerState | null = null;
  return steps.map((step) => {
    if (step.do === 'ask') return admission(policy, state, step.operator, step.lane, step.atMs);
    if (step.do === 'report') {
      state = recordResults(policy, state, step.report, step.atMs);
      return { row: row(state) };
    }
    if (state === null) return { granted: false, row: null };
    const claimed = claimProbe(policy, state, step.lane, step.atMs, step.expiresAtMs);
    state = claimed.state;
    return { granted: claimed.granted, row: row(state) };
  });
}

const RUNNERS: Readonly<Record<string, (input: Input) => unknown>> = {
  classify: (input) => classify(aPolicy(input), input.outcome, input.attemptedBefore),
  backoff: (input) => exponentialDelayMs(aPolicy(input), input.step),
  jitter: (input) => jitteredDelayMs(aPolicy(input), input.step, input.previousMs, input.draw),
  'minutes-stochastic': ({ delayMs, draw }) => stochasticMinutes(delayMs, draw),
  'minutes-covering': ({ delayMs }) => minutesCovering(delayMs),
  'retry-after': ({ header, nowMs }) => retryAfterMs(header, nowMs),
  decide: ({ policy, request, outcome, nowMs, draws }) => {
    const { next, retryAfterMs: asked, pauseMs } = decide(policy, request, outcome, nowMs, draws);
    return { next, retryAfterMs: asked, pauseMs };
  },
  breaker: runBreaker,
  'lane-next': ({ requests, silentUntilMs, nowMs }) => nextJob(requests, silentUntilMs, nowMs),
  'lane-parked': ({ requests, untilMs, probes, draw, nowMs }) =>
    parkedJob(requests, untilMs, probes, draw, nowMs),
  'lane-probe': ({ requests, untilMs, nowMs }) => probeAtMs(requests, untilMs, nowMs),
  'submit-held': ({ untilMs, nowMs }) => heldUntilMs(untilMs, nowMs),
  submit: ({ requests, free, maxLanes, requestsPerJob }) =>
    spreadOverLanes(requests, free, maxLanes, requestsPerJob),
};

/** Feeds the input of a vector to the function that its file is named after. */
export function run(file: string, input: Record<string, unknown>): unknown {
  const runner = RUNNERS[file];
  if (!runner) throw new Error(`No function for the vectors of ${file}`);
  return runner(input as unknown as Input);
}
