import type { RateSummary, ThresholdVerdict, Verdict } from '../result.ts';
import { describeSamples } from '../stats/describe-samples.ts';
import { sortSamples } from '../stats/sorted-samples.ts';
import { RUN_METRICS, type Sample, type TimeMetric } from '../timing/sample.ts';
import { type MetricValues, valuesOf } from '../timing/summarize-metric.ts';
import { formatPercent, formatQuantity } from './format-quantity.ts';
import { testPercentile } from './percentile-test.ts';
import type { Comparison, ThresholdRule } from './threshold-rule.ts';

/** What a threshold is held against: the samples of its metric, or the ledger's rate. `undefined`: the scenario has no such metric. */
export type ThresholdData = readonly Sample[] | RateSummary | undefined;

/**
 * Holds a threshold against what was measured.
 *
 * - A percentile is tested ({@link testPercentile}): passed or failed at 95 % confidence, else inconclusive with the number of values that
 *   would decide. A censored value at or above the limit counts as above; one that was cut off below it counts against passing *and*
 *   against failing.
 * - `rate`, `count`, `min`, `max`, `avg` are facts and need one value. Where censored values leave a fact open, it is inconclusive.
 * - Without any value a threshold is invalid. It never passes.
 *
 * @example evaluateThreshold(rule('queue_time', 'p(90)<60s'), samples).reason
 * // 'p(90) of queue_time is 41.2 s over 50 jobs: 1 above 60 s, at most 1 allowed at 95 % confidence'
 */
export function evaluateThreshold(rule: ThresholdRule, data: ThresholdData): ThresholdVerdict {
  if (data === undefined) return verdict(rule, 'invalid', 0, `${rule.metric} was not measured in this scenario`);
  if (isSamples(data)) return ofSamples(rule, data);
  return ofRate(rule, data);
}

const isSamples = (data: readonly Sample[] | RateSummary): data is readonly Sample[] => Array.isArray(data);

function verdict(rule: ThresholdRule, is: Verdict, n: number, reason: string, value?: number): ThresholdVerdict {
  return { metric: rule.metric, expression: rule.expression, ...(value !== undefined && { value }), n, verdict: is, reason };
}

function ofRate(rule: ThresholdRule, rate: RateSummary): ThresholdVerdict {
  const { kind } = rule.aggregation;
  if (kind !== 'rate' && kind !== 'count')
    return verdict(rule, 'invalid', rate.n, `${rule.metric} is a share of the runs, which has no ${nameOf(rule, false)}`);
  if (rate.n === 0 || !Number.isFinite(rate.value)) return verdict(rule, 'invalid', 0, `${rule.metric} has no value: no run counts for it`);
  const value = kind === 'rate' ? rate.value : rate.count;
  const shown = kind === 'rate' ? `${formatPercent(value)} (${rate.count} of ${plural(rate.n, 'run')})` : `${value} (of ${plural(rate.n, 'run')})`;
  const limit = kind === 'rate' ? formatPercent(rule.limit) : String(rule.limit);
  const holds = compare(value, rule.comparison, rule.limit);
  return verdict(rule, holds ? 'passed' : 'failed', rate.n, `${kind} of ${rule.metric} is ${shown}, ${asked(holds, rule.comparison, limit)}`, value);
}

function ofSamples(rule: ThresholdRule, samples: readonly Sample[]): ThresholdVerdict {
  const { aggregation } = rule;
  if (aggregation.kind === 'rate') return verdict(rule, 'invalid', 0, `${rule.metric} is a time, which has no rate`);
  const values = valuesOf(samples);
  if (values.all.length === 0) return verdict(rule, 'invalid', 0, `${rule.metric} has no value${whyNone(samples)}`);
  if (aggregation.kind === 'percentile') return ofPercentile(rule, aggregation.p, values);
  return ofFact(rule, aggregation.kind, values);
}

