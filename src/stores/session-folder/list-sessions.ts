import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OUTCOMES, type Outcome, RESULT_SCHEMA } from '../../core/result.ts';
import { isPlainName } from './session-folder.ts';

/** A session that left its folder. */
export type SessionEntry = {
  /** Name of the folder: the session's id. */
  readonly id: string;
  readonly folder: string;
  /** Is there a journal, so that it can be resumed or reported again? */
  readonly hasJournal: boolean;
  /** ms since the epoch: the start by its result, else when the journal was last written, else when the folder was. */
  readonly at: number;
} & (
  | { readonly state: 'reported'; readonly outcome: Outcome; readonly plan: string; readonly startedAt: string; readonly endedAt?: string }
  /** There is a journal and no result: it runs, or was killed. */
  | { readonly state: 'unfinished' }
  /** There is a result that is none; `why` says what is wrong. */
  | { readonly state: 'unreadable'; readonly why: string }
);

/** A result has no tables in it; one of this size is damaged, or not ours. */
const MAX_RESULT_BYTES = 16 * 1_024 * 1_024;

/**
 * The sessions under a root, the newest first. Folders with neither a result nor a journal are none; symbolic links are not
 * followed. An absent root has no sessions.
 */
export async function listSessions(root: string): Promise<readonly SessionEntry[]> {
  const names = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const folders = names.filter((entry) => entry.isDirectory() && isPlainName(entry.name));
  const entries = await Promise.all(folders.map((entry) => readEntry(join(root, entry.name), entry.name)));
  return entries.filter((entry) => entry !== undefined).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

async function readEntry(folder: string, id: string): Promise<SessionEntry | undefined> {
  const journal = await journalTime(folder);
  const result = await fileTime(join(folder, 'result.json'));
  const base = { id, folder, hasJournal: journal !== undefined, at: journal ?? result ?? 0 };
  if (result === undefined) return journal === undefined ? undefined : { ...base, state: 'unfinished' };
  const text = await readCapped(join(folder, 'result.json'));
  if (text === undefined) return { ...base, state: 'unreadable', why: `result.json has more than ${MAX_RESULT_BYTES} bytes` };
  return { ...base, ...parseHead(text) };
}

/** SQLite writes to the log beside its file for long before it touches the file itself. */
async function journalTime(folder: string): Promise<number | undefined> {
  const [file, log] = [await fileTime(join(folder, 'session.db')), await fileTime(join(folder, 'session.db-wal'))];
  return file === undefined ? undefined : Math.max(file, log ?? 0);
}

/** When a regular file was last written; `undefined` when there is none. */
async function fileTime(path: string): Promise<number | undefined> {
  const stat = await lstat(path).catch(() => undefined);
  return stat?.isFile() === true ? stat.mtimeMs : undefined;
}

async function readCapped(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return (await file.stat()).size > MAX_RESULT_BYTES ? undefined : await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

type Head =
  | Omit<Extract<SessionEntry, { state: 'reported' }>, 'id' | 'folder' | 'hasJournal'>
  | { readonly state: 'unreadable'; readonly why: string };

function parseHead(text: string): Head {
  const unreadable = (why: string): Head => ({ state: 'unreadable', why });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable(`result.json is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { schema, outcome, session } = fields(value);
  if (schema !== RESULT_SCHEMA) return unreadable(`result.json has the schema ${JSON.stringify(schema)}, this version reads ${RESULT_SCHEMA}`);
  const { plan, startedAt, endedAt } = fields(session);
  const at = typeof startedAt === 'string' ? Date.parse(startedAt) : Number.NaN;
  const known = OUTCOMES.find((one) => one === outcome);
  if (known === undefined || typeof plan !== 'string' || typeof startedAt !== 'string' || Number.isNaN(at)) {
    return unreadable('result.json lacks its outcome, its plan, or when it was started');
  }
  return { state: 'reported', outcome: known, plan, startedAt, at, ...(typeof endedAt === 'string' ? { endedAt } : {}) };
}

const fields = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});
