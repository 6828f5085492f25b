import { isUsableValue, type Series } from './series.ts';

/** How much the values of a series scatter without any change, as fractions: 0.05 is 5 %. */
export interface Noise {
  /** Scatter of the values of one run: standard deviation of their logarithms; absent without raw values. */
  readonly within?: number;
  /** Scatter of the runs' own values from one run to the next, robust: steps of the level do not enter it. */
  readonly between: number;
  /** How many runs it rests on. */
  readonly runs: number;
}

/** Median of |x| for a standard normal x. */
const NORMAL_MAD = 0.674_489_750_196_081_7;
/** Standard normal quantiles for α = 5 % (one-sided) and a power of 80 %. */
const Z_ALPHA = 1.644_853_626_951_472_2;
const Z_POWER = 0.841_621_233_572_914_3;
/** Mann–Whitney needs π/3 times the values of a t test on normal noise. */
const RANK_COST = Math.PI / 3;

/**
 * Estimates the noise of a series from its own runs; `undefined` with fewer than three usable ones.
 *
 * Between runs: the median of the absolute differences of neighbouring logarithms, divided by 0.6745·√2.
 */
export function noiseOf({ points }: Pick<Series, 'points'>): Noise | undefined {
  const usable = points.map(({ metric }) => metric).filter(({ value }) => isUsableValue(value));
  if (usable.length < 3) return undefined;
  const logs = usable.map(({ value }) => Math.log(value));
  const steps = logs.slice(1).map((log, i) => Math.abs(log - (logs[i] ?? log)));
  const between = medianOf(steps) / (NORMAL_MAD * Math.SQRT2);
  let squares = 0;
  let freedom = 0;
  for (const { samples = [] } of usable) {
    const inner = samples.filter(isUsableValue).map(Math.log);
    if (inner.length < 2) continue;
    const mean = inner.reduce((sum, value) => sum + value, 0) / inner.length;
    squares += inner.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    freedom += inner.length - 1;
  }
  return { between, runs: usable.length, ...(freedom > 0 && { within: Math.sqrt(squares / freedom) }) };
}

/** How many values a run should take, or why no number helps. */
export type RecommendedN =
  | { readonly kind: 'enough'; readonly n: number }
  /** The runs differ among themselves by too much: more values in each don't help, measuring both revisions side by side does. */
  | { readonly kind: 'never'; readonly smallestChange: number };

/**
 * The number of raw values a run needs so that a change of `effect` is seen in 4 of 5 cases by a one-sided Mann–Whitney test (5 %) against the
 * margin: n ≥ 2·(z₀.₉₅ + z₀.₈)²·(π/3)·σ² / (log(1 + effect) − log(1 + margin))², σ² being the part of the scatter that more values average out,
 * after the part that they don't (from run to run) is taken off the distance. Normal theory: up to 15 % too hopeful below 10 values.
 *
 * @param effect the change to be seen, above the margin: 0.1 is 10 %
 * @throws RangeError when the effect does not lie above the margin
 */
export function recommendedN(noise: Noise & { readonly within: number }, margin: number, effect: number, values: number): RecommendedN {
  const distance = Math.log1p(effect) - Math.log1p(margin);
  if (!(margin >= 0 && distance > 0)) throw new RangeError(`an effect lies above the margin, got ${effect} with a margin of ${margin}`);
  const reach = (Z_ALPHA + Z_POWER) ** 2 * 2;
  // What is left between runs when the scatter of their `values` inner values is accounted for.
  const lasting = Math.max(0, noise.between ** 2 - (RANK_COST * noise.within ** 2) / Math.max(1, values));
  const room = distance ** 2 / reach - lasting;
  if (room <= 0) return { kind: 'never', smallestChange: Math.exp(Math.log1p(margin) + Math.sqrt(reach * lasting)) - 1 };
  return { kind: 'enough', n: Math.max(MIN_N, Math.ceil((RANK_COST * noise.within ** 2) / room)) };
}

/** The exact test can't reach 5 % (one-sided) with fewer on either side. */
const MIN_N = 4;

/** The smallest change that n values a run show in 4 of 5 cases: {@link recommendedN} turned round. As a fraction. */
export function detectableChange(noise: Noise & { readonly within: number }, margin: number, n: number): number {
  const lasting = Math.max(0, noise.between ** 2 - (RANK_COST * noise.within ** 2) / n);
  const reach = (Z_ALPHA + Z_POWER) * Math.sqrt(2 * ((RANK_COST * noise.within ** 2) / n + lasting));
  return Math.expm1(Math.log1p(margin) + reach);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
