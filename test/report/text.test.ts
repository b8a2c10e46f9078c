import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duration, number, percent } from '../../src/report/text/format.ts';
import type { Layout } from '../../src/report/text/layout.ts';
import { wrapped } from '../../src/report/text/layout.ts';
import { scenarioProgressLine } from '../../src/report/text/progress.ts';
import { scenarioLines, summaryLines } from '../../src/report/text/scenario.ts';
import { grouped, sparkline } from '../../src/report/text/sparkline.ts';
import { metrics, scenarioResult } from './result.ts';

const plain = (width: number): Layout => ({ width, paint: (_, text) => text });

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

/** The cells of a line of the comparison. */
function cells(lines: readonly string[], label: string): string[] | undefined {
  const line = lines.find((each) => each.startsWith(`  ${label} `));
  return line?.trim().split(/ {2,}/).slice(1);
}

/** The lines under a title, to the next empty one. */
function under(lines: readonly string[], title: string): string {
  const from = lines.indexOf(`  ${title}`);
  return from === -1 ? '' : lines.slice(from + 1, lines.indexOf('', from)).join('\n');
}

const FAILED = scenarioResult({
  passed: false,
  expectations: [
    { metric: 'lost', expected: '== 0', actual: 0, interval: null, passed: true },
    { metric: 'deadLetterShare', expected: '<= 0.1%', actual: 0.03, interval: [0.02, 0.04], passed: false },
    { metric: 'deliveryMinutes.p99', expected: '<= 90', actual: null, interval: null, passed: false },
  ],
  metrics: metrics({ submitted: 2000, delivered: 1940, deadLettered: 60, 'deliveryMinutes.p99': null }),
});

