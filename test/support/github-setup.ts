import type { Arrivals, Plan, Unit } from '../../src/core/plan/plan.ts';
import type { DispatchAnswer, DispatchOrder, OpenRun, Preparation, Sighting, Target } from '../../src/ports/target.ts';
import { createGitHubTarget, type GitHubTargetOptions } from '../../src/targets/github/target.ts';
import { planOf, scenarioOf } from './plans.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { type VirtualGitHub, type VirtualGitHubOptions, virtualGitHub } from './virtual-github.ts';

export const never = new AbortController().signal;
export const TOKEN = 'test-token-of-nobody';

/** The real target on a virtual clock and a virtual GitHub. */
export interface GitHubSetup {
  readonly clock: VirtualClock;
  readonly github: VirtualGitHub;
  readonly target: Target;
  readonly warnings: string[];
  /** Lets time pass until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
  prepare(units?: readonly [Partial<Unit>, ...Partial<Unit>[]], more?: Partial<Plan>): Promise<Preparation>;
  /** Dispatches under the key of slot `n`, and says whether the intent was recorded. */
  dispatch(n: number, order?: Partial<DispatchOrder>): Promise<DispatchAnswer>;
  look(open: readonly OpenRun[]): Promise<Sighting[]>;
}

export const keyOf = (n: number): string => `rh_0a1b2c3d_1_0-${n}_1`;
export const openRun = (runId: string, n: number, sinceAt: number): OpenRun => ({ runId, key: keyOf(n), scenario: 0, unitIndex: 0, sinceAt });

const CLOSED: Arrivals = { model: 'closed', runs: 1, concurrency: 1 };

export function githubSetup(options: Omit<VirtualGitHubOptions, 'clock'> = {}, more: Partial<GitHubTargetOptions> = {}): GitHubSetup {
  const clock = virtualClock();
  const github = virtualGitHub({ ...options, clock });
  const warnings: string[] = [];
  const target = createGitHubTarget({
    fetch: github.fetch,
    clock,
    token: () => TOKEN,
    apiUrl: github.apiUrl,
    repository: 'acme/widgets',
    seed: 1,
    limits: { mutationSpacingMs: 1_000, reserve: 0.2 },
    onWarning: (message) => warnings.push(message),
    ...more,
  });
  const unit: Unit = { workflow: 'simple.yml', inputs: {} };
  return {
    clock,
    github,
    target,
    warnings,
    run: (work) => clock.run(work),
    prepare: (units = [{}], plan = {}) => {
      const [first, ...others] = units.map((one) => ({ ...unit, ...one }));
      const scenario = scenarioOf(CLOSED, { units: [first ?? unit, ...others] });
      return clock.run(target.prepare(planOf([scenario], { target: { kind: 'github' }, ...plan }), never));
    },
    dispatch: (n, order = {}) => {
      const full = { slot: `0-${n}`, key: keyOf(n), unit, scenario: 0, unitIndex: 0, beforeSend: async () => {}, ...order };
      return clock.run(target.dispatch(full, never));
    },
    look: (open) => clock.run(Array.fromAsync(target.observe(open, never))),
  };
}
