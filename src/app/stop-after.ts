import type { StopReason } from '../core/session/event.ts';
import { formatDuration } from '../core/time.ts';
import { Stopper } from '../engine/stopper.ts';
import type { Clock } from '../ports/clock.ts';
import type { StopSignal } from '../ports/stop-signal.ts';

/** What stops a session from outside, and why. */
export interface Stop {
  readonly signal: StopSignal;
  readonly reason: () => StopReason;
}

/**
 * Adds a time limit to what stops a session: when it is over, the session is suspended. Whichever comes first is the reason.
 *
 * @param ms from now on, on the session's clock; absent: no limit
 */
export function stopAfter(stop: Stop, clock: Clock, ms: number | undefined): Stop & Disposable {
  if (ms === undefined) return { ...stop, [Symbol.dispose]: () => {} };
  const both = new Stopper();
  const done = new Stopper();
  let over = false;
  const onStop = (): void => both.abort();
  stop.signal.addEventListener('abort', onStop, { once: true });
  if (stop.signal.aborted) both.abort();
  void clock.sleepUntil(clock.now() + ms, done).then(() => {
    if (done.aborted || both.aborted) return;
    over = true;
    both.abort();
  });
  return {
    signal: both,
    reason: () =>
      over ? { kind: 'suspended', message: `max-duration of ${formatDuration(ms)} reached: the session can be resumed` } : stop.reason(),
    [Symbol.dispose]: () => {
      stop.signal.removeEventListener('abort', onStop);
      done.abort();
    },
  };
}
