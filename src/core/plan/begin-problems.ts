import type { PathProblem } from './path-problem.ts';
import { quote } from './problem.ts';
import { didYouMean } from './suggest.ts';
import { isGroup } from './unit-leaves.ts';

/** Scenarios that wait for others: for ones that there are not, for themselves, or for each other. */
export function beginProblems(scenarios: unknown): PathProblem[] {
  if (!isGroup(scenarios)) return [];
  const names = Object.keys(scenarios);
  const problems: PathProblem[] = [];
  const waits = new Map<string, readonly string[]>();
  for (const [index, [name, scenario]] of Object.entries(scenarios).entries()) {
    if (!isGroup(scenario)) continue;
    const { after } = scenario;
    const given = (Array.isArray(after) ? after : [after]).filter((one) => typeof one === 'string');
    for (const [n, other] of given.entries()) {
      const path = ['scenarios', name, 'after', ...(Array.isArray(after) ? [n] : [])];
      if (other === name) problems.push({ path, part: 'value', message: `${name} would wait for itself`, fix: 'name another scenario' });
      else if (!names.includes(other)) {
        problems.push({
          path,
          part: 'value',
          message: `the plan has no scenario ${quote(other)}`,
          fix: didYouMean(other, names) ?? `it has ${names.join(', ')}`,
        });
      }
    }
    const before = names[index - 1];
    if (after !== undefined)
      waits.set(
        name,
        given.filter((other) => other !== name && names.includes(other)),
      );
    else if (scenario.start === undefined && before !== undefined) waits.set(name, [before]);
  }
  return [...problems, ...circles(scenarios, waits)];
}

function circles(scenarios: Record<string, unknown>, waits: ReadonlyMap<string, readonly string[]>): PathProblem[] {
  const done = new Set<string>();
  const problems: PathProblem[] = [];
  const visit = (name: string, way: readonly string[]): void => {
    if (done.has(name)) return;
    const from = way.indexOf(name);
    if (from >= 0) {
      const circle = way.slice(from);
      for (const one of circle) done.add(one);
      const says = (one: string, next: string): string =>
        hasAfter(scenarios[one]) ? `${one} waits for ${next}` : `${one} comes after ${next} in the file`;
      const text = circle.map((one, i) => says(one, circle[i + 1] ?? name)).join(', ');
      const at = circle.find((one) => hasAfter(scenarios[one])) ?? name;
      problems.push({
        path: ['scenarios', at, 'after'],
        part: 'value',
        message: `${text}: none of them would ever begin`,
        fix: 'give one of them "start: 0s" in place of after',
      });
      return;
    }
    for (const next of waits.get(name) ?? []) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of Object.keys(scenarios)) visit(name, []);
  return problems;
}

const hasAfter = (scenario: unknown): boolean => isGroup(scenario) && scenario.after !== undefined;
