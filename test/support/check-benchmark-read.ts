import type { ReadBenchmarks } from '../../src/core/benchmarks/read-benchmarks.ts';

/**
 * What must hold of every answer, whatever the file was.
 *
 * @returns what is wrong with it; `undefined` when nothing is
 */
export function wrongWith(answer: ReadBenchmarks): string | undefined {
  if (!answer.ok) return /^file(:\d+)?: ./s.test(answer.reason) ? undefined : `the reason lacks its place: ${answer.reason}`;
  const { benchmarks } = answer.set;
  if (benchmarks.length === 0) return 'nothing was read';
  if (new Set(benchmarks.map(({ name }) => name)).size !== benchmarks.length) return 'two benchmarks of one name';
  for (const { name, metrics } of benchmarks) {
    if (name.trim() === '') return 'a benchmark without a name';
    const names = new Set(metrics.map(({ metric }) => metric));
    if (names.size !== metrics.length) return `two metrics of one name in ${name}`;
    for (const { metric, value, samples, n, of, percentile, exact } of metrics) {
      const at = `${name}, ${metric}`;
      if (!Number.isFinite(value)) return `${at} is ${value}`;
      if (samples !== undefined && (samples.length !== n || !samples.every(Number.isFinite))) return `${at} has wrong samples`;
      if (of !== undefined && (of === metric || !names.has(of))) return `${at} is of ${of}, which is not there`;
      if (percentile !== undefined && !(percentile > 0 && percentile < 100)) return `${at} is percentile ${percentile}`;
      if (exact === true && samples !== undefined && new Set(samples).size > 1) return `${at} is exact and scatters`;
    }
  }
  return undefined;
}
