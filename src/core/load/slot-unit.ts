import type { Scenario } from '../plan/plan.ts';
import { uniformAt } from '../random.ts';

/**
 * Which of its units slot `n` of a scenario sends: in turn, or drawn in proportion to the weights. A function of seed and slot, so that it is part of the schedule:
 * no slot needs the ones before it.
 *
 * @param seed of this scenario, see `scenarioSeed`
 * @returns an index into `units`
 */
export function slotUnit({ units, weights }: Pick<Scenario, 'units' | 'weights'>, seed: string, n: number): number {
  if (weights === undefined) return n % units.length;
  let rest = uniformAt(`${seed}/unit`, n) * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [unit, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return unit;
  }
  return units.length - 1;
}
