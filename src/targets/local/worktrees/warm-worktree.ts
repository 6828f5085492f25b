import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { adminOf, borrowRefs, buildWorktree, type CheckoutChoices, checkOut, type WorktreePlaces } from './build-worktree.ts';
import { isFolder, newestChange, noteState, readFileTree, sizeOf } from './file-tree.ts';
import type { Git } from './git.ts';
import { below, removeTree } from './remove-tree.ts';
import { restoreTree } from './restore-tree.ts';
import { loadState, saveState, type WarmState } from './saved-state.ts';
import { isAsBefore, type ScanThreads } from './scan-threads.ts';
import type { SourceRepository } from './source-repository.ts';
import { WorktreeError } from './worktree-error.ts';

export interface WarmOptions {
  readonly places: WorktreePlaces;
  /** Where its state is kept between sessions. */
  readonly stateFile: string;
  readonly source: SourceRepository;
  readonly choices: CheckoutChoices;
  readonly git: Git;
  readonly threads: ScanThreads;
}

/** A worktree whose every file is known, so that cleaning it needs no git where nothing differs. */
export interface WarmWorktree {
  readonly places: WorktreePlaces;
  /** What is checked out; nothing before it was built. */
  commit(): string | undefined;
  /** Makes it again what it was when it was checked out. @throws WorktreeError `broken` where only building it anew helps */
  clean(): Promise<void>;
  /** Ready for a test at that commit: built, changed to it, or only looked at. */
  prepare(commit: string): Promise<void>;
  /** Whatever is there is not to be trusted. */
  distrust(): void;
  /** Keeps what is known for the next session. */
  save(): void;
}

/** The content of larger files is not kept in memory; where one differs, the worktree is built anew. The index is always kept. */
const MOST_BYTES = 1024 * 1024;

