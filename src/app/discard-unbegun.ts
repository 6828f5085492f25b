import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { RAW_LOG_NAME } from '../stores/raw-log/raw-log.ts';
import { JOURNAL_NAME } from './open-session.ts';

/** What a session leaves that never began. */
const LEFT = new Set([JOURNAL_NAME, `${JOURNAL_NAME}-wal`, `${JOURNAL_NAME}-shm`, RAW_LOG_NAME]);

/**
 * Takes away the folder of a session that never began, and its root if nothing else is in it. A folder that holds anything but an
 * empty journal stays.
 */
export function discardUnbegun(folder: string): void {
  if (readdirSync(folder).some((name) => !LEFT.has(name))) return;
  rmSync(folder, { recursive: true });
  const root = dirname(folder);
  if (readdirSync(root).length === 0) rmdirSync(root);
}
