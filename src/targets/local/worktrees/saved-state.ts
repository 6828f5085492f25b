import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type FileTree, shared } from './file-tree.ts';

/** All that is known of a clean worktree. */
export interface WarmState {
  readonly commit: string;
  /** Absolute. */
  readonly submodules: readonly string[];
  readonly files: FileTree;
  /** Its own repository. */
  readonly admin: FileTree;
  /** Content of the files of that, by absolute path. */
  readonly bytes: Map<string, Buffer>;
  /** Content of `.git`, which names that repository. */
  readonly pointer: Buffer;
}

interface SavedTree {
  readonly root: string;
  readonly paths: readonly string[];
  readonly stats: readonly number[];
  readonly ends: readonly number[];
  readonly names: readonly (readonly [number, readonly string[]])[];
}

interface Saved {
  readonly key: string;
  readonly commit: string;
  readonly submodules: readonly string[];
  readonly files: SavedTree;
  readonly admin: SavedTree;
  readonly bytes: readonly (readonly [string, string])[];
  readonly pointer: string;
}

/** Writes it so that a reader finds all of it or nothing. */
export function saveState(file: string, key: string, { commit, submodules, files, admin, bytes, pointer }: WarmState): void {
  const saved: Saved = {
    key,
    commit,
    submodules,
    files: packed(files),
    admin: packed(admin),
    bytes: [...bytes].map(([path, content]) => [path, content.toString('base64')]),
    pointer: pointer.toString('base64'),
  };
  writeFileSync(`${file}.new`, JSON.stringify(saved));
  renameSync(`${file}.new`, file);
}

/** Nothing where there is none, or where it was made for other choices. It only saves work: without it the worktree is built anew. */
export function loadState(file: string, key: string): WarmState | undefined {
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Saved;
    if (saved.key !== key) return undefined;
    return {
      commit: saved.commit,
      submodules: saved.submodules,
      files: unpacked(saved.files),
      admin: unpacked(saved.admin),
      bytes: new Map(saved.bytes.map(([path, content]) => [path, Buffer.from(content, 'base64')])),
      pointer: Buffer.from(saved.pointer, 'base64'),
    };
  } catch {
    return undefined;
  }
}

function packed({ root, paths, stats, ends, names }: FileTree): SavedTree {
  return {
    root,
    paths: paths.map((path) => relative(root, path)),
    stats: [...stats],
    ends: [...ends],
    names: [...names].map(([at, known]) => [at, [...known]]),
  };
}

function unpacked({ root, paths, stats, ends, names }: SavedTree): FileTree {
  return {
    root,
    paths: paths.map((path) => join(root, path)),
    stats: shared(stats),
    ends: Int32Array.from(ends),
    names: new Map(names.map(([at, known]) => [at, new Set(known)])),
  };
}
