import { SECOND_MS } from '../time.ts';
import { type Session, type SlotState, unitOfSlot } from './session.ts';

/**
 * Why a slot is lost whose dispatch had no answer when the session was stopped, and where to look for the run that it may have made.
 *
 * By its key, where the workflow shows it. Where it does not, no run bears that key: what is known is the workflow, and about when a run would
 * have been made: on the server's clock where this controller has seen it, on its own elsewhere.
 *
 * @param why what stopped the session
 */
export function unansweredBecause(session: Session, slot: SlotState, why: string): string {
  const keyed = session.units[slot.scenario]?.[slot.unit]?.keyed ?? true;
  if (keyed || slot.sentAt === undefined) return `${why} before its answer came: look for ${slot.key ?? slot.id} in the list of runs`;
  const { clock } = session;
  const made = new Date(Math.round((slot.sentAt + (clock?.offsetMs ?? 0)) / SECOND_MS) * SECOND_MS).toISOString().replace('.000Z', 'Z');
  const about = clock === undefined ? `${made} (this machine's clock)` : made;
  const { workflow } = unitOfSlot(session, slot);
  return `${why} before its answer came: look for a run made about ${about} in the list of runs of ${workflow}, which shows no key`;
}