describe('a scenario on a terminal', () => {
  test('says the verdict, what became of the requests, and what the naive rules did', () => {
    const lines = scenarioLines(scenarioResult(), plain(80));
    expect(lines[1]).toBe('✔ erp-down for Erp_Orders: passed');
    expect(lines[2]).toContain('2,000 requests: all delivered, 0 dead-lettered, 0 lost');
    expect(cells(lines, 'delivered')).toEqual(['2,000', '0', '0']);
    expect(cells(lines, 'dead-lettered')).toEqual(['0', '0', '2,000']);
    expect(cells(lines, 'lost')).toEqual(['0', '2,000', '0']);
    expect(cells(lines, '95 % delivered within')).toEqual(['48 min', 'never', 'never']);
    expect(cells(lines, 'LimitExceptions')).toEqual(['0', '10', '0']);
    expect(lines).toContain('  ✔ lost == 0                   0');
    expect(lines).toContain('  ✔ deliveryMinutes.p95 <= 90   48 min (95 %: 47 min to 49 min)');
    expect(under(lines, 'What to change')).toBe('');
  });

  test('draws one line for each thing that happens over time, each with its peak', () => {
    const lines = scenarioLines(scenarioResult(), plain(80));
    const peak = (label: string) =>
      lines
        .find((line) => line.startsWith(`  ${label}`))
        ?.trim()
        .split(/ {2,}/)
        .at(-1);
    expect(peak('calls per minute')).toBe('850');
    expect(peak('executions in 24 h')).toBe('42,196');
    expect(peak('circuit open')).toBe('100 %');
    expect(peak('waiting')).toBe('2,000');
    expect(peak('dead letters so far')).toBe('none');
    expect(peak('calls, job per record')).toBe('none');
    expect(peak('calls, retry in seconds')).toBe('9,000');
    // 62 minutes, two to a character, from minute 4: what touches the outage of minutes 5 to 45 is marked.
    expect(lines.find((line) => line.startsWith('  endpoint disturbed'))).toBe(
      `  endpoint disturbed${' '.repeat(8)}${'×'.repeat(21)}`,
    );
  });

  test('dead letters stay what they are once nothing happens any more', () => {
    const perMinute = [0, 0, 4];
    const timelines = scenarioResult().timelines.map((each) =>
      each.id === 'deadLetters' ? { ...each, perMinute } : each,
    );
    const lines = scenarioLines(scenarioResult({ timelines }), plain(80));
    const line = lines.find((each) => each.startsWith('  dead letters so far')) ?? '';
    expect(line.match(/█+/)?.[0]).toHaveLength(30);
  });

  test('a failed expectation is said in the verdict, marked where it stands, and followed by what to change', () => {
    const lines = scenarioLines(FAILED, plain(80));
    expect(lines[1]).toBe('✘ erp-down for Erp_Orders: FAILED, 2 of 3 expectations do not hold');
    expect(lines.find((line) => line.includes('✘ dead'))).toBe(
      '  ✘ deadLetterShare <= 0.1%     3.0 % (95 %: 2.0 % to 4.0 %)',
    );
    expect(lines.find((line) => line.includes('✘ delivery'))).toBe('  ✘ deliveryMinutes.p99 <= 90   never');
    expect(under(lines, 'What to change')).toContain('retry.maxRetries');
  });

  test('what the simulator found to help is said first; hints stand for what it leaves', () => {
    const change = { setting: 'retry.maxRetries', from: '6', to: '8' };
    const advice = (remedies: Parameters<typeof scenarioResult>[0]) =>
      under(scenarioLines({ ...FAILED, ...remedies }, plain(80)), 'What to change').replaceAll(/\n +/g, ' ');
    const whole = { changes: [change], failing: [] };
    expect(advice({ remedies: [whole] })).toBe(
      '  - Change retry.maxRetries from 6 to 8: then everything would hold (tried on a few replications).',
    );
    const other = { changes: [{ setting: 'retry.jitter', from: 'none', to: 'full' }, change], failing: [] };
    expect(advice({ remedies: [whole, other] })).toContain(
      'change retry.maxRetries from 6 to 8; or retry.jitter from none to full and retry.maxRetries from 6 to 8.',
    );
    const part = { changes: [change], failing: ['deadLetterShare <= 0.1%'] };
    expect(advice({ remedies: [part] })).toContain('then only deadLetterShare <= 0.1% would not hold');
    expect(advice({ remedies: [part] })).toContain('Retries end before the endpoint is back');
  });

  test('a scenario that expects nothing says so', () => {
    const lines = scenarioLines(scenarioResult({ expectations: [] }), plain(80));
    expect(lines[1]).toBe('• erp-down for Erp_Orders: nothing was expected');
    expect(under(lines, 'Expected')).toBe('');
  });

  test('says what is not known well enough, and what hangs on the queue latency', () => {
    const assumed = scenarioResult();
    const lines = scenarioLines(
      scenarioResult({
        imprecise: ['deadLettered', 'endpoint.peakPerSecond'],
        sensitivity: [
          { ...assumed, queueLatencyFactor: 0, replications: 20, flips: ['lost == 0'] },
          { ...assumed, queueLatencyFactor: 10, replications: 20, flips: [] },
        ],
      }),
      plain(80),
    );
    const trust = under(lines, 'How far to trust this').replaceAll(/\n +/g, ' ');
    expect(trust).toContain('Seed 1; means of 200 replications, of 20 for the rules beside the kit.');
    expect(trust).toContain('more replications would help: deadLettered, endpoint.peakPerSecond.');
    expect(trust).toContain('If jobs started at once, the verdict would change: lost == 0.');
    expect(trust).toContain('If jobs waited ten times as long, every verdict would be the same.');
  });

  test('an end at the precision, or by Ctrl-C, is said', () => {
    const trust = (stoppedBy: 'precision' | 'interrupt') =>
      under(scenarioLines(scenarioResult({ stoppedBy }), plain(120)), 'How far to trust this');
    expect(trust('precision')).toContain('More would change no number that matters.');
    expect(trust('interrupt')).toContain('It was interrupted');
  });

  test('another policy is compared in what is no accident of the draws', () => {
    const difference = { a: 60, b: 90.5, difference: 30.5, interval: [20, 41] as const, p: 0.001 };
    const compared = (significant: boolean) => {
      const metric = { id: 'deadLettered' as const, ...difference, significant };
      const comparison = { file: 'b.yml', policies: { a: [], b: [] }, replications: 20, metrics: [metric] };
      return under(scenarioLines(scenarioResult({ comparison }), plain(80)), 'Compared with b.yml');
    };
    expect(compared(true).split('\n')[1]).toBe(
      '  deadLettered                           60       90.5  +30.5 (95 %: +20 to +41)',
    );
    expect(compared(false)).toBe('  - No metric differs by more than the draws do.');
  });

  test('what was said of one scenario is not said again of the next', () => {
    const said = new Set<string>();
    const first = scenarioLines(scenarioResult(), plain(80), said);
    const second = scenarioLines(scenarioResult({ limits: ['Another limit.'] }), plain(80), said);
    expect(under(first, 'Assumptions')).toBe('  - A job starts later than it may.');
    expect(under(second, 'Assumptions')).toBe('');
    expect(under(second, 'What limits the policy')).toBe('  - Another limit.');
  });

  test('the time axis has minutes, and hours where a character is half an hour or more', () => {
    const axis = (perMinute: number[]) => {
      const timelines = [{ id: 'endpoint.calls' as const, unit: 'calls', perMinute, limit: null }];
      const lines = scenarioLines(scenarioResult({ timelines, naive: [] }), plain(80));
      return lines.find((line) => /^ {2}(minute|hour) /.test(line));
    };
    expect(axis(new Array(62).fill(1))).toMatch(/^ {2}minute {18}0 +20 +40/);
    expect(axis(new Array(1200).fill(1))).toMatch(/^ {2}hour {20}0 {9}5 {9}10 {8}15/);
  });

  test.each([80, 120, 300])('no line is wider than a terminal of %i columns', (width) => {
    for (const result of [scenarioResult(), FAILED]) {
      for (const line of scenarioLines(result, plain(width))) {
        expect(line.length).toBeLessThanOrEqual(Math.min(120, width));
      }
    }
  });

  test('colours change nothing of the text', () => {
    const marked: Layout = { width: 80, paint: (style, text) => `<${style}>${text}</${style}>` };
    const bare = scenarioLines(FAILED, marked).map((line) =>
      line.replaceAll(/<\/?(bold|dim|green|red|yellow)>/g, ''),
    );
    expect(bare).toEqual(scenarioLines(FAILED, plain(80)));
  });
});

