import type { PlacesSegment } from '../plan/plan.ts';

/**
 * How many runs may be under way so long after the scenario's start. Within a segment places come (or go) one by one, at equal distances, as k6's
 * ramping-vus has them; after the last segment there are none.
 */
export function placesAt(segments: readonly PlacesSegment[], elapsedMs: number): number {
  let startMs = 0;
  for (const { from, to, durationMs } of segments) {
    const within = elapsedMs - startMs;
    if (within < durationMs) return within < 0 ? 0 : from + Math.trunc(((to - from) * within) / durationMs + Math.sign(to - from) * 1e-9);
    startMs += durationMs;
  }
  return 0;
}

/** The next instant after this one, in ms from the scenario's start, at which the number of places changes; `undefined` after the end. */
export function nextPlacesChangeMs(segments: readonly PlacesSegment[], elapsedMs: number): number | undefined {
  let startMs = 0;
  for (const { from, to, durationMs } of segments) {
    const within = elapsedMs - startMs;
    const endMs = startMs + durationMs;
    if (within < durationMs) {
      const steps = Math.abs(to - from);
      if (steps === 0 || within < 0) return within < 0 ? startMs : endMs;
      const step = Math.floor((steps * within) / durationMs + 1e-9) + 1;
      return step >= steps ? endMs : startMs + (step * durationMs) / steps;
    }
    startMs = endMs;
  }
  return undefined;
}

/** How long places are open. */
export const placesDurationMs = (segments: readonly PlacesSegment[]): number => segments.reduce((sum, { durationMs }) => sum + durationMs, 0);

/** The most places at any time. */
export const mostPlaces = (segments: readonly PlacesSegment[]): number => Math.max(0, ...segments.flatMap(({ from, to }) => [from, to]));
