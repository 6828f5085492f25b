import type { Plan, Scenario } from './plan.ts';

/**
 * The plan with some of its scenarios only, in its order. What waited for one that is left out waits for the others that it names, or else for nobody: it follows the
 * scenario before it. The names of those left out stay in the plan, so that a comparison with a baseline knows that they were not lost.
 *
 * @param names of scenarios that there are
 */
export function chooseScenarios(plan: Plan, names: readonly string[]): Plan {
  const kept = plan.scenarios.flatMap(({ name }, index) => (names.includes(name) ? [index] : []));
  const [first, ...others] = kept.flatMap((index) => {
    const scenario = plan.scenarios[index];
    return scenario === undefined ? [] : [withBegin(scenario, kept)];
  });
  if (first === undefined || kept.length === plan.scenarios.length) return plan;
  const leftOut = plan.scenarios.flatMap(({ name }, index) => (kept.includes(index) ? [] : [name]));
  return { ...plan, scenarios: [first, ...others], leftOut };
}

function withBegin(scenario: Scenario, kept: readonly number[]): Scenario {
  if (scenario.begin?.kind !== 'after') return scenario;
  const scenarios = scenario.begin.scenarios.flatMap((index) => (kept.includes(index) ? [kept.indexOf(index)] : []));
  if (scenarios.length > 0) return { ...scenario, begin: { ...scenario.begin, scenarios } };
  const { begin: _, ...rest } = scenario;
  return rest;
}
