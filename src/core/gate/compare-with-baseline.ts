import { machineOf } from '../history/machine.ts';
import type { GateRow } from '../result.ts';
import { benjaminiHochberg, holm } from '../stats/multiplicity.ts';
import { sortSamples } from '../stats/sorted-samples.ts';
import type { BenchmarkMetric, BenchmarkSet } from './benchmark-set.ts';
import { compareSamples } from './compare-samples.ts';
import { decideRow, type FamilyView } from './decide-row.ts';
import type { Evidence } from './evidence.ts';
import { formatPair, formatQuantity } from './format-quantity.ts';
import { checkPolicy, DEFAULT_ALPHA, type EvidenceKind, type GatePolicy, limitsOf, type RowRules, rulesFor } from './gate-policy.ts';
import { decideByHistory, historyEvidence } from './history-decision.ts';
import { type HistoryContext, historyTable } from './history-table.ts';
import { incomparable } from './incomparable.ts';
import { changeText, subject, UNNAMED_METRIC } from './row-text.ts';

/** The metric of a benchmark that has a single unnamed one. */
export const ONLY_METRIC = UNNAMED_METRIC;

/**
 * Compares every metric with its baseline, by the best evidence there is:
 *
 * | evidence | when | rule |
 * |-|-|-|
 * | exact | counts that do not scatter on both sides | any change beyond the margin (0) |
 * | samples | raw values on both sides | one-sided Mann–Whitney tests against the margin (1 %), adjusted for all rows |
 * | history | at least 10 earlier runs of single values | farther from what history and siblings expect than ever before, by more than the margin (2 %) |
 * | ratio | nothing but one value on either side | their ratio against the margin (10 %): noise is not known, and nobody is told otherwise |
 *
 * | case | verdict |
 * |-|-|
 * | worse beyond noise and margin | regressed; inconclusive where too few values, much noise or two levels leave it open |
 * | better beyond noise and margin | improved |
 * | neither, and a change of the size that must not escape would have been seen | passed |
 * | neither, but it would not | inconclusive |
 * | in the baseline only, and left out by name now | none: no row |
 * | in the baseline only, or failed now | missing; inconclusive for a percentile that rested on too few raw values and is left open now |
 * | in the current result only | new |
 * | unit, scale, direction or machine changed; no ratio exists; no value on either side | incomparable; passed where both values are equal |
 * | another statistic of a metric that is judged itself, or a measure of scatter | passed, and its sentence says by what it is judged |
 *
 * @param policy a margin as a fraction (0.1 is 10 %) for every kind of evidence, or what is to hold in detail
 * @param history earlier results, where they are to serve as evidence
 * @returns a row a metric, in the order of the current result, missing ones after them
 * @throws RangeError when the margin is no fraction ≥ 0
 * @example compareWithBaseline(current, baseline, 0.1).filter(({ verdict }) => verdict === 'regressed').map(({ reason }) => reason)
 */
export function compareWithBaseline(
  current: BenchmarkSet,
  baseline: BenchmarkSet,
  policy: number | GatePolicy = {},
  history?: HistoryContext,
): readonly GateRow[] {
  const rules: GatePolicy = typeof policy === 'number' ? { margin: policy } : policy;
  checkPolicy(rules);
  const before = index(baseline, rules);
  const now = index(current, rules);
  const machines = machinesOf(baseline, current);
  const failed = new Map((current.unmeasured ?? []).map(({ name, reason }) => [name, reason]));
  const drafts = [...now.values()].map((entry) => draftOf(entry, before.get(entry.key)?.metric, now, before, machines));
  const rows = decide(drafts, rules, history === undefined ? undefined : historyTable(current, history));
  const present = new Set(current.benchmarks.map(({ name }) => name));
  for (const entry of before.values())
    if (!now.has(entry.key) && (present.has(entry.benchmark) || current.leftOut?.includes(entry.benchmark) !== true))
      rows.push(missingRow(entry, present.has(entry.benchmark), failed.get(entry.benchmark)));
  const known = new Set(baseline.benchmarks.map(({ name }) => name));
  for (const [name, reason] of failed) if (!known.has(name) && !present.has(name)) rows.push(unmeasuredRow(name, reason));
  const machine = machines?.now ?? (current.machine && machineOf(current.machine).id);
  return machine === undefined ? rows : rows.map((row) => (row.current === undefined ? row : { ...row, machine }));
}

