import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import { customBiggerIsBetter, customByUnit, customSmallerIsBetter } from './custom-benchmarks.ts';
import type { BenchmarkFile, Importer } from './importer.ts';
import { jsonPlaces, lineAt } from './json-places.ts';
import { resultFile } from './result-benchmarks.ts';

/** Every format that can be read, the most particular first. */
export const IMPORTERS: readonly Importer[] = [resultFile, customByUnit, customSmallerIsBetter, customBiggerIsBetter];

/** Longer files are refused unread, in characters. */
export const MAX_BENCHMARK_CHARS = 16 * 1024 * 1024;

/** What a file says, or why it can't be read. */
export type ReadBenchmarks =
  | { readonly ok: true; readonly set: BenchmarkSet }
  /** `reason` begins with the file's name, and its line where that is known. */
  | { readonly ok: false; readonly line?: number; readonly reason: string };

/** How a result file is read. */
export interface ReadOptions {
  /** The file's name, for messages. */
  readonly source: string;
  /** Reads the file in this format, whatever it looks like. Absent: told by its shape. */
  readonly format?: string;
}

/**
 * Reads a result file of a benchmark tool. What can't be read is refused with its line and reason, never guessed and never skipped; a file
 * without any benchmark is refused too. Never throws.
 *
 * @example readBenchmarks('[{"name":"fib(20)","unit":"ms","value":1.5}]', { source: 'bench.json' })
 */
export function readBenchmarks(text: string, { source, format }: ReadOptions): ReadBenchmarks {
  const refuse = (reason: string, line?: number): ReadBenchmarks => ({
    ok: false,
    ...(line !== undefined && { line }),
    reason: `${source}${line === undefined ? '' : `:${line}`}: ${reason}`,
  });
  if (text.length > MAX_BENCHMARK_CHARS) {
    return refuse(`${text.length} characters are more than the ${MAX_BENCHMARK_CHARS} that are read`);
  }
  const file = fileOf(text);
  if (file.text.trim() === '') return refuse('the file is empty');
  const importer = format === undefined ? IMPORTERS.find((each) => each.detect(file)) : importerFor(format);
  if (importer === undefined) {
    if (format !== undefined) return refuse(`there is no format "${format}": known are ${IMPORTERS.map((each) => each.format).join(', ')}`);
    return refuse(...unknownShape(file));
  }
  if (file.json === undefined) return refuse(...brokenJson(file, importer));
  const read = importer.read(file);
  if (!read.ok) return refuse(read.reason, read.line);
  const benchmarks = read.benchmarks.filter(({ metrics }) => metrics.length > 0);
  if (benchmarks.length === 0) return refuse('it holds no value to compare');
  return { ok: true, set: { format: importer.format, benchmarks } };
}

function importerFor(format: string): Importer | undefined {
  return IMPORTERS.find((each) => each.format === format || each.aliases?.includes(format));
}

function fileOf(raw: string): BenchmarkFile {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch {
    return { text, json: undefined };
  }
}

function brokenJson({ text }: BenchmarkFile, importer: Importer): [reason: string, line?: number] {
  const { errorAt } = jsonPlaces(text);
  const reason = `no JSON, which ${importer.title} must be`;
  return errorAt === undefined ? [reason] : [reason, lineAt(text, errorAt)];
}

function unknownShape(file: BenchmarkFile): [reason: string, line?: number] {
  const known = IMPORTERS.filter(({ format }) => !format.startsWith('custom-')).map(({ title }) => title);
  const reason = `no known format: it is neither ${known.join(' nor ')}`;
  const start = file.text.trimStart();
  if (file.json !== undefined || !(start.startsWith('{') || start.startsWith('['))) return [reason];
  // It was meant to be JSON: where it breaks helps more than what it might have been.
  const { errorAt } = jsonPlaces(file.text);
  return errorAt === undefined ? [reason] : ['the JSON breaks off or is wrong here', lineAt(file.text, errorAt)];
}
