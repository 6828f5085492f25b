import { formatDuration, MINUTE_MS } from '../../time.ts';
import { invalid, size } from './hold.ts';
import { limiterOf } from './limiter.ts';
import { meanExecution } from './mean-execution.ts';
import { mean } from './overload.ts';
import type { BaselinePlan, TrialCourse, TrialView } from './trial.ts';

/** From so many that have ended on, the slow ones need not be awaited for longer than {@link PATIENCE} mean execution times. */
const LEAST_ENDED = 3;
const PATIENCE = 2;

/** How a baseline goes on: a few runs, and their mean time. */
export function baselineCourse(plan: BaselinePlan, view: TrialView): TrialCourse {
  const { runs, startedAt, now, knownAt } = view;
  const limiter = limiterOf(view, undefined);
  if (limiter !== undefined) return { due: runs.length, outcome: invalid(limiter, view) };
  const gapMs = MINUTE_MS / plan.perMinute;
  const due = Math.min(plan.runs, Math.floor((now - startedAt) / gapMs + 1e-6) + 1);
  const going = { due, ...(due < plan.runs && { nextDueAt: startedAt + due * gapMs }) };
  if (runs.length < plan.runs) return going;
  const execution = meanExecution(runs, Number.POSITIVE_INFINITY, knownAt);
  const over = runs.every((run) => run.endedAt !== undefined);
  const lastSentAt = Math.max(...runs.map((run) => run.sentAt ?? now));
  const known = execution !== undefined && execution.meanMs > 0 && execution.ended >= Math.min(LEAST_ENDED, plan.runs);
  if (!over && !(known && knownAt - lastSentAt >= PATIENCE * execution.meanMs)) return going;
  if (!known) {
    const reason = `of ${runs.length} runs at a low load, ${execution?.ended ?? 0} ended by themselves in a time that is known: too few to know how long one takes`;
    return { due, outcome: { verdict: 'undecided', reason, ...size(view) } };
  }
  const startMs = mean(
    runs.flatMap((run) => {
      const queuedAt = run.queuedAt ?? run.sentAt;
      return run.startedAt === undefined || queuedAt === undefined ? [] : [run.queueMs ?? Math.max(0, run.startedAt - queuedAt)];
    }),
  );
  const reason = `${execution.n} runs took ${formatDuration(execution.meanMs)} each, and ${formatDuration(startMs)} to start`;
  const baseline = { executionMs: execution.meanMs, startMs, n: execution.n };
  return { due, outcome: { verdict: 'sustained', reason, baseline, ...size(view) } };
}
