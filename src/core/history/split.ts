import { studentTail } from '../stats/student.ts';

/** Two levels that a run of values falls into. */
export interface Split {
  /** How many values belong to the earlier level. */
  readonly at: number;
  /** Means before and after. */
  readonly before: number;
  readonly after: number;
  /** Chance of a difference like this among values of one level, of all places where the split could be (Bonferroni). */
  readonly p: number;
  /** Both sides are constant: nothing is left to chance. */
  readonly exact: boolean;
}

/**
 * Where values part most clearly into an earlier and a later level: the split with the largest energy distance (E-divisive: Matteson & James
 * 2014, α = 1), unless no split at all is significant by the t test, in which case the search is saved.
 *
 * @param values in order of time
 * @param fewest values on either side, ≥ 2
 * @param pMax chance above which there is no split
 */
export function bestSplit(values: readonly number[], fewest: number, pMax: number): Split | undefined {
  const places = values.length - 2 * fewest + 1;
  if (places < 1 || !anySignificant(values, fewest, pMax / places)) return undefined;
  const at = energySplit(values);
  // The new level is there, but what has been seen of it is too short to say where it began: the next value tells.
  if (at < fewest || values.length - at < fewest) return undefined;
  const split = splitAt(values, at, places);
  return split.p <= pMax ? split : undefined;
}

/**
 * The two levels on either side of a given place. Neighbouring runs resemble each other (the same machine, the same week), which makes n
 * values worth fewer: the t test counts n·(1 − ρ)/(1 + ρ) of them, ρ being the correlation of neighbours within the levels.
 *
 * @param places for how many places the chance is to be corrected; 1 when the place was fixed beforehand
 */
export function splitAt(values: readonly number[], at: number, places: number): Split {
  const n = values.length;
  const before = meanOf(values, 0, at);
  const after = meanOf(values, at, n);
  let squares = 0;
  let products = 0;
  let last = 0;
  for (let i = 0; i < n; i++) {
    const rest = (values[i] ?? 0) - (i < at ? before : after);
    squares += rest * rest;
    if (i > 0 && i !== at) products += rest * last;
    last = rest;
  }
  const exact = squares <= Number.EPSILON ** 2 * n * Math.max(before * before, after * after, Number.MIN_VALUE);
  if (exact) return { at, before, after, exact, p: Math.abs(after - before) <= 1e-12 * Math.abs(before) ? 1 : 0 };
  // Centring pulls the estimate down by about 1/n. More than ¾ is no noise but another level within: it must not hide this one.
  const rho = Math.min(0.75, Math.max(0, products / squares + 1 / n));
  const inflation = (1 + rho) / (1 - rho);
  const df = Math.max(1, n / inflation - 2);
  const error = Math.sqrt((squares / (n - 2)) * inflation * (1 / at + 1 / (n - at)));
  return { at, before, after, exact, p: Math.min(1, places * twoSided((after - before) / error, df)) };
}

/** Is there a split that the plain t test calls significant? What {@link splitAt} says is never more significant than that. */
function anySignificant(values: readonly number[], fewest: number, pMax: number): boolean {
  const n = values.length;
  const centre = meanOf(values, 0, n);
  let total = 0;
  let squares = 0;
  for (const value of values) {
    total += value - centre;
    squares += (value - centre) ** 2;
  }
  if (squares === 0) return false;
  let left = 0;
  let largest = 0;
  for (let at = 1; at <= n - fewest; at++) {
    left += (values[at - 1] ?? 0) - centre;
    if (at < fewest) continue;
    const between = left ** 2 / at + (total - left) ** 2 / (n - at);
    largest = Math.max(largest, between / Math.max(squares - between, squares * 1e-15));
  }
  return twoSided(Math.sqrt(largest * (n - 2)), n - 2) <= pMax;
}

/** The place with the largest energy distance between what lies before and behind it, two values at least; O(n²). */
function energySplit(values: readonly number[]): number {
  const n = values.length;
  const x = Float64Array.from(values);
  let within = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) within += Math.abs((x[i] ?? 0) - (x[j] ?? 0));
  let withinLeft = 0;
  let withinRight = within;
  let between = 0;
  let best = 2;
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = 1; at <= n - 2; at++) {
    // x[at−1] changes sides.
    const moved = x[at - 1] ?? 0;
    let toLeft = 0;
    let toRight = 0;
    for (let j = 0; j < at - 1; j++) toLeft += Math.abs(moved - (x[j] ?? 0));
    for (let j = at; j < n; j++) toRight += Math.abs(moved - (x[j] ?? 0));
    withinLeft += toLeft;
    withinRight -= toRight;
    between += toRight - toLeft;
    if (at < 2) continue;
    const right = n - at;
    const distance = (2 * between) / (at * right) - (2 * withinLeft) / (at * (at - 1)) - (2 * withinRight) / (right * (right - 1));
    const energy = ((at * right) / n) * distance;
    if (energy > largest) {
      largest = energy;
      best = at;
    }
  }
  return best;
}

const twoSided = (t: number, df: number): number => 2 * studentTail(Math.abs(t), df);

function meanOf(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  return sum / (to - from);
}
