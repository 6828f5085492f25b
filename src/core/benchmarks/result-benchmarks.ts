import type { Benchmark, BenchmarkMetric, BenchmarkSet } from '../gate/benchmark-set.ts';
import { type HarnessResult, type JobRow, RESULT_SCHEMA } from '../result.ts';
import { samplesForInterval } from '../stats/quantile-interval.ts';
import { type Importer, type ImportResult, isObject, type JsonObject, own, shown } from './importer.ts';
import { brokenJson } from './json-importer.ts';

const FORMAT = 'result';

/**
 * What of a session is compared: how long the fleet let the work wait, how long the work took, and, with an open model, both from the instant that was
 * intended. The others explain these (`orchestration_time`, `release_latency`), repeat them (`run_execution_time`) or are about the harness
 * (`dispatch_latency`, `detection_lag`): with them every change would be told twice.
 */
const COMPARED = ['queue_time', 'execution_time', 'wait_time', 'total_time'] as const;

/** Percentiles that stand beside the value for information: they rest on the same raw values, so they are no evidence of their own. */
const BESIDE = ['90', '95'] as const;

/** What of a result is read. */
type Compared = Pick<HarnessResult, 'scenarios'> & { readonly session: Pick<HarnessResult['session'], 'leftOut'> };

/**
 * A result as benchmarks: each scenario is one, with its `queue_time`, `execution_time`, `wait_time` and `total_time` in seconds, smaller is better.
 * A metric's value is its median; `queue_time p90` and `queue_time p95` stand beside it. Shares such as `failed` are the business of thresholds.
 *
 * @param jobs the session's table; with it the metrics carry their raw values. Absent: the result alone knows the percentiles only
 */
export function benchmarksOfResult(result: Compared, jobs: readonly JobRow[] = []): BenchmarkSet {
  const rows = Map.groupBy(jobs, ({ scenario }) => scenario);
  const benchmarks = result.scenarios.map(({ name, metrics }) => ({
    name,
    metrics: COMPARED.flatMap((metric) => {
      const summary = metrics[metric];
      if (summary?.unit !== 's') return [];
      return metricsOf(metric, summary.percentiles, summary, samplesOf(metric, summary, rows.get(name) ?? []));
    }),
  }));
  const { leftOut } = result.session;
  return { format: FORMAT, benchmarks, ...(leftOut !== undefined && { leftOut }) };
}

/** The raw values of a metric in seconds; `undefined` where not all of them are known: without the censored ones the rest would look too good. */
function samplesOf(metric: string, { n, censored }: Counts, jobs: readonly JobRow[]): readonly number[] | undefined {
  if (censored > 0 || n === 0) return undefined;
  const values = jobs.flatMap(({ times, warmup }) => (warmup !== true && times[metric]?.status === 'measured' ? (times[metric].seconds ?? []) : []));
  return values.length === n ? values : undefined;
}

interface Counts {
  readonly n: number;
  readonly censored: number;
}

function metricsOf(
  metric: string,
  percentiles: Readonly<Record<string, number>>,
  counts: Counts,
  samples?: readonly number[],
): readonly BenchmarkMetric[] {
  const { 50: median } = percentiles;
  const n = counts.n + counts.censored;
  const common = { unit: 's', direction: 'smaller', n } as const;
  const main: BenchmarkMetric | undefined =
    median === undefined
      ? undefined
      : { metric, ...common, value: median, needsN: samplesForInterval(0.5), aggregate: 'median', ...(samples !== undefined && { samples }) };
  const beside = BESIDE.flatMap((p): readonly BenchmarkMetric[] => {
    const value = percentiles[p];
    if (value === undefined) return [];
    const of = main === undefined ? {} : { of: metric };
    return [
      {
        metric: `${metric} p${p}`,
        ...common,
        value,
        needsN: samplesForInterval(Number(p) / 100),
        aggregate: 'percentile',
        percentile: Number(p),
        ...of,
      },
    ];
  });
  return main === undefined ? beside : [main, ...beside];
}

