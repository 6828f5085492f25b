import { normalTail } from './normal.ts';
import { wilcoxonCdf } from './wilcoxon-distribution.ts';

/** What the first group is suspected of, against the second. */
export type Alternative = 'greater' | 'less' | 'different';

export interface MannWhitney {
  /** Of all pairs, in how many the first value is the larger one; an equal pair counts half. */
  readonly u: number;
  readonly p: number;
  /** Which distribution `p` comes from. */
  readonly method: 'exact' | 'normal';
}

/** R's limit: below this many values on both sides the exact distribution is used. */
const EXACT_BELOW = 50;

/**
 * The Mann–Whitney U test (Wilcoxon's rank sum): is a value of the first group more often the larger one than chance allows?
 *
 * As R's `wilcox.test(first, second)`: exact without ties below 50 values a side, otherwise the normal approximation with the variance
 * corrected for ties and a continuity correction.
 *
 * **Against a margin.** "Greater by more than 10 %" is the test of `first` against 1.1 · `second`. Multiplying is a shift of the
 * logarithms, and ranks are the same for values and for their logarithms; so this is the shift test on the log scale, where run times
 * differ by factors, and needs no logarithm. Values must then lie above 0.
 *
 * @param first ascending, never empty, finite
 * @param second the same
 * @param factor multiplies the second group, default 1
 * @throws RangeError for an empty group or a factor that is not above 0
 * @example mannWhitney([4, 5, 6], [1, 2, 3], 'greater').p // 0.05
 */
export function mannWhitney(first: readonly number[], second: readonly number[], alternative: Alternative, factor = 1): MannWhitney {
  const m = first.length;
  const n = second.length;
  if (m === 0 || n === 0) throw new RangeError(`Mann–Whitney needs values on both sides, got ${m} and ${n}`);
  if (!(factor > 0 && Number.isFinite(factor))) throw new RangeError(`a factor lies above 0, got ${factor}`);
  const { u, tieTerm } = rankSums(first, second, factor);
  if (tieTerm === 0 && m < EXACT_BELOW && n < EXACT_BELOW) return { u, p: exactP(u, m, n, alternative), method: 'exact' };
  return { u, p: normalP(u, m, n, tieTerm, alternative), method: 'normal' };
}

/** Merges the two sorted groups. `tieTerm` is Σ (t³ − t) over the groups of t equal values. */
function rankSums(first: readonly number[], second: readonly number[], factor: number): { readonly u: number; readonly tieTerm: number } {
  const m = first.length;
  const n = second.length;
  let u = 0;
  let tieTerm = 0;
  for (let i = 0, j = 0; i < m || j < n; ) {
    const a = first[i] ?? Number.POSITIVE_INFINITY;
    const b = j < n ? (second[j] ?? Number.NaN) * factor : Number.POSITIVE_INFINITY;
    const value = a < b ? a : b;
    let inFirst = 0;
    let inSecond = 0;
    while (i + inFirst < m && first[i + inFirst] === value) inFirst++;
    while (j + inSecond < n && (second[j + inSecond] ?? Number.NaN) * factor === value) inSecond++;
    const tied = inFirst + inSecond;
    if (tied === 0) throw new RangeError('Mann–Whitney needs finite values in ascending order');
    u += inFirst * (j + inSecond / 2);
    tieTerm += tied * tied * tied - tied;
    i += inFirst;
    j += inSecond;
  }
  return { u, tieTerm };
}

function exactP(u: number, m: number, n: number, alternative: Alternative): number {
  const cdf = wilcoxonCdf(m, n);
  const atMost = (value: number): number => (value < 0 ? 0 : (cdf[value] ?? 1));
  // P[U ≥ u] is P[U ≤ mn − u]: the distribution is symmetric.
  const greater = atMost(m * n - u);
  const less = atMost(u);
  return alternative === 'greater' ? greater : alternative === 'less' ? less : Math.min(1, 2 * Math.min(greater, less));
}

function normalP(u: number, m: number, n: number, tieTerm: number, alternative: Alternative): number {
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  // All values are equal: nothing speaks for a difference.
  if (!(variance > 0)) return 1;
  const sd = Math.sqrt(variance);
  const apart = u - (m * n) / 2;
  if (alternative === 'greater') return normalTail((apart - 0.5) / sd);
  if (alternative === 'less') return normalTail((-apart - 0.5) / sd);
  return Math.min(1, 2 * normalTail((Math.abs(apart) - 0.5) / sd));
}
