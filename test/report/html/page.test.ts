import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScenarioResult } from '../../../src/model/simulation/scenario-result.ts';
import { html } from '../../../src/report/html/markup.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { points, timeAxis } from '../../../src/report/html/time-axis.ts';
import { metrics, scenarioResult } from '../result.ts';

const REPORT = { command: 'sf retry simulate --seed 1', generator: 'sf-plugin-retry 1.2.3' };

function page(...scenarios: readonly ScenarioResult[]): string {
  return htmlReport({ ...REPORT, scenarios });
}

/** The text of a page, without its tags. */
function words(text: string): string {
  return text
    .replaceAll(/<(style|script)>.*?<\/\1>/gsu, ' ')
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/gu, ' ');
}

/** What of these a text does not hold: a page in a message would be no help. */
function missing(text: string, ...parts: readonly string[]): string[] {
  return parts.filter((part) => !text.includes(part));
}

const FAILED = scenarioResult({
  passed: false,
  expectations: [
    { metric: 'deadLetterShare', expected: '<= 0.1%', actual: 0.03, interval: [0.02, 0.04], passed: false },
  ],
  metrics: metrics({
    submitted: 2000,
    delivered: 1940,
    deadLettered: 60,
    deadLetterShare: 0.03,
    'deadLettered.serverError': 58,
    'deadLettered.timeout': 2,
    'asyncExecutions.total': 9000,
    'asyncExecutions.shareOfLimit': 0.5,
    'deliveryMinutes.p95': null,
    'duplicates.withEffect': 3,
  }),
  remedies: [{ changes: [{ setting: 'retry.maxRetries', from: '6', to: '12' }], failing: [] }],
});

describe('the report answers', () => {
  test('whether the policy is safe, what it costs, and that nothing is to be changed', () => {
    const text = words(page(scenarioResult()));
    expect(missing(text, '✔ The scenario passed')).toEqual([]);
    expect(
      missing(
        text,
        'Is the policy safe? Yes, under what was simulated: everything that is expected of it holds.',
      ),
    ).toEqual([]);
    expect(
      missing(text, 'Asynchronous executions: 2,274. With them the whole org uses 17 % of its daily limit'),
    ).toEqual([]);
    expect(missing(text, '95 % are delivered within 48 min')).toEqual([]);
    expect(missing(text, 'What to change? Nothing.')).toEqual([]);
  });

  test('where its safety hangs on an assumption', () => {
    const flipping = { ...scenarioResult(), queueLatencyFactor: 10 as const, flips: ['lost == 0'] };
    const text = (flips: readonly string[]) =>
      words(page(scenarioResult({ name: 'shaky', sensitivity: [{ ...flipping, flips }] })));
    const doubt = 'This hangs on how soon Salesforce starts queued jobs, which is an assumption, in shaky';
    expect([missing(text(['lost == 0']), doubt), missing(text([]), doubt)]).toEqual([[], [doubt]]);
  });

  test('where it is not safe, which scenario costs most, and what to change', () => {
    const text = words(page(scenarioResult({ integration: 'Crm' }), { ...FAILED, name: 'worse' }));
    expect(missing(text, '✘ 1 of 2 scenarios fail')).toEqual([]);
    expect(missing(text, 'No: it does not do what is expected of it in worse for Erp_Orders .')).toEqual([]);
    expect(missing(text, 'Asynchronous executions: 9,000 at most ( worse for Erp_Orders )')).toEqual([]);
    expect(missing(text, 'Fewer than 95 % are ever delivered ( worse for Erp_Orders )')).toEqual([]);
    expect(
      missing(
        text,
        'Change retry.maxRetries from 6 to 12: then everything would hold (tried on a few replications).',
      ),
    ).toEqual([]);
  });

  test('that nothing can be said where nothing was expected', () => {
    const text = words(page(scenarioResult({ expectations: [] })));
    expect(missing(text, '• Nothing was expected, so nothing could fail')).toEqual([]);
    expect(missing(text, 'That cannot be said')).toEqual([]);
  });

  test('what would happen and why, with what the dead letters came to and what took effect twice', () => {
    const text = words(page(FAILED));
    expect(missing(text, 'It is down from minute 5 to 45. All calls get a 503.')).toEqual([]);
    expect(missing(text, '1,940 delivered, 60 dead-lettered, 0 lost')).toEqual([]);
    expect(missing(text, '3 calls take effect a second time at the endpoint.')).toEqual([]);
    expect(
      missing(
        text,
        '3.0 % of the requests are given up. Their last attempts came to: Timeout 2, Server Error 58.',
      ),
    ).toEqual([]);
    expect(missing(text, 'with "job per record", all lost; with "retry in seconds", all given up.')).toEqual(
      [],
    );
  });

  test('with which policy, assumptions, sensitivity, seed and command line', () => {
    const sensitivity = [{ ...scenarioResult(), queueLatencyFactor: 0 as const, flips: ['lost == 0'] }];
    const text = words(page(scenarioResult({ sensitivity })));
    const parts = [
      'Up to 6 retries.',
      'The 6 retries of a request wait 55 min at most.',
      'retry.maxRetries 6',
      'org.userLicenses 200',
      'circuitBreaker.coolDownMinutes 15',
      'A job starts later than it may.',
      'If jobs started at once, the verdict would change: lost == 0.',
      'Seed 1; means of 200 replications',
      'sf retry simulate --seed 1',
      'sf-plugin-retry 1.2.3',
    ];
    expect(missing(text, ...parts)).toEqual([]);
  });
});

