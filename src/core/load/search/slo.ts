import { testPercentile } from '../../gate/percentile-test.ts';
import type { ThresholdRule } from '../../gate/threshold-rule.ts';
import type { SloCount, Trial, TrialRun, TrialView } from './trial.ts';

/** Metrics of a trial's runs that a limit can be set on. */
export const SLO_METRICS = ['queue_time', 'wait_time', 'execution_time', 'run_execution_time', 'total_time', 'failed'] as const;

/** Counts for each limit how many runs of the trial lie beyond it, those of the warm-up left out. */
export function sloCounts(rules: readonly ThresholdRule[], view: TrialView, warmupMs: number): SloCount[] {
  const runs = view.runs.filter((run) => run.sentAt !== undefined && run.intendedAt >= view.startedAt + warmupMs && run.intendedAt <= view.knownAt);
  return rules.map((rule) => {
    if (rule.metric === 'failed') {
      const ended = runs.filter((run) => run.endedAt !== undefined && run.cut !== true);
      return { n: ended.length, beyond: ended.filter((run) => run.failed === true).length, undecided: 0 };
    }
    let [beyond, undecided] = [0, 0];
    for (const run of runs) {
      const { ms, exact } = measured(rule.metric, run, view.knownAt);
      const seconds = ms / 1_000;
      if (rule.comparison === '<=' ? seconds > rule.limit : seconds >= rule.limit) beyond += 1;
      else if (!exact) undecided += 1;
    }
    return { n: runs.length, beyond, undecided };
  });
}

/** A run's value as far as it is known: one that is still under way is at least that. */
function measured(metric: string, run: TrialRun, knownAt: number): { readonly ms: number; readonly exact: boolean } {
  const queuedAt = run.queuedAt ?? run.sentAt ?? run.intendedAt;
  const startedAt = run.startedAt ?? run.endedAt ?? knownAt;
  const started = run.startedAt !== undefined;
  if (metric === 'queue_time') return { ms: run.queueMs ?? startedAt - queuedAt, exact: started };
  if (metric === 'wait_time') return { ms: startedAt - run.intendedAt, exact: started };
  const exact = run.endedAt !== undefined && run.cut !== true;
  if (metric === 'total_time') return { ms: (run.endedAt ?? knownAt) - run.intendedAt, exact };
  return { ms: run.executionMs ?? (run.endedAt ?? knownAt) - startedAt, exact };
}

/** What the trials at one load say together of all limits. */
export type SloVerdict = 'met' | 'missed' | 'undecided';

/**
 * Is every limit met, with 95 % certainty? Percentiles by the binomial test of `testPercentile` over the runs of all trials at that load; other
 * aggregations are facts of the trial. The worst limit decides.
 */
export function sloVerdict(rules: readonly ThresholdRule[], trials: readonly Trial[]): SloVerdict {
  const verdicts = rules.map((rule, i): SloVerdict => {
    const sum = { n: 0, beyond: 0, undecided: 0 };
    for (const { outcome } of trials) {
      const count = outcome.slo?.[i];
      if (count === undefined) continue;
      sum.n += count.n;
      sum.beyond += count.beyond;
      sum.undecided += count.undecided;
    }
    if (sum.n === 0) return 'undecided';
    if (rule.aggregation.kind === 'percentile') {
      const { verdict } = testPercentile({ ...sum, share: 1 - rule.aggregation.p / 100 });
      return verdict === 'passed' ? 'met' : verdict === 'failed' ? 'missed' : 'undecided';
    }
    if (rule.aggregation.kind === 'rate') return sum.beyond / sum.n < rule.limit || sum.beyond === 0 ? 'met' : 'missed';
    return sum.beyond > 0 ? 'missed' : sum.undecided > 0 ? 'undecided' : 'met';
  });
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.includes('undecided') ? 'undecided' : 'met';
}

/** Is this a limit that a search can look for: a metric that is known run by run, and an aggregation that a share of runs decides? */
export function isSearchable({ metric, aggregation, comparison }: ThresholdRule): boolean {
  if (!(SLO_METRICS as readonly string[]).includes(metric) || (comparison !== '<' && comparison !== '<=')) return false;
  return metric === 'failed' ? aggregation.kind === 'rate' : aggregation.kind === 'percentile' || aggregation.kind === 'max';
}

/** So many values certify every percentile of the rules when none lies beyond: 59 for p95. */
export function sloRuns(rules: readonly ThresholdRule[]): number {
  const needs = rules.map(({ aggregation }) => (aggregation.kind === 'percentile' ? Math.ceil(Math.log(0.05) / Math.log(aggregation.p / 100)) : 1));
  return Math.max(0, ...needs);
}
