import { EventQueue } from '../../src/core/fleet/event-queue.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { StopSignal } from '../../src/ports/stop-signal.ts';

interface Happening {
  readonly happen: () => void;
  cancelled: boolean;
}

/** The simulated world can't go on: everybody waits for somebody. */
export class DeadlockError extends Error {
  override readonly name = 'DeadlockError';
}

/** Time that passes only when nobody can go on: the world's own clock, which is GitHub's. Equal instants happen in the order in which they were asked for. */
export class VirtualTime {
  #now: number;
  #steps = 0;
  readonly #queue = new EventQueue<Happening>();

  constructor(startAt: number) {
    this.#now = startAt;
  }

  get now(): number {
    return this.#now;
  }

  /** Things that have happened. */
  get steps(): number {
    return this.#steps;
  }

  /** Lets `happen` happen at `at`, or next if that has passed; returns how to call it off. */
  at(at: number, happen: () => void): () => void {
    const entry: Happening = { happen, cancelled: false };
    this.#queue.push(Math.max(at, this.#now), entry);
    return () => {
      entry.cancelled = true;
    };
  }

  after(ms: number, happen: () => void): () => void {
    return this.at(this.#now + ms, happen);
  }

  /** Lets time pass until `done`. Throws {@link DeadlockError} when nothing will ever happen, or not before `limitAt`. */
  async runUntil(done: () => boolean, limitAt: number): Promise<void> {
    for (;;) {
      // One turn of the loop: every promise that can go on has gone on.
      await new Promise((resolve) => setImmediate(resolve));
      if (done()) return;
      let next = this.#queue.pop();
      while (next?.value.cancelled === true) next = this.#queue.pop();
      if (next === undefined) throw new DeadlockError('everybody waits and nothing will happen');
      if (next.at > limitAt) throw new DeadlockError(`still not at its end at ${new Date(limitAt).toISOString()} (${this.#steps} steps)`);
      this.#now = Math.max(this.#now, next.at);
      this.#steps += 1;
      next.value.happen();
    }
  }
}

const NEVER = new Promise<never>(() => {});

/**
 * One controller process on its own machine: its clock, and its death. What it does to the world is counted in steps (a request leaves,
 * arrives, is answered; an entry becomes durable, is confirmed), and it may die before or after any of them.
 */
export class Controller {
  readonly #time: VirtualTime;
  readonly number: number;
  /** How far its clock is ahead of GitHub's. */
  readonly skewMs: number;
  readonly clock: Clock;
  /** Told once, at its death. */
  readonly died: Promise<void>;
  #die: () => void = () => {};
  #alive = true;
  #steps = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;
  readonly #crashAtStep: number;
  /** Requests that have left it. */
  requests = 0;

  constructor(time: VirtualTime, options: { readonly number: number; readonly skewMs: number; readonly crashAtStep: number }) {
    this.#time = time;
    this.number = options.number;
    this.skewMs = options.skewMs;
    this.#crashAtStep = options.crashAtStep;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.clock = { now: () => time.now + this.skewMs, sleepUntil: (at, signal) => this.#sleepUntil(at, signal) };
  }

  get alive(): boolean {
    return this.#alive;
  }

  get steps(): number {
    return this.#steps;
  }

  kill(): void {
    this.#alive = false;
    this.#die();
  }

  /** Its machine sleeps until then; afterwards it goes on as if nothing had been. */
  hold(untilAt: number): void {
    this.#heldUntil = untilAt;
  }

  /** One step. `true`: it died in front of it, and nobody will ever hear of it again. */
  step(): boolean {
    this.#steps += 1;
    if (this.#alive && this.#steps === this.#crashAtStep) this.kill();
    return !this.#alive;
  }

  /** Goes on with `work` as soon as it is awake; never, if it is dead. */
  resume(work: () => void): void {
    if (!this.#alive) return;
    if (this.#time.now >= this.#heldUntil) work();
    else this.#time.at(this.#heldUntil, () => this.resume(work));
  }

  /** What a dead process awaits. */
  never<T>(): Promise<T> {
    return NEVER;
  }

  #sleepUntil(at: number, signal?: StopSignal): Promise<void> {
    if (at <= this.clock.now() || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        callOff();
        signal?.removeEventListener('abort', wake);
        this.resume(resolve);
      };
      const callOff = this.#time.at(at - this.skewMs, wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
