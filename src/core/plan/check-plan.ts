import type * as z from 'zod/mini';
import type { TraceReading } from '../load/read-trace.ts';
import { parseDuration } from '../time.ts';
import { crossCheck, isTestKind } from './cross-check.ts';
import type { Path } from './document.ts';
import { httpKeys } from './http-keys.ts';
import { LATER_KEYS } from './later.ts';
import { placesStageKeys, rateStageKeys, sineKeys, stairsKeys } from './load-keys.ts';
import type { PathProblem } from './path-problem.ts';
import { TEST_KINDS } from './plan.ts';
import {
  baselineKeys,
  budgetKeys,
  commonScenario,
  githubKeys,
  limitKeys,
  localTargetKeys,
  mixedUnitKeys,
  type PlanFile,
  planFile,
  planKeys,
  poolKeys,
  ruleKeys,
  SCENARIO_KEYS,
  simulatedKeys,
  TARGETS,
  targetKeys,
} from './plan-file.ts';
import { quote, show } from './problem.ts';
import { didYouMean } from './suggest.ts';
import { traceReader } from './trace-reader.ts';
import { isGroup } from './unit-leaves.ts';

export type PlanCheck = { readonly ok: true; readonly file: PlanFile } | { readonly ok: false; readonly problems: readonly PathProblem[] };

/**
 * Checks plain values against the plan file's schema and against each other: every problem at once, whatever else is wrong.
 *
 * @param raw plain values as {@link readDocument} makes them
 * @param trace reads a recorded trace that a scenario replays
 */
export function checkPlan(raw: unknown, trace: (path: string) => TraceReading = traceReader()): PlanCheck {
  const full = withRateTexts(withSuites(withLongTarget(raw)));
  const parsed = planFile.safeParse(full);
  const crossed = crossCheck(full, trace);
  // What the arithmetic says of a value is more than that it has the wrong form.
  const told = new Set(crossed.map(({ path }) => JSON.stringify(path)));
  const formal = (parsed.success ? [] : parsed.error.issues.flatMap((issue) => fromIssue(issue, full))).filter(
    ({ path, part }) => part === 'key' || !told.has(JSON.stringify(path)),
  );
  const problems = [...formal, ...crossed];
  return parsed.success && problems.length === 0 ? { ok: true, file: parsed.data } : { ok: false, problems };
}

/** k6's way: with a `time-unit`, rates are plain numbers of runs in it. */
function withRateTexts(raw: unknown): unknown {
  if (!isGroup(raw) || !isGroup(raw.scenarios)) return raw;
  const scenarios = Object.entries(raw.scenarios).map(([name, scenario]): [string, unknown] => {
    if (!isGroup(scenario) || scenario.executor === undefined) return [name, scenario];
    const unit = scenario['time-unit'];
    if (typeof unit !== 'string' || parseDuration(unit) === undefined) return [name, scenario];
    const text = (value: unknown): unknown => (typeof value === 'number' && value > 0 ? `${value}/${unit}` : value);
    const { stages } = scenario;
    const copy: Record<string, unknown> = { ...scenario };
    for (const key of ['rate', 'start-rate']) if (copy[key] !== undefined) copy[key] = text(copy[key]);
    if (Array.isArray(stages)) copy.stages = stages.map((stage: unknown) => (isGroup(stage) ? { ...stage, target: text(stage.target) } : stage));
    return [name, copy];
  });
  return { ...raw, scenarios: Object.fromEntries(scenarios) };
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
  const here = { path: [...path, 'test'], part: 'value' as const };
  const fix =
    typeof test === 'string'
      ? didYouMean(test, TEST_KINDS)
      : isGroup(scenario) && typeof scenario.executor === 'string'
        ? `write "test: ${/rate/.test(scenario.executor) ? 'load' : 'performance'}" beside the executor`
        : undefined;
  const message = test === undefined ? `is missing: ${KINDS}` : `${KINDS}, got ${show(test)}`;
  return [{ ...here, message, ...(fix !== undefined && { fix }) }, ...others];
}

