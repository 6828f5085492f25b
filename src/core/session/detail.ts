import type { DetailMode, LimitSpec } from '../plan/plan.ts';
import { uniformAt } from '../random.ts';
import { MINUTE_MS } from '../time.ts';
import type { SessionEvent } from './event.ts';
import { isAllIssued, type RunState, type Session } from './session.ts';

/** Share of the runs that `limits.detail: sampled` reads, unless the plan says another. */
export const SAMPLED_SHARE = 0.1;

/** Runs whose jobs one request shows when they are read by commit. */
const BATCH = 100;
/** Ended runs are not left unread for longer than this. */
const BATCH_PATIENCE_MS = 10 * MINUTE_MS;
/** Job lists that are asked for at once. */
const MOST_AT_ONCE = 32;

export const detailMode = (limits: LimitSpec): DetailMode => limits.detail ?? 'exact';

/** Are the jobs of this run read? A run that was run again always: only they tell how its first attempt ended. */
function isWanted(session: Session, run: RunState): boolean {
  const { limits } = session.plan;
  const mode = detailMode(limits);
  if (mode === 'exact' || mode === 'batched' || (run.observation?.attempt ?? 1) > 1) return true;
  return mode === 'sampled' && uniformAt(session.seed, `detail/${run.slot}`) < (limits.detailShare ?? SAMPLED_SHARE);
}

/** What is decided about ended runs whose jobs nobody will ask for (`limits.detail`): they are settled by what the list of runs says. */
export function* unread(session: Session): Generator<SessionEvent> {
  const mode = detailMode(session.plan.limits);
  if (mode === 'exact' || mode === 'batched') return;
  const why =
    mode === 'none' ? 'its jobs were not read (limits.detail: none)' : 'its jobs were not read: it is not in the sample (limits.detail: sampled)';
  for (const run of session.awaitingDetails.values()) {
    if (!isWanted(session, run)) yield { type: 'details_unavailable', runId: run.runId, why };
  }
}

/**
 * The runs whose details are to be asked for now, in the order in which they ended, and how many at once.
 *
 * Read by commit (`batched`) they wait for each other, as one request shows the jobs of a hundred: until there are so many, the first has
 * waited for ten minutes, or nothing more is to come.
 *
 * @param underWay requests for details that have not come back
 */
export function detailsDue(session: Session, now: number, underWay: number): { readonly runs: Iterable<RunState>; readonly atOnce: number } {
  const awaiting = session.awaitingDetails;
  if (detailMode(session.plan.limits) !== 'batched') return { runs: awaiting.values(), atOnce: MOST_AT_ONCE };
  const first: RunState | undefined = awaiting.values().next().value;
  const running = session.scenarios.filter(({ phase }) => phase === 'running');
  const unsettled = running.reduce((sum, state) => sum + state.issued - state.settled, 0);
  const over = running.every(isAllIssued) && unsettled === awaiting.size;
  const patient = first !== undefined && now - (first.endSeenAt ?? now) < BATCH_PATIENCE_MS;
  const due = underWay === 0 && (awaiting.size >= BATCH || over || session.stop !== undefined || !patient);
  return { runs: due ? awaiting.values() : [], atOnce: Number.POSITIVE_INFINITY };
}
