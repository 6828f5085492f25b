/** The exact distribution of the Mann–Whitney statistic when there is no difference and no tie. */

const cache = new Map<string, Float64Array>();
const CACHED = 200;

/**
 * P[U ≤ u] for every u from 0 to m·n, of U = how many of the m·n pairs have the first value larger, all orders being equally likely.
 *
 * The counts come from the recurrence of Mann and Whitney (1947), f(m, n, u) = f(m−1, n, u−n) + f(m, n−1, u): additions only, so nothing
 * cancels. It takes m²·n² additions, once for each pair of sizes.
 *
 * @param m n at least 1, at most some 60
 */
export function wilcoxonCdf(m: number, n: number): Float64Array {
  const key = m < n ? `${m}/${n}` : `${n}/${m}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const cdf = cumulate(counts(Math.min(m, n), Math.max(m, n)));
  if (cache.size >= CACHED) cache.clear();
  cache.set(key, cdf);
  return cdf;
}

/** How many of the orders give U = u. `rows[i]` holds f(i, j, ·) for the j reached. */
function counts(m: number, n: number): Float64Array {
  const rows = Array.from({ length: m + 1 }, (_, i) => {
    const row = new Float64Array(i * n + 1);
    row[0] = 1;
    return row;
  });
  for (let j = 1; j <= n; j++) {
    for (let i = 1; i <= m; i++) {
      const row = rows[i];
      const previous = rows[i - 1];
      if (row === undefined || previous === undefined) continue;
      for (let u = i * j; u >= j; u--) row[u] = (row[u] ?? 0) + (previous[u - j] ?? 0);
    }
  }
  return rows[m] ?? new Float64Array([1]);
}

/** The lower half is summed up from the edge, the upper half is its mirror: both tails keep their digits where they are read. */
function cumulate(frequencies: Float64Array): Float64Array {
  const total = frequencies.reduce((sum, each) => sum + each, 0);
  let sum = 0;
  return frequencies.map((each) => {
    sum += each;
    return sum / total;
  });
}
