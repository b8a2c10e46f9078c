import type { ConfigScenario, Integration, RetryConfig } from '../config/types.ts';
import { dailyAsyncLimit } from '../model/platform/daily-limit.ts';
import { BUILTIN_SCENARIOS, orgOf } from '../model/simulation/builtin-scenarios.ts';
import type { OrgSettings, Scenario } from '../model/simulation/scenario.ts';
import type { SenderSettings } from '../model/simulation/settings.ts';
import { UserError } from '../model/user-error.ts';

/** One scenario for one integration, ready to be run. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly integration: string;
  readonly sender: SenderSettings;
  readonly org: OrgSettings;
}

/** What to run of all that there is. */
export interface Selection {
  /** None: the scenarios of the file; all built-in ones where it has none. */
  readonly scenarios: readonly string[];
  /** null: each. */
  readonly integration: string | null;
}

/** A scenario of the file hides the built-in one of the same name. */
function selectedScenarios(config: RetryConfig, names: readonly string[]): readonly ConfigScenario[] {
  const integrations = config.integrations.map(({ name }) => name);
  const builtin = BUILTIN_SCENARIOS.map((scenario) => ({ ...scenario, integrations, timesFile: null }));
  if (names.length === 0) return config.scenarios.length > 0 ? config.scenarios : builtin;
  const known = new Map([...builtin, ...config.scenarios].map((scenario) => [scenario.name, scenario]));
  return [...new Set(names)].map((name) => {
    const scenario = known.get(name);
    if (scenario) return scenario;
    const actionValues = [[...known.keys()].join(', ')];
    throw new UserError({ area: 'simulate', code: 'UnknownScenario', values: [name], actionValues });
  });
}

function selectedIntegrations(config: RetryConfig, name: string | null): readonly Integration[] {
  const selected = config.integrations.filter((integration) => name === null || integration.name === name);
  if (selected.length > 0 || name === null) return selected;
  const actionValues = [config.integrations.map((integration) => integration.name).join(', ')];
  throw new UserError({ area: 'simulate', code: 'UnknownIntegration', values: [name], actionValues });
}

/**
 * What a command line asks for: every selected scenario for every selected integration that it is for.
 *
 * @param senderOf - an integration in the units of `model/policy`
 * @throws UserError `UnknownScenario`, `UnknownIntegration`, `NothingToSimulate`
 */
export function planRuns(
  config: RetryConfig,
  selection: Selection,
  senderOf: (integration: Integration) => SenderSettings,
): readonly PlannedRun[] {
  const integrations = selectedIntegrations(config, selection.integration);
  const limit = dailyAsyncLimit(config.org.userLicenses);
  const runs = selectedScenarios(config, selection.scenarios).flatMap((scenario) =>
    integrations
      .filter(({ name }) => scenario.integrations.includes(name))
      .map((integration) => ({
        scenario,
        integration: integration.name,
        sender: senderOf(integration),
        org: orgOf(scenario, config.org, limit),
      })),
  );
  if (runs.length > 0) return runs;
  throw new UserError({ area: 'simulate', code: 'NothingToSimulate', values: [selection.integration ?? ''] });
}
