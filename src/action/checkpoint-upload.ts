import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointNameTakenError } from '../ports/checkpoint-store.ts';

/** A checkpoint is of use as long as its job can be run again. */
const RETENTION_DAYS = 7;

/**
 * Uploads one checkpoint as an artifact of this run, for `createArtifactCheckpointStore`.
 *
 * @throws CheckpointNameTakenError when an artifact of this run has the name (409)
 * @throws when the service refuses, or is not there (GitHub Enterprise Server)
 */
export async function uploadCheckpoint(artifact: { readonly name: string; readonly file: string; readonly bytes: Uint8Array }): Promise<void> {
  const { name, file, bytes } = artifact;
  // 75 % of the bundle: loaded when the first checkpoint is due, not at the start.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const folder = await mkdtemp(join(tmpdir(), 'rh-upload-'));
  try {
    const path = join(folder, file);
    await writeFile(path, bytes, { mode: 0o600 });
    await new DefaultArtifactClient().uploadArtifact(name, [path], folder, { retentionDays: RETENTION_DAYS });
  } catch (cause) {
    if (cause instanceof Error && /already exists|\(409\)/.test(cause.message)) throw new CheckpointNameTakenError(cause.message, { cause });
    throw cause;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
