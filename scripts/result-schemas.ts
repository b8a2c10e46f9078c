import { z } from 'zod';
import type { ConfigIssue } from '../src/config/types.ts';
import type { FileResult } from '../src/files/plan.ts';
import type { LoadResult } from '../src/model/load/load-result.ts';
import { JITTERS } from '../src/model/policy/policy.ts';
import { METRICS, type MetricId } from '../src/model/simulation/metrics.ts';
import { EDITIONS } from '../src/model/simulation/scenario.ts';
import type { SimulateResult } from '../src/model/simulation/scenario-result.ts';
import { RULES } from '../src/model/simulation/settings.ts';

// The `result` of every command's `--json`, as JSON schemas for whoever reads it. The compiler holds each against the type
// that the command returns; the tests of the real sf hold it against real answers.

const number = z.number();
const count = z.int().min(0);

const fileResult = z.strictObject({
  path: z.string().describe('Relative to the project, with /'),
  state: z.enum(['created', 'updated', 'identical', 'conflict', 'kept', 'obsolete', 'deleted']),
}) satisfies z.ZodType<FileResult>;

const configIssue = z.strictObject({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: count,
  column: count,
  message: z.string(),
  fix: z.string(),
}) satisfies z.ZodType<ConfigIssue>;

const interval = z.tuple([number, number]).nullable().describe('95 % interval of the mean');

const quantile = z
  .strictObject({ value: number.nullable(), interval: z.tuple([number.nullable(), number.nullable()]) })
  .describe('Over the replications; null: infinite, or not bounded by so few of them');

const estimate = z.strictObject({
  mean: number.nullable(),
  interval,
  method: z.enum(['t', 'wilson', 'poisson']).nullable().describe('How the interval was made'),
  precise: z.boolean().describe('Whether it is as narrow as was asked for'),
  min: number.nullable(),
  max: number.nullable(),
  p50: quantile,
  p95: quantile,
  p99: quantile,
});

const estimates = z.strictObject(
  Object.fromEntries(
    METRICS.map(({ id, description, unit }) => [
      id,
      estimate.describe(`${description} (${unit}); null: infinite`),
    ]),
  ) as Record<MetricId, typeof estimate>,
);

const perMinute = z.array(number).describe('Mean over the replications, from minute 0');

const expectations = z.array(
  z.strictObject({
    metric: z.string(),
    expected: z.string(),
    actual: number.nullable(),
    interval,
    passed: z.boolean(),
  }),
);

const policyTexts = z.array(z.string());
const metricId = z.enum(METRICS.map(({ id }) => id));

const sender = z.strictObject({
  policy: z.strictObject({
    maxRetries: count,
    baseDelayMs: count,
    backoffPercent: count,
    maxDelayMs: count,
    jitter: z.enum(JITTERS),
    retryableStatusCodes: z.array(count),
    alreadyProcessedStatusCodes: z.array(count),
    honorRetryAfter: z.boolean(),
    maxElapsedMs: count,
    maxAgeMs: count,
    immediateRetries: count,
  }),
  breaker: z.strictObject({
    failureRatePercent: count,
    minimumCalls: count,
    windowMs: count,
    coolDownMs: count,
    halfOpenProbes: count,
  }),
  durability: z.enum(['job', 'row']),
  timeoutMs: count,
  requestsPerJob: count,
  maxLanes: count,
  reservePercent: number,
});

const sensitivity = z.strictObject({
  queueLatencyFactor: z.union([z.literal(0), z.literal(10)]),
  replications: count,
  metrics: estimates,
  expectations,
  flips: z.array(z.string()).describe('Expectations whose verdict depends on the queue latency'),
});

const comparison = z.strictObject({
  file: z.string(),
  policies: z.strictObject({ a: policyTexts, b: policyTexts }),
  replications: count,
  metrics: z.array(
    z.strictObject({
      id: metricId,
      a: number.nullable(),
      b: number.nullable(),
      difference: number.nullable().describe('Mean of b - a over the replications'),
      interval,
      p: number.nullable().describe('Holm-corrected'),
      significant: z.boolean(),
    }),
  ),
});

