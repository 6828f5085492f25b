import type { GateVerdict } from '../result.ts';
import type { BenchmarkMetric } from './benchmark-set.ts';
import type { Evidence } from './evidence.ts';
import { formatPercent } from './format-quantity.ts';

/** A change is beyond the margin only if it is so by more than rounding: 1.1 ÷ 1 − 1 is 0.10000000000000009. */
const ROUNDING = 1e-9;

/** A verdict, and what is added to the sentence about the change. */
export interface RowDecision {
  readonly verdict: GateVerdict;
  readonly remark: string;
}

/** How a row stands in its family. */
export interface FamilyView {
  readonly alpha: number;
  /** p values adjusted for the family; absent for evidence without p. */
  readonly worse?: number;
  readonly better?: number;
  /** The smallest change that would have been seen, at this family's level; absent: nothing is known of the noise. */
  readonly mde?: number;
}

/**
 * The verdict of a row, from its evidence and from how it stands among the others.
 *
 * Beyond noise and margin: regressed or improved. Otherwise passed, if a change of the size that must not escape would have been seen; if not,
 * *inconclusive*: never green where nobody could have seen red. Where the noise is that large, a change is called one only when it is
 * unmistakable: when even the near end of its interval lies beyond that size.
 */
export function decideRow(evidence: Evidence, family: FamilyView, metric: BenchmarkMetric, old: BenchmarkMetric): RowDecision {
  if (metric.undirected === true) return decideUndirected(evidence);
  switch (evidence.kind) {
    case 'exact':
      return decideExact(evidence, metric);
    case 'ratio':
      return decideRatio(evidence, metric, old);
    case 'samples':
    case 'history':
      return decideByNoise(evidence, family);
  }
}

function worseBy(change: number, { direction }: BenchmarkMetric): number {
  return direction === 'smaller' ? change : -change;
}

const within = (margin: number): string => `, within the margin of ${formatPercent(margin)}`;

function decideExact({ change, margin }: Evidence, metric: BenchmarkMetric): RowDecision {
  const worse = worseBy(change, metric);
  if (Math.abs(worse) <= margin + (margin > 0 ? ROUNDING : 0)) return { verdict: 'passed', remark: within(margin) };
  const why = metric.exact === true ? ', a count that does not scatter' : ', and the values of either side are all the same';
  return { verdict: worse > 0 ? 'regressed' : 'improved', remark: why };
}

function decideRatio({ change, margin }: Evidence, metric: BenchmarkMetric, old: BenchmarkMetric): RowDecision {
  const worse = worseBy(change, metric);
  if (Math.abs(worse) <= margin + ROUNDING) return { verdict: 'passed', remark: within(margin) };
  const fewest = Math.min(old.n ?? Number.POSITIVE_INFINITY, metric.n ?? Number.POSITIVE_INFINITY);
  if (metric.needsN !== undefined && fewest < metric.needsN) {
    const remark = `, but ${fewest} values are too few for it: ${metric.needsN} would tell`;
    return { verdict: worse > 0 ? 'inconclusive' : 'passed', remark };
  }
  return { verdict: worse > 0 ? 'regressed' : 'improved', remark: '' };
}

function decideUndirected({ change, margin }: Evidence): RowDecision {
  if (Math.abs(change) <= margin + ROUNDING) return { verdict: 'passed', remark: within(margin) };
  return { verdict: 'inconclusive', remark: ', but nothing says which way is better: name its direction' };
}

function decideByNoise(evidence: Evidence, { alpha, worse = 1, better = 1, mde = Number.POSITIVE_INFINITY }: FamilyView): RowDecision {
  const { detect, doubt, margin, unmistakable, beyond } = evidence;
  const side = beyond ?? (worse <= alpha ? 'worse' : better <= alpha ? 'better' : undefined);
  const blind = mde > detect;
  const seen = Number.isFinite(mde)
    ? `a regression below ${formatPercent(mde)} may go unseen`
    : 'so few values show no regression, whatever its size';
  if (side !== undefined) {
    if (doubt !== undefined) return { verdict: 'inconclusive', remark: `, but ${doubt}` };
    if (blind && !unmistakable) return { verdict: 'inconclusive', remark: `, but the noise is too large for a verdict: ${seen}` };
    return { verdict: side === 'worse' ? 'regressed' : 'improved', remark: `, beyond noise and the margin of ${formatPercent(margin)}` };
  }
  if (evidence.kind === 'history' && doubt !== undefined) return { verdict: 'inconclusive', remark: `, but ${doubt}` };
  if (blind) return { verdict: 'inconclusive', remark: `, inconclusive: ${seen}${wouldDo(evidence, mde)}` };
  return {
    verdict: 'passed',
    remark: `, not beyond noise and the margin of ${formatPercent(margin)}; a regression of ${formatPercent(mde)} would have been seen`,
  };
}

/** How many values a side would do: the interval shrinks with the root of their number. */
function wouldDo({ kind, n, detect, margin }: Evidence, mde: number): string {
  if (kind !== 'samples' || n === undefined || !Number.isFinite(mde)) return '';
  const share = (Math.log1p(mde) - Math.log1p(margin)) / (Math.log1p(detect) - Math.log1p(margin));
  return `; about ${Math.ceil(Math.max(...n) * share ** 2)} values a side would show ${formatPercent(detect)}`;
}
