import { samplesForInterval } from '../stats/quantile-interval.ts';
import type { Collection } from './collect.ts';
import { isObject } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';

/** A histogram of more values than this is left as its percentiles: they would fill the memory and tell no more. */
const MAX_EXPANDED = 10_000;

/** JMH's JSON (`-rf json`). Which way is better stands in the unit: ops/s and s/op occur in every mode. */
export const jmh = jsonImporter({
  format: 'jmh',
  title: 'a JSON file of JMH',
  keeps: 'score with its interval, rawData of all forks as raw samples, percentiles, all secondary metrics; parameters in the name',
  shape: 'an array of entries with `benchmark`, `mode` and `primaryMetric`',
  repeats: 'refused',
  detect: (json) =>
    Array.isArray(json) && json.length > 0 && json.every((entry) => isObject(entry) && isObject(entry.primaryMetric) && 'benchmark' in entry),
  read(document, into) {
    for (const entry of document.items()) {
      const name = nameOf(entry);
      const mode = entry.get('mode').maybeText() ?? 'score';
      readMetric(entry.get('primaryMetric'), name, mode, into);
      const secondary = entry.get('secondaryMetrics');
      if (!isObject(secondary.value)) continue;
      // Versions before 1.36 put a dot before the names of profilers.
      for (const [metric, value] of secondary.entries()) readMetric(value, name, metric.replace(/^·/, ''), into, mode);
    }
  },
});

function nameOf(entry: JsonValue): string {
  const params = entry.get('params');
  const parts = isObject(params.value) ? Object.entries(params.value).map(([key, value]) => `${key}=${String(value)}`) : [];
  const threads = entry.get('threads').value;
  if (typeof threads === 'number' && threads > 1) parts.push(`threads=${threads}`);
  return `${entry.get('benchmark').text()}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

function readMetric(metric: JsonValue, name: string, metricName: string, into: Collection, primary?: string): void {
  const unit = metric.get('scoreUnit').maybeText() ?? '';
  const score = metric.get('score').maybeNumber();
  if (score === undefined) {
    // A profiler's text, such as a stack profile, has no number; a benchmark without a score failed.
    if (primary === undefined) into.unmeasured(name, 'its score is no number');
    return;
  }
  const samples = rawData(metric.get('rawData')) ?? histogram(metric.get('rawDataHistogram'));
  const bounds = metric.get('scoreConfidence').maybeNumbers();
  const [low, high] = bounds ?? [];
  const exact = /^(gc\.alloc\.rate\.norm)$/.test(metricName);
  into.add(
    name,
    {
      metric: metricName,
      unit,
      value: score,
      aggregate: 'mean',
      ...(samples !== undefined && { samples }),
      ...(low !== undefined && high !== undefined && { interval: { low, high, level: 0.999 } }),
      ...(exact && { exact: true as const }),
    },
    metric.path,
  );
  const percentiles = metric.get('scorePercentiles');
  if (isObject(percentiles.value))
    for (const [percent, value] of percentiles.entries()) addPercentile(into, name, metricName, unit, percent, value, samples?.length);
}

function addPercentile(into: Collection, name: string, metric: string, unit: string, percent: string, value: JsonValue, n: number | undefined): void {
  const p = Number(percent);
  const at = value.maybeNumber();
  if (at === undefined || !(p >= 0 && p <= 100)) return;
  const inner = p > 0 && p < 100;
  const label = inner ? `p${p}` : p === 0 ? 'min' : 'max';
  into.add(
    name,
    {
      metric: `${metric} ${label}`,
      unit,
      value: at,
      of: metric,
      n,
      ...(inner ? { aggregate: 'percentile', percentile: p } : { aggregate: label as 'min' | 'max' }),
      ...(inner && n !== undefined && { needsN: samplesForInterval(p / 100) }),
    },
    value.path,
  );
}

/** One array a fork. */
function rawData(data: JsonValue): number[] | undefined {
  if (!Array.isArray(data.value)) return undefined;
  const forks = data.items().map((fork) => fork.maybeNumbers());
  return forks.length > 0 && forks.every((fork) => fork !== undefined) ? forks.flat() : undefined;
}

/** Sample mode: for each fork and iteration, pairs of value and count. */
function histogram(data: JsonValue): number[] | undefined {
  if (!Array.isArray(data.value)) return undefined;
  const samples: number[] = [];
  for (const pair of data.items().flatMap((fork) => fork.items().flatMap((iteration) => iteration.items()))) {
    const [value, count] = pair.items().map((each) => each.number());
    if (value === undefined || count === undefined || !(count >= 0)) throw pair.wrong('a value and its count');
    if (samples.length + count > MAX_EXPANDED) return undefined;
    for (let i = 0; i < count; i++) samples.push(value);
  }
  return samples.length > 0 ? samples : undefined;
}
