/** Student's t distribution, by the incomplete beta function, to about 12 digits. */

/** Up to here log Γ is shifted before Stirling's series is used. */
const STIRLING_FROM = 15;

/** log Γ(x) less Stirling's leading terms, x ≥ 15. */
function stirlingRest(x: number): number {
  const square = x * x;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / x;
}

/** log(Γ(x + ½) ÷ Γ(x)), without the difference of two huge numbers, x > 0. */
function logGammaHalfStep(x: number): number {
  let shift = 0;
  let at = x;
  // Γ(x + 1) = x Γ(x), for both.
  for (; at < STIRLING_FROM; at++) shift += Math.log(at / (at + 0.5));
  const rest = stirlingRest(at + 0.5) - stirlingRest(at);
  return shift + at * Math.log1p(0.5 / at) - 0.5 + 0.5 * Math.log(at) + rest;
}

/** The continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes' 6.4.5; Abramowitz and Stegun 26.5.8). */
function betaFraction(a: number, b: number, x: number): number {
  const floor = 1e-300;
  const apart = (value: number): number => (Math.abs(value) < floor ? floor : value);
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let f = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    f *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    const step = d * c;
    f *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return f;
}

/**
 * P[T > t].
 *
 * @param df degrees of freedom, > 0, not necessarily whole
 * @throws RangeError when df is not above 0
 * @example studentTail(2.228, 10) // 0.025
 */
export function studentTail(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`degrees of freedom lie above 0, got ${df}`);
  if (Number.isNaN(t)) return Number.NaN;
  if (t < 0) return 1 - studentTail(-t, df);
  if (t === 0) return 0.5;
  if (t === Number.POSITIVE_INFINITY) return 0;
  const half = df / 2;
  const square = (t / df) * t;
  // x = df/(df + t²), and 1 − x without loss.
  const x = 1 / (1 + square);
  const rest = square / (1 + square);
  const logBeta = 0.5 * Math.log(Math.PI) - logGammaHalfStep(half);
  const front = Math.exp(-half * Math.log1p(square) + 0.5 * Math.log(rest) - logBeta);
  // I_x(df/2, 1/2) ÷ 2; the fraction is quick on the side of the mean where x lies.
  if (x < (half + 1) / (half + 2.5)) return (front * betaFraction(half, 0.5, x)) / half / 2;
  return (1 - front * betaFraction(0.5, half, rest) * 2) / 2;
}

/** P[T ≤ t]. */
export function studentCdf(t: number, df: number): number {
  return studentTail(-t, df);
}

/**
 * The t below which a share `p` lies.
 *
 * @param p 0 to 1
 * @param df degrees of freedom, > 0
 * @throws RangeError outside of these
 * @example studentQuantile(0.975, 10) // 2.228
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile's p lies between 0 and 1, got ${p}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -quantileOfTail(p, df);
  return quantileOfTail(1 - p, df);
}

function quantileOfTail(tail: number, df: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = 1;
  while (studentTail(high, df) > tail) {
    low = high;
    high *= 2;
  }
  // Bisection to the last bit: 60 steps at most, and nothing to tune.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTail(middle, df) > tail) low = middle;
    else high = middle;
  }
}
