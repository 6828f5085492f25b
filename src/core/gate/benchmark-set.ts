/** A metric of a benchmark: smaller or bigger is better, never decided by the tool that wrote it. */
export interface BenchmarkMetric {
  readonly metric: string;
  readonly unit: string;
  readonly direction: 'smaller' | 'bigger';
  readonly value: number;
  /** How many raw values `value` stands for, where that is known. */
  readonly n?: number;
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
