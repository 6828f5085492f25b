import type { FleetModel } from '../core/fleet/model.ts';
import type { FleetSpec } from '../core/plan/plan.ts';

/** A plan's fleet as the simulator takes it. */
export function fleetModel(spec: FleetSpec, seed: number): FleetModel {
  const { runners, startupMs, executionMs, executionCv, failureRate } = spec;
  return {
    pools: [{ name: 'runner', runners, startupMs }],
    ...(executionMs === undefined ? {} : { execution: { meanMs: executionMs, cv: executionCv } }),
    failureRate,
    seed,
  };
}
