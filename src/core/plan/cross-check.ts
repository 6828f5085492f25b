import { mostPerMinute } from '../limits/impossible-rate.ts';
import type { TraceReading } from '../load/read-trace.ts';
import { TIME_METRICS } from '../timing/sample.ts';
import { beginProblems } from './begin-problems.ts';
import { type LoadContext, loadProblems } from './load-problems.ts';
import type { PathProblem } from './path-problem.ts';
import { TEST_KINDS, type TestKind } from './plan.ts';
import { BASELINE_KINDS, BASELINE_PLACE_KEYS, MAX_SCENARIOS, planKeys, SCENARIO_NAME_PATTERN, targetKeys } from './plan-file.ts';
import { quote } from './problem.ts';
import { isGroup, KEY_INPUT, MAX_INPUTS, MAX_INPUTS_LENGTH } from './unit-leaves.ts';
import { hasWork, workProblems } from './work-check.ts';

/** Metrics that need an intended time, which only an open model has. */
export const OPEN_METRICS: readonly string[] = ['wait_time', 'wait_time_from_sent', 'total_time', 'dispatch_lateness'];

/**
 * What no single value can say: the parts of a plan against each other. Works on plain values that may be wrong in any way (the schema complains about
 * those), so that these problems stand in the same list.
 */
export function crossCheck(raw: unknown, trace: (path: string) => TraceReading): PathProblem[] {
  if (!isGroup(raw)) return [];
  const target = targetOf(raw.target);
  const limits = planKeys.limits.safeParse(raw.limits ?? {});
  const mutationSpacingMs = limits.success ? limits.data['mutation-spacing'] : 1_000;
  const context: LoadContext = { mutationSpacingMs, mostPerMinute: mostPerMinute(mutationSpacingMs), poolSize: () => undefined, trace };
  return [
    ...target.problems,
    ...scenarioProblems(raw, target.defaults, context),
    ...beginProblems(raw.scenarios),
    ...(isGroup(raw.budget) && Object.keys(raw.budget).length === 0
      ? [at(['budget'], 'value', 'is empty', 'write what may be spent, such as "{ api-requests: 800/h, cost: $20 }", or remove it')]
      : []),
    ...baselineProblems(raw.baseline),
    ...detailProblems(raw),
  ];
}

/** Is this a test that we know? */
export const isTestKind = (test: unknown): test is TestKind => (TEST_KINDS as readonly unknown[]).includes(test);

const at = (path: readonly (string | number)[], part: 'key' | 'value', message: string, fix?: string): PathProblem => ({
  path,
  part,
  message,
  ...(fix !== undefined && { fix }),
});

function targetOf(target: unknown): { defaults: Record<string, unknown>; problems: PathProblem[] } {
  if (!isGroup(target)) return { defaults: {}, problems: [] };
  const named = Object.keys(targetKeys).filter((kind) => Object.hasOwn(target, kind));
  const settings = named.map((kind) => target[kind]).find(isGroup) ?? {};
  if (named.length > 1)
    return {
      defaults: settings,
      problems: [at(['target'], 'key', `names ${named.length === 2 ? 'two' : named.length} targets, ${named.join(' and ')}`, 'keep one of them')],
    };
  if (named.length === 0 && Object.keys(target).length === 0) {
    return { defaults: {}, problems: [at(['target'], 'value', 'is empty: expected "github", "simulated" or "local"')] };
  }
  return { defaults: settings, problems: [] };
}

