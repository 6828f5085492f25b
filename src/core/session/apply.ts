import { jobCostUsd, jobMinutes } from '../cost/job-cost.ts';
import { MINUTE_MS } from '../time.ts';
import type { JobRecord, Observation } from '../timing/records.ts';
import { READINGS_FOR_ABSENCE, WINDOW_FOR_ABSENCE_MS } from './absence.ts';
import { detailMode } from './detail.ts';
import type { JournalEntry, SessionEvent } from './event.ts';
import { isHeld } from './hints.ts';
import { findKey } from './key.ts';
import { learnDuration } from './look.ts';
import { type ExtraRun, isFixed, plannedSlots, type RunState, type Session, type SlotState, startSession } from './session.ts';
import { noteSight } from './trials.ts';

/** How far the clocks of two controllers may be apart, for the window in which the later one looks for the runs of the earlier. */
const CLOCKS_APART_MS = 30 * MINUTE_MS;

/**
 * What an event makes of the session. The session passed in is changed and returned; the first event makes it.
 *
 * Idempotent where the world repeats itself (an observation seen twice, an end seen before), strict where only a bug could:
 * an event about a slot or a run that never was throws.
 */
export function apply(session: Session | undefined, { at, event }: Pick<JournalEntry, 'at' | 'event'>): Session {
  if (event.type === 'session_started') {
    if (session !== undefined) throw new Error('a session can start only once: the journal holds a second session_started');
    return startSession(event, at);
  }
  if (session === undefined) throw new Error(`a session begins with session_started, not with ${event.type}`);
  change(session, event, at);
  return session;
}

