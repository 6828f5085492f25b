import type { JobRecord, RunDetails } from './records.ts';

/** A run's jobs, each either counted or left out for a reason. */
export interface CountedJobs {
  readonly counted: readonly JobRecord[];
  readonly leftOut: readonly { readonly job: JobRecord; readonly why: string }[];
}

/**
 * Which of a run's job records are measured. The first attempt is: it is what the dispatch caused, and what the fleet did under the load of
 * the test. Of a job that is listed only with a later attempt, that one counts, unless GitHub merely carried its result over: then its
 * `created_at` is the re-run's and its `started_at` the old one.
 */
export function countedJobs(details: RunDetails): CountedJobs {
  const first = new Map<string, number>();
  for (const { name, attempt } of details.jobs) first.set(name, Math.min(attempt, first.get(name) ?? attempt));
  const counted: JobRecord[] = [];
  const leftOut: { job: JobRecord; why: string }[] = [];
  for (const job of details.jobs) {
    const why = reasonToLeaveOut(job, first.get(job.name) ?? job.attempt, details.jobs);
    if (why === undefined) counted.push(job);
    else leftOut.push({ job, why });
  }
  return { counted, leftOut };
}

function reasonToLeaveOut(job: JobRecord, firstAttempt: number, all: readonly JobRecord[]): string | undefined {
  const origin = carriedOverFrom(job, all);
  if (typeof origin === 'object') return `carried over from attempt ${origin.attempt}`;
  if (job.attempt > firstAttempt) return `re-run: attempt ${firstAttempt} of this job counts`;
  return origin === undefined ? undefined : 'carried over from an earlier attempt: it started before it was created';
}

/**
 * Of which earlier execution is this record only a copy, made when somebody ran the run again? A copy is younger than its own start. Its `run_attempt` is
 * that of the re-run, or still the old one.
 *
 * @param all jobs of the same run, of every attempt that is known
 * @returns the record of that execution; `'unlisted'` where it is not among them, and the stamps alone tell; `undefined` for a job of its own
 */
export function carriedOverFrom(job: JobRecord, all: readonly JobRecord[]): JobRecord | 'unlisted' | undefined {
  const { createdAt, startedAt, attempt } = job;
  const young = createdAt !== undefined && startedAt !== undefined && startedAt < createdAt;
  if (attempt <= 1 && !young) return undefined;
  const isOlder = (other: JobRecord): boolean =>
    other.attempt < attempt || (young && other.attempt === attempt && other.createdAt !== undefined && other.createdAt < createdAt);
  const origin = all.find((other) => other !== job && isOlder(other) && isCarriedOver(job, other));
  if (origin !== undefined) return origin;
  return attempt > 1 && young ? 'unlisted' : undefined;
}

/**
 * Is the later record the same execution as the earlier one? The rule of OpenTelemetry's queue collector: same name, start, conclusion,
 * runner and labels, and an end within one second.
 */
function isCarriedOver(later: JobRecord, earlier: JobRecord): boolean {
  return (
    later.name === earlier.name &&
    later.startedAt === earlier.startedAt &&
    later.conclusion === earlier.conclusion &&
    later.runner?.name === earlier.runner?.name &&
    later.labels.join('\n') === earlier.labels.join('\n') &&
    Math.abs((later.completedAt ?? 0) - (earlier.completedAt ?? 0)) <= 1_000
  );
}
