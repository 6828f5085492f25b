import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apply } from '../core/session/apply.ts';
import type { Session } from '../core/session/session.ts';
import type { Journal } from '../ports/journal.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { RAW_LOG_NAME } from '../stores/raw-log/raw-log.ts';
import { sessionFolder } from '../stores/session-folder/session-folder.ts';

/** The journal's name in a session's folder. */
export const JOURNAL_NAME = 'session.db';

export interface OpenedSession {
  readonly folder: string;
  readonly journal: Journal;
  readonly generation: number;
  /** The session that goes on; absent: a new one begins. */
  readonly earlier?: Session;
}

/**
 * Opens the folder and the journal under which a session is to be executed.
 *
 * A session without an end mark goes on (`resume: auto`); an ended one stays as it is, and a new generation begins in a folder of
 * its own, `<id>.2` and so on.
 *
 * @throws SessionFolderError, JournalDamagedError
 */
export async function openSession(root: string, sessionId: string, resume: 'auto' | 'never'): Promise<OpenedSession> {
  for (let generation = 1; ; generation++) {
    const folder = await sessionFolder(root, generation === 1 ? sessionId : `${sessionId}.${generation}`);
    const path = join(folder, JOURNAL_NAME);
    const fresh = !existsSync(path);
    const journal = openJournal(path);
    const earlier = fresh ? undefined : foldJournal(journal);
    if (earlier === undefined) return { folder, journal, generation };
    if (earlier.endedAt === undefined && resume === 'auto') return { folder, journal, generation, earlier };
    journal.close();
  }
}

/** The session that a journal tells of; `undefined` for an empty journal. */
export function foldJournal(journal: Journal): Session | undefined {
  let session: Session | undefined;
  for (const entry of journal.read()) session = apply(session, entry);
  return session;
}

/**
 * Takes away the folder of a session that never began, and its root if nothing else is in it. A folder that holds anything but an
 * empty journal stays.
 */
export function discardUnbegun(folder: string): void {
  const others = readdirSync(folder).filter((name) => !name.startsWith(JOURNAL_NAME) && name !== RAW_LOG_NAME);
  if (others.length > 0) return;
  rmSync(folder, { recursive: true });
  const root = dirname(folder);
  if (readdirSync(root).length === 0) rmdirSync(root);
}