function change(session: Session, event: Exclude<SessionEvent, { type: 'session_started' }>, at: number): void {
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: the rule does not see through Exclude; the type leaves no other case
  switch (event.type) {
    case 'controller_started':
      return takeOver(session, event, at);
    case 'restored':
      session.restored = event.from;
      return;
    case 'prepared':
      session.target = event.target;
      session.units = event.units;
      if (event.clock !== undefined) session.clock = event.clock;
      for (const warning of event.warnings) warn(session, warning);
      return;
    case 'scenario_started': {
      const state = scenarioOf(session, event.scenario);
      if (state.phase !== 'pending') return;
      state.phase = 'running';
      state.startedAt = event.startedAt ?? at;
      if (event.startedAt !== undefined) state.startEstimated = true;
      return;
    }
    case 'enough': {
      const state = scenarioOf(session, event.scenario);
      state.enough ??= { slots: state.issued, why: event.why };
      state.allIssuedAt ??= at;
      return;
    }
    case 'shifted': {
      const state = scenarioOf(session, event.scenario);
      if (state.shiftedBy === event.slot) return;
      state.shiftMs += event.byMs;
      state.shiftedBy = event.slot;
      return;
    }
    case 'trial_started': {
      const state = scenarioOf(session, event.scenario);
      if (event.trial === state.trials.length) state.trials.push({ plan: event.plan, startedAt: at, firstSlot: state.issued, blindMs: 0 });
      return;
    }
    case 'trial_ended': {
      const trial = scenarioOf(session, event.scenario).trials[event.trial];
      if (trial === undefined || trial.outcome !== undefined) return;
      trial.outcome = event.outcome;
      trial.endedAt = at;
      return;
    }
    case 'breached':
      return breach(session, event, at);
    case 'scenario_ended': {
      const state = scenarioOf(session, event.scenario);
      state.phase = 'ended';
      state.endedAt = at;
      return;
    }
    case 'issued':
      return issue(session, event, at);
    case 'intent': {
      const slot = slotOf(session, event.slot);
      unready(session, slot);
      slot.phase = 'intent';
      slot.attempts = event.attempt;
      slot.key = event.key;
      slot.sentAt = at;
      return;
    }
    case 'acked':
      return acknowledge(session, event, at);
    case 'deferred': {
      const slot = slotOf(session, event.slot);
      if (isPlaced(slot)) return;
      slot.phase = 'issued';
      slot.notBeforeAt = event.untilAt;
      slot.deferrals += 1;
      slot.deferredSinceAt ??= at;
      slot.trouble = event.why;
      if (event.by !== undefined) slot.limitedBy = event.by;
      session.ready.set(slot.id, slot);
      session.deferred.set(slot.id, slot);
      return;
    }
    case 'refused': {
      const slot = slotOf(session, event.slot);
      return isPlaced(slot) ? undefined : settle(session, slot, 'failed', event.why, at);
    }
    case 'ambiguous': {
      const slot = slotOf(session, event.slot);
      if (isPlaced(slot)) return;
      slot.trouble = event.why;
      delete slot.orphaned;
      return makeAmbiguous(session, slot, at);
    }
    case 'sought':
      return seek(slotOf(session, event.slot), event.complete, at);
    case 'absent': {
      const slot = slotOf(session, event.slot);
      if (slot.phase !== 'ambiguous') return;
      if (slot.orphaned !== true) slot.absences += 1;
      slot.phase = 'issued';
      session.ambiguous.delete(slot.id);
      session.ready.set(slot.id, slot);
      return;
    }
    case 'inventoried':
      return takeInventory(session, event, at);
    case 'looked':
      session.lastLookAt = at;
      return;
    case 'observed':
      return observe(session, event.observation, at);
    case 'vanished': {
      const extra = session.extraRuns.get(event.runId);
      if (extra !== undefined) extra.endSeenAt ??= at;
      const run = session.runs.get(event.runId);
      if (run === undefined || run.endSeenAt !== undefined) return;
      run.vanished = true;
      return endRun(session, run, at);
    }
    case 'details': {
      const run = runOf(session, event.runId);
      if (run.details === undefined) spend(session, event.jobs);
      run.details = { run: event.run, jobs: event.jobs, ...(event.test === undefined ? {} : { test: event.test }) };
      // What has ended stays ended, whatever a list that lags says.
      if (event.run.status === 'completed' || run.observation?.status !== 'completed') run.observation = event.run;
      session.awaitingDetails.delete(run.runId);
      session.toSettle.add(run.slot);
      if (detailMode(session.plan.limits) === 'exact') learnDuration(session, run);
      return;
    }
    case 'details_failed': {
      const run = runOf(session, event.runId);
      run.detailsFailed = { tries: (run.detailsFailed?.tries ?? 0) + 1, at, why: event.why };
      return;
    }
    case 'details_unavailable': {
      const run = runOf(session, event.runId);
      run.detailsUnavailable = event.why;
      session.awaitingDetails.delete(run.runId);
      session.toSettle.add(run.slot);
      return;
    }
    case 'settled':
      return settle(session, slotOf(session, event.slot), event.box, event.reason, at);
    case 'cancel_requested': {
      const run = session.runs.get(event.runId);
      if (run !== undefined) run.cancel = { at, why: event.why, force: event.force, tries: (run.cancel?.tries ?? 0) + 1 };
      const extra = session.extraRuns.get(event.runId);
      if (extra !== undefined) Object.assign(extra, { cancel: 'requested', cancelAt: at, cancelTries: extra.cancelTries + 1 });
      return;
    }
    case 'cancel_answered': {
      const run = session.runs.get(event.runId);
      if (run?.cancel !== undefined) run.cancel = { ...run.cancel, answer: event.answer };
      const extra = session.extraRuns.get(event.runId);
      if (extra !== undefined) extra.cancel = event.answer;
      return;
    }
    case 'extra_run':
      return standBeside(session, event, at);
    case 'warned':
      return warn(session, event.message);
    case 'usage':
      session.usage.set(event.epoch, event.usage);
      return;
    case 'stopping':
      session.stop ??= { at, reason: event.reason };
      return;
    case 'suspended':
      session.suspendedAt = at;
      return;
    case 'session_ended':
      session.endedAt = at;
      return;
  }
}

