import type { GateRow, GateVerdict } from '../result.ts';
import type { BenchmarkMetric, BenchmarkSet } from './benchmark-set.ts';
import { formatPair, formatPercent, formatQuantity, timeUnit } from './format-quantity.ts';

/** A change is beyond the margin only if it is so by more than rounding: 1.1 ÷ 1 − 1 is 0.10000000000000009. */
const ROUNDING = 1e-9;

/** The metric of a benchmark that has a single unnamed one: sentences leave it out. */
export const ONLY_METRIC = 'value';

/**
 * Compares every metric with its baseline by their ratio alone: one value against one value, without noise or history.
 *
 * | case | verdict |
 * |-|-|
 * | worse by more than the margin | regressed; inconclusive where the value rests on too few raw values |
 * | better by more than the margin | improved |
 * | between | passed |
 * | in the baseline only | missing; inconclusive for a percentile that rested on too few raw values and is left open now |
 * | in the current result only | new |
 * | unit or direction changed; the baseline is not above 0, or a value is no number, so that no ratio exists | incomparable; passed where both are equal |
 *
 * @param margin as a fraction: 0.1 is 10 %
 * @returns a row a metric, in the order of the current result, missing ones after them
 * @throws RangeError when the margin is no fraction ≥ 0
 * @example compareWithBaseline(current, baseline, 0.1).filter(({ verdict }) => verdict === 'regressed').map(({ reason }) => reason)
 */
export function compareWithBaseline(current: BenchmarkSet, baseline: BenchmarkSet, margin: number): readonly GateRow[] {
  if (!(margin >= 0 && Number.isFinite(margin))) throw new RangeError(`a margin is a fraction from 0 on, such as 0.1 for 10 %, got ${margin}`);
  const before = index(baseline);
  const now = index(current);
  const rows: GateRow[] = [];
  for (const [key, { benchmark, metric }] of now) {
    const old = before.get(key)?.metric;
    rows.push(old === undefined ? newRow(benchmark, metric) : compareMetric(benchmark, old, metric, margin));
  }
  const present = new Set(current.benchmarks.map(({ name }) => name));
  for (const [key, { benchmark, metric }] of before) if (!now.has(key)) rows.push(missingRow(benchmark, metric, present.has(benchmark)));
  return rows;
}

/** A row's sentence with the benchmark's name before it, for lists of several benchmarks. */
export function rowSentence(row: GateRow): string {
  return row.metric === ONLY_METRIC ? row.reason : `${row.benchmark}: ${row.reason}`;
}

function index(set: BenchmarkSet): Map<string, { readonly benchmark: string; readonly metric: BenchmarkMetric }> {
  const entries = set.benchmarks.flatMap(({ name, metrics }) =>
    metrics.map((metric) => [JSON.stringify([name, metric.metric]), { benchmark: name, metric }] as const),
  );
  return new Map(entries);
}

const head = (benchmark: string, { metric, unit, direction }: BenchmarkMetric) => ({ benchmark, metric, unit, direction });
const subject = (benchmark: string, { metric }: BenchmarkMetric): string => (metric === ONLY_METRIC ? benchmark : metric);

function newRow(benchmark: string, metric: BenchmarkMetric): GateRow {
  const reason = `${subject(benchmark, metric)}: new, the baseline has no such value (${formatQuantity(metric.value, metric.unit)})`;
  return { ...head(benchmark, metric), current: metric.value, verdict: 'new', reason };
}

function missingRow(benchmark: string, metric: BenchmarkMetric, othersPresent: boolean): GateRow {
  const had = formatQuantity(metric.value, metric.unit);
  const row = { ...head(benchmark, metric), baseline: metric.value };
  const reason = `${subject(benchmark, metric)}: missing, the baseline has it (${had}) and this result does not`;
  // One cancelled job leaves the p99 of 50 jobs open: that proves no regression.
  if (othersPresent && metric.needsN !== undefined && metric.n !== undefined && metric.n < metric.needsN) {
    return { ...row, verdict: 'inconclusive', reason: `${reason}, but ${metric.n} values are too few for it: ${metric.needsN} would tell` };
  }
  return { ...row, verdict: 'missing', reason };
}

function compareMetric(benchmark: string, old: BenchmarkMetric, now: BenchmarkMetric, margin: number): GateRow {
  const n = old.n === undefined || now.n === undefined ? {} : { n: [old.n, now.n] as const };
  const row = { ...head(benchmark, now), baseline: old.value, current: now.value, ...n };
  const name = subject(benchmark, now);
  const incomparable = reasonNotToCompare(old, now);
  if (incomparable !== undefined) return { ...row, verdict: 'incomparable', reason: `${name}: not comparable, ${incomparable}` };
  if (old.value === now.value)
    return { ...row, change: 0, verdict: 'passed', reason: `${name}: unchanged (${formatPair(now.value, old.value, now.unit)[0]})` };
  const change = now.value / old.value - 1;
  const worse = now.direction === 'smaller' ? change : -change;
  const [shownNow, shownOld] = formatPair(now.value, old.value, now.unit);
  const sentence = `${name}: ${formatPercent(Math.abs(change))} ${changeWord(now, change)} (${shownNow} against ${shownOld})`;
  const { verdict, remark } = judge(worse, margin, old, now);
  return { ...row, change, verdict, reason: `${sentence}${remark}` };
}

function judge(
  worse: number,
  margin: number,
  old: BenchmarkMetric,
  now: BenchmarkMetric,
): { readonly verdict: GateVerdict; readonly remark: string } {
  if (Math.abs(worse) <= margin + ROUNDING) return { verdict: 'passed', remark: `, within the margin of ${formatPercent(margin)}` };
  const fewest = Math.min(old.n ?? Number.POSITIVE_INFINITY, now.n ?? Number.POSITIVE_INFINITY);
  if (now.needsN !== undefined && fewest < now.needsN) {
    const remark = `, but ${fewest} values are too few for it: ${now.needsN} would tell`;
    return { verdict: worse > 0 ? 'inconclusive' : 'passed', remark };
  }
  return { verdict: worse > 0 ? 'regressed' : 'improved', remark: '' };
}

function reasonNotToCompare(old: BenchmarkMetric, now: BenchmarkMetric): string | undefined {
  if (old.unit !== now.unit) return `the unit was "${old.unit}" and is "${now.unit}"`;
  if (old.direction !== now.direction) return `${old.direction} was better and now ${now.direction} is`;
  if (!Number.isFinite(old.value)) return `the baseline is ${old.value}`;
  if (!Number.isFinite(now.value)) return `the value is ${now.value}`;
  if (old.value === now.value) return undefined;
  const [shownNow, shownOld] = formatPair(now.value, old.value, now.unit);
  if (old.value <= 0) return `there is no ratio to a baseline of ${shownOld} (now ${shownNow})`;
  if (now.value < 0) return `the sign changed (${shownNow} against ${shownOld})`;
  return Number.isFinite(now.value / old.value) ? undefined : `the ratio of ${now.value} to ${old.value} is beyond all numbers`;
}

/** Times are slower or faster, sizes larger or smaller, everything else higher or lower. */
function changeWord({ unit }: BenchmarkMetric, change: number): string {
  const up = change > 0;
  if (timeUnit(unit) !== undefined) return up ? 'slower' : 'faster';
  if (/^([kmgt]i?)?(b|bytes?)(\/(op|iter))?$/i.test(unit.trim())) return up ? 'larger' : 'smaller';
  return up ? 'higher' : 'lower';
}
