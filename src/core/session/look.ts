import type { RunState, Session } from './session.ts';

/** How many durations are remembered of each unit, and how many make a forecast. */
const REMEMBERED = 32;
const ENOUGH = 3;
/** A forecast may stretch the time between two looks to this many polling intervals, not further: runs also fail early. */
const LONGEST_STRETCH = 4;

/** Keeps how long a run took on the server, from its creation to the end of its last job. */
export function learnDuration(session: Session, run: RunState): void {
  const createdAt = run.details?.run.createdAt;
  const ends = (run.details?.jobs ?? []).flatMap((job) => job.completedAt ?? []);
  if (createdAt === undefined || ends.length === 0) return;
  const key = `${run.scenario}/${run.unit}`;
  const learnt = session.learntMs.get(key) ?? [];
  learnt.push(Math.max(...ends) - createdAt);
  if (learnt.length > REMEMBERED) learnt.shift();
  session.learntMs.set(key, learnt);
}

/**
 * When to look at the list of open runs again.
 *
 * One look costs the same whether it finds nothing or a hundred ended runs, so it waits until the oldest open run is likely to
 * have ended; while nothing is known about durations, or the run is overdue, it comes every polling interval.
 *
 * @returns an instant, or `undefined` when no run is open
 */
export function nextLookAt(session: Session): number | undefined {
  const oldest: RunState | undefined = session.open.values().next().value;
  if (oldest === undefined) return undefined;
  const { pollMs } = session.plan.limits;
  const earliest = (session.lastLookAt ?? oldest.ackedAt) + pollMs;
  const learnt = session.learntMs.get(`${oldest.scenario}/${oldest.unit}`);
  if (learnt === undefined || learnt.length < ENOUGH) return earliest;
  const sorted = learnt.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.min(Math.max(earliest, oldest.ackedAt + median), earliest + (LONGEST_STRETCH - 1) * pollMs);
}
