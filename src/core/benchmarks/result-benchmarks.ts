import type { Benchmark, BenchmarkMetric, BenchmarkSet } from '../gate/benchmark-set.ts';
import { type HarnessResult, RESULT_SCHEMA } from '../result.ts';
import { samplesForInterval } from '../stats/quantile-interval.ts';
import { type Importer, type ImportResult, isObject, type JsonObject, own, shown } from './importer.ts';
import { brokenJson } from './json-importer.ts';

const FORMAT = 'result';

/** How the harness itself did, milliseconds that differ from machine to machine: not what is tested, so not what is compared. */
const OF_THE_HARNESS: ReadonlySet<string> = new Set(['dispatch_lateness', 'dispatch_latency', 'detection_lag']);

/**
 * A result's percentiles as benchmarks: each scenario is one, each percentile of each of its time metrics a metric (`queue_time p50`), in
 * seconds, smaller is better. Shares such as `failed` are the business of thresholds.
 */
export function benchmarksOfResult(result: Pick<HarnessResult, 'scenarios'>): BenchmarkSet {
  const benchmarks = result.scenarios.map(({ name, metrics }) => ({
    name,
    metrics: Object.entries(metrics).flatMap(([metric, summary]) =>
      summary.unit === 's' && !OF_THE_HARNESS.has(metric)
        ? Object.entries(summary.percentiles).map(([p, value]) => percentile(metric, p, value, summary.n + summary.censored))
        : [],
    ),
  }));
  return { format: FORMAT, benchmarks };
}

function percentile(metric: string, p: string, value: number, n: number): BenchmarkMetric {
  return { metric: `${metric} p${p}`, unit: 's', direction: 'smaller', value, n, needsN: samplesForInterval(Number(p) / 100) };
}

/** Our own `result.json`. */
export const resultFile: Importer = {
  format: FORMAT,
  title: 'a result.json of Runner Harness',
  keeps: 'the percentiles of every time metric of every scenario in s; shares are the business of thresholds',
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
    return { ok: true, benchmarks };
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
  for (const [metric, summary] of Object.entries(metrics)) {
    if (OF_THE_HARNESS.has(metric)) continue;
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
  const read: BenchmarkMetric[] = [];
  for (const [p, value] of Object.entries(percentiles)) {
    if (!/^\d{1,2}(\.\d{1,6})?$/.test(p) || Number(p) === 0) return `${at}.percentiles: ${shown(p)} is no percentile`;
    if (typeof value !== 'number' || !Number.isFinite(value)) return `${at}.percentiles.${p} must be a finite number, got ${shown(value)}`;
    read.push(percentile(metric, p, value, n + censored));
  }
  return read;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
