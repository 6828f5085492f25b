import type * as z from 'zod/mini';
import { crossCheck } from './cross-check.ts';
import type { Path } from './document.ts';
import { httpKeys } from './http-keys.ts';
import { LATER_KEYS, LATER_TESTS } from './later.ts';
import { suiteKeys } from './local-keys.ts';
import type { PathProblem } from './path-problem.ts';
import {
  baselineKeys,
  commonScenario,
  githubKeys,
  limitKeys,
  loadKeys,
  localTargetKeys,
  type PlanFile,
  performanceKeys,
  planFile,
  planKeys,
  ruleKeys,
  simulatedKeys,
  TARGETS,
  targetKeys,
} from './plan-file.ts';
import { quote, show } from './problem.ts';
import { didYouMean } from './suggest.ts';
import { isGroup } from './unit-leaves.ts';

export type PlanCheck = { readonly ok: true; readonly file: PlanFile } | { readonly ok: false; readonly problems: readonly PathProblem[] };

/**
 * Checks plain values against the plan file's schema and against each other: every problem at once, whatever else is wrong.
 *
 * @param raw plain values as {@link readDocument} makes them
 */
export function checkPlan(raw: unknown): PlanCheck {
  const full = withSuites(withLongTarget(raw));
  const parsed = planFile.safeParse(full);
  const problems = [...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => fromIssue(issue, full))), ...crossCheck(full)];
  return parsed.success && problems.length === 0 ? { ok: true, file: parsed.data } : { ok: false, problems };
}

/** `target: simulated` is `target: { simulated: {} }`. */
function withLongTarget(raw: unknown): unknown {
  if (!isGroup(raw) || !(TARGETS as readonly unknown[]).includes(raw.target)) return raw;
  return { ...raw, target: { [String(raw.target)]: {} } };
}

/** `suite: FILE` and `plans: [FILES]` say the test themselves. */
function withSuites(raw: unknown): unknown {
  if (!isGroup(raw) || !isGroup(raw.scenarios)) return raw;
  const scenarios = Object.entries(raw.scenarios).map(([name, scenario]) => {
    const implied = isGroup(scenario) && scenario.test === undefined && (scenario.suite !== undefined || scenario.plans !== undefined);
    return [name, implied ? { test: 'suite', ...scenario } : scenario] as const;
  });
  return { ...raw, scenarios: Object.fromEntries(scenarios) };
}

function fromIssue(issue: z.core.$ZodIssue, raw: unknown): PathProblem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], part: 'key', ...unknownKey(key, path, valueAt(raw, path)) }));
    case 'custom': {
      const fix: unknown = issue.params?.fix;
      const part = issue.params?.atKey === true ? 'key' : 'value';
      return [{ path, part, message: issue.message, ...(typeof fix === 'string' && { fix }) }];
    }
    case 'invalid_union':
      return unknownTest(path.slice(0, -1), valueAt(raw, path.slice(0, -1)));
    default:
      return [{ path, part: 'value', ...notAGroup(path, valueAt(raw, path)) }];
  }
}

/** A scenario whose `test` says nothing that we know: what all kinds share is checked all the same. */
function unknownTest(path: Path, scenario: unknown): PathProblem[] {
  const test = isGroup(scenario) ? scenario.test : undefined;
  const common = commonScenario.safeParse(scenario);
  const others = common.success ? [] : common.error.issues.flatMap((issue) => fromIssue({ ...issue, path: [...path, ...issue.path] }, undefined));
  const kinds = 'expected "performance", "load" or "suite"';
  const here = { path: [...path, 'test'], part: 'value' as const };
  if (typeof test === 'string' && LATER_TESTS.includes(test)) {
    return [{ ...here, message: `the test ${quote(test)} is not yet supported: ${kinds}` }, ...others];
  }
  const fix = typeof test === 'string' ? didYouMean(test, ['performance', 'load', 'suite']) : undefined;
  const message = test === undefined ? `is missing: ${kinds}` : `${kinds}, got ${show(test)}`;
  return [{ ...here, message, ...(fix !== undefined && { fix }) }, ...others];
}

