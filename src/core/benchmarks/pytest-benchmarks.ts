import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { addStatistics } from './statistics.ts';

/** Endings of names under `extra_info` that say a unit; what has none of them is a label of the benchmark, not a measurement. */
const MEASURED: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/_bytes$/, 'B'],
  [/_ns$/, 'ns'],
  [/_us$/, 'us'],
  [/_ms$/, 'ms'],
  [/_(s|sec|seconds)$/, 's'],
];

/** pytest-benchmark's saved JSON, from 2.5 (no `ops`, no `params`) to 5. */
export const pytestBenchmark = jsonImporter({
  format: 'pytest',
  aliases: ['pytest-benchmark'],
  title: 'a JSON file of pytest-benchmark',
  keeps: 'time: median, mean, min, max, sd, iqr, quartiles, raw data where it is complete; ops; extra_info with a unit in its name',
  shape: '`benchmarks[].stats` with `fullname`',
  repeats: 'refused',
  detect(json) {
    const first = isObject(json) && Array.isArray(json.benchmarks) ? (json.benchmarks[0] as unknown) : undefined;
    return isObject(first) && isObject(own(first, 'stats')) && (Object.hasOwn(first, 'fullname') || Object.hasOwn(json as object, 'machine_info'));
  },
  read(document, into) {
    const machine = document.get('machine_info');
    const cpu = machine.get('cpu');
    into.machine('cpu', cpu.get('brand_raw').value ?? cpu.get('brand').value ?? (typeof cpu.value === 'string' ? cpu.value : undefined));
    into.machine('os', machine.get('system').value);
    into.machine('arch', machine.get('machine').value);
    into.machine('cores', cpu.get('count').value);
    for (const benchmark of document.get('benchmarks').items()) readOne(benchmark, into);
  },
});

function readOne(benchmark: JsonValue, into: Collection): void {
  const stats = benchmark.get('stats');
  const name = benchmark.get('fullname').maybeText() ?? benchmark.get('name').text();
  stats.object();
  const number = (key: string) => stats.get(key).maybeNumber();
  const measured = addStatistics(
    into,
    name,
    {
      metric: 'time',
      unit: 's',
      samples: complete(stats),
      n: number('rounds'),
      median: number('median'),
      mean: number('mean'),
      min: number('min'),
      max: number('max'),
      sd: number('stddev'),
      iqr: number('iqr'),
      percentiles: [
        [25, number('q1')],
        [75, number('q3')],
      ],
    },
    stats.path,
  );
  if (!measured) into.unmeasured(name, 'it has neither median nor mean');
  into.addMaybe(name, { metric: 'ops', unit: 'ops/s', value: number('ops'), aggregate: 'mean', of: 'time', n: number('rounds') }, stats.path);
  const extra = benchmark.get('extra_info');
  if (!isObject(extra.value)) return;
  for (const [key, value] of extra.entries()) {
    const unit = MEASURED.find(([ending]) => ending.test(key))?.[1];
    if (unit !== undefined && typeof value.value === 'number')
      into.add(name, { metric: key, unit, value: value.number(), ...(unit === 'B' && { exact: true }) }, value.path);
  }
}

/** The raw data, if all rounds are there: a few of them would stand for the wrong whole. */
function complete(stats: JsonValue): number[] | undefined {
  const data = stats.get('data').maybeNumbers();
  return data !== undefined && data.length === (stats.get('rounds').maybeNumber() ?? data.length) ? data : undefined;
}
