import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Git } from './git.ts';
import { WorktreeError } from './worktree-error.ts';

/** The user's repository. It is read, and never written to: no branch, no ref, no lock. */
export interface SourceRepository {
  /** Where refs and objects lie. */
  readonly commonDir: string;
  /** Root of the user's working tree; nothing for a bare repository. */
  readonly top?: string;
  readonly objectFormat: string;
  /** Commit of `HEAD`. */
  readonly head: string;
  /** Settings that change what a checkout writes. */
  readonly settings: readonly (readonly [string, string])[];
}

const CHECKOUT_SETTINGS = 'core\\.(autocrlf|eol|safecrlf|symlinks|filemode|ignorecase|precomposeunicode|longpaths|checkroundtripencoding)';

/** @throws WorktreeError `refused` where there is no repository, no commit, or not all of its objects */
export async function readSourceRepository(path: string, git: Git): Promise<SourceRepository> {
  if (!existsSync(path)) throw new WorktreeError('refused', `${path} does not exist`, { fix: 'name a git repository' });
  const cwd = realpathSync(path);
  const asked = await git(['rev-parse', '--is-bare-repository', '--show-object-format', '--git-common-dir'], { cwd }).catch((cause: unknown) => {
    throw new WorktreeError('refused', `${cwd} is no git repository that can be read (${(cause as Error).message})`, {
      fix: 'name a git repository',
      cause,
    });
  });
  // The path comes last: it may hold anything.
  const [bare = '', objectFormat = 'sha1', ...rest] = asked.replace(/\n$/, '').split('\n');
  const commonDir = resolve(cwd, rest.join('\n'));
  if (commonDir.includes('\n'))
    throw new WorktreeError('refused', `${JSON.stringify(commonDir)} has a line break in its path`, { fix: 'move the repository' });
  const top = bare === 'true' ? undefined : (await git(['rev-parse', '--show-toplevel'], { cwd })).replace(/\n$/, '');
  const keys = `^(${CHECKOUT_SETTINGS}|extensions\\.partialclone|remote\\..*\\.promisor)$`;
  const config = await git(['config', '--local', '--null', '--get-regexp', keys], { cwd }).catch(() => '');
  const settings = config
    .split('\0')
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const end = line.indexOf('\n');
      return end < 0 ? [line, 'true'] : [line.slice(0, end), line.slice(end + 1)];
    });
  const partial = settings.find(([key]) => !key.startsWith('core.'));
  if (partial !== undefined) {
    throw new WorktreeError('refused', `${cwd} is a partial clone (${partial[0]}): some of its objects are on the server only`, {
      fix: 'make it whole: git fetch --refetch --filter=blob:limit=1t, or clone without --filter',
    });
  }
  // A linked worktree of the user's has a HEAD of its own.
  const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { cwd: top ?? commonDir }).catch((cause: unknown) => {
    throw new WorktreeError('refused', `${cwd} has no commit on HEAD`, { fix: 'commit something first', cause });
  });
  return { commonDir, ...(top !== undefined && { top }), objectFormat, head: head.trim(), settings };
}

/** @throws WorktreeError `refused` where the ref names no commit */
export async function resolveCommit(source: SourceRepository, ref: string, git: Git): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const found = await git(args, { cwd: source.top ?? source.commonDir }).catch((cause: unknown) => {
    const shallow = existsSync(join(source.commonDir, 'shallow')) ? ' The repository is shallow: git fetch --unshallow brings older commits.' : '';
    const fix = `git -C ${source.top ?? source.commonDir} branch --all shows what there is; git fetch brings what is not.${shallow}`;
    throw new WorktreeError('refused', `${ref} names no commit in ${source.top ?? source.commonDir}`, { fix, cause });
  });
  return found.trim();
}

/** Beside the repository: `../NAME-worktrees`. */
export function defaultPlace({ top, commonDir }: Pick<SourceRepository, 'top' | 'commonDir'>): string {
  const root = top ?? commonDir;
  return join(dirname(root), `${basename(root).replace(/(.)\.git$/, '$1')}-worktrees`);
}

/** Is a path in a folder, or that folder? */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\') || resolve(way) === way);
}

/** Every branch, tag and remote branch of the user's, as a packed-refs file; the stash is left out. */
export async function packedRefs({ commonDir }: SourceRepository, git: Git): Promise<string> {
  const refs = await git(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags', 'refs/remotes'], { cwd: commonDir });
  const own = / refs\/heads\/worktree-wt-\d+$/;
  const lines = refs.split('\n').filter((line) => line !== '' && !own.test(line));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** A file of the common folder that changes what git shows or writes; nothing where there is none. */
export function sourceFile({ commonDir }: SourceRepository, name: 'shallow' | 'info/exclude' | 'info/attributes'): string | undefined {
  try {
    return readFileSync(join(commonDir, name), 'utf8');
  } catch {
    return undefined;
  }
}
