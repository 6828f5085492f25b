import { normalQuantile } from './normal.ts';
import { wilcoxonCdf } from './wilcoxon-distribution.ts';

export interface HodgesLehmann {
  readonly estimate: number;
  /** Absent: too few values for the level; at 95 % that is below 4 a side. */
  readonly interval?: readonly [number, number];
}

/** Up to this many pairs all differences are sorted; beyond, the few that are needed are searched for. */
const SORTED_PAIRS = 100_000;

/**
 * The Hodges–Lehmann estimate of a shift: the median of all differences first − second, with the interval that belongs to the Mann–Whitney
 * test (Moses): the differences at the ranks where that test turns. Exact below 50 values a side, by the normal approximation beyond, whose
 * ranks are rounded outwards.
 *
 * @param first ascending, never empty, finite
 * @param second the same
 * @param level default 0.95
 * @throws RangeError for an empty group
 * @example hodgesLehmannShift([3, 4, 5], [1, 2, 3]).estimate // 2
 */
export function hodgesLehmannShift(first: readonly number[], second: readonly number[], level = 0.95): HodgesLehmann {
  const m = first.length;
  const n = second.length;
  if (m === 0 || n === 0) throw new RangeError(`Hodges–Lehmann needs values on both sides, got ${m} and ${n}`);
  const pairs = m * n;
  const at = pairs <= SORTED_PAIRS ? sortedDifferences(first, second) : (rank: number) => searchDifference(first, second, rank);
  const estimate = pairs % 2 === 1 ? at((pairs + 1) / 2) : (at(pairs / 2) + at(pairs / 2 + 1)) / 2;
  const rank = intervalRank(m, n, level);
  return rank < 1 ? { estimate } : { estimate, interval: [at(rank), at(pairs + 1 - rank)] };
}

/**
 * The same for a ratio first ÷ second: the shift of the logarithms, and back.
 *
 * @param first ascending, above 0
 * @param second the same
 * @throws RangeError for an empty group or a value that is not above 0
 * @example hodgesLehmannRatio([2, 4], [1, 2]).estimate // 2
 */
export function hodgesLehmannRatio(first: readonly number[], second: readonly number[], level = 0.95): HodgesLehmann {
  for (const smallest of [first[0], second[0]]) {
    if (smallest !== undefined && !(smallest > 0)) throw new RangeError(`a ratio needs values above 0, got ${smallest}`);
  }
  const { estimate, interval } = hodgesLehmannShift(first.map(Math.log), second.map(Math.log), level);
  return { estimate: Math.exp(estimate), ...(interval && { interval: [Math.exp(interval[0]), Math.exp(interval[1])] as const }) };
}

/** The largest rank r with P[U ≤ r − 1] ≤ (1 − level) ÷ 2; 0: there is none. */
export function intervalRank(m: number, n: number, level: number): number {
  const miss = (1 - level) / 2;
  if (m < 50 && n < 50) {
    const cdf = wilcoxonCdf(m, n);
    let rank = 0;
    while ((cdf[rank] ?? 1) <= miss) rank++;
    return rank;
  }
  const sd = Math.sqrt((m * n * (m + n + 1)) / 12);
  return Math.max(0, Math.floor((m * n) / 2 + normalQuantile(miss) * sd));
}

function sortedDifferences(first: readonly number[], second: readonly number[]): (rank: number) => number {
  const all = new Float64Array(first.length * second.length);
  let i = 0;
  for (const a of first) for (const b of second) all[i++] = a - b;
  all.sort();
  return (rank) => all[rank - 1] ?? Number.NaN;
}

/** The difference at a rank by bisection: how many differences lie at or below a value is counted in m + n steps, both groups being sorted. */
function searchDifference(first: readonly number[], second: readonly number[], rank: number): number {
  const m = first.length;
  const n = second.length;
  const atMost = (limit: number): number => {
    let count = 0;
    let from = 0;
    // For a growing `a`, the first b with a − b ≤ limit only moves up.
    for (let i = 0; i < m; i++) {
      const a = first[i] ?? Number.NaN;
      while (from < n && a - (second[from] ?? Number.NaN) > limit) from++;
      count += n - from;
    }
    return count;
  };
  let low = (first[0] ?? 0) - (second[n - 1] ?? 0);
  let high = (first[m - 1] ?? 0) - (second[0] ?? 0);
  if (atMost(low) >= rank) return low;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (atMost(middle) >= rank) high = middle;
    else low = middle;
  }
}
