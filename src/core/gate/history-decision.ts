import { normalQuantile } from '../stats/normal.ts';
import { studentQuantile } from '../stats/student.ts';
import { fitControl } from './control-model.ts';
import { POWER } from './detectable.ts';
import type { Evidence } from './evidence.ts';

/** From how many runs on a history is one. */
export const FEWEST_RUNS = 10;
/** How far back is looked: what was longer ago was another toolchain. */
export const WINDOW = 40;
/** A deviation beyond which normal noise comes once in 10,000 runs. */
const TAIL = 1e-4;
/** By how much the largest deviation of the window must be exceeded: the next largest of a heavy tail is often only a little larger. */
const CLEARLY = 1.1;
/** Where the siblings stand farther out than ever, by more than this, the line to them is not extended. */
const BEYOND_CONTROL = 0.05;
/** No machine repeats itself better than to 2 in 1,000; a history that seems to is a short one. */
const FINEST_SIGMA = 0.002;

/** A value and the runs before it: logarithms, oriented so that up is worse. */
export interface HistoryCase {
  /** Oldest first, at least {@link FEWEST_RUNS}; only the last {@link WINDOW} count. */
  readonly own: readonly number[];
  readonly now: number;
  /** What the siblings did in the same runs and do now, each against its own level. Absent: there are none. */
  readonly control?: { readonly before: readonly number[]; readonly now: number };
}

export interface HistoryDecision {
  /** How far the value lies from where the history and the siblings of this run expect it, as a logarithm; above 0 is worse. */
  readonly deviation: number;
  /** From where on a deviation is beyond noise and margin: worse, better. */
  readonly worseFrom: number;
  readonly betterFrom: number;
  /** Scatter of the runs around the expectation, a logarithm. */
  readonly sigma: number;
  readonly beta: number;
  readonly runs: number;
  /** 1 + how many runs deviated as much, ÷ 1 + runs: it can't be smaller than 1 ÷ (1 + runs). */
  readonly pWorse: number;
  readonly pBetter: number;
  /** The smallest change for the worse that is seen in 4 of 5 cases, as a logarithm. */
  readonly mde: number;
  /** The siblings stand where they never stood: nobody knows what to expect. */
  readonly strange: boolean;
}

/**
 * Judges one value by a history of single values.
 *
 * Expected is what the history's level and the siblings of the same run say ({@link fitControl}). A deviation counts when it is clearly larger than *every*
 * one in the window, larger than what normal noise of that scatter shows once in 10,000 runs, and that by more than the margin. The first condition
 * holds for any distribution of noise (n + 1 runs alike: the newest is the farthest out with a chance of 1 in n + 1), the second for short
 * histories, the third for small change.
 */
export function decideByHistory({ own, now, control }: HistoryCase, margin: number): HistoryDecision {
  const values = own.slice(-WINDOW);
  const beside = control?.before.slice(-WINDOW);
  const model = fitControl({ own: values, control: beside });
  const n = values.length;
  const expected = model.level + model.beta * (control?.now ?? 0);
  const deviation = now - expected;
  const sigma = Math.max(model.sigma, FINEST_SIGMA);
  const noise = studentQuantile(1 - TAIL, Math.max(1, n - 2)) * sigma;
  const highest = model.residuals.reduce((most, each) => Math.max(most, each), 0);
  const lowest = model.residuals.reduce((least, each) => Math.min(least, each), 0);
  const worseFrom = Math.max(noise, CLEARLY * highest) + Math.log1p(margin);
  const strange = control !== undefined && beside !== undefined && outside(control.now, beside);
  return {
    deviation,
    worseFrom,
    betterFrom: Math.max(noise, -CLEARLY * lowest) + Math.log1p(margin),
    sigma,
    beta: model.beta,
    runs: n,
    pWorse: (1 + model.residuals.filter((each) => each >= deviation - Math.log1p(margin)).length) / (n + 1),
    pBetter: (1 + model.residuals.filter((each) => each <= deviation + Math.log1p(margin)).length) / (n + 1),
    mde: worseFrom + normalQuantile(POWER) * sigma,
    strange,
  };
}

function outside(value: number, seen: readonly number[]): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const each of seen) {
    low = Math.min(low, each);
    high = Math.max(high, each);
  }
  return value < low - BEYOND_CONTROL || value > high + BEYOND_CONTROL;
}

/** The decision as evidence for a row. */
export function historyEvidence(
  { deviation, worseFrom, betterFrom, sigma, beta, runs, pWorse, pBetter, mde, strange }: HistoryDecision,
  value: { readonly current: number; readonly direction: 'smaller' | 'bigger' },
  limits: { readonly margin: number; readonly detect: number },
): Evidence {
  const sign = value.direction === 'smaller' ? 1 : -1;
  const reach = studentQuantile(0.975, Math.max(1, runs - 2)) * sigma * Math.sqrt(1 + 1 / runs);
  const change = Math.expm1(sign * deviation);
  const siblings = beta === 0 ? '' : ', with the other benchmarks of the run';
  return {
    kind: 'history',
    baseline: value.current / (1 + change),
    current: value.current,
    change,
    n: [runs, 1],
    ci95: [Math.expm1(sign * deviation - reach), Math.expm1(sign * deviation + reach)],
    ...limits,
    ...(deviation > worseFrom ? { beyond: 'worse' as const } : deviation < -betterFrom ? { beyond: 'better' as const } : {}),
    rank: deviation > 0 ? pWorse : pBetter,
    mde: () => Math.expm1(mde),
    unmistakable: Math.abs(deviation) - reach > Math.log1p(limits.detect),
    ...(strange && { doubt: 'the other benchmarks of this run stand where they never stood: another machine, most likely' }),
    basis: `expected from ${runs} runs${siblings}`,
  };
}
