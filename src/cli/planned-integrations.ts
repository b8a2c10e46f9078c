import { handlerClass } from '../config/names.ts';
import { policyOf } from '../config/policy-of.ts';
import type { RetryConfig } from '../config/types.ts';
import type { PlanInput } from '../templates/plan-files.ts';

/** What the templates need to know of each integration. */
export function plannedIntegrations({ integrations }: RetryConfig): PlanInput['integrations'] {
  return integrations.map((integration) => ({
    integration: integration.name,
    object: integration.object,
    className: handlerClass(integration.name),
    policy: policyOf(integration),
  }));
}
