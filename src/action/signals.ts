import { Stopper } from '../engine/stopper.ts';

export type StopSignalName = 'SIGINT' | 'SIGTERM';

/**
 * What is used of the time between the first signal and the kill: the runner sends SIGINT, 7.5 s later SIGTERM, and 2.5 s later it
 * kills (actions/runner, ProcessInvoker).
 */
const PATIENCE_MS = { SIGINT: 6_500, SIGTERM: 1_500 } as const;

/** What the runner does to an action that shall end, as something to wait for. */
export class Signals {
  readonly stopper = new Stopper();
  #first: { readonly name: StopSignalName; readonly at: number } | undefined;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The signal that came first. */
  get name(): StopSignalName | undefined {
    return this.#first?.name;
  }

  /** What is left before the runner loses its patience; at most `wishMs`. */
  timeLeftMs(wishMs: number): number {
    if (this.#first === undefined) return wishMs;
    return Math.max(0, Math.min(wishMs, this.#first.at + PATIENCE_MS[this.#first.name] - this.#now()));
  }

  /** The first signal stops the session, the second one the process: the journal is valid at any instant. */
  receive(name: StopSignalName, exit: (code: number) => void): void {
    if (this.#first !== undefined) return exit(signalCode(this.#first.name));
    this.#first = { name, at: this.#now() };
    this.stopper.abort();
  }

  /** Listens until the returned function is called. */
  listen(target: NodeJS.Process, onFirst: (name: StopSignalName) => void): () => void {
    const handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => {
      const handler = (): void => {
        const isFirst = this.#first === undefined;
        this.receive(name, (code) => target.exit(code));
        if (isFirst) onFirst(name);
      };
      target.on(name, handler);
      return [name, handler] as const;
    });
    return () => {
      for (const [name, handler] of handlers) target.off(name, handler);
    };
  }
}

/** 128 + the signal's number, as shells have it. */
export function signalCode(name: StopSignalName): number {
  return name === 'SIGINT' ? 130 : 143;
}
