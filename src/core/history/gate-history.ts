import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import type { History, HistoryBenchmark, HistoryRecord, RecordSource } from './history.ts';
import { machineOf } from './machine.ts';
import { isUsableValue } from './series.ts';
import { appendValue, startWatch, type WatchOptions } from './series-watch.ts';

/** Percentiles of our own results are of Hyndman & Fan's type 7. */
const OWN_FORMAT = 'result';

export interface RecordFacts {
  /** Unique: run id, attempt and leg, or the session's id. The same for the same result. */
  readonly id: string;
  /** Epoch ms. */
  readonly measuredAt: number;
  readonly source?: RecordSource;
}

/** What a run measured, as a record of its history. */
export function recordOf(set: BenchmarkSet, { id, measuredAt, source }: RecordFacts): HistoryRecord {
  const benchmarks: readonly HistoryBenchmark[] =
    set.format !== OWN_FORMAT
      ? set.benchmarks
      : set.benchmarks.map(({ name, metrics }) => ({ name, metrics: metrics.map((metric) => ({ ...metric, estimator: 'R7' })) }));
  return {
    id,
    measuredAt: new Date(measuredAt).toISOString(),
    ...(source !== undefined && { source }),
    ...(set.machine !== undefined && { machine: machineOf(set.machine) }),
    benchmarks,
    ...(set.unmeasured !== undefined && { unmeasured: set.unmeasured }),
  };
}

/** The records as the gate reads them, oldest first: the last is the baseline, all of them are the history. */
export function benchmarkSetsOf({ records }: Pick<History, 'records'>): readonly BenchmarkSet[] {
  return records.map(({ benchmarks, machine, unmeasured }) => ({
    format: 'history',
    benchmarks,
    ...(machine?.facts !== undefined && { machine: machine.facts }),
    ...(unmeasured !== undefined && { unmeasured }),
  }));
}

/**
 * From which of these values on the present level holds: the last change point, or 0. What is older is no baseline any more.
 *
 * @param values oldest first; those without a ratio are passed over, but counted
 */
export function levelStartOf(values: readonly number[], options: WatchOptions = {}): number {
  const places: number[] = [];
  let watch = startWatch(options);
  for (const [index, value] of values.entries()) {
    if (!isUsableValue(value)) continue;
    places.push(index);
    watch = appendValue(watch, { value }).watch;
  }
  return places[watch.levelStart] ?? 0;
}