/** A row's sentence with the benchmark's name before it, for lists of several benchmarks. */
export function rowSentence(row: GateRow): string {
  return row.metric === ONLY_METRIC ? row.reason : `${row.benchmark}: ${row.reason}`;
}

interface Entry {
  readonly key: string;
  readonly benchmark: string;
  readonly metric: BenchmarkMetric;
  readonly rules: RowRules;
}

/** A row that is decided, or what its decision needs. */
type Draft = { readonly row: GateRow } | { readonly entry: Entry; readonly old: BenchmarkMetric; readonly kind: EvidenceKind | undefined };

function index(set: BenchmarkSet, policy: GatePolicy): Map<string, Entry> {
  const entries = set.benchmarks.flatMap(({ name, metrics }) =>
    metrics.map((metric) => {
      const key = JSON.stringify([name, metric.metric]);
      const rules = rulesFor(policy, name, metric);
      return [key, { key, benchmark: name, metric: directed(metric, rules), rules }] as const;
    }),
  );
  return new Map(entries);
}

/** A direction of the user's replaces what the importer found. */
function directed(metric: BenchmarkMetric, { direction }: RowRules): BenchmarkMetric {
  if (direction === undefined) return metric;
  const { undirected: _, ...rest } = metric;
  return { ...rest, direction };
}

function machinesOf(baseline: BenchmarkSet, current: BenchmarkSet): { readonly old: string; readonly now: string } | undefined {
  if (baseline.machine === undefined || current.machine === undefined) return undefined;
  return { old: machineOf(baseline.machine).id, now: machineOf(current.machine).id };
}

const head = ({ benchmark, metric: { metric, unit, direction } }: Entry) => ({ benchmark, metric, unit, direction });

function draftOf(
  entry: Entry,
  old: BenchmarkMetric | undefined,
  now: ReadonlyMap<string, Entry>,
  before: ReadonlyMap<string, Entry>,
  machines: { readonly old: string; readonly now: string } | undefined,
): Draft {
  const { benchmark, metric } = entry;
  const name = subject(benchmark, metric);
  if (old === undefined) {
    const reason = `${name}: new, the baseline has no such value (${formatQuantity(metric.value, metric.unit)})`;
    return { row: { ...head(entry), current: metric.value, verdict: 'new', reason } };
  }
  const n = old.n === undefined || metric.n === undefined ? {} : { n: [old.n, metric.n] as const };
  const values = { ...head(entry), baseline: old.value, current: metric.value, ...n };
  const obstacle = incomparable(old, metric, machines);
  if (obstacle !== undefined) {
    return { row: { ...values, incomparable: obstacle.kind, verdict: 'incomparable', reason: `${name}: not comparable, ${obstacle.reason}` } };
  }
  const judge = entry.rules.named ? undefined : judgedBy(entry, now, before);
  if (judge !== undefined) {
    const change = old.value === metric.value ? 0 : metric.value / old.value - 1;
    const text = changeText({ baseline: old.value, current: metric.value, change, kind: 'ratio', basis: '' }, metric.unit);
    return { row: { ...values, change, verdict: 'passed', reason: `${name}: ${text}; ${judge}` } };
  }
  return { entry, old, kind: kindOf(old, metric) };
}

const SCATTER: ReadonlySet<string | undefined> = new Set(['sd', 'cv', 'iqr', 'mad']);

