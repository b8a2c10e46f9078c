import { answer, burst, crashes, scenario } from './made.ts';
import type { ProofScenario } from './scenarios.ts';

/** The call of a job lasts from the beginning of a minute to its end. */
const FIFTY_SECONDS = { distribution: 'constant', value: 50_000 } as const;
const SECOND_31_MS = 31_007;

/** Nothing is left of the daily limit after the second job of the lane, which dies while it writes. */
function refused(durability: 'job' | 'row', requests: number, seed: number): ProofScenario {
  return scenario({
    policy: { retryableStatusCodes: [503] },
    sender: { durability, requestsPerJob: 2 },
    org: { ...crashes(0.5, 0), otherAsyncExecutionsPerDay: 249_998 },
    endpoint: { errorRates: { '503': 1 } },
    workload: { horizonHours: 1, bursts: [burst(0, requests, requests)] },
    script: requests > 1 ? [answer(0, 2, 400, null)] : [],
    seed,
  });
}

/** What chance hardly ever brings about: each draw of the differential test begins with it. */
export const RARE: readonly ProofScenario[] = [
  // The circuit is opened by hand, under the same epoch, while a job calls that was let through.
  scenario({
    sender: { timeoutMs: 55_000 },
    endpoint: { latencyMs: FIFTY_SECONDS },
    workload: { horizonHours: 1, bursts: [burst(0, 1, 1), burst(2, 1, 1)] },
    script: [answer(0, 1, 503, null)],
    acts: [{ atMs: 2 * 60_000 + SECOND_31_MS, kind: 'circuit', edit: 'open it' }],
  }),
  // The tokens are taken away by hand while the probe is under way.
  scenario({
    policy: { retryableStatusCodes: [503] },
    breaker: { minimumCalls: 1, coolDownMs: 120_000 },
    sender: { timeoutMs: 55_000 },
    endpoint: { latencyMs: FIFTY_SECONDS },
    workload: { horizonHours: 1, bursts: [burst(0, 1, 1)] },
    script: [answer(0, 1, 503, null)],
    acts: [{ atMs: 3 * 60_000 + SECOND_31_MS, kind: 'circuit', edit: 'take the tokens' }],
  }),
  // The switch is thrown between two executions of a sweep.
  scenario({
    workload: { horizonHours: 1, bursts: [burst(1, 110, 110)] },
    sender: { maxLanes: 2 },
    queueLatencyMs: FIFTY_SECONDS,
    acts: [
      { atMs: SECOND_31_MS, kind: 'switch', operator: { isOpen: true, openedAtMs: null } },
      { atMs: 5 * 60_000, kind: 'switch', operator: { isOpen: false, openedAtMs: null } },
      {
        atMs: 12 * 60_000 + SECOND_31_MS,
        kind: 'switch',
        operator: { isOpen: true, openedAtMs: null },
      },
    ],
  }),
  // The platform refuses the third job, and the second can write no row: it dies of that, and its Finalizer can.
  refused('job', 1, 20),
  // The same where it has written another row, of a dead letter.
  refused('job', 2, 20),
  // The same with a row from the start: it stays what it was until the Finalizer writes it.
  refused('row', 1, 20),
  // Eight answers of the longest kind are all that a job keeps for a handler: to the simulator, the requests of a job.
  scenario({
    sender: { requestsPerJob: 8 },
    workload: { horizonHours: 1, bursts: [burst(0, 20, 20)] },
    handler: 'gets long answers',
  }),
];
