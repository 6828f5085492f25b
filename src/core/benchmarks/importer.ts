import type { Benchmark, UnmeasuredBenchmark } from '../gate/benchmark-set.ts';

/** A tool's result file, its JSON parsed once for all importers. */
export interface BenchmarkFile {
  readonly text: string;
  /** `undefined` when the text is no JSON. Bare `NaN` and `Infinity`, which Python writes, are read as null. */
  readonly json: unknown;
  /** The file's name, as it was given. */
  readonly source: string;
}

/** What an importer makes of a file. */
export type ImportResult =
  | {
      readonly ok: true;
      readonly benchmarks: readonly Benchmark[];
      readonly unmeasured?: readonly UnmeasuredBenchmark[];
      /** As in a `BenchmarkSet`. */
      readonly leftOut?: readonly string[];
      readonly machine?: Readonly<Record<string, string>>;
    }
  /** `line` from 1, where it is known. */
  | { readonly ok: false; readonly line?: number; readonly reason: string };

/**
 * Reads one tool's format. A new one is a file of its own and a line in the registry ({@link IMPORTERS}).
 */
export interface Importer {
  /** The name for `format=`. */
  readonly format: string;
  /** Other spellings of it. */
  readonly aliases?: readonly string[];
  /** What it reads, for messages and for the table of formats. */
  readonly title: string;
  /** What is kept of it, for the table of formats. */
  readonly keeps: string;
  /** What a file is recognised by, for the table of formats. */
  readonly shape: string;
  /** Is the file of this format, judging by its shape? A format that is only read on demand says false. */
  detect(file: BenchmarkFile): boolean;
  /** Never throws, whatever the file holds. */
  read(file: BenchmarkFile): ImportResult;
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Is it a JSON object, neither array nor null? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property: a file may hold keys such as `__proto__`. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A value for an error message: what it is, cut to a length that fits a line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (isObject(value)) return 'an object';
  if (Array.isArray(value)) return 'an array';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
