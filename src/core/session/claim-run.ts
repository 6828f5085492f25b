import { slotUnit } from '../load/slot-unit.ts';
import type { Observation } from '../timing/records.ts';
import { WINDOW_FOR_ABSENCE_MS } from './absence.ts';
import type { SessionEvent } from './event.ts';
import { type DispatchKey, findKeyWith, keyPrefix, slotId } from './key.ts';
import { dueAt, mayHaveSlot, type Session, type SlotState } from './session.ts';

/** A run this much older than a session's first event is none of its: an earlier execution under the same name made it. */
const BEFORE_START_MS = 5_000;

export interface ClaimOptions {
  /** Is the slot's request on its way at this moment? Then its own answer will tell, and the run is left to it. */
  readonly sending: (slot: string) => boolean;
  /** When scenarios seem to have started, where no record tells: see {@link estimateStarts}. */
  readonly starts?: ReadonlyMap<number, number>;
}

/**
 * What a run that was found in a list means to the session.
 *
 * | the run | becomes |
 * |-|-|
 * | known | an observation, if it changed |
 * | of a slot without a run, whatever the books say of its dispatch | adopted by its key; slots that the books have lost are issued up to it |
 * | of a slot that has another run, or was given up | an extra run |
 * | under a key that this controller never sent, made long after it took over | the proof of a second controller: this one stops |
 * | of no slot of the plan, or of an earlier execution under the same name | none of ours |
 */
export function claimRun(session: Session, run: Observation, options: ClaimOptions): readonly SessionEvent[] {
  if (isKnown(session, run)) return newsOf(session, run);
  const found = findKeyWith(run.title, keyPrefix({ session: session.id, generation: session.generation }));
  if (found === undefined) return [];
  const { key, parts } = found;
  const { scenario, n } = placeOf(parts);
  const state = session.scenarios[scenario];
  if (state === undefined || !mayHaveSlot(state, n)) return [];
  const slot = session.slots.get(parts.slot);
  if (slot?.phase === 'intent' && options.sending(slot.id)) return [];
  if (session.epoch === 1 && session.basis === 'journal' && madeAfter(session, run, session.startedAt) < -BEFORE_START_MS) return [];
  const unsent = slot === undefined || parts.attempt > slot.attempts;
  if (unsent && madeAfter(session, run, session.tookOverAt) > WINDOW_FOR_ABSENCE_MS) return [fence(run, key)];
  if (slot === undefined ? session.stop !== undefined : slot.runId !== undefined || slot.phase === 'settled')
    return [extraRun(session, slot, run, key, parts)];
  const issues = slot === undefined ? issuesUpTo(session, scenario, n, options.starts?.get(scenario) ?? startBy(session, scenario, n, run)) : [];
  return [...issues, { type: 'acked', slot: parts.slot, key, runId: run.runId, url: run.url, by: 'key' }, { type: 'observed', observation: run }];
}

/**
 * The order in which found runs are claimed, so that everybody who rebuilds a session comes to the same books: by slot; of one slot what was
 * not cancelled before what was, the latest try, the lowest id.
 */
export function inClaimOrder(session: Session, runs: readonly Observation[]): readonly Observation[] {
  const prefix = keyPrefix({ session: session.id, generation: session.generation });
  const placed = runs.map((run) => {
    const parts = findKeyWith(run.title, prefix)?.parts;
    const place = parts === undefined ? { scenario: -1, n: -1 } : placeOf(parts);
    return { run, ...place, attempt: parts?.attempt ?? 0, cancelled: run.conclusion === 'cancelled' ? 1 : 0 };
  });
  placed.sort(
    (a, b) =>
      a.scenario - b.scenario ||
      a.n - b.n ||
      a.cancelled - b.cancelled ||
      b.attempt - a.attempt ||
      a.run.runId.length - b.run.runId.length ||
      (a.run.runId < b.run.runId ? -1 : 1),
  );
  return placed.map(({ run }) => run);
}

/** When each scenario must have started by the latest, controller's clock, as the stamps of its runs tell. */
export function estimateStarts(session: Session, runs: readonly Observation[]): ReadonlyMap<number, number> {
  const prefix = keyPrefix({ session: session.id, generation: session.generation });
  const starts = new Map<number, number>();
  for (const run of runs) {
    const parts = findKeyWith(run.title, prefix)?.parts;
    if (parts === undefined) continue;
    const { scenario, n } = placeOf(parts);
    const at = startBy(session, scenario, n, run);
    starts.set(scenario, Math.min(at, starts.get(scenario) ?? at));
  }
  return starts;
}

