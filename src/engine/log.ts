import { apply } from '../core/session/apply.ts';
import type { JournalEntry, SessionEvent } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import type { Clock } from '../ports/clock.ts';
import { type Journal, JournalFencedError } from '../ports/journal.ts';

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
  /** Why nothing can be written down any more. */
  #broken: Error | undefined;

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

  /** Why the journal can't be written any more; `undefined` while it can. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** Resolves when the events are durable and applied. Rejects when they are not durable; then they did not happen. */
  append(...events: readonly SessionEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (!this.#draining) void this.#drain();
    });
  }

  /**
   * For what the world did: it happened, durable or not. While the journal can be written this is {@link append}; once it can't, the event
   * is applied in memory, so that what was sent is still watched to its end and reported.
   *
   * @throws JournalFencedError when another controller has the session: then nothing here counts any more
   */
  async note(...events: readonly SessionEvent[]): Promise<void> {
    if (this.#broken === undefined) {
      try {
        return await this.append(...events);
      } catch (error) {
        if (error instanceof JournalFencedError) throw error;
      }
    }
    for (const event of events) this.#applied({ seq: 0, at: this.#clock.now(), event });
  }

  #applied(entry: JournalEntry): void {
    this.#session = apply(this.#session, entry);
    this.#listener?.(entry, this.#session);
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    // One turn of the loop lets whatever else happens now join the commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      if (this.#broken !== undefined) {
        for (const { reject } of this.#waiting.splice(0)) reject(this.#broken);
        break;
      }
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const entries = await this.#journal.append(
          this.#clock.now(),
          batch.flatMap(({ events }) => events),
        );
        for (const entry of entries) this.#applied(entry);
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        this.#broken ??= cause instanceof Error ? cause : new Error(String(cause));
        for (const { reject } of batch) reject(cause);
      }
    }
    this.#draining = false;
  }
}
