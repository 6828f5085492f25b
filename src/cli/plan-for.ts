import { parseThreshold, type ThresholdRule } from '../core/gate/threshold-rule.ts';
import { chooseScenarios } from '../core/plan/choose-scenarios.ts';
import type { Plan, Scenario, TargetSpec } from '../core/plan/plan.ts';
import { asFlag, planFromShortcuts } from '../core/plan/shortcuts.ts';
import { didYouMean } from '../core/plan/suggest.ts';
import { unfitScenario } from '../core/plan/work-check.ts';
import { selectTests, shuffleTests } from '../core/work/select-tests.ts';
import type { PlanOptions } from './plan-options.ts';
import { parsedOrError, planOrError, type ReadPlan } from './plan-or-error.ts';
import { readPlan } from './read-plan.ts';
import { readTemplates } from './templates.ts';
import { UsageError } from './usage-error.ts';

/** What only a plan without a file takes. */
const SHORTCUTS = [
  ...([
    'test',
    'workflow',
    'runs',
    'workflows',
    'concurrency',
    'rate',
    'wpm',
    'duration',
    'bursts',
    'every',
    'arrivals',
    'peak',
    'peakDuration',
  ] as const),
  ...(['initial', 'maxRate', 'maxRuns', 'slo', 'increment', 'until', 'over', 'sizes', 'jobsPerRun', 'scale'] as const),
];

/** What `--baseline` and `--regression-threshold` say, which only commands that compare have. */
export interface CompareOptions {
  readonly baseline?: string;
  readonly regressionThreshold?: string;
}

/**
 * The plan that a command line asks for: a file with what its options replace, or a scenario made of the options alone.
 *
 * @throws UsageError, PlanError
 */
export async function planFor(source: string | undefined, options: PlanOptions & CompareOptions, cwd: string): Promise<ReadPlan> {
  const read = source === undefined ? planOfOptions(options) : await planOfFile(source, options, cwd);
  const plan = withTarget(chosen(read.plan, options.scenarios), source === undefined ? undefined : options.target);
  return { ...read, plan: withTests(plan, options) };
}

/** The tests that were asked for, in the order that was asked for. */
function withTests(plan: Plan, { only, shuffle }: PlanOptions): Plan {
  const ids = only?.flatMap((one) => one.split(',').map((id) => id.trim()));
  const selected = ids === undefined ? { plan } : selectTests(plan, ids);
  if ('unknown' in selected) {
    const { unknown, known } = selected;
    const near = unknown[0] === undefined ? undefined : didYouMean(unknown[0], known);
    const message =
      known.length === 0 ? '--only is for tests, and the plan has no suite' : `--only: no suite of the plan has the test "${unknown.join('", "')}"`;
    const fix =
      known.length === 0
        ? 'a suite is a scenario with "suite" or "plans"'
        : `${near ?? 'it has'} ${known.slice(0, 20).join(', ')}${known.length > 20 ? ' …' : ''}`;
    throw new UsageError(message, { fix });
  }
  return shuffle === undefined ? selected.plan : shuffleTests(selected.plan, shuffle);
}

function planOfOptions(options: PlanOptions & CompareOptions): ReadPlan {
  if (options.set !== undefined || options.scenarios !== undefined) {
    throw new UsageError(`${options.set === undefined ? '--scenarios' : '--set'} needs a plan file`, { fix: 'runner-harness run plan.yml …' });
  }
  if (SHORTCUTS.every((name) => options[name] === undefined)) {
    throw new UsageError('what shall run? There is neither a plan file nor a --test nor a --workflow', {
      fix: 'runner-harness run plan.yml, or runner-harness run --workflow simple.yml (try it without an account: add --target simulated)',
    });
  }
  if (options.regressionThreshold !== undefined && options.baseline === undefined) {
    throw new UsageError('--regression-threshold needs a --baseline to compare with', {
      fix: 'add --baseline file:PATH with an earlier result.json',
    });
  }
  const runs = oneOf(options, 'runs', 'workflows');
  if (options.workflows !== undefined && !/^\d+$/.test(options.workflows)) {
    throw new UsageError(`--workflows is a number of runs, got "${options.workflows}"`, {
      fix: `for a workflow's file: --workflow ${options.workflows}`,
    });
  }
  const rate = oneOf(options, 'rate', 'wpm');
  const { test, template } = testOf(options.test);
  if (template !== undefined && options.workflow !== undefined && options.workflow !== template) {
    throw new UsageError(`--test ${options.test} is the template ${template}, and --workflow names ${options.workflow}`, { fix: 'keep one of them' });
  }
  const workflow = options.workflow ?? template ?? 'simple.yml';
  const notes = options.workflow === undefined && template === undefined ? ['no --workflow was given: simple.yml'] : [];
  const { target, repository, ref, concurrency, duration, seed, baseline, regressionThreshold } = options;
  const { bursts, every, arrivals, peak, peakDuration, initial, maxRate, maxRuns, increment, until, over, sizes, jobsPerRun, scale } = options;
  const read = planFromShortcuts(
    {
      test,
      workflow,
      ...given({ target, repository, ref, concurrency, duration, seed, baseline, regressionThreshold, runs }),
      ...given({ bursts, every, arrivals, peak, peakDuration, initial, maxRate, maxRuns, increment, until, over, sizes, jobsPerRun, scale }),
      ...given({ slo: options.slo?.join('\n') }),
      ...given({ rate: options.wpm === undefined ? rate : `${rate}/min`, thresholds: options.thresholds?.join('\n') }),
      inputs: inputsOf(options.inputs ?? []),
    },
    (name) =>
      name === 'rate' && options.wpm !== undefined ? '--wpm' : name === 'runs' && options.workflows !== undefined ? '--workflows' : asFlag(name),
  );
  const { plan, notes: more } = parsedOrError(read, '');
  return { plan, notes: [...notes, ...more] };
}

