import type { PathProblem } from './path-problem.ts';
import type { Plan, TargetSpec } from './plan.ts';
import { isGroup } from './unit-leaves.ts';

/** Does a scenario bring work of its own, so that it needs no workflow? Plain values, whatever they are. */
export function hasWork(scenario: Readonly<Record<string, unknown>>): boolean {
  return scenario.test === 'suite' || scenario.command !== undefined;
}

const WORK_KEYS = ['command', 'suite', 'plans'] as const;
/** Keys that say which workflow is sent how. */
const WORKFLOW_KEYS = ['workflow', 'inputs', 'repository'] as const;

/** The first scenario whose work is a test or a command, where the target runs workflows only. */
export function unfitScenario(plan: Plan, kind: TargetSpec['kind']): string | undefined {
  if (kind !== 'github' && kind !== 'simulated') return undefined;
  return plan.scenarios.find(({ units }) => units.some(({ work }) => work !== undefined))?.name;
}

/** What a scenario's work, its workflow and the plan's target say against each other. */
export function workProblems(path: readonly string[], scenario: Readonly<Record<string, unknown>>, target: unknown): PathProblem[] {
  const problems: PathProblem[] = [];
  const at = (key: string | undefined, message: string, fix?: string): void =>
    void problems.push({ path: key === undefined ? path : [...path, key], part: 'key', message, ...(fix === undefined ? {} : { fix }) });
  if (scenario.test === 'suite') {
    if (scenario.suite === undefined && scenario.plans === undefined)
      at(undefined, 'has no tests', 'name a "suite", a file of tests, or "plans", a list of test plans');
    if (scenario.batches !== undefined && scenario.plans === undefined) at('batches', 'is for test plans', 'remove it, or name some in "plans"');
  }
  if (scenario.command !== undefined) {
    for (const key of WORKFLOW_KEYS)
      if (scenario[key] !== undefined) at(key, `there is a command, which takes the place of a workflow`, `remove ${key} or command`);
  }
  const kind = typeof target === 'string' ? target : isGroup(target) ? Object.keys(target)[0] : undefined;
  if (kind === 'github' || kind === 'simulated') {
    const key = WORK_KEYS.find((one) => scenario[one] !== undefined);
    if (key !== undefined) at(key, `the target "${kind}" runs workflows only`, 'write "target: local"');
  }
  return problems;
}
