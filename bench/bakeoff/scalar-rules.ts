import { normalQuantile } from '../../src/core/stats/normal.ts';
import { quantile } from '../../src/core/stats/quantile.ts';
import { sortSamples } from '../../src/core/stats/sorted-samples.ts';
import { studentQuantile } from '../../src/core/stats/student.ts';

/*
 * Other tools' rules for one new value against a history, restated from their documents. Every rule is given values oriented so that larger is worse
 * (reciprocals where bigger is better); `before` is the whole history, oldest first, at least 30 values.
 */

/** true: the tool would raise an alarm. */
export type ScalarRule = (before: readonly number[], now: number) => boolean;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

function quartile(values: readonly number[], p: number): number {
  const sorted = sortSamples(values);
  return sorted === undefined ? Number.NaN : quantile(sorted, p);
}

const spread = (values: readonly number[]): number => quartile(values, 0.75) - quartile(values, 0.25);

/** Relative steps from each value to the next, without sign. */
const steps = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value)) / (values[i] ?? value));

/** github-action-benchmark's alert-threshold, and pytest-benchmark's compare-fail of a saved value: the ratio to the one value before. */
const ratioToLast =
  (limit: number): ScalarRule =>
  (before, now) =>
    now / (before.at(-1) ?? Number.NaN) > limit;

/** bencher's models, with a sample of at most 64. No boundary where the history does not vary. */
const SAMPLE = 64;
const bencher = {
  static:
    (limit: number): ScalarRule =>
    (before, now) =>
      now > limit * mean(before.slice(0, 30)),
  percentage:
    (share: number): ScalarRule =>
    (before, now) =>
      now > mean(before.slice(-SAMPLE)) * (1 + share),
  zScore:
    (p: number): ScalarRule =>
    (before, now) => {
      const sample = before.slice(-SAMPLE);
      const sd = deviation(sample);
      return sd > 0 && now > mean(sample) + normalQuantile(p) * sd;
    },
  tTest:
    (p: number): ScalarRule =>
    (before, now) => {
      const sample = before.slice(-SAMPLE);
      const sd = deviation(sample);
      return sd > 0 && now > mean(sample) + studentQuantileCached(p, sample.length - 1) * sd * Math.sqrt(1 + 1 / sample.length);
    },
  logNormal:
    (p: number): ScalarRule =>
    (before, now) => {
      const sample = before.slice(-SAMPLE).map(Math.log);
      const sd = deviation(sample);
      return sd > 0 && Math.log(now) > mean(sample) + normalQuantile(p) * sd;
    },
  iqr:
    (factor: number): ScalarRule =>
    (before, now) => {
      const sample = before.slice(-SAMPLE);
      return now > quartile(sample, 0.5) + factor * spread(sample);
    },
  deltaIqr:
    (factor: number): ScalarRule =>
    (before, now) => {
      const sample = before.slice(-SAMPLE);
      const middle = quartile(sample, 0.5);
      return now > middle + middle * factor * spread(steps(sample));
    },
};

const quantiles = new Map<string, number>();
function studentQuantileCached(p: number, df: number): number {
  const key = `${p}/${df}`;
  const known = quantiles.get(key) ?? studentQuantile(p, df);
  quantiles.set(key, known);
  return known;
}

/** rustc-perf: the step to the newest value against Q3 + 3·IQR of the 30 steps before it, at least 0.2 %. */
const rustcPerf: ScalarRule = (before, now) => {
  const noise = steps(before.slice(-31));
  const last = before.at(-1) ?? Number.NaN;
  return (now - last) / last > Math.max(0.002, quartile(noise, 0.75) + 3 * spread(noise));
};

/** asv with one sample a commit: a factor to the commit before. */
const asvSingle = ratioToLast(1.1);

const worstOf =
  (count: number): ScalarRule =>
  (before, now) =>
    now > Math.max(...before.slice(-count));

/** What each rule is called in the table, in its order. */
export const SCALAR_RULES: readonly (readonly [name: string, rule: ScalarRule])[] = [
  ['github-action-benchmark 105 %', ratioToLast(1.05)],
  ['github-action-benchmark 110 %', ratioToLast(1.1)],
  ['github-action-benchmark 120 %', ratioToLast(1.2)],
  ['github-action-benchmark 150 %', ratioToLast(1.5)],
  ['github-action-benchmark 200 % (its default)', ratioToLast(2)],
  ['pytest-benchmark compare-fail mean:25 %', ratioToLast(1.25)],
  ['asv continuous, one sample, ×1.1', asvSingle],
  ['bencher static +25 % of the first 30', bencher.static(1.25)],
  ['bencher percentage 10 %', bencher.percentage(0.1)],
  ['bencher percentage 25 %', bencher.percentage(0.25)],
  ['bencher z_score 0.99', bencher.zScore(0.99)],
  ['bencher t_test 0.95', bencher.tTest(0.95)],
  ['bencher t_test 0.977', bencher.tTest(0.977)],
  ['bencher t_test 0.99', bencher.tTest(0.99)],
  ['bencher t_test 0.9999', bencher.tTest(0.9999)],
  ['bencher log_normal 0.99', bencher.logNormal(0.99)],
  ['bencher iqr ×1.5', bencher.iqr(1.5)],
  ['bencher iqr ×3', bencher.iqr(3)],
  ['bencher delta_iqr ×3', bencher.deltaIqr(3)],
  ['rustc-perf Q3 + 3·IQR of 30', rustcPerf],
  ['worse than the worst of 19', worstOf(19)],
];
