import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import { JsonValue } from './json-value.ts';
import { Refusal } from './refusal.ts';
import { addStatistics } from './statistics.ts';

/** More combinations of parameters than this stand for a broken file. */
const MAX_COMBINATIONS = 100_000;

/** A result file of airspeed velocity, `results/<machine>/<commit>-<env>.json`: version 1 (and before), and version 2 with its columns. */
export const asvResults = jsonImporter({
  format: 'asv',
  title: 'a JSON result file of airspeed velocity',
  keeps:
    'every result, one benchmark for each combination of parameters; interval, quartiles and samples; failed and skipped ones; unit by the name (`time_`, `mem_`, `peakmem_`)',
  shape: '`commit_hash` and `results`',
  repeats: 'refused',
  detect: (json) => isObject(json) && Object.hasOwn(json, 'commit_hash') && isObject(own(json, 'results')),
  read(document, into) {
    const machine = document.get('params');
    into.machine('cpu', machine.get('cpu').value);
    into.machine('os', machine.get('os').value);
    into.machine('arch', machine.get('arch').value);
    into.machine('cores', machine.get('num_cpu').value);
    const columns = document.get('result_columns').present
      ? document
          .get('result_columns')
          .items()
          .map((column) => column.text())
      : undefined;
    for (const [name, entry] of document.get('results').entries()) {
      if (Array.isArray(entry.value) && columns === undefined) throw new Refusal(`${name} is a row, but "result_columns" is missing`, entry.path);
      readEntry(name, Array.isArray(entry.value) ? columnsOf(entry, columns ?? []) : oldEntry(entry), into);
    }
  },
});

/** One benchmark of the file: parallel lists over the combinations of parameters. */
interface Entry {
  readonly path: JsonValue;
  readonly results: readonly JsonValue[];
  readonly params: readonly (readonly string[])[];
  statistic(name: string, at: number): number | undefined;
  samples(at: number): number[] | undefined;
}

function columnsOf(row: JsonValue, columns: readonly string[]): Entry {
  const cells = row.items();
  const cell = (name: string): JsonValue => cells[columns.indexOf(name)] ?? new JsonValue(undefined, row.path);
  const listed = (name: string, at: number): JsonValue => (Array.isArray(cell(name).value) ? (cell(name).items()[at] ?? cell('')) : cell(''));
  return {
    path: row,
    results: Array.isArray(cell('result').value) ? cell('result').items() : [cell('result')],
    params: paramsOf(cell('params')),
    statistic: (name, at) => listed(`stats_${name}`, at).maybeNumber(),
    samples: (at) => listed('samples', at).maybeNumbers(),
  };
}

function oldEntry(entry: JsonValue): Entry {
  const plain = !isObject(entry.value);
  const result = plain ? entry : entry.get('result');
  const stats = entry.get('stats');
  const of = (at: number): JsonValue => (Array.isArray(stats.value) ? (stats.items()[at] ?? stats.get('')) : stats.get(''));
  return {
    path: entry,
    results: Array.isArray(result.value) ? result.items() : [result],
    params: plain ? [] : paramsOf(entry.get('params')),
    statistic(name, at) {
      const bound = /^ci_99_([ab])$/.exec(name);
      if (bound === null) return of(at).get(name).maybeNumber();
      return of(at).get('ci_99').maybeNumbers()?.[bound[1] === 'a' ? 0 : 1];
    },
    samples(at) {
      const samples = entry.get('samples');
      return Array.isArray(samples.value) ? samples.items()[at]?.maybeNumbers() : undefined;
    },
  };
}

function paramsOf(params: JsonValue): string[][] {
  if (!Array.isArray(params.value)) return [];
  return params.items().map((values) => values.items().map(({ value }) => String(value)));
}

function readEntry(name: string, entry: Entry, into: Collection): void {
  const combinations = product(entry);
  const unit = unitOf(name);
  const metric = metricOf(unit);
  for (const [at, result] of entry.results.entries()) {
    const full = combinations[at] === undefined || combinations[at] === '' ? name : `${name}(${combinations[at]})`;
    const value = result.maybeNumber();
    if (value === undefined) {
      into.unmeasured(full, 'it failed or was skipped');
      continue;
    }
    const [low, high] = [entry.statistic('ci_99_a', at), entry.statistic('ci_99_b', at)];
    const samples = entry.samples(at);
    if (unit !== 's' && samples === undefined) {
      // The size of an object is the same in every run; the peak of a process is not.
      into.add(full, { metric, unit, value, ...(unit === 'B' && !/(^|\.)peakmem/i.test(name) && { exact: true }) }, result.path);
      continue;
    }
    addStatistics(
      into,
      full,
      {
        metric,
        unit,
        samples,
        n: entry.statistic('repeat', at),
        median: value,
        percentiles: [
          [25, entry.statistic('q_25', at)],
          [75, entry.statistic('q_75', at)],
        ],
        ...(low !== undefined && high !== undefined && { interval: { low, high, level: 0.99 } }),
      },
      result.path,
    );
  }
}

/** The last parameter runs fastest. */
function product({ params, results, path }: Entry): string[] {
  const count = params.reduce((product, values) => product * values.length, 1);
  if (count > MAX_COMBINATIONS)
    throw new Refusal(`${count} combinations of parameters are more than the ${MAX_COMBINATIONS} that are read`, path.path);
  if (params.length > 0 && results.length > 0 && count !== results.length && results.length > 1) {
    throw new Refusal(`${results.length} results do not fit ${count} combinations of parameters`, path.path);
  }
  return params.reduce<string[]>(
    (before, values) => before.flatMap((start) => values.map((value) => (start === '' ? value : `${start}, ${value}`))),
    [''],
  );
}

/** asv keeps units in another file (benchmarks.json); its naming rule says them too. */
export function unitOf(name: string): string {
  const kind = /^(time(?:raw)?|mem|peakmem|track)(?:_|$)/.exec(name.slice(name.lastIndexOf('.') + 1).toLowerCase())?.[1];
  if (kind === 'mem' || kind === 'peakmem') return 'B';
  return kind?.startsWith('time') === true ? 's' : '';
}

function metricOf(unit: string): string {
  if (unit === 'B') return 'memory';
  return unit === 's' ? 'time' : 'value';
}
