import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { planFiles } from '../app/plan-files.ts';
import { chooseScenarios } from '../core/plan/choose-scenarios.ts';
import { OPEN_METRICS } from '../core/plan/cross-check.ts';
import { parsePlan } from '../core/plan/parse-plan.ts';
import type { Plan, Scenario } from '../core/plan/plan.ts';
import { planFormat } from '../core/plan/plan-format.ts';
import { quote } from '../core/plan/problem.ts';
import { asInput, planFromShortcuts, type Shortcuts } from '../core/plan/shortcuts.ts';
import { didYouMean } from '../core/plan/suggest.ts';
import { INPUTS, type Inputs } from './inputs.ts';
import type { UsageProblem } from './problem.ts';
import type { Surroundings } from './surroundings.ts';

export type PlanReading =
  | { readonly ok: true; readonly plan: Plan; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly UsageProblem[] };

/** More than a plan may have; what is longer is refused without being read. */
const MAX_PLAN_BYTES = 262_144;

/** The plan that the inputs name or make, with every gap filled from where the Action runs; or every problem of it. */
export function readPlan(inputs: Inputs, surroundings: Surroundings): PlanReading {
  const read = inputs.plan === undefined ? fromShortcuts(inputs) : fromFile(inputs.plan, inputs, surroundings.workspace);
  if (!read.ok) return read;
  if (read.plan.target.kind !== 'github') {
    const message = `the Action sends work to GitHub, and this plan names the target "${read.plan.target.kind}"`;
    return failed([{ where: inputs.plan ?? 'plan', message, fix: 'run it with the command line, or name a target "github"' }]);
  }
  return { ...read, plan: { ...read.plan, scenarios: mapScenarios(read.plan, (scenario) => placed(scenario, read.plan, inputs, surroundings)) } };
}

function fromShortcuts(inputs: Inputs): PlanReading {
  const { test, workflow, inputs: values, runs, concurrency, rate, duration } = inputs;
  return planOf({ test, workflow, inputs: values, runs, concurrency, rate, duration, ...extrasOf(inputs) });
}

function planOf(given: { readonly [K in keyof Shortcuts]: Shortcuts[K] | undefined }): PlanReading {
  const shortcuts: Shortcuts = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const parsed = planFromShortcuts(shortcuts, asInput);
  if (parsed.ok) return parsed;
  return failed(parsed.problems.map(({ origin = '', message, fix }) => inputProblem(origin, message, fix)));
}

/** The Action has inputs for the commonest keys only: a test that needs others needs a plan file. */
function inputProblem(key: string, message: string, fix: string | undefined): UsageProblem {
  if (Object.hasOwn(INPUTS, key)) return { where: key, message, ...(fix === undefined ? {} : { fix }) };
  return { where: 'test', message: `${key} ${message}`, fix: `write a plan file: there is no input ${key}` };
}

/** Inputs that a plan file and the shortcuts take alike. */
function extrasOf(inputs: Inputs) {
  const { repository, ref, thresholds, baseline, 'regression-threshold': regressionThreshold } = inputs;
  return { repository, ref, thresholds, baseline, regressionThreshold };
}

function fromFile(path: string, inputs: Inputs, workspace: string): PlanReading {
  const opened = openInside(path, workspace);
  const format = planFormat(path);
  const problems: UsageProblem[] = 'problem' in opened ? [opened.problem] : [];
  if (format === undefined)
    problems.push({ where: 'plan', message: `the name ${quote(path)} does not say its format`, fix: 'end it in .yml, .yaml, .json or .toml' });
  // Read like a plan of their own, so that they are checked by the same rules and told in the same words.
  const extras = planOf({
    ...extrasOf(inputs),
    test: 'load',
    workflow: 'x.yml',
    rate: '1/min',
    duration: '1m',
    baseline: inputs.baseline ?? 'file:-',
  });
  if (!extras.ok) problems.push(...extras.problems);
  if ('problem' in opened || format === undefined) return failed(problems);
  const parsed = parsePlan(opened.text, { format, source: path, readFile: planFiles(dirname(join(workspace, path)), workspace) });
  if (!parsed.ok) {
    for (const { line, column, path: key, message, fix } of parsed.problems) {
      const where = `${path}:${line}:${column}`;
      problems.push({
        where,
        message: key === '' ? message : `${key}: ${message}`,
        ...(fix === undefined ? {} : { fix }),
        place: { file: path, line, column },
      });
    }
    return failed(problems);
  }
  const { plan, notes } = parsed;
  const names = inputs.scenarios ?? [];
  problems.push(...unknownScenarios(names, plan), ...unusedPlaces(inputs, plan));
  if (inputs['regression-threshold'] !== undefined && inputs.baseline === undefined && plan.baseline === undefined) {
    problems.push({
      where: 'regression-threshold',
      message: 'there is no baseline to compare with',
      fix: 'give baseline: file:PATH, artifact:NAME or git:BRANCH, or one in the plan',
    });
  }
  if (problems.length > 0 || !extras.ok) return failed(problems);
  const chosen = names.length === 0 ? plan : chooseScenarios(plan, names);
  const rules = extras.plan.scenarios[0].thresholds;
  const scenarios = mapScenarios(chosen, (scenario) => ({
    ...scenario,
    thresholds: [...scenario.thresholds, ...rules.filter(({ metric }) => scenario.arrivals.model !== 'closed' || !OPEN_METRICS.includes(metric))],
  }));
  return { ok: true, plan: { ...plan, scenarios, ...withBaseline(inputs, plan, extras.plan) }, notes };
}

