import { seededRandom } from '../random.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { blend, quantileRanks } from './quantile.ts';

/** Draws of a bootstrap, enough for a bound that is shown beside the one that decides. */
export const DRAWS = 1_000;

/** Indices of the two middle values of each resample of n, cached: they depend on nothing but n, the seed and which side it is. */
const middles = new Map<string, Uint32Array>();

/**
 * The two middle ranks (from 0) of `DRAWS` resamples of n values.
 *
 * Resampling n sorted values with replacement and looking for the median only asks which *ranks* come to lie in the middle, and that depends
 * on no value. So the resampling is done once for each n, and each median ratio costs a look-up. The seed keeps it the same everywhere.
 */
function middleRanks(n: number, seed: string): Uint32Array {
  const key = `${n}/${seed}`;
  const known = middles.get(key);
  if (known !== undefined) return known;
  const random = seededRandom(key);
  const ranks = new Uint32Array(2 * DRAWS);
  const drawn = new Uint32Array(n);
  for (let i = 0; i < DRAWS; i++) {
    for (let j = 0; j < n; j++) drawn[j] = Math.floor(random.next() * n);
    drawn.sort();
    ranks[2 * i] = drawn[Math.floor((n - 1) / 2)] ?? 0;
    ranks[2 * i + 1] = drawn[Math.floor(n / 2)] ?? 0;
  }
  if (middles.size >= 100) middles.clear();
  middles.set(key, ranks);
  return ranks;
}

/**
 * The bootstrap distribution of median(first) ÷ median(second): one ratio a resample, in the order drawn.
 *
 * @param first ascending, never empty, above 0
 * @param second the same
 * @param seed equal seeds give equal ratios
 */
export function medianRatioReplicates(first: readonly number[], second: readonly number[], seed: string | number = 'bootstrap'): Float64Array {
  if (first.length === 0 || second.length === 0)
    throw new RangeError(`a bootstrap needs values on both sides, got ${first.length} and ${second.length}`);
  const a = middleRanks(first.length, `${seed}/first`);
  const b = middleRanks(second.length, `${seed}/second`);
  const ratios = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS; i++) {
    const top = (first[a[2 * i] ?? 0] ?? Number.NaN) + (first[a[2 * i + 1] ?? 0] ?? Number.NaN);
    const bottom = (second[b[2 * i] ?? 0] ?? Number.NaN) + (second[b[2 * i + 1] ?? 0] ?? Number.NaN);
    ratios[i] = top / bottom;
  }
  return ratios;
}

/**
 * The percentile interval of replicates: their own quantiles (type 7).
 *
 * @param level default 0.95
 * @throws RangeError without replicates, or for one that is no finite number
 */
export function percentileInterval(replicates: Iterable<number>, level = 0.95): readonly [number, number] {
  return quantilesOf(replicates, (1 - level) / 2, 1 - (1 - level) / 2);
}

/**
 * The bias-corrected and accelerated interval (Efron 1987).
 *
 * @param estimate of the values as they are
 * @param jackknife the estimate with each value left out in turn
 * @throws RangeError as {@link percentileInterval}
 */
export function bcaInterval(replicates: ArrayLike<number> & Iterable<number>, estimate: number, jackknife: readonly number[], level = 0.95) {
  let below = 0;
  for (const value of replicates) if (value < estimate) below++;
  // A half step off the ends: a bias correction of infinity says nothing.
  const share = Math.min(1 - 0.5 / replicates.length, Math.max(0.5 / replicates.length, below / replicates.length));
  const bias = normalQuantile(share);
  const mean = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
  const squares = jackknife.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  const cubes = jackknife.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const corrected = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return quantilesOf(replicates, corrected((1 - level) / 2), corrected(1 - (1 - level) / 2));
}

function quantilesOf(values: Iterable<number>, lower: number, upper: number): readonly [number, number] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) throw new RangeError('an interval needs replicates, got none');
  // NaN sorts to the end, infinities to the ends.
  const odd = [sorted[0], sorted.at(-1)].find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new RangeError(`a replicate must be a finite number, got ${odd}`);
  const at = (p: number): number => {
    const ranks = quantileRanks(sorted.length, p);
    return blend(sorted[ranks.lower - 1] ?? Number.NaN, sorted[ranks.upper - 1] ?? Number.NaN, ranks.weight);
  };
  return [at(lower), at(upper)];
}
