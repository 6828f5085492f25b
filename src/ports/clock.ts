import type { StopSignal } from './stop-signal.ts';

/** The only source of time. */
export interface Clock {
  /**
   * Milliseconds since the Unix epoch on a clock that never steps: the wall clock at the start of the process plus monotonic
   * time since. Fractions allowed.
   */
  now(): number;
  /**
   * Resolves at `at` or up to a millisecond after it, at once if that has passed, early when `signal` aborts; never rejects.
   * Spans beyond 2^31 ms are fine.
   */
  sleepUntil(at: number, signal?: StopSignal): Promise<void>;
}
