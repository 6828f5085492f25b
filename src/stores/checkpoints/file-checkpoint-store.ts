import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointPrefix, parseCheckpointName } from '../../core/session/checkpoint-name.ts';
import { CheckpointNameTakenError, type CheckpointStore } from '../../ports/checkpoint-store.ts';
import { isPlainName } from '../session-folder/session-folder.ts';

/** What is read at most. */
export const MAX_CHECKPOINT_BYTES = 256 * 1_024 * 1_024;

/** Checkpoints as files of one folder, such as a network share. A file is whole or not there, also after a power cut. */
export function createFileCheckpointStore(folder: string): CheckpointStore {
  const pathOf = (name: string): string => {
    if (!isPlainName(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a checkpoint`);
    return join(folder, name);
  };
  return {
    name: folder,
    async list(sessionId) {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const ours = names.filter((name) => name.startsWith(checkpointPrefix(sessionId)) && parseCheckpointName(sessionId, name) !== undefined);
      return await Promise.all(ours.map(async (name) => ({ name, sizeBytes: (await stat(pathOf(name))).size })));
    },
    async save(name, bytes) {
      await mkdir(folder, { recursive: true });
      const path = pathOf(name);
      const temporary = `${path}.${process.pid}.tmp`;
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      try {
        // Unlike a rename, a link never replaces what is there.
        await link(temporary, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new CheckpointNameTakenError(`${path} is there already`, { cause: error });
        throw error;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async load(name) {
      const { size } = await stat(pathOf(name));
      if (size > MAX_CHECKPOINT_BYTES) throw new Error(`${pathOf(name)} has ${size} bytes, more than the ${MAX_CHECKPOINT_BYTES} that are read`);
      return await readFile(pathOf(name));
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}
