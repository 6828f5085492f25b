import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import type { GateRow } from '../result.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { benchmarkSetsOf } from './gate-history.ts';
import type { History, HistoryMetric } from './history.ts';
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
  if (runs < RUNS_TO_CALIBRATE) return tooFew(runs);
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
  // Pairs share their runs: n runs hold no more than n independent ones.
  return calibrated(runs, [...judged.values()], order === 'history' ? judged.size : Math.min(judged.size, runs));
}

/**
 * Plays the whole gate again: each run, from the second on, against those before it, as it would have been judged. For gates that look at all
 * benchmarks of a run together (adjusted p values, siblings).
 *
 * @param judge the rows of a comparison; `before` is never empty, oldest first, and its last is the baseline
 * @param from how many runs come first without being judged, so that the rule has its history; default 1
 * @example replayGate(history, (before, now) => compareWithBaseline(now, before.at(-1), policy, { runs: before, levelStart: levelStartOf }), 10)
 */
export function replayGate(
  history: Pick<History, 'records'>,
  judge: (before: readonly [BenchmarkSet, ...BenchmarkSet[]], now: BenchmarkSet) => readonly Pick<GateRow, 'verdict' | 'change'>[],
  from = 1,
): Calibration {
  const sets = benchmarkSetsOf(history);
  if (sets.length < RUNS_TO_CALIBRATE) return tooFew(sets.length);
  const judged = sets.flatMap((now, i) => {
    const [first, ...others] = sets.slice(0, i);
    if (first === undefined || i < from) return [];
    const rows = judge([first, ...others], now).filter(({ change }) => change !== undefined);
    return rows.length === 0 ? [] : [{ decisions: rows.length, alarms: rows.filter(({ verdict }) => verdict === 'regressed').length }];
  });
  return calibrated(sets.length, judged, judged.length);
}

interface Judged {
  readonly decisions: number;
  readonly alarms: number;
}

function tooFew(runs: number): Calibration {
  return { ok: false, runs, reason: `${runs} baseline runs are too few to know the false alarms: ${RUNS_TO_CALIBRATE} would tell` };
}

function calibrated(runs: number, all: readonly Judged[], independent: number): Calibration {
  const decisions = all.reduce((sum, one) => sum + one.decisions, 0);
  const alarms = all.reduce((sum, one) => sum + one.alarms, 0);
  if (decisions === 0) return { ok: false, runs, reason: 'no benchmark occurs in two runs: there is nothing to compare' };
  const share = all.filter((one) => one.alarms > 0).length / all.length;
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
