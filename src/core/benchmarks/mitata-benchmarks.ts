import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { addStatistics } from './statistics.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

/** mitata's JSON: `benchmarks[].runs[]` since 1.0, `benchmarks[]` with `stats` before. */
export const mitata = jsonImporter({
  format: 'mitata',
  title: 'a JSON file of mitata',
  keeps:
    'time in ns: median, mean, min, max, percentiles, samples (sorted, as mitata writes them); heap in B; gc in ns; hardware counters; failed benchmarks',
  shape: '`benchmarks[].runs[].stats.avg`, or `benchmarks[].stats.avg`',
  repeats: 'refused',
  detect: (json) => isObject(json) && Array.isArray(json.benchmarks) && json.benchmarks.some(isMitata),
  read(document, into) {
    const context = document.get('context');
    into.machine('cpu', context.get('cpu').get('name').value ?? document.get('cpu').maybeText());
    into.machine('arch', context.get('arch').value);
    for (const benchmark of document.get('benchmarks').items()) {
      const group = benchmark.get('group').maybeText();
      const runs = benchmark.get('runs');
      const alias = benchmark.get('alias').maybeText() ?? benchmark.get('name').maybeText();
      for (const run of Array.isArray(runs.value) ? runs.items() : [benchmark]) {
        const own = run.get('name').maybeText() ?? alias;
        if (own === undefined) throw run.get('name').wrong('a text');
        readRun(run, group === undefined ? own : `${group} > ${own}`, into);
      }
    }
  },
});

function isMitata(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  const runs = own(entry, 'runs');
  if (Array.isArray(runs)) return runs.some((run) => isObject(run) && (isObject(own(run, 'stats')) || isObject(own(run, 'error'))));
  const stats = own(entry, 'stats');
  return isObject(stats) && Object.hasOwn(stats, 'avg') && Object.hasOwn(stats, 'p75');
}

function readRun(run: JsonValue, name: string, into: Collection): void {
  const stats = run.get('stats');
  if (!isObject(stats.value)) {
    into.unmeasured(name, run.get('error').get('message').maybeText() ?? 'it has no result');
    return;
  }
  const number = (key: string) => stats.get(key).maybeNumber();
  const percentiles = [
    [25, number('p25')],
    [50, number('p50')],
    [75, number('p75')],
    [99, number('p99')],
    [99.5, number('p995')],
    [99.9, number('p999')],
  ] as const;
  addStatistics(
    into,
    name,
    {
      metric: 'time',
      unit: 'ns',
      samples: stats.get('samples').maybeNumbers(),
      mean: number('avg'),
      min: number('min'),
      max: number('max'),
      percentiles,
    },
    stats.path,
  );
  for (const [part, unit] of [
    ['heap', 'B'],
    ['gc', 'ns'],
  ] as const) {
    const of = stats.get(part);
    if (!isObject(of.value)) continue;
    const [mean, min, max] = ['avg', 'min', 'max'].map((key) => of.get(key).maybeNumber());
    addStatistics(into, name, { metric: part, unit, direction: 'smaller', mean, min, max }, of.path);
  }
  addCounters(stats.get('counters'), name, 'counters', into);
}

/** Hardware counters lie nested: `counters.cycles.avg`, `counters.l1.miss_loads.avg`. */
function addCounters(counters: JsonValue, name: string, path: string, into: Collection): void {
  if (!isObject(counters.value) || path.length > 100) return;
  const mean = counters.get('avg').maybeNumber();
  if (mean !== undefined) {
    const metric = path.replace('counters.', '');
    into.add(name, { metric, unit: metric.split('.').at(-1) ?? metric, value: mean, aggregate: 'mean' }, counters.path);
    return;
  }
  for (const [key, value] of counters.entries()) if (key !== '_') addCounters(value, name, `${path}.${key}`, into);
}

const RESULT =
  /^(\S.*?)\s{2,}([\d,.]+) (ps|ns|µs|μs|us|ms|s|m|h)\/iter(?:\s+(?:\(([\d,.]+) (\S+) … ([\d,.]+) (\S+)\)\s*)?([\d,.]+) (ps|ns|µs|μs|us|ms|s|m|h)\b.*)?$/;
const SECOND = /^\s*\(([\d,.]+) (\S+) … ([\d,.]+) (\S+)\)\s+([\d,.]+) (ps|ns|µs|μs|us|ms|s|m|h)\b/;
const FAILED = /^(\S.*?)\s{2,}error: (.*)$/;

/** mitata's table as text; of 1.0 (two lines a benchmark) and earlier (one line). */
export const mitataText = textImporter({
  format: 'mitata-text',
  title: 'text of mitata',
  keeps: 'time in ns: mean, min, max, p75, p99; repeats as raw samples; failed benchmarks',
  shape: 'lines `name  N ns/iter` below a header `benchmark … avg` or `time (avg)`',
  detect: (lines) =>
    lines.some((line) => /^benchmark\s+(avg|time \(avg\))/.test(line)) && lines.some((line) => RESULT.test(line) || FAILED.test(line)),
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const failed = FAILED.exec(line);
      if (failed !== null) into.unmeasured(failed[1] ?? '', failed[2] || 'it failed', i + 1);
      const match = RESULT.exec(line);
      if (match === null) continue;
      const next = SECOND.exec(lines[i + 1] ?? '');
      const ns = (value: string | undefined, unit: string | undefined) =>
        value === undefined || unit === undefined ? undefined : toNs(Number(value.replaceAll(',', '')), unit);
      const range = match[4] === undefined ? next?.slice(1, 5) : match.slice(4, 8);
      const [min, max] = [ns(range?.[0], range?.[1]), ns(range?.[2], range?.[3])];
      const name = match[1] ?? '';
      into.addMaybe(name, { metric: 'time', unit: 'ns', value: ns(match[2], match[3]), aggregate: 'mean' }, i + 1);
      into.addMaybe(name, { metric: 'time min', unit: 'ns', value: min, aggregate: 'min', of: 'time' }, i + 1);
      into.addMaybe(name, { metric: 'time max', unit: 'ns', value: max, aggregate: 'max', of: 'time' }, i + 1);
      into.addMaybe(
        name,
        { metric: 'time p75', unit: 'ns', value: ns(match[8], match[9]), aggregate: 'percentile', percentile: 75, of: 'time' },
        i + 1,
      );
      into.addMaybe(
        name,
        { metric: 'time p99', unit: 'ns', value: ns(next?.[5], next?.[6]), aggregate: 'percentile', percentile: 99, of: 'time' },
        i + 1,
      );
    }
  },
});
