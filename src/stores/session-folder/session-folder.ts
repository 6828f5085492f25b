import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** What can't be done with a session's folder, with the path and what to do. */
export class SessionFolderError extends Error {
  override readonly name = 'SessionFolderError';
}

/** Names of sessions and of files in their folders: no separators, no leading dot, nothing that a shell or Windows minds. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Is this a name, and not a path that leads elsewhere? */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name) && !name.endsWith('.');
}

/**
 * Makes the folder of a session, with its root where that is missing, and returns its real path.
 *
 * @param root `report-dir`; may itself be a symbolic link, since the user named it
 * @param id the session's id; becomes the folder's name
 * @throws SessionFolderError when the id is no plain name, or something else than a folder stands there, a symbolic link
 *   above all: a link in a workspace that others write to may lead anywhere
 */
export async function sessionFolder(root: string, id: string): Promise<string> {
  if (!isPlainName(id)) {
    throw new SessionFolderError(
      `${JSON.stringify(id)} is no name for a session's folder: use 1 to 100 letters, digits, ".", "_" and "-", beginning with a letter or digit.`,
    );
  }
  await mkdir(root, { recursive: true });
  const folder = join(await realpath(root), id);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await assertRealFolder(folder);
  return folder;
}

/** @throws SessionFolderError when the path is a symbolic link, or is no folder */
export async function assertRealFolder(folder: string): Promise<void> {
  const stat = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new SessionFolderError(`${folder} does not exist.`, { cause: error });
    throw error;
  });
  if (stat.isSymbolicLink())
    throw new SessionFolderError(`${folder} is a symbolic link; nothing is written through it. Remove it, or name another report-dir.`);
  if (!stat.isDirectory()) throw new SessionFolderError(`${folder} is no folder. Remove it, or name another report-dir.`);
}
