import { interleavedScenario } from '../core/interleave/interleaved-scenario.ts';
import type { InterleaveSpec, LimitSpec, Plan, TargetSpec, Unit } from '../core/plan/plan.ts';
import { HOUR_MS, SECOND_MS } from '../core/time.ts';

/** What {@link interleavedPlan} makes a plan of. */
export interface InterleavedPlanOptions {
  readonly unit: Unit;
  readonly spec: InterleaveSpec;
  readonly target: TargetSpec;
  readonly seed?: number;
  /** Overrules single defaults. */
  readonly limits?: Partial<LimitSpec>;
}

const LIMITS: LimitSpec = { mutationSpacingMs: SECOND_MS, reserve: 0.2, pollMs: 10 * SECOND_MS, runTimeoutMs: 6 * HOUR_MS };

/**
 * The plan that compares two revisions of a workflow by running them in turns. It is a plan as any other: executed by `conduct`, resumed, cancelled and
 * reported in the same way. When to stop stands in it, as a rule.
 *
 * @throws RangeError for a spec that can't be followed
 */
export function interleavedPlan({ unit, spec, target, seed, limits }: InterleavedPlanOptions): Plan {
  return {
    version: 1,
    name: `${unit.workflow}: ${spec.base} against ${spec.head}`,
    ...(seed !== undefined && { seed }),
    target,
    scenarios: [interleavedScenario(unit, spec)],
    limits: { ...LIMITS, ...limits },
  };
}
