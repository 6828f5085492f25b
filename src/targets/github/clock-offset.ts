import { parseHttpDate } from '../../core/limits/limits.ts';
import type { ClockOffset } from '../../core/session/event.ts';

const KEPT = 32;
/** A `Date` header names the second in which it was made: on average half a second ago. */
const HALF_RESOLUTION_MS = 500;

/** Estimates that lie further apart than they can be wrong, and by more than clocks drift meanwhile, are of two clocks: one was set, or slept. */
const DRIFT_MS = 500;

/**
 * Follows the difference of the server's clock from `Date` headers, keeping the one with the shortest round trip of the latest 32. What an
 * answer contradicts is forgotten: a machine that slept, or a clock that somebody set, has another difference from then on.
 */
export function createOffsetMeter(): { note(date: string | undefined, sentAt: number, receivedAt: number): void; best(): ClockOffset | undefined } {
  let latest: readonly ClockOffset[] = [];
  return {
    note(date, sentAt, receivedAt) {
      const dateAt = parseHttpDate(date);
      if (dateAt === undefined) return;
      const now = { offsetMs: dateAt + HALF_RESOLUTION_MS - (sentAt + receivedAt) / 2, residualMs: (receivedAt - sentAt) / 2 + HALF_RESOLUTION_MS };
      const agrees = (one: ClockOffset): boolean => Math.abs(one.offsetMs - now.offsetMs) <= one.residualMs + now.residualMs + DRIFT_MS;
      latest = [...latest.filter(agrees), now].slice(-KEPT);
    },
    best: () =>
      latest.reduce<ClockOffset | undefined>((best, one) => (best === undefined || one.residualMs < best.residualMs ? one : best), undefined),
  };
}