function scenarioProblems(raw: Record<string, unknown>, defaults: Record<string, unknown>, context: LoadContext): PathProblem[] {
  if (!isGroup(raw.scenarios)) return [];
  const scenarios = Object.entries(raw.scenarios);
  const problems: PathProblem[] = [];
  if (scenarios.length === 0)
    problems.push(at(['scenarios'], 'value', 'has no scenario', 'write one, such as "calm: { test: performance, runs: 10 }"'));
  if (scenarios.length > MAX_SCENARIOS) problems.push(at(['scenarios'], 'key', `has ${scenarios.length} scenarios: at most ${MAX_SCENARIOS}`));
  for (const [name, scenario] of scenarios) {
    const path = ['scenarios', name];
    if (!new RegExp(SCENARIO_NAME_PATTERN).test(name)) problems.push(nameProblem(path, name));
    if (isGroup(scenario))
      problems.push(
        ...unitsProblems(path, scenario, defaults),
        ...loadProblems(path, scenario, context),
        ...workProblems(path, scenario, raw.target),
      );
  }
  const isClosed = (scenario: unknown) => isGroup(scenario) && (scenario.test === 'performance' || scenario.test === 'suite');
  if (scenarios.length > 0 && scenarios.every(([, scenario]) => isClosed(scenario))) problems.push(...openMetrics(['thresholds'], raw.thresholds));
  for (const [name, scenario] of scenarios) {
    if (isGroup(scenario) && isClosed(scenario)) {
      problems.push(...openMetrics(['scenarios', name, 'thresholds'], scenario.thresholds));
    }
  }
  return problems;
}

function nameProblem(path: readonly string[], name: string): PathProblem {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  const fix = new RegExp(SCENARIO_NAME_PATTERN).test(slug) ? `write "${slug}"` : undefined;
  const message = `${quote(name)} can't be the name of a scenario: lower-case letters, digits, - and _, beginning with a letter, at most 40`;
  return at(path, 'key', message, fix);
}

/** The units that a scenario and its target make together. */
function unitsProblems(path: readonly (string | number)[], scenario: Record<string, unknown>, defaults: Record<string, unknown>): PathProblem[] {
  if (!Array.isArray(scenario.units)) return unitProblems(path, scenario, defaults);
  if (scenario.units.length === 0)
    return [at([...path, 'units'], 'value', 'is an empty list', 'write one, such as "[{ workflow: simple.yml }]", or remove it')];
  const shared = {
    ...defaults,
    ...scenario,
    inputs: { ...(isGroup(defaults.inputs) ? defaults.inputs : {}), ...(isGroup(scenario.inputs) ? scenario.inputs : {}) },
  };
  const problems = scenario.units.flatMap((unit: unknown, n) => (isGroup(unit) ? unitProblems([...path, 'units', n], unit, shared) : []));
  if (scenario.over !== undefined) problems.push(at([...path, 'units'], 'key', 'does not go together with over, which makes the units', 'remove it'));
  return problems;
}

/** The unit that a scenario and its target make together. */
function unitProblems(path: readonly (string | number)[], scenario: Record<string, unknown>, defaults: Record<string, unknown>): PathProblem[] {
  const problems: PathProblem[] = [];
  if (hasWork(scenario)) return problems;
  if (scenario.workflow === undefined && defaults.workflow === undefined) {
    problems.push(at(path, 'key', 'has no workflow', 'name one here or in the target, such as "workflow: simple.yml"'));
  }
  const own = isGroup(scenario.inputs) ? scenario.inputs : {};
  const merged = { ...(isGroup(defaults.inputs) ? defaults.inputs : {}), ...own };
  const names = Object.keys(merged).filter((name) => name !== KEY_INPUT);
  const where = Object.keys(own).length > 0 ? [...path, 'inputs'] : path;
  if (names.length > MAX_INPUTS) {
    problems.push(
      at(where, 'key', `has ${names.length} inputs, with those of the target: at most ${MAX_INPUTS} (GitHub takes 25, one is the harness's own)`),
    );
  }
  const length = names.reduce((sum, name) => sum + name.length + String(merged[name]).length, 0);
  if (length > MAX_INPUTS_LENGTH) problems.push(at(where, 'key', `has inputs of ${length} characters in all: GitHub takes ${MAX_INPUTS_LENGTH}`));
  return problems;
}

function openMetrics(path: readonly string[], thresholds: unknown): PathProblem[] {
  if (!isGroup(thresholds)) return [];
  return Object.keys(thresholds)
    .filter((metric) => OPEN_METRICS.includes(metric))
    .map((metric) =>
      at(
        [...path, metric],
        'key',
        `${metric} is not measured in a performance test, where no run has an intended time`,
        'use queue_time, or "test: load"',
      ),
    );
}

