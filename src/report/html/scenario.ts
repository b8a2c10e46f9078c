import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { adviceOf } from '../advice.ts';
import { sensitivityText } from '../difference.ts';
import { precisionText } from '../precision.ts';
import { story } from '../story.ts';
import { SIGNS, verdictOf } from '../verdict.ts';
import { deliveryChart } from './delivery.ts';
import { expectationTable } from './expectations.ts';
import { html, type Markup } from './markup.ts';
import { metricTable } from './metrics.ts';
import { naiveComparison } from './naive.ts';
import { keyNumbers } from './numbers.ts';
import { pairedComparison } from './paired.ts';
import { policySection } from './policy.ts';
import { timelineCharts } from './timelines.ts';

function list(texts: readonly string[]): Markup {
  return html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function changeBox(result: ScenarioResult): Markup | null {
  const advice = adviceOf(result);
  if (advice.length === 0) return null;
  return html`<div class="change"><h3>What to change</h3>${list(advice)}</div>`;
}

const NO_ROOM = html`<p class="quiet">With so many scenarios there is no room for the charts of this one. Simulate it alone, with --scenario and --integration, to see them.</p>`;

function details(result: ScenarioResult, resolution: number, prefix: string): Markup {
  return html`${timelineCharts(result, resolution, prefix)}
<h3>Delivery</h3>
${deliveryChart(result, prefix)}
${naiveComparison(result, resolution, prefix)}`;
}

/** One scenario for one integration. @param resolution - points of a timeline, at most; null: no room for charts */
export function scenarioSection(result: ScenarioResult, resolution: number | null, prefix: string): Markup {
  const { tone, text } = verdictOf(result);
  return html`<section id="${prefix}" aria-labelledby="${prefix}-title">
<h2 id="${prefix}-title"><bdi>${result.name}</bdi> for <bdi>${result.integration}</bdi></h2>
<p class="verdict ${tone}">${SIGNS[tone]} ${text}</p>
${keyNumbers(result)}
${changeBox(result)}
<h3>What would happen</h3>
<dl class="answers">${story(result).map(({ about, text }) => html`<dt>${about}</dt><dd>${text}</dd>`)}</dl>
${expectationTable(result)}
${resolution === null ? NO_ROOM : details(result, resolution, prefix)}
${pairedComparison(result.comparison)}
${resolution !== null && policySection(result)}
<h3>How far to trust this</h3>
${list([...precisionText(result), ...result.sensitivity.map(sensitivityText), ...result.assumptions])}
${resolution !== null && metricTable(result)}
</section>
`;
}
