import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HistoryRecord } from '../../core/history/history.ts';
import type { AppendedBaseline, BaselineStore, LoadedBaseline } from '../../ports/baseline-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { grownBaseline, MAX_BASELINE_BYTES, readBaseline } from './baseline-text.ts';

export interface FileBaselineOptions {
  /** Of the file; its folder is made when the first record is appended. */
  readonly path: string;
  readonly clock: Clock;
}

/** A lock older than this was left behind by a process that died, in milliseconds: what is done under it takes less than a second. */
const LOCK_STALE_MS = 30_000;
const LOCK_PATIENCE_MS = 60_000;
const LOCK_WAIT_MS = 20;

/** A baseline in a file. Writers on one machine take turns by a lock file beside it; the file itself is replaced whole. */
export function createFileBaselineStore({ path, clock }: FileBaselineOptions): BaselineStore {
  const store: BaselineStore = {
    name: `file:${path}`,
    load: (id) => load(path, id),
    async append(id, records, signal) {
      try {
        await mkdir(dirname(path), { recursive: true });
        const unlock = await lock(`${path}.lock`, clock, signal);
        if (unlock === undefined)
          return { kind: 'refused', reason: `${path}.lock: another process holds it`, fix: 'wait for it, or delete the lock' };
        try {
          return await grow(path, id, records);
        } finally {
          await unlock();
        }
      } catch (error) {
        return { kind: 'refused', reason: `${path} can't be written: ${messageOf(error)}` };
      }
    },
  };
  return store;
}

async function load(path: string, id: string): Promise<LoadedBaseline> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'none', why: `${path} does not exist` };
    return { kind: 'refused', reason: `${path} can't be read: ${messageOf(error)}` };
  }
  try {
    const facts = await file.stat();
    if (!facts.isFile()) return { kind: 'refused', reason: `${path} is no file` };
    if (facts.size > MAX_BASELINE_BYTES) {
      return { kind: 'refused', reason: `${path}: ${facts.size} bytes are more than the ${MAX_BASELINE_BYTES} that are read` };
    }
    const read = readBaseline(await file.readFile(), { source: path, id });
    if (!read.ok)
      return { kind: 'refused', reason: read.reason, fix: `delete ${path} to record the baseline anew, or bring back an earlier version` };
    const { history, migratedFrom } = read;
    return { kind: 'found', history, from: path, ...(migratedFrom !== undefined && { migratedFrom }) };
  } catch (error) {
    return { kind: 'refused', reason: `${path} can't be read: ${messageOf(error)}` };
  } finally {
    await file.close();
  }
}

async function grow(path: string, id: string, records: readonly HistoryRecord[]): Promise<AppendedBaseline> {
  const before = await load(path, id);
  if (before.kind === 'refused') return before;
  const { text, count } = grownBaseline(id, before.kind === 'found' ? before.history : undefined, records);
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  return { kind: 'appended', records: count, to: path };
}

/** Takes the lock; `undefined`: it could not be had in time. */
async function lock(path: string, clock: Clock, signal?: StopSignal): Promise<(() => Promise<void>) | undefined> {
  const giveUpAt = clock.now() + LOCK_PATIENCE_MS;
  while (clock.now() < giveUpAt && signal?.aborted !== true) {
    try {
      await (await open(path, 'wx')).close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const taken = await stat(path).catch(() => undefined);
    if (taken !== undefined && clock.now() - taken.mtimeMs > LOCK_STALE_MS) await rm(path, { force: true });
    else await clock.sleepUntil(clock.now() + LOCK_WAIT_MS, signal);
  }
  return undefined;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
