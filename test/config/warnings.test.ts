import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { issueText } from '../../src/config/read.ts';
import { withKeys } from './bad/case.ts';

function warnings(...keys: readonly string[]): string[] {
  const { config, issues } = parseConfig(withKeys(...keys), 'retry.yml');
  expect(config).not.toBeNull();
  expect(issues.every(({ severity }) => severity === 'warning')).toBe(true);
  return issues.map(issueText);
}

describe('first retries that come back together', () => {
  test('a base of seconds is warned of, with the share', () => {
    expect(warnings('retry: { jitter: full, baseDelaySeconds: 30 }')).toEqual([
      'retry.yml:5:46 100 % of the first retries of Erp_Orders fall into one minute, minute 1 after the failure: baseDelaySeconds 30 with jitter full spreads them no further. Write baseDelaySeconds: 300 or more, with jitter: full.',
    ]);
  });

  test('a policy without jitter is warned of', () => {
    expect(warnings('retry: { jitter: none, baseDelaySeconds: 303 }')).toEqual([
      'retry.yml:5:22 95 % of the first retries of Erp_Orders fall into one minute, minute 5 after the failure: baseDelaySeconds 303 with jitter none spreads them no further. Write baseDelaySeconds: 300 or more, with jitter: full.',
    ]);
  });

  test('exactly nine tenths are no reason to warn', () => {
    expect(warnings('retry: { jitter: none, baseDelaySeconds: 306 }')).toEqual([]);
    expect(warnings('retry: { jitter: none, baseDelaySeconds: 305 }')).toHaveLength(1);
  });

  test('a policy whose retries do not wait is not warned of', () => {
    expect(warnings('retry: { jitter: full, baseDelaySeconds: 30, maxRetries: 0 }')).toEqual([]);
    expect(
      warnings('retry: { jitter: full, baseDelaySeconds: 30, maxRetries: 2, immediateRetries: 2 }'),
    ).toEqual([]);
    expect(
      warnings('retry: { jitter: full, baseDelaySeconds: 30, maxRetries: 2, immediateRetries: 1 }'),
    ).toHaveLength(1);
  });
});

describe('jobs that run out of time', () => {
  test('time-out times requests over 120 seconds is warned of, with the requests that a job tries', () => {
    expect(warnings('timeoutSeconds: 20')).toEqual([
      'retry.yml:5:21 When Erp_Orders answers slowly, a job tries 6 of its 10 requests: each may take 20 seconds, and all callouts of a job share 120. Write requestsPerJob: 6 or less, or timeoutSeconds: 12 or less.',
    ]);
  });

  test('exactly 120 seconds are no reason to warn', () => {
    expect(warnings('timeoutSeconds: 12')).toEqual([]);
    expect(warnings('timeoutSeconds: 13')).toHaveLength(1);
  });

  test('a value by default is pointed to by its integration', () => {
    expect(warnings('retry: { requestsPerJob: 100 }')).toEqual([
      'retry.yml:2:5 When Erp_Orders answers slowly, a job tries 12 of its 100 requests: each may take 10 seconds, and all callouts of a job share 120. Write requestsPerJob: 12 or less, or timeoutSeconds: 1 or less.',
    ]);
  });
});

test('a config with errors gives no warnings: what they would be about may change', () => {
  const { issues } = parseConfig(withKeys('timeoutSeconds: 20', 'colour: red'), 'retry.yml');
  expect(issues.map(({ severity }) => severity)).toEqual(['error']);
});
