import { parseHttpDate } from '../../core/limits/limits.ts';
import type { ClockOffset } from '../../core/session/event.ts';

const KEPT = 32;
/** A `Date` header names the second in which it was made: on average half a second ago. */
const HALF_RESOLUTION_MS = 500;

/** Follows the difference of the server's clock from `Date` headers, keeping the one with the shortest round trip of the latest 32. */
export function createOffsetMeter(): { note(date: string | undefined, sentAt: number, receivedAt: number): void; best(): ClockOffset | undefined } {
  const latest: ClockOffset[] = [];
  return {
    note(date, sentAt, receivedAt) {
      const dateAt = parseHttpDate(date);
      if (dateAt === undefined) return;
      latest.push({ offsetMs: dateAt + HALF_RESOLUTION_MS - (sentAt + receivedAt) / 2, residualMs: (receivedAt - sentAt) / 2 + HALF_RESOLUTION_MS });
      if (latest.length > KEPT) latest.shift();
    },
    best: () =>
      latest.reduce<ClockOffset | undefined>((best, one) => (best === undefined || one.residualMs < best.residualMs ? one : best), undefined),
  };
}
