import type { Clock } from '../ports/clock.ts';
import { UsageError } from './usage-error.ts';

/** Beyond this, a millisecond of this machine is more than the 20 ms by which a schedule may be late. */
export const FASTEST = 20;

/**
 * A clock that runs `factor` times as fast as `clock`, for the embedded GitHub only: the schedule, the polling, the limits and the simulated fleet
 * share it. Time-outs of requests don't: they are real time on a real socket.
 *
 * @param factor 1 to {@link FASTEST}
 * @example scaledClock(systemClock(), 20) // a minute of the fleet takes 3 s
 */
export function scaledClock(clock: Clock, factor: number): Clock {
  const originAt = clock.now();
  return {
    now: () => originAt + (clock.now() - originAt) * factor,
    sleepUntil: (at, signal) => clock.sleepUntil(originAt + (at - originAt) / factor, signal),
  };
}

/** Reads `--speed`. */
export function parseSpeed(text: string): number {
  const factor = /^\d+(\.\d+)?x?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (factor >= 1 && factor <= FASTEST) return factor;
  throw new UsageError(`--speed ${text}: expected a number from 1 to ${FASTEST}`);
}
