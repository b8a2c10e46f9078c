import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { valueText } from '../text/format.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup, trusted } from './markup.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Settings under their names in the config file. */
function settings({ policy: { sender }, org }: ScenarioResult): (readonly [key: string, value: string])[] {
  const { policy, breaker } = sender;
  const number = (value: number): string => valueText('requests', value, '');
  return [
    ['timeoutSeconds', number(sender.timeoutMs / SECOND_MS)],
    ['retry.maxRetries', number(policy.maxRetries)],
    ['retry.baseDelaySeconds', number(policy.baseDelayMs / SECOND_MS)],
    ['retry.backoffMultiplier', number(policy.backoffPercent / 100)],
    ['retry.maxDelaySeconds', number(policy.maxDelayMs / SECOND_MS)],
    ['retry.jitter', policy.jitter],
    ['retry.immediateRetries', number(policy.immediateRetries)],
    ['retry.maxElapsedMinutes', number(policy.maxElapsedMs / MINUTE_MS)],
    ['retry.honorRetryAfter', policy.honorRetryAfter ? 'true' : 'false'],
    ['retry.retryableStatusCodes', policy.retryableStatusCodes.join(', ')],
    ['retry.alreadyProcessedStatusCodes', policy.alreadyProcessedStatusCodes.join(', ') || 'none'],
    ['retry.requestsPerJob', number(sender.requestsPerJob)],
    ['retry.maxLanes', number(sender.maxLanes)],
    ['retry.reservePercent', number(sender.reservePercent)],
    ['retry.durability', sender.durability],
    ['circuitBreaker.failureRatePercent', number(breaker.failureRatePercent)],
    ['circuitBreaker.minimumCalls', number(breaker.minimumCalls)],
    ['circuitBreaker.windowMinutes', number(breaker.windowMs / MINUTE_MS)],
    ['circuitBreaker.coolDownMinutes', number(breaker.coolDownMs / MINUTE_MS)],
    ['circuitBreaker.halfOpenProbes', number(breaker.halfOpenProbes)],
    ['deadLetter.maxAgeHours', number(policy.maxAgeMs / MINUTE_MS / 60)],
    ['org.edition', org.edition],
    ['org.userLicenses', number(org.userLicenses)],
    ['org.otherAsyncExecutionsPerDay', number(org.otherAsyncExecutionsPerDay)],
  ];
}

/** The policy in words, and what bounds it. */
export function policySection(result: ScenarioResult): Markup {
  return html`<h3>The policy</h3>
<ul>${[...result.policy.text, ...result.limits].map((text) => html`<li>${text}</li>`)}</ul>
`;
}

/** The settings of every integration and its org, once for all scenarios that assume the same. */
export function settingsTables(results: readonly ScenarioResult[]): Markup {
  const tables = results.map((result) => {
    const rows = settings(result).map(([key, value]) => [html`<code>${key}</code>`, value]);
    const head = ['Setting', 'Value'];
    return html`<details><summary>Settings of <bdi>${result.integration}</bdi></summary>${dataTable({ caption: 'As retry.yml names them, defaults filled in', head, rows })}</details>
`.text;
  });
  return html`${[...new Set(tables)].map(trusted)}`;
}
