import type { History, HistoryMetric, HistoryRecord, Machine } from './history.ts';

/** One measured value of a series. */
export interface SeriesPoint {
  readonly record: HistoryRecord;
  readonly metric: HistoryMetric;
}

/** The values of one metric of one benchmark on one kind of machine, oldest first. A change of unit or direction begins another series. */
export interface Series {
  readonly benchmark: string;
  readonly metric: string;
  readonly unit: string;
  readonly direction: 'smaller' | 'bigger';
  /** Absent: the records do not say. */
  readonly machine?: Machine;
  readonly points: readonly SeriesPoint[];
}

/** Takes a history apart into its series, in the order in which they first appear. */
export function seriesOf({ records }: Pick<History, 'records'>): readonly Series[] {
  const found = new Map<string, Omit<Series, 'points'> & { readonly points: SeriesPoint[] }>();
  for (const record of records) {
    for (const { name, metrics } of record.benchmarks) {
      for (const metric of metrics) {
        const { unit, direction } = metric;
        const key = JSON.stringify([name, metric.metric, unit, direction, record.machine?.id ?? null]);
        const series = found.get(key);
        if (series !== undefined) series.points.push({ record, metric });
        else {
          const machine = record.machine === undefined ? {} : { machine: record.machine };
          found.set(key, { benchmark: name, metric: metric.metric, unit, direction, ...machine, points: [{ record, metric }] });
        }
      }
    }
  }
  return [...found.values()];
}

/** Does it have a ratio: is it a finite number above 0? */
export function isUsableValue(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}