function isKnown(session: Session, { runId }: Observation): boolean {
  return session.runs.has(runId) || session.extraRuns.has(runId);
}

function newsOf(session: Session, run: Observation): readonly SessionEvent[] {
  const extra = session.extraRuns.get(run.runId);
  if (extra !== undefined) return extra.endSeenAt === undefined && run.status === 'completed' ? [{ type: 'observed', observation: run }] : [];
  const known = session.runs.get(run.runId);
  const before = known?.observation;
  if (known?.endSeenAt !== undefined) return [];
  if (isUnconcluded(run)) return [];
  const same = before?.status === run.status && before.conclusion === run.conclusion && before.attempt === run.attempt;
  return same ? [] : [{ type: 'observed', observation: run }];
}

/** Ended, and not how: whoever watches it asks again. */
function isUnconcluded({ status, conclusion }: Observation): boolean {
  return status === 'completed' && conclusion === null;
}

/** On the server's clock: how long after an instant of the controller's the run was made, less what is uncertain. */
function madeAfter(session: Session, run: Observation, at: number): number {
  const { offsetMs, residualMs } = session.clock ?? { offsetMs: 0, residualMs: 0 };
  if (run.createdAt === undefined) return 0;
  const apart = run.createdAt - (at + offsetMs);
  return Math.sign(apart) * Math.max(0, Math.abs(apart) - residualMs);
}

function fence(run: Observation, key: string): SessionEvent {
  const message = `another controller is at work on this session: run ${run.url} was made under the key ${key}, which this one never sent. It sends nothing more and cancels nothing; end the other one, or wait for its end, then resume`;
  return { type: 'stopping', reason: { kind: 'fenced', message } };
}

function extraRun(session: Session, slot: SlotState | undefined, run: Observation, key: string, parts: DispatchKey): SessionEvent {
  return {
    type: 'extra_run',
    slot: parts.slot,
    runId: run.runId,
    key,
    url: run.url,
    why: whyExtra(session, slot, key),
    ...(run.createdAt === undefined ? {} : { createdAt: run.createdAt }),
  };
}

function whyExtra(session: Session, slot: SlotState | undefined, key: string): string {
  if (slot === undefined) return 'it was found while the session was being stopped';
  if (slot.runId === undefined) return `it appeared after its slot had been closed as ${slot.box}`;
  const counted = session.runs.get(slot.runId);
  return counted?.key === key
    ? `GitHub made it from the same dispatch as run ${slot.runId}`
    : `it appeared late: its slot had been sent again, as run ${slot.runId}`;
}

/** The slots that the books have lost. A scenario whose start is a guess gives its slots no intended time: none is known. */
function issuesUpTo(session: Session, scenario: number, n: number, startedAt: number): SessionEvent[] {
  const state = session.scenarios[scenario];
  if (state === undefined) return [];
  const events: SessionEvent[] = state.phase === 'pending' ? [{ type: 'scenario_started', scenario, startedAt }] : [];
  const estimated = state.phase === 'pending' || state.startEstimated === true;
  for (let at = state.issued; at <= n; at++) {
    const intendedAt = estimated ? undefined : dueAt(state, at);
    const unit = slotUnit(state.scenario, state.seed, at);
    events.push({ type: 'issued', slot: slotId(scenario, at), scenario, n: at, unit, ...(intendedAt === undefined ? {} : { intendedAt }) });
  }
  return events;
}

function startBy(session: Session, scenario: number, n: number, run: Observation): number {
  const schedule = session.scenarios[scenario]?.schedule;
  const offset = schedule?.model === 'open' ? (schedule.offsetsMs[n] ?? 0) : 0;
  return Math.min(session.tookOverAt, (run.createdAt ?? session.tookOverAt) - (session.clock?.offsetMs ?? 0) - offset);
}

function placeOf({ slot }: DispatchKey): { readonly scenario: number; readonly n: number } {
  const [scenario, n] = slot.split('-').map(Number);
  return { scenario: scenario ?? -1, n: n ?? -1 };
}
