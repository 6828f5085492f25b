import type { TrialRun } from '../load/search/trial.ts';
import { detailMode } from './detail.ts';
import type { RunState, Session, SlotState } from './session.ts';

/** Boxes of runs that did not end by themselves. */
const CUT = ['cancelled', 'timed_out', 'excluded', 'lost', 'shed'];

const settledRuns = new WeakMap<SlotState, TrialRun>();

/** A slot as a search reads it: instants on the controller's clock, spans from the server's stamps where these are known. */
export function trialRunOf(session: Session, slot: SlotState): TrialRun {
  // Of a settled slot nothing changes any more.
  const known = settledRuns.get(slot);
  if (known !== undefined) return known;
  const run = read(session, slot);
  if (slot.phase === 'settled') settledRuns.set(slot, run);
  return run;
}

function read(session: Session, slot: SlotState): TrialRun {
  const { issuedAt, intendedAt = issuedAt, sentAt, ackedAt, box, settledAt, phase } = slot;
  const run = slot.runId === undefined ? undefined : session.runs.get(slot.runId);
  const begun = { intendedAt, ...(sentAt !== undefined && phase !== 'issued' && { sentAt }) };
  // The answer of a dispatch takes its time: the run exists on the server from some instant between sending and answer on.
  const queued = ackedAt === undefined ? begun : { ...begun, queuedAt: sentAt ?? ackedAt };
  const failed = box === 'failed' || box === 'timed_out' ? { failed: true } : {};
  if (run === undefined) return settledAt === undefined ? queued : { ...queued, endedAt: settledAt, cut: true, ...failed };
  const stamps = stampsOf(session, slot, run);
  // It had started when it was seen to have ended; its jobs will tell when.
  const startedAt = stamps?.startedAt ?? run.begunAt ?? (run.endSeenAt !== undefined && !isKnownToEnd(session, run) ? run.endSeenAt : undefined);
  const started = startedAt === undefined ? {} : { startedAt };
  const spans = stamps === undefined ? {} : { executionMs: stamps.executionMs, ...(stamps.queueMs !== undefined && { queueMs: stamps.queueMs }) };
  const cut = (box !== undefined && CUT.includes(box)) || run.cancel !== undefined;
  if (!isKnownToEnd(session, run)) return { ...queued, ...started, ...(cut && { cut }) };
  const endedAt = stamps?.endedAt ?? run.endSeenAt ?? settledAt;
  // Never seen at work, and its jobs say nothing either: it ended, but nobody knows how long it took.
  const silent = cut || startedAt === undefined;
  return { ...queued, ...started, ...(endedAt !== undefined && { endedAt }), ...spans, ...(silent && { cut: true }), ...failed };
}

/** Has it ended, and is everything known that ever will be? What its jobs took is known a moment later than that they ended. */
function isKnownToEnd(session: Session, run: RunState): boolean {
  if (run.endSeenAt === undefined) return false;
  return run.details !== undefined || run.detailsUnavailable !== undefined || run.vanished === true || detailMode(session.plan.limits) !== 'exact';
}

/** From the first of its jobs that started to the end of the last. */
function stampsOf(session: Session, slot: SlotState, run: RunState) {
  const jobs = (run.details?.jobs ?? []).filter(
    ({ runner, from, conclusion }) => (runner !== undefined || from === 'check-run') && conclusion !== 'skipped',
  );
  const starts = jobs.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = jobs.flatMap(({ completedAt }) => completedAt ?? []);
  if (starts.length === 0 || ends.length === 0) return undefined;
  const aheadMs = (slot.clock ?? session.clock)?.offsetMs ?? 0;
  const [first, last] = [Math.min(...starts), Math.max(...ends)];
  const created = jobs.flatMap(({ createdAt }) => createdAt ?? []);
  return {
    startedAt: first - aheadMs,
    endedAt: last - aheadMs,
    executionMs: Math.max(0, last - first),
    ...(created.length > 0 && { queueMs: Math.max(0, first - Math.min(...created)) }),
  };
}