const simulateResult = z.strictObject({
  scenarios: z.array(
    z.strictObject({
      name: z.string(),
      integration: z.string(),
      seed: count,
      replications: count.describe('How many were run'),
      stoppedBy: z.enum(['precision', 'replications', 'interrupt']),
      imprecise: z.array(metricId).describe('Metrics that are not known to the precision that was asked for'),
      metrics: estimates,
      expectations,
      passed: z.boolean(),
      workload: z.strictObject({ requests: count, horizonHours: count, text: z.array(z.string()) }),
      policy: z.strictObject({ sender, text: policyTexts }),
      org: z.strictObject({
        edition: z.enum(EDITIONS),
        userLicenses: count,
        otherAsyncExecutionsPerDay: count,
      }),
      assumptions: z.array(z.string()),
      limits: z.array(z.string()),
      timelines: z.array(
        z.strictObject({
          id: z.enum(['endpoint.calls', 'asyncExecutions', 'backlog', 'deadLetters', 'circuitOpen']),
          unit: z.string(),
          perMinute,
          limit: number.nullable(),
        }),
      ),
      windows: z.array(
        z.strictObject({
          kind: z.enum(['outage', 'brown-out', 'rate-limit']),
          fromMinute: number,
          toMinute: number,
          text: z.string(),
        }),
      ),
      delivery: z.strictObject({
        upToMinutes: z.array(number),
        share: z.array(number).describe('Of all submitted requests, delivered within upToMinutes'),
        undelivered: number,
      }),
      naive: z.array(
        z.strictObject({
          rule: z.enum(RULES).exclude(['kit']),
          replications: count,
          metrics: estimates,
          callsPerMinute: perMinute,
        }),
      ),
      sensitivity: z.array(sensitivity),
      comparison: comparison.nullable(),
      remedies: z
        .array(
          z.strictObject({
            changes: z
              .array(z.strictObject({ setting: z.string(), from: z.string(), to: z.string() }))
              .describe('Together'),
            failing: z.array(z.string()).describe('Expectations that do not hold with it either'),
          }),
        )
        .describe('Where something does not hold: what would help, each on its own'),
    }),
  ),
}) satisfies z.ZodType<SimulateResult>;

const rowCounts = z
  .strictObject({
    source: count,
    loaded: count.describe('created + updated'),
    created: count,
    updated: count,
    deadLettered: count,
    skippedDuplicates: count,
    unknown: count.describe('Sent, and the org gives no verdict on them'),
    remaining: count.describe('Not at an end yet: for resume'),
  })
  .describe('source = loaded + deadLettered + skippedDuplicates + unknown + remaining');

const loadResult = z.strictObject({
  runId: z.string(),
  runDir: z.string(),
  state: z.enum(['planned', 'running', 'done', 'doneWithFailures', 'unreconciled', 'stopped']),
  stop: z
    .strictObject({
      reason: z.enum(['wait', 'retries', 'retryAfter', 'auth', 'quota', 'request', 'jobs']),
      message: z.string(),
    })
    .nullable()
    .describe('Why the run stopped before its end'),
  rows: rowCounts,
  chunks: z.strictObject({ total: count, done: count }),
  jobs: count.describe('Jobs created'),
  orphans: z.array(z.string()).describe('Open jobs that may stem from a creation whose answer was lost'),
  retries: count.describe('Calls that were made again'),
  elapsedSeconds: number,
  rowsPerSecond: number,
  redriven: count.describe('Dead letters that a redrive has loaded since'),
  files: z.strictObject({ deadLetter: z.string().nullable(), journal: z.string() }),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<LoadResult>;

const RESULTS = {
  'retry.init': z.strictObject({ files: z.array(fileResult) }),
  'retry.generate': z.strictObject({ files: z.array(fileResult), warnings: z.array(configIssue) }),
  'retry.simulate': simulateResult,
  'retry.upsert.bulk': loadResult,
  'retry.upsert.resume': loadResult,
  'retry.upsert.results': loadResult,
  'retry.upsert.redrive': loadResult,
};

/** Path below the repository -> text of the schema. */
export function resultSchemas(): Record<string, () => string> {
  return Object.fromEntries(
    Object.entries(RESULTS).map(([command, schema]) => [
      `schemas/${command}.json`,
      () =>
        `${JSON.stringify(z.toJSONSchema(schema, { reused: command === 'retry.simulate' ? 'ref' : 'inline' }), null, 2)}\n`,
    ]),
  );
}
