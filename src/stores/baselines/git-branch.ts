import { join } from 'node:path';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { Git } from './run-git.ts';

/** The folder that the data branch holds, and nothing beside it. */
export const FOLDER = 'histories';
const BASE = 'refs/runner-harness/base';

export type Tip =
  | { readonly kind: 'absent' }
  /** Fetched; `text` of the file is there, or it is not. */
  | { readonly kind: 'at'; readonly commit: string; readonly blob?: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string };

export type Pushed = { readonly kind: 'pushed' } | { readonly kind: 'moved' } | { readonly kind: 'refused'; readonly reason: string };

/** A data branch of a remote repository, read and written without any work tree. */
export interface GitBranch {
  read(file: string, maxBytes: number, signal?: StopSignal): Promise<Tip>;
  /** Commits the file on top of `base` and pushes, if the branch is still there (or still absent). */
  push(base: string | undefined, file: string, text: string, message: string, at: number, signal?: StopSignal): Promise<Pushed>;
}

export function gitBranch(git: Git, gitDir: string, remote: string, branch: string): GitBranch {
  const ref = `refs/heads/${branch}`;
  const text = async (args: readonly string[], more?: Parameters<Git>[1]): Promise<string> => {
    const answer = await git(args, more);
    if (!answer.ok) throw new GitError(`git ${args[0]} failed: ${answer.said}`);
    return Buffer.from(answer.out).toString().trim();
  };
  return {
    async read(file, maxBytes, signal) {
      const stop = signal === undefined ? {} : { signal };
      const listed = await git(['ls-remote', '--', remote, ref], stop);
      if (!listed.ok) return { kind: 'refused', reason: listed.said };
      if (listed.out.length === 0) return { kind: 'absent' };
      const fetched = await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--depth=1', '--', remote, `+${ref}:${BASE}`], stop);
      if (!fetched.ok) return { kind: 'refused', reason: fetched.said };
      const commit = await text(['rev-parse', '--verify', `${BASE}^{commit}`]);
      const others = (await text(['ls-tree', '--name-only', commit])).split('\n').filter((name) => name !== '' && name !== FOLDER);
      if (others.length > 0) {
        const reason = `the branch ${branch} holds other files (${others.slice(0, 3).join(', ')}): name one that holds nothing but baselines`;
        return { kind: 'refused', reason };
      }
      const [entry] = (await text(['ls-tree', '--long', commit, '--', `${FOLDER}/${file}`])).split('\n');
      if (entry === undefined || entry === '') return { kind: 'at', commit };
      const [mode, type, blob = '', size] = entry.split(/\s+/);
      if (type !== 'blob' || mode === '120000') return { kind: 'refused', reason: `${FOLDER}/${file} is no regular file` };
      if (Number(size) > maxBytes) return { kind: 'refused', reason: `${FOLDER}/${file}: ${size} bytes are more than the ${maxBytes} that are read` };
      const content = await git(['cat-file', 'blob', blob]);
      return content.ok ? { kind: 'at', commit, blob: content.out } : { kind: 'refused', reason: content.said };
    },

    async push(base, file, content, message, at, signal) {
      // An index of our own, new every time.
      const env = { GIT_INDEX_FILE: join(gitDir, 'runner-harness-index') };
      const blob = await text(['hash-object', '-w', '--stdin'], { input: content });
      await text(['read-tree', ...(base === undefined ? ['--empty'] : [base])], { env });
      await text(['update-index', '--add', '--cacheinfo', `100644,${blob},${FOLDER}/${file}`], { env });
      const tree = await text(['write-tree'], { env });
      const date = `${Math.floor(at / 1000)} +0000`;
      const commit = await text(['commit-tree', tree, ...(base === undefined ? [] : ['-p', base]), '-m', message], {
        env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      });
      // The lease is the compare of the compare-and-swap: empty means that the branch must not exist.
      const args = ['push', '--porcelain', '--no-verify', `--force-with-lease=${ref}:${base ?? ''}`, '--', remote, `${commit}:${ref}`];
      const pushed = await git(args, signal === undefined ? {} : { signal });
      if (pushed.ok) return { kind: 'pushed' };
      const said = `${Buffer.from(pushed.out).toString()} ${pushed.said}`;
      if (MOVED.test(said)) return { kind: 'moved' };
      return { kind: 'refused', reason: pushed.said };
    },
  };
}

/** Somebody else was faster, or is writing at this moment. */
const MOVED =
  /stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists|incorrect old value|unable to (create|lock)|shallow update|expected .* but/i;

export class GitError extends Error {
  override readonly name = 'GitError';
}
