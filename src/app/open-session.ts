import { existsSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Plan } from '../core/plan/plan.ts';
import { planDifference } from '../core/plan/plan-difference.ts';
import { isoStamp } from '../core/report/rows.ts';
import type { HarnessResult } from '../core/result.ts';
import type { Session } from '../core/session/session.ts';
import type { CheckpointStore } from '../ports/checkpoint-store.ts';
import { JournalDamagedError, JournalVersionError } from '../ports/journal.ts';
import { type FileJournal, openJournal, salvageJournal } from '../stores/journal/sqlite-journal.ts';
import { sessionFolder } from '../stores/session-folder/session-folder.ts';
import { ResumeRefusedError } from './errors.ts';
import { readBooks } from './fold-journal.ts';
import { type LoadedCheckpoint, newestCheckpoint } from './restore-checkpoint.ts';

/** The journal's name in a session's folder. */
export const JOURNAL_NAME = 'session.db';

/** The name of the report that is written last. */
const RESULT_NAME = 'result.json';

export interface OpenSessionOptions {
  /** Folder that holds a folder a session. */
  readonly root: string;
  readonly sessionId: string;
  readonly resume: 'auto' | 'never';
  /** What is to be executed. A session that goes on must have begun with the same. */
  readonly plan: Plan;
  /** Where checkpoints are kept; the newest is taken where this machine knows less. */
  readonly checkpoints?: CheckpointStore;
  /** Go on although the plan is another one; then the session's own plan holds. */
  readonly force?: boolean;
  /** Go on from what can be believed of a damaged journal. */
  readonly repair?: boolean;
  readonly onNotice?: (text: string) => void;
  /** Controller's clock, for the record. */
  readonly now: number;
}

export interface OpenedSession {
  readonly folder: string;
  readonly journal: FileJournal;
  readonly generation: number;
  /** The session that goes on; absent: a new one begins. With an end mark only its reports are missing. */
  readonly earlier?: Session;
}

interface Books {
  readonly journal: FileJournal;
  readonly session: Session | undefined;
  readonly entries: number;
}

/**
 * Opens the folder and the journal under which a session is to be executed.
 *
 * A session without an end mark goes on (`resume: auto`), and so does one whose controller died over its reports; any other that ended
 * stays as it is, and a new generation begins in a folder of its own, `<id>.2` and so on. Where a checkpoint knows more than the folder,
 * it takes the journal's place.
 *
 * @throws SessionFolderError, JournalDamagedError
 * @throws ResumeRefusedError when the session was begun with another plan, or its checkpoint can't be used
 */
export async function openSession(options: OpenSessionOptions): Promise<OpenedSession> {
  const { root, sessionId, resume, checkpoints } = options;
  const copy = checkpoints === undefined ? undefined : await findCheckpoint(checkpoints, options);
  for (let generation = 1; ; generation++) {
    const folder = await sessionFolder(root, generation === 1 ? sessionId : `${sessionId}.${generation}`);
    const path = join(folder, JOURNAL_NAME);
    let books = existsSync(path) ? await openBooks(path, options) : undefined;
    if (copy !== undefined && copy.session.generation === generation && knowsMore(copy, books)) {
      books?.journal.close();
      // It ended on another machine, with its reports.
      if (copy.session.endedAt !== undefined) continue;
      books = await placeCopy(copy, path, options);
    }
    if (books?.session === undefined) {
      if (copy !== undefined && copy.session.generation > generation) {
        books?.journal.close();
        continue;
      }
      return { folder, journal: books?.journal ?? openJournal(path), generation };
    }
    const { journal, session } = books;
    if (resume === 'auto' && (session.endedAt === undefined || !(await isReported(folder, session)))) {
      try {
        assertSamePlan(session, options);
      } catch (error) {
        journal.close();
        throw error;
      }
      return { folder, journal, generation, earlier: session };
    }
    journal.close();
  }
}

/** Were the reports written after the session's end? `result.json` comes last of them. */
async function isReported(folder: string, { endedAt }: Session): Promise<boolean> {
  try {
    const { session } = JSON.parse(await readFile(join(folder, RESULT_NAME), 'utf8')) as HarnessResult;
    return endedAt !== undefined && session.endedAt === isoStamp(endedAt);
  } catch {
    return false;
  }
}

