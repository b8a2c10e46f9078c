import type { SenderSettings } from '../model/simulation/settings.ts';
import { policyOf } from './policy-of.ts';
import type { Integration } from './types.ts';

/** What of an integration decides about how it sends, in the units of the model: for `simulate`. */
export function senderOf(integration: Integration): SenderSettings {
  const { retry, breaker } = policyOf(integration);
  const { requestsPerJob, maxLanes, reservePercent, durability } = integration.retry;
  return {
    policy: retry,
    breaker,
    timeoutMs: integration.timeoutSeconds * 1000,
    requestsPerJob,
    maxLanes,
    reservePercent,
    durability,
  };
}
