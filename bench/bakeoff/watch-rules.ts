import { studentTail } from '../../src/core/stats/student.ts';
import { EFFECTS, type ScalarScore, WARM_UP } from './replay-history.ts';
import type { Suite } from './series.ts';

/** Otava's defaults: values looked at, values on either side of a change point at least, chance. */
const WINDOW = 50;
const FEWEST = 2;
const P_MAX = 0.001;

/**
 * Otava's rule restated: in the last 50 values look for the split with the largest energy distance (E-divisive), keep it when a t test between both sides
 * says p < 0.001, look again on either side. An alarm is a new upward change point that appending a value brings to light; power is measured with the
 * newest five values slowed.
 */
export function replayWatch(suites: readonly Suite[]): ScalarScore {
  let decisions = 0;
  let falseAlarms = 0;
  const seen = EFFECTS.map(() => 0);
  const runs = new Set<string>();
  const alarmed = new Set<string>();
  for (const suite of suites) {
    for (const { values, toolDirection } of suite.series) {
      const oriented = values.filter(Number.isFinite).map((value) => (toolDirection === 'bigger' ? 1 / value : value));
      let known: readonly number[] = [];
      for (let i = WARM_UP; i < oriented.length; i++) {
        const from = Math.max(0, i + 1 - WINDOW);
        const window = oriented.slice(from, i + 1);
        const rises = risesOf(window).map((at) => at + from);
        decisions++;
        runs.add(`${suite.name}/${i}`);
        if (rises.some((at) => known.every((old) => Math.abs(old - at) > 3))) {
          falseAlarms++;
          alarmed.add(`${suite.name}/${i}`);
        }
        known = [...new Set([...known.filter((at) => at >= from), ...rises])];
        for (const [e, effect] of EFFECTS.entries()) {
          const slowed = window.map((value, at) => (at >= window.length - LATE ? value * effect : value));
          if (risesOf(slowed).some((at) => at >= window.length - LATE - 2)) seen[e] = (seen[e] ?? 0) + 1;
        }
      }
    }
  }
  const rule = `Otava-like, window ${WINDOW}, p ${P_MAX}, after ${LATE} values`;
  return { rule, decisions, falseAlarms, runs: runs.size, runsWithAlarm: alarmed.size, seen, inconclusive: 0 };
}

const LATE = 5;

/** Indices at which a higher level begins. */
function risesOf(values: readonly number[]): number[] {
  const found: number[] = [];
  const search = (from: number, to: number): void => {
    const split = bestSplit(values, from, to);
    if (split === undefined) return;
    const { at, rise } = split;
    if (rise) found.push(at);
    search(from, at);
    search(at, to);
  };
  search(0, values.length);
  return found;
}

/** The split with the largest energy statistic, all distances being summed up once. */
function bestSplit(values: readonly number[], from: number, to: number): { readonly at: number; readonly rise: boolean } | undefined {
  const n = to - from;
  if (n < 2 * FEWEST) return undefined;
  let across = 0;
  let left = 0;
  let right = 0;
  const distance = (a: number, b: number): number => Math.abs((values[a] ?? 0) - (values[b] ?? 0));
  for (let i = from; i < to; i++) for (let j = i + 1; j < to; j++) right += distance(i, j);
  let best = Number.NEGATIVE_INFINITY;
  let at = from;
  for (let cut = from + 1; cut < to; cut++) {
    let toLeft = 0;
    let toRight = 0;
    for (let i = from; i < cut - 1; i++) toLeft += distance(i, cut - 1);
    for (let i = cut; i < to; i++) toRight += distance(i, cut - 1);
    left += toLeft;
    right -= toRight;
    across += toRight - toLeft;
    const [m, k] = [cut - from, to - cut];
    if (m < FEWEST || k < FEWEST) continue;
    const energy = ((2 * across) / (m * k) - (2 * left) / (m * Math.max(1, m - 1)) - (2 * right) / (k * Math.max(1, k - 1))) * ((m * k) / (m + k));
    if (energy > best) {
      best = energy;
      at = cut;
    }
  }
  const [before, after] = [values.slice(from, at), values.slice(at, to)];
  const [a, b] = [momentsOf(before), momentsOf(after)];
  const df = n - 2;
  const pooled = Math.sqrt(((a.squares + b.squares) / df) * (1 / before.length + 1 / after.length));
  const difference = b.mean - a.mean;
  if (!(pooled > 0)) return undefined;
  return 2 * studentTail(Math.abs(difference) / pooled, df) < P_MAX ? { at, rise: difference > 0 } : undefined;
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly squares: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}
