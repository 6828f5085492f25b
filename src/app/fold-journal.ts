import { apply } from '../core/session/apply.ts';
import type { Session } from '../core/session/session.ts';
import type { Journal } from '../ports/journal.ts';

/** The session that a journal tells of; `undefined` for an empty journal. */
export function foldJournal(journal: Journal): Session | undefined {
  return readBooks(journal).session;
}

/** The session, and how many entries tell of it. */
export function readBooks(journal: Journal): { readonly session: Session | undefined; readonly entries: number } {
  let session: Session | undefined;
  let entries = 0;
  for (const entry of journal.read()) {
    session = apply(session, entry);
    entries = entry.seq;
  }
  return { session, entries };
}
