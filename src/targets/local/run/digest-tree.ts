import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What stands at every path of a folder, by path: kind, mode and a hash of the content. */
export type TreeDigest = ReadonlyMap<string, string>;

/** Digests a worktree, but for what belongs to git. Links are read, not followed. */
export async function digestTree(root: string): Promise<TreeDigest> {
  const digest = new Map<string, string>();
  const visit = async (folder: string): Promise<void> => {
    for (const entry of (await readdir(join(root, folder), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === '.git') continue;
      const full = join(root, path);
      const { mode } = await lstat(full);
      const rights = (mode & 0o777).toString(8);
      if (entry.isDirectory()) {
        digest.set(`${path}/`, rights);
        await visit(path);
      } else if (entry.isSymbolicLink()) digest.set(path, `link ${await readlink(full)}`);
      else if (entry.isFile()) digest.set(path, `${rights} ${await hashOf(full)}`);
      else digest.set(path, 'special');
    }
  };
  await visit('');
  return digest;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    // A file that the test made unreadable is a change as well.
    return `unreadable (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
  }
  return hash.digest('hex');
}

/** Paths that were added, removed or changed, in order; folders end in a slash. */
export function changedFiles(before: TreeDigest, after: TreeDigest): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
}
