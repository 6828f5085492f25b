import type { Plan, Scenario, Unit } from '../plan/plan.ts';
import { hash32, seededRandom } from '../random.ts';

/**
 * The plan with these tests of its suites only, and those that they need. Scenarios of which nothing is left go, and so do those without tests.
 *
 * @returns the plan, or the ids that no suite has
 */
export function selectTests(
  plan: Plan,
  ids: readonly string[],
): { readonly plan: Plan } | { readonly unknown: readonly string[]; readonly known: readonly string[] } {
  const known = plan.scenarios.flatMap(({ suite, units }) => (suite === undefined ? [] : units.map(({ workflow }) => workflow)));
  const unknown = ids.filter((id) => !known.includes(id));
  const [first, ...others] = plan.scenarios.flatMap((scenario) => selected(scenario, ids) ?? []);
  if (unknown.length > 0 || first === undefined) return { unknown, known };
  return { plan: { ...plan, scenarios: [first, ...others] } };
}

function selected(scenario: Scenario, ids: readonly string[]): Scenario | undefined {
  const { suite, units, arrivals } = scenario;
  if (suite === undefined || arrivals.model !== 'closed' || arrivals.shape === 'places') return undefined;
  const wanted = new Set(ids);
  // What a chosen test needs is chosen too, and what that needs.
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    for (const { workflow, work } of units) if (wanted.has(workflow)) for (const need of work?.needs ?? []) wanted.add(need);
  }
  const [first, ...others] = units.filter(({ workflow }) => wanted.has(workflow));
  if (first === undefined) return undefined;
  const kept = others.length + 1;
  const runs = (arrivals.runs / units.length) * kept;
  return {
    ...scenario,
    units: [first, ...others],
    arrivals: { ...arrivals, runs, concurrency: Math.min(arrivals.concurrency, runs) },
    suite: { ...suite, leftOut: units.length - kept },
  };
}

/** The plan with the tests of its suites in an order that the seed gives, taken in that order and no other. The same seed gives the same order. */
export function shuffleTests(plan: Plan, seed: string): Plan {
  const shuffled = (scenario: Scenario): Scenario => {
    if (scenario.suite === undefined) return scenario;
    const [first = scenario.units[0], ...others] = shuffle(scenario.units, `${hash32(seed)}/${scenario.name}`);
    return { ...scenario, units: [first, ...others], suite: { ...scenario.suite, shuffle: seed } };
  };
  const [first, ...others] = plan.scenarios;
  const target = plan.target.kind === 'local' ? { ...plan.target, local: { ...plan.target.local, order: 'fifo' as const } } : plan.target;
  return { ...plan, target, scenarios: [shuffled(first), ...others.map(shuffled)] };
}

/** Fisher and Yates. */
function shuffle(units: readonly Unit[], seed: string): Unit[] {
  const random = seededRandom(seed);
  const order = [...units];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    const [a, b] = [order[i], order[j]];
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
  }
  return order;
}
