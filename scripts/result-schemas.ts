import { z } from 'zod';
import type { ConfigIssue } from '../src/config/types.ts';
import type { FileResult } from '../src/files/plan.ts';
import type { LoadResult } from '../src/model/load/load-result.ts';
import { METRICS, type MetricId } from '../src/model/simulation/metrics.ts';
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

const estimate = z.strictObject({
  mean: number.nullable(),
  interval,
  min: number.nullable(),
  max: number.nullable(),
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

const simulateResult = z.strictObject({
  scenarios: z.array(
    z.strictObject({
      name: z.string(),
      integration: z.string(),
      seed: count,
      replications: count,
      metrics: estimates,
      expectations: z.array(
        z.strictObject({
          metric: z.string(),
          expected: z.string(),
          actual: number.nullable(),
          interval,
          passed: z.boolean(),
        }),
      ),
      passed: z.boolean(),
      assumptions: z.array(z.string()),
      limits: z.array(z.string()),
      timeline: z.strictObject({
        callsPerMinute: perMinute,
        outages: z.array(
          z.strictObject({
            fromMinute: number,
            toMinute: number,
            failureRate: number,
            failure: z.union([z.int(), z.literal('timeout')]),
          }),
        ),
      }),
      naive: z.array(
        z.strictObject({
          rule: z.enum(RULES).exclude(['kit']),
          replications: count,
          metrics: estimates,
          callsPerMinute: perMinute,
        }),
      ),
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
      () => `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`,
    ]),
  );
}
