import type { StopReason } from '../core/session/event.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import type { World } from './world.ts';

/** A session's way to learn that it shall stop. */
export interface Stop extends Disposable {
  readonly signal: StopSignal;
  readonly reason: () => StopReason;
  /** What stopped it; absent: nothing did. */
  readonly by: () => 'SIGINT' | 'SIGTERM' | undefined;
}

export const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Nobody kills us here, and a person who can't wait says so again; who sends SIGTERM mostly kills 10 s later (docker stop, systemd's units differ). */
const GRACE_MS = { SIGINT: 120_000, SIGTERM: 7_000 } as const;

/**
 * The first SIGINT or SIGTERM stops the session cleanly: nothing more is dispatched, what it started is cancelled, results are written. The second one
 * ends the process at once; the journal has everything until then.
 *
 * @param say told what happens now, for people
 * @param speed of the session's clock
 */
export function listenForStop(world: World, say: (text: string) => void, speed = 1): Stop {
  const control = new AbortController();
  let by: 'SIGINT' | 'SIGTERM' | undefined;
  const dispose = world.onSignal((signal) => {
    if (by !== undefined) {
      say('Stopped at once. The journal is kept; runs that were started may still be alive.');
      world.exitNow(SIGNAL_CODES[signal]);
      return;
    }
    by = signal;
    say(
      `${signal === 'SIGINT' ? 'Interrupted' : 'Terminated'}: nothing more is dispatched, runs are cancelled, results are written. Once more to stop at once.`,
    );
    control.abort();
  });
  return {
    signal: control.signal,
    reason: () => ({ kind: 'signal', signal: by ?? 'SIGTERM', graceMs: GRACE_MS[by ?? 'SIGTERM'] * speed }),
    by: () => by,
    [Symbol.dispose]: dispose,
  };
}