function ofPercentile(rule: ThresholdRule, p: number, values: MetricValues): ThresholdVerdict {
  const n = values.all.length;
  const { comparison, limit } = rule;
  if (comparison === '==' || comparison === '!=') return verdict(rule, 'invalid', n, `${nameOf(rule)} can't be tested for equality: use < or >`);
  const upper = comparison === '<' || comparison === '<=';
  const measured: readonly number[] = values.measured ?? [];
  const bounds: readonly number[] = values.bounds ?? [];
  const breaking = measured.filter((value) => !compare(value, comparison, limit)).length;
  // True values behind a bound are at least that: such a one is beyond an upper limit for sure, or keeps a lower limit for sure.
  const certain = bounds.filter((bound) => (upper ? bound >= limit : compare(bound, comparison, limit))).length;
  const beyond = breaking + (upper ? certain : 0);
  const undecided = bounds.length - certain;
  const share = (upper ? 100 - p : p) / 100;
  const decision = testPercentile({ n, beyond, undecided, share });
  const value = values.all.quantile(p / 100);
  const known = value !== undefined && value.atLeast === value.atMost;
  const touches = measured.includes(limit) && (comparison === '<' || comparison === '>');
  const side = `${touches ? 'at or ' : ''}${upper ? 'above' : 'below'}`;
  const is = `${known ? '' : 'at least '}${formatQuantity(value?.atLeast ?? 0, 's')}`;
  const cut = undecided === 0 ? '' : ` and ${undecided} cut off before it, counted both ways`;
  const head = `${nameOf(rule)} is ${is} over ${counted(rule, n)}: ${beyond} ${side} ${formatQuantity(limit, 's')}${cut}`;
  const tails = {
    passed: `at most ${decision.allowed} allowed at 95 % confidence`,
    failed: `${decision.failsFrom} or more fail at 95 % confidence`,
    inconclusive: `too few values to tell at 95 % confidence; ${advice(beyond + undecided, undecided, upper, decision.deciding, share)}`,
  };
  return verdict(rule, decision.verdict, n, `${head}, ${tails[decision.verdict]}${leftOut(values)}`, known ? value.atLeast : undefined);
}

function advice(most: number, undecided: number, upper: boolean, deciding: number | undefined, share: number): string {
  if (deciding !== undefined)
    return most === 0 ? `${deciding} with none ${upper ? 'above' : 'below'} would pass` : `about ${deciding} at this share would decide`;
  return undecided > 0
    ? `those that were cut off leave it open`
    : `the share is so close to ${formatPercent(share)} that no practicable number would decide`;
}

function ofFact(rule: ThresholdRule, kind: 'count' | 'min' | 'max' | 'avg', values: MetricValues): ThresholdVerdict {
  const { comparison, limit } = rule;
  const measured = values.measured?.length ?? 0;
  if (kind === 'count') {
    const holds = compare(measured, comparison, limit);
    const reason = `count of ${rule.metric} is ${counted(rule, measured)}, ${asked(holds, comparison, String(limit))}`;
    return verdict(rule, holds ? 'passed' : 'failed', measured, reason, measured);
  }
  const [low, high] = rangeOf(kind, values);
  const n = values.all.length;
  const atLow = compare(low, comparison, limit);
  const settled =
    low === high || (comparison === '==' || comparison === '!=' ? limit < low || limit > high : atLow === compare(high, comparison, limit));
  const head = `${nameOf(rule)} is ${low === high ? '' : 'at least '}${formatQuantity(low, 's')} over ${counted(rule, n)}`;
  const shown = formatQuantity(limit, 's');
  if (!settled) {
    const cut = values.bounds?.length ?? 0;
    const reason = `${head}: ${cut} ${cut === 1 ? 'was' : 'were'} cut off before the end, so whether it is ${comparison} ${shown} is open`;
    return verdict(rule, 'inconclusive', n, reason);
  }
  return verdict(
    rule,
    atLow ? 'passed' : 'failed',
    n,
    `${head}, ${asked(atLow, comparison, shown)}${leftOut(values)}`,
    low === high ? low : undefined,
  );
}

/** What the fact is when every censored value stands at its bound, and when each is infinite. */
function rangeOf(kind: 'min' | 'max' | 'avg', { measured, bounds }: MetricValues): readonly [low: number, high: number] {
  const low = sortSamples([...(measured ?? []), ...(bounds ?? [])]);
  const of = (samples: NonNullable<typeof low>): number => describeSamples(samples)[kind === 'avg' ? 'mean' : kind];
  if (low === undefined) return [Number.NaN, Number.NaN];
  if (bounds === undefined) return [of(low), of(low)];
  return [of(low), kind === 'min' && measured !== undefined ? measured[0] : Number.POSITIVE_INFINITY];
}

function compare(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}

const asked = (holds: boolean, comparison: Comparison, limit: string): string =>
  holds ? `${comparison} ${limit} as asked` : `but ${comparison} ${limit} was asked`;

const nameOf = ({ aggregation, metric }: ThresholdRule, whole = true): string =>
  `${aggregation.kind === 'percentile' ? `p(${aggregation.p})` : aggregation.kind}${whole ? ` of ${metric}` : ''}`;

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const counted = (rule: ThresholdRule, n: number): string => plural(n, RUN_METRICS.has(rule.metric as TimeMetric) ? 'run' : 'job');
const leftOut = ({ anomalous }: MetricValues): string => (anomalous === 0 ? '' : `; ${plural(anomalous, 'impossible value')} left out`);

/** The most frequent reason for which there is no value. */
function whyNone(samples: readonly Sample[]): string {
  const reasons = [...Map.groupBy(samples, (sample) => sample.reason ?? sample.status)].sort(([, a], [, b]) => b.length - a.length);
  const [first] = reasons;
  return first === undefined ? '' : `: ${first[1].length} of ${samples.length} ${first[1][0]?.status ?? ''} (${first[0]})`;
}
