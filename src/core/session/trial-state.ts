import type { TrialOutcome, TrialPlan } from '../load/search/trial.ts';

/** A trial of a scenario, as the events tell it. */
export interface TrialState {
  readonly plan: TrialPlan;
  readonly startedAt: number;
  /** `n` of its first slot; the next trial's first one ends it. */
  readonly firstSlot: number;
  outcome?: TrialOutcome;
  endedAt?: number;
  /** Longest time between two looks so far. */
  blindMs: number;
}
