import type { Clock } from '../ports/clock.ts';
import type { StopSignal } from '../ports/stop-signal.ts';

/** The longest span that a platform timer takes; longer sleeps are slept in parts. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The machine's clock: the wall clock at the start, monotonic from then on. A step of the wall clock (NTP, suspend, a person)
 * moves no schedule and makes no span negative.
 *
 * @param factor how much faster than real time; only the command line scales time, for the embedded GitHub
 * @example const clock = systemClock(); await clock.sleepUntil(clock.now() + 1_000);
 */
export function systemClock(factor = 1): Clock {
  const originAt = Date.now();
  const origin = performance.now();
  const now = (): number => originAt + (performance.now() - origin) * factor;
  return {
    now,
    async sleepUntil(at, signal) {
      // Timers may fire up to a millisecond early, so the deadline is checked again.
      for (let leftMs = (at - now()) / factor; leftMs > 0 && signal?.aborted !== true; leftMs = (at - now()) / factor) {
        await sleep(Math.min(Math.ceil(leftMs), LONGEST_TIMER_MS), signal);
      }
    },
  };
}

function sleep(ms: number, signal: StopSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
