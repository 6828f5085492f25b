import { strToU8, zipSync } from 'fflate';
import { annotationsOf } from '../annotations.ts';
import { stepTimes } from '../step-times.ts';
import type { SimAttempt, SimJob, SimRun } from '../world/run.ts';

/** The earliest year that a zip file can hold is 1980. */
const ZIP_EPOCH_MS = Date.UTC(1980, 0, 2);

/** The log of one job, a stamp before every line. */
export function jobLog(run: SimRun, job: SimJob): string {
  return stepLogs(run, job)
    .map(({ text }) => text)
    .join('');
}

/** The archive of a run's logs: one file a job, and a folder a job with one file a step. */
export function runLogs(run: SimRun, attempt: SimAttempt): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  attempt.jobs.forEach((job, i) => {
    if (job.state.startedAt === undefined) return;
    const folder = fileName(job.planned.name);
    files[`${i}_${folder}.txt`] = strToU8(jobLog(run, job));
    for (const { number, name, text } of stepLogs(run, job)) files[`${folder}/${number}_${fileName(name)}.txt`] = strToU8(text);
  });
  return zipSync(files, { mtime: new Date(Math.max(run.createdAt, ZIP_EPOCH_MS)) });
}

/** Steps that began. What ended the job stands in the step that it ended. */
function stepLogs(run: SimRun, job: SimJob): readonly { readonly number: number; readonly name: string; readonly text: string }[] {
  return stepTimes(job).flatMap(({ name, conclusion, startsAt, endsAt }, i) => {
    if (startsAt === undefined) return [];
    const lines =
      i === 0 ? setUpLines(job).map((text) => line(startsAt, text)) : [line(startsAt, `##[group]${name}`), line(startsAt, '##[endgroup]')];
    const ended = conclusion === 'failure' || conclusion === 'cancelled';
    const errors = ended ? annotationsOf(run, job).map((message) => line(endsAt ?? startsAt, `##[error]${message}`)) : [];
    return [{ number: i + 1, name, text: [...lines, ...errors].join('') }];
  });
}

function setUpLines({ state, planned }: SimJob): readonly string[] {
  const runner = state.runner === undefined ? '' : `${state.runner.pool}-${state.runner.number}`;
  return ['Current runner version: embedded', `Runner name: '${runner}'`, `Complete job name: ${planned.name}`];
}

function fileName(name: string): string {
  return name.replace(/[^\w .()-]/g, '_');
}

/** With as many digits as the runner writes. */
function line(at: number, text: string): string {
  return `${new Date(at).toISOString().replace('Z', '0000Z')} ${text}\n`;
}
