import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { type FileTree, isFolder, modeOf, noteState, sizeOf } from './file-tree.ts';
import { below, removeTree } from './remove-tree.ts';
import { isAsBefore, STAT_WIDTH } from './scan-threads.ts';
import { WorktreeError } from './worktree-error.ts';

export interface RestoreActions {
  /** Writes these files and links anew, by number; nothing is at their places. */
  readonly write: (files: readonly number[]) => Promise<void>;
  /** Removes names that a folder did not have, and answers which it let stay (as latin1). Default: removes all. */
  readonly remove?: (folder: string, names: readonly Buffer[]) => Promise<readonly string[]>;
}

/** Whoever still writes into a folder while it is cleaned is not cleaned up after for ever. */
const MOST_ROUNDS = 5;

/**
 * Makes a folder again what it was: what differs is removed and written anew.
 *
 * @param changed numbers of what differs, ascending: folders come before what is in them
 */
export async function restoreTree(tree: FileTree, changed: readonly number[], { write, remove = removeAll }: RestoreActions): Promise<void> {
  const files = new Set<number>();
  const folders = new Set<number>();
  let goneUntil = 0;
  for (const at of changed) {
    if (at < goneUntil) continue;
    if (!isFolder(tree, at)) {
      files.add(at);
      // Taking it away and writing it anew changes its folder.
      folders.add(parentOf(tree, at));
      continue;
    }
    folders.add(at);
    if (!(await isSameFolder(tree, at))) {
      if (at === 0) throw new WorktreeError('broken', `${tree.root} is not there any more`);
      goneUntil = tree.ends[at] ?? 0;
      for (let inside = at; inside < goneUntil; inside++) {
        if (isFolder(tree, inside)) {
          mkdirSync(tree.paths[inside] as string, { mode: 0o700 });
          folders.add(inside);
        } else files.add(inside);
      }
      folders.add(parentOf(tree, at));
    }
  }
  const ordered = [...files].sort((a, b) => a - b);
  for (const at of ordered) await removeTree(tree.paths[at] as string);
  if (ordered.length > 0) await write(ordered);
  for (const at of ordered) {
    const [mode, size] = [modeOf(tree, at), sizeOf(tree, at)];
    noteState(tree, at);
    if (modeOf(tree, at) !== mode || sizeOf(tree, at) !== size)
      throw new WorktreeError('broken', `${tree.paths[at]} could not be restored as it was`);
  }
  // New files go last: only now the ignore files are again what they were.
  for (const at of [...folders].sort((a, b) => a - b)) await settleFolder(tree, at, remove);
}

/** A folder is known by its inode; a link or another folder in its place is not it. Its mode is put right on the way, so that one can look into it. */
async function isSameFolder(tree: FileTree, at: number): Promise<boolean> {
  const path = tree.paths[at] as string;
  const is = lstatSync(path, { throwIfNoEntry: false });
  if (is?.isDirectory() === true && is.ino === tree.stats[at * STAT_WIDTH]) {
    if (is.mode !== modeOf(tree, at)) chmodSync(path, modeOf(tree, at) & 0o7777);
    return true;
  }
  if (is !== undefined) await removeTree(path);
  return false;
}

async function removeUnknown(tree: FileTree, at: number, remove: NonNullable<RestoreActions['remove']>): Promise<boolean> {
  const path = tree.paths[at] as string;
  const known = tree.names.get(at);
  const unknown = readdirSync(path, { encoding: 'buffer' }).filter((name) => known?.has(name.toString('latin1')) !== true);
  if (unknown.length === 0) return false;
  for (const name of await remove(path, unknown)) known?.add(name);
  return true;
}

/** Notes a folder's state first and looks into it then: so a name that came in between is seen now or changes the state later. */
async function settleFolder(tree: FileTree, at: number, remove: NonNullable<RestoreActions['remove']>): Promise<void> {
  const path = tree.paths[at] as string;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const mode = modeOf(tree, at);
    if (lstatSync(path).mode !== mode) chmodSync(path, mode & 0o7777);
    noteState(tree, at);
    if (!(await removeUnknown(tree, at, remove)) && isAsBefore(path, tree.stats, at)) return;
  }
  throw new WorktreeError('broken', `${path} is still written to: a process of the test lives on`);
}

async function removeAll(folder: string, names: readonly Buffer[]): Promise<readonly string[]> {
  for (const name of names) await removeTree(below(folder, name));
  return [];
}

/** The folder that a path is in: the nearest before it that reaches beyond it. */
function parentOf(tree: FileTree, at: number): number {
  for (let before = at - 1; before > 0; before--) if ((tree.ends[before] ?? 0) > at) return before;
  return 0;
}
