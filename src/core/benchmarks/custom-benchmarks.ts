import type { Benchmark } from '../gate/benchmark-set.ts';
import { ONLY_METRIC } from '../gate/compare-with-baseline.ts';
import { type BenchmarkFile, type Importer, type ImportResult, isObject, own, shown } from './importer.ts';
import { brokenJson } from './json-importer.ts';
import { jsonPlaces, lineAt } from './json-places.ts';
import { directionOf } from './unit-direction.ts';

type Direction = 'smaller' | 'bigger';

const TITLE = 'an array of { name, unit, value }';

/**
 * The form that many tools are brought into: an array of `{ name, unit, value, range?, extra? }`, as github-action-benchmark defined it. Which
 * way is better stands in the format's name alone, so the first two are read on demand only; the third takes it from each unit and refuses
 * the units that don't say.
 */
export const customSmallerIsBetter: Importer = custom('custom-smaller-is-better', 'customSmallerIsBetter', () => 'smaller');
export const customBiggerIsBetter: Importer = custom('custom-bigger-is-better', 'customBiggerIsBetter', () => 'bigger');
export const customByUnit: Importer = {
  ...custom('custom', undefined, directionOf),
  keeps: 'value with its range; the direction from each name and unit',
  shape: 'an array of entries with `name` and `value`',
  detect: ({ json }) =>
    Array.isArray(json) && json.length > 0 && json.every((entry) => isObject(entry) && Object.hasOwn(entry, 'name') && Object.hasOwn(entry, 'value')),
};

function custom(format: string, alias: string | undefined, direction: (name: string, unit: string) => Direction | undefined): Importer {
  return {
    format,
    ...(alias !== undefined && { aliases: [alias] }),
    title: TITLE,
    keeps: `value with its range; every metric is better ${direction('', '') === 'bigger' ? 'bigger' : 'smaller'}`,
    shape: 'only with `format=`: nothing in the file says which way is better',
    detect: () => false,
    read: (file) => readEntries(file, direction),
  };
}

function readEntries(file: BenchmarkFile, direction: (name: string, unit: string) => Direction | undefined): ImportResult {
  const { json } = file;
  if (json === undefined) return brokenJson(file.text, TITLE);
  if (!Array.isArray(json)) return { ok: false, line: 1, reason: `expected an array of { name, unit, value }, got ${shown(json)}` };
  const seen = new Map<string, number>();
  const benchmarks: Benchmark[] = [];
  for (const [i, entry] of json.entries()) {
    const read = readEntry(entry, direction);
    const first = typeof read === 'string' ? undefined : seen.get(read.name);
    if (typeof read === 'string') return refuse(file, i, read);
    if (first !== undefined) return refuse(file, i, `the name ${shown(read.name)} stands twice: in entry ${first + 1} as well`);
    seen.set(read.name, i);
    benchmarks.push(read);
  }
  return { ok: true, benchmarks };
}

function refuse({ text }: BenchmarkFile, i: number, why: string): ImportResult {
  const place = jsonPlaces(text).elements[i];
  return { ok: false, ...(place !== undefined && { line: lineAt(text, place) }), reason: `entry ${i + 1}: ${why}` };
}

/** A benchmark, or what is wrong with the entry. */
function readEntry(entry: unknown, direction: (name: string, unit: string) => Direction | undefined): Benchmark | string {
  if (!isObject(entry)) return `expected { name, unit, value }, got ${shown(entry)}`;
  const name = own(entry, 'name');
  const unit = own(entry, 'unit');
  const value = own(entry, 'value');
  const range = own(entry, 'range');
  if (typeof name !== 'string' || name === '') return `"name" must be a text, got ${shown(name)}`;
  if (typeof unit !== 'string') return `"unit" of ${shown(name)} must be a text, got ${shown(unit)}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `"value" of ${shown(name)} must be a finite number, got ${shown(value)}`;
  const better = direction(name, unit);
  if (better === undefined) {
    return `the unit ${shown(unit)} of ${shown(name)} does not say which way is better: say format=custom-smaller-is-better or format=custom-bigger-is-better`;
  }
  const spread = typeof range === 'string' || typeof range === 'number' ? { range: String(range) } : {};
  return { name, metrics: [{ metric: ONLY_METRIC, unit, direction: better, value, ...spread }] };
}
