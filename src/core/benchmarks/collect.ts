import type { Aggregate, Benchmark, BenchmarkMetric, UnmeasuredBenchmark } from '../gate/benchmark-set.ts';
import { archWord, osWord } from './machine-words.ts';
import { medianOf } from './median.ts';
import { Refusal } from './refusal.ts';
import { directionOf } from './unit-direction.ts';

/** A metric as an importer hands it in. */
export type DraftMetric = Omit<BenchmarkMetric, 'direction' | 'n'> & {
  /** Absent: told by the metric's name and the unit ({@link directionOf}), unless it is said to be `undirected`. */
  readonly direction?: 'smaller' | 'bigger' | undefined;
  readonly n?: number | undefined;
};

interface Entry {
  readonly draft: DraftMetric;
  /** Raw values, or the values of each repeat. */
  readonly values: number[];
  repeats: number;
}

/** How well a statistic stands for the whole, the best first. */
const STANDS_FOR: readonly (Aggregate | undefined)[] = ['median', 'mean', undefined, 'percentile', 'min', 'max'];

/** Gathers what an importer finds. Names and metrics come out in the order in which they came in. */
export class Collection {
  readonly #benchmarks = new Map<string, Map<string, Entry>>();
  readonly #unmeasured = new Map<string, UnmeasuredBenchmark>();
  readonly #machine = new Map<string, string>();
  readonly #repeats: 'samples' | 'refused';

  /** @param repeats the same metric of the same benchmark again is one more sample of it, or a reason to refuse the file */
  constructor(repeats: 'samples' | 'refused') {
    this.#repeats = repeats;
  }

  /**
   * @param place the line, or the path into the JSON document
   * @throws Refusal on a name without characters, a value that is no finite number, a repeat that is none
   */
  add(benchmark: string, draft: DraftMetric, place?: number | readonly (string | number)[]): void {
    const name = benchmark.trim();
    if (name === '') throw new Refusal('a benchmark without a name', place);
    if (!Number.isFinite(draft.value)) throw new Refusal(`${draft.metric} of ${name} is ${draft.value}, no finite number`, place);
    const { interval } = draft;
    if (interval !== undefined && !(Number.isFinite(interval.low) && Number.isFinite(interval.high))) {
      throw new Refusal(`the interval of ${draft.metric} of ${name} is ${interval.low} … ${interval.high}, no finite numbers`, place);
    }
    const metrics = this.#benchmarks.get(name) ?? new Map<string, Entry>();
    this.#benchmarks.set(name, metrics);
    const before = metrics.get(draft.metric);
    const values = [...(draft.samples ?? [draft.value])];
    if (before === undefined) {
      metrics.set(draft.metric, { draft, values, repeats: 1 });
      return;
    }
    if (this.#repeats === 'refused') throw new Refusal(`${name} stands twice, with two values of ${draft.metric}`, place);
    if (before.draft.unit !== draft.unit) {
      throw new Refusal(`${draft.metric} of ${name} is in "${draft.unit}" here and in "${before.draft.unit}" before`, place);
    }
    for (const value of values) before.values.push(value);
    before.repeats++;
  }

  /** Adds a metric when it has a value. */
  addMaybe(
    benchmark: string,
    draft: Omit<DraftMetric, 'value'> & { readonly value: number | undefined },
    place?: number | readonly (string | number)[],
  ): void {
    const { value } = draft;
    if (value !== undefined) this.add(benchmark, { ...draft, value }, place);
  }

  /** A benchmark of which the file says that it has no value; also when another of its repeats has one. */
  unmeasured(name: string, reason: string, line?: number): void {
    if (name.trim() !== '') this.#unmeasured.set(name.trim(), { name: name.trim(), reason, ...(line !== undefined && { line }) });
  }

  /** What the file says about the machine; empty texts say nothing. System and architecture are brought to one spelling for all tools. */
  machine(key: 'cpu' | 'os' | 'arch' | 'cores', value: unknown): void {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (text === '') return;
    const word = key === 'os' ? osWord(text) : key === 'arch' ? archWord(text) : text;
    this.#machine.set(key, word);
  }

  finish(): {
    readonly benchmarks: readonly Benchmark[];
    readonly unmeasured?: readonly UnmeasuredBenchmark[];
    readonly machine?: Readonly<Record<string, string>>;
  } {
    const benchmarks = [...this.#benchmarks].map(([name, metrics]) => ({ name, metrics: adopt([...metrics.values()].map(finishMetric)) }));
    const unmeasured = [...this.#unmeasured.values()];
    return {
      benchmarks,
      ...(unmeasured.length > 0 && { unmeasured }),
      ...(this.#machine.size > 0 && { machine: Object.fromEntries(this.#machine) }),
    };
  }
}

function finishMetric({ draft, values, repeats }: Entry): BenchmarkMetric {
  const { direction: given, undirected, exact, aggregate, percentile, interval, range, n, needsN, of, metric, unit, value } = draft;
  const direction = undirected === true ? undefined : (given ?? directionOf(metric, unit));
  const raw = repeats > 1 || draft.samples !== undefined;
  const settled = values.every((each) => each === values[0]);
  const count = raw ? values.length : n;
  return {
    metric,
    unit,
    direction: direction ?? 'smaller',
    ...(direction === undefined && { undirected: true as const }),
    value: repeats > 1 ? medianOf(values) : value,
    ...(count !== undefined && { n: count }),
    ...(needsN !== undefined && { needsN }),
    ...(raw && { samples: values }),
    ...(repeats > 1 ? { aggregate: 'median' as const } : aggregate !== undefined && { aggregate }),
    ...(percentile !== undefined && { percentile }),
    ...(repeats === 1 && interval !== undefined && { interval }),
    ...(repeats === 1 && range !== undefined && { range }),
    ...(exact === true && settled && { exact }),
    ...(of !== undefined && { of }),
  };
}

/** Where the metric that others are statistics of is not in the file, the best of them takes its place and name. */
function adopt(metrics: readonly BenchmarkMetric[]): readonly BenchmarkMetric[] {
  const names = new Set(metrics.map(({ metric }) => metric));
  const heirs = new Map<string, BenchmarkMetric>();
  const rank = ({ aggregate }: BenchmarkMetric): number => {
    const found = STANDS_FOR.indexOf(aggregate);
    return found < 0 ? STANDS_FOR.length : found;
  };
  for (const metric of metrics) {
    if (metric.of === undefined || names.has(metric.of)) continue;
    const heir = heirs.get(metric.of);
    if (heir === undefined || rank(metric) < rank(heir)) heirs.set(metric.of, metric);
  }
  return metrics.map((metric) => {
    if (metric.of === undefined || metric !== heirs.get(metric.of)) return metric;
    const { of: name, ...alone } = metric;
    return { ...alone, metric: name };
  });
}
