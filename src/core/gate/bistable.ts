/** Share of the baseline's values that must stand on the other level to be one: single stragglers are none. */
const SHARE = 0.2;
/** How wide the empty stretch between two levels is, against the spread within the nearer one. */
const GAP = 8;

/**
 * Whether the baseline has *two* levels, and the current result stands on the one that already was there: 19 values near 1.0 and 6 near 1.25 in the
 * baseline, all near 1.25 now. Layout, turbo or a neighbour switches between them; a test that only compares groups takes the switch for a change.
 *
 * @param baseline ascending, above 0
 * @param current ascending, above 0
 * @returns how many of the baseline's values stand on the level of the current ones; `undefined` when it has one level, or the current values
 *   stand on none of its others
 */
export function standsOnOtherLevel(baseline: readonly number[], current: readonly number[]): number | undefined {
  const n = baseline.length;
  const fewest = Math.max(2, Math.ceil(SHARE * n));
  if (n < 10 || current.length === 0) return undefined;
  const at = (i: number): number => Math.log(baseline[i] ?? Number.NaN);
  const middle = Math.log(current[Math.floor((current.length - 1) / 2)] ?? Number.NaN);
  let widest = 0;
  let cut = 0;
  for (let i = fewest; i <= n - fewest; i++) {
    const gap = at(i) - at(i - 1);
    if (gap > widest) {
      widest = gap;
      cut = i;
    }
  }
  if (widest === 0) return undefined;
  const lower = [at(0), at(cut - 1)] as const;
  const upper = [at(cut), at(n - 1)] as const;
  // The larger group is the level; the spread of its middle half is what the gap is held against.
  const most = cut >= n - cut;
  const spread = most
    ? at(Math.floor(cut * 0.75)) - at(Math.floor(cut * 0.25))
    : at(cut + Math.floor((n - cut) * 0.75)) - at(cut + Math.floor((n - cut) * 0.25));
  if (widest < GAP * spread) return undefined;
  const other = most ? upper : lower;
  return middle >= other[0] && middle <= other[1] ? (most ? n - cut : cut) : undefined;
}
