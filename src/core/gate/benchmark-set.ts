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
}

export interface Benchmark {
  readonly name: string;
  readonly metrics: readonly BenchmarkMetric[];
}

/** What a tool's result file says, tool-free. Names are unique. */
export interface BenchmarkSet {
  /** The importer that read it: `result`, `custom-smaller-is-better` … */
  readonly format: string;
  readonly benchmarks: readonly Benchmark[];
}
