import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';

/** Units of bencher's built-in measures and of what its adapters write. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['latency', 'ns'],
  ['throughput', 'ops/s'],
  ['build-time', 's'],
  ['file-size', 'B'],
]);
const MEMBERS = new Set(['value', 'lower_value', 'upper_value']);
const EXACT = /bytes|blocks|instructions|accesses|cycles|file-size/i;

/** Bencher Metric Format: benchmark → measure → value with bounds. */
export const bencherMetricFormat = jsonImporter({
  format: 'bencher',
  aliases: ['bmf'],
  title: "bencher's metric format (BMF)",
  keeps: 'every measure with its bounds; counts (bytes, blocks, instructions) as exact',
  shape: 'an object of objects of `{ value, lower_value?, upper_value? }` and nothing else',
  repeats: 'refused',
  detect: (json) => isObject(json) && Object.keys(json).length > 0 && Object.values(json).every(isBenchmark),
  read(document, into) {
    for (const [name, measures] of document.entries()) {
      for (const [measure, metric] of measures.entries()) {
        const [low, high] = [metric.get('lower_value').maybeNumber(), metric.get('upper_value').maybeNumber()];
        into.add(
          name,
          {
            metric: measure,
            unit: UNITS.get(measure) ?? (/bytes/i.test(measure) ? 'B' : ''),
            value: metric.get('value').number(),
            ...(low !== undefined && high !== undefined && { interval: { low, high } }),
            ...(EXACT.test(measure) && { exact: true as const }),
          },
          metric.path,
        );
      }
    }
  },
});

function isBenchmark(value: unknown): boolean {
  if (!isObject(value)) return false;
  const metrics = Object.values(value);
  return (
    metrics.length > 0 &&
    metrics.every((metric) => isObject(metric) && typeof own(metric, 'value') === 'number' && Object.keys(metric).every((key) => MEMBERS.has(key)))
  );
}
