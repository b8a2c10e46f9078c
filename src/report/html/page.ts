import { createHash } from 'node:crypto';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { SIGNS } from '../verdict.ts';
import { html, type Markup, trusted } from './markup.ts';
import { glossary } from './metrics.ts';
import { settingsTables } from './policy.ts';
import { scenarioSection } from './scenario.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { index, inShort, overall, type Placed } from './summary.ts';

export interface Report {
  readonly scenarios: readonly ScenarioResult[];
  /** Command line that gives the same result. */
  readonly command: string;
  /** Name and version of the program. */
  readonly generator: string;
}

/** Bytes that a report may have: it is sent by mail and kept in tickets. */
const MOST_BYTES = 300_000;
/** Points of a timeline, from the finest that a screen shows to the coarsest that still tells something. */
const RESOLUTIONS = [240, 160, 110, 75, 50, 34, 24];

/** Points of the timelines of all scenarios together, at most: beyond that the first attempt would be too large for sure. */
const SHARED_POINTS = 720;

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing but the style and the script of this page: whatever else got into it could not run, load or send anything. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hash(STYLE)}`,
  `script-src ${hash(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

type Resolution = (result: ScenarioResult) => number | null;

function page({ scenarios, command, generator }: Report, resolution: Resolution): Markup {
  const ofSeveral = new Set(scenarios.map(({ integration }) => integration)).size > 1;
  const placed: Placed[] = scenarios.map((result, position) => ({
    result,
    id: `s${position + 1}`,
    ofSeveral,
  }));
  const { tone, text } = overall(placed);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY.replaceAll('"', ''))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${generator}">
<title>${SIGNS[tone]} Retry policy: ${text}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<main id="report">
<header>
<h1>What the retry policy would do</h1>
<p class="verdict ${tone}">${SIGNS[tone]} ${text}</p>
${inShort(placed)}
<p class="quiet">Simulated, not measured: the generated kit's own decisions against a model of the Salesforce platform and of the endpoint. What the model assumes is listed with each scenario.</p>
</header>
${index(placed)}
${placed.map(({ result, id }) => scenarioSection(result, resolution(result), id))}</main>
<footer>
${settingsTables(scenarios)}${glossary()}
<h2>How to get the same numbers</h2>
<pre><code>${command}</code></pre>
<p class="quiet">${generator}. The same file, seed and version give the same report, byte for byte, on every machine.</p>
</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
}

/** How finely the scenarios are drawn, best first. Where there are too many for charts, those that fail keep theirs longer. */
function attempts(scenarios: number): Resolution[] {
  const coarsest = RESOLUTIONS.at(-1) ?? null;
  const finest = Math.max(coarsest ?? 0, SHARED_POINTS / scenarios);
  const drawn = RESOLUTIONS.filter((points) => points <= finest).map((points) => () => points);
  return [...drawn, ({ passed }) => (passed ? null : coarsest), () => null];
}

/** A report as one HTML file that needs nothing else. The more scenarios, the coarser their charts. */
export function htmlReport(report: Report): string {
  let text = '';
  for (const resolution of attempts(report.scenarios.length)) {
    text = page(report, resolution).text;
    if (Buffer.byteLength(text) < MOST_BYTES) break;
  }
  return text;
}
