import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { formatSize } from '../../../core/plan/size-leaf.ts';
import type { Judgement, TaskOutcome } from '../../../core/work/test-outcome.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';

/** Where a plan says nothing: so much may a test write to the disk. */
export const MOST_DISK_BYTES = 10e9;
const FIRST_LOOK_MS = 500;
/** Looking takes no more than this share of one processor. */
const SHARE = 0.02;
const LONGEST_PAUSE_MS = 60_000;
const BLOCK_BYTES = 512;
/** Stamps of file systems come in ticks. */
const TICK_MS = 10;
const AT_ONCE = 1_000;

/** Looks how much a test has written to the disk while it runs, and stops it when that is too much. */
export interface DiskWatch {
  /** Raised when the test is to stop: by whoever stops it from outside, or because it wrote too much. */
  readonly signal: StopSignal;
  /** A further folder in which it may write, from now on. */
  add(folder: string): void;
  /** Looks at a folder for the last time: from now on others write there. */
  remove(folder: string): Promise<void>;
  /**
   * Looks for the last time.
   *
   * @returns what it had written when that was too much, in bytes; `undefined`: it kept within
   */
  end(): Promise<number | undefined>;
}

/**
 * Watches what is written below folders. A file counts with all its blocks when it was made, or its content changed, since its folder is watched;
 * one that only got another name or mode does not.
 *
 * @param most bytes
 */
export function watchDisk(most: number, folders: readonly string[], outer: StopSignal): DiskWatch {
  const sinceOf = new Map<string, number>();
  const stop = new AbortController();
  const ended = new AbortController();
  let over: number | undefined;
  let end: Promise<number | undefined> | undefined;
  const add = (folder: string): void => void sinceOf.set(folder, Date.now() - TICK_MS);
  const raise = (): void => stop.abort();
  const look = async (): Promise<void> => {
    let written = 0;
    for (const [folder, since] of sinceOf) written += await writtenBelow(folder, since);
    if (written > most) over ??= written;
    if (over !== undefined) raise();
  };
  for (const folder of folders) add(folder);
  outer.addEventListener('abort', raise, { once: true });
  if (outer.aborted) raise();
  const watching = (async () => {
    for (let pauseMs = FIRST_LOOK_MS; !stop.signal.aborted; ) {
      if (!(await sleep(pauseMs, true, { signal: ended.signal, ref: false }).catch(() => false))) return;
      const begun = performance.now();
      await look();
      pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_LOOK_MS, (performance.now() - begun) / SHARE));
    }
  })();
  const conclude = async (): Promise<number | undefined> => {
    ended.abort();
    await watching;
    outer.removeEventListener('abort', raise);
    if (over === undefined) await look();
    return over;
  };
  return {
    signal: stop.signal,
    add,
    async remove(folder) {
      await look();
      sinceOf.delete(folder);
    },
    end: () => (end ??= conclude()),
  };
}

/** Bytes of the files below a folder that were made or changed since. What vanishes in between counts for nothing; links are not followed. */
async function writtenBelow(root: string, since: number): Promise<number> {
  let bytes = 0;
  let looked = 0;
  for (const folders = [root]; folders.length > 0; ) {
    const folder = folders.pop() ?? root;
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else bytes += bytesSince(path, since);
      // Looking at a file takes some µs without waiting, and ten times that with it.
      if (++looked % AT_ONCE === 0) await setImmediate();
    }
  }
  return bytes;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function bytesSince(path: string, since: number): number {
  try {
    const is = lstatSync(path, { throwIfNoEntry: false });
    return is !== undefined && Math.max(is.mtimeMs, is.birthtimeMs) >= since ? (is.blocks ?? 0) * BLOCK_BYTES : 0;
  } catch {
    return 0;
  }
}

/** The sentence of a test that wrote too much. */
export function diskProblem(written: number, most: number, killed: boolean): string {
  return `it wrote ${formatSize(written)} to the disk, and max-disk is ${formatSize(most)}${killed ? ': killed with its children' : ''}`;
}

/** What was judged, in the light of what it wrote: whatever the watch had stopped has failed, and was not cancelled. */
export function judgedByDisk<T extends { readonly judgement: Judgement; readonly tasks?: readonly TaskOutcome[] }>(
  ran: T,
  written: number | undefined,
  most: number,
): T {
  if (written === undefined) return ran;
  const killed = ran.judgement.status === 'cancelled';
  const error = diskProblem(written, most, killed);
  const failed = <J extends Judgement>(judged: J): J => (judged.status === 'cancelled' ? { ...judged, status: 'failed', error } : judged);
  return {
    ...ran,
    judgement: { ...ran.judgement, status: 'failed', error },
    ...(ran.tasks === undefined ? {} : { tasks: ran.tasks.map(failed) }),
  };
}
