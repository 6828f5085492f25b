import type { Allowance } from '../limits/limits.ts';
import { formatDuration, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { READINGS_FOR_ABSENCE, readingGapMs, WINDOW_FOR_ABSENCE_MS } from './absence.ts';
import { beginsAt } from './begin.ts';
import { roomFor, type Spending, spentUp, wallTimeOverAt } from './budget.ts';
import type { Command } from './command.ts';
import { detailsDue, unread } from './detail.ts';
import type { SessionEvent } from './event.ts';
import { courses, issues, nextIssueAt } from './issue.ts';
import { formatKey, keyPrefix } from './key.ts';
import { dropAt, droppedBecause, latestMs } from './late.ts';
import { nextLookAt } from './look.ts';
import { type ExtraRun, isAllIssued, type RunState, type ScenarioState, type Session, type SlotState, unitOfSlot } from './session.ts';
import { settlementOf } from './settlement.ts';
import { hasDecidedTrial, notNeeded } from './trials.ts';
import { unansweredBecause } from './unanswered.ts';
import { nextWatchAt, watchThresholds } from './watch.ts';

/** Work that the engine has begun and that has not come back yet. It dies with the process, so it is no part of the session. */
export interface UnderWay {
  has(command: Command): boolean;
  count(kind: Command['do']): number;
}

/** What the engine knows about the target. */
export interface DecideOptions {
  readonly observe: 'poll' | 'push';
  readonly cancellable: boolean;
  /** What the target may still be asked; absent: no limit is known. */
  readonly allowance?: Allowance;
  /** Requests that this controller has sent; absent: not known, and a budget of requests can't hold. */
  readonly requests?: number;
}

/** At most so many of a kind wait in the target's queue at once: enough to keep it busy, few enough to change one's mind. */
const MAX_QUEUED = 32;
/** A dispatch that can't even be sent is given up after so long and so many tries. */
const GIVE_UP_SENDING_MS = 10 * MINUTE_MS;
const GIVE_UP_SENDING_TRIES = 8;
/** A run of an unkeyed dispatch that could not be told from others for so long never will be. */
const GIVE_UP_TELLING_MS = HOUR_MS;
/** Between two readings of details that failed: 15, 30, 60 … s, at most 5 min; after so many (about an hour) they are given up. */
const FIRST_DETAILS_GAP_MS = 15 * SECOND_MS;
const LONGEST_DETAILS_GAP_MS = 5 * MINUTE_MS;
const GIVE_UP_DETAILS_TRIES = 16;
/** From a cancel to a force-cancel, and from that to giving up. */
const CANCEL_PATIENCE_MS = 2 * MINUTE_MS;
const CANCEL_TRIES = 3;
/** Cancels that did not even arrive say nothing about the run: they are repeated for half an hour. */
const FAILED_CANCEL_TRIES = 15;
/** A run whose cancel was answered with its end is only waited to be seen: a spent hour of the token lets nobody look for so long. */
const ENDED_UNSEEN_MS = 2 * HOUR_MS;
/** A list that can't be read for so long ends the attempt to resume; at the end of a session the books are closed without it. */
const GIVE_UP_READING = 12;
/** The clocks of two controllers may differ: what the one before sent is looked for from this much earlier on. */
const CLOCKS_APART_MS = 30 * MINUTE_MS;
/** What the runner leaves before it kills: 7.5 s after SIGINT, 2.5 s after SIGTERM. Reports need their share of it. */
const STOP_GRACE_MS = { SIGINT: 3_500, SIGTERM: 1_000, error: 3_500 } as const;

/**
 * What to do now: the whole policy of a session as a function of what happened and the time.
 *
 * Asked after every event and at every `wake`. Each command is either new or left out because it is under way; `record` commands
 * come alone, so that the next decision already knows them.
 */
export function decide(session: Session, now: number, underWay: UnderWay, options: DecideOptions): Command[] {
  if (session.endedAt !== undefined || session.suspendedAt !== undefined) return [{ do: 'finish' }];
  const records = [...bookkeeping(session, now, underWay, options)];
  if (records.length > 0) return records.map((event) => ({ do: 'record', event }));
  const commands: Command[] = [];
  const wakes: number[] = [];
  if (session.stop !== undefined && leavesAll(session.stop)) return commands;
  inventories(session, now, commands, wakes);
  dispatches(session, now, underWay, options, commands, wakes);
  searches(session, now, underWay, commands, wakes);
  looks(session, now, underWay, options, commands, wakes);
  details(session, now, underWay, commands, wakes);
  cancels(session, now, underWay, options, commands, wakes);
  if (session.stop === undefined) comingUp(session, now, options, wakes);
  if (session.stop !== undefined) wakes.push(stopDeadline(session.stop) ?? Number.POSITIVE_INFINITY);
  const fresh = commands.filter((command) => !underWay.has(command));
  const ahead = wakes.filter((at) => at > now && at < Number.POSITIVE_INFINITY);
  if (ahead.length > 0) fresh.push({ do: 'wake', at: Math.min(...ahead) });
  return fresh;
}

/** Decisions that are events themselves. */
function* bookkeeping(session: Session, now: number, underWay: UnderWay, options: DecideOptions): Generator<SessionEvent> {
  if (session.stop !== undefined) {
    yield* windDown(session, session.stop, now, underWay, options);
    return;
  }
  if (session.owed !== undefined && session.owed.readings - session.owed.completeReadings >= GIVE_UP_READING) {
    const message = `the list of runs can't be read, and nothing is sent before it has been (${session.owed.why ?? 'no answer'}): resume later`;
    yield { type: 'stopping', reason: { kind: 'suspended', message } };
    return;
  }
  const spent = spentUp(session, now, spendingOf(underWay, options));
  if (spent !== undefined && hasWork(session)) {
    yield { type: 'stopping', reason: { kind: 'suspended', message: spent } };
    return;
  }
  yield* unread(session);
  for (const id of session.toSettle) yield settlementOf(session, id);
  yield* unsent(session, now, underWay);
  for (const slot of session.ambiguous.values()) {
    if (!isProvenAbsent(slot, now)) continue;
    yield slot.absences === 0 || slot.orphaned === true
      ? { type: 'absent', slot: slot.id }
      : {
          type: 'settled',
          slot: slot.id,
          box: 'lost',
          reason: `sent twice, and neither run ever appeared${slot.trouble === undefined ? '' : ` (${slot.trouble})`}`,
        };
  }
  for (const slot of session.ambiguous.values()) {
    // With a key the answer comes with the next list; without one, several runs may stay that it could be, for ever.
    if (now - (slot.ambiguousSinceAt ?? now) < GIVE_UP_TELLING_MS || session.units[slot.scenario]?.[slot.unit]?.keyed !== false) continue;
    yield {
      type: 'settled',
      slot: slot.id,
      box: 'lost',
      reason: 'it may have been sent, and nobody can tell which run is its: the workflow shows no key',
    };
  }
  for (const run of session.awaitingDetails.values()) {
    if (run.detailsFailed === undefined || run.detailsFailed.tries < GIVE_UP_DETAILS_TRIES) continue;
    yield { type: 'details_unavailable', runId: run.runId, why: run.detailsFailed.why };
  }
  for (const slot of session.deferred.values()) {
    if (slot.deferrals < GIVE_UP_SENDING_TRIES || now - (slot.deferredSinceAt ?? now) < GIVE_UP_SENDING_MS) continue;
    yield { type: 'settled', slot: slot.id, box: 'lost', reason: `never sent: ${slot.trouble ?? 'the target could not be reached'}` };
  }
  for (const run of session.open.values()) {
    // Runs are cancelled oldest first, so the first one that was left alone ends the search; but for those that a scenario's end or an abort chose.
    if (run.cancel === undefined) {
      if (isChoosy(session, now)) continue;
      break;
    }
    // What is on its way may yet be answered with the run's end.
    if (underWay.has({ do: 'cancel', runId: run.runId, force: run.cancel.force, why: run.cancel.why })) continue;
    const ended = run.cancel.answer === 'already_ended';
    if (ended ? now - run.cancel.at < ENDED_UNSEEN_MS : run.cancel.tries < cancelTries(run.cancel.answer)) continue;
    if (now - run.cancel.at < CANCEL_PATIENCE_MS) continue;
    const box = run.cancel.why.startsWith('stopped') ? 'cancelled' : 'timed_out';
    yield { type: 'settled', slot: run.slot, box, reason: `${run.cancel.why}, and it did not end when it was cancelled` };
  }
  if (session.owed !== undefined) return;
  const breaches = watchThresholds(session, now);
  yield* breaches;
  if (breaches.some(({ abort }) => abort)) return;
  for (const state of session.scenarios) {
    if (state.phase === 'pending' && session.abort === undefined && (beginsAt(session, state) ?? Number.POSITIVE_INFINITY) <= now)
      yield { type: 'scenario_started', scenario: state.index };
  }
  const moved = [...courses(session, now, options)];
  if (moved.length > 0) {
    yield* moved;
    return;
  }
  yield* issues(session, now, options);
  for (const state of session.scenarios)
    if (state.phase === 'running' && isAllIssued(state) && state.settled === state.issued) yield { type: 'scenario_ended', scenario: state.index };
  if (session.scenarios.some(({ phase }) => phase === 'running' || (phase === 'pending' && session.abort === undefined))) {
    const why = outOfBudget(session, now, underWay, options);
    if (why !== undefined) yield { type: 'stopping', reason: { kind: 'suspended', message: `${why}: resume with a larger one` } };
    return;
  }
  if (!isClosingDone(session)) return;
  // A look that is under way may still show a twin.
  const looking = underWay.count('find') + underWay.count('inventory') + (options.observe === 'poll' ? underWay.count('observe') : 0);
  if (looking + underWay.count('cancel') > 0 || ![...session.extraRuns.values()].every((extra) => isExtraDone(extra, now, options))) return;
  if (owesClosing(session) && !session.closing.done) {
    yield { type: 'warned', message: 'the list of runs could not be read at the end: a late twin may still be alive' };
  }
  yield { type: 'session_ended' };
}

/** Has it been looked for often and long enough to believe that its dispatch made no run? */
function isProvenAbsent({ completeLooks, ambiguousSinceAt }: SlotState, now: number): boolean {
  return completeLooks >= READINGS_FOR_ABSENCE && now - (ambiguousSinceAt ?? now) >= WINDOW_FOR_ABSENCE_MS;
}

/** Does a session that had doubts still owe the list a last look? */
function owesClosing(session: Session): boolean {
  return session.doubt !== undefined;
}

function isClosingDone(session: Session): boolean {
  return !owesClosing(session) || session.closing.done || session.closing.readings >= GIVE_UP_READING;
}

/** Has an extra run ended, or was everything tried to end it? */
function isExtraDone(extra: ExtraRun, now: number, options: DecideOptions): boolean {
  if (extra.endSeenAt !== undefined || extra.cancel === 'already_ended' || !options.cancellable) return true;
  return extra.cancelTries >= cancelTries(extra.cancel) && now - (extra.cancelAt ?? now) >= CANCEL_PATIENCE_MS;
}

const spendingOf = (underWay: UnderWay, { requests }: DecideOptions): Spending => ({
  sending: underWay.count('dispatch'),
  ...(requests === undefined ? {} : { requests }),
});

/** Is there anything that could still cost? */
function hasWork(session: Session): boolean {
  return session.scenarios.some(({ phase }) => phase !== 'ended');
}

/** Why nothing goes on any more: what is ready can't be afforded, and nothing is under way that could make room. */
function outOfBudget(session: Session, now: number, underWay: UnderWay, options: DecideOptions): string | undefined {
  const { ready, open, awaitingDetails, ambiguous, toSettle } = session;
  const spending = spendingOf(underWay, options);
  if (ready.size === 0 || open.size + awaitingDetails.size + ambiguous.size + toSettle.size + spending.sending > 0) return undefined;
  const room = roomFor(session, now, spending);
  return room.runs > 0 ? undefined : room.why;
}

/** Slots that are never sent: the session was aborted, they are too late, or their scenario's time is over. */
function* unsent(session: Session, now: number, underWay: UnderWay): Generator<SessionEvent> {
  if (session.ready.size === 0) return;
  if (session.abort !== undefined) {
    const reason = `not sent: ${session.abort.why}`;
    for (const slot of session.ready.values())
      if (!underWay.has(dispatchCommand(session, slot))) yield { type: 'settled', slot: slot.id, box: 'excluded', reason };
    return;
  }
  if ([...session.ready.values()].some((slot) => notNeeded(session, slot) !== undefined)) {
    for (const slot of session.ready.values()) {
      const why = notNeeded(session, slot);
      if (why !== undefined && !underWay.has(dispatchCommand(session, slot)))
        yield { type: 'settled', slot: slot.id, box: 'excluded', reason: `not sent: ${why}` };
    }
    return;
  }
  const over = new Set(session.scenarios.flatMap((state) => ((stopAt(state) ?? Number.POSITIVE_INFINITY) <= now ? [state.index] : [])));
  const inTime = new Set(session.scenarios.flatMap((state) => (latestMs(state) === undefined ? [] : [state.index])));
  for (const slot of session.ready.values()) {
    if (over.size === 0 && inTime.size === 0) return;
    const state = session.scenarios[slot.scenario];
    if (state === undefined) continue;
    const late = (dropAt(session, slot) ?? now) < now;
    // Of each scenario the oldest come first, but for those that were put back.
    if (!late && !session.deferred.has(slot.id)) inTime.delete(slot.scenario);
    if ((!late && !over.has(slot.scenario)) || underWay.has(dispatchCommand(session, slot))) continue;
    yield { type: 'settled', slot: slot.id, box: 'shed', reason: late ? droppedBecause(state) : `not sent before ${graceText(state)} was over` };
  }
}

/** When what a scenario has under way is cancelled; `undefined`: never. */
function stopAt({ allIssuedAt, scenario }: ScenarioState): number | undefined {
  return allIssuedAt === undefined || scenario.gracefulStopMs === undefined ? undefined : allIssuedAt + scenario.gracefulStopMs;
}

/** Are there runs that are cancelled although older ones are not? */
function isChoosy(session: Session, now: number): boolean {
  return (
    session.abort !== undefined ||
    hasDecidedTrial(session) ||
    session.scenarios.some((state) => state.phase === 'running' && (stopAt(state) ?? Number.POSITIVE_INFINITY) <= now)
  );
}

const graceText = ({ scenario }: ScenarioState): string => `its scenario's graceful-stop of ${formatDuration(scenario.gracefulStopMs ?? 0)}`;

/** After a stop: what was not sent never will be; the rest is cancelled or watched, and at the deadline the books are closed. */
function* windDown(
  session: Session,
  stop: NonNullable<Session['stop']>,
  now: number,
  underWay: UnderWay,
  options: DecideOptions,
): Generator<SessionEvent> {
  if (leavesAll(stop)) {
    const tasks = ['dispatch', 'find', 'details', 'cancel', 'inventory', ...(options.observe === 'poll' ? (['observe'] as const) : [])] as const;
    if (tasks.every((task) => underWay.count(task) === 0)) yield { type: 'suspended' };
    return;
  }
  const why = stopText(stop);
  const deadline = stopDeadline(stop);
  const over = deadline !== undefined && now >= deadline;
  yield* unread(session);
  for (const id of session.toSettle) yield settlementOf(session, id);
  for (const slot of session.ready.values()) {
    if (over || !underWay.has(dispatchCommand(session, slot))) yield { type: 'settled', slot: slot.id, box: 'excluded', reason: `not sent: ${why}` };
  }
  const absent = [...session.ambiguous.values()].filter((slot) => isProvenAbsent(slot, now));
  for (const { id } of absent)
    yield { type: 'settled', slot: id, box: 'excluded', reason: `its dispatch made no run, and it was not sent again: ${why}` };
  if (absent.length > 0) return;
  const answered = [...session.open.values()].every((run) => cancelsAtStop(stop) && run.cancel?.answer !== undefined);
  const told = [...session.extraRuns.values()].every((extra) => extra.cancelTries > 0 || extra.endSeenAt !== undefined || !options.cancellable);
  const quiet =
    answered &&
    told &&
    underWay.count('dispatch') + underWay.count('cancel') + underWay.count('inventory') === 0 &&
    session.ambiguous.size === 0 &&
    session.awaitingDetails.size === 0;
  if (!over && !quiet) return;
  for (const slot of session.slots.values()) {
    if (slot.phase === 'settled' || session.toSettle.has(slot.id) || session.ready.has(slot.id)) continue;
    yield slot.phase === 'active'
      ? { type: 'settled', slot: slot.id, box: 'cancelled', reason: why }
      : { type: 'settled', slot: slot.id, box: 'lost', reason: unansweredBecause(session, slot, why) };
  }
  for (const state of session.scenarios) if (state.phase === 'running') yield { type: 'scenario_ended', scenario: state.index };
  if (session.owed !== undefined || (owesClosing(session) && !session.closing.done))
    yield { type: 'warned', message: `${why} before a last look at the list of runs: a late twin may still be alive` };
  yield { type: 'session_ended' };
}

/** Leaves everything to whoever comes next. */
function leavesAll({ reason }: NonNullable<Session['stop']>): boolean {
  return reason.kind === 'suspended' || reason.kind === 'fenced';
}

function cancelTries(answer: ExtraRun['cancel']): number {
  return answer === 'failed' ? FAILED_CANCEL_TRIES : CANCEL_TRIES;
}

function stopText({ reason }: NonNullable<Session['stop']>): string {
  return reason.kind === 'signal' ? `stopped by ${reason.signal}` : `stopped: ${reason.message}`;
}

/** When the books are closed; `undefined` where the runs are awaited. */
function stopDeadline({ at, reason }: NonNullable<Session['stop']>): number | undefined {
  if (reason.kind === 'signal') return at + (reason.graceMs ?? STOP_GRACE_MS[reason.signal]);
  return reason.kind === 'error' ? at + STOP_GRACE_MS.error : undefined;
}

function cancelsAtStop({ reason }: NonNullable<Session['stop']>): boolean {
  return reason.kind === 'signal' || reason.kind === 'error';
}

function dispatchCommand(session: Session, slot: SlotState): Extract<Command, { do: 'dispatch' }> {
  const attempt = slot.attempts + 1;
  return {
    do: 'dispatch',
    slot: slot.id,
    attempt,
    key: formatKey({ session: session.id, generation: session.generation, slot: slot.id, attempt }),
    unit: unitOfSlot(session, slot),
    scenario: slot.scenario,
    unitIndex: slot.unit,
  };
}

function dispatches(session: Session, now: number, underWay: UnderWay, options: DecideOptions, commands: Command[], wakes: number[]): void {
  if (session.stop !== undefined || session.owed !== undefined || session.abort !== undefined) return;
  let room = roomFor(session, now, spendingOf(underWay, options)).runs;
  // What has left the queue and waits for its answer takes no place in it: a server that names no run lets one wait for seconds.
  let queued = 0;
  for (const slot of inTurn(session)) {
    if (room <= 0 || queued >= MAX_QUEUED) return;
    if (slot.notBeforeAt !== undefined && slot.notBeforeAt > now) {
      wakes.push(slot.notBeforeAt);
      continue;
    }
    const command = dispatchCommand(session, slot);
    queued += 1;
    if (underWay.has(command)) continue;
    commands.push(command);
    room -= 1;
  }
}

/** Slots to send, in the order in which they were due: what could not be sent at first goes before what came later. */
function* inTurn({ ready, deferred }: Session): Generator<SlotState> {
  yield* deferred.values();
  for (const slot of ready.values()) if (!deferred.has(slot.id)) yield slot;
}

/** The readings of the whole list: after a take-over at once, before the end when the last doubt is old enough. */
function inventories(session: Session, now: number, commands: Command[], wakes: number[]): void {
  if (session.stop !== undefined) return;
  const prefix = keyPrefix({ session: session.id, generation: session.generation });
  const { owed, closing, doubt } = session;
  if (owed !== undefined) {
    const at = owed.lastReadingAt === undefined ? now : owed.lastReadingAt + readingGapMs(owed.readings);
    if (at > now) wakes.push(at);
    else commands.push({ do: 'inventory', purpose: 'resume', keyPrefix: prefix, sinceAt: owed.sinceAt });
    return;
  }
  if (
    doubt === undefined ||
    isClosingDone(session) ||
    session.scenarios.some(({ phase }) => phase === 'running' || (phase === 'pending' && session.abort === undefined))
  )
    return;
  const at = Math.max(doubt.lastAt + WINDOW_FOR_ABSENCE_MS, closing.lastReadingAt === undefined ? 0 : closing.lastReadingAt + readingGapMs(2));
  const sinceAt = session.epoch > 1 ? doubt.sinceAt - CLOCKS_APART_MS : doubt.sinceAt;
  if (at > now) wakes.push(at);
  else commands.push({ do: 'inventory', purpose: 'end', keyPrefix: prefix, sinceAt });
}

function searches(session: Session, now: number, underWay: UnderWay, commands: Command[], wakes: number[]): void {
  if (session.owed !== undefined) return;
  for (const slot of session.ambiguous.values()) {
    const at = (slot.lastLookAt ?? slot.ambiguousSinceAt ?? now) + readingGapMs(slot.looks);
    if (at > now) {
      wakes.push(at);
      continue;
    }
    if (underWay.count('find') >= MAX_QUEUED) return;
    commands.push({
      do: 'find',
      slot: slot.id,
      key: slot.key ?? '',
      sinceAt: soughtSince(session, slot),
      scenario: slot.scenario,
      unitIndex: slot.unit,
    });
  }
}

/** By another controller's clock, which may have been another one; without a key the window must stay narrow. */
function soughtSince(session: Session, slot: SlotState): number {
  const sentAt = slot.sentAt ?? slot.issuedAt;
  const keyed = session.units[slot.scenario]?.[slot.unit]?.keyed ?? true;
  return keyed && sentAt < session.tookOverAt ? sentAt - CLOCKS_APART_MS : sentAt;
}

function looks(session: Session, now: number, underWay: UnderWay, options: DecideOptions, commands: Command[], wakes: number[]): void {
  if (underWay.count('observe') > 0) return;
  if (options.observe === 'push') {
    commands.push({ do: 'observe' });
    return;
  }
  const at = nextLookAt(session, options.allowance) ?? nextLookAtExtras(session);
  if (at === undefined) return;
  if (at <= now) commands.push({ do: 'observe' });
  else wakes.push(at);
}

/** A cancelled run takes its time to end, and nothing waits for it. */
const EXTRA_GAP_MS = 10 * SECOND_MS;

/** Nothing but extra runs is left to watch. */
function nextLookAtExtras(session: Session): number | undefined {
  const extra = [...session.extraRuns.values()].find(({ endSeenAt, cancel }) => endSeenAt === undefined && cancel !== 'already_ended');
  return extra === undefined ? undefined : (session.lastLookAt ?? extra.seenAt) + Math.max(session.plan.limits.pollMs, EXTRA_GAP_MS);
}

function details(session: Session, now: number, underWay: UnderWay, commands: Command[], wakes: number[]): void {
  const { runs, atOnce } = detailsDue(session, now, underWay.count('details'));
  let room = atOnce - underWay.count('details');
  for (const run of runs) {
    if (room <= 0) return;
    const { detailsFailed: failed } = run;
    const at = failed === undefined ? now : failed.at + Math.min(FIRST_DETAILS_GAP_MS * 2 ** (failed.tries - 1), LONGEST_DETAILS_GAP_MS);
    if (at > now) {
      wakes.push(at);
      continue;
    }
    commands.push({ do: 'details', runId: run.runId });
    room -= 1;
  }
}

function cancels(session: Session, now: number, underWay: UnderWay, options: DecideOptions, commands: Command[], wakes: number[]): void {
  if (!options.cancellable) return;
  for (const extra of session.extraRuns.values()) {
    if (isExtraDone(extra, now, options)) continue;
    const dueAt = extra.cancelAt === undefined ? now : extra.cancelAt + CANCEL_PATIENCE_MS;
    if (dueAt > now) wakes.push(dueAt);
    else if (extra.cancelTries < cancelTries(extra.cancel))
      commands.push({ do: 'cancel', runId: extra.runId, force: extra.cancelTries > 0, why: extra.why });
  }
  const timeoutMs = session.plan.limits.runTimeoutMs;
  const choosy = isChoosy(session, now);
  for (const run of session.open.values()) {
    const command = cancelOf(run, session, now, options);
    if (command !== undefined && !underWay.has(command)) commands.push(command);
    if (run.cancel?.answer === 'already_ended') wakes.push(run.cancel.at + ENDED_UNSEEN_MS);
    else if (run.cancel !== undefined) wakes.push(run.cancel.at + CANCEL_PATIENCE_MS);
    else if (session.stop === undefined && run.ackedAt + timeoutMs > now) {
      // Runs are kept in the order in which they were accepted: the first one with time left is the next to run out of it.
      wakes.push(run.ackedAt + timeoutMs);
      if (!choosy) return;
    }
  }
}

function cancelOf(run: RunState, session: Session, now: number, options: DecideOptions): Extract<Command, { do: 'cancel' }> | undefined {
  const { cancel } = run;
  if (cancel === undefined) {
    if (session.stop !== undefined && cancelsAtStop(session.stop))
      return { do: 'cancel', runId: run.runId, force: false, why: stopText(session.stop) };
    if (session.abort !== undefined && run.begun !== true)
      return { do: 'cancel', runId: run.runId, force: false, why: `stopped: ${session.abort.why}` };
    const undone = run.begun === true ? undefined : notNeededRun(session, run);
    if (undone !== undefined) return { do: 'cancel', runId: run.runId, force: false, why: `stopped: ${undone}` };
    const state = session.scenarios[run.scenario];
    if (state !== undefined && (stopAt(state) ?? Number.POSITIVE_INFINITY) <= now)
      return { do: 'cancel', runId: run.runId, force: false, why: `stopped: ${graceText(state)} was over` };
    const timeOutAt = run.ackedAt + session.plan.limits.runTimeoutMs;
    // Seen to be alive after its time was over: between two controllers, or while the machine slept, it may have ended in time.
    const seenAt = options.observe === 'push' ? now : (session.lastLookAt ?? Number.NEGATIVE_INFINITY);
    if (timeOutAt > now || seenAt < timeOutAt) return undefined;
    return { do: 'cancel', runId: run.runId, force: false, why: timeOutText(run) };
  }
  if (
    (session.stop !== undefined && cancelsAtStop(session.stop)) ||
    cancel.answer === 'already_ended' ||
    cancel.tries >= cancelTries(cancel.answer) ||
    now < cancel.at + CANCEL_PATIENCE_MS
  )
    return undefined;
  return { do: 'cancel', runId: run.runId, force: true, why: cancel.why };
}

function notNeededRun(session: Session, run: RunState): string | undefined {
  const slot = session.slots.get(run.slot);
  return slot === undefined ? undefined : notNeeded(session, slot);
}

function timeOutText({ begun, held, observation }: RunState): string {
  if (begun) return 'it had not ended within run-timeout';
  if (held) return 'nobody approved it within run-timeout';
  return `it never left the queue within run-timeout (last seen ${observation?.status ?? 'never'}; is there a runner for its labels?)`;
}

/** Instants at which something is due although nothing happens. */
function comingUp(session: Session, now: number, options: DecideOptions, wakes: number[]): void {
  const wake = (at: number | undefined): void => {
    if (at !== undefined) wakes.push(at);
  };
  wake(wallTimeOverAt(session));
  if (session.owed !== undefined) return;
  wake(nextIssueAt(session, now, options));
  wake(nextWatchAt(session, now));
  for (const state of session.scenarios) {
    if (state.phase === 'pending' && session.abort === undefined) wake(beginsAt(session, state));
    if (state.phase !== 'running') continue;
    wake(stopAt(state));
  }
  if (!session.scenarios.some((state) => latestMs(state) !== undefined)) return;
  for (const slot of session.ready.values()) {
    const at = dropAt(session, slot);
    if (at === undefined) continue;
    // The first one that is not too late yet is the next to be.
    wake(at + 1);
    if (at >= now) break;
  }
}
