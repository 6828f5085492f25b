import type { SeriesPoint } from '../result.ts';
import type { RunState, ScenarioState, Session, SlotState } from '../session/session.ts';
import { SECOND_MS } from '../time.ts';

/** At most so many points a scenario. */
const MOST_POINTS = 300;
/** Of the shortest interval. */
const LEAST_STEP_MS = SECOND_MS;

/** What became of a slot and when, controller's clock. */
interface Course {
  readonly sentAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly failed: boolean;
}

/**
 * The time series of a scenario, worked out from its slots' own stamps: nothing is kept while it runs.
 *
 * Points stand an interval apart that is doubled, from 1 s on, until there are at most 300. `queued` and `running` are counted at the point,
 * the rest in the interval that ends with it, so that they add up to the ledger.
 */
export function seriesOf(session: Session, state: ScenarioState, slots: readonly SlotState[]): readonly SeriesPoint[] | undefined {
  const courses = slots.flatMap((slot) => courseOf(session, slot) ?? []);
  if (courses.length === 0) return undefined;
  let fromAt = state.startedAt ?? Number.POSITIVE_INFINITY;
  let toAt = state.endedAt ?? Number.NEGATIVE_INFINITY;
  for (const { sentAt, startedAt, endedAt } of courses) {
    fromAt = Math.min(fromAt, sentAt);
    toAt = Math.max(toAt, sentAt, startedAt ?? sentAt, endedAt ?? sentAt);
  }
  let stepMs = LEAST_STEP_MS;
  while ((toAt - fromAt) / stepMs > MOST_POINTS - 2) stepMs *= 2;
  const count = Math.ceil((toAt - fromAt) / stepMs) + 1;
  const zero = (): number[] => Array<number>(count).fill(0);
  const [queued, running, dispatched, completed, failed] = [zero(), zero(), zero(), zero(), zero()];
  // The first point at or after an instant is the first that knows of it.
  const add = (values: number[], at: number, change: number): void => {
    const point = Math.min(count - 1, Math.max(0, Math.ceil((at - fromAt) / stepMs)));
    values[point] = (values[point] ?? 0) + change;
  };
  for (const course of courses) {
    add(dispatched, course.sentAt, 1);
    add(queued, course.sentAt, 1);
    const waitedUntil = course.startedAt ?? course.endedAt;
    if (waitedUntil !== undefined) add(queued, waitedUntil, -1);
    if (course.startedAt !== undefined) add(running, course.startedAt, 1);
    if (course.endedAt === undefined) continue;
    if (course.startedAt !== undefined) add(running, course.endedAt, -1);
    add(completed, course.endedAt, 1);
    if (course.failed) add(failed, course.endedAt, 1);
  }
  let [waiting, working] = [0, 0];
  return Array.from({ length: count }, (_, n) => {
    waiting += queued[n] ?? 0;
    working += running[n] ?? 0;
    const t = Math.round(fromAt + n * stepMs - session.startedAt) / SECOND_MS;
    return { t, queued: waiting, running: working, dispatched: dispatched[n] ?? 0, completed: completed[n] ?? 0, failed: failed[n] ?? 0 };
  });
}

function courseOf(session: Session, slot: SlotState): Course | undefined {
  const run = slot.runId === undefined ? undefined : session.runs.get(slot.runId);
  const sentAt = slot.sentAt ?? run?.ackedAt;
  if (sentAt === undefined) return undefined;
  const aheadMs = slot.clock?.offsetMs ?? session.clock?.offsetMs ?? 0;
  const failed = slot.box === 'failed' || slot.box === 'timed_out';
  const ended = run?.endSeenAt ?? slot.settledAt;
  const from = startOf(run, aheadMs);
  const to = ended === undefined ? undefined : (endOf(run, aheadMs) ?? ended);
  // Two clocks, one of which shows whole seconds: nothing ends before it began.
  const startedAt = from === undefined ? undefined : Math.max(sentAt, from);
  const endedAt = to === undefined ? undefined : Math.max(startedAt ?? sentAt, to);
  return { sentAt, failed, ...(startedAt !== undefined && { startedAt }), ...(endedAt !== undefined && { endedAt }) };
}

/** When its first job began; where no job was read, when it was first seen to work. */
function startOf(run: RunState | undefined, aheadMs: number): number | undefined {
  let first: number | undefined;
  for (const { startedAt, runner } of run?.details?.jobs ?? [])
    if (runner !== undefined && startedAt !== undefined) first = Math.min(first ?? startedAt, startedAt);
  return first === undefined ? run?.begunAt : first - aheadMs;
}

function endOf(run: RunState | undefined, aheadMs: number): number | undefined {
  let last: number | undefined;
  for (const { completedAt } of run?.details?.jobs ?? []) if (completedAt !== undefined) last = Math.max(last ?? completedAt, completedAt);
  return last === undefined ? undefined : last - aheadMs;
}
