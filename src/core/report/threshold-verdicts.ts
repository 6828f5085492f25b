import { evaluateThreshold, type ThresholdData } from '../gate/evaluate-threshold.ts';
import type { ThresholdRule } from '../gate/threshold-rule.ts';
import { RATE_UNIT, type ThresholdVerdict } from '../result.ts';
import type { Breach, Session } from '../session/session.ts';
import { type Watch, watchOf } from '../session/watch.ts';
import { formatDuration } from '../time.ts';
import type { MeasuredScenario } from './measure.ts';

/** What became of every threshold of a scenario: of those over the whole at its end, of watched ones in all of their evaluations. */
export function thresholdVerdicts(session: Session, measured: MeasuredScenario): readonly ThresholdVerdict[] {
  const { state, metrics, samples } = measured;
  return state.scenario.thresholds.map((rule, index) => {
    const breach = session.breaches.find((one) => one.scenario === state.index && one.threshold === index);
    if (rule.windowMs !== undefined) return ofWindows(rule, watchOf(session, state, rule), breach);
    const own = metrics[rule.metric];
    const whole = ofWhole(rule, own?.unit === RATE_UNIT ? own : samples.filter(({ metric }) => metric === rule.metric));
    return breach === undefined ? whole : broken(rule, breach, state.scenario.name);
  });
}

/** Over the whole scenario; fewer values than `min-n` decide nothing. */
function ofWhole(rule: ThresholdRule, data: ThresholdData): ThresholdVerdict {
  const verdict = evaluateThreshold(rule, data);
  const { minN = 0 } = rule;
  if (verdict.n >= minN || verdict.verdict === 'invalid') return verdict;
  return {
    ...verdict,
    verdict: 'inconclusive',
    reason: `${verdict.reason}; it has ${verdict.n} values, and fewer than ${minN} decide nothing (min-n)`,
  };
}

/** As it was when it was breached: what came later does not undo it. */
function broken({ metric, expression }: ThresholdRule, { n, value, reason }: Breach, scenario: string): ThresholdVerdict {
  const own = reason.startsWith(`${scenario}: `) ? reason.slice(scenario.length + 2) : reason;
  return { metric, expression, ...(value !== undefined && { value }), n, verdict: 'failed', reason: `${own} (breached while it ran)` };
}

function ofWindows(rule: ThresholdRule, { evaluations, passed, breach: found, worst }: Watch, breach: Breach | undefined): ThresholdVerdict {
  const { metric, expression, windowMs = 0, inARow = 1, minN } = rule;
  const head = `worst of ${evaluations} evaluations over ${formatDuration(windowMs)} each`;
  if (worst === undefined || evaluations === 0) {
    const need = minN === undefined ? 'a value' : `${minN} values`;
    return { metric, expression, n: 0, verdict: 'invalid', reason: `${metric} had no window of ${formatDuration(windowMs)} with ${need}` };
  }
  const row = inARow > 1 ? `; ${inARow} in a row had to fail` : '';
  const failed = found !== undefined || breach !== undefined;
  const isFailed = worst.verdict === 'failed';
  const verdict = failed ? 'failed' : passed > 0 || isFailed ? 'passed' : 'inconclusive';
  const fewer = !failed && isFailed ? `, and never so many failed in a row` : '';
  return { ...worst, verdict, reason: `${head}: ${worst.reason}${row}${fewer}` };
}
