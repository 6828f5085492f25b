import type { Scenario, Unit } from '../plan/plan.ts';

/**
 * What tells the units of mixed work apart, for people: the workflow, and where that is not enough the repository, the ref and the inputs that differ.
 *
 * @returns `undefined` for a scenario of one unit, and for revisions in turns, which are compared elsewhere
 */
export function unitNames({ units, interleave }: Scenario): readonly string[] | undefined {
  if (units.length < 2 || interleave !== undefined) return undefined;
  const parts = units.map(partsOf);
  const names = [...new Set(parts.flatMap((part) => [...part.keys()]))].filter((key) => new Set(parts.map((part) => part.get(key))).size > 1);
  return units.map(({ workflow }, index) => {
    const own = names.flatMap((key) => (key === 'workflow' || parts[index]?.get(key) === undefined ? [] : [`${key}=${parts[index]?.get(key)}`]));
    // Two units that are the same in everything are told apart by their place.
    const twin = parts.some((part, other) => other !== index && same(part, parts[index]));
    return [workflow, ...(own.length === 0 ? [] : [`(${own.join(', ')})`]), ...(twin ? [`#${index + 1}`] : [])].join(' ');
  });
}

function partsOf({ workflow, repository, ref, inputs }: Unit): ReadonlyMap<string, string | undefined> {
  return new Map<string, string | undefined>([['workflow', workflow], ['repository', repository], ['ref', ref], ...Object.entries(inputs)]);
}

function same(a: ReadonlyMap<string, string | undefined>, b: ReadonlyMap<string, string | undefined> | undefined): boolean {
  return b !== undefined && [...new Set([...a.keys(), ...b.keys()])].every((key) => a.get(key) === b.get(key));
}
