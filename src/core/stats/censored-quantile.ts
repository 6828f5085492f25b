import { blend, quantileRanks } from './quantile.ts';
import { quantileIntervalRanks } from './quantile-interval.ts';
import type { SortedSamples } from './sorted-samples.ts';

/** What is known of a quantile when some values are known only to be at least so large. */
export interface QuantileBounds {
  readonly atLeast: number;
  /** `Infinity` where nothing bounds it from above. Equal to `atLeast`: the quantile is known. */
  readonly atMost: number;
}

/**
 * Values of which some are *right-censored*: the true value is at least its bound, and may be anything above.
 *
 * The rule for every number made from them: it is worked out twice, once with each censored value at its bound and once with each at
 * infinity. Where both agree it is known; where not, only that it lies between them is. So a percentile stands when the order statistics
 * it needs are measured and no censored value can move them, above all when every censored bound lies above them.
 */
export class CensoredSamples {
  /** Ascending, each censored value at its bound. */
  readonly #low: readonly number[];
  readonly #measured: readonly number[];

  constructor(measured: SortedSamples | undefined, bounds: SortedSamples | undefined) {
    this.#measured = measured ?? [];
    this.#low = bounds === undefined ? this.#measured : Array.from(Float64Array.from([...this.#measured, ...bounds]).sort());
  }

  /** Measured and censored together. */
  get length(): number {
    return this.#low.length;
  }

  /** What is known of the type 7 quantile, `p` from 0 to 1. `undefined` when there is no value. */
  quantile(p: number): QuantileBounds | undefined {
    if (this.length === 0) return undefined;
    const { lower, upper, weight } = quantileRanks(this.length, p);
    return { atLeast: blend(this.#atLeast(lower), this.#atLeast(upper), weight), atMost: blendUp(this.#atMost(lower), this.#atMost(upper), weight) };
  }

  /** The order-statistic interval; `undefined` when n does not suffice or its upper end is censored. It may be wider than it had to be, never narrower. */
  interval(p: number, level = 0.95): readonly [number, number] | undefined {
    const ranks = quantileIntervalRanks(this.length, p, level);
    if (ranks === undefined) return undefined;
    const upper = this.#atMost(ranks[1]);
    return Number.isFinite(upper) ? [this.#atLeast(ranks[0]), upper] : undefined;
  }

  #atLeast(rank: number): number {
    return this.#low[rank - 1] ?? Number.NaN;
  }

  #atMost(rank: number): number {
    return this.#measured[rank - 1] ?? Number.POSITIVE_INFINITY;
  }
}

function blendUp(lower: number, upper: number, weight: number): number {
  return Number.isFinite(upper) ? blend(lower, upper, weight) : upper;
}
