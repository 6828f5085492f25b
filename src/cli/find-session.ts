import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { JOURNAL_NAME } from '../app/open-session.ts';
import { listSessions } from '../stores/session-folder/list-sessions.ts';
import { sessionIdOf } from './session-name.ts';
import { UsageError } from './usage-error.ts';

/**
 * The folder of a session, by its id, the beginning of its id, the name it was given, its path, or "latest".
 *
 * @throws UsageError when there is none, or more than one
 */
export async function findSession(text: string, reportDir: string, cwd: string): Promise<string> {
  const path = resolve(cwd, text);
  if (existsSync(join(path, JOURNAL_NAME))) return path;
  if (basename(path) === JOURNAL_NAME && existsSync(path)) return resolve(path, '..');
  const root = resolve(cwd, reportDir);
  const sessions = (await listSessions(root)).filter(({ hasJournal }) => hasJournal);
  const list = { fix: `runner-harness list sessions${reportDir === 'runner-harness-results' ? '' : ` --report-dir ${reportDir}`}` };
  const [latest] = sessions;
  if (text === 'latest') {
    if (latest === undefined) throw new UsageError(`there is no session with a journal in ${root}`);
    return latest.folder;
  }
  const id = sessionIdOf(text, { hex: () => '' });
  const exact = sessions.find((session) => session.id === text || session.id === id);
  if (exact !== undefined) return exact.folder;
  const [found, ...others] = sessions.filter((session) => session.id.startsWith(text));
  if (found === undefined) throw new UsageError(`there is no session "${text}" with a journal in ${root}`, list);
  if (others.length > 0) throw new UsageError(`${others.length + 1} sessions begin with "${text}"`, list);
  return found.folder;
}
