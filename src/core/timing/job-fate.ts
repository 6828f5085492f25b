import type { JobRecord } from './records.ts';

/** First-step starts that differ by more than this from `started_at` make a sample disputed. */
export const DISPUTED_BEYOND_MS = 2_000;

/** Words that evidence begins with; the summary counts by them. */
export const DISPUTED = 'disputed:';
export const FROM_STEP = 'from the first step';

/** How far a job came, as far as its waiting and running can be measured. */
export type JobFate =
  /** A runner took it. */
  | { readonly kind: 'ran'; readonly startedAt: number; readonly evidence?: string }
  /** It was still waiting at `untilAt` (server's clock), when something else ended that: its true wait is at least so long. */
  | { readonly kind: 'waited'; readonly untilAt: number; readonly why: string }
  /** Nothing about it can be measured. */
  | { readonly kind: 'none'; readonly why: string };

/**
 * Did the job run, did it wait in vain, or neither?
 *
 * | job | fate |
 * |-|-|
 * | skipped | none: all its stamps are the same instant, which is no queue time of 0 |
 * | still queued, waiting, pending | waited, where `asOfAt` is given, else none |
 * | cancelled or timed out, no runner | waited until `completed_at` |
 * | any other end without a runner | none: it never started |
 * | with a runner | ran, from `started_at` (see below) |
 * | a check run | ran, where it ended in success or failure, else none |
 *
 * The first step's start is the *runner's* clock. It is a cross-check, and replaces `started_at` only where that still equals `created_at`
 * although a runner took the job and the step began later: there GitHub never rewrote it.
 *
 * @param asOfAt until when the run was watched, server's clock
 */
export function jobFate(job: JobRecord, asOfAt?: number): JobFate {
  if (job.conclusion === 'skipped') return { kind: 'none', why: 'skipped: it never ran' };
  const ended = job.status === 'completed';
  if (!ended && job.status !== 'in_progress') {
    if (asOfAt !== undefined) return { kind: 'waited', untilAt: asOfAt, why: `still ${job.status} when it was last looked at` };
    return { kind: 'none', why: `still ${job.status}: it has not started` };
  }
  if (job.from === 'check-run' && ended) return checkRunFate(job);
  if (job.runner === undefined) {
    if ((job.conclusion === 'cancelled' || job.conclusion === 'timed_out') && job.completedAt !== undefined) {
      return { kind: 'waited', untilAt: job.completedAt, why: `${job.conclusion === 'cancelled' ? 'cancelled' : 'timed out'} while it was queued` };
    }
    return { kind: 'none', why: `never started: no runner was assigned${ended ? ` (conclusion ${job.conclusion})` : ''}` };
  }
  return startOf(job);
}

/** A check run does not name a runner: only an end that work alone can bring proves that there was one. */
function checkRunFate(job: JobRecord): JobFate {
  if (job.conclusion !== 'success' && job.conclusion !== 'failure') {
    return { kind: 'none', why: `ended as ${job.conclusion}, and a check run does not tell whether it had started` };
  }
  if (job.startedAt === undefined) return { kind: 'none', why: 'its check run does not tell when it started' };
  return { kind: 'ran', startedAt: job.startedAt, evidence: 'from its check run: not compared with its steps' };
}

function startOf(job: JobRecord): JobFate {
  const { startedAt, firstStepStartedAt: stepAt } = job;
  if (startedAt === undefined && stepAt === undefined) return { kind: 'none', why: 'neither started_at nor a step tells when it started' };
  if (startedAt === undefined) return { kind: 'ran', startedAt: stepAt as number, evidence: `${FROM_STEP} (runner's clock): started_at is unknown` };
  if (stepAt === undefined) {
    const unchecked = startedAt === job.createdAt ? 'unchecked: started_at equals created_at, and there is no step to check it with' : undefined;
    return { kind: 'ran', startedAt, ...(unchecked !== undefined && { evidence: unchecked }) };
  }
  const apartMs = stepAt - startedAt;
  if (Math.abs(apartMs) <= DISPUTED_BEYOND_MS) return { kind: 'ran', startedAt };
  const apart = `${(Math.abs(apartMs) / 1_000).toFixed(1)} s ${apartMs > 0 ? 'later' : 'earlier'}`;
  if (startedAt === job.createdAt && apartMs > 0) {
    return { kind: 'ran', startedAt: stepAt, evidence: `${FROM_STEP} (runner's clock), ${apart}: started_at still equals created_at` };
  }
  return { kind: 'ran', startedAt, evidence: `${DISPUTED} first step ${apart}` };
}