/** What judges a metric that is no evidence of its own: the one it is a statistic of, or nothing for a measure of scatter. */
function judgedBy({ benchmark, metric }: Entry, now: ReadonlyMap<string, Entry>, before: ReadonlyMap<string, Entry>): string | undefined {
  if (metric.of !== undefined) {
    const key = JSON.stringify([benchmark, metric.of]);
    if (now.has(key) && before.has(key)) return `judged by "${metric.of}", of which it is another statistic`;
  }
  return SCATTER.has(metric.aggregate) ? 'shown only: a measure of scatter is no performance' : undefined;
}

/** Which evidence two comparable values give by themselves; `undefined`: no raw values, a history may help. */
function kindOf(old: BenchmarkMetric, now: BenchmarkMetric): EvidenceKind | undefined {
  if (old.exact === true && now.exact === true) return 'exact';
  if (!usable(old) || !usable(now)) return undefined;
  return still(old.samples) && still(now.samples) ? 'exact' : 'samples';
}

/** Raw values that have ratios: above 0, and so far from the ends of all numbers that no product of two of them leaves these. */
const usable = (metric: BenchmarkMetric): metric is BenchmarkMetric & { samples: readonly number[] } =>
  metric.samples !== undefined && metric.samples.length >= 2 && metric.samples.every((value) => value > 1e-150 && value < 1e150);

/** Three and more repeats without any difference: this metric does not scatter here. */
const still = (samples: readonly number[]): boolean => samples.length >= 3 && samples.every((value) => value === samples[0]);

function decide(drafts: readonly Draft[], policy: GatePolicy, history: ReturnType<typeof historyTable> | undefined): GateRow[] {
  const alpha = policy.alpha ?? DEFAULT_ALPHA;
  const tested = drafts.filter((draft) => 'kind' in draft && draft.kind === 'samples').length;
  const level = alpha / Math.max(1, tested);
  const evidence = drafts.map((draft) => ('row' in draft ? undefined : evidenceOf(draft.entry, draft.old, draft.kind, { policy, history, level })));
  const adjust = policy.adjust === 'holm' ? holm : benjaminiHochberg;
  const withP = evidence.flatMap((each, i) => (each?.p === undefined ? [] : [{ i, p: each.p }]));
  const worse = adjust(withP.map(({ p }) => p.worse));
  const better = adjust(withP.map(({ p }) => p.better));
  const place = new Map(withP.map(({ i }, rank) => [i, rank]));
  return drafts.map((draft, i) => {
    const found = evidence[i];
    if ('row' in draft || found === undefined) return 'row' in draft ? draft.row : unchangedRow(draft.entry, draft.old);
    const rank = place.get(i);
    const adjusted = rank === undefined ? {} : { worse: worse[rank] ?? 1, better: better[rank] ?? 1 };
    const mde = found.mde?.(level);
    return rowOf(draft.entry, draft.old, found, { alpha, ...adjusted, ...(mde !== undefined && { mde }) });
  });
}

interface Means {
  readonly policy: GatePolicy;
  readonly history: ReturnType<typeof historyTable> | undefined;
  readonly level: number;
}

/** `undefined`: both values are equal and nothing else is known. */
function evidenceOf(entry: Entry, old: BenchmarkMetric, kind: EvidenceKind | undefined, { policy, history, level }: Means): Evidence | undefined {
  const { metric, rules } = entry;
  const limits = (of: EvidenceKind) => limitsOf(of, rules, policy);
  if (kind === 'samples' && usable(old) && usable(metric)) {
    const [baseline, current] = [sortSamples(old.samples), sortSamples(metric.samples)];
    if (baseline && current) return compareSamples({ baseline, current, direction: metric.direction }, limits('samples'), level);
  }
  const inHistory = kind === 'exact' || metric.undirected === true || !(metric.value > 0) ? undefined : history?.(entry.benchmark, metric);
  if (inHistory !== undefined) {
    const decision = decideByHistory(inHistory, limits('history').margin);
    return historyEvidence(decision, { current: metric.value, direction: metric.direction }, limits('history'));
  }
  if (old.value === metric.value) return undefined;
  const of = kind === 'exact' ? 'exact' : 'ratio';
  const n = old.n === undefined || metric.n === undefined ? {} : { n: [old.n, metric.n] as const };
  const change = metric.value / old.value - 1;
  return { kind: of, baseline: old.value, current: metric.value, change, ...n, ...limits(of), unmistakable: false, basis: '' };
}

