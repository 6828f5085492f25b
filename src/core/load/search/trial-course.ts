import type { ThresholdRule } from '../../gate/threshold-rule.ts';
import { baselineCourse } from './baseline.ts';
import { holdCourse } from './hold.ts';
import { probeCourse } from './probe.ts';
import { sloCounts } from './slo.ts';
import type { TrialCourse, TrialPlan, TrialView } from './trial.ts';

/** How a trial goes on, from what is known of its runs: a function of both, so that whoever takes over comes to the same. */
export function trialCourse(plan: TrialPlan, view: TrialView, slo: readonly ThresholdRule[]): TrialCourse {
  if (plan.kind === 'baseline') return baselineCourse(plan, view);
  if (plan.kind === 'probe') return probeCourse(plan, view);
  const course = holdCourse(plan, view);
  if (course.outcome === undefined || slo.length === 0) return course;
  return { ...course, outcome: { ...course.outcome, slo: sloCounts(slo, view, plan.warmupMs) } };
}
