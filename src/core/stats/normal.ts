/** The standard normal distribution, both tails exact to about 13 digits. */

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** From here on the tail is worked out on its own: 1 less the rest would lose its digits. */
const TAIL_FROM = 1.5;

/** The density at `z`. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / SQRT_TWO_PI;
}

/**
 * P[Z > z].
 *
 * @example normalTail(1.96) // 0.025
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < 0) return z < -TAIL_FROM ? 1 - upperTail(-z) : 0.5 + centre(-z);
  return z < TAIL_FROM ? 0.5 - centre(z) : upperTail(z);
}

/**
 * P[Z ≤ z].
 *
 * @example normalCdf(1.645) // 0.95
 */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** P[0 < Z < z]: density · (z + z³/3 + z⁵/15 …), all terms positive (Abramowitz and Stegun 26.2.11). */
function centre(z: number): number {
  let term = z;
  let sum = z;
  for (let i = 3; ; i += 2) {
    term *= (z * z) / i;
    const next = sum + term;
    if (next === sum) return normalDensity(z) * sum;
    sum = next;
  }
}

/** Laplace's continued fraction, density ÷ (z + 1/(z + 2/(z + 3/(z + …)))), by Lentz's method (Abramowitz and Stegun 26.2.14). */
function upperTail(z: number): number {
  if (z > 38.6) return 0;
  let f = z;
  let c = z;
  let d = 0;
  for (let i = 1; i < 1_000; i++) {
    d = 1 / (z + i * d);
    c = z + i / c;
    const step = c * d;
    f *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return normalDensity(z) / f;
}

/**
 * The z below which a share `p` lies.
 *
 * @param p 0 to 1; the ends give infinities
 * @throws RangeError outside of that
 * @example normalQuantile(0.975) // 1.96
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile's p lies between 0 and 1, got ${p}`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

/** p ≤ 0.5: a rational start (Abramowitz and Stegun 26.2.23), then Newton on the logarithm of the tail, which is nearly a parabola. */
function lowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  let z = t - (2.515_517 + 0.802_853 * t + 0.010_328 * t * t) / (1 + 1.432_788 * t + 0.189_269 * t * t + 0.001_308 * t * t * t);
  for (let i = 0; i < 4; i++) {
    const tail = normalTail(z);
    z += (Math.log(tail / p) * tail) / normalDensity(z);
  }
  return -z;
}
