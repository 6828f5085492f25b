import { wilsonInterval } from '../stats/wilson-interval.ts';
import type { HistoryMetric } from './history.ts';
import type { Series } from './series.ts';

/** Fewer runs say nothing about how often an alarm is false. */
export const RUNS_TO_CALIBRATE = 10;

/**
 * A gate's rule, as it would be applied to a new run.
 *
 * @param before what came before it, oldest first; never empty
 * @returns true for an alarm
 */
export type AlarmRule = (before: readonly HistoryMetric[], now: HistoryMetric, series: Series) => boolean;

export interface FalseAlarms {
  /** Runs that were played again, and the decisions in them. */
  readonly runs: number;
  readonly decisions: number;
  /** Decisions that would have been alarms. */
  readonly alarms: number;
  /** Share of the decisions, with its 95 % interval. */
  readonly perDecision: number;
  readonly perDecisionCi95: readonly [number, number];
  /** Of 100 pull requests that change nothing, how many would have at least one alarm, with its 95 % interval. */
  readonly per100: number;
  readonly per100Ci95: readonly [number, number];
}

export type Calibration =
  | { readonly ok: true; readonly expected: FalseAlarms }
  | { readonly ok: false; readonly reason: string; readonly runs: number };

/**
 * Plays a rule again on baseline runs, in which nothing is known to have changed: every alarm is a false one. What it counts there is what to expect
 * of pull requests that change nothing.
 *
 * @param series of one history, from where the present level began
 * @param order `history`: each run is judged by those before it. `pairs`: each run against each other one, in both orders, for rules that look at one
 *   baseline only; many more decisions from few runs, but the machine must not have changed meanwhile
 */
export function falseAlarms(series: readonly Series[], rule: AlarmRule, order: 'history' | 'pairs'): Calibration {
  const runs = new Set(series.flatMap(({ points }) => points.map(({ record }) => record.id))).size;
  if (runs < RUNS_TO_CALIBRATE) {
    return { ok: false, runs, reason: `${runs} baseline runs are too few to know the false alarms: ${RUNS_TO_CALIBRATE} would tell` };
  }
  /** By run, or by pair of runs: how many decisions, how many alarms. */
  const judged = new Map<string, { decisions: number; alarms: number }>();
  const judge = (key: string, before: readonly HistoryMetric[], now: HistoryMetric, of: Series): void => {
    const entry = judged.get(key) ?? { decisions: 0, alarms: 0 };
    judged.set(key, entry);
    entry.decisions++;
    if (rule(before, now, of)) entry.alarms++;
  };
  for (const of of series) {
    const metrics = of.points.map(({ metric }) => metric);
    for (const [i, { record, metric }] of of.points.entries()) {
      if (order === 'history') {
        if (i > 0) judge(record.id, metrics.slice(0, i), metric, of);
      } else {
        for (const [j, other] of of.points.entries()) if (i !== j) judge(JSON.stringify([other.record.id, record.id]), [other.metric], metric, of);
      }
    }
  }
  const all = [...judged.values()];
  const decisions = all.reduce((sum, one) => sum + one.decisions, 0);
  const alarms = all.reduce((sum, one) => sum + one.alarms, 0);
  if (decisions === 0) return { ok: false, runs, reason: 'no benchmark occurs in two runs: there is nothing to compare' };
  const withAlarm = all.filter((one) => one.alarms > 0).length;
  // Pairs share their runs: n runs hold no more than n independent ones.
  const independent = order === 'history' ? all.length : Math.min(all.length, runs);
  const share = withAlarm / all.length;
  const [low, high] = wilsonInterval(share * independent, independent) ?? [0, 1];
  return {
    ok: true,
    expected: {
      runs,
      decisions,
      alarms,
      perDecision: alarms / decisions,
      perDecisionCi95: wilsonInterval(alarms, decisions) ?? [0, 1],
      per100: 100 * share,
      per100Ci95: [100 * low, 100 * high],
    },
  };
}