/**
 * The journal of a session's last generation on this machine.
 *
 * @returns its path, or `undefined` when there is none
 */
export function lastJournal(root: string, sessionId: string): string | undefined {
  const pathOf = (generation: number): string => join(root, generation === 1 ? sessionId : `${sessionId}.${generation}`, JOURNAL_NAME);
  let last: string | undefined;
  // Folders of generations whose journal is elsewhere hold none.
  for (let generation = 1; existsSync(join(pathOf(generation), '..')); generation++) if (existsSync(pathOf(generation))) last = pathOf(generation);
  return last;
}

async function findCheckpoint(store: CheckpointStore, options: OpenSessionOptions): Promise<LoadedCheckpoint | undefined> {
  const { sessionId, force, onNotice } = options;
  try {
    return await newestCheckpoint(store, sessionId, { ...(force === undefined ? {} : { force }), ...(onNotice === undefined ? {} : { onNotice }) });
  } catch (error) {
    if (error instanceof ResumeRefusedError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    onNotice?.(`checkpoints can't be looked for in ${store.name}: ${why}`);
    return undefined;
  }
}

async function openBooks(path: string, { repair, now, onNotice }: OpenSessionOptions): Promise<Books> {
  try {
    const journal = openJournal(path);
    return { journal, ...readBooks(journal) };
  } catch (error) {
    if (!(error instanceof JournalDamagedError) || error instanceof JournalVersionError) throw error;
    if (repair !== true) {
      const hint = 'Repair it to go on from them and from the list of runs; nothing that was sent is sent again';
      throw new JournalDamagedError(`${error.message}. ${hint}`, { lastGoodSeq: error.lastGoodSeq, cause: error });
    }
    const saved = await salvageJournal(path, `${path}.saved`);
    moveAside(path, 'damaged');
    if (saved > 0) renameSync(`${path}.saved`, path);
    const journal = openJournal(path);
    if (saved > 0) await journal.append(now, [{ type: 'restored', from: `the first ${saved} entries of a damaged journal` }]);
    onNotice?.(`${error.message}: it goes on from them; the damaged file is kept as ${basename(path)}.damaged`);
    return { journal, ...readBooks(journal) };
  }
}

/** Later controllers know more; of one controller, the longer books do. */
function knowsMore(copy: LoadedCheckpoint, local: Books | undefined): boolean {
  if (local?.session === undefined) return true;
  const ahead = copy.session.epoch - local.session.epoch;
  return ahead > 0 || (ahead === 0 && copy.entries > local.entries);
}

async function placeCopy(copy: LoadedCheckpoint, path: string, { now, onNotice }: OpenSessionOptions): Promise<Books> {
  const temporary = `${path}.restored`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${temporary}${suffix}`, { force: true });
  await writeFile(temporary, copy.bytes, { mode: 0o600, flush: true });
  const marked = openJournal(temporary);
  // In the copy itself, so that whoever finds it knows that it is one.
  await marked.append(now, [{ type: 'restored', from: `checkpoint ${copy.name}` }]);
  marked.close();
  if (existsSync(path)) moveAside(path, 'behind');
  renameSync(temporary, path);
  onNotice?.(`goes on from the checkpoint ${copy.name}`);
  const journal = openJournal(path);
  return { journal, ...readBooks(journal) };
}

/** The log beside the file belongs to it. */
function moveAside(path: string, why: string): void {
  for (const suffix of ['-wal', '-shm', '']) if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${path}.${why}${suffix}`);
}

function assertSamePlan(session: Session, { plan, force, onNotice }: OpenSessionOptions): void {
  const differences = planDifference({ ...session.plan, budget: undefined }, { ...plan, budget: undefined });
  if (differences.length === 0) return;
  if (force === true) return onNotice?.(`the session goes on with the plan that it was begun with, which is another one: ${differences.join('; ')}`);
  throw new ResumeRefusedError([
    `session ${session.id} was begun with another plan: resume it as it is, or give the new plan another session`,
    ...differences,
  ]);
}