test('nearly all is not all', () => {
  const few = metrics({ submitted: 2000, delivered: 1999.65, deadLettered: 0.35 });
  const text = words(page(scenarioResult({ metrics: few })));
  const parts = ['Delivered 1,999 of 2,000', '2,000 requests: 1,999 delivered, 0.35 dead-lettered'];
  expect(missing(text, ...parts)).toEqual([]);
});

describe('the charts', () => {
  test('say in words and in a table what they show', () => {
    const text = words(page(scenarioResult()));
    expect(
      missing(
        text,
        'Load of the endpoint: calls per minute On average at most 850 calls in a minute, at 0:45. The worst minute of a run has 850.',
      ),
    ).toEqual([]);
    // A row for each change: 120, at 0:45 850, then 120 again.
    expect(missing(text, 'Calls per minute 0:00 120 0:45 850 0:46 120 ')).toEqual([]);
    expect(missing(text, 'No request becomes a dead letter.')).toEqual([]);
    expect(
      missing(text, '50 % within 41 min, 95 % within 48 min, 99 % within 55 min. 0 % are not delivered.'),
    ).toEqual([]);
    expect(missing(text, '39 min 40 min 10 % 40 min 41 min 40 %')).toEqual([]);
  });

  test('draw the limit of the org, and shade the outage over 40 of 62 minutes', () => {
    const text = page(scenarioResult());
    expect(missing(text, 'limit 250,000')).toEqual([]);
    expect(missing(text, 'class="shade outage" x="8.06%" width="64.52%"')).toEqual([]);
  });

  test('go on to the end of the last outage, whatever happens before', () => {
    const windows = [
      { kind: 'outage' as const, fromMinute: 70, toMinute: 120, text: 'All calls get a 503.' },
    ];
    expect(page(scenarioResult({ windows }))).toContain('data-step="1" data-count="120"');
  });

  test('are left out where there is nothing to draw, which is said', () => {
    const timelines = scenarioResult().timelines.filter(({ id }) => id !== 'circuitOpen');
    const text = words(page(scenarioResult({ timelines })));
    expect(missing(text, 'Circuit breaker: share of the time that it is open It never opens.')).toEqual([]);
    expect(missing(text, '“job per record”: calls per minute Not a single call gets out.')).toEqual([]);
  });

  test('say how often the circuit opens, one as one and more as many', () => {
    const told = (openings: number, probes: number): string =>
      words(
        page(
          scenarioResult({
            metrics: metrics({
              'circuit.openMinutes': 15,
              'circuit.openings': openings,
              'circuit.probes': probes,
            }),
          }),
        ),
      );
    expect(missing(told(1, 1.04), 'It opens 1 time and is open', 'it takes 1 probe to see')).toEqual([]);
    expect(missing(told(2.04, 3), 'It opens 2 times and is open', 'it takes 3 probes to see')).toEqual([]);
  });

  test('hold every value of a timeline, however coarse: the most, the last, or the mean of each point', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 3000 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 24, max: 240 }), (perMinute, resolution) => {
        const axis = timeAxis(perMinute.length, resolution);
        expect(axis.count).toBeLessThanOrEqual(resolution);
        expect(axis.count * axis.step).toBeGreaterThanOrEqual(perMinute.length);
        expect(Math.max(...points(perMinute, axis, 'most'))).toBe(Math.max(...perMinute));
        expect(points(perMinute, axis, 'last').at(-1)).toBe(perMinute.at(-1));
        const sum = perMinute.reduce((all, value) => all + value, 0);
        const means = points(perMinute, axis, 'mean').reduce((all, value) => all + value, 0);
        expect(means * axis.step).toBeCloseTo(sum, 4);
      }),
    );
  });
});

