import type { JobRecord, WorkflowJob } from '../../../core/timing/records.ts';
import type { TaskOutcome } from '../../../core/work/test-outcome.ts';
import type { Task } from '../../../core/work/work.ts';
import { conclusionOf, jobRecord, type LocalRun } from './local-run.ts';

/** The jobs of a test of many tasks: a task each, of the last attempt. The end of a task creates the next one. */
export function taskJobs(run: LocalRun, tasks: readonly TaskOutcome[]): JobRecord[] {
  const worker = run.attempts.at(-1)?.worker ?? '';
  const before = run.attempts.at(-2)?.endedAt;
  let createdAt = before ?? run.createdAt;
  return tasks.map((task) => {
    const name = nameOf(task);
    const { startedAt, endedAt } = task;
    const job = jobRecord({ run, id: task.id, name, createdAt, startedAt, endedAt, worker, conclusion: conclusionOf(task.status) });
    createdAt = endedAt;
    return job;
  });
}

/** The same, before it runs: each waits for the one before it. */
export function plannedTaskJobs(tasks: readonly Task[]): WorkflowJob[] {
  return tasks.map((task, i) => ({ id: task.id, name: nameOf(task), needs: i === 0 ? [] : [tasks[i - 1]?.id ?? ''], matrix: false }));
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }): string => `${id} ${name}`;
