import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Git } from './git.ts';
import { removeTree } from './remove-tree.ts';
import { packedRefs, type SourceRepository, sourceFile } from './source-repository.ts';
import { checkFilters, initSubmodules } from './special-files.ts';

/** How special content of a commit is dealt with. */
export interface CheckoutChoices {
  /** `init`: filled from the user's own submodules; `none`: left empty. */
  readonly submodules: 'init' | 'none';
  /** Files that a filter makes, such as those of Git LFS. `refuse`: say so; `raw`: check out what the commit holds, the pointer. */
  readonly filters: 'refuse' | 'raw';
  /**
   * What a test leaves beside the files of its commit, which are always restored. `all`: nothing stays. `untracked`: what git ignores stays, such as `node_modules`, for the
   * next test in this worktree. `none`: everything stays.
   */
  readonly clean: 'all' | 'untracked' | 'none';
}

/** Where one worktree lies. */
export interface WorktreePlaces {
  readonly name: string;
  readonly tree: string;
  /** Its own repository: refs, stash, configuration. */
  readonly store: string;
}

export const branchOf = (name: string): string => `worktree-${name}`;

/** `HEAD`, `index` and what else belongs to the worktree lie here. */
export const adminOf = ({ store, name }: Pick<WorktreePlaces, 'store' | 'name'>): string => join(store, 'worktrees', name);

/**
 * Builds a worktree from nothing, in place of whatever was there. It is a linked worktree of a bare repository of its own, that borrows the objects of the
 * user's: so a test's commits, stashes, branches and settings reach neither the user's repository nor the other worktrees.
 */
export async function buildWorktree(
  places: WorktreePlaces,
  commit: string,
  source: SourceRepository,
  choices: CheckoutChoices,
  git: Git,
): Promise<void> {
  const { tree, store, name } = places;
  await removeTree(tree);
  await removeTree(store);
  const cwd = join(store, '..');
  await git(['init', '--quiet', '--bare', '--template=', `--object-format=${source.objectFormat}`, store], { cwd });
  writeFileSync(join(store, 'objects', 'info', 'alternates'), `${join(source.commonDir, 'objects')}\n`);
  const settings = [
    ...source.settings,
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
  ] as const;
  for (const [key, value] of settings) await git(['config', '--file', 'config', key, value], { cwd: store });
  await borrowRefs(places, source, git);
  // `git worktree add` takes the folder's name for its own.
  await git(['worktree', 'add', '--quiet', '--no-checkout', '-B', branchOf(name), tree, commit], { cwd: store });
  if (basename(tree) !== name) throw new Error(`the worktree ${name} lies in ${tree}`);
  await checkOut(places, commit, source, choices, git);
}

/** Changes a clean worktree to another commit. Only files that differ are written. */
export async function checkOut(places: WorktreePlaces, commit: string, source: SourceRepository, choices: CheckoutChoices, git: Git): Promise<void> {
  const { tree, store } = places;
  await git(['reset', '--quiet', '--hard', commit], { cwd: tree });
  await checkFilters(tree, choices.filters, git);
  if (choices.clean !== 'none') await git(['clean', choices.clean === 'all' ? '-ffdxq' : '-ffdq'], { cwd: tree });
  if (choices.submodules === 'init') await initSubmodules(tree, join(source.commonDir, 'modules'), git);
  rmSync(join(adminOf(places), 'ORIG_HEAD'), { force: true });
  // Fills the stamps of files that are as young as the index.
  await git(['update-index', '-q', '--refresh'], { cwd: tree }).catch(() => '');
  if (!existsSync(store)) throw new Error(`${store} is gone`);
}

/** Lets a worktree see the branches and tags that the user has now. */
export async function borrowRefs({ store }: WorktreePlaces, source: SourceRepository, git: Git): Promise<void> {
  mkdirSync(join(store, 'info'), { recursive: true });
  writeFileSync(join(store, 'packed-refs'), await packedRefs(source, git));
  for (const name of ['shallow', 'info/exclude', 'info/attributes'] as const) {
    const text = sourceFile(source, name);
    if (text === undefined) rmSync(join(store, name), { force: true });
    else writeFileSync(join(store, name), text);
  }
}