/** Our own `result.json`. */
export const resultFile: Importer = {
  format: FORMAT,
  title: 'a result.json of Runner Harness',
  keeps:
    '`queue_time`, `execution_time`, `wait_time` and `total_time` of every scenario in s: median, p90, p95; shares are the business of thresholds',
  shape: '`schema` begins with `runner-harness/result@`',
  detect: ({ json }) => isObject(json) && String(own(json, 'schema') ?? '').startsWith('runner-harness/result@'),
  read({ text, json }): ImportResult {
    if (json === undefined) return brokenJson(text, 'a result.json of Runner Harness');
    if (!isObject(json)) return { ok: false, line: 1, reason: `expected a result.json, got ${shown(json)}` };
    const schema = own(json, 'schema');
    if (schema !== RESULT_SCHEMA) {
      return {
        ok: false,
        reason: `its schema is ${shown(schema)}; this version reads "${RESULT_SCHEMA}". Write it anew with the same version as this one`,
      };
    }
    const scenarios = own(json, 'scenarios');
    if (!Array.isArray(scenarios)) return { ok: false, reason: `"scenarios" must be an array, got ${shown(scenarios)}` };
    const benchmarks: Benchmark[] = [];
    for (const [i, scenario] of scenarios.entries()) {
      const read = readScenario(scenario, `scenarios[${i}]`);
      if (typeof read === 'string') return { ok: false, reason: read };
      if (benchmarks.some(({ name }) => name === read.name)) return { ok: false, reason: `two scenarios are named ${shown(read.name)}` };
      benchmarks.push(read);
    }
    const session = own(json, 'session');
    const leftOut = isObject(session) ? own(session, 'leftOut') : undefined;
    if (leftOut === undefined) return { ok: true, benchmarks };
    if (!Array.isArray(leftOut) || !leftOut.every((name) => typeof name === 'string')) {
      return { ok: false, reason: `session.leftOut must be an array of names, got ${shown(leftOut)}` };
    }
    return { ok: true, benchmarks, leftOut };
  },
};

/** A scenario's benchmark, or what is wrong with it. */
function readScenario(scenario: unknown, at: string): Benchmark | string {
  if (!isObject(scenario)) return `${at} must be an object, got ${shown(scenario)}`;
  const name = own(scenario, 'name');
  const metrics = own(scenario, 'metrics');
  if (typeof name !== 'string') return `${at}.name must be a text, got ${shown(name)}`;
  if (!isObject(metrics)) return `${at}.metrics must be an object, got ${shown(metrics)}`;
  const read: BenchmarkMetric[] = [];
  for (const metric of COMPARED) {
    const summary = own(metrics, metric);
    if (summary === undefined) continue;
    if (!isObject(summary)) return `${at}.metrics.${metric} must be an object, got ${shown(summary)}`;
    if (own(summary, 'unit') !== 's') continue;
    const percentilesOf = readSummary(summary, metric, `${at}.metrics.${metric}`);
    if (typeof percentilesOf === 'string') return percentilesOf;
    read.push(...percentilesOf);
  }
  return { name, metrics: read };
}

function readSummary(summary: JsonObject, metric: string, at: string): readonly BenchmarkMetric[] | string {
  const percentiles = own(summary, 'percentiles');
  const estimator = own(summary, 'estimator');
  const counts = [own(summary, 'n'), own(summary, 'censored') ?? 0];
  if (estimator !== 'R7') return `${at}.estimator is ${shown(estimator)}; percentiles of another estimator than "R7" can't be compared with ours`;
  if (!isObject(percentiles)) return `${at}.percentiles must be an object, got ${shown(percentiles)}`;
  const [n, censored] = counts;
  if (!isCount(n) || !isCount(censored)) return `${at}: "n" and "censored" must be whole numbers, got ${shown(n)} and ${shown(censored)}`;
  const read: Record<string, number> = {};
  for (const [p, value] of Object.entries(percentiles)) {
    if (!/^\d{1,2}(\.\d{1,6})?$/.test(p) || Number(p) === 0) return `${at}.percentiles: ${shown(p)} is no percentile`;
    if (typeof value !== 'number' || !Number.isFinite(value)) return `${at}.percentiles.${p} must be a finite number, got ${shown(value)}`;
    read[p] = value;
  }
  return metricsOf(metric, read, { n, censored });
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
