import type { Clock } from '../ports/clock.ts';

/** A clock that costs no time: whenever everybody waits, the next sleeper wakes. Only for work in memory; an answer from outside would come too late. */
export interface VirtualTime {
  readonly clock: Clock;
  /** Lets time pass until the work has ended. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** @param startAt epoch ms */
export function virtualTime(startAt: number): VirtualTime {
  let nowAt = startAt;
  const sleeping = new Set<{ readonly at: number; readonly wake: () => void }>();
  const clock: Clock = {
    now: () => nowAt,
    sleepUntil: (at, signal) =>
      at <= nowAt || signal?.aborted === true
        ? Promise.resolve()
        : new Promise((resolve) => {
            const wake = (): void => {
              sleeping.delete(sleeper);
              signal?.removeEventListener('abort', wake);
              resolve();
            };
            const sleeper = { at, wake };
            sleeping.add(sleeper);
            signal?.addEventListener('abort', wake, { once: true });
          }),
  };
  return {
    clock,
    async run(work) {
      let done = false;
      const mark = (): void => {
        done = true;
      };
      work.then(mark, mark);
      for (;;) {
        // Everything that can go on without time passing has gone on when its turn comes.
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return await work;
        let next: { readonly at: number; readonly wake: () => void } | undefined;
        for (const sleeper of sleeping) if (next === undefined || sleeper.at < next.at) next = sleeper;
        if (next === undefined) throw new Error('everybody waits and nobody sleeps: the work can never end');
        nowAt = Math.max(nowAt, next.at);
        next.wake();
      }
    },
  };
}
