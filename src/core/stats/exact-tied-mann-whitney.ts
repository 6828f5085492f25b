import type { Alternative } from './mann-whitney.ts';

/**
 * The exact permutation p value of the Mann–Whitney test, ties included: of all ways to share the pooled values out, how many are at least
 * as far off? For few values with ties, where the normal approximation of {@link mannWhitney} is off.
 *
 * Counts by group of equal values: state = (how many went to the first group, twice its U). Sizes up to some 25 a side take milliseconds.
 *
 * @param first never empty
 * @param second never empty
 * @throws RangeError for an empty group, and above 1,000 values together
 * @example exactTiedMannWhitney([2, 2, 3], [1, 1, 2], 'greater') // 0.15
 */
export function exactTiedMannWhitney(first: readonly number[], second: readonly number[], alternative: Alternative): number {
  const m = first.length;
  const n = second.length;
  if (m === 0 || n === 0) throw new RangeError(`Mann–Whitney needs values on both sides, got ${m} and ${n}`);
  if (m + n > 1_000) throw new RangeError(`the exact test with ties is for up to 1,000 values, got ${m + n}`);
  const groups = groupsOf([...first, ...second]);
  const observed = twiceU(first, second);
  const ways = countWays(groups, m, n);
  const total = ways.reduce((sum, each) => sum + each, 0);
  let less = 0;
  let greater = 0;
  for (const [u, count] of ways.entries()) {
    if (u <= observed) less += count;
    if (u >= observed) greater += count;
  }
  const tail = alternative === 'greater' ? greater : alternative === 'less' ? less : 2 * Math.min(less, greater);
  return Math.min(1, tail / total);
}

/** Sizes of the groups of equal values, ascending by value. */
function groupsOf(values: readonly number[]): number[] {
  const sizes: number[] = [];
  let last = Number.NaN;
  for (const value of [...values].sort((a, b) => a - b)) {
    if (value === last) sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1;
    else sizes.push(1);
    last = value;
  }
  return sizes;
}

function twiceU(first: readonly number[], second: readonly number[]): number {
  let sum = 0;
  for (const a of first) for (const b of second) sum += a > b ? 2 : a === b ? 1 : 0;
  return sum;
}

/** By twice U: in how many ways m of the values are the first group. */
function countWays(groups: readonly number[], m: number, n: number): Float64Array {
  const width = 2 * m * n + 1;
  let states = Array.from({ length: m + 1 }, () => new Float64Array(0));
  states[0] = Float64Array.from({ length: width }, (_, u) => (u === 0 ? 1 : 0));
  let before = 0;
  for (const size of groups) {
    const next = Array.from({ length: m + 1 }, () => new Float64Array(0));
    for (const [taken, row] of states.entries()) {
      if (row.length === 0) continue;
      let choose = 1;
      for (let take = 0; take <= size && taken + take <= m; take++) {
        const belowInSecond = before - taken;
        // Each of the new ones beats what the second group has below, and ties with what it takes of this group.
        if (belowInSecond + size - take <= n) add(next, taken + take, row, take * (2 * belowInSecond + (size - take)), choose, width);
        choose = (choose * (size - take)) / (take + 1);
      }
    }
    states = next;
    before += size;
  }
  return states[m] ?? new Float64Array(width);
}

function add(rows: Float64Array<ArrayBuffer>[], at: number, from: Float64Array, shift: number, ways: number, width: number): void {
  let row = rows[at];
  if (row === undefined || row.length === 0) {
    row = new Float64Array(width);
    rows[at] = row;
  }
  for (let u = 0; u + shift < width; u++) {
    const count = from[u] ?? 0;
    if (count !== 0) row[u + shift] = (row[u + shift] ?? 0) + count * ways;
  }
}
