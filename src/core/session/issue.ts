import { courseOf } from '../interleave/course.ts';
import { nextPlacesChangeMs, placesAt, placesDurationMs } from '../load/places.ts';
import { slotUnit } from '../load/slot-unit.ts';
import type { SessionEvent } from './event.ts';
import { slotId } from './key.ts';
import { holdsSchedule, shiftOf } from './late.ts';
import { dueAt, isAllIssued, plannedSlots, type ScenarioState, type Session } from './session.ts';
import { nextTrialAt, type TrialOptions, trialIssues, trialRecord } from './trials.ts';

type Issued = Extract<SessionEvent, { type: 'issued' }>;

/** What is to be recorded of the scenarios that run, before anything is issued: that a schedule has moved, that there are enough slots. */
export function* courses(session: Session, now: number, options: TrialOptions): Generator<SessionEvent> {
  for (const state of session.scenarios) {
    if (state.phase !== 'running') continue;
    const shifted = shiftOf(session, state);
    if (shifted !== undefined) yield shifted;
    const trial = trialRecord(session, state, now, options);
    if (trial !== undefined) yield trial;
    const course = courseOf(session, state, now);
    if (typeof course === 'object') yield { type: 'enough', scenario: state.index, why: course.enough };
    const { schedule, startedAt = now } = state;
    if (
      state.enough === undefined &&
      schedule.model === 'closed' &&
      schedule.places !== undefined &&
      now - startedAt >= placesDurationMs(schedule.places)
    )
      yield { type: 'enough', scenario: state.index, why: 'its places are over' };
  }
}

/** Slots that are due (open) or have a place (closed), of all scenarios that run, in the order of their intended time. */
export function issues(session: Session, now: number, options: TrialOptions): readonly Issued[] {
  const found: Issued[] = [];
  let running = 0;
  for (const state of session.scenarios) {
    if (state.phase !== 'running' || courseOf(session, state, now) !== 'go') continue;
    running += 1;
    found.push(...(state.schedule.model === 'adaptive' ? trialIssues(session, state, now, options) : issuesOf(session, state, now)));
  }
  return running > 1 ? found.sort((a, b) => (a.intendedAt ?? now) - (b.intendedAt ?? now) || a.scenario - b.scenario || a.n - b.n) : found;
}

function* issuesOf(session: Session, state: ScenarioState, now: number): Generator<Issued> {
  if (isAllIssued(state) || holdsSchedule(session, state)) return;
  const { schedule } = state;
  if (schedule.model === 'adaptive') return;
  const total = schedule.model === 'closed' && state.enough === undefined ? schedule.total : plannedSlots(state);
  let { issued, occupied } = state;
  while (issued < total) {
    const intendedAt = dueAt(state, issued);
    if (schedule.model === 'closed' ? occupied >= placesOf(state, now) : (intendedAt ?? 0) > now) return;
    const unit = slotUnit(state.scenario, state.seed, issued);
    const slot = slotId(state.index, issued);
    yield { type: 'issued', slot, scenario: state.index, n: issued, unit, ...(intendedAt === undefined ? {} : { intendedAt }) };
    issued += 1;
    occupied += 1;
    // The rest is due when it is known how late this one was.
    if (state.scenario.late?.kind === 'shift') return;
  }
}

/** Places of a closed scenario that runs. */
export function placesOf({ schedule, startedAt }: ScenarioState, now: number): number {
  if (schedule.model !== 'closed') return 0;
  return schedule.places === undefined ? schedule.concurrency : placesAt(schedule.places, now - (startedAt ?? now));
}

/** When the next slot of any scenario is due, or the number of places changes; `undefined`: only an event can bring one. */
export function nextIssueAt(session: Session, now: number, options: TrialOptions): number | undefined {
  let next: number | undefined;
  for (const state of session.scenarios) {
    if (state.phase !== 'running' || isAllIssued(state)) continue;
    const { model } = state.schedule;
    const at =
      model === 'open' ? dueAt(state, state.issued) : model === 'closed' ? nextPlacesChangeAt(state, now) : nextTrialAt(session, state, now, options);
    if (at !== undefined && at > now) next = Math.min(next ?? at, at);
  }
  return next;
}

function nextPlacesChangeAt({ schedule, startedAt = 0 }: ScenarioState, now: number): number | undefined {
  if (schedule.model !== 'closed' || schedule.places === undefined) return undefined;
  const ms = nextPlacesChangeMs(schedule.places, now - startedAt);
  // A millisecond later: of an instant since 1970, fractions of one are not known well enough to stand on the right side of the change.
  return ms === undefined ? undefined : startedAt + ms + 1;
}
