import type { LatePolicy } from '../plan/plan.ts';
import { formatDuration } from '../time.ts';
import type { SessionEvent } from './event.ts';
import { slotId } from './key.ts';
import { lateToleranceMs } from './lateness.ts';
import type { ScenarioState, Session, SlotState } from './session.ts';

/** What holds where the plan says nothing. */
const CATCH_UP: LatePolicy = { kind: 'catch-up' };

export const latePolicyOf = ({ scenario }: ScenarioState): LatePolicy => scenario.late ?? CATCH_UP;

/** How late a slot of this scenario may be sent, never less than what counts as on time; `undefined`: however late. */
export function latestMs(state: ScenarioState): number | undefined {
  const policy = latePolicyOf(state);
  if (policy.kind === 'shift') return undefined;
  const boundMs = policy.kind === 'drop' ? policy.afterMs : policy.maxLateMs;
  return boundMs === undefined ? undefined : Math.max(boundMs, lateToleranceMs(state));
}

/** After this instant the slot is not sent any more; `undefined`: there is none. */
export function dropAt(session: Session, slot: SlotState): number | undefined {
  const state = session.scenarios[slot.scenario];
  const bound = state === undefined || slot.intendedAt === undefined ? undefined : latestMs(state);
  return bound === undefined || slot.intendedAt === undefined ? undefined : slot.intendedAt + bound;
}

/** Why a slot was dropped, for the ledger: the same words for all that are dropped by the same rule. */
export function droppedBecause(state: ScenarioState): string {
  return `not sent: more than ${formatDuration(Math.round(latestMs(state) ?? 0))} late (late: ${latePolicyOf(state).kind})`;
}

/**
 * Policy `shift`: the slot that was issued last, as long as it has not been sent. What comes after it is not due before it is known how late it was.
 */
export function holdsSchedule(session: Session, state: ScenarioState): boolean {
  if (latePolicyOf(state).kind !== 'shift' || state.issued === 0) return false;
  const last = session.slots.get(slotId(state.index, state.issued - 1));
  return last !== undefined && last.phase === 'issued' && last.attempts === 0;
}

/** Policy `shift`: the slot that was issued last was sent too late, and the rest of its schedule has not moved yet. */
export function shiftOf(session: Session, state: ScenarioState): SessionEvent | undefined {
  if (latePolicyOf(state).kind !== 'shift' || state.issued === 0) return undefined;
  const last = session.slots.get(slotId(state.index, state.issued - 1));
  if (last?.intendedAt === undefined || last.id === state.shiftedBy) return undefined;
  const sentAt = last.sentAt ?? last.settledAt;
  if (sentAt === undefined) return undefined;
  const byMs = sentAt - last.intendedAt;
  return byMs > lateToleranceMs(state) ? { type: 'shifted', scenario: state.index, slot: last.id, byMs } : undefined;
}
