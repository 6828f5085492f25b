import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { repeatedNames } from './repeated-names.ts';
import { addStatistics } from './statistics.ts';

/** BenchmarkDotNet's JSON (brief and full). */
export const benchmarkDotNet = jsonImporter({
  format: 'benchmarkdotnet',
  aliases: ['dotnet'],
  title: 'a JSON file of BenchmarkDotNet',
  keeps:
    'time in ns: median, mean, min, max, sd, percentiles, OriginalValues as raw samples; allocated bytes, collections, every other metric with its own direction',
  shape: '`Benchmarks[]` with `FullName` or `Method`, beside `HostEnvironmentInfo`',
  repeats: 'refused',
  detect: (json) => isObject(json) && Array.isArray(json.Benchmarks) && (isObject(own(json, 'HostEnvironmentInfo')) || hasMethod(json.Benchmarks[0])),
  read(document, into) {
    const host = document.get('HostEnvironmentInfo');
    into.machine('cpu', host.get('ProcessorName').value);
    into.machine('os', host.get('OsVersion').value);
    into.machine('arch', host.get('Architecture').value);
    into.machine('cores', host.get('LogicalCoreCount').value);
    const entries = document.get('Benchmarks').items();
    const names = entries.map((entry) => entry.get('FullName').maybeText() ?? entry.get('Method').text());
    const repeated = repeatedNames(names);
    for (const [i, entry] of entries.entries()) {
      const name = names[i] ?? '';
      // Under several jobs the full name repeats; the job stands behind the colon of what is displayed.
      const job = !repeated.has(name) ? undefined : /: ([^(]+)/.exec(entry.get('DisplayInfo').maybeText() ?? '')?.[1]?.trim();
      readOne(entry, job === undefined ? name : `${name} [${job}]`, into);
    }
  },
});

const hasMethod = (entry: unknown): boolean => isObject(entry) && Object.hasOwn(entry, 'Method') && Object.hasOwn(entry, 'Statistics');

function readOne(entry: JsonValue, name: string, into: Collection): void {
  const statistics = entry.get('Statistics');
  const number = (key: string) => statistics.get(key).maybeNumber();
  const percentiles = statistics.get('Percentiles');
  const interval = statistics.get('ConfidenceInterval');
  const [low, high] = [interval.get('Lower').maybeNumber(), interval.get('Upper').maybeNumber()];
  const measured = addStatistics(
    into,
    name,
    {
      metric: 'time',
      unit: 'ns',
      samples: statistics.get('OriginalValues').maybeNumbers(),
      n: number('N'),
      median: number('Median'),
      mean: number('Mean'),
      min: number('Min'),
      max: number('Max'),
      sd: number('StandardDeviation'),
      iqr: number('InterquartileRange'),
      percentiles: isObject(percentiles.value)
        ? percentiles.entries().flatMap(([key, value]) => {
            const percent = Number(key.replace(/^P/, ''));
            return percent > 0 && percent < 100 ? [[percent, value.maybeNumber()] as const] : [];
          })
        : [],
      // Its interval is the mean's.
      ...(low !== undefined && high !== undefined && { range: `mean ${low} … ${high}` }),
    },
    statistics.path,
  );
  if (!measured) into.unmeasured(name, 'it has no statistics: it failed or was not run');
  readMemory(entry, name, into);
}

function readMemory(entry: JsonValue, name: string, into: Collection): void {
  const metrics = entry.get('Metrics');
  for (const metric of Array.isArray(metrics.value) ? metrics.items() : []) {
    const about = metric.get('Descriptor');
    const bigger = about.get('TheGreaterTheBetter').value;
    const unit = about.get('Unit').maybeText() ?? '';
    const value = metric.get('Value').maybeNumber();
    if (value === undefined) continue;
    const id = about.get('Id').text();
    const metricName = id === 'Allocated Memory' ? 'allocated' : id;
    const direction = typeof bigger === 'boolean' ? (bigger ? 'bigger' : 'smaller') : undefined;
    into.add(
      name,
      { metric: metricName, unit: id === 'Allocated Memory' ? 'B/op' : unit, value, direction, ...(id === 'Allocated Memory' && { exact: true }) },
      metric.path,
    );
  }
  const memory = entry.get('Memory');
  if (!memory.present || Array.isArray(metrics.value)) return;
  const operations = memory.get('TotalOperations').maybeNumber();
  for (const generation of [0, 1, 2]) {
    const collections = memory.get(`Gen${generation}Collections`).maybeNumber();
    if (collections === undefined || operations === undefined || operations <= 0) continue;
    into.add(
      name,
      { metric: `Gen${generation}Collects`, unit: 'Count', value: (collections * 1000) / operations, direction: 'smaller' },
      memory.path,
    );
  }
  into.addMaybe(name, { metric: 'allocated', unit: 'B/op', value: memory.get('BytesAllocatedPerOperation').maybeNumber(), exact: true }, memory.path);
}
