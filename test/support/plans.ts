import type { Arrivals, Plan, Scenario } from '../../src/core/plan/plan.ts';

/** A scenario of `simple.yml` for tests that are not about plan files. */
export function scenarioOf(arrivals: Arrivals, more: Partial<Scenario> = {}): Scenario {
  return {
    name: arrivals.model === 'closed' ? 'calm' : 'steady',
    test: arrivals.model === 'closed' ? 'performance' : 'load',
    arrivals,
    units: [{ workflow: 'simple.yml', inputs: {} }],
    thresholds: [],
    ...more,
  };
}

/** A plan of these scenarios with the defaults of a plan file. */
export function planOf(scenarios: readonly [Scenario, ...Scenario[]], more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    name: 'test',
    target: { kind: 'github', repository: 'octo/fleet' },
    scenarios,
    limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 15_000, runTimeoutMs: 3_600_000 },
    ...more,
  };
}
