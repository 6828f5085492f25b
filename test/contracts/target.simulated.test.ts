import { createSimulatedTarget } from '../../src/targets/simulated/simulated-target.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { targetContract } from './target.contract.ts';

targetContract('simulated', async () => {
  const clock = virtualClock();
  const fleet = { runners: 2, startupMs: 2_000, executionCv: 0.2, failureRate: 0 };
  const target = createSimulatedTarget({ fleet, clock, seed: 1 });
  const units = [{ workflow: 'simple.yml', inputs: { seconds: '20' } }] as const;
  return {
    target,
    plan: planOf([scenarioOf({ model: 'closed', runs: 5, concurrency: 5 }, { units })], { target: { kind: 'simulated', fleet } }),
    clock,
    run: (work) => clock.run(work),
    runs: () => target.usage().requests,
    close: async () => {},
  };
});