function unknownKey(key: string, path: Path, parent: unknown): { message: string; fix?: string } {
  const { known, later, what } = keysAt(path, parent);
  if (later.includes(key)) return { message: `${quote(key)} is not yet supported`, fix: 'remove it' };
  const other = what === 'scenario' ? otherTestWith(key) : undefined;
  if (other !== undefined) return { message: `${quote(key)} belongs to "test: ${other}"`, fix: `remove it, or write "test: ${other}"` };
  return { message: `unknown key ${quote(key)}`, fix: didYouMean(key, known) ?? `known here: ${known.join(', ')}` };
}

const otherTestWith = (key: string): string | undefined => {
  if (Object.hasOwn(performanceKeys, key)) return 'performance';
  if (Object.hasOwn(loadKeys, key)) return 'load';
  return Object.hasOwn(suiteKeys, key) ? 'suite' : undefined;
};

/** Which keys a group may have, and which it will have one day. */
function keysAt(path: Path, value: unknown): { known: string[]; later: readonly string[]; what?: 'scenario' } {
  const [first, second] = path;
  if (path.length === 0) return { known: Object.keys(planKeys), later: LATER_KEYS.plan };
  if (first === 'scenarios') {
    const test = isGroup(value) ? value.test : undefined;
    const keys = test === 'load' ? loadKeys : test === 'suite' ? suiteKeys : performanceKeys;
    return { known: Object.keys(keys), later: LATER_KEYS.scenario, what: 'scenario' };
  }
  if (first === 'target' && path.length === 1) return { known: Object.keys(targetKeys), later: LATER_KEYS.target };
  if (first === 'target')
    return {
      known: Object.keys(second === 'github' ? githubKeys : second === 'local' ? localTargetKeys : second === 'http' ? httpKeys : simulatedKeys),
      later: [],
    };
  if (first === 'baseline' && path.length > 1) return { known: Object.keys(ruleKeys), later: [] };
  if (first === 'baseline') return { known: Object.keys(baselineKeys), later: LATER_KEYS.baseline };
  return { known: Object.keys(limitKeys), later: LATER_KEYS.limits };
}

const GROUPS: Readonly<Record<string, string>> = {
  '': 'a plan: a group of keys such as version, name, target and scenarios',
  target: '"github", "simulated", "local", or one of them with settings',
  scenarios: 'scenarios by name, such as "calm: { test: performance, runs: 10 }"',
  baseline: 'a group of keys, such as "{ from: file:baseline.json, regression: 10% }"',
  'baseline.rules': 'a list of rules, such as "[{ metric: queue_time, margin: 25% }]"',
  limits: 'a group of keys, such as "{ mutation-spacing: 1s, reserve: 20% }"',
};

function notAGroup(path: Path, value: unknown): { message: string; fix?: string } {
  const accepts =
    GROUPS[path.join('.')] ?? (path[0] === 'scenarios' ? 'a group of keys, such as "{ test: performance, runs: 10 }"' : 'a group of keys');
  if (value === undefined) return { message: path.length === 0 ? `the plan is empty: expected ${accepts}` : `is missing: expected ${accepts}` };
  if (value === null && path.length === 0) return { message: `the plan is empty: expected ${accepts}` };
  if (value === null)
    return {
      message: `has no value: expected ${accepts}`,
      fix:
        path[0] === 'limits' || (path.length > 1 && path[0] === 'target')
          ? 'write {} for all defaults, or remove the key'
          : 'give one or remove the key',
    };
  const message = `expected ${accepts}, got ${show(value)}`;
  if (path[0] !== 'target' || typeof value !== 'string') return { message };
  if (LATER_KEYS.target.includes(value)) return { message: `the target ${quote(value)} is not yet supported` };
  const fix = value === 'http' ? 'say where it is: "target: { http: { url: http://127.0.0.1:8090 } }"' : didYouMean(value, TARGETS);
  return { message, ...(fix !== undefined && { fix }) };
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) value = isGroup(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}
