import type { GateRule } from '../gate/gate-policy.ts';
import { slotCount } from '../load/extent.ts';
import { SAMPLED_SHARE } from '../session/detail.ts';
import { OPEN_METRICS } from './cross-check.ts';
import type { Arrivals, BaselinePlace, BaselineSpec, Plan, Scenario, TargetSpec, Unit } from './plan.ts';
import type { PlanFile, ScenarioFile } from './plan-file.ts';

/**
 * A checked plan file as the plan that the program runs: defaults flow from the target to the scenarios.
 *
 * @returns the plan, and what its author should know: limits that don't apply somewhere, limits that too few runs can't decide
 */
export function buildPlan(file: PlanFile): { plan: Plan; notes: string[] } {
  const notes: string[] = [];
  const { github, simulated } = file.target;
  const defaults: UnitDefaults = github ?? simulated ?? {};
  const scenarios = Object.entries(file.scenarios).map(([name, scenario]): Scenario => {
    const arrivals = arrivalsOf(scenario);
    const common = (file.thresholds ?? []).filter(({ metric }) => arrivals.model === 'open' || !OPEN_METRICS.includes(metric));
    for (const metric of new Set((file.thresholds ?? []).filter((rule) => !common.includes(rule)).map((rule) => rule.metric))) {
      notes.push(`scenario ${name}: the plan's limit on ${metric} does not apply to it, because a performance test's runs have no intended time`);
    }
    const thresholds = [...common, ...(scenario.thresholds ?? [])];
    const runs = slotCount(arrivals);
    const share = file.limits.detail === 'sampled' ? (file.limits['detail-share'] ?? SAMPLED_SHARE) : 1;
    for (const { metric, expression, aggregation } of thresholds) {
      if (aggregation.kind !== 'percentile') continue;
      const needed = valuesToPass(aggregation.p);
      const read = Math.floor((runs ?? 0) * share);
      if (runs !== undefined && read < needed) {
        notes.push(
          `scenario ${name}: ${metric} ${expression} can be inconclusive: it passes from ${needed} values on, and there are ${count(read, 'run')}${share < 1 ? ' in the sample' : ''}`,
        );
      }
    }
    return { name, test: scenario.test, arrivals, units: [unitOf(scenario, defaults)], thresholds };
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

function unitOf(scenario: ScenarioFile, defaults: UnitDefaults): Unit {
  const { workflow = defaults.workflow, repository = defaults.repository, ref = defaults.ref, inputs } = scenario;
  if (workflow === undefined) throw new Error('buildPlan: a checked scenario has a workflow');
  return { workflow, ...(repository !== undefined && { repository }), ...(ref !== undefined && { ref }), inputs: { ...defaults.inputs, ...inputs } };
}

function arrivalsOf(scenario: ScenarioFile): Arrivals {
  if (scenario.test === 'performance') return { model: 'closed', runs: scenario.runs, concurrency: scenario.concurrency };
  return { model: 'open', shape: 'constant', rate: scenario.rate, durationMs: scenario.duration };
}

function targetOf({ github, simulated }: PlanFile['target']): TargetSpec {
  if (simulated === undefined) return { kind: 'github', ...(github?.repository !== undefined && { repository: github.repository }) };
  const { runners, startup, execution } = simulated;
  const executionMs = execution === undefined ? {} : { executionMs: execution };
  const fleet = { runners, startupMs: startup, ...executionMs, executionCv: simulated['execution-cv'], failureRate: simulated['failure-rate'] };
  return { kind: 'simulated', fleet };
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

/** Fewest values with which `p(N)<L` can pass, all of them below L: the least n with (N/100)^n ≤ 5 %. 29 for p90, 59 for p95, 299 for p99. */
export function valuesToPass(p: number): number {
  return Math.ceil(Math.log(0.05) / Math.log(p / 100));
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