async function planOfFile(source: string, options: PlanOptions & CompareOptions, cwd: string): Promise<ReadPlan> {
  const misplaced = SHORTCUTS.filter((name) => options[name] !== undefined);
  if (misplaced.length > 0) {
    const key = misplaced[0] === 'workflows' ? 'runs' : misplaced[0] === 'wpm' ? 'rate' : asFlagName(misplaced[0] ?? '').slice(2);
    throw new UsageError(`${misplaced.map(asFlagName).join(', ')}: a plan file says that already`, {
      fix: `replace its value: --set scenarios.NAME.${key}=…`,
    });
  }
  const file = await readPlan(source, cwd);
  const before = planOrError(file, options.set);
  const names = before.plan.scenarios.map(({ name }) => name);
  const replaced = replacements(options, names);
  const { plan, notes } = replaced.length === 0 ? before : planOrError(file, [...(options.set ?? []), ...replaced]);
  return { plan: withThresholds(plan, options.thresholds ?? []), notes };
}

const asFlagName = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Options that replace values of the plan, in the words of `--set`: they go through the same checks as the file. */
function replacements(options: PlanOptions & CompareOptions, names: readonly string[]): string[] {
  const each = (key: string, value: string | undefined): string[] =>
    value === undefined ? [] : names.map((name) => `scenarios.${name}.${key}=${JSON.stringify(value)}`);
  return [
    ...each('repository', options.repository),
    ...each('ref', options.ref),
    ...Object.entries(inputsOf(options.inputs ?? [])).flatMap(([name, value]) => each(`inputs.${name}`, value)),
    ...(options.seed === undefined ? [] : [`seed=${options.seed}`]),
    ...(options.baseline === undefined ? [] : [`baseline.from=${JSON.stringify(options.baseline)}`]),
    ...(options.regressionThreshold === undefined ? [] : [`baseline.regression=${JSON.stringify(options.regressionThreshold)}`]),
  ];
}

/** `--test` names a kind of test or a template of `workflows-under-test/`. */
function testOf(name: string | undefined): { readonly test: string; readonly template?: string } {
  if (name === undefined) return { test: 'performance' };
  const template = readTemplates().find((one) => one.name === name || one.file === name);
  return template === undefined ? { test: name } : { test: 'performance', template: template.file };
}

/** Two names of one thing: the value of the one that was given. */
function oneOf(options: PlanOptions, name: 'runs' | 'rate', other: 'workflows' | 'wpm'): string | undefined {
  if (options[name] !== undefined && options[other] !== undefined)
    throw new UsageError(`--${name} and --${other} say the same`, { fix: 'keep one of them' });
  return options[name] ?? options[other];
}

/** `--inputs seconds=30`; the value is everything after the first `=`. */
function inputsOf(pairs: readonly string[]): Record<string, string> {
  const inputs = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError(`--inputs ${pair}: expected NAME=VALUE`, { fix: 'such as --inputs seconds=30' });
    if (inputs.has(name)) throw new UsageError(`--inputs names ${name} twice`, { fix: 'keep one of them' });
    inputs.set(name, value);
  }
  return Object.fromEntries(inputs);
}

/** Keeps the scenarios that were asked for, in the order of the plan. */
function chosen(plan: Plan, names: string | undefined): Plan {
  if (names === undefined) return plan;
  const wanted = names.split(',').map((name) => name.trim());
  const known = plan.scenarios.map(({ name }) => name);
  for (const name of wanted) {
    if (known.includes(name)) continue;
    const near = didYouMean(name, known);
    throw new UsageError(`the plan has no scenario "${name}"${near === undefined ? '' : `, ${near}`}`, { fix: `it has ${known.join(', ')}` });
  }
  if (wanted.length === 0) throw new UsageError('--scenarios names none', { fix: `the plan has ${known.join(', ')}` });
  return chooseScenarios(plan, wanted);
}

/** The plan with another target; its units stay. */
function withTarget(plan: Plan, target: string | undefined): Plan {
  if (target === undefined || target === plan.target.kind) return plan;
  // The shortcut's own reader knows the targets, their defaults and the right complaint.
  const { plan: other } = parsedOrError(planFromShortcuts({ workflow: 'simple.yml', target }, asFlag), '');
  const spec: TargetSpec = other.target;
  const unfit = unfitScenario(plan, spec.kind);
  if (unfit !== undefined)
    throw new UsageError(`--target ${target} runs workflows only, and the scenario "${unfit}" has tests or a command`, {
      fix: 'leave --target out, or choose others with --scenarios',
    });
  return { ...plan, target: spec };
}

function withThresholds(plan: Plan, lines: readonly string[]): Plan {
  const rules = lines.map((line): ThresholdRule => {
    const [, metric, expression] = /^([^:\s]+)\s*:\s*(.+)$/s.exec(line.trim()) ?? [];
    if (metric === undefined || expression === undefined) {
      throw new UsageError(`--thresholds "${line}": expected METRIC: LIMIT`, { fix: 'such as --thresholds "queue_time: p(90)<60s"' });
    }
    const parsed = parseThreshold(metric, expression);
    if (!parsed.ok) throw new UsageError(`--thresholds "${line}": ${parsed.message}`, parsed.fix === undefined ? {} : { fix: parsed.fix });
    return parsed.rule;
  });
  const add = (scenario: Scenario): Scenario => ({ ...scenario, thresholds: [...scenario.thresholds, ...rules] });
  const [first, ...others] = plan.scenarios;
  return rules.length === 0 ? plan : { ...plan, scenarios: [add(first), ...others.map(add)] };
}

/** The entries that have a value. */
function given<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string };
}
