import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CheckpointNameTakenError } from '../ports/checkpoint-store.ts';
import type { StopSignal } from '../ports/stop-signal.ts';

export interface UploadOptions extends UploadTime {
  readonly name: string;
  /** Its files, one level deep, become the artifact; the journal's side files are left out. */
  readonly folder: string;
  readonly retentionDays?: number;
}

export interface Uploaded {
  readonly name: string;
  readonly id: number;
}

/** How many names are tried when one is taken. */
const MAX_NAMES = 20;

/** What bounds an upload. */
export interface UploadTime {
  /** How long it may take; asked again when the signal comes, because on the way out of a cancelled job there is little time. */
  readonly timeLeftMs: () => number;
  readonly signal: StopSignal;
}

/**
 * Uploads a session's folder as an artifact of this workflow run, as `name`, or `name-2`, `name-3` … where that is taken (another step,
 * a matrix leg).
 *
 * @throws when the service refuses or takes longer than it may
 */
export async function uploadArtifact(options: UploadOptions): Promise<Uploaded> {
  return await inTime(() => upload(options), options);
}

async function inTime<T>(work: () => Promise<T>, { timeLeftMs, signal }: UploadTime): Promise<T> {
  const late = Promise.withResolvers<never>();
  const giveUpIn = (ms: number): NodeJS.Timeout =>
    setTimeout(() => late.reject(new Error(`it took longer than there was time (${Math.round(ms / 1000)} s)`)), ms);
  let timer = giveUpIn(timeLeftMs());
  const hurry = (): void => {
    clearTimeout(timer);
    timer = giveUpIn(timeLeftMs());
  };
  signal.addEventListener('abort', hurry, { once: true });
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', hurry);
  }
}

async function upload({ name, folder, retentionDays }: UploadOptions): Promise<Uploaded> {
  // 75 % of the bundle, needed once, at the end: never loaded at the start.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name));
  const paths = files.map((entry) => join(folder, entry.name));
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name}-${n}`;
    try {
      const { id } = await client.uploadArtifact(tried, paths, folder, retentionDays === undefined ? {} : { retentionDays });
      if (id === undefined) throw new Error('the artifact service named no id');
      return { name: tried, id };
    } catch (cause) {
      if (n < MAX_NAMES && isNameTaken(cause)) continue;
      throw cause;
    }
  }
}

/** The artifact service has one artifact of a name in a run. */
function isNameTaken(cause: unknown): boolean {
  return cause instanceof Error && /already exists|\(409\)/.test(cause.message);
}

/**
 * Uploads one file as an artifact of this workflow run.
 *
 * @throws CheckpointNameTakenError, or what the service refuses with, or when it takes longer than it may
 */
export async function uploadFile(name: string, path: string, options: UploadTime & { readonly retentionDays?: number }): Promise<void> {
  const { retentionDays } = options;
  await inTime(async () => {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    try {
      await new DefaultArtifactClient().uploadArtifact(name, [path], dirname(path), retentionDays === undefined ? {} : { retentionDays });
    } catch (cause) {
      if (isNameTaken(cause)) throw new CheckpointNameTakenError(`this run has an artifact ${name}`, { cause });
      throw cause;
    }
  }, options);
}
