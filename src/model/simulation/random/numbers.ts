/**
 * ECMAScript leaves the last bits of `Math.log` and `Math.exp` to the engine. These use only operations that IEEE 754
 * defines to the bit, so that a seed gives the same result everywhere.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LN2 = LN2_HIGH + LN2_LOW;

/** A number, and the two halves of its bits: which of them is the upper one depends on the machine. */
const scratch = new Float64Array(1);
const halves = new Int32Array(scratch.buffer);
scratch[0] = 1;
const UPPER = halves[1] === 0x3ff00000 ? 1 : 0;

/** 2^exponent, for integers from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  halves[UPPER] = (exponent + 1023) << 20;
  halves[1 - UPPER] = 0;
  return scratch[0] as number;
}

/**
 * The natural logarithm of a normal number > 0, within 1e-15 of it relative to max(1, |ln x|): with x = 2^k m, that is
 * k ln 2 + 2 artanh((m - 1) / (m + 1)), and m between the roots of 1/2 and 2. Even and odd terms apart: so a processor can
 * do both at once.
 */
export function ln(x: number): number {
  scratch[0] = x;
  const upper = halves[UPPER] as number;
  let exponent = (upper >>> 20) - 1023;
  halves[UPPER] = (upper & 0xfffff) | 0x3ff00000;
  let mantissa = scratch[0] as number;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  const w = z * z;
  const odd = 1 / 3 + w * (1 / 7 + w * (1 / 11 + w * (1 / 15 + w * (1 / 19))));
  const even = 1 / 5 + w * (1 / 9 + w * (1 / 13 + w * (1 / 17 + w * (1 / 21))));
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * (s + s * (z * odd + w * even)));
}

/** e^x for |x| <= 700, within 1e-15 relative: 2^k e^r, and the series of e^r for |r| <= ln 2 / 2. */
export function exp(x: number): number {
  const exponent = Math.round(x * (1 / LN2));
  const r = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  const w = r * r;
  const even =
    1 +
    w *
      (1 / 2 + w * (1 / 24 + w * (1 / 720 + w * (1 / 40_320 + w * (1 / 3_628_800 + w * (1 / 479_001_600))))));
  const odd =
    1 +
    w *
      (1 / 6 +
        w * (1 / 120 + w * (1 / 5040 + w * (1 / 362_880 + w * (1 / 39_916_800 + w * (1 / 6_227_020_800))))));
  return (even + r * odd) * powerOfTwo(exponent);
}

const TAIL = 0.02425;

/**
 * The quantile of the standard normal distribution, relative error below 1.2e-9: the rational approximation of
 * P. J. Acklam (2003).
 *
 * @param p - in (0, 1)
 */
export function normalQuantile(p: number): number {
  if (p < TAIL) return lowerTail(Math.sqrt(-2 * ln(p)));
  if (p > 1 - TAIL) return -lowerTail(Math.sqrt(-2 * ln(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
      1)
  );
}

function lowerTail(q: number): number {
  return (
    (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
      q +
      1)
  );
}
