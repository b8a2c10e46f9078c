import { exp, ln, normalQuantile } from '../../../src/model/simulation/random/numbers.ts';
import { Philox } from '../../../src/model/simulation/random/philox.ts';
import { poissonInterval, wilsonInterval } from '../../../src/model/simulation/statistics/intervals.ts';
import { studentT975 } from '../../../src/model/simulation/statistics/student.ts';
import { studentTail } from '../../../src/model/simulation/statistics/tail.ts';

/** Everything that is computed from real numbers, on a grid, to the last bit. */
export function numbersOfThisEngine(): string {
  const philox = new Philox();
  philox.setKey(1, 2);
  const numbers: number[] = [];
  for (let index = 1; index <= 5000; index++) {
    philox.block(index, 0, 0, 0);
    const share = (philox.word0 + 0.5) / 4_294_967_296;
    const wide = share * 100;
    numbers.push(share, ln(share), ln(wide), exp(-wide), exp(share), normalQuantile(share), Math.sqrt(wide));
    numbers.push(studentT975(index), studentTail(wide / 10, index), ...wilsonInterval(share, index));
    numbers.push(...poissonInterval(wide));
  }
  const bytes = new DataView(new ArrayBuffer(numbers.length * 8));
  for (const [index, number] of numbers.entries()) bytes.setFloat64(index * 8, number);
  return Buffer.from(bytes.buffer).toString('hex');
}
