import { exp, ln } from '../random/numbers.ts';

/** Coefficients of Lanczos' series for ln gamma, g = 7, n = 9 (Godfrey 2001): within 1e-13. */
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const HALF_LN_2PI = 0.9189385332046728;

/** ln gamma(x) for x >= 0.5. */
export function lnGamma(x: number): number {
  let sum = LANCZOS[0] as number;
  for (let term = 1; term < LANCZOS.length; term++) sum += (LANCZOS[term] as number) / (x - 1 + term);
  const t = x + 6.5;
  return HALF_LN_2PI + (x - 0.5) * ln(t) - t + ln(sum);
}

const MOST_TERMS = 10_000;

/** The regularised lower incomplete gamma function P(a, x), by its series; for x not far above a. */
function lowerGamma(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= MOST_TERMS && term > sum * 1e-16; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * exp(Math.max(-700, a * ln(x) - x - lnGamma(a)));
}

/** Where P(a, x) reaches `probability`. @param a - from 0.5 to a few hundred */
export function gammaQuantile(probability: number, a: number): number {
  let low = 0;
  let high = a + 10 * Math.sqrt(a) + 10;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (lowerGamma(a, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
