import { studentQuantile, studentTail } from './student.ts';

export interface Welch {
  readonly t: number;
  /** Welch and Satterthwaite's degrees of freedom. */
  readonly df: number;
  readonly greater: number;
  readonly less: number;
  readonly different: number;
  /** Interval of mean(first) − mean(second). */
  readonly interval: readonly [number, number];
}

/**
 * Welch's t test: do two means differ, the variances being whatever they are? As R's `t.test(first, second)`.
 *
 * @param level of the interval, default 0.95
 * @returns `undefined` when a side has fewer than two values, or neither varies
 */
export function welch(first: readonly number[], second: readonly number[], level = 0.95): Welch | undefined {
  if (first.length < 2 || second.length < 2) return undefined;
  const [a, b] = [meanAndVariance(first), meanAndVariance(second)];
  const [va, vb] = [a.variance / first.length, b.variance / second.length];
  const error = Math.sqrt(va + vb);
  if (!(error > 0)) return undefined;
  const difference = a.mean - b.mean;
  const t = difference / error;
  const df = (va + vb) ** 2 / (va ** 2 / (first.length - 1) + vb ** 2 / (second.length - 1));
  const greater = studentTail(t, df);
  const less = studentTail(-t, df);
  const reach = studentQuantile(1 - (1 - level) / 2, df) * error;
  return { t, df, greater, less, different: Math.min(1, 2 * Math.min(greater, less)), interval: [difference - reach, difference + reach] };
}

function meanAndVariance(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
