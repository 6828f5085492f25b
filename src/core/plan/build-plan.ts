import type { GateRule } from '../gate/gate-policy.ts';
import { mostPerMinute } from '../limits/impossible-rate.ts';
import { slotCount } from '../load/extent.ts';
import type { TraceReading } from '../load/read-trace.ts';
import { SAMPLED_SHARE } from '../session/detail.ts';
import type { SuiteUnits } from '../work/read-work.ts';
import { type ArrivalContext, buildArrivals } from './build-arrivals.ts';
import { OPEN_METRICS } from './cross-check.ts';
import type { Arrivals, BaselinePlace, BaselineSpec, Begin, BudgetSpec, LocalSpec, Plan, Scenario, TargetSpec, Unit } from './plan.ts';
import type { LoadScenarioFile, PlanFile, ScenarioFile } from './plan-file.ts';
import { traceReader } from './trace-reader.ts';

/**
 * A checked plan file as the plan that the program runs: defaults flow from the target to the scenarios.
 *
 * @returns the plan, and what its author should know: limits that don't apply somewhere, limits that too few runs can't decide
 */
export function buildPlan(
  file: PlanFile,
  trace: (path: string) => TraceReading = traceReader(),
  tests: ReadonlyMap<string, SuiteUnits> = new Map(),
): { plan: Plan; notes: string[] } {
  const notes: string[] = [];
  const { github, simulated, local } = file.target;
  // Of the local target, `repository` is a folder.
  const defaults: UnitDefaults = github ?? simulated ?? (local === undefined ? {} : { ...local, repository: undefined });
  const spacing = file.limits['mutation-spacing'];
  const context: ArrivalContext = {
    mostPerMinute: mostPerMinute(spacing),
    poolSize: (label) => simulated?.pools?.[label]?.runners,
    trace,
  };
  const names = Object.keys(file.scenarios);
  const scenarios = Object.entries(file.scenarios).map(([name, scenario]): Scenario => {
    const own = tests.get(name);
    const arrivals = scenario.test === 'suite' ? suiteArrivals(scenario, own?.units.length ?? 1) : buildArrivals(scenario, context);
    const common = (file.thresholds ?? []).filter(({ metric }) => appliesTo(arrivals, metric));
    for (const metric of new Set((file.thresholds ?? []).filter((rule) => !common.includes(rule)).map((rule) => rule.metric))) {
      const why =
        arrivals.model === 'adaptive'
          ? 'it looks for the load that breaks limits: name it in slo, or among its own thresholds'
          : "a performance test's runs have no intended time";
      notes.push(`scenario ${name}: the plan's limit on ${metric} does not apply to it, because ${why}`);
    }
    const thresholds = [...common, ...(scenario.thresholds ?? [])];
    const runs = slotCount(arrivals);
    const perRun = 'jobs-per-run' in scenario ? scenario['jobs-per-run'] : undefined;
    const share = file.limits.detail === 'sampled' ? (file.limits['detail-share'] ?? SAMPLED_SHARE) : 1;
    for (const { metric, expression, aggregation } of thresholds) {
      if (aggregation.kind !== 'percentile') continue;
      const needed = valuesToPass(aggregation.p);
      const read = Math.floor((runs ?? 0) * share * (metric.startsWith('run_') ? 1 : (perRun ?? 1)));
      if (runs !== undefined && read < needed) {
        notes.push(
          `scenario ${name}: ${metric} ${expression} can be inconclusive: it passes from ${needed} values on, and there are ${count(read, perRun === undefined || metric.startsWith('run_') ? 'run' : 'job')}${share < 1 ? ' in the sample' : ''}`,
        );
      }
    }
    if (scenario.test !== 'suite')
      return { name, test: scenario.test, arrivals, ...unitsOf(name, scenario, defaults), ...courseOf(scenario, names), thresholds };
    if (own === undefined) throw new Error('buildPlan: the tests of a suite were read');
    return { name, test: scenario.test, arrivals, units: own.units, suite: own.suite, thresholds };
  });
  const [first, ...others] = scenarios;
  if (first === undefined) throw new Error('buildPlan: a checked plan has a scenario');
  const { limits } = file;
  const plan: Plan = {
    version: file.version,
    name: file.name,
    ...(file.seed !== undefined && { seed: file.seed }),
    target: targetOf(file.target),
    scenarios: [first, ...others],
    ...(file.baseline !== undefined && { baseline: baselineOf(file.baseline) }),
    ...(file.budget !== undefined && { budget: budgetOf(file.budget) }),
    limits: {
      mutationSpacingMs: limits['mutation-spacing'],
      reserve: limits.reserve,
      pollMs: limits.poll,
      runTimeoutMs: limits['run-timeout'],
      ...(limits.detail !== undefined && { detail: limits.detail }),
      ...(limits['detail-share'] !== undefined && { detailShare: limits['detail-share'] }),
    },
  };
  return { plan, notes };
}

