import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import type { BenchmarkFile, Importer } from './importer.ts';
import { IMPORTERS } from './importers.ts';
import { jsonPlaces, lineAt } from './json-places.ts';
import { NO_RESULTS } from './no-results.ts';

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
  const file = fileOf(text, source);
  if (file.text.trim() === '') return refuse('the file is empty');
  const importer = format === undefined ? IMPORTERS.find((each) => each.detect(file)) : importerFor(format);
  if (importer === undefined) {
    if (format !== undefined) return refuse(`there is no format "${format}": known are ${IMPORTERS.map((each) => each.format).join(', ')}`);
    return refuse(...unknownShape(file));
  }
  const read = importer.read(file);
  if (!read.ok) return refuse(read.reason, read.line);
  const benchmarks = read.benchmarks.filter(({ metrics }) => metrics.length > 0);
  const { ok: _, benchmarks: __, ...more } = read;
  const [first] = more.unmeasured ?? [];
  if (benchmarks.length === 0) {
    return first === undefined
      ? refuse('it holds no value to compare')
      : refuse(`it holds no value to compare: ${first.name}: ${first.reason}`, first.line);
  }
  return { ok: true, set: { format: importer.format, benchmarks, ...more } };
}

function importerFor(format: string): Importer | undefined {
  return IMPORTERS.find((each) => each.format === format || each.aliases?.includes(format));
}

function fileOf(raw: string, source: string): BenchmarkFile {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  return { text, json: parsed(text), source };
}

/** A text, which is left as it is, or what Python's json module writes for a number that is none. */
const NOT_FINITE = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined;
  }
  try {
    return JSON.parse(text.replace(NOT_FINITE, (found) => (found.startsWith('"') ? found : 'null'))) as unknown;
  } catch {
    return undefined;
  }
}

function unknownShape(file: BenchmarkFile): [reason: string, line?: number] {
  const known = NO_RESULTS.find((each) => each.detect(file));
  if (known !== undefined) return [known.reason];
  const start = file.text.trimStart();
  if (file.json === undefined && (start.startsWith('{') || start.startsWith('['))) {
    // It was meant to be JSON: where it breaks helps more than what it might have been.
    const { errorAt } = jsonPlaces(file.text);
    if (errorAt !== undefined) return ['the JSON breaks off or is wrong here', lineAt(file.text, errorAt)];
  }
  const formats = IMPORTERS.map(({ format }) => format).join(', ');
  return [`no known format; if it is one of these, say format=NAME, and the answer says what is wrong with it: ${formats}`];
}
