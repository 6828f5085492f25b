import type { Aggregate, BenchmarkMetric } from '../gate/benchmark-set.ts';
import { samplesForInterval } from '../stats/quantile-interval.ts';
import type { Collection } from './collect.ts';
import { medianOf } from './median.ts';

/** What a tool says about one metric of one benchmark; everything in `unit`. */
export interface Statistics {
  readonly metric: string;
  readonly unit: string;
  readonly direction?: 'smaller' | 'bigger';
  readonly samples?: readonly number[] | undefined;
  /** How many raw values, where they are not there themselves. */
  readonly n?: number | undefined;
  readonly median?: number | undefined;
  readonly mean?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly sd?: number | undefined;
  readonly iqr?: number | undefined;
  readonly mad?: number | undefined;
  /** By their percent, above 0 and below 100. */
  readonly percentiles?: readonly (readonly [percent: number, value: number | undefined])[];
  readonly interval?: BenchmarkMetric['interval'];
  readonly range?: string | undefined;
}

/**
 * Adds a metric and the further statistics of it. The metric itself is the median: of the raw values, else the tool's own, else its mean. The
 * others are named after it: `time min`, `time p99`.
 *
 * @returns false when there is no value at all
 */
export function addStatistics(into: Collection, benchmark: string, statistics: Statistics, place?: number | readonly (string | number)[]): boolean {
  const { metric, unit, direction, samples, mean, interval, range, percentiles = [] } = statistics;
  const median = statistics.median ?? percentiles.find(([percent]) => percent === 50)?.[1] ?? (samples === undefined ? undefined : medianOf(samples));
  const value = median ?? mean ?? statistics.min ?? statistics.max;
  if (value === undefined) return false;
  const n = samples?.length ?? statistics.n;
  const headline: Aggregate = median !== undefined ? 'median' : mean !== undefined ? 'mean' : statistics.min !== undefined ? 'min' : 'max';
  const same = { unit, direction, n };
  const own = { ...(samples !== undefined && { samples }), ...(interval !== undefined && { interval }), ...(range !== undefined && { range }) };
  into.add(benchmark, { ...same, metric, value, aggregate: headline, ...own }, place);
  for (const aggregate of ['mean', 'min', 'max', 'sd', 'iqr', 'mad'] as const) {
    if (aggregate === headline) continue;
    into.addMaybe(
      benchmark,
      { ...same, metric: `${metric} ${aggregate}`, value: statistics[aggregate], aggregate, of: metric, ...spread(aggregate) },
      place,
    );
  }
  for (const [percent, at] of percentiles) {
    if (percent === 50) continue;
    const needsN = n === undefined ? {} : { needsN: samplesForInterval(percent / 100) };
    into.addMaybe(
      benchmark,
      { ...same, metric: `${metric} p${percent}`, value: at, aggregate: 'percentile', percentile: percent, of: metric, ...needsN },
      place,
    );
  }
  return true;
}

/** However good a high value is, scatter is not. */
function spread(aggregate: Aggregate): { readonly direction?: 'smaller' } {
  return aggregate === 'sd' || aggregate === 'iqr' || aggregate === 'mad' ? { direction: 'smaller' } : {};
}
