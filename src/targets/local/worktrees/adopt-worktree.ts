import { randomUUID } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { adminOf } from './build-worktree.ts';
import type { Git } from './git.ts';
import { INNER, openRegister } from './pool-register.ts';
import { listPreserved, preservedPlaces, quoted } from './preserved.ts';
import { removeTree } from './remove-tree.ts';
import { isInside, type SourceRepository } from './source-repository.ts';
import { WorktreeError } from './worktree-error.ts';

/** A worktree that was made the user's own. */
export interface AdoptedWorktree {
  readonly path: string;
  /** In the user's repository. */
  readonly branch: string;
  readonly commit: string;
}

/**
 * Makes a preserved worktree, or one that no living session has, a linked worktree of the user's repository: its commits on a new branch, its index, and all its
 * files. This is the one thing that writes to the user's repository (a branch and the link), and the user asked for it by name. Other branches and stashes of the
 * test are left behind.
 *
 * @param to absolute; nothing may be there
 * @throws WorktreeError `refused` where there is no such worktree, something is at `to`, or the branch exists
 */
export async function adoptWorktree(place: string, name: string, to: string, source: SourceRepository, git: Git): Promise<AdoptedWorktree> {
  if (existsSync(to)) throw new WorktreeError('refused', `${to} exists already`, { fix: 'name a path where nothing is yet' });
  if (isInside(to, place)) throw new WorktreeError('refused', `${to} is in the pool's own folder`, { fix: 'name a path outside of it' });
  if (!existsSync(join(place, INNER)))
    throw new WorktreeError('refused', `there are no worktrees in ${place}`, { fix: 'runner-harness worktrees list' });
  using register = openRegister(place, source.commonDir);
  const session = `adopt ${randomUUID()}`;
  const kept = listPreserved(place).find((each) => each.name === name);
  const { manifest, ...preserved } = preservedPlaces(place, name);
  const places =
    kept === undefined
      ? { name, tree: join(place, name), store: join(place, INNER, `${name}.git`) }
      : { name: kept.branch.replace(/^worktree-/, ''), ...preserved };
  // Nobody may take it in the meantime.
  if (kept === undefined && !register.claimRest(session, false).includes(name)) {
    register.giveUp(session);
    const isBusy = register.all().some((each) => each.name === name);
    throw new WorktreeError('refused', isBusy ? `a session has ${name}` : `there is no worktree ${name} in ${place}`, {
      fix: 'runner-harness worktrees list shows those that can be adopted',
    });
  }
  try {
    const branch = `adopted/${name}`;
    const { tree, store } = places;
    if (existsSync(join(store, 'modules'))) {
      throw new WorktreeError('refused', `${name} has submodules, and git does not move such worktrees`, {
        fix: `work in ${tree}, or copy what you need`,
      });
    }
    const commit = (await git(['rev-parse', 'HEAD'], { cwd: tree })).trim();
    const cwd = source.commonDir;
    await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', tree, `HEAD:refs/heads/${branch}`], {
      cwd,
      config: [['protocol.file.allow', 'always']],
    });
    await git(['worktree', 'add', '--quiet', '--no-checkout', to, branch], { cwd });
    const index = (await git(['rev-parse', '--git-path', 'index'], { cwd: to })).replace(/\n$/, '');
    copyFileSync(join(adminOf(places), 'index'), isAbsolute(index) ? index : resolve(to, index));
    for (const entry of readdirSync(tree)) if (entry !== '.git') move(join(tree, entry), join(to, entry));
    await removeTree(tree);
    await removeTree(store);
    if (kept === undefined) register.forget(name);
    else await removeTree(manifest);
    return { path: to, branch, commit };
  } finally {
    register.giveUp(session);
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
}

/** How the user gets rid of it again. */
export function removalOf({ path, branch }: AdoptedWorktree, source: SourceRepository): string {
  const at = quoted(source.top ?? dirname(source.commonDir));
  return `git -C ${at} worktree remove --force ${quoted(path)} && git -C ${at} branch -D ${branch}`;
}
