import { expect, test } from 'vitest';
import { Philox } from '../../../../src/model/simulation/random/philox.ts';

function words(key: readonly [number, number], counter: readonly [number, number, number, number]): string {
  const philox = new Philox();
  philox.setKey(...key);
  philox.block(...counter);
  return [philox.word0, philox.word1, philox.word2, philox.word3]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join(' ');
}

const ONES = 0xffffffff;

// The three vectors that the authors of Philox publish for 4x32 with 10 rounds.
test.each([
  { key: [0, 0], counter: [0, 0, 0, 0], expected: '6627e8d5 e169c58d bc57ac4c 9b00dbd8' },
  { key: [ONES, ONES], counter: [ONES, ONES, ONES, ONES], expected: '408f276d 41c83b0e a20bc7c6 6d5451fd' },
  {
    key: [0xa4093822, 0x299f31d0],
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    expected: 'd16cfe09 94fdcceb 5001e420 24126ea1',
  },
] as const)('Philox4x32-10 gives $expected', ({ key, counter, expected }) => {
  expect(words(key, counter)).toBe(expected);
});
