import { normalCdf, normalDensity, normalQuantile } from '../stats/normal.ts';

/** In how many cases a minimal detectable effect is seen: 4 of 5. */
export const POWER = 0.8;

/** Two groups to be compared by the one-sided Mann–Whitney test against a margin. */
export interface ComparisonPlan {
  /** Values a side. */
  readonly n: readonly [baseline: number, current: number];
  /** Scatter of one value around its level, as a fraction: 0.05 is 5 %. The noise is taken as lognormal. */
  readonly cv: number;
  /** Default 0. */
  readonly margin?: number;
  /** Default 0.05. In a family of k rows: 0.05 ÷ k. */
  readonly alpha?: number;
}

/** Smallest p that the exact test can reach: 1 ÷ C(m + n, m). */
export function smallestP(m: number, n: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(m, n); i++) ways *= (Math.max(m, n) + i) / i;
  return 1 / ways;
}

/**
 * The chance that a true slowdown is seen: by the normal approximation of U under the alternative (Lehmann, Nonparametrics, 2.3; its three
 * probabilities by integration).
 *
 * @param effect a fraction: 0.05 is 5 % slower
 */
export function powerOf(effect: number, plan: ComparisonPlan): number {
  const [m, n] = plan.n;
  const alpha = plan.alpha ?? 0.05;
  if (m < 1 || n < 1 || smallestP(m, n) > alpha) return 0;
  const shift = Math.log1p(effect) - Math.log1p(plan.margin ?? 0);
  const sigma = Math.sqrt(Math.log1p(plan.cv ** 2));
  if (sigma === 0) return shift > 0 ? 1 : 0;
  const d = shift / sigma;
  const above = normalCdf(d / Math.SQRT2);
  const aboveTwo = integrate((z) => normalDensity(z) * normalCdf(z + d) ** 2);
  const null_ = Math.sqrt((m * n * (m + n + 1)) / 12);
  const variance = m * n * (above * (1 - above) + (m + n - 2) * (aboveTwo - above ** 2));
  const distance = m * n * (above - 0.5) - 0.5 - normalQuantile(1 - alpha) * null_;
  if (!(variance > 1e-9)) return distance > 0 ? 1 : 0;
  return normalCdf(distance / Math.sqrt(variance));
}

/** Simpson over ±8: far beyond what counts of a normal density. */
function integrate(f: (z: number) => number): number {
  const steps = 160;
  const width = 16 / steps;
  let sum = f(-8) + f(8);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(-8 + i * width);
  return (sum * width) / 3;
}

/**
 * The minimal detectable effect: the smallest slowdown that is seen in 4 of 5 cases, a fraction.
 *
 * @returns `Infinity` when so few values can't show any
 * @example detectableEffect({ n: [20, 20], cv: 0.05 }) // 0.041
 */
export function detectableEffect(plan: ComparisonPlan): number {
  const margin = plan.margin ?? 0;
  if (powerOf(1e6, plan) < POWER) return Number.POSITIVE_INFINITY;
  let low = Math.log1p(margin);
  let high = Math.log1p(1e6);
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (powerOf(Math.expm1(middle), plan) < POWER) low = middle;
    else high = middle;
  }
  return Math.expm1(high);
}

/**
 * How many values a side show a slowdown of `effect` in 4 of 5 cases.
 *
 * @param effect a fraction above the margin
 * @returns `undefined` when 100,000 do not suffice
 * @throws RangeError when the effect is not above the margin
 * @example valuesFor(0.05, { cv: 0.05 }) // 15
 */
export function valuesFor(effect: number, plan: Omit<ComparisonPlan, 'n'>): number | undefined {
  if (!(effect > (plan.margin ?? 0))) throw new RangeError(`an effect lies above the margin, got ${effect} with a margin of ${plan.margin ?? 0}`);
  const seen = (n: number): boolean => powerOf(effect, { ...plan, n: [n, n] }) >= POWER;
  let high = 4;
  while (!seen(high)) {
    high *= 2;
    if (high > 100_000) return undefined;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (seen(middle)) high = middle;
    else low = middle;
  }
  return high;
}
