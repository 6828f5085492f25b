import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ScanList, STAT_WIDTH } from './scan-threads.ts';
import { WorktreeError } from './worktree-error.ts';

/** A folder with everything in it as it was at one moment. A folder stands before what is in it, and that stands together. */
export interface FileTree extends ScanList {
  readonly root: string;
  /** By number: for a folder, the number after its last descendant; 0 for what is no folder. */
  readonly ends: Int32Array;
  /** By number of a folder: the names in it (as latin1, one character a byte), and those that were let stay. */
  readonly names: ReadonlyMap<number, Set<string>>;
}

/**
 * Reads a folder.
 *
 * @param isWanted says which absolute paths matter; the others are let stay and not looked into. Default: all matter
 * @throws WorktreeError `refused` on a name that is not UTF-8
 */
export function readFileTree(root: string, isWanted: (path: string) => boolean = () => true): FileTree {
  const paths: string[] = [];
  const ends: number[] = [];
  const values: number[] = [];
  const names = new Map<number, Set<string>>();
  const visit = (path: string): void => {
    const at = paths.push(path) - 1;
    ends.push(0);
    const is = lstatSync(path);
    values.push(is.ino, is.mode, is.size, is.mtimeMs, is.ctimeMs);
    if (!is.isDirectory()) return;
    const known = new Set<string>();
    names.set(at, known);
    for (const name of readdirSync(path, { encoding: 'buffer' })) {
      const text = name.toString();
      known.add(name.toString('latin1'));
      if (!isWanted(join(path, text))) continue;
      if (!Buffer.from(text).equals(name)) {
        throw new WorktreeError('refused', `${path} has a file whose name is not UTF-8: ${JSON.stringify(text)}`, { fix: 'rename it' });
      }
      visit(join(path, text));
    }
    ends[at] = paths.length;
  };
  visit(root);
  return { root, paths, ends: Int32Array.from(ends), names, stats: shared(values) };
}

/** Takes a path's state as what it ought to be from now on. */
export function noteState(tree: FileTree, at: number): void {
  const path = tree.paths[at] as string;
  const is = lstatSync(path, { throwIfNoEntry: false });
  if (is === undefined) throw new WorktreeError('broken', `${path} could not be restored`);
  tree.stats.set([is.ino, is.mode, is.size, is.mtimeMs, is.ctimeMs], at * STAT_WIDTH);
}

export const modeOf = (tree: FileTree, at: number): number => tree.stats[at * STAT_WIDTH + 1] ?? 0;
export const sizeOf = (tree: FileTree, at: number): number => tree.stats[at * STAT_WIDTH + 2] ?? 0;
export const isFolder = (tree: FileTree, at: number): boolean => tree.ends[at] !== 0;

/** Newest change of anything in it, in ms of the file system's clock. */
export function newestChange({ stats }: FileTree): number {
  let newest = 0;
  for (let i = STAT_WIDTH - 1; i < stats.length; i += STAT_WIDTH) newest = Math.max(newest, stats[i] ?? 0);
  return newest;
}

export function shared(values: readonly number[]): Float64Array<SharedArrayBuffer> {
  const stats = new Float64Array(new SharedArrayBuffer(values.length * 8));
  stats.set(values);
  return stats;
}
