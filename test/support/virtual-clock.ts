import type { Clock } from '../../src/ports/clock.ts';

/** Real time in which a file must have been written. */
const IDLE_LIMIT_MS = 15_000;

export interface VirtualClock extends Clock {
  /**
   * Lets time pass until the work is done: whenever nobody can go on, the next sleeper wakes.
   *
   * @param isBusy whether somebody is at work whom this clock can't see; time stands still then
   */
  run<T>(work: Promise<T>, isBusy?: () => boolean): Promise<T>;
  /** Everybody who sleeps now, earliest first. */
  sleepers(): readonly number[];
}

/** A clock on which hours cost nothing. Deterministic: sleepers wake in the order of their instants, then of their calls. */
export function virtualClock(startAt = Date.UTC(2026, 0, 5, 8)): VirtualClock {
  let nowAt = startAt;
  let calls = 0;
  const sleeping = new Map<number, { at: number; wake: () => void }>();
  const clock: VirtualClock = {
    now: () => nowAt,
    sleepUntil(at, signal) {
      if (at <= nowAt || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const id = calls++;
        const wake = (): void => {
          sleeping.delete(id);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        sleeping.set(id, { at, wake });
        signal?.addEventListener('abort', wake, { once: true });
      });
    },
    sleepers: () => [...sleeping.values()].map(({ at }) => at).toSorted((a, b) => a - b),
    async run(work, isBusy = () => false) {
      let done = false;
      const finished = work.finally(() => {
        done = true;
      });
      finished.catch(() => {});
      for (let idleSinceMs: number | undefined; ; ) {
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return await finished;
        if (isBusy()) continue;
        let next: { at: number; wake: () => void } | undefined;
        for (const sleeper of sleeping.values()) if (next === undefined || sleeper.at < next.at) next = sleeper;
        if (next === undefined) {
          // Perhaps for a file, which takes real time, and much of it on a busy machine.
          idleSinceMs ??= performance.now();
          if (performance.now() - idleSinceMs > IDLE_LIMIT_MS)
            throw new Error('everybody waits and nobody sleeps: the work under test can never end');
          await new Promise((resolve) => setTimeout(resolve, 1));
          continue;
        }
        idleSinceMs = undefined;
        nowAt = Math.max(nowAt, next.at);
        next.wake();
      }
    },
  };
  return clock;
}
