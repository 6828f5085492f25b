import type { SimJob } from './world/run.ts';

/** One step of a job that has begun. */
export interface StepTimes {
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null;
  /** Absent: it has not begun, or never did. */
  readonly startsAt?: number;
  readonly endsAt?: number;
}

/**
 * When each step of a job began and ended. Steps share the job's time in proportion to what each of them sleeps; while the job runs,
 * the steps' own times are the forecast that `now` is held against.
 *
 * @param now needed for a job that runs; without it, such a job is at its first step
 */
export function stepTimes({ state, planned }: SimJob, now = state.startedAt ?? 0): readonly StepTimes[] {
  const { startedAt, completedAt, conclusion } = state;
  if (startedAt === undefined) return [];
  const work = [{ name: 'Set up job', workMs: 0 }, ...planned.steps, { name: 'Complete job', workMs: 0 }];
  const workMs = work.reduce((sum, step) => sum + step.workMs, 0);
  const whole = completedAt !== undefined && conclusion !== 'cancelled' && workMs > 0;
  const factor = whole ? (completedAt - startedAt) / workMs : 1;
  const failing =
    conclusion === 'failure'
      ? Math.max(
          1,
          work.findLastIndex((step) => step.workMs > 0),
        )
      : -1;
  let at = startedAt;
  return work.map(({ name, workMs: own }, i) => {
    const startsAt = at;
    at += own * factor;
    if (completedAt === undefined) {
      if (startsAt > now || i === work.length - 1) return { name, status: 'queued', conclusion: null };
      if (at > now || i === work.length - 2) return { name, status: 'in_progress', conclusion: null, startsAt };
      return { name, status: 'completed', conclusion: 'success', startsAt, endsAt: at };
    }
    if (conclusion === 'cancelled' && startsAt >= completedAt && i < work.length - 1) return { name, status: 'completed', conclusion: 'skipped' };
    const cut = conclusion === 'cancelled' && at > completedAt;
    const result = i === failing ? 'failure' : cut ? 'cancelled' : failing >= 0 && i > failing && i < work.length - 1 ? 'skipped' : 'success';
    if (result === 'skipped') return { name, status: 'completed', conclusion: 'skipped' };
    // The stamps of the last step never lie beyond the job's own end, whatever rounding did to the sum.
    return { name, status: 'completed', conclusion: result, startsAt: Math.min(startsAt, completedAt), endsAt: Math.min(at, completedAt) };
  });
}
