import { expect, test } from 'vitest';
import { branchesOf } from '../runner/coverage.ts';
import { org } from './jobs.ts';

const PROGRAM = `public class Program {
  public enum Colour { RED, GREEN }
  public static Integer run(Integer a, Integer b) {
    Integer result = 0;
    if (a > 0 && b > 0) {
      result++;
    }
    switch on Colour.values()[a] {
      when RED {
        result += 10;
      }
      when else {
        result += 20;
      }
    }
    result += b ?? 100;
    try {
      result += 10 / a;
    } catch (MathException e) {
      result++;
    }
    return !(a == 0) ? result : -result;
  }
}`;

test('each way of a decision that nobody went is named', () => {
  const target = org({ Program: PROGRAM }, {}, { compile: { branches: true } });
  const missed = () => branchesOf(target.machine).map(({ missed }) => missed)[0];
  target.call('Program', 'run(Integer, Integer)', 1, 5);
  expect(missed()).toEqual([
    '5:9 never false',
    '5:18 never false',
    '9:12 case never reached',
    '16:20 fallback never reached',
    '19:14 catch never reached',
    '22:14 never true',
  ]);
  target.call('Program', 'run(Integer, Integer)', 1, 0);
  target.call('Program', 'run(Integer, Integer)', 0, 0);
  expect(missed()).toEqual(['16:20 fallback never reached']);
  expect(branchesOf(target.machine)[0]).toMatchObject({ name: 'Program', covered: 9, branches: 10 });
});
