import { expect, test } from 'vitest';
import { contentHash } from '../../src/files/content-hash.ts';

test('line ends of a checkout on Windows do not count', () => {
  expect(contentHash('a\r\nb\r\n')).toBe(contentHash('a\nb\n'));
  expect(contentHash(Buffer.from('é\r\n'))).toBe(contentHash('é\n'));
});

test('everything else counts', () => {
  const contents = ['a\nb\n', 'a\nb', 'a\rb\n', 'a\n\nb\n', 'a\n b\n', '\uFEFFa\nb\n'];
  expect(new Set(contents.map(contentHash)).size).toBe(contents.length);
});

test('bytes that are no UTF-8 count one by one', () => {
  expect(contentHash(Buffer.from([0xff]))).not.toBe(contentHash(Buffer.from([0xfe])));
});
