import type { JournalEntry } from '../../src/core/session/event.ts';
import { findKey } from '../../src/core/session/key.ts';
import { MINUTE_MS } from '../../src/core/time.ts';
import type { SentDispatch } from './faulty-github.ts';
import type { Controller } from './virtual-time.ts';

/** The least time that a search for a run takes before its slot may be sent once more. */
const WINDOW_MS = 2 * MINUTE_MS;
const SLACK_MS = 1_000;
const MOST_IN_FLIGHT = 16;

/** What must hold between the journal and what leaves the controllers: checked at every entry and every dispatch. */
export class JournalRules {
  readonly #broken: (what: string) => void;
  readonly #intents = new Set<string>();
  readonly #sent: SentDispatch[] = [];

  constructor(broken: (what: string) => void) {
    this.#broken = broken;
  }

  /** An entry is durable. */
  note({ event }: JournalEntry, controller: Controller): void {
    if (event.type === 'intent') this.#intents.add(event.key);
    // What leaves while the entry is written is on the next bill.
    if (event.type === 'usage' && (event.usage.requests > controller.requests || event.usage.requests < controller.requests - MOST_IN_FLIGHT))
      this.#broken(`I5 controller ${controller.number} says that it sent ${event.usage.requests} requests, it sent ${controller.requests}`);
  }

  /** A dispatch leaves a controller. */
  sent(dispatch: SentDispatch): void {
    const { key, at } = dispatch;
    if (key !== undefined) {
      if (!this.#intents.has(key)) this.#broken(`I1 ${key} is sent, and the journal knows nothing of it`);
      const slot = findKey(key)?.slot;
      for (const earlier of this.#sent) {
        if (earlier.fate === 'refused' || earlier.key === undefined || findKey(earlier.key)?.slot !== slot) continue;
        if (earlier.key === key && earlier.fate === 'made') this.#broken(`I1 ${key} is sent again although the server has made its run`);
        else if (earlier.key !== key && at - earlier.at < WINDOW_MS - SLACK_MS)
          this.#broken(`I1 ${key} is sent ${Math.round((at - earlier.at) / 1_000)} s after ${earlier.key}, whose fate nobody can know`);
      }
    }
    this.#sent.push(dispatch);
  }
}
