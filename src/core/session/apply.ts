import type { Observation } from '../timing/records.ts';
import type { JournalEntry, SessionEvent } from './event.ts';
import { learnDuration } from './look.ts';
import { type RunState, type Session, type SlotState, startSession } from './session.ts';

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
      return takeOver(session, event.epoch, at);
    case 'prepared':
      session.target = event.target;
      session.units = event.units;
      for (const warning of event.warnings) warn(session, warning);
      return;
    case 'scenario_started': {
      const state = scenarioOf(session, event.scenario);
      state.phase = 'running';
      state.startedAt = at;
      return;
    }
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
      session.ready.delete(slot.id);
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
      slot.phase = 'issued';
      slot.notBeforeAt = event.untilAt;
      slot.deferrals += 1;
      slot.deferredSinceAt ??= at;
      slot.trouble = event.why;
      session.ready.set(slot.id, slot);
      return;
    }
    case 'refused':
      return settle(session, slotOf(session, event.slot), 'failed', event.why);
    case 'ambiguous': {
      const slot = slotOf(session, event.slot);
      slot.trouble = event.why;
      return makeAmbiguous(session, slot, at);
    }
    case 'sought':
      return seek(slotOf(session, event.slot), event.complete, at);
    case 'absent': {
      const slot = slotOf(session, event.slot);
      slot.absences += 1;
      slot.phase = 'issued';
      session.ambiguous.delete(slot.id);
      session.ready.set(slot.id, slot);
      return;
    }
    case 'looked':
      session.lastLookAt = at;
      return;
    case 'observed':
      return observe(session, event.observation, at);
    case 'vanished': {
      const run = session.runs.get(event.runId);
      if (run === undefined) return;
      run.vanished = true;
      return endRun(session, run, at);
    }
    case 'details': {
      const run = runOf(session, event.runId);
      run.details = { run: event.run, jobs: event.jobs };
      run.observation = event.run;
      session.awaitingDetails.delete(run.runId);
      session.toSettle.add(run.slot);
      return learnDuration(session, run);
    }
    case 'details_unavailable': {
      const run = runOf(session, event.runId);
      run.detailsUnavailable = event.why;
      session.awaitingDetails.delete(run.runId);
      session.toSettle.add(run.slot);
      return;
    }
    case 'settled':
      return settle(session, slotOf(session, event.slot), event.box, event.reason);
    case 'cancel_requested': {
      const run = session.runs.get(event.runId);
      if (run !== undefined) run.cancel = { at, why: event.why, force: event.force, tries: (run.cancel?.tries ?? 0) + 1 };
      const extra = session.extraRuns.get(event.runId);
      if (extra !== undefined) extra.cancel = 'requested';
      return;
    }
    case 'cancel_answered': {
      const run = session.runs.get(event.runId);
      if (run?.cancel !== undefined) run.cancel = { ...run.cancel, answer: event.answer };
      const extra = session.extraRuns.get(event.runId);
      if (extra !== undefined) extra.cancel = event.answer;
      return;
    }
    case 'extra_run': {
      const slot = session.slots.get(event.slot);
      session.extraRuns.set(event.runId, {
        runId: event.runId,
        key: event.key,
        url: event.url,
        why: event.why,
        scenario: slot?.scenario ?? 0,
        unit: slot?.unit ?? 0,
      });
      return;
    }
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
function takeOver(session: Session, epoch: number, at: number): void {
  session.epoch = epoch;
  delete session.suspendedAt;
  // A stop concerns the controller that was stopped; an ended session is not taken over.
  delete session.stop;
  if (epoch === 1) return;
  for (const slot of session.slots.values()) {
    if (slot.phase !== 'intent') continue;
    slot.trouble = 'the controller ended between sending and the answer';
    makeAmbiguous(session, slot, at);
  }
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
}

function acknowledge(session: Session, event: Extract<SessionEvent, { type: 'acked' }>, at: number): void {
  const slot = slotOf(session, event.slot);
  session.ambiguous.delete(slot.id);
  session.ready.delete(slot.id);
  slot.phase = 'active';
  slot.key = event.key;
  slot.runId = event.runId;
  slot.ackedAt = at;
  slot.ackedBy = event.by;
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

function makeAmbiguous(session: Session, slot: SlotState, at: number): void {
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
  const run = session.runs.get(observation.runId);
  if (run === undefined || run.endSeenAt !== undefined) return;
  run.observation = observation;
  if (observation.status === 'completed' && observation.conclusion !== null) endRun(session, run, at);
}

function endRun(session: Session, run: RunState, at: number): void {
  if (run.endSeenAt !== undefined) return;
  run.endSeenAt = at;
  session.open.delete(run.runId);
  const slot = slotOf(session, run.slot);
  if (slot.phase === 'settled') return;
  scenarioOf(session, run.scenario).occupied -= 1;
  if (run.vanished) session.toSettle.add(run.slot);
  else session.awaitingDetails.set(run.runId, run);
}

function settle(session: Session, slot: SlotState, box: NonNullable<SlotState['box']>, reason: string | undefined): void {
  if (slot.phase === 'settled') throw new Error(`slot ${slot.id} was settled twice: ${slot.box}, then ${box}`);
  const state = scenarioOf(session, slot.scenario);
  const run = slot.runId === undefined ? undefined : session.runs.get(slot.runId);
  if (run?.endSeenAt === undefined) state.occupied -= 1;
  slot.phase = 'settled';
  slot.box = box;
  if (reason !== undefined) slot.reason = reason;
  state.settled += 1;
  session.ready.delete(slot.id);
  session.ambiguous.delete(slot.id);
  session.toSettle.delete(slot.id);
  if (run !== undefined) {
    session.awaitingDetails.delete(run.runId);
    session.open.delete(run.runId);
  }
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
