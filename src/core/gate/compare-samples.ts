import { medianRatioReplicates, percentileInterval } from '../stats/bootstrap.ts';
import { exactTiedMannWhitney } from '../stats/exact-tied-mann-whitney.ts';
import { hodgesLehmannRatio } from '../stats/hodges-lehmann.ts';
import { mannWhitney } from '../stats/mann-whitney.ts';
import { normalQuantile } from '../stats/normal.ts';
import { welch } from '../stats/welch.ts';
import { standsOnOtherLevel } from './bistable.ts';
import { POWER, smallestP } from './detectable.ts';
import type { Evidence } from './evidence.ts';

/** Raw values of both sides, ascending, finite, above 0, at least two a side. */
export interface SamplePair {
  readonly baseline: readonly number[];
  readonly current: readonly number[];
  readonly direction: 'smaller' | 'bigger';
}

/**
 * Compares raw values with raw values: a one-sided Mann–Whitney test against the margin in each direction, and the Hodges–Lehmann ratio with its
 * interval.
 *
 * Where the exact test could not reach its level with so few values in so large a family (5 and 5 values: 1/252, not enough for 100 rows), Welch's
 * t test of the logarithms stands in; it supposes lognormal noise, and the sentence says so.
 *
 * @param level the strictest level that a row of this family may have to reach: alpha ÷ rows
 */
export function compareSamples(pair: SamplePair, limits: { readonly margin: number; readonly detect: number }, level: number): Evidence {
  const { baseline, current, direction } = pair;
  const n = [baseline.length, current.length] as const;
  const { margin, detect } = limits;
  const byRank = smallestP(n[0], n[1]) <= level;
  const [up, down] = byRank ? rankTests(pair, margin) : welchTests(pair, margin);
  const estimate = byRank ? byHodgesLehmann(pair) : byWelch(pair);
  const { ratio, interval } = estimate;
  const worseIs = direction === 'smaller' ? 1 : -1;
  const logError = interval === undefined ? undefined : Math.log(interval[1] / interval[0]) / (2 * normalQuantile(0.975));
  const ci95 = interval && ([interval[0] - 1, interval[1] - 1] as const);
  const other = standsOnOtherLevel(baseline, current);
  return {
    kind: 'samples',
    baseline: middle(baseline),
    current: middle(current),
    change: ratio - 1,
    n,
    ...(ci95 && { ci95 }),
    bootstrap95: bootstrap(pair),
    margin,
    detect,
    p: worseIs > 0 ? { worse: up, better: down } : { worse: down, better: up },
    mde: (alpha) => {
      if (logError === undefined) return Number.POSITIVE_INFINITY;
      const reach = (normalQuantile(1 - alpha) + normalQuantile(POWER)) * logError;
      return worseIs > 0 ? (1 + margin) * Math.exp(reach) - 1 : 1 - Math.max(0, 1 - margin) * Math.exp(-reach);
    },
    unmistakable: ci95 !== undefined && (ci95[0] > detect || ci95[1] < -detect),
    ...(other !== undefined && { doubt: `${other} of the baseline's ${n[0]} values already stood on that level: it switches between two` }),
    basis: byRank ? `${n[0]} and ${n[1]} values` : `${n[0]} and ${n[1]} values, by t test`,
  };
}

/** Up to so many values together ties are counted out; beyond, the normal approximation of {@link mannWhitney} is good and a hundred times quicker. */
const COUNTED_OUT = 20;

/** p for a rise by more than the margin, and for a fall by more than it. */
function rankTests({ baseline, current }: SamplePair, margin: number): readonly [up: number, down: number] {
  const p = (alternative: 'greater' | 'less', factor: number): number => {
    const test = mannWhitney(current, baseline, alternative, factor);
    if (test.method === 'exact' || baseline.length + current.length > COUNTED_OUT) return test.p;
    const moved = baseline.map((value) => value * factor);
    return exactTiedMannWhitney(current, moved, alternative);
  };
  return [p('greater', 1 + margin), margin < 1 ? p('less', 1 - margin) : 1];
}

function welchTests({ baseline, current }: SamplePair, margin: number): readonly [up: number, down: number] {
  const [now, before] = [current.map(Math.log), baseline.map(Math.log)];
  const against = (factor: number) =>
    welch(
      now,
      before.map((log) => log + Math.log(factor)),
    );
  return [against(1 + margin)?.greater ?? 1, margin < 1 ? (against(1 - margin)?.less ?? 1) : 1];
}

interface Ratio {
  readonly ratio: number;
  readonly interval?: readonly [number, number];
}

function byHodgesLehmann({ baseline, current }: SamplePair): Ratio {
  const { estimate, interval } = hodgesLehmannRatio(current, baseline);
  return { ratio: estimate, ...(interval && { interval }) };
}

function byWelch({ baseline, current }: SamplePair): Ratio {
  const { estimate } = hodgesLehmannRatio(current, baseline);
  const test = welch(current.map(Math.log), baseline.map(Math.log));
  const interval = test && ([Math.exp(test.interval[0]), Math.exp(test.interval[1])] as const);
  // Two values of which one is nearly nothing give an interval that no number can hold: then there is none to show.
  const shown = interval !== undefined && interval[0] > 0 && Number.isFinite(interval[1]);
  return { ratio: estimate, ...(shown && { interval }) };
}

/** Beside the interval of the test: one that supposes nothing but that the values stand for what could have been drawn. */
function bootstrap({ baseline, current }: SamplePair): readonly [number, number] {
  const [low, high] = percentileInterval(medianRatioReplicates(current, baseline));
  return [low - 1, high - 1];
}

function middle(sorted: readonly number[]): number {
  const n = sorted.length;
  return ((sorted[Math.floor((n - 1) / 2)] ?? Number.NaN) + (sorted[Math.floor(n / 2)] ?? Number.NaN)) / 2;
}
