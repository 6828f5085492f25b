import type { JournalEntry, SessionEvent } from '../../core/session/event.ts';
import type { Journal } from '../../ports/journal.ts';

/** A journal that lasts as long as the process: for the library's callers who want no file, and for tests. */
export function createMemoryJournal(entries: readonly JournalEntry[] = []): Journal {
  const kept = [...entries];
  return {
    read: () => [...kept],
    append(at: number, events: readonly SessionEvent[]) {
      // Through JSON, as a file would: what can't be written down must not work here either.
      const added = events.map((event, index) => ({ seq: kept.length + index + 1, at, event: JSON.parse(JSON.stringify(event)) as SessionEvent }));
      kept.push(...added);
      return Promise.resolve(added);
    },
    close() {},
  };
}
