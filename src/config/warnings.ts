import { crowdedMinute } from './first-retry.ts';
import { policyOf } from './policy-of.ts';
import type { Problem } from './problem.ts';
import type { Integration } from './types.ts';

/** More than this share of the first retries in one minute, and the retries are a second stampede. */
const CROWDED_SHARE = 0.9;

/** All callouts of one transaction share this time (Apex Developer Guide, Callout Limits and Limitations). */
const CALLOUT_SECONDS = 120;

/** What a valid integration will probably regret. */
export function integrationWarnings(integration: Integration, index: number): Problem[] {
  return [...crowdedRetries(integration, index), ...slowJobs(integration, index)];
}

function crowdedRetries(integration: Integration, index: number): Problem[] {
  const { baseDelaySeconds, jitter, maxRetries, immediateRetries } = integration.retry;
  const { minute, share } = crowdedMinute(policyOf(integration).retry);
  if (share <= CROWDED_SHARE || maxRetries <= immediateRetries) return [];
  const percent = Number((share * 100).toFixed(1));
  return [
    {
      path: ['integrations', index, 'retry', jitter === 'none' ? 'jitter' : 'baseDelaySeconds'],
      at: 'value',
      message: `${percent} % of the first retries of ${integration.name} fall into one minute, minute ${minute} after the failure: baseDelaySeconds ${baseDelaySeconds} with jitter ${jitter} spreads them no further.`,
      fix: 'Write baseDelaySeconds: 300 or more, with jitter: full.',
    },
  ];
}

function slowJobs(
  { name, timeoutSeconds, retry: { requestsPerJob } }: Integration,
  index: number,
): Problem[] {
  if (timeoutSeconds * requestsPerJob <= CALLOUT_SECONDS) return [];
  const tried = Math.floor(CALLOUT_SECONDS / timeoutSeconds);
  return [
    {
      path: ['integrations', index, 'timeoutSeconds'],
      at: 'value',
      message: `When ${name} answers slowly, a job tries ${tried} of its ${requestsPerJob} requests: each may take ${timeoutSeconds} seconds, and all callouts of a job share ${CALLOUT_SECONDS}.`,
      fix: `Write requestsPerJob: ${tried} or less, or timeoutSeconds: ${Math.max(1, Math.floor(CALLOUT_SECONDS / requestsPerJob))} or less.`,
    },
  ];
}