/** Whoever had sent an intent without an answer is gone: nobody knows what became of it. */
function takeOver(session: Session, event: Extract<SessionEvent, { type: 'controller_started' }>, at: number): void {
  const { epoch, basis = 'journal', sinceAt } = event;
  session.epoch = epoch;
  session.tookOverAt = at;
  session.basis = basis;
  delete session.clock;
  delete session.suspendedAt;
  // A stop concerns the controller that was stopped; an ended session is not taken over.
  delete session.stop;
  if (event.budget === undefined) delete session.budget;
  else session.budget = event.budget;
  if (epoch === 1 && basis === 'journal') return;
  // What the controller before had not proven is still open.
  const windowed = basis !== 'journal' || session.restored !== undefined || session.owed?.windowed === true;
  // The clock of the controller before may have been another one.
  session.bornAt = Math.min(session.bornAt, sinceAt ?? session.bornAt);
  session.owed = { sinceAt: session.bornAt - CLOCKS_APART_MS, windowed, sinceSurpriseAt: at, readings: 0, completeReadings: 0 };
  for (const slot of session.slots.values()) {
    if (slot.phase === 'ambiguous') makeAmbiguous(session, slot, at);
    if (slot.phase !== 'intent') continue;
    slot.trouble = 'the controller ended between sending and the answer';
    slot.orphaned = true;
    makeAmbiguous(session, slot, at);
  }
}

function takeInventory(session: Session, event: Extract<SessionEvent, { type: 'inventoried' }>, at: number): void {
  if (event.purpose === 'end') {
    session.closing = { readings: session.closing.readings + 1, lastReadingAt: at, done: event.complete };
    return;
  }
  const { owed } = session;
  if (owed === undefined) return;
  owed.readings += 1;
  owed.lastReadingAt = at;
  if (event.why !== undefined) owed.why = event.why;
  if (!event.complete) return;
  owed.completeReadings += 1;
  const proven = owed.completeReadings >= READINGS_FOR_ABSENCE && at - owed.sinceSurpriseAt >= WINDOW_FOR_ABSENCE_MS;
  if (owed.windowed && !proven) return;
  delete session.owed;
  delete session.restored;
}

/** A run that the books should have known and did not: more may be missing, so that absence has to be proven from here on. */
function surprise(session: Session, at: number): void {
  const { owed } = session;
  if (owed === undefined) return;
  owed.windowed = true;
  owed.sinceSurpriseAt = at;
  owed.completeReadings = 0;
}

function standBeside(session: Session, event: Extract<SessionEvent, { type: 'extra_run' }>, at: number): void {
  if (session.runs.has(event.runId) || session.extraRuns.has(event.runId)) return;
  const slot = session.slots.get(event.slot);
  const scenario = slot?.scenario ?? Number(event.slot.split('-', 1)[0]);
  const extra: ExtraRun = {
    runId: event.runId,
    key: event.key,
    url: event.url,
    why: event.why,
    scenario,
    unit: slot?.unit ?? 0,
    seenAt: at,
    cancelTries: 0,
    ...(event.createdAt === undefined ? {} : { createdAt: event.createdAt }),
  };
  session.extraRuns.set(extra.runId, extra);
}

function issue(session: Session, event: Extract<SessionEvent, { type: 'issued' }>, at: number): void {
  if (session.slots.has(event.slot)) throw new Error(`slot ${event.slot} was issued twice`);
  const slot: SlotState = {
    id: event.slot,
    scenario: event.scenario,
    n: event.n,
    unit: event.unit,
    ...(event.intendedAt === undefined ? {} : { intendedAt: event.intendedAt }),
    issuedAt: at,
    phase: 'issued',
    attempts: 0,
    deferrals: 0,
    completeLooks: 0,
    looks: 0,
    absences: 0,
  };
  session.slots.set(slot.id, slot);
  session.ready.set(slot.id, slot);
  const state = scenarioOf(session, event.scenario);
  state.issued += 1;
  state.occupied += 1;
  if (state.issued === plannedSlots(state) && isFixed(state)) state.allIssuedAt = at;
}

