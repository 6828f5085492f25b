import type { History } from './history.ts';
import { isUsableValue, type Series, seriesOf } from './series.ts';
import { appendValue, type LevelChange, startWatch, type WatchOptions } from './series-watch.ts';

/** A change of level, told for people. */
export interface HistoryChange extends LevelChange {
  readonly kind: 'change_point' | 'drift';
  /** Never for a metric of which nobody said which way is better. */
  readonly worse: boolean;
  /** The first record of the new level, and the one that brought it to light. */
  readonly recordId: string;
  readonly noticedWith: string;
}

export interface WatchedSeries {
  readonly series: Series;
  /** In the order in which they were noticed. */
  readonly changes: readonly HistoryChange[];
  /** The first point of the present level: what is older is no baseline any more. */
  readonly levelStart: number;
  /** Points without a ratio (0, negative or no number), left out of the watch. */
  readonly unusable: number;
}

/**
 * Looks through a history, series by series, for change points and slow drifts, each record in its turn: a change is told
 * with the record that first showed it.
 */
export function watchHistory(history: Pick<History, 'records'>, options: WatchOptions = {}): readonly WatchedSeries[] {
  const all = seriesOf(history);
  const movements = movementsOf(all);
  return all.map((series) => {
    const usable = series.points.flatMap((point, index) => (isUsableValue(point.metric.value) ? [{ point, index }] : []));
    const changes: HistoryChange[] = [];
    let watch = startWatch(options);
    for (const { point } of usable) {
      const control = movements.get(point.record.id)?.without(series);
      const appended = appendValue(watch, { value: point.metric.value, ...(control !== undefined && { control }) });
      watch = appended.watch;
      for (const kind of ['change_point', 'drift'] as const) {
        const change = kind === 'drift' ? appended.drift : appended.changePoint;
        if (change === undefined) continue;
        const first = usable[change.index];
        const worse = point.metric.undirected !== true && (series.direction === 'smaller' ? change.change > 0 : change.change < 0);
        const place = { index: first?.index ?? 0, noticedAt: series.points.indexOf(point) };
        changes.push({ ...change, ...place, kind, worse, recordId: first?.point.record.id ?? '', noticedWith: point.record.id });
      }
    }
    return { series, changes, levelStart: usable[watch.levelStart]?.index ?? 0, unusable: series.points.length - usable.length };
  });
}

interface Movement {
  /** The mean movement of the other benchmarks of the record that measure the same; `undefined` when there are none. */
  without(series: Series): number | undefined;
}

/**
 * What each record's benchmarks did together: the logarithm of every value against its own series' median, added up by metric and direction. A
 * sibling is another *benchmark*: the other percentiles of the same one would hide what they all show.
 */
function movementsOf(all: readonly Series[]): ReadonlyMap<string, Movement> {
  const sums = new Map<string, Map<string, Map<string, number>>>();
  for (const series of all) {
    const usable = series.points.filter(({ metric }) => isUsableValue(metric.value));
    const centre = median(usable.map(({ metric }) => Math.log(metric.value)));
    for (const { record, metric } of usable) {
      const kinds = getOr(sums, record.id, () => new Map<string, Map<string, number>>());
      getOr(kinds, kindOf(series), () => new Map<string, number>()).set(series.benchmark, Math.log(metric.value) - centre);
    }
  }
  return new Map(
    [...sums].map(([record, kinds]) => {
      const totals = new Map([...kinds].map(([kind, by]) => [kind, [...by.values()].reduce((sum, value) => sum + value, 0)]));
      const without = (series: Series): number | undefined => {
        const by = kinds.get(kindOf(series));
        const mine = by?.get(series.benchmark);
        if (by === undefined || mine === undefined || by.size < 2) return undefined;
        return ((totals.get(kindOf(series)) ?? 0) - mine) / (by.size - 1);
      };
      return [record, { without }];
    }),
  );
}

const kindOf = ({ metric, direction }: Series): string => JSON.stringify([metric, direction]);

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