export function warmWorktree({ places, stateFile, source, choices, git, threads }: WarmOptions): WarmWorktree {
  const { tree: root, store } = places;
  const index = join(adminOf(places), 'index');
  const key = JSON.stringify([2, source.commonDir, root, choices]);
  let state: WarmState | undefined = loadState(stateFile, key);
  /** Looked at in this session. */
  let isKnown = false;
  /** Was anything noted since the file system's clock was last seen to move on? */
  let isFresh = true;

  const read = async (commit: string): Promise<void> => {
    const listed = (await git(['ls-files', '--stage', '-z'], { cwd: root })).split('\0').filter((line) => line !== '');
    const paths = listed.map((line) => [line.slice(line.indexOf('\t') + 1), line.startsWith('160000 ')] as const);
    const submodules = paths.filter(([, isLink]) => isLink).map(([path]) => join(root, path));
    const files = readFileTree(
      root,
      choices.clean === 'all'
        ? undefined
        : wanted(
            root,
            paths.map(([path]) => path),
            submodules,
          ),
    );
    const admin = readFileTree(store);
    const bytes = new Map<string, Buffer>();
    admin.paths.forEach((path, at) => {
      if (!isFolder(admin, at) && (path === index || sizeOf(admin, at) <= MOST_BYTES)) bytes.set(path, readFileSync(path));
    });
    state = { commit, submodules, files, admin, bytes, pointer: readFileSync(join(root, '.git')) };
    isKnown = true;
    isFresh = true;
  };

  const forget = (): void => {
    if (state !== undefined) threads.forget(state.files);
    state = undefined;
  };

  const remove = async (folder: string, names: readonly Buffer[]): Promise<readonly string[]> => {
    if (choices.clean === 'none') return names.map((name) => name.toString('latin1'));
    const known = names.map((name) => name.toString()).filter((text, n) => Buffer.from(text).equals(names[n] as Buffer));
    if (choices.clean === 'untracked')
      for (let i = 0; i < known.length; i += 500) await git(['clean', '-ffdq', '--', ...known.slice(i, i + 500)], { cwd: folder });
    const kept: string[] = [];
    for (const name of names) {
      const path = below(folder, name);
      if (choices.clean === 'untracked' && typeof path === 'string' && existsSync(path)) kept.push(name.toString('latin1'));
      else await removeTree(path);
    }
    return kept;
  };

  const cleanAdmin = async ({ admin, bytes }: WarmState): Promise<void> => {
    const changed = await threads.scan(admin);
    if (changed.length === 0) return;
    isFresh = true;
    await restoreTree(admin, changed, {
      write: (files) => {
        for (const at of files) {
          const path = admin.paths[at] as string;
          const content = bytes.get(path);
          if (content === undefined) throw new WorktreeError('broken', `${path} was changed, and only building anew restores it`);
          writeFileSync(path, content, { flag: 'wx', mode: admin.stats[at * 5 + 1] ?? 0o644 });
        }
        return Promise.resolve();
      },
    });
  };

  const cleanFiles = async (known: WarmState): Promise<void> => {
    const { files, admin, bytes, submodules, pointer } = known;
    const changed = await threads.scan(files);
    if (changed.length === 0) return;
    isFresh = true;
    await restoreTree(files, changed, {
      remove,
      write: async (numbers) => {
        const paths = numbers.map((at) => files.paths[at] as string);
        const inSubmodule = paths.find((path) => submodules.some((each) => path.startsWith(`${each}${sep}`)));
        if (inSubmodule !== undefined)
          throw new WorktreeError('broken', `${inSubmodule} was changed in a submodule, and only building anew restores it`);
        const link = join(root, '.git');
        if (paths.includes(link)) writeFileSync(link, pointer, { flag: 'wx' });
        const tracked = paths.filter((path) => path !== link);
        if (tracked.length === 0) return;
        await git(['checkout-index', '-q', '-f', '-u', '-z', '--stdin'], {
          cwd: root,
          input: tracked.map((path) => `${relative(root, path)}\0`).join(''),
        });
        // It noted the new stamps of those files.
        bytes.set(index, readFileSync(index));
        noteState(admin, admin.paths.indexOf(index));
        noteState(admin, admin.paths.indexOf(dirname(index)));
      },
    });
  };

  const clean = async (): Promise<void> => {
    if (state === undefined) throw new WorktreeError('broken', `${root} is not known well enough to be cleaned`);
    // The index goes first: it says what the files are restored from.
    await cleanAdmin(state);
    await cleanFiles(state);
    isKnown = true;
  };

  /** A look at folders and at its repository, not at each file: finds what came and went since it was cleaned. */
  const looksClean = ({ files, admin }: WarmState): boolean => {
    if (!admin.paths.every((path, at) => isAsBefore(path, admin.stats, at))) return false;
    for (const at of files.names.keys()) if (!isAsBefore(files.paths[at] as string, files.stats, at)) return false;
    return true;
  };

  /**
   * Waits until the file system's clock is past every stamp that was noted: what changes from now on gets a later one. Most systems stamp in steps, of 4 ms or so
   * on Linux, of 2 s on FAT.
   */
  const settle = async ({ files, admin }: WarmState): Promise<void> => {
    if (!isFresh) return;
    const newest = Math.max(newestChange(files), newestChange(admin));
    for (let tries = 0; tries < 5_000; tries++) {
      writeFileSync(`${stateFile}.clock`, '');
      const now = lstatSync(`${stateFile}.clock`).ctimeMs;
      // A stamp from the future proves nothing; the machine's clock was put back.
      if (now > newest || newest - now > 60_000) break;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    isFresh = false;
  };

  const build = async (commit: string): Promise<void> => {
    forget();
    await buildWorktree(places, commit, source, choices, git);
    await read(commit);
  };

  return {
    places,
    commit: () => state?.commit,
    clean,
    async prepare(commit) {
      if (state === undefined) await build(commit);
      else if (!isKnown || !looksClean(state)) {
        await clean().catch(() => build(commit));
      }
      if (state?.commit !== commit) {
        forget();
        await borrowRefs(places, source, git);
        await checkOut(places, commit, source, choices, git);
        await read(commit);
      }
      await settle(state as WarmState);
    },
    distrust: forget,
    save() {
      if (state !== undefined) saveState(stateFile, key, state);
    },
  };
}

/** The paths that a commit has, and the folders on the way to them. */
function wanted(root: string, paths: readonly string[], submodules: readonly string[]): (path: string) => boolean {
  const all = new Set([join(root, '.git')]);
  for (const path of paths) for (let at = join(root, path); at !== root && !all.has(at); at = dirname(at)) all.add(at);
  return (path) => all.has(path) || submodules.some((each) => path.startsWith(`${each}${sep}`));
}
