import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyOf } from '../../src/config/policy-of.ts';
import type { ScenarioResult } from '../../src/model/simulation/scenario-result.ts';
import { duration, number, percent } from '../../src/report/text/format.ts';
import type { Layout } from '../../src/report/text/layout.ts';
import { wrapped } from '../../src/report/text/layout.ts';
import { scenarioLines, summaryLines } from '../../src/report/text/scenario.ts';
import { grouped, sparkline } from '../../src/report/text/sparkline.ts';
import { planRuns } from '../../src/simulate/plan.ts';
import { config, runScenario } from '../simulate/config.ts';

const plain = (width: number): Layout => ({ width, paint: (_, text) => text });

const simulated = new Map<string, Promise<ScenarioResult>>();

/** What a built-in scenario comes to; simulated once. */
function result(scenario: string): Promise<ScenarioResult> {
  const [run] = planRuns(config([], ['Crm']), { scenarios: [scenario], integration: null }, policyOf);
  if (!run) throw new Error('nothing planned');
  const found = simulated.get(scenario) ?? runScenario(run, { seed: 1, replications: 2 });
  simulated.set(scenario, found);
  return found;
}

describe('numbers', () => {
  test.each([
    [0, '0'],
    [7, '7'],
    [0.0123, '0.012'],
    [1.2345, '1.23'],
    [37.86, '37.9'],
    [1048.3, '1,048'],
    [250000, '250,000'],
  ])('%f reads %s', (value, text) => {
    expect(number(value)).toBe(text);
  });

  test.each([
    [0, '0 %'],
    [0.00001, '< 0.01 %'],
    [0.0012, '0.12 %'],
    [0.035, '3.5 %'],
    [0.27, '27 %'],
    [1, '100 %'],
  ])('a share of %f reads %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });

  test.each([
    [0.333, '20 s'],
    [4.21, '4.2 min'],
    [46.9, '47 min'],
    [1500, '25 h'],
  ])('%f minutes read %s', (minutes, text) => {
    expect(duration(minutes)).toBe(text);
  });
});

describe('sparkline', () => {
  test('heights are in proportion to the peak; nothing is nothing, little is seen', () => {
    expect(sparkline([0, 1, 50, 100], 100)).toBe(' ▁▄█');
  });

  test('a group shows its largest value, and what is missing counts as 0', () => {
    expect(grouped([1, 5, 2, 9, 3], 2, 4)).toEqual([5, 9, 3, 0]);
  });
});

test('wrapped text keeps every word and the width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
      fc.integer({ min: 14, max: 80 }),
      (words, width) => {
        const lines = wrapped(words.join(' '), width, '  ');
        expect(lines.join(' ').split(/ +/)).toEqual(words);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});

describe('a scenario on a terminal', () => {
  test('says the verdict, what became of the requests, and what the naive rules did', async () => {
    const lines = scenarioLines(await result('outage-40-minutes'), plain(80));
    expect(lines[1]).toBe('✔ outage-40-minutes for Crm: passed');
    expect(lines[2]).toContain('2,000 requests: all delivered, 0 dead-lettered, 0 lost');
    const line = (label: string) =>
      lines
        .find((each) => each.startsWith(`  ${label}`))
        ?.trim()
        .split(/ {2,}/)
        .slice(1);
    expect(line('delivered')).toEqual(['2,000', '0', '0']);
    expect(line('dead-lettered')).toEqual(['0', '0', '2,000']);
    expect(line('lost')).toEqual(['0', '2,000', '0']);
    expect(line('95 % delivered within')?.slice(1)).toEqual(['never', 'never']);
    expect(line('LimitExceptions')).toEqual(['0', '10', '0']);
    expect(lines.filter((each) => each.includes('×'))).toHaveLength(1);
    expect(lines).toContain('  ✔ lost == 0                   0');
  });

  test('a failed expectation is said in the verdict and marked where it stands', async () => {
    const passed = await result('bulk-10000-records');
    const [first, ...rest] = passed.expectations;
    if (!first) throw new Error('no expectation');
    const failed = {
      ...passed,
      passed: false,
      expectations: [{ ...first, passed: false, actual: 3 }, ...rest],
    };
    const lines = scenarioLines(failed, plain(80));
    expect(lines[1]).toBe('✘ bulk-10000-records for Crm: FAILED, 1 of 4 expectations do not hold');
    expect(lines.find((line) => line.includes('✘ lost'))).toBe('  ✘ lost == 0                   3');
  });

  test('a scenario that expects nothing says so', async () => {
    const lines = scenarioLines({ ...(await result('bulk-10000-records')), expectations: [] }, plain(80));
    expect(lines[1]).toBe('• bulk-10000-records for Crm: nothing was expected');
    expect(lines.some((line) => line.includes('Expected'))).toBe(false);
  });

  test('the time axis has minutes, and hours where a character is half an hour or more', async () => {
    const last = async (scenario: string, width: number) =>
      scenarioLines(await result(scenario), plain(width)).find((line) => /^ {2}(minute|hour) /.test(line));
    expect(await last('outage-40-minutes', 80)).toMatch(/^ {2}minute {12}0 +20 +40/);
    expect(await last('async-limit-nearly-used', 80)).toMatch(/^ {2}hour {14}0 {9}10 {8}20$/);
  });

  test.each([80, 120, 300])('no line is wider than a terminal of %i columns', async (width) => {
    for (const scenario of ['outage-40-minutes', 'async-limit-nearly-used']) {
      for (const line of scenarioLines(await result(scenario), plain(width))) {
        expect(line.length).toBeLessThanOrEqual(Math.min(120, width));
      }
    }
  });

  test('colours change nothing of the text', async () => {
    const found = await result('outage-40-minutes');
    const marked: Layout = { width: 80, paint: (style, text) => `<${style}>${text}</${style}>` };
    const bare = scenarioLines(found, marked).map((line) =>
      line.replaceAll(/<\/?(bold|dim|green|red|yellow)>/g, ''),
    );
    expect(bare).toEqual(scenarioLines(found, plain(80)));
  });
});

describe('the summary', () => {
  test('counts several scenarios, names those that failed, and is silent about one', async () => {
    const passed = await result('bulk-10000-records');
    const failed = { ...passed, passed: false };
    expect(summaryLines([passed], plain(80))).toEqual([]);
    expect(summaryLines([passed, passed], plain(80))).toEqual(['✔ 2 scenarios, all passed.']);
    expect(summaryLines([passed, failed], plain(80))).toEqual([
      '✘ 2 scenarios, 1 failed: bulk-10000-records for Crm.',
    ]);
  });
});
