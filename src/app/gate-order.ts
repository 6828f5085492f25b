import type { RecordSource } from '../core/history/history.ts';
import type { BaselineSpec, Plan } from '../core/plan/plan.ts';
import type { BaselineStore } from '../ports/baseline-store.ts';
import type { Clock } from '../ports/clock.ts';
import { openBaselineStore } from './open-baseline-store.ts';
import type { UpdateMode } from './update-modes.ts';

/** What a session is to be compared with, and what becomes of the baseline afterwards. */
export interface GateOrder {
  readonly spec: Pick<BaselineSpec, 'regression' | 'rules'>;
  /** The gate in its store. */
  readonly id: string;
  readonly store: BaselineStore;
  readonly update: UpdateMode;
  /**
   * Whose results the baseline is made of. `source`: this run is one of them (it is on the source branch). `other`: it is not, and only
   * `always` lets it record. `first`: there are no branches here; the first run records, later ones only with `always`.
   */
  readonly standing: 'source' | 'other' | 'first';
  /** What records a baseline where this run does not, for people. */
  readonly remedy?: string;
  /** For the record. */
  readonly source?: RecordSource;
}

/**
 * The gate of a plan where nothing else is known than the plan: its file is compared with and not changed.
 *
 * @param baseline overrules the plan's; `regression` as a fraction
 * @throws GateInputError where the plan's baseline is no file
 */
export function gateOfPlan(plan: Plan, clock: Clock, baseline?: { readonly path: string; readonly regression: number }): GateOrder | undefined {
  const spec = baseline === undefined ? plan.baseline : { from: { kind: 'file' as const, path: baseline.path }, regression: baseline.regression };
  if (spec === undefined) return undefined;
  const id = plan.baseline?.id ?? plan.name;
  return { spec, id, store: openBaselineStore(spec.from, { clock }), update: 'never', standing: 'first' };
}