/** The first breach of each threshold counts. One that aborts leaves no scenario with more to issue. */
function breach(session: Session, event: Extract<SessionEvent, { type: 'breached' }>, at: number): void {
  const { scenario, threshold, abort, n, value, reason } = event;
  if (session.breaches.some((one) => one.scenario === scenario && one.threshold === threshold)) return;
  session.breaches.push({ at, scenario, threshold, n, reason, ...(value === undefined ? {} : { value }) });
  if (!abort || session.abort !== undefined) return;
  session.abort = { at, why: reason };
  for (const state of session.scenarios) {
    if (state.phase === 'ended') continue;
    state.enough ??= { slots: state.issued, why: reason };
    state.allIssuedAt ??= at;
  }
}

/** Adds up what a run took. */
function spend(session: Session, jobs: readonly JobRecord[]): void {
  session.spend.runs += 1;
  for (const job of jobs) {
    session.spend.minutes += jobMinutes(job).ran;
    session.spend.costUsd += jobCostUsd(job);
  }
}

function acknowledge(session: Session, event: Extract<SessionEvent, { type: 'acked' }>, at: number): void {
  const slot = slotOf(session, event.slot);
  if (slot.runId === event.runId || session.extraRuns.has(event.runId)) return;
  if (isPlaced(slot)) {
    const why = slot.runId === undefined ? `its answer came after its slot had been closed as ${slot.box}` : `its slot has run ${slot.runId}`;
    return standBeside(session, { type: 'extra_run', slot: slot.id, runId: event.runId, key: event.key, url: event.url, why }, at);
  }
  const holder = session.runs.get(event.runId);
  if (holder !== undefined && (event.by === 'circumstance' || slotOf(session, holder.slot).ackedBy === 'circumstance')) {
    // Without keys a search may have taken the run of a dispatch whose own answer was still on its way.
    const mistaken = event.by === 'circumstance' || slotOf(session, holder.slot).phase === 'settled' ? slot : takeAway(session, holder);
    makeAmbiguous(session, mistaken, at);
    if (mistaken === slot) return unready(session, slot);
  }
  session.ambiguous.delete(slot.id);
  unready(session, slot);
  const attempt = findKey(event.key)?.attempt ?? slot.attempts;
  if (attempt > slot.attempts) surprise(session, at);
  slot.attempts = Math.max(slot.attempts, attempt);
  slot.phase = 'active';
  slot.key = event.key;
  slot.runId = event.runId;
  slot.ackedAt = at;
  slot.ackedBy = event.by;
  if (event.sentAt !== undefined) slot.sentAt = event.sentAt;
  if (event.clock !== undefined) slot.clock = event.clock;
  const run: RunState = {
    runId: event.runId,
    key: event.key,
    url: event.url,
    slot: slot.id,
    scenario: slot.scenario,
    unit: slot.unit,
    ackedAt: at,
  };
  session.runs.set(run.runId, run);
  session.open.set(run.runId, run);
}

/** Has it a run, or is it closed? Then what an earlier request of it brings concerns it no more. */
function isPlaced(slot: SlotState): boolean {
  return slot.phase === 'active' || slot.phase === 'settled';
}

/** Its slot has another run, or none: it is looked for anew. */
function takeAway(session: Session, run: RunState): SlotState {
  const slot = slotOf(session, run.slot);
  delete slot.runId;
  delete slot.ackedAt;
  delete slot.ackedBy;
  if (run.endSeenAt !== undefined) scenarioOf(session, run.scenario).occupied += 1;
  session.awaitingDetails.delete(run.runId);
  session.toSettle.delete(slot.id);
  return slot;
}

