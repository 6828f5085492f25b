import { quantile } from '../stats/quantile.ts';
import { sortSamples } from '../stats/sorted-samples.ts';

/** The median (R type 7) of finite values in any order; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = sortSamples(values);
  return sorted === undefined ? Number.NaN : quantile(sorted, 0.5);
}
