import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.ts';
import { WorktreeError } from './worktree-error.ts';

/** Files that git does not check out as they are in the commit: the filter is a program of the user's configuration, which is not read here. */
export async function checkFilters(tree: string, choice: 'refuse' | 'raw', git: Git): Promise<void> {
  if (choice === 'raw') return;
  const all = await git(['ls-files', '-z'], { cwd: tree });
  if (!/(^|[/\0])\.gitattributes\0/.test(all)) return;
  const attributes = (await git(['check-attr', '-z', '--stdin', 'filter'], { cwd: tree, input: all })).split('\0');
  const filtered: { readonly path: string; readonly filter: string }[] = [];
  for (let i = 0; i + 2 < attributes.length; i += 3) {
    const [path = '', , filter = ''] = attributes.slice(i, i + 3);
    if (filter !== 'unspecified' && filter !== 'unset') filtered.push({ path, filter });
  }
  const [first] = filtered;
  if (first === undefined) return;
  const what = first.filter === 'lfs' ? 'lies in Git LFS' : `needs the filter ${first.filter}`;
  const others = filtered.length === 1 ? '' : `, and ${filtered.length - 1} more need a filter`;
  throw new WorktreeError('refused', `${first.path} ${what}${others}: a worktree would hold only what the commit has in its place`, {
    fix: 'take such files as the commit has them with filters: raw; of Git LFS that is the pointer, and a test may fetch the rest with git lfs pull',
  });
}

/**
 * Fills submodules from what the user has of them, without the network.
 *
 * @param modules where the user's repositories of them lie
 */
export async function initSubmodules(tree: string, modules: string, git: Git): Promise<void> {
  if (!existsSync(join(tree, '.gitmodules'))) return;
  const listed = await git(['config', '--file', '.gitmodules', '--null', '--get-regexp', '^submodule\\..*\\.path$'], { cwd: tree }).catch(() => '');
  const links = new Set(
    (await git(['ls-files', '--stage', '-z'], { cwd: tree }))
      .split('\0')
      .filter((line) => line.startsWith('160000 '))
      .map((line) => line.slice(line.indexOf('\t') + 1)),
  );
  for (const line of listed.split('\0').filter((each) => each !== '')) {
    const end = line.indexOf('\n');
    const [name, path] = [line.slice('submodule.'.length, end - '.path'.length), line.slice(end + 1)];
    if (!links.has(path)) continue;
    const from = join(modules, name);
    if (!existsSync(from)) {
      throw new WorktreeError('refused', `the submodule ${name} (${path}) is not in your repository yet`, {
        fix: 'fetch it there: git submodule update --init --recursive; or leave submodules empty with submodules: none',
      });
    }
    const config = [
      ['protocol.file.allow', 'always'],
      [`submodule.${name}.url`, from],
      [`submodule.${name}.update`, 'checkout'],
    ] as const;
    await git(['submodule', '--quiet', 'update', '--init', '--', path], { cwd: tree, config });
    await initSubmodules(join(tree, path), join(from, 'modules'), git);
  }
}