type UnitDefaults = Pick<NonNullable<PlanFile['target']['github']>, 'workflow' | 'ref' | 'inputs' | 'repository'>;

/** What a unit says itself. */
function given({ workflow, repository, ref }: UnitDefaults): UnitDefaults {
  return { ...(workflow !== undefined && { workflow }), ...(repository !== undefined && { repository }), ...(ref !== undefined && { ref }) };
}

function unitOf(own: UnitDefaults, defaults: UnitDefaults): Unit {
  const { workflow = defaults.workflow, repository = defaults.repository, ref = defaults.ref, inputs } = own;
  if (workflow === undefined) throw new Error('buildPlan: a checked scenario has a workflow');
  return { workflow, ...(repository !== undefined && { repository }), ...(ref !== undefined && { ref }), inputs: { ...defaults.inputs, ...inputs } };
}

/** The units of a scenario: itself, those of its list, or one for each pool. */
function unitsOf(name: string, scenario: LoadScenarioFile, defaults: UnitDefaults): Pick<Scenario, 'units' | 'weights' | 'jobsPerRun'> {
  const { command, ref = defaults.ref } = scenario;
  if (command !== undefined) return { units: [{ workflow: name, ...(ref !== undefined && { ref }), inputs: {}, work: { ...command, id: name } }] };
  const perRun = scenario['jobs-per-run'];
  const shared = {
    ...defaults,
    ...given(scenario),
    inputs: { ...defaults.inputs, ...scenario.inputs, ...(perRun !== undefined && { [JOBS_INPUT]: String(perRun) }) },
  };
  const jobs = perRun === undefined ? {} : { jobsPerRun: perRun };
  if (scenario.test === 'scalability') {
    const { input, values } = scenario.over;
    const [first, ...others] = values.map((value) => unitOf({ inputs: { [input]: value } }, shared));
    return { units: [first ?? unitOf({}, shared), ...others], ...jobs };
  }
  const [first, ...others] = scenario.units ?? [];
  if (first === undefined) return { units: [unitOf({}, shared)], ...jobs };
  const weighted = [first, ...others].some(({ weight }) => weight !== undefined);
  return {
    units: [unitOf(first, shared), ...others.map((unit) => unitOf(unit, shared))],
    ...(weighted && { weights: [first, ...others].map(({ weight = 1 }) => weight) }),
    ...jobs,
  };
}

/** The workflow input that says how many jobs a run has. */
const JOBS_INPUT = 'count';

/** When a scenario begins, and what of it counts. */
function courseOf(scenario: LoadScenarioFile, names: readonly string[]): Pick<Scenario, 'begin' | 'warmupMs' | 'gracefulStopMs' | 'late'> {
  const { start, after } = scenario;
  const gracefulStopMs = scenario['graceful-stop'];
  const warmupMs = 'warmup' in scenario ? scenario.warmup : undefined;
  const late = 'late' in scenario ? scenario.late : undefined;
  const begin: Begin | undefined =
    after !== undefined
      ? { kind: 'after', scenarios: after.map((name) => names.indexOf(name)), delayMs: start ?? 0 }
      : start !== undefined
        ? { kind: 'at', offsetMs: start }
        : undefined;
  return {
    ...(begin !== undefined && { begin }),
    ...(warmupMs !== undefined && { warmupMs }),
    ...(gracefulStopMs !== undefined && { gracefulStopMs }),
    ...(late !== undefined && { late }),
  };
}

