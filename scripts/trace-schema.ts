import { z } from 'zod';
import { CALLOUT_CATEGORIES } from '../src/model/failure/category.ts';
import type { TraceLine } from '../src/simulate/trace.ts';

// The lines of `sf retry simulate --trace`. The compiler holds them against the events of the model; a test holds them
// against those of real runs.

const count = z.int().min(0);
const ms = z.number().min(0);
const request = count.describe('Number of the request, in the order of submission');
const lane = count.describe('Number of the lane: a chain of jobs, never used again');
const due = z.strictObject({ request, dueAtMs: ms.describe('When it may be sent') });
const category = z.enum(CALLOUT_CATEGORIES);

function event<Kind extends string, Shape extends z.ZodRawShape>(
  kind: Kind,
  description: string,
  shape: Shape,
) {
  return z.strictObject({ atMs: ms, kind: z.literal(kind), ...shape }).describe(description);
}

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), status: count, retryAfter: z.string().nullable() }),
  z.strictObject({ kind: z.enum(['timeout', 'no-answer', 'configuration', 'crash']) }),
]);

const decision = z.strictObject({
  next: z.discriminatedUnion('step', [
    z.strictObject({ step: z.literal('delivered') }),
    z.strictObject({
      step: z.literal('retry'),
      category,
      delayMs: ms.describe('As drawn'),
      minutes: count.describe('As the platform can keep it'),
      previousDelayMs: ms,
    }),
    z.strictObject({
      step: z.literal('dead-letter'),
      category,
      reason: z.enum(['permanent', 'crashed twice', 'retries', 'elapsed', 'age']),
    }),
  ]),
  classification: z.strictObject({
    verdict: z.enum(['delivered', 'retryable', 'permanent']),
    category: category.nullable(),
    outage: z.boolean().describe('Counts as a failure for the circuit breaker'),
    throttled: z.boolean().describe('The endpoint asks for less'),
  }),
  retryAfterMs: ms.nullable(),
  pauseMs: ms.nullable(),
});

const admission = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['call', 'probe']), epoch: count }),
  z.strictObject({ kind: z.literal('wait'), untilMs: ms.nullable() }),
]);

const circuitState = z.strictObject({
  state: z.enum(['closed', 'open']),
  epoch: count,
  windowStartMs: ms,
  calls: count,
  failures: count,
  openedAtMs: ms.nullable(),
  probesSucceeded: count,
  tokens: z.array(z.strictObject({ lane: z.string(), expiresAtMs: ms })),
  pausedUntilMs: ms.nullable(),
});

const child = z.strictObject({ minutes: count, requests: z.array(due) });

const line = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('scenario'),
      scenario: z.string(),
      integration: z.string(),
      seed: count,
      replication: z.literal(0),
    })
    .describe('Begins a scenario; its events follow, in the order of time'),
  event('submit', 'A transaction submits', {
    context: z.enum(['sync', 'async']),
    lanes: z.array(z.strictObject({ lane, requests: z.array(request) })).describe('What goes to which lane'),
    rows: z.array(due).describe('What becomes rows of the log'),
    refused: z.array(request).describe('What this transaction can take no more'),
  }),
  event('job-start', 'A job starts', {
    lane,
    depth: count.describe('Its place in its chain, from 1'),
    admission: admission.describe('Whether the circuit lets it call'),
    slotsTaken: z
      .literal([0, 1, 2])
      .describe(
        'A trigger of the org takes the one job that it may enqueue: 1, and that of its Finalizer: 2',
      ),
    requests: z.array(due),
  }),
  event('attempt', 'A request is sent', {
    lane,
    request,
    attempt: count.describe('From 1'),
    outcome,
    durationMs: ms.describe('Until the answer'),
    processed: z.boolean().describe('Whether the endpoint acts on it, whatever the sender gets to know'),
  }),
  event('decision', 'What becomes of a request after an attempt', {
    lane: lane.nullable().describe('null: the sweeper found it'),
    request,
    attempt: count,
    decision,
    draws: z.strictObject({ jitter: count, rounding: count }).describe('Of 16,777,216'),
  }),
  event('parked', 'The job may not call: its requests wait', {
    lane,
    untilMs: ms.nullable().describe('null: nobody knows until when'),
    hasToken: z.boolean().describe('Whether it may probe then'),
    draw: count,
  }),
  event('token', 'A lane asks for the right to probe', {
    lane,
    granted: z.boolean(),
    lockFailed: z.boolean().describe('The row of the circuit was not to be locked'),
    expiresAtMs: ms,
  }),
  event('circuit', 'The row of the circuit is written', {
    lane,
    state: circuitState.nullable().describe('null: there is no row any more, the circuit is healthy'),
    dropped: z.boolean().describe('Its lock was not to be had: nothing was written'),
  }),
  event('operator', 'An operator does something by hand', {
    state: circuitState.nullable().describe('The row of the circuit after it; null: there is none'),
  }),
  event('job-end', 'A job, or its Finalizer, goes on', {
    lane,
    child: child.nullable().describe('The job that it enqueues'),
    rows: z.array(due).describe('What becomes rows of the log'),
    lost: z.array(request).describe('What no place holds any more'),
  }),
  event('crash', 'A job dies', {
    lane,
    request: request.nullable().describe('While it is sent; null: before it sends, or while it writes'),
    hasAsked: z.boolean().describe('Whether it came to ask the circuit'),
    finalizer: z.boolean().describe('Whether its Finalizer runs'),
  }),
  event('sweep', 'An execution of the sweeper', {
    lanesStarted: count.describe('By this sweep before'),
    lane: child.extend({ lane }).nullable().describe('The lane it starts; null: the sweep is over'),
    lockFailed: z.boolean().describe('The rows that it wanted were not to be locked'),
    lapsed: z.array(request).describe('Whose lease had run out'),
  }),
]) satisfies z.ZodType<TraceLine>;

/** Path below the repository -> text of the schema. */
export function traceSchema(): Record<string, () => string> {
  const schema = () => ({ title: 'A line of sf retry simulate --trace', ...z.toJSONSchema(line) });
  return { 'schemas/retry.simulate.trace.json': () => `${JSON.stringify(schema(), null, 2)}\n` };
}
