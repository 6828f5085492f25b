import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import type { JsonValue } from './json-value.ts';
import { addStatistics } from './statistics.ts';

/** Is it a result of tinybench, or of vitest, which runs on it: flat until version 2, with `latency` and `throughput` from 3 on? */
export function isTinybenchResult(value: unknown): boolean {
  if (!isObject(value)) return false;
  return (Object.hasOwn(value, 'hz') && Object.hasOwn(value, 'mean')) || (isObject(own(value, 'latency')) && isObject(own(value, 'throughput')));
}

/**
 * Adds what tinybench says about one task, in ms and ops/s.
 *
 * @returns false when there is no value
 */
export function addTinybench(into: Collection, name: string, result: JsonValue): boolean {
  const latency = result.get('latency');
  const time = isObject(latency.value) ? latency : result;
  const measured = addStatistics(into, name, { metric: 'time', unit: 'ms', ...statistics(time) }, time.path);
  const throughput = result.get('throughput');
  if (isObject(throughput.value))
    addStatistics(into, name, { metric: 'throughput', unit: 'ops/s', direction: 'bigger', ...statistics(throughput) }, throughput.path);
  else
    into.addMaybe(name, { metric: 'throughput', unit: 'ops/s', value: result.get('hz').maybeNumber(), aggregate: 'mean', of: 'time' }, result.path);
  return measured;
}

function statistics(from: JsonValue) {
  const number = (key: string) => from.get(key).maybeNumber();
  const samples = from.get('samples').maybeNumbers();
  const rme = number('rme');
  const count = number('samplesCount') ?? number('sampleCount');
  return {
    samples,
    n: count,
    median: number('median') ?? number('p50'),
    mean: number('mean'),
    min: number('min'),
    max: number('max'),
    sd: number('sd'),
    mad: number('mad'),
    percentiles: [
      [75, number('p75')],
      [99, number('p99')],
      [99.5, number('p995')],
      [99.9, number('p999')],
    ] as const,
    range: rme === undefined ? undefined : `± ${Number(rme.toPrecision(3))} % of the mean`,
  };
}
