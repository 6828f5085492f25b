import { strToU8, zipSync } from 'fflate';
import { annotationsOf } from '../annotations.ts';
import { stepTimes } from '../step-times.ts';
import type { SimAttempt, SimJob, SimRun } from '../world/run.ts';

/** The log of one job, a stamp before every line. */
export function jobLog(run: SimRun, job: SimJob): string {
  const steps = stepTimes(job);
  const lines = steps.flatMap((step, i) => stepLines(job, step.startsAt ?? 0, step.name, i === 0));
  const last = steps.at(-1)?.endsAt ?? job.state.completedAt ?? run.createdAt;
  return [...lines, ...annotationsOf(run, job).map((message) => line(last, `##[error]${message}`))].join('');
}

/** The archive of a run's logs: one file a job, and a folder a job with one file a step. */
export function runLogs(run: SimRun, attempt: SimAttempt): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  attempt.jobs.forEach((job, i) => {
    if (job.state.startedAt === undefined) return;
    const folder = job.planned.name.replace(/[^\w .()-]/g, '_');
    files[`${i}_${folder}.txt`] = strToU8(jobLog(run, job));
    stepTimes(job).forEach((step, n) => {
      if (step.startsAt === undefined) return;
      const name = step.name.replace(/[^\w .()-]/g, '_');
      files[`${folder}/${n + 1}_${name}.txt`] = strToU8(stepLines(job, step.startsAt, step.name, n === 0).join(''));
    });
  });
  return zipSync(files, { mtime: new Date(Math.max(run.createdAt, 315_619_200_000)) });
}

function stepLines(job: SimJob, at: number, name: string, first: boolean): readonly string[] {
  if (!first) return [line(at, `##[group]${name}`), line(at, '##[endgroup]')];
  const { runner } = job.state;
  const where = runner === undefined ? '' : `${runner.pool}-${runner.number}`;
  return [line(at, 'Current runner version: embedded'), line(at, `Runner name: '${where}'`), line(at, `Complete job name: ${job.planned.name}`)];
}

function line(at: number, text: string): string {
  return `${new Date(at).toISOString().replace('Z', '0000Z')} ${text}\n`;
}
