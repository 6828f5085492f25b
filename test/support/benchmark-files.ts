import { readdirSync, readFileSync } from 'node:fs';
import { type ReadBenchmarks, readBenchmarks } from '../../src/core/benchmarks/read-benchmarks.ts';
import type { BenchmarkMetric } from '../../src/core/gate/benchmark-set.ts';

/** Own files of every format's shape. */
export const FIXTURES = new URL('../fixtures/benchmarks/', import.meta.url);
/** Outputs of the real tools; not part of the project. */
export const REAL_FILES = new URL('../../../shared/data/benchmarks/', import.meta.url);

/** Formats that a file does not tell by itself. */
const FORCED: Readonly<Record<string, string>> = {
  'custom-points.json': 'custom-smaller-is-better',
  'gab/customBiggerIsBetter_output.json': 'custom-bigger-is-better',
  'gab/customSmallerIsBetter_output.json': 'custom-smaller-is-better',
};

export function filesIn(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.\w+$/.test(path) && !path.startsWith('expected'))
    .sort();
}

export function readFrom(folder: URL, path: string, format?: string): ReadBenchmarks {
  const forced = format ?? FORCED[path];
  return readBenchmarks(readFileSync(new URL(path, folder), 'utf8'), { source: path, ...(forced !== undefined && { format: forced }) });
}

/** Everything that was read, a line a metric. */
export function everything(path: string, answer: ReadBenchmarks): string {
  if (!answer.ok) return `${path}: refused\n  ${answer.reason}\n`;
  const { format, benchmarks, unmeasured = [], machine = {} } = answer.set;
  const lines = [
    `${path}: ${format}`,
    ...Object.entries(machine).map(([key, value]) => `  machine ${key}: ${value}`),
    ...benchmarks.flatMap(({ name, metrics }) => [`  ${name}`, ...metrics.map((metric) => `    ${metricLine(metric)}`)]),
    ...unmeasured.map(({ name, reason, line }) => `  ${name}: no value${line === undefined ? '' : ` (line ${line})`}: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many of which metrics, and which way each is better: the names of the benchmarks and their values stay out. */
export function summary(path: string, answer: ReadBenchmarks): string {
  if (!answer.ok) return `${path}: refused\n  ${answer.reason}\n`;
  const { format, benchmarks, unmeasured = [] } = answer.set;
  const kinds = Map.groupBy(
    benchmarks.flatMap(({ metrics }) => metrics),
    (metric) =>
      `${metric.metric} [${metric.unit}] ${direction(metric)}${metric.exact === true ? ' exact' : ''}${metric.samples === undefined ? '' : ' samples'}`,
  );
  const missing = unmeasured.length === 0 ? '' : `, ${unmeasured.length} without a value`;
  const lines = [...kinds].map(([kind, metrics]) => `  ${metrics.length} × ${kind}`);
  return `${path}: ${format}, ${benchmarks.length} benchmarks${missing}\n${lines.join('\n')}\n`;
}

const direction = ({ direction: way, undirected }: BenchmarkMetric): string => (undirected === true ? 'undirected' : way);

function metricLine(metric: BenchmarkMetric): string {
  const { metric: name, unit, value, n, needsN, samples, aggregate, percentile, interval, range, of, exact } = metric;
  const parts = [
    `${name} = ${value}${unit === '' ? '' : ` ${unit}`}`,
    direction(metric),
    exact === true && 'exact',
    aggregate !== undefined && (aggregate === 'percentile' ? `p${percentile}` : aggregate),
    n !== undefined && `n ${n}${needsN === undefined ? '' : ` of ${needsN}`}`,
    samples !== undefined && `samples ${samples.join(' ')}`,
    interval !== undefined && `interval ${interval.low} … ${interval.high}${interval.level === undefined ? '' : ` (${interval.level})`}`,
    range !== undefined && `range ${range}`,
    of !== undefined && `of ${of}`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
