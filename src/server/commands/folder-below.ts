import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * A folder that a stranger named, below one of ours: neither `..` nor a symbolic link leads out.
 *
 * @returns its real path, or what is wrong with it
 */
export function folderBelow(root: string, path: string): { readonly path: string } | { readonly problem: string } {
  if (path.includes('\0') || isAbsolute(path))
    return { problem: `working_directory ${JSON.stringify(path)}: expected a path below the server's folder` };
  try {
    const base = realpathSync(root);
    const real = realpathSync(join(base, path));
    const from = relative(base, real);
    if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from))
      return { problem: `working_directory ${JSON.stringify(path)} leads out of the server's folder` };
    if (!statSync(real).isDirectory()) return { problem: `working_directory ${JSON.stringify(path)} is no folder` };
    return { path: real };
  } catch {
    return { problem: `working_directory ${JSON.stringify(path)}: there is no such folder below the server's` };
  }
}
