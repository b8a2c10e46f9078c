import { JOB_OVERHEAD_MS } from '../model/platform/queue.ts';
import { EDITIONS } from '../model/simulation/scenario.ts';
import { choice, flag, integer } from './key.ts';
import { latencyOf } from './schema-latency.ts';
import { SPAN, share } from './schema-span.ts';
import { list, section } from './section.ts';

const otherWorkSection = section('Executions of the rest of the org that do not come every day.', {
  ...SPAN,
  executions: integer({
    min: 1,
    max: 100_000_000,
    unit: 'executions',
    description: 'How many, spread evenly over that time.',
  }),
});

const faultsSection = section(
  'What goes wrong in the org itself. Nobody knows how often; nothing of it happens unless you say so.',
  {
    crashRate: share('Share of jobs that die of a governor limit or an unhandled exception.', 0),
    killRate: share('Share of those jobs that the platform kills without running their Finalizer.', 0),
    lockFailureRate: share('Share of attempts to lock a row that fail, since somebody else holds it.', 0),
    slotTakenRate: share(
      'Share of jobs whose transaction may enqueue no job any more, since a trigger of the org took it: their Finalizer goes on.',
      0,
    ),
  },
);

export const queueLatencyKey = latencyOf(
  'How long a job waits in the queue beyond its delay. Salesforce publishes no figure: the default is an assumption, replace it with what you measure.',
  { distribution: 'lognormal', median: 3000, sigma: 1.2 },
);

export const orgSection = section('The org that the simulator assumes.', {
  edition: choice(EDITIONS, { default: 'enterprise', description: 'Edition of the org.' }),
  userLicenses: integer({
    min: 1,
    max: 1_000_000,
    default: 200,
    unit: 'licences',
    description: 'User licences that count for the daily limit of asynchronous executions.',
  }),
  otherAsyncExecutionsPerDay: integer({
    min: 0,
    max: 100_000_000,
    default: 40_000,
    unit: 'executions per day',
    description:
      'Asynchronous executions of everything else in the org. Their hours do not matter: any 24 hours hold one whole day of them.',
  }),
  otherWork: list(otherWorkSection, {
    min: 0,
    max: 100,
    of: 'times',
    default: [],
    description:
      'Executions of the rest of the org that do not come every day, such as those of a migration.',
  }),
  elasticLimit: flag({
    default: false,
    description:
      'Whether the org has opted in to elastic limits (Beta): beyond the daily limit jobs are taken too, and run one at a time.',
  }),
  defaultDelaySeconds: integer({
    min: 0,
    max: 600,
    default: 0,
    unit: 'seconds',
    description:
      'Default delay of the org for jobs that are enqueued without one. The kit always names one; what the kit is compared with does not.',
  }),
  queueLatencyMs: queueLatencyKey,
  jobOverheadMs: integer({
    min: 0,
    max: 60_000,
    default: JOB_OVERHEAD_MS.value,
    unit: 'milliseconds',
    description: 'What a job lasts beyond its callouts. An assumption.',
  }),
  maxConcurrentJobs: integer({
    min: 0,
    max: 10_000,
    default: 0,
    unit: 'jobs',
    description:
      'Jobs of the integration that run at the same time, the others wait; 0: as many as there are. No limit is documented.',
  }),
  deepChainDelaySeconds: integer({
    min: 0,
    max: 3600,
    default: 0,
    unit: 'seconds',
    description:
      'What a job waits more from the fifth of its chain on. Some have seen that; nothing is documented.',
  }),
  faults: faultsSection,
});
