import type { Unit } from '../../core/plan/plan.ts';
import type { JobRecord, Observation, WorkflowJob } from '../../core/timing/records.ts';
import { attemptJobs, type LocalRun, observationOf } from '../local/run/local-run.ts';
import { plannedTaskJobs, taskJobs } from '../local/run/task-jobs.ts';
import type { Opened } from './command-wire.ts';

/** A test at a command server: its commands are executions there, named `<key>.<attempt>.<command>`. */
export interface HttpRun extends LocalRun {
  readonly url: string;
  /** Resolves when it is known whether the server took its first command. */
  readonly taken: PromiseWithResolvers<Opened>;
  /** Executions that were begun for it. */
  readonly executions: string[];
}

export interface RunFacts {
  readonly key: string;
  readonly scenario: number;
  readonly unitIndex: number;
  readonly unit: Unit;
  readonly createdAt: number;
  readonly url: string;
}

/** A run's id is the key of its dispatch: whoever resumes knows it. */
export function httpRun({ key, scenario, unitIndex, unit, createdAt, url }: RunFacts): HttpRun {
  return {
    runId: key,
    key,
    slot: key.split('_')[3] ?? '',
    scenario,
    unitIndex,
    unit,
    createdAt,
    url: `${url}/executions?prefix=${encodeURIComponent(key)}`,
    stop: new AbortController(),
    attempts: [],
    cancelled: false,
    taken: Promise.withResolvers(),
    executions: [],
    n: 0,
    id: unit.workflow,
    group: String(scenario),
    priority: 0,
    exclusive: [],
    needs: [],
  };
}

/** The key in an execution's id. */
export function keyOfExecution(id: string): string {
  return id.split('.', 1)[0] ?? id;
}

export function httpObservation(run: HttpRun): Observation {
  return { ...observationOf(run), url: run.url };
}

/** The jobs that a run of a test will have. */
export function plannedJobs({ work, workflow }: Unit): readonly WorkflowJob[] {
  return work?.body.kind === 'tasks' ? plannedTaskJobs(work.body.tasks) : [{ id: workflow, needs: [], matrix: false }];
}

/** One job an attempt, or one a task. */
export function httpJobs(run: HttpRun): JobRecord[] {
  const tasks = run.ended?.outcome.tasks;
  return (tasks === undefined ? attemptJobs(run) : taskJobs(run, tasks, plannedJobs(run.unit))).map((job) => ({ ...job, url: run.url }));
}
