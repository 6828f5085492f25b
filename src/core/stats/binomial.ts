/**
 * The binomial distribution, exact to about 13 digits up to n = 10⁶.
 *
 * Formulas: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), for one probability; tails are added up from
 * the edge outwards, where every term follows from its neighbour and soon none counts any more.
 */

const HALF_LOG_TWO_PI = 0.918_938_533_204_672_7;

/** log(n!) less Stirling's formula for it. */
function stirlingError(n: number): number {
  if (n === 0) return 0;
  if (n <= 15) {
    let logFactorial = 0;
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    logFactorial = Math.log(factorial);
    return logFactorial - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x·log(x/m) + m − x without loss where x is near m. */
function deviance(x: number, m: number): number {
  const v = (x - m) / (x + m);
  if (Math.abs(v) >= 0.1) return x * Math.log(x / m) + m - x;
  // x·log(x/m) = x·log((1+v)/(1−v)) = 2x·(v + v³/3 + v⁵/5 …), and 2xv + m − x = v·(x − m).
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

function check(n: number, p: number): void {
  if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`a binomial n is a whole number from 0, got ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a binomial p lies between 0 and 1, got ${p}`);
}

/**
 * P[Bin(n, p) = k].
 *
 * @throws RangeError when n is no whole number ≥ 0 or p lies outside 0 to 1
 */
export function binomialPmf(k: number, n: number, p: number): number {
  check(n, p);
  if (!Number.isInteger(k) || k < 0 || k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const log = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** Adds P[= k], P[= k−1] … while they count. Meant for k below the mean, where the terms shrink. */
function lowerSum(k: number, n: number, p: number): number {
  let term = binomialPmf(k, n, p);
  let sum = term;
  const odds = (1 - p) / p;
  for (let i = k; i > 0; i--) {
    term *= (i / (n - i + 1)) * odds;
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * P[Bin(n, p) ≤ k].
 *
 * @throws RangeError when n is no whole number ≥ 0 or p lies outside 0 to 1
 * @example binomialCdf(0, 29, 0.1) // 0.0471: 29 of 29 below the 90th percentile happen by chance in fewer than 5 of 100 cases
 */
export function binomialCdf(k: number, n: number, p: number): number {
  check(n, p);
  if (Number.isNaN(k)) throw new RangeError('a binomial k is a number, got NaN');
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  if (p === 0) return 1;
  if (p === 1) return 0;
  // The tail beyond the mean is the lower one of n − X, which has probability 1 − p.
  return whole <= n * p ? Math.min(1, lowerSum(whole, n, p)) : Math.max(0, 1 - lowerSum(n - whole - 1, n, 1 - p));
}

/**
 * P[Bin(n, p) ≥ k], exact also where it is tiny.
 *
 * @throws RangeError when n is no whole number ≥ 0 or p lies outside 0 to 1
 * @example binomialAtLeast(4, 4, 0.5) // 0.0625
 */
export function binomialAtLeast(k: number, n: number, p: number): number {
  check(n, p);
  return binomialCdf(n - Math.ceil(k), n, 1 - p);
}
