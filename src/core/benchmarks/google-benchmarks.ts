import type { Aggregate } from '../gate/benchmark-set.ts';
import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { toNs } from './time-units.ts';

/** Members of an entry that are no measurement. */
const LABELS = new Set(
  (
    'name run_name run_type repetitions repetition_index family_index per_family_instance_index threads iterations time_unit label big_o ' +
    'aggregate_name aggregate_unit error_occurred error_message skipped skip_message'
  ).split(' '),
);
/** What the memory manager counts: the same in every run. */
const MEMORY: ReadonlyMap<string, string> = new Map([
  ['allocs_per_iter', 'allocs/iter'],
  ['max_bytes_used', 'B'],
  ['total_allocated_bytes', 'B'],
  ['net_heap_growth', 'B'],
]);
const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map([
  ['mean', 'mean'],
  ['median', 'median'],
  ['stddev', 'sd'],
  ['cv', 'cv'],
  ['min', 'min'],
  ['max', 'max'],
]);
/** Before 1.5 only the name told an aggregate from a run. */
const OLD_AGGREGATE = /^(.+)_(mean|median|stddev|cv|BigO|RMS)$/;

/** Google Benchmark's JSON. Repetitions are raw samples; what it computes from them stands beside them, never among them. */
export const googleBenchmark = jsonImporter({
  format: 'google-benchmark',
  aliases: ['googlecpp', 'google'],
  title: 'a JSON file of Google Benchmark',
  keeps: 'real_time and cpu_time in ns, bytes and items a second, memory, user counters; repetitions as raw samples, aggregates beside them',
  shape: '`benchmarks[]` with `real_time`, `cpu_time`, `run_type` or, beside it, a `context` with `num_cpus`',
  repeats: 'samples',
  detect(json) {
    if (!isObject(json) || !Array.isArray(json.benchmarks)) return false;
    const context = own(json, 'context');
    if (isObject(context) && Object.hasOwn(context, 'num_cpus')) return true;
    const first: unknown = json.benchmarks[0];
    return isObject(first) && Object.hasOwn(first, 'name') && ['real_time', 'cpu_time', 'run_type'].some((key) => Object.hasOwn(first, key));
  },
  read(document, into) {
    into.machine('cores', document.get('context').get('num_cpus').value);
    const entries = document.get('benchmarks').items();
    const names = new Set(entries.map((entry) => entry.get('name').maybeText()));
    for (const entry of entries) readEntry(entry, names, into);
  },
});

function readEntry(entry: JsonValue, names: ReadonlySet<string | undefined>, into: Collection): void {
  const full = entry.get('name').text();
  const old = entry.get('run_type').present ? null : OLD_AGGREGATE.exec(full);
  const oldAggregate = old !== null && names.has(old[1]) ? old : null;
  const aggregate = entry.get('run_type').value === 'aggregate' ? (entry.get('aggregate_name').maybeText() ?? 'aggregate') : oldAggregate?.[2];
  const name = entry.get('run_name').maybeText() ?? oldAggregate?.[1] ?? full;
  if (entry.get('error_occurred').value === true || entry.get('skipped').present) {
    const why = entry.get('error_message').maybeText() ?? entry.get('skip_message').maybeText() ?? 'it failed or was skipped';
    into.unmeasured(name, why);
    return;
  }
  let found = false;
  for (const [key, value] of entry.entries()) {
    if (LABELS.has(key) || typeof value.value !== 'number') continue;
    found = true;
    addValue(name, key, value, aggregate, entry, into);
  }
  if (!found) into.unmeasured(name, 'it has neither real_time nor cpu_time');
}

function addValue(name: string, key: string, value: JsonValue, aggregate: string | undefined, entry: JsonValue, into: Collection): void {
  const timeUnit = entry.get('time_unit').maybeText() ?? 'ns';
  const { scaled, unit } = measured(key, value.number(), timeUnit, entry);
  const repetitions = entry.get('repetitions').maybeNumber();
  if (aggregate === undefined) {
    into.add(name, { metric: key, unit, value: scaled, samples: [scaled], ...(MEMORY.has(key) && { exact: true }) }, value.path);
    return;
  }
  const relative = entry.get('aggregate_unit').value === 'percentage' || aggregate === 'cv' || key === 'rms';
  const statistic = AGGREGATES.get(aggregate);
  into.add(
    name,
    {
      metric: `${key} ${statistic ?? aggregate}`,
      unit: relative ? 'ratio' : unit,
      value: relative ? value.number() : scaled,
      of: key.replace('_coefficient', '_time'),
      n: repetitions !== undefined && repetitions > 0 ? repetitions : undefined,
      ...(statistic !== undefined && { aggregate: statistic }),
      // Scatter, and the growth of a run time, are better small.
      ...((relative || statistic === 'sd' || key.endsWith('_coefficient')) && { direction: 'smaller' as const }),
    },
    value.path,
  );
}

function measured(key: string, value: number, timeUnit: string, entry: JsonValue): { readonly scaled: number; readonly unit: string } {
  if (key === 'real_time' || key === 'cpu_time') return inNs(value, timeUnit, '');
  if (key.endsWith('_coefficient')) return inNs(value, timeUnit, `·${entry.get('big_o').maybeText() ?? 'N'}`);
  const memory = MEMORY.get(key);
  if (memory !== undefined) return { scaled: value, unit: memory };
  if (key === 'bytes_per_second') return { scaled: value, unit: 'B/s' };
  return { scaled: value, unit: key.endsWith('_per_second') ? `${key.slice(0, -11)}/s` : key };
}

function inNs(value: number, unit: string, suffix: string): { readonly scaled: number; readonly unit: string } {
  const ns = toNs(value, unit);
  return ns === undefined ? { scaled: value, unit: `${unit}${suffix}` } : { scaled: ns, unit: `ns${suffix}` };
}
