import { SECOND_MS } from '../time.ts';

/** Stamps are whole seconds, and the clocks of two controllers may differ. */
const STAMP_SLACK_MS = 3 * SECOND_MS;
const CLOCKS_APART_MS = 15 * SECOND_MS;
/**
 * Without keys: may `run` rather be of another dispatch than that of `slot`?
 *
 * Of the dispatches that may have made a run, it is given to the one that was sent last before it appeared, and to no earlier one while
 * that one has no answer. Otherwise a list that shows a later run first hands it to the earlier slot, the later one finds nothing, is sent
 * once more, and the run that the list held back is nobody's.
 */
export function isDisputed(session, slot, run) {
  const { createdAt } = run;
  const unit = unitOf(session, slot);
  if (createdAt === undefined || unit === undefined) return false;
  const { offsetMs, residualMs } = session.clock ?? { offsetMs: 0, residualMs: 0 };
  for (const other of session.slots.values()) {
    if (other === slot || (other.phase !== 'intent' && other.phase !== 'ambiguous') || !isLater(other, slot)) continue;
    const there = unitOf(session, other);
    if (there === undefined || !isSamePlace(there, unit)) continue;
    const sentAt = other.sentAt ?? 0;
    const slackMs = STAMP_SLACK_MS + residualMs + (sentAt < session.tookOverAt ? CLOCKS_APART_MS : 0);
    if (createdAt >= sentAt + offsetMs - slackMs) return true;
  }
  return false;
}
/** Was it sent later? At the same instant, the one that was issued later counts as later, so that one of two always may have the run. */
function isLater(other, slot) {
  const [a, b] = [other.sentAt ?? 0, slot.sentAt ?? 0];
  if (a !== b) return a > b;
  return other.scenario === slot.scenario ? other.n > slot.n : other.scenario > slot.scenario;
}
function isSamePlace(a, b) {
  return a.repository === b.repository && a.workflow === b.workflow && (a.ref === undefined || b.ref === undefined || a.ref === b.ref);
}
function unitOf(session, slot) {
  return session.units[slot.scenario]?.[slot.unit];
}
