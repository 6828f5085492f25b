import type { SortedSamples } from './sorted-samples.ts';

/** The nine sample quantiles of Hyndman and Fan (1996), numbered as in R. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Where a quantile lies between order statistics: `(1 − weight) · x[lower] + weight · x[upper]`, ranks from 1. */
export interface QuantileRanks {
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
}

/** n·p is meant to be whole when it is this close to it: 0.07 · 100 is 7.000000000000001. As in R. */
const FUZZ = 4 * Number.EPSILON;

/** `a` and `b` of the continuous types: the position is `a + p · (n + 1 − a − b)`. */
const PLOTTING: Readonly<Record<4 | 5 | 6 | 7 | 8 | 9, readonly [a: number, b: number]>> = {
  4: [0, 1],
  5: [1 / 2, 1 / 2],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

/**
 * The order statistics that a quantile of `n` values rests on.
 *
 * @param n ≥ 1
 * @param p 0 to 1
 * @throws RangeError outside of these
 */
export function quantileRanks(n: number, p: number, type: QuantileType = 7): QuantileRanks {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`a quantile needs at least one value, got n = ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile's p lies between 0 and 1, got ${p}`);
  const position = type <= 3 ? n * p - (type === 3 ? 0.5 : 0) : continuousPosition(n, p, type as 4 | 5 | 6 | 7 | 8 | 9);
  const whole = Math.floor(position + FUZZ * Math.max(1, Math.abs(position)));
  const rest = Math.abs(position - whole) <= FUZZ * Math.max(1, Math.abs(position)) ? 0 : position - whole;
  const weight = discontinuousWeight(type, whole, rest) ?? rest;
  const clamp = (rank: number): number => Math.min(n, Math.max(1, rank));
  if (weight === 0) return { lower: clamp(whole), upper: clamp(whole), weight: 0 };
  if (weight === 1) return { lower: clamp(whole + 1), upper: clamp(whole + 1), weight: 0 };
  return { lower: clamp(whole), upper: clamp(whole + 1), weight };
}

function continuousPosition(n: number, p: number, type: 4 | 5 | 6 | 7 | 8 | 9): number {
  const [a, b] = PLOTTING[type];
  return a + p * (n + 1 - a - b);
}

/** Types 1 to 3 jump: the inverse of the distribution, the same with averaging where it is flat, the nearest even rank. */
function discontinuousWeight(type: QuantileType, whole: number, rest: number): number | undefined {
  if (type === 1) return rest > 0 ? 1 : 0;
  if (type === 2) return rest > 0 ? 1 : 0.5;
  if (type === 3) return rest === 0 && whole % 2 === 0 ? 0 : 1;
  return undefined;
}

/** Blends two values; equal ones come out as they are, whatever the rounding. */
export function blend(lower: number, upper: number, weight: number): number {
  return weight === 0 || lower === upper ? lower : (1 - weight) * lower + weight * upper;
}

/**
 * The quantile of a chosen type, in the unit of the values.
 *
 * @param p 0 to 1
 * @example quantileOfType(sortSamples([1, 2, 3, 4]), 0.5, 1) // 2
 */
export function quantileOfType(samples: SortedSamples, p: number, type: QuantileType): number {
  const { lower, upper, weight } = quantileRanks(samples.length, p, type);
  return blend(samples[lower - 1] ?? Number.NaN, samples[upper - 1] ?? Number.NaN, weight);
}

/**
 * The quantile that this product means everywhere: type 7, linear at `(n − 1) · p` (R's and NumPy's default).
 *
 * @param p 0 to 1
 * @example quantile(sortSamples([1, 2, 3, 4]), 0.5) // 2.5
 */
export function quantile(samples: SortedSamples, p: number): number {
  return quantileOfType(samples, p, 7);
}