const KINDS = `expected ${TEST_KINDS.map((kind) => `"${kind}"`)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' or ')}`;

function unknownKey(key: string, path: Path, parent: unknown): { message: string; fix?: string } {
  const { known, later, what } = keysAt(path, parent);
  if (later.includes(key)) return { message: `${quote(key)} is not yet supported`, fix: 'remove it' };
  const other = what === 'scenario' ? otherTestWith(key) : undefined;
  if (other !== undefined) return { message: `${quote(key)} belongs to "test: ${other}"`, fix: `remove it, or write "test: ${other}"` };
  return { message: `unknown key ${quote(key)}`, fix: didYouMean(key, known) ?? `known here: ${known.join(', ')}` };
}

const otherTestWith = (key: string): string | undefined => TEST_KINDS.find((kind) => Object.hasOwn(SCENARIO_KEYS[kind], key));

/** Groups within a scenario, by the key that they stand under. */
const INNER_KEYS: Readonly<Record<string, object>> = {
  units: mixedUnitKeys,
  stages: { ...placesStageKeys, ...rateStageKeys },
  stairs: stairsKeys,
  sine: sineKeys,
};

/** Which keys a group may have, and which it will have one day. */
function keysAt(path: Path, value: unknown): { known: string[]; later: readonly string[]; what?: 'scenario' } {
  const [first, second, third] = path;
  if (path.length === 0) return { known: Object.keys(planKeys), later: LATER_KEYS.plan };
  if (first === 'scenarios' && path.length > 2) return { known: Object.keys(INNER_KEYS[String(third)] ?? {}), later: [] };
  if (first === 'scenarios') {
    const test = isGroup(value) ? value.test : undefined;
    const keys = SCENARIO_KEYS[isTestKind(test) ? test : 'performance'];
    return { known: Object.keys(keys), later: LATER_KEYS.scenario, what: 'scenario' };
  }
  if (first === 'target' && path.length === 1) return { known: Object.keys(targetKeys), later: LATER_KEYS.target };
  if (first === 'target' && path.length > 2) return { known: Object.keys(poolKeys), later: [] };
  if (first === 'target')
    return {
      known: Object.keys(second === 'github' ? githubKeys : second === 'local' ? localTargetKeys : second === 'http' ? httpKeys : simulatedKeys),
      later: [],
    };
  if (first === 'budget') return { known: Object.keys(budgetKeys), later: [] };
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
  budget: 'a group of keys, such as "{ api-requests: 800/h, cost: $20 }"',
  limits: 'a group of keys, such as "{ mutation-spacing: 1s, reserve: 20% }"',
};

/** What stands under a key of a scenario, as a whole and one of its members. */
const INNER: Readonly<Record<string, readonly [string, string]>> = {
  units: ['a list of units, such as "[{ workflow: simple.yml, weight: 3 }]"', 'a group of keys, such as "{ workflow: simple.yml, weight: 3 }"'],
  stages: ['a list of stages, such as "[{ duration: 5m, target: 60/min }]"', 'a group of keys, such as "{ duration: 5m, target: 60/min }"'],
  stairs: ['a group of keys, such as "{ from: 5/min, step: 5/min, levels: 6, every: 5m }"', 'a group of keys'],
  sine: ['a group of keys, such as "{ mean: 10/min, amplitude: 8/min, period: 1h }"', 'a group of keys'],
};

function notAGroup(path: Path, value: unknown): { message: string; fix?: string } {
  const inner = path[0] === 'scenarios' && path.length > 2 ? INNER[String(path[2])] : undefined;
  const [list, one] = inner ?? [];
  const accepts =
    (path.length === 3 ? list : one) ??
    GROUPS[path.join('.')] ??
    (path[0] === 'scenarios' ? 'a group of keys, such as "{ test: performance, runs: 10 }"' : 'a group of keys');
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
  if (value === 'http')
    return { message: 'the target "http" needs the address of its server', fix: 'write "target: { http: { url: http://127.0.0.1:8090 } }"' };
  const fix = didYouMean(value, TARGETS);
  return { message, ...(fix !== undefined && { fix }) };
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) value = isGroup(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}