describe('the file', () => {
  test('is the same for the same result', () => {
    expect(page(scenarioResult(), FAILED)).toBe(page(scenarioResult(), FAILED));
  });

  describe('stays under 300 kB', () => {
    const week = Array.from({ length: 10_080 }, (_, minute) => Math.abs(Math.sin(minute)) * 1000);
    const timelines = scenarioResult().timelines.map((each) => ({ ...each, perMinute: week }));
    const workload = { requests: 1, horizonHours: 168, text: [] };
    const figures = (text: string) => text.split('<figure>').length - 1;
    const named = (result: ScenarioResult, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...result,
        name: `scenario ${index}`,
        timelines,
        workload,
      }));

    test('for nine scenarios of a week, by drawing coarser', () => {
      const text = page(...named(scenarioResult(), 9));
      expect(Buffer.byteLength(text)).toBeLessThan(300_000);
      expect(figures(text)).toBe(9 * 6);
    });

    test('for nine scenarios of three integrations, by drawing only those that fail', () => {
      const text = page(...named(scenarioResult(), 25), ...named(FAILED, 2));
      expect(Buffer.byteLength(text)).toBeLessThan(300_000);
      expect(figures(text)).toBe(2 * 6);
      expect(missing(text, 'no room for the charts of this one')).toEqual([]);
    });

    test('where all of them fail, by drawing none', () => {
      const text = page(...named(FAILED, 27));
      expect(Buffer.byteLength(text)).toBeLessThan(300_000);
      expect(figures(text)).toBe(0);
    });
  });

  test('escapes whatever is put into it', () => {
    expect(html`<p>${`<&>"'`}</p>`.text).toBe('<p>&lt;&amp;&gt;&quot;&#39;</p>');
    expect(html`${null}${false}${0}${['a', html`<b>`]}`.text).toBe('0a<b>');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = html`<p title="${text}">${text}</p>`.text;
        expect(shown.replaceAll(/&(amp|lt|gt|quot|#39);/gu, '')).toMatch(
          /^<p title="[^<>"'&]*">[^<>"'&]*<\/p>$/su,
        );
        expect(Buffer.from(shown).toString()).toBe(shown);
        expect(['\0', '\u202e', '\u0085'].filter((character) => shown.includes(character))).toEqual([]);
      }),
    );
  });

  test('links every scenario of its index to its place', () => {
    const text = page(scenarioResult(), FAILED);
    const links = [...text.matchAll(/href="#(\w+)"/gu)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(3);
    for (const id of links) expect(text.split(`id="${id}"`)).toHaveLength(2);
  });

  test('uses no id twice', () => {
    const ids = [...page(scenarioResult(), FAILED).matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
