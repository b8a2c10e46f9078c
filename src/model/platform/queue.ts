import type { Fact } from './fact.ts';

const ASSUMED = { certainty: 'assumption', sources: [] } as const;

/** Whether Salesforce publishes or promises any latency of asynchronous Apex. */
export const ASYNC_LATENCY_PROMISED: Fact<boolean> = {
  value: false,
  unit: 'a latency is published',
  certainty: 'documented',
  sources: ['asyncFundamentals'],
};

/**
 * The wait between the time a Queueable may start and the time it does. No figure is published, so the simulator
 * assumes a log-normal one with this median.
 */
export const QUEUE_LATENCY_MEDIAN_MS: Fact = {
  value: 3_000,
  unit: 'ms',
  ...ASSUMED,
  note: 'No figure is published. Replace it with measured data where you have them.',
};

/** Sigma of that log-normal latency, in thousandths. */
export const QUEUE_LATENCY_SIGMA_THOUSANDTHS: Fact = {
  value: 1_200,
  unit: 'thousandths of the standard deviation of the logarithm',
  ...ASSUMED,
};

/** Where that latency is cut. */
export const QUEUE_LATENCY_MAX_MS: Fact = { value: 900_000, unit: 'ms', ...ASSUMED };

/** What a job lasts beyond its callouts. */
export const JOB_OVERHEAD_MS: Fact = { value: 1_000, unit: 'ms', ...ASSUMED };

/** Requests of one org in the shared queue beyond which others are served first. */
export const FAIRNESS_BACKLOG: Fact = {
  value: 2_000,
  unit: 'requests of one org',
  certainty: 'inferred',
  sources: ['bulkGuide'],
  note: 'Documented for future, batch and Bulk API; that it holds for Queueables is an inference.',
};
