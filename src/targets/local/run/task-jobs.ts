import type { JobRecord, WorkflowJob } from '../../../core/timing/records.ts';
import type { TaskOutcome } from '../../../core/work/test-outcome.ts';
import type { Task } from '../../../core/work/work.ts';
import { conclusionOf, jobRecord, type LocalRun } from './local-run.ts';

/**
 * The jobs of a test of many tasks, or of a workflow: of the last attempt. A job is created when the jobs that it needs have ended, and the first
 * ones when the attempt was.
 */
export function taskJobs(run: LocalRun, tasks: readonly TaskOutcome[], planned: readonly WorkflowJob[]): JobRecord[] {
  const worker = run.attempts.at(-1)?.worker ?? '';
  const attempt = Math.max(1, run.attempts.filter(({ interrupted }) => interrupted !== true).length);
  const begunAt = run.attempts.at(-2)?.endedAt ?? run.createdAt;
  const idOf = (task: TaskOutcome): string => task.id.replace(/\/\d+$/, '');
  return tasks.map((task) => {
    const needs = planned.find(({ id }) => id === idOf(task))?.needs ?? [];
    const createdAt = Math.max(begunAt, ...tasks.filter((other) => needs.includes(idOf(other))).map(({ endedAt }) => endedAt));
    const { startedAt, endedAt, status } = task;
    const name = run.unit.work === undefined ? task.name : nameOf(task);
    const conclusion = conclusionOf(status);
    return jobRecord({ run, id: task.id, name, createdAt: Math.min(createdAt, startedAt), startedAt, endedAt, worker, conclusion, attempt });
  });
}

/** The same, before it runs: each waits for the one before it. */
export function plannedTaskJobs(tasks: readonly Task[]): WorkflowJob[] {
  return tasks.map((task, i) => ({ id: task.id, name: nameOf(task), needs: i === 0 ? [] : [tasks[i - 1]?.id ?? ''], matrix: false }));
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }): string => `${id} ${name}`;
