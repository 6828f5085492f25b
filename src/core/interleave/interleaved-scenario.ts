import type { InterleaveSpec, Scenario, Unit } from '../plan/plan.ts';

/** Runs of a block: two of each revision. */
export const BLOCK = 4;

/** What {@link interleavedScenario} takes as given where nothing else is said. Only times of the work itself: who waits how long says nothing of a revision. */
export const INTERLEAVE_DEFAULTS = {
  metrics: ['execution_time'],
  margin: 0.01,
  detect: 0.05,
  maxBlocks: 60,
} as const satisfies Partial<InterleaveSpec>;

/**
 * The scenario that runs one unit on two revisions in turns, one run at a time: base head head base, head base base head, and so on. A machine that drifts
 * evenly makes no difference between the revisions within a block, and whoever comes first does not always come first.
 *
 * @param unit what is run; its ref is replaced
 * @throws RangeError for a spec that can't be followed
 */
export function interleavedScenario(unit: Unit, spec: InterleaveSpec): Scenario {
  if (!(spec.margin >= 0 && spec.detect > spec.margin && spec.detect < 1))
    throw new RangeError(`detect lies above the margin and below 1, got ${spec.detect} with a margin of ${spec.margin}`);
  if (!(Number.isInteger(spec.maxBlocks) && spec.maxBlocks >= 3))
    throw new RangeError(`maxBlocks is a whole number from 3 on, got ${spec.maxBlocks}`);
  if (spec.metrics.length === 0) throw new RangeError('an interleaved comparison needs at least one metric');
  const base: Unit = { ...unit, ref: spec.base };
  const head: Unit = { ...unit, ref: spec.head };
  return {
    name: `${spec.base}..${spec.head}`,
    test: 'performance',
    arrivals: { model: 'closed', runs: BLOCK * spec.maxBlocks, concurrency: 1 },
    units: [base, head, head, base, head, base, base, head],
    thresholds: [],
    interleave: spec,
  };
}
