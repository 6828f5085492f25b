import { medianRatioReplicates, percentileInterval } from '../../src/core/stats/bootstrap.ts';
import { mannWhitney } from '../../src/core/stats/mann-whitney.ts';
import { quantileInterval } from '../../src/core/stats/quantile-interval.ts';
import { sortSamples } from '../../src/core/stats/sorted-samples.ts';
import { welch } from '../../src/core/stats/welch.ts';

/*
 * Other tools' rules for raw values on both sides, restated from their documents. Each says whether `now` is slower than `before` so that the tool
 * would raise it; values are times, ascending.
 */

export type SampleRule = (before: readonly number[], now: readonly number[]) => boolean;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const middle = (sorted: readonly number[]): number =>
  ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

const meanRatio =
  (limit: number): SampleRule =>
  (before, now) =>
    mean(now) / mean(before) > limit;

/** benchstat: p < 0.05, two-sided, and the median is the larger one. */
const benchstat =
  (least: number): SampleRule =>
  (before, now) =>
    middle(now) / middle(before) > 1 + least && mannWhitney(now, before, 'different').p < 0.05;

/** asv: p < 0.002, otherwise 99 % intervals apart, and a factor of 1.1 between the medians. */
const asv: SampleRule = (before, now) => {
  if (middle(now) / middle(before) <= 1.1) return false;
  if (mannWhitney(now, before, 'different').p < 0.002) return true;
  const [a, b] = [sortSamples(before), sortSamples(now)];
  const [left, right] = [a && quantileInterval(a, 0.5, 0.99), b && quantileInterval(b, 0.5, 0.99)];
  return left !== undefined && right !== undefined && right[0] > left[1];
};

/** criterion: a t test at 5 %, and the whole interval of the change of the mean beyond a noise threshold of 1 %. */
const criterion: SampleRule = (before, now) => {
  const test = welch(now, before);
  return test !== undefined && test.different < 0.05 && test.interval[0] / mean(before) > 0.01;
};

/** The looser reading of it: p, and the change of the mean itself beyond 1 %. */
const criterionLoose: SampleRule = (before, now) => {
  const test = welch(now, before);
  return test !== undefined && test.different < 0.05 && mean(now) / mean(before) > 1.01;
};

/** criterion-compare-action: the means lie more than one error bar (a standard deviation) of either side apart. */
const criterionCompare: SampleRule = (before, now) => mean(now) - mean(before) > Math.min(deviation(before), deviation(now));

/** tachometer: the 95 % interval of the difference of the means lies above a horizon. */
const tachometer =
  (horizon: number): SampleRule =>
  (before, now) => {
    const test = welch(now, before);
    return test !== undefined && test.interval[0] > horizon * mean(before);
  };

const bootstrapBeyond =
  (margin: number): SampleRule =>
  (before, now) =>
    percentileInterval(medianRatioReplicates(now, before))[0] > 1 + margin;

const marginTest =
  (margin: number): SampleRule =>
  (before, now) =>
    mannWhitney(now, before, 'greater', 1 + margin).p < 0.05;

export const SAMPLE_RULES: readonly (readonly [name: string, rule: SampleRule])[] = [
  ['mean ratio > 105 % (pytest-benchmark, GAB on means)', meanRatio(1.05)],
  ['mean ratio > 110 %', meanRatio(1.1)],
  ['benchstat p < 0.05', benchstat(0)],
  ['benchstat p < 0.05 and ≥ 1 %', benchstat(0.01)],
  ['asv p < 0.002 and × 1.1', asv],
  ['criterion, p < 0.05 and mean > 1 %', criterionLoose],
  ['criterion, whole interval > 1 %', criterion],
  ['criterion-compare-action, one error bar', criterionCompare],
  ['tachometer, 95 % interval > 0', tachometer(0)],
  ['tachometer, 95 % interval > 1 %', tachometer(0.01)],
  ['bootstrap 95 % interval of the medians > 1 %', bootstrapBeyond(0.01)],
  ['Mann–Whitney against 1 %, unadjusted', marginTest(0.01)],
];
