import { studentQuantile } from '../../stats/student.ts';
import type { TrialRun } from './trial.ts';

/** A mean of execution times of which the longest may still be under way. */
export interface MeanExecution {
  readonly meanMs: number;
  readonly sdMs: number;
  /** All values, and how many of them had ended. */
  readonly n: number;
  readonly ended: number;
}

/**
 * Mean execution time of the runs that started before `cutAt`, as it is known at `knownAt`.
 *
 * All of them count, whether they have ended or not: a mean over those that have ended by some instant prefers the short ones. One that is still
 * at work counts as long as those that took longer than it has taken so far (Efron's redistribution to the right, 1967, which gives the
 * Kaplan–Meier mean); beyond the longest one, the rest is taken as exponential with the mean of the upper half's excess.
 *
 * @returns `undefined` when none has ended
 */
export function meanExecution(runs: readonly TrialRun[], cutAt: number, knownAt: number): MeanExecution | undefined {
  const values: { readonly ms: number; readonly ended: boolean }[] = [];
  for (const run of runs) {
    if (run.startedAt === undefined || run.startedAt >= cutAt) continue;
    const ended = run.endedAt !== undefined && run.endedAt <= knownAt;
    if (run.cut === true) continue;
    if (ended) values.push({ ms: run.executionMs ?? (run.endedAt ?? 0) - run.startedAt, ended });
    else if (knownAt > run.startedAt) values.push({ ms: knownAt - run.startedAt, ended });
  }
  values.sort((a, b) => a.ms - b.ms || Number(b.ended) - Number(a.ended));
  const n = values.length;
  const ended = values.filter((value) => value.ended);
  if (ended.length === 0) return undefined;
  let [weight, sum, squares, seen] = [1 / n, 0, 0, 0];
  for (const [i, { ms, ended: exact }] of values.entries()) {
    if (exact) {
      seen += weight;
      sum += weight * ms;
      squares += weight * ms * ms;
    } else if (i < n - 1) weight += weight / (n - 1 - i);
  }
  const rest = Math.max(0, 1 - seen);
  if (rest > 1e-9) {
    const longest = values.at(-1)?.ms ?? 0;
    const beyond = longest + excessOfUpperHalf(ended.map(({ ms }) => ms));
    sum += rest * beyond;
    squares += rest * beyond * beyond;
  }
  const variance = n < 2 ? 0 : ((squares - sum * sum) * n) / (n - 1);
  const sdMs = Math.sqrt(Math.max(0, variance));
  return { meanMs: sum, sdMs, n, ended: ended.length };
}

/** 95 % interval of the mean, by Student's t. */
export function meanInterval({ meanMs, sdMs, ended }: MeanExecution): readonly [lowMs: number, highMs: number] {
  const half = ended < 2 ? meanMs : (studentQuantile(0.975, ended - 1) * sdMs) / Math.sqrt(ended);
  return [Math.max(meanMs / 10, meanMs - half), meanMs + half];
}

function excessOfUpperHalf(ascending: readonly number[]): number {
  const median = ascending[ascending.length >> 1] ?? 0;
  const upper = ascending.slice(ascending.length >> 1);
  return upper.reduce((sum, ms) => sum + ms - median, 0) / upper.length;
}
