import { quantile } from '../stats/quantile.ts';
import { sortSamples } from '../stats/sorted-samples.ts';

/** What a number will be, by simulated sessions: the middle of what they gave, and an interval that the next session falls into. */
export interface Prediction {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Simulated sessions that gave a value. */
  readonly n: number;
}

/** How often the next session falls into the interval, at least where there are 19 sessions or more. */
export const COVERAGE = 0.9;

/**
 * The interval between two order statistics: one more session like the *n* that were simulated falls between x[k] and x[n + 1 − k] with a
 * probability of 1 − 2k ÷ (n + 1), whatever the distribution (the n + 1 values are exchangeable). With 39 sessions and k = 2 that is 90 %.
 *
 * @returns ranks from 1, and that probability; with fewer than 19 values the whole range, which is less than 90 %
 */
export function predictionRanks(n: number): { readonly low: number; readonly high: number; readonly coverage: number } {
  const k = Math.max(1, Math.floor(((1 - COVERAGE) / 2) * (n + 1) + 1e-9));
  return { low: k, high: n + 1 - k, coverage: 1 - (2 * k) / (n + 1) };
}

/** @returns `undefined` when no session gave a value */
export function predict(values: readonly (number | undefined)[]): Prediction | undefined {
  const sorted = sortSamples(values.filter((value) => value !== undefined));
  if (sorted === undefined) return undefined;
  const { low, high } = predictionRanks(sorted.length);
  return { median: quantile(sorted, 0.5), low: sorted[low - 1] ?? sorted[0], high: sorted[high - 1] ?? sorted[0], n: sorted.length };
}
