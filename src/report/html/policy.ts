import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { valueText } from '../text/format.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup } from './markup.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Settings under their names in the config file. */
function settings({ policy: { sender }, org }: ScenarioResult): (readonly [key: string, value: string])[] {
  const { policy } = sender;
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
    ['deadLetter.maxAgeHours', number(policy.maxAgeMs / MINUTE_MS / 60)],
    ['org.edition', org.edition],
    ['org.userLicenses', number(org.userLicenses)],
    ['org.otherAsyncExecutionsPerDay', number(org.otherAsyncExecutionsPerDay)],
  ];
}

/** The policy in words, what bounds it, and its settings. */
export function policySection(result: ScenarioResult): Markup {
  return html`<h3>The policy</h3>
<ul>${[...result.policy.text, ...result.limits].map((text) => html`<li>${text}</li>`)}</ul>
<details><summary>All settings</summary>${dataTable({
    caption: 'Settings as retry.yml names them, defaults filled in',
    head: ['Setting', 'Value'],
    rows: settings(result).map(([key, value]) => [html`<code>${key}</code>`, value]),
  })}</details>`;
}
