import { expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';

const KEYS = ['maxRetries', 'maxLanes', 'jitter', 'org'];

test.each([
  ['maxRetrys', 'maxRetries'],
  ['maxRetry', 'maxRetries'],
  ['MAX_RETRIES', 'maxRetries'],
  ['max-retries', 'maxRetries'],
  ['jittre', 'jitter'],
  ['jiter', 'jitter'],
  ['maxLane', 'maxLanes'],
  ['ogr', 'org'],
])('%s is taken for %s', (word, meant) => {
  expect(nearest(word, KEYS)).toBe(meant);
});

test.each(['colour', 'x', '', 'maxDelaySeconds', 'jitter'.repeat(40)])('nothing is near to "%s"', (word) => {
  expect(nearest(word, KEYS)).toBeNull();
});
