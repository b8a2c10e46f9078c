import { seededRandom } from '../../org/org.ts';
import { ROUNDING_MODES } from '../../values/decimal.ts';

/** One calculation, as both sides read it: `Decimal divide 1.5 0.3 2 HALF_UP`. */
export type Case = readonly [
  kind: string,
  operation: string,
  a: string,
  b: string,
  scale: string,
  mode: string,
];

const WHOLE = ['+', '-', '*', '/', 'mod', '&', '|', '^', '<<', '>>', '>>>', 'compare'];
const PRECISE = [
  '+',
  '-',
  '*',
  '/',
  'divide',
  'divide',
  'divide',
  'setScale',
  'setScale',
  'int',
  'long',
  'compare',
];

/** Repeatable calculations: small numbers, numbers of every size, and those at the edges. */
export function cases(count: number, seed: number): readonly Case[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const whole = (bits: number): bigint => {
    const top = 1n << BigInt(bits - 1);
    const edges = [0n, 1n, -1n, 2n, 10n, top - 1n, -top, -top + 1n];
    if (random() < 0.3) return pick(edges);
    let value = 0n;
    for (let i = 0; i < bits; i += 16) value = (value << 16n) | BigInt(Math.floor(random() * 65_536));
    return BigInt.asIntN(1 + Math.floor(random() * bits), value);
  };
  const decimal = (): string => {
    const digits = whole(60).toString().replace('-', '');
    const scale = Math.floor(random() * 12);
    const padded = digits.padStart(scale + 1, '0');
    const text = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
    // Ties matter: numbers that end in 5 are common.
    return `${random() < 0.5 ? '-' : ''}${random() < 0.3 && scale > 0 ? text.replace(/.$/, '5') : text}`;
  };
  const make = (): Case => {
    const kind = pick(['Integer', 'Long', 'Decimal', 'Decimal']);
    if (kind === 'Decimal') {
      return [
        kind,
        pick(PRECISE),
        decimal(),
        decimal(),
        String(Math.floor(random() * 10)),
        pick(ROUNDING_MODES),
      ];
    }
    const bits = kind === 'Integer' ? 32 : 64;
    const operation = pick(kind === 'Long' ? [...WHOLE, 'int'] : WHOLE);
    // A shift by a Long is a shift by its low bits in Java; Apex shifts by Integers only.
    const b = /^[<>]+$/.test(operation) ? BigInt(Math.floor(random() * 80)) : whole(bits);
    return [kind, operation, String(whole(bits)), String(b), '0', 'UP'];
  };
  return Array.from({ length: count }, make);
}