describe('the summary', () => {
  test('counts several scenarios, names those that failed, and is silent about one', () => {
    const passed = scenarioResult();
    expect(summaryLines([passed], plain(80))).toEqual([]);
    expect(summaryLines([passed, passed], plain(80))).toEqual(['✔ 2 scenarios, all passed.']);
    expect(summaryLines([passed, FAILED], plain(80))).toEqual([
      '✘ 2 scenarios, 1 failed: erp-down for Erp_Orders.',
    ]);
  });
});

describe('the progress of a scenario', () => {
  const progress = {
    scenario: 'outage-40-minutes-of-a-very-long-name',
    integration: 'Erp_Orders',
    done: 65,
    atMost: 260,
    perSecond: 12.4,
    secondsLeft: 15.7,
  };

  test('is a bar, a count, a rate and the time left, on one line of 79 columns', () => {
    const line = scenarioProgressLine(progress);
    expect(line).toBe('█████░░░░░░░░░░░░░░░ outage-40-minutes-of-a-very-l…: 65 of 260, 12/s, 16 s left');
    expect(scenarioProgressLine({ ...progress, done: 1_000_000, atMost: 1_000_000 }).length).toBeLessThan(
      100,
    );
  });

  test('claims no rate and no time left before there is any', () => {
    const line = scenarioProgressLine({ ...progress, done: 0, perSecond: 0, secondsLeft: null });
    expect(line).toMatch(/: 0 of 260$/);
  });
});
