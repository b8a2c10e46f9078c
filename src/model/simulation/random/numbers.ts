/**
 * ECMAScript leaves the last bits of `Math.log` and `Math.exp` to the engine. These use only operations that IEEE 754
 * defines to the bit, so that a seed gives the same result everywhere.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const scratch = new DataView(new ArrayBuffer(8));

/** 2^exponent, for integers from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  scratch.setUint32(0, (exponent + 1023) << 20);
  scratch.setUint32(4, 0);
  return scratch.getFloat64(0);
}

/** The natural logarithm of a normal number > 0, within 1e-15 of it relative to max(1, |ln x|). */
export function ln(x: number): number {
  scratch.setFloat64(0, x);
  let exponent = (scratch.getUint32(0) >>> 20) - 1023;
  let mantissa = x * powerOfTwo(-exponent);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let series = 0;
  for (let divisor = 21; divisor >= 3; divisor -= 2) series = z * (1 / divisor + series);
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * (s + s * series));
}

/** e^x for |x| <= 700, within 1e-15 relative. */
export function exp(x: number): number {
  const exponent = Math.round(x / (LN2_HIGH + LN2_LOW));
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  let series = 1;
  for (let term = 14; term >= 1; term--) series = 1 + (rest / term) * series;
  return series * powerOfTwo(exponent);
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
