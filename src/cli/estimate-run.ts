import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ForecastJob } from '../core/cost/fleet-work.ts';
import type { RunForecast } from '../core/cost/plan-session.ts';
import { fleetModel } from '../core/fleet/model.ts';
import type { FleetSpec, Unit } from '../core/plan/plan.ts';
import { readWorkflowFile } from '../core/workflow/workflow-source.ts';
import { latestAttempt, type SimJob } from '../simulator/world/run.ts';
import { World } from '../simulator/world/world.ts';
import { TEMPLATE_FOLDER } from './templates.ts';

/** Enough for any matrix: the estimate is of a fleet that waits. */
const MANY = 1_000;

/**
 * What a run of this unit takes, when its workflow file is at hand: in `.github/workflows` of the working directory, or among the templates. The run is
 * executed on an idle simulated fleet; only what the steps sleep is known of their work.
 *
 * @returns `undefined` when the file is not there, can't be simulated, or its steps don't say how long they take
 */
export function estimateRun(unit: Unit, cwd: string, fleet?: FleetSpec): RunForecast | undefined {
  const jobs = simulatedJobs(unit, cwd, fleet);
  if (jobs === undefined) return undefined;
  const states = jobs.map(({ state }) => state);
  const runMs = Math.max(0, ...states.map(({ completedAt }) => completedAt ?? 0));
  const runnerMs = states.reduce((sum, { startedAt, completedAt }) => sum + ((completedAt ?? 0) - (startedAt ?? completedAt ?? 0)), 0);
  return runnerMs === 0 ? undefined : { runMs, jobs: states.length, runnerMs };
}

/** The jobs of one run of this unit, when its workflow file is at hand. Their work is what their steps sleep: 0 when they don't. */
export function estimateJobs(unit: Unit, cwd: string): readonly ForecastJob[] | undefined {
  return simulatedJobs(unit, cwd)?.map(({ planned }) => {
    const { key, needs, labels, skip, always, matrix, limitMs, steps } = planned;
    const workMs = steps.reduce((sum, step) => sum + step.workMs, 0);
    return { key, needs, labels, skip, always, limitMs, workMs, ...(matrix !== undefined && { matrix }) };
  });
}

function simulatedJobs(unit: Unit, cwd: string, fleet?: FleetSpec): readonly SimJob[] | undefined {
  const name = unit.workflow.replace(/^\.github\/workflows\//, '');
  const path = [join(cwd, '.github', 'workflows', name), join(TEMPLATE_FOLDER, name)].find((file) => existsSync(file));
  if (path === undefined) return undefined;
  // One pool of many, whatever the pools are: every job finds a runner.
  const { pools: _, ...rest } = fleet ?? { startupMs: 0 };
  const spec: FleetSpec = { ...rest, executionCv: 0, failureRate: 0, runners: MANY };
  try {
    const world = new World({
      repository: 'octo/fleet',
      workflows: [readWorkflowFile(name, readFileSync(path, 'utf8'))],
      fleet: fleetModel(spec, 0),
      bornAt: 0,
    });
    const [workflow] = world.workflows;
    if (workflow === undefined) return undefined;
    const run = world.dispatch(0, workflow, 'main', withDefaults(workflow.source.inputs ?? [], unit.inputs), 'you');
    for (let at = world.nextEventAt(); at !== undefined; at = world.nextEventAt()) world.advanceTo(at);
    return latestAttempt(run).jobs;
  } catch {
    // A file that our reader can't follow may be right for GitHub: then there is no estimate, and the caller says what it assumes.
    return undefined;
  }
}

function withDefaults(
  declared: readonly { readonly name: string; readonly default?: string }[],
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...Object.fromEntries(declared.map((input) => [input.name, input.default ?? ''])), ...given };
}
