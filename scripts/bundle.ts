import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { minify } from 'terser';
import { ROOT, runTool } from './tool.ts';

/** What ncc bundles: tsc's output, because ncc can't read TypeScript 7. */
export const ENTRY = 'build/action/main.js';

/**
 * Bundles the Action into `folder`, from scratch: `index.js`, one chunk for each lazy import, `package.json` and `licenses.txt`.
 * The same source gives the same bytes wherever the repository lies, as long as it is this project's own ncc (chunk names depend on it).
 *
 * @param folder absolute, or relative to the repository's root; whatever was in it is deleted
 * @param entry compiled JavaScript, relative to the repository's root
 * @throws when the entry was not compiled or ncc fails
 */
export async function bundleAction(folder: string, entry = ENTRY): Promise<void> {
  if (!existsSync(join(ROOT, entry))) throw new Error(`${entry} does not exist; compile first: npm run types.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { code } = await runTool('@vercel/ncc', ['build', entry, '--out', folder, '--minify', '--no-cache', '--license', 'licenses.txt', '--quiet']);
  if (code !== 0) throw new Error(`ncc ended with code ${code}.`);
  await minifyChunks(folder);
  // ncc writes it with and without a newline, depending on its version: ours is fixed.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
}

/** ncc minifies the entry and leaves its chunks as they are: half of what the Action loads before its first request. */
async function minifyChunks(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => /^\d+\.index\.js$/.test(file))) {
    const path = join(folder, name);
    const { code } = await minify(readFileSync(path, 'utf8'), { module: true });
    if (code === undefined) throw new Error(`${name} could not be minified.`);
    writeFileSync(path, code);
  }
}

/** Every file below a folder, by its path with forward slashes, sorted. */
export function readFolder(folder: string): Map<string, Buffer> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const files = names.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return new Map(files.sort().map((file) => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file)]));
}
