// The picture of the README, docs/outage.svg: calls of the endpoint per minute in the sample's outage, with the kit and with
// the rule that counts its delay in seconds. Run after `npm run build`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { XMLBuilder } from 'fast-xml-parser';
import type { SimulateResult } from '../src/model/simulation/scenario-result.ts';

const WIDTH = 860;
const LEFT = 16;
const CHART_WIDTH = WIDTH - 2 * LEFT;
const PANEL_HEIGHT = 130;
const MINUTES = 75;

const STYLE = `
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .note { font-size: 12px; fill: #59636e }
  .outage { fill: #d1242f; opacity: 0.12 }
  .axis { stroke: #8c959f; stroke-width: 1 }
  .seconds { fill: #bc4c00 }
  .kit { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .note { fill: #9198a1 } .outage { opacity: 0.25 } .seconds { fill: #f0883e } .kit { fill: #4493f8 }
  }`;

type Attributes = Record<`@_${string}`, string | number>;
interface Panel {
  readonly style: 'seconds' | 'kit';
  readonly title: string;
  readonly note: string;
  readonly calls: readonly number[];
}

const project = resolve(import.meta.dirname, '../examples/order-sync');
const answer = execFileSync(process.execPath, ['../../bin/run.js', 'retry', 'simulate', '--json'], {
  cwd: project,
});
const { result } = JSON.parse(answer.toString('utf8')) as { result: SimulateResult };
const scenario = result.scenarios[0];
const naive = scenario?.naive.find(({ rule }) => rule === 'retry-in-seconds');
if (!scenario || !naive) throw new Error('the sample has no scenario to draw');

const kitCalls = scenario.timelines.find(({ id }) => id === 'endpoint.calls')?.perMinute ?? [];
const x = (minute: number) => LEFT + (minute / MINUTES) * CHART_WIDTH;
const peakOf = (calls: readonly number[]) => Math.max(...calls);
const count = (value: number | null | undefined) => Math.round(value ?? 0).toLocaleString('en-US');

/** Each panel has a scale of its own: on that of the other one, the kit could not be seen. */
function bars({ calls, style }: Panel, baseline: number): Attributes[] {
  const highest = peakOf(calls);
  return calls.slice(0, MINUTES).map((value, minute) => {
    const height = Math.max(value > 0 ? 1 : 0, (value / highest) * PANEL_HEIGHT);
    return {
      '@_class': style,
      '@_x': x(minute).toFixed(1),
      '@_y': (baseline - height).toFixed(1),
      '@_width': (CHART_WIDTH / MINUTES - 1.5).toFixed(1),
      '@_height': height.toFixed(1),
    };
  });
}

function panel(content: Panel, top: number) {
  const baseline = top + 40 + PANEL_HEIGHT;
  const outages = (scenario?.windows ?? []).map(({ fromMinute, toMinute }) => ({
    '@_class': 'outage',
    '@_x': x(fromMinute).toFixed(1),
    '@_y': top + 34,
    '@_width': (x(toMinute) - x(fromMinute)).toFixed(1),
    '@_height': PANEL_HEIGHT + 6,
  }));
  return {
    text: [
      { '@_x': LEFT, '@_y': top + 4, '#text': content.title },
      { '@_x': LEFT, '@_y': top + 23, '@_class': 'note', '#text': content.note },
      ...outages.map((outage) => ({
        '@_x': Number(outage['@_x']) + 20,
        '@_y': top + 54,
        '@_class': 'note',
        '#text': 'endpoint down',
      })),
    ],
    rect: [...outages, ...bars(content, baseline)],
    line: { '@_class': 'axis', '@_x1': LEFT, '@_x2': WIDTH - LEFT, '@_y1': baseline, '@_y2': baseline },
  };
}

const delivered = (metrics: typeof naive.metrics) => count(metrics['delivered']?.mean);
const seconds: Panel = {
  style: 'seconds',
  title: 'Retry with a delay in seconds',
  note: `${delivered(naive.metrics)} of 2,000 delivered; full height: ${count(peakOf(naive.callsPerMinute))} calls in a minute`,
  calls: naive.callsPerMinute,
};
const kit: Panel = {
  style: 'kit',
  title: 'The generated kit',
  note: `${delivered(scenario.metrics)} of 2,000 delivered; full height: ${count(peakOf(kitCalls))} calls in a minute; ${count(scenario.metrics['circuit.probes']?.mean)} probes find out when the endpoint is back`,
  calls: kitCalls,
};
const ticks = [5, 25, 45, 65, 85].map((minute) => ({
  '@_class': 'note',
  '@_x': x(minute).toFixed(1),
  '@_y': 436,
  '#text': `minute ${minute}`,
}));

const svg = new XMLBuilder({ ignoreAttributes: false, format: true }).build({
  svg: {
    '@_xmlns': 'http://www.w3.org/2000/svg',
    '@_viewBox': `0 0 ${WIDTH} 450`,
    '@_role': 'img',
    title: 'Calls of the endpoint per minute, with 2,000 requests at the begin of a 40-minute outage',
    desc: `${seconds.title}: ${seconds.note}. ${kit.title}: ${kit.note}.`,
    style: STYLE,
    g: [panel(seconds, 24), panel(kit, 236), { text: ticks }],
  },
}) as string;
writeFileSync(resolve(import.meta.dirname, '../docs/outage.svg'), svg);
