import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { SortedSamples } from './sorted-samples.ts';

/** Plain description, in the unit of the values. */
export interface Description {
  readonly n: number;
  readonly min: number;
  readonly mean: number;
  /** With n − 1; absent for a single value. */
  readonly sd?: number;
  readonly max: number;
}

/**
 * Describes values by their smallest, mean, standard deviation and largest.
 *
 * @example describeSamples(sortSamples([1, 2, 3])) // { n: 3, min: 1, mean: 2, sd: 1, max: 3 }
 */
export function describeSamples(samples: SortedSamples): Description {
  const values = samples as unknown as number[];
  const n = samples.length;
  return {
    n,
    min: samples[0],
    mean: mean(values),
    ...(n > 1 && { sd: sampleStandardDeviation(values) }),
    max: samples[n - 1] ?? samples[0],
  };
}
