import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckpointPlace, newestFirst, parseCheckpointName } from '../core/session/checkpoint-name.ts';
import type { Session } from '../core/session/session.ts';
import type { CheckpointStore } from '../ports/checkpoint-store.ts';
import { JournalVersionError } from '../ports/journal.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { ResumeRefusedError } from './errors.ts';
import { readBooks } from './fold-journal.ts';

/** A checkpoint that was loaded and verified. */
export interface LoadedCheckpoint {
  readonly name: string;
  readonly place: CheckpointPlace;
  readonly session: Session;
  /** Entries in it. */
  readonly entries: number;
  readonly bytes: Uint8Array;
}

/** How many damaged checkpoints are passed over before it is said that there is none. */
const MOST_TRIED = 10;

/**
 * The newest checkpoint of a session that can be believed.
 *
 * @param force also one of another session under the same name
 * @throws ResumeRefusedError for a checkpoint of another session or of a newer version: an older one must not be taken instead
 */
export async function newestCheckpoint(
  store: CheckpointStore,
  sessionId: string,
  { force = false, onNotice }: { readonly force?: boolean; readonly onNotice?: (text: string) => void } = {},
): Promise<LoadedCheckpoint | undefined> {
  const listed = await store.list(sessionId);
  const placed = listed.flatMap(({ name }) => {
    const place = parseCheckpointName(sessionId, name);
    return place === undefined ? [] : [{ name, place }];
  });
  placed.sort((a, b) => newestFirst(a.place, b.place));
  for (const { name, place } of placed.slice(0, MOST_TRIED)) {
    try {
      const bytes = await store.load(name);
      const { session, entries } = await readCheckpoint(bytes);
      if (session.id !== sessionId && !force) {
        throw new ResumeRefusedError([
          `the checkpoint ${name} (${store.name}) is of another session: ${session.id} of plan "${session.plan.name}", and not ${sessionId}. Give this one another name, or force it`,
        ]);
      }
      return { name, place, session, entries, bytes };
    } catch (error) {
      if (error instanceof ResumeRefusedError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      if (error instanceof JournalVersionError) throw new ResumeRefusedError([`the checkpoint ${name} (${store.name}): ${why}`], { cause: error });
      onNotice?.(`the checkpoint ${name} is passed over: ${why}`);
    }
  }
  return undefined;
}

/** Verifies the chain of a journal in memory. @throws JournalDamagedError */
async function readCheckpoint(bytes: Uint8Array): Promise<{ readonly session: Session; readonly entries: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'rh-checkpoint-'));
  try {
    const path = join(folder, 'session.db');
    await writeFile(path, bytes, { mode: 0o600 });
    const journal = openJournal(path);
    try {
      const { session, entries } = readBooks(journal);
      if (session === undefined) throw new Error('it is empty');
      return { session, entries };
    } finally {
      journal.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
