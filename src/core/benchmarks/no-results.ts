import { type BenchmarkFile, isObject } from './importer.ts';

/** Files that lie beside results and hold none: what they are, and which file to give instead. */
export interface NoResult {
  readonly title: string;
  readonly reason: string;
  detect(file: BenchmarkFile): boolean;
}

/** They are recognised so that the answer is better than "no known format". */
export const NO_RESULTS: readonly NoResult[] = [
  {
    title: "benchstat's table",
    reason: 'a table of benchstat holds medians of what it compared, no results: give the output of go test -bench that it was made from',
    detect: ({ text, json }) =>
      json === undefined && /^\s+│ .* │/m.test(text.slice(0, 65_536)) && /│\s+(sec\/op|B\/s|B\/op|allocs\/op)\s/.test(text.slice(0, 65_536)),
  },
  {
    title: "criterion.rs' benchmark.json",
    reason: 'it holds the name of a benchmark and no value: give the estimates.json or sample.json beside it',
    detect: ({ json }) => isObject(json) && 'group_id' in json && 'full_id' in json,
  },
  {
    title: "criterion.rs' tukey.json",
    reason: 'it holds four limits for outliers and no value: give the estimates.json or sample.json beside it',
    detect: ({ json, source }) => /tukey\.json$/.test(source) && Array.isArray(json) && json.every((each) => typeof each === 'number'),
  },
  {
    title: "asv's benchmarks.json or machine.json",
    reason: 'it describes benchmarks or a machine and holds no value: give the files named after commits',
    detect: ({ json, source }) =>
      isObject(json) && /(benchmarks|machine)\.json$/.test(source) && 'version' in json && !('results' in json) && !('benchmarks' in json),
  },
];