/** Metrics that need what a way of reading jobs does not give. */
const UNREAD: Readonly<Record<string, { readonly metrics: readonly string[]; readonly why: string; readonly fix: string }>> = {
  batched: {
    metrics: ['queue_time', 'orchestration_time', 'release_latency'],
    why: 'check runs do not say when a job was created',
    fix: 'use "detail: sampled"',
  },
  none: {
    metrics: TIME_METRICS.filter((metric) => metric !== 'dispatch_lateness' && metric !== 'dispatch_latency'),
    why: 'no jobs are read',
    fix: 'use "detail: sampled", or "detail: batched" for execution_time',
  },
};

/** A limit on what is not measured could never be kept or broken. */
function detailProblems(raw: Record<string, unknown>): PathProblem[] {
  if (!isGroup(raw.limits)) return [];
  const { detail } = raw.limits;
  const problems: PathProblem[] = [];
  if (raw.limits['detail-share'] !== undefined && detail !== 'sampled') {
    problems.push(at(['limits', 'detail-share'], 'key', 'is for "detail: sampled" only', 'remove it, or add "detail: sampled"'));
  }
  if (raw.limits['detail-share'] === 0 || raw.limits['detail-share'] === '0%') {
    problems.push(at(['limits', 'detail-share'], 'value', 'is 0: nothing would be measured', 'use "detail: none"'));
  }
  const lacks = typeof detail === 'string' && Object.hasOwn(UNREAD, detail) ? UNREAD[detail] : undefined;
  if (lacks === undefined) return problems;
  const scenarios = isGroup(raw.scenarios) ? Object.entries(raw.scenarios) : [];
  const places: [readonly string[], unknown][] = [[['thresholds'], raw.thresholds]];
  for (const [name, scenario] of scenarios) if (isGroup(scenario)) places.push([['scenarios', name, 'thresholds'], scenario.thresholds]);
  for (const [path, thresholds] of places) {
    for (const metric of Object.keys(isGroup(thresholds) ? thresholds : {}).filter((one) => lacks.metrics.includes(one))) {
      problems.push(at([...path, metric], 'key', `${metric} is not measured with "detail: ${detail}": ${lacks.why}`, lacks.fix));
    }
  }
  return problems;
}

function baselineProblems(baseline: unknown): PathProblem[] {
  if (!isGroup(baseline)) return [];
  const problems = ruleProblems(baseline.rules);
  if (typeof baseline.from !== 'string') return problems;
  const [, name, place] = /^(file|artifact|git)(?::(.+))?$/s.exec(baseline.from) ?? [];
  const kind = BASELINE_KINDS.find((one) => one === name);
  if (kind === undefined) return problems;
  const own = BASELINE_PLACE_KEYS[kind];
  if (place === undefined && baseline[own] === undefined) {
    problems.push(at(['baseline'], 'key', `has no ${own}`, `write "from: ${kind}:${own.toUpperCase()}"`));
  }
  if (place !== undefined && baseline[own] !== undefined) {
    problems.push(at(['baseline', own], 'key', `the ${own} stands in "from" already`, 'keep one of them'));
  }
  for (const other of BASELINE_KINDS) {
    const key = BASELINE_PLACE_KEYS[other];
    if (other !== kind && baseline[key] !== undefined) {
      problems.push(at(['baseline', key], 'key', `${quote(key)} belongs to "from: ${other}"`, 'remove it'));
    }
  }
  return problems;
}

function ruleProblems(rules: unknown): PathProblem[] {
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule: unknown, i) => {
    // Another key is a rule with a typing mistake, and told as that.
    if (!isGroup(rule) || Object.keys(rule).some((key) => key !== 'benchmark' && key !== 'metric')) return [];
    return [at(['baseline', 'rules', i], 'value', 'says nothing', 'give it a margin, a direction or must-exist')];
  });
}
