import { apply } from '../core/session/apply.ts';
import type { JournalEntry, SessionEvent } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';

/** Told after every event, when the session already knows it. */
export type EventListener = (entry: JournalEntry, session: Session) => void;

/**
 * The one door through which a session changes: append, then apply, in the order of the journal.
 *
 * Events that arrive while a commit is under way share the next one, so the number of commits follows the disk and not the load.
 */
export class SessionLog {
  #session: Session | undefined;
  #waiting: { events: readonly SessionEvent[]; resolve: () => void; reject: (cause: unknown) => void }[] = [];
  #draining = false;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #listener: EventListener | undefined;

  constructor(journal: Journal, clock: Clock, listener?: EventListener) {
    this.#journal = journal;
    this.#clock = clock;
    this.#listener = listener;
    for (const entry of journal.read()) this.#session = apply(this.#session, entry);
  }

  /** The session so far; `undefined` before its first event. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Resolves when the events are durable and applied. Rejects when they are not durable; then they did not happen. */
  append(...events: readonly SessionEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (!this.#draining) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    // One turn of the loop lets whatever else happens now join the commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const entries = await this.#journal.append(
          this.#clock.now(),
          batch.flatMap(({ events }) => events),
        );
        for (const entry of entries) {
          this.#session = apply(this.#session, entry);
          this.#listener?.(entry, this.#session);
        }
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    this.#draining = false;
  }
}
