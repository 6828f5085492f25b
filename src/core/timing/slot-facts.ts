import type { ClockOffset } from '../session/event.ts';

/** What the controller knows about a slot. Instants are the *controller's* clock. */
export interface SlotFacts {
  readonly id: string;
  /** Open model: when the schedule wanted it. Absent: a closed model, which has no intended time. */
  readonly intendedAt?: number;
  /** The instant before the request of the dispatch that counts left. */
  readonly sentAt?: number;
  /** How far the server's clock is ahead. Absent: taken as the same clock. */
  readonly clock?: ClockOffset;
  /** When the controller first saw that the run had ended. */
  readonly endSeenAt?: number;
}

/** The resolution of GitHub's stamps, which are cut off to whole seconds. */
export const STAMP_RESOLUTION_MS = 1_000;

/** Translates the controller's instants into the server's clock, and says how sure that is. */
export interface ClockView {
  /** The server's clock at this instant of the controller. */
  toServer(at: number): number;
  /** Half-width of what a span between the two clocks leaves open: one stamp's resolution and what the offset leaves. */
  readonly uncertainMs: number;
  readonly evidence: string;
}

/**
 * The view from a slot's clock offset.
 *
 * @param resolutionMs of the server's stamps
 */
export function clockView(clock: ClockOffset | undefined, resolutionMs: number): ClockView {
  const uncertainMs = resolutionMs + (clock?.residualMs ?? 0);
  return {
    toServer: (at) => at + (clock?.offsetMs ?? 0),
    uncertainMs,
    evidence: `± ${(uncertainMs / 1_000).toFixed(1)} s${clock === undefined ? ', clock offset not measured, taken as 0' : ''}`,
  };
}