function makeAmbiguous(session: Session, slot: SlotState, at: number): void {
  const sinceAt = Math.min(session.doubt?.sinceAt ?? at, slot.sentAt ?? at);
  session.doubt = { sinceAt, lastAt: at };
  slot.phase = 'ambiguous';
  slot.ambiguousSinceAt = at;
  slot.completeLooks = 0;
  slot.looks = 0;
  delete slot.lastLookAt;
  session.ambiguous.set(slot.id, slot);
}

function seek(slot: SlotState, complete: boolean, at: number): void {
  slot.looks += 1;
  if (complete) slot.completeLooks += 1;
  slot.lastLookAt = at;
}

/** A terminal state never regresses: a list may lag behind what was already seen. */
function observe(session: Session, observation: Observation, at: number): void {
  const extra = session.extraRuns.get(observation.runId);
  if (extra !== undefined && observation.status === 'completed') extra.endSeenAt ??= at;
  const run = session.runs.get(observation.runId);
  if (run === undefined || run.endSeenAt !== undefined) return;
  noteSight(session, run, at);
  run.observation = observation;
  if (observation.status === 'in_progress') {
    run.begun = true;
    run.begunAt ??= at;
  }
  if (observation.status === 'pending') run.waitedForGroup = true;
  if (isHeld(observation)) run.held = true;
  // A later attempt proves that the first one has ended. A conclusion of null is final: targets ask again before they say so.
  if (observation.status === 'completed' || observation.attempt > 1) endRun(session, run, at);
}

function endRun(session: Session, run: RunState, at: number): void {
  if (run.endSeenAt !== undefined) return;
  run.endSeenAt = at;
  if (session.epoch > 1 && (session.lastLookAt ?? Number.NEGATIVE_INFINITY) < session.tookOverAt) run.endedUnwatched = true;
  session.open.delete(run.runId);
  const slot = slotOf(session, run.slot);
  if (slot.phase === 'settled') return;
  scenarioOf(session, run.scenario).occupied -= 1;
  if (run.vanished) session.toSettle.add(run.slot);
  else {
    session.awaitingDetails.set(run.runId, run);
    if (detailMode(session.plan.limits) !== 'exact') learnDuration(session, run);
  }
}

function settle(session: Session, slot: SlotState, box: NonNullable<SlotState['box']>, reason: string | undefined, at: number): void {
  if (slot.phase === 'settled') throw new Error(`slot ${slot.id} was settled twice: ${slot.box}, then ${box}`);
  const state = scenarioOf(session, slot.scenario);
  const run = slot.runId === undefined ? undefined : session.runs.get(slot.runId);
  if (run?.endSeenAt === undefined) state.occupied -= 1;
  slot.phase = 'settled';
  slot.box = box;
  slot.settledAt = at;
  if (reason !== undefined) slot.reason = reason;
  state.settled += 1;
  state.settledSlots.push(slot);
  unready(session, slot);
  session.ambiguous.delete(slot.id);
  session.toSettle.delete(slot.id);
  if (run !== undefined) {
    session.awaitingDetails.delete(run.runId);
    session.open.delete(run.runId);
  }
}

function unready(session: Session, slot: SlotState): void {
  session.ready.delete(slot.id);
  session.deferred.delete(slot.id);
}

function warn(session: Session, message: string): void {
  if (!session.warnings.includes(message)) session.warnings.push(message);
}

function scenarioOf(session: Session, index: number): Session['scenarios'][number] {
  const state = session.scenarios[index];
  if (state === undefined) throw new RangeError(`the plan has no scenario ${index}`);
  return state;
}

function slotOf(session: Session, id: string): SlotState {
  const slot = session.slots.get(id);
  if (slot === undefined) throw new RangeError(`no slot ${id} was ever issued`);
  return slot;
}

function runOf(session: Session, runId: string): RunState {
  const run = session.runs.get(runId);
  if (run === undefined) throw new RangeError(`run ${runId} belongs to no slot`);
  return run;
}