/** The input's place stands in for the plan's, and the input's margin for the plan's, each on its own. */
function withBaseline(inputs: Inputs, plan: Plan, extras: Plan): Pick<Plan, 'baseline'> {
  const from = inputs.baseline === undefined ? plan.baseline?.from : extras.baseline?.from;
  const margin = inputs['regression-threshold'] === undefined ? plan.baseline : extras.baseline;
  if (from === undefined) return {};
  return { baseline: { ...plan.baseline, from, regression: margin?.regression ?? extras.baseline?.regression ?? 0.1 } };
}

function unknownScenarios(names: readonly string[], plan: Plan): UsageProblem[] {
  const known = plan.scenarios.map(({ name }) => name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      where: 'scenarios',
      message: `the plan has no scenario ${quote(name)}`,
      fix: `${didYouMean(name, known) ?? 'it has'} ${known.map(quote).join(', ')}`,
    }));
}

/** An input that would change nothing is a misunderstanding. */
function unusedPlaces(inputs: Inputs, plan: Plan): UsageProblem[] {
  const units = plan.scenarios.flatMap((scenario) => scenario.units);
  return (['repository', 'ref'] as const)
    .filter((name) => inputs[name] !== undefined && units.every((unit) => unit[name] !== undefined))
    .map((name) => ({ where: name, message: `the plan itself names the ${name} of every scenario`, fix: 'leave one of the two out' }));
}

/** The scenario with repository and ref of every unit as far as they are known before GitHub is asked. */
function placed(scenario: Scenario, plan: Plan, inputs: Inputs, { repository: here, head }: Surroundings): Scenario {
  const target = plan.target.kind === 'github' ? plan.target.repository : undefined;
  const [first, ...others] = scenario.units;
  const place = (unit: Scenario['units'][number]): Scenario['units'][number] => {
    const repository = unit.repository ?? target ?? inputs.repository ?? here;
    const branch = head !== undefined && sameRepository(head.repository, repository) ? head.branch : undefined;
    const ref = unit.ref ?? inputs.ref ?? branch;
    return { ...unit, repository, ...(ref === undefined ? {} : { ref }) };
  };
  return { ...scenario, units: [place(first), ...others.map(place)] };
}

const sameRepository = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function mapScenarios(plan: Plan, change: (scenario: Scenario) => Scenario): Plan['scenarios'] {
  const [first, ...others] = plan.scenarios;
  return [change(first), ...others.map(change)];
}

/** A file of the workspace: neither `..` nor a link leads out of it, because what a pull request brings may choose the path. */
function openInside(path: string, workspace: string): { readonly text: string } | { readonly problem: UsageProblem } {
  const problem = (message: string, fix: string) => ({ problem: { where: 'plan', message, fix } });
  try {
    const root = realpathSync(workspace);
    const real = realpathSync(isAbsolute(path) ? path : join(workspace, path));
    const inside = relative(root, real);
    if (inside.startsWith('..') || isAbsolute(inside))
      return problem(`${quote(path)} lies outside of the workspace`, 'name a file of the checked-out repository');
    const { size } = statSync(real);
    if (size > MAX_PLAN_BYTES) return problem(`${quote(path)} has ${size} bytes`, `a plan has at most ${MAX_PLAN_BYTES}`);
    return { text: readFileSync(real, 'utf8') };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT')
      return problem(`there is no file ${quote(path)} in the workspace`, 'check the repository out first (actions/checkout), and look at the path');
    if (code === 'EISDIR') return problem(`${quote(path)} is a folder`, 'name a file');
    return problem(`${quote(path)} could not be read: ${cause instanceof Error ? cause.message : String(cause)}`, 'look at its permissions');
  }
}

function failed(problems: readonly UsageProblem[]): PlanReading {
  return { ok: false, problems };
}