function budgetOf(file: NonNullable<PlanFile['budget']>): BudgetSpec {
  const { 'api-requests': apiRequests, 'runner-minutes': runnerMinutes, cost, 'wall-time': wallTimeMs } = file;
  return {
    ...(apiRequests !== undefined && { apiRequests }),
    ...(runnerMinutes !== undefined && { runnerMinutes }),
    ...(cost !== undefined && { costUsd: cost }),
    ...(wallTimeMs !== undefined && { wallTimeMs }),
  };
}

/** Every test once, or so many times. */
function suiteArrivals({ repeat, concurrency }: Extract<ScenarioFile, { readonly test: 'suite' }>, tests: number): Arrivals {
  const runs = tests * repeat;
  return { model: 'closed', runs, concurrency: Math.min(concurrency ?? runs, runs) };
}

function targetOf({ github, simulated, local, http }: PlanFile['target']): TargetSpec {
  if (http !== undefined) return { kind: 'http', http: { url: http.url, transport: http.transport, tokenEnv: http['token-env'] } };
  if (local !== undefined) return { kind: 'local', local: localOf(local) };
  if (simulated === undefined) return { kind: 'github', ...(github?.repository !== undefined && { repository: github.repository }) };
  const { runners, startup, execution, pools } = simulated;
  const executionMs = execution === undefined ? {} : { executionMs: execution };
  const labelled = Object.entries(pools ?? {}).map(([label, pool]) => ({ label, runners: pool.runners, startupMs: pool.startup ?? startup }));
  const fleet = {
    runners: pools === undefined ? runners : labelled.reduce((sum, pool) => sum + pool.runners, 0),
    startupMs: startup,
    ...(pools !== undefined && { pools: labelled }),
    ...executionMs,
    executionCv: simulated['execution-cv'],
    failureRate: simulated['failure-rate'],
  };
  return { kind: 'simulated', fleet };
}

function localOf(given: NonNullable<PlanFile['target']['local']>): LocalSpec {
  const { repository, worktrees, workers, clean, uses, env, order } = given;
  return {
    repository,
    ...(worktrees !== undefined && { worktrees }),
    workers,
    preserveFailed: given['preserve-failed'],
    clean,
    uses,
    env,
    order,
    maxRetries: given['max-retries'],
    maxDiskBytes: given['max-disk'],
    filters: given.filters,
    submodules: given.submodules,
  };
}

function baselineOf(given: NonNullable<PlanFile['baseline']>): BaselineSpec {
  const { id, source, regression, rules } = given;
  return {
    from: placeOf(given),
    ...(id !== undefined && { id }),
    ...(source !== undefined && { source }),
    regression,
    ...(rules !== undefined && rules.length > 0 && { rules: rules.map(ruleOf) }),
  };
}

function placeOf({ from, path, name, branch }: NonNullable<PlanFile['baseline']>): BaselinePlace {
  const [, kind = '', place = ''] = /^([a-z]+):?(.*)$/s.exec(from) ?? [];
  if (kind === 'artifact') return { kind, name: name ?? place };
  return kind === 'git' ? { kind, branch: branch ?? place } : { kind: 'file', path: path ?? place };
}

function ruleOf({
  'must-exist': mustExist,
  benchmark,
  metric,
  margin,
  direction,
}: NonNullable<NonNullable<PlanFile['baseline']>['rules']>[number]): GateRule {
  return {
    ...(benchmark !== undefined && { benchmark }),
    ...(metric !== undefined && { metric }),
    ...(margin !== undefined && { margin }),
    ...(direction !== undefined && { direction }),
    ...(mustExist !== undefined && { mustExist }),
  };
}

/** Is a limit of the plan one of a scenario that arrives so? */
function appliesTo({ model }: Arrivals, metric: string): boolean {
  return model === 'open' || (model === 'closed' && !OPEN_METRICS.includes(metric));
}

/** Fewest values with which `p(N)<L` can pass, all of them below L: the least n with (N/100)^n ≤ 5 %. 29 for p90, 59 for p95, 299 for p99. */
export function valuesToPass(p: number): number {
  return Math.ceil(Math.log(0.05) / Math.log(p / 100));
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
