/** What a value is of the raw values that it stands for. `sd`, `cv`, `iqr` and `mad` say how far they spread. */
export type Aggregate = 'mean' | 'median' | 'min' | 'max' | 'percentile' | 'sum' | 'sd' | 'cv' | 'iqr' | 'mad';

/** A metric of a benchmark: smaller or bigger is better, never decided by the tool that wrote it. */
export interface BenchmarkMetric {
  readonly metric: string;
  readonly unit: string;
  readonly direction: 'smaller' | 'bigger';
  readonly value: number;
  /** How many raw values `value` stands for, where that is known. */
  readonly n?: number;
  /**
   * From how many raw values on `value` says more than where its extremes fell by chance: a p95 of 20 values is their maximum. Below it a
   * change beyond the margin is inconclusive. Absent: no such demand.
   */
  readonly needsN?: number;
  /** How far the tool says that the values spread (`± 3`), as it wrote it: shown, never computed with. */
  readonly range?: string;
  /**
   * The raw values, in `unit`, in the order in which they were measured; `n` is their number. What a test compares, where both sides have them.
   * Absent: the tool wrote only what it made of them, or not all of them.
   */
  readonly samples?: readonly number[];
  /** What `value` is of its raw values. Absent: it is a single value, or the tool does not say. */
  readonly aggregate?: Aggregate;
  /** Which percentile `value` is, above 0 and below 100. */
  readonly percentile?: number;
  /** The interval that the tool itself gives for `value`, in `unit`; `level` as a fraction where it is known. */
  readonly interval?: { readonly low: number; readonly high: number; readonly level?: number };
  /**
   * A count that does not scatter (bytes, allocations, instructions, a score): two runs of the same code agree, so a change needs no variance
   * to be one. Never set where the repeats in the file differ.
   */
  readonly exact?: true;
  /**
   * The metric of the same benchmark that this one is only another statistic of: `time p99` of `time`. Both rest on the same raw values, so a
   * gate that takes both as evidence counts one change twice. Absent: it stands for itself.
   */
  readonly of?: string;
  /**
   * Neither the unit nor the metric's name says which way is better; `direction` is `smaller` only because it must be something. A change is
   * then neither a regression nor an improvement, until the user names the direction.
   */
  readonly undirected?: true;
}

/** A benchmark of which the tool says that there is no value: it failed, was skipped, or gave no number. */
export interface UnmeasuredBenchmark {
  readonly name: string;
  /** Why, in the tool's words where it has some. */
  readonly reason: string;
  /** From 1, where it is known. */
  readonly line?: number;
}

/** One benchmark of a tool's result file, with all its metrics. */
export interface Benchmark {
  readonly name: string;
  readonly metrics: readonly BenchmarkMetric[];
}

/** What a tool's result file says, tool-free. Names are unique. */
export interface BenchmarkSet {
  /** The importer that read it: `result`, `custom-smaller-is-better` … */
  readonly format: string;
  readonly benchmarks: readonly Benchmark[];
  /** Benchmarks without a value. They never pass silently: a gate shows each of them. Absent: none. */
  readonly unmeasured?: readonly UnmeasuredBenchmark[];
  /** Benchmarks that somebody left out by name: they were not lost, and a gate does not miss them. Absent: none. */
  readonly leftOut?: readonly string[];
  /** What the file says about the machine (`cpu`, `os`, `arch` …). Absent: nothing. Other values than the baseline's make times incomparable. */
  readonly machine?: Readonly<Record<string, string>>;
}