function unchangedRow(entry: Entry, old: BenchmarkMetric): GateRow {
  const { benchmark, metric } = entry;
  const n = old.n === undefined || metric.n === undefined ? {} : { n: [old.n, metric.n] as const };
  const reason = `${subject(benchmark, metric)}: unchanged (${formatPair(metric.value, old.value, metric.unit)[0]})`;
  const evidence = old.exact === true && metric.exact === true ? 'exact' : 'ratio';
  return { ...head(entry), baseline: old.value, current: metric.value, ...n, change: 0, evidence, verdict: 'passed', reason };
}

function rowOf(entry: Entry, old: BenchmarkMetric, evidence: Evidence, family: FamilyView): GateRow {
  const { benchmark, metric } = entry;
  const { baseline, current, change, n, ci95, bootstrap95, margin, kind, rank } = evidence;
  const { verdict, remark } = decideRow(evidence, family, metric, old);
  const worseNow = metric.direction === 'smaller' ? change > 0 : change < 0;
  const p = rank ?? (worseNow ? family.worse : family.better);
  const chance =
    kind === 'samples' && p !== undefined && p <= family.alpha ? ` (p ${p < 0.0001 ? '< 0.0001' : `= ${Number(p.toPrecision(2))}`})` : '';
  return {
    ...head(entry),
    baseline,
    current,
    change,
    ...(n && { n }),
    evidence: kind,
    ...(ci95 && { ci95 }),
    ...(bootstrap95 && { bootstrap95 }),
    margin,
    ...(family.mde !== undefined && Number.isFinite(family.mde) && { mde: family.mde }),
    ...(p !== undefined && { p }),
    verdict,
    reason: `${subject(benchmark, metric)}: ${changeText(evidence, metric.unit)}${remark}${chance}`,
  };
}

function missingRow(entry: Entry, othersPresent: boolean, failure: string | undefined): GateRow {
  const { benchmark, metric, rules } = entry;
  const had = formatQuantity(metric.value, metric.unit);
  const row = { ...head(entry), baseline: metric.value };
  const why = failure === undefined ? 'and this result does not' : `and this result has no value: ${failure}`;
  const reason = `${subject(benchmark, metric)}: missing, the baseline has it (${had}) ${why}`;
  // One cancelled job leaves the p99 of 50 jobs open: that proves no regression.
  if (othersPresent && metric.needsN !== undefined && metric.n !== undefined && metric.n < metric.needsN) {
    return { ...row, verdict: 'inconclusive', reason: `${reason}, but ${metric.n} values are too few for it: ${metric.needsN} would tell` };
  }
  if (othersPresent && metric.of !== undefined && metric.needsN !== undefined && !rules.named) {
    return { ...row, verdict: 'inconclusive', reason: `${reason}, left open by values of which only a lower bound is known` };
  }
  if (!rules.mustExist) return { ...row, verdict: 'passed', reason: `${reason}; a rule says that it need not exist` };
  return { ...row, verdict: 'missing', reason };
}

/** Neither side has a value: nobody knows, and nobody is told that all is well. */
function unmeasuredRow(name: string, why: string): GateRow {
  const reason = `${name}: not comparable, neither the baseline nor this result has a value: ${why}`;
  return { benchmark: name, metric: ONLY_METRIC, unit: '', direction: 'smaller', incomparable: 'unmeasured', verdict: 'incomparable', reason };
}
