import { machineOf } from '../history/machine.ts';
import type { BenchmarkMetric, BenchmarkSet } from './benchmark-set.ts';
import { FEWEST_RUNS, type HistoryCase, WINDOW } from './history-decision.ts';
import { levelStart as lastChangePoint } from './level-start.ts';
import { siblingControl } from './sibling-control.ts';

/** Earlier results, for metrics of which a run has one value only. */
export interface HistoryContext {
  /** Oldest first, without the current one. */
  readonly runs: readonly BenchmarkSet[];
  /**
   * From which of these values on the present level holds: what lies before a change point says nothing of it. The values are those of one series,
   * oldest first, gaps left out, as their reciprocals where bigger is better. Default: {@link levelStart}.
   */
  readonly levelStart?: (values: readonly number[]) => number;
}

/**
 * Looks cases for {@link decideByHistory} up: a metric's values of earlier runs on the same kind of machine in the same unit, and beside them what the
 * other metrics of the current result did in those runs.
 *
 * @returns a function from a metric to its case; `undefined` with fewer than ten usable runs
 */
export function historyTable(
  current: BenchmarkSet,
  { runs, levelStart = lastChangePoint }: HistoryContext,
): (benchmark: string, metric: BenchmarkMetric) => HistoryCase | undefined {
  const machine = current.machine && machineOf(current.machine).id;
  const alike = runs.filter((run) => machine === undefined || run.machine === undefined || machineOf(run.machine).id === machine);
  const rows: { readonly key: string; readonly logs: readonly number[] }[] = [];
  const byRun = [...alike, current].map(valuesOf);
  for (const { name, metrics } of current.benchmarks) {
    for (const metric of metrics) {
      // Counts and second statistics follow no machine, or follow it twice.
      if (metric.exact === true || metric.of !== undefined || metric.undirected === true) continue;
      const key = keyOf(name, metric);
      rows.push({ key, logs: byRun.map((values) => values.get(key) ?? Number.NaN) });
    }
  }
  const control = siblingControl(rows.map(({ logs }) => logs.map((log, i) => (i >= byRun.length - 1 - 2 * WINDOW ? log : Number.NaN))));
  const place = new Map(rows.map(({ key }, i) => [key, i]));
  return (benchmark, metric) => {
    const i = place.get(keyOf(benchmark, metric));
    return i === undefined ? undefined : caseOf(rows[i]?.logs ?? [], control(i), levelStart);
  };
}

/** Unit and direction belong to the key: after a change of either, another series begins. */
const keyOf = (benchmark: string, { metric, unit, direction }: BenchmarkMetric): string => JSON.stringify([benchmark, metric, unit, direction]);

function valuesOf({ benchmarks }: BenchmarkSet): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { name, metrics } of benchmarks) {
    for (const metric of metrics) {
      if (metric.value > 0 && Number.isFinite(metric.value)) {
        values.set(keyOf(name, metric), metric.direction === 'smaller' ? Math.log(metric.value) : -Math.log(metric.value));
      }
    }
  }
  return values;
}

function caseOf(
  logs: readonly number[],
  control: readonly number[] | undefined,
  levelStart: NonNullable<HistoryContext['levelStart']>,
): HistoryCase | undefined {
  const now = logs.at(-1) ?? Number.NaN;
  const last = logs.length - 1;
  if (!Number.isFinite(now)) return undefined;
  const usable = logs.flatMap((log, i) => (i < last && Number.isFinite(log) ? [i] : []));
  const from = levelStart(usable.map((i) => Math.exp(logs[i] ?? 0)));
  const level = usable.slice(Math.max(0, from)).slice(-WINDOW);
  const at = (i: number): number => control?.[i] ?? Number.NaN;
  const beside = level.filter((i) => Number.isFinite(at(i)));
  // Siblings that came later than half of the history would cost more of it than they explain.
  if (Number.isFinite(at(last)) && beside.length >= Math.max(FEWEST_RUNS, level.length / 2)) {
    return { own: beside.map((i) => logs[i] ?? 0), now, control: { before: beside.map(at), now: at(last) } };
  }
  return level.length < FEWEST_RUNS ? undefined : { own: level.map((i) => logs[i] ?? 0), now };
}
