import type { Outcome } from '../result.ts';

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled';

/**
 * What a check run says of an outcome. It agrees with the step: what fails the step is a `failure`.
 *
 * @param failOn the outcomes that fail the step; `error` and `aborted` always do
 */
export function checkConclusion(outcome: Outcome, failOn: readonly Outcome[]): CheckConclusion {
  if (outcome === 'passed') return 'success';
  if (outcome === 'aborted') return 'cancelled';
  return outcome === 'error' || failOn.includes(outcome) ? 'failure' : 'neutral';
}
