import type { PlanParse } from '../core/plan/parse-plan.ts';
import type { Plan } from '../core/plan/plan.ts';
import { PlanError } from './plan-error.ts';
import type { PlanText } from './read-plan.ts';
import { showProblems } from './show-problems.ts';

/** A plan that can be run, and what its author should know. */
export interface ReadPlan {
  readonly plan: Plan;
  readonly notes: readonly string[];
}

/**
 * The plan of a file.
 *
 * @param set as `--set` was given
 * @throws PlanError with every problem
 */
export function planOrError(file: PlanText, set: readonly string[] = []): ReadPlan {
  return parsedOrError(file.parse(set), file.source, file.text);
}

/** @throws PlanError with every problem */
export function parsedOrError(read: PlanParse, source: string, text?: string): ReadPlan {
  if (read.ok) return read;
  throw new PlanError(showProblems(read.problems, source, text), read.problems.length);
}
