import { MINUTE_MS } from '../../time.ts';
import type { TrialPlan } from './trial.ts';

/** `7.42/min`, three digits: what a search knows. */
export function formatRate(perMinute: number): string {
  return `${Number(perMinute.toPrecision(3))}/min`;
}

/** How many runs a trial sends if it is not decided sooner; of a probe, which sends as many as it needs, 0. */
export function runsOf(plan: TrialPlan): number {
  if (plan.kind === 'probe') return 0;
  return plan.kind === 'baseline' ? plan.runs : Math.max(1, Math.round((plan.perMinute * plan.durationMs) / MINUTE_MS));
}
