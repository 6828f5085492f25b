import { MINUTE_MS } from '../time.ts';
import { carriedOverFrom } from '../timing/counted-jobs.ts';
import type { JobRecord } from '../timing/records.ts';
import { PRICE_CARD, priceOfLabels } from './price-card.ts';

/** What one job took of a runner. */
export interface JobMinutes {
  /** Time on the runner. */
  readonly ran: number;
  /** As GitHub bills it: every started minute, at least one; 0 for a job that never had a runner. */
  readonly billed: number;
}

const NONE: JobMinutes = { ran: 0, billed: 0 };

/**
 * The minutes of one job. A job that was skipped, never got a runner or has impossible stamps took none.
 *
 * @param asOfAt until when a job that still runs is counted, server's clock; absent: only jobs that have ended count
 */
export function jobMinutes(job: JobRecord, asOfAt?: number): JobMinutes {
  const { runner, from, conclusion, startedAt, status } = job;
  const ran = from === 'check-run' ? conclusion === 'success' || conclusion === 'failure' : runner !== undefined && conclusion !== 'skipped';
  const endAt = job.completedAt ?? (status === 'in_progress' ? asOfAt : undefined);
  if (!ran || startedAt === undefined || endAt === undefined || endAt < startedAt) return NONE;
  const minutes = (endAt - startedAt) / MINUTE_MS;
  return { ran: minutes, billed: billedMinutes(minutes) };
}

/** Minutes as GitHub bills a job that ran for so long: whole ones, and at least one. */
export function billedMinutes(minutes: number): number {
  return Math.max(PRICE_CARD.minimumMinutes, Math.ceil(minutes));
}

/**
 * What one job costs by the price card, in US dollars. 0 for self-hosted runners, and for runners that the card has no price for: whoever sums
 * these up says so, see `costOf`.
 *
 * @param asOfAt until when a job that still runs is counted; absent: only jobs that have ended count
 * @example jobCostUsd(job) // 0.012, for 61 s on ubuntu-latest
 */
export function jobCostUsd(job: JobRecord, asOfAt?: number): number {
  return jobMinutes(job, asOfAt).billed * (priceOfLabels(job.labels)?.usdPerMinute ?? 0);
}

/** The jobs of one run that were billed: each attempt for itself, and a result that was carried over into a later attempt only once. */
export function billedJobs(jobs: readonly JobRecord[]): readonly JobRecord[] {
  return jobs.filter((job) => carriedOverFrom(job, jobs) === undefined);
}
