import { latestAttempt, type SimJob, type SimRun } from './world/run.ts';

/** What the runner or GitHub itself writes on a job that did not succeed. */
export function annotationsOf(run: SimRun, job: SimJob): readonly string[] {
  const { conclusion, startedAt, completedAt } = job.state;
  if (conclusion === 'failure') return ['Process completed with exit code 1.'];
  if (conclusion !== 'cancelled' || completedAt === undefined) return [];
  const attempt = run.attempts.find(({ number }) => number === job.attempt) ?? latestAttempt(run);
  if (attempt.cancelled) return [`The run was canceled by @${attempt.actor}.`, ...(startedAt === undefined ? [] : ['The operation was canceled.'])];
  if (startedAt === undefined) return ['The job was not acquired by a runner in time.'];
  const minutes = Math.round(job.planned.limitMs / 60_000);
  return completedAt - startedAt >= job.planned.limitMs
    ? [`The job has exceeded the maximum execution time of ${minutes}m0s`]
    : ['The strategy configuration was canceled because another job of the matrix failed.'];
}
