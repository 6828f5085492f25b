import { mostSlots, peakPerMinute } from '../load/extent.ts';
import type { Arrivals } from '../plan/plan.ts';
import { formatDuration, MINUTE_MS, SECOND_MS } from '../time.ts';

/** A load that one token can't send. */
export interface RateProblem {
  /** Goes on after the scenario's name: `asks for 120 runs a minute, and …`. */
  readonly message: string;
  readonly fix: string;
}

/** Points of a minute, and what a POST costs of them (docs "Rate limits for the REST API"). */
const POINTS_A_MINUTE = 900;
const POINTS_A_DISPATCH = 5;
/** The shortest distance of two dispatches that a plan may ask for. */
const SHORTEST_SPACING_MS = 340;
/** A recorded trace has its crowds; one that is sent so late is another one. */
const MOST_LATE_MS = MINUTE_MS;

/** What one token can send, in runs a minute. */
export function mostPerMinute(mutationSpacingMs: number, pointsPerMinute = POINTS_A_MINUTE): number {
  return Math.min(MINUTE_MS / mutationSpacingMs, pointsPerMinute / POINTS_A_DISPATCH);
}

/** Why a load can't be sent as planned, with the arithmetic; `undefined`: it can. `pointsPerMinute` is what the server allows, default 900. */
export function impossibleRate(arrivals: Arrivals, mutationSpacingMs: number, pointsPerMinute?: number): RateProblem | undefined {
  const perMinute = mostPerMinute(mutationSpacingMs, pointsPerMinute);
  const spacing = `one every ${mutationSpacingMs / SECOND_MS} s (limits.mutation-spacing)`;
  const slots = mostSlots(arrivals);
  if (slots <= 2) return undefined;
  if (arrivals.shape === 'bursts') {
    const burst = arrivals.sizes.slice(0, -1).findIndex((size) => size * (MINUTE_MS / perMinute) > arrivals.everyMs * (1 + 1e-9));
    if (burst < 0) return undefined;
    const size = arrivals.sizes[burst] ?? 0;
    return {
      message: `sends ${number(size)} runs in burst ${burst + 1}, which takes ${formatDuration(size * (MINUTE_MS / perMinute))} at ${spacing}, and the next burst comes ${formatDuration(arrivals.everyMs)} after it`,
      fix: 'make the bursts smaller or rarer, or let one dispatch start a matrix of jobs',
    };
  }
  if (arrivals.shape === 'trace') {
    const { n, lateMs } = latest(arrivals.offsetsMs, MINUTE_MS / perMinute);
    if (lateMs <= MOST_LATE_MS) return undefined;
    return {
      message: `replays arrivals faster than one token can send them, ${spacing}: the one at +${formatDuration(arrivals.offsetsMs[n] ?? 0)} would be ${formatDuration(lateMs)} late`,
      fix: 'replay a quieter trace, or let one dispatch start a matrix of jobs',
    };
  }
  const asked = peakPerMinute(arrivals);
  if (asked === undefined || asked <= perMinute * (1 + 1e-9)) return undefined;
  const dispatches = Number.isFinite(slots)
    ? `, so that its ${number(slots)} dispatches take ${number(((slots - 1) * mutationSpacingMs) / SECOND_MS)} s at least`
    : '';
  const closer =
    asked <= Math.floor(MINUTE_MS / SHORTEST_SPACING_MS)
      ? `, or set limits.mutation-spacing to ${Math.max(SHORTEST_SPACING_MS, Math.floor(MINUTE_MS / asked))}ms`
      : '';
  return {
    message: `asks for ${number(asked)} runs a minute${arrivals.shape === 'constant' ? '' : ' at its peak'}, and one token can send ${number(perMinute)}: ${spacing}${dispatches}`,
    fix: `lower the rate to ${Math.floor(perMinute)}/min${closer}, or let one dispatch start a matrix of jobs`,
  };
}

/** The slot that is sent latest when each one waits for the one before it. */
function latest(offsetsMs: readonly number[], spacingMs: number): { n: number; lateMs: number } {
  let found = { n: 0, lateMs: 0 };
  let sentMs = Number.NEGATIVE_INFINITY;
  for (const [n, at] of offsetsMs.entries()) {
    sentMs = Math.max(at, sentMs + spacingMs);
    if (sentMs - at > found.lateMs) found = { n, lateMs: sentMs - at };
  }
  return found;
}

const number = (n: number): string => Math.round(n).toLocaleString('en-US');
