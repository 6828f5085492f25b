import type { BenchmarkMetric, BenchmarkSet } from '../../src/core/gate/benchmark-set.ts';
import { decideRow } from '../../src/core/gate/decide-row.ts';
import { limitsOf, rulesFor } from '../../src/core/gate/gate-policy.ts';
import { decideByHistory, type HistoryCase, historyEvidence } from '../../src/core/gate/history-decision.ts';
import { historyTable } from '../../src/core/gate/history-table.ts';
import { SCALAR_RULES } from './scalar-rules.ts';
import type { Suite } from './series.ts';

/** Slowdowns that are put on the newest value. */
export const EFFECTS = [1.05, 1.1, 1.2, 1.5] as const;
/** Values before the first decision. */
export const WARM_UP = 30;

/** What a rule did over all decisions. */
export interface ScalarScore {
  readonly rule: string;
  readonly decisions: number;
  readonly falseAlarms: number;
  /** Runs, of those with a decision, in which any series alarmed. */
  readonly runs: number;
  readonly runsWithAlarm: number;
  /** By {@link EFFECTS}: how many decisions alarm when the newest value is that much worse. */
  readonly seen: readonly number[];
  /** Decisions that ended without a verdict; they count as not seen. */
  readonly inconclusive: number;
}

class Score {
  decisions = 0;
  falseAlarms = 0;
  inconclusive = 0;
  readonly seen = EFFECTS.map(() => 0);
  readonly #runs = new Set<string>();
  readonly #alarmed = new Set<string>();

  add(run: string, alarm: (effect: number) => 'alarm' | 'calm' | 'inconclusive'): void {
    this.decisions++;
    this.#runs.add(run);
    const plain = alarm(1);
    if (plain === 'inconclusive') this.inconclusive++;
    if (plain === 'alarm') {
      this.falseAlarms++;
      this.#alarmed.add(run);
    }
    for (const [i, effect] of EFFECTS.entries()) if (alarm(effect) === 'alarm') this.seen[i] = (this.seen[i] ?? 0) + 1;
  }

  result(rule: string): ScalarScore {
    const { decisions, falseAlarms, inconclusive, seen } = this;
    return { rule, decisions, falseAlarms, inconclusive, seen, runs: this.#runs.size, runsWithAlarm: this.#alarmed.size };
  }
}

/** Every other tool's rule on every decision. */
export function replayScalarRules(suites: readonly Suite[]): readonly ScalarScore[] {
  const scores = SCALAR_RULES.map(() => new Score());
  for (const suite of suites) {
    for (const series of suite.series) {
      const bigger = series.toolDirection === 'bigger';
      const present = series.values.flatMap((value, run) => (Number.isFinite(value) ? [{ run, value: bigger ? 1 / value : value }] : []));
      const values = present.map(({ value }) => value);
      for (let i = WARM_UP; i < present.length; i++) {
        const before = values.slice(0, i);
        const now = values[i] ?? Number.NaN;
        for (const [r, [, rule]] of SCALAR_RULES.entries()) {
          scores[r]?.add(`${suite.name}/${present[i]?.run}`, (effect) => (rule(before, now * effect) ? 'alarm' : 'calm'));
        }
      }
    }
  }
  return SCALAR_RULES.map(([name], r) => (scores[r] ?? new Score()).result(name));
}

/** Which decisions are counted under a name. */
export interface OursView {
  readonly name: string;
  /** Only series that have a sibling in their runs. */
  readonly siblingsOnly?: boolean;
  /** From this share of each series to that one: to see whether what was found on one half holds on the other. */
  readonly part?: readonly [from: number, to: number];
}

/** Our own gate, as it runs in the product, at default settings: its history table, its change points, its rule, its verdicts. */
export function replayOurs(suites: readonly Suite[], views: readonly OursView[]): readonly ScalarScore[] {
  const scores = views.map(() => new Score());
  for (const suite of suites) {
    const alone = suite.series.filter(({ undirected }) => !undirected).length < 2;
    const sets = Array.from({ length: suite.runs }, (_, run) => setOf(suite, run));
    const counts = suite.series.map(() => 0);
    for (const [run, current] of sets.entries()) {
      const table = historyTable(current, { runs: sets.slice(Math.max(0, run - LOOK_BACK), run) });
      for (const [s, series] of suite.series.entries()) {
        const metric = current.benchmarks.find(({ name }) => name === series.name)?.metrics[0];
        if (metric === undefined || metric.undirected === true) continue;
        const seen = counts[s] ?? 0;
        counts[s] = seen + 1;
        if (seen < WARM_UP) continue;
        const length = series.values.filter(Number.isFinite).length;
        const answer = answerOf(series.name, metric, table(series.name, metric));
        for (const [v, { siblingsOnly = false, part: [from, to] = [0, 1] }] of views.entries()) {
          if (!(siblingsOnly && alone) && seen >= from * length && seen < to * length) scores[v]?.add(`${suite.name}/${run}`, answer);
        }
      }
    }
  }
  return views.map(({ name }, v) => (scores[v] ?? new Score()).result(name));
}

/** Runs that the product would be given. */
const LOOK_BACK = 120;

function answerOf(name: string, metric: BenchmarkMetric, known: HistoryCase | undefined): (effect: number) => 'alarm' | 'calm' | 'inconclusive' {
  const limits = limitsOf('history', rulesFor({}, name, metric), {});
  return (effect) => {
    if (known === undefined) return 'inconclusive';
    const decision = decideByHistory({ ...known, now: known.now + Math.log(effect) }, limits.margin);
    const evidence = historyEvidence(decision, { current: metric.value, direction: metric.direction }, limits);
    const { verdict } = decideRow(evidence, { alpha: 0.05, mde: evidence.mde?.(0.05) ?? Number.POSITIVE_INFINITY }, metric, metric);
    return verdict === 'regressed' ? 'alarm' : verdict === 'inconclusive' ? 'inconclusive' : 'calm';
  };
}

function setOf(suite: Suite, run: number): BenchmarkSet {
  const benchmarks = suite.series.flatMap(({ name, unit, direction, undirected, values }) => {
    const value = values[run] ?? Number.NaN;
    if (!Number.isFinite(value)) return [];
    const metric: BenchmarkMetric = { metric: 'value', unit, direction, value, ...(undirected && { undirected: true as const }) };
    return [{ name, metrics: [metric] }];
  });
  return { format: 'history', benchmarks };
}
