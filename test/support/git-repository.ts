import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real remote repository in a temporary folder, and a clone of it in which somebody works. */
export interface GitRepository {
  /** Of the bare remote. */
  readonly remote: string;
  /** The clone, with a commit, a change in the index, one in the work tree and an untracked file. */
  readonly clone: string;
  readonly root: string;
  git(folder: string, ...args: string[]): string;
  /** Everything of the clone that a tool could disturb: status, index, branches, stash. */
  stateOfClone(): string;
  remove(): void;
}

export function gitRepository(): GitRepository {
  const root = mkdtempSync(join(tmpdir(), 'runner harness ü '));
  const [remote, clone] = [join(root, 'remote.git'), join(root, 'clone')];
  const git = (folder: string, ...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  git(root, 'init', '--quiet', '--bare', remote);
  git(root, 'clone', '--quiet', remote, clone);
  writeFileSync(join(clone, 'a.txt'), 'one\n');
  git(clone, 'add', 'a.txt');
  git(clone, 'commit', '--quiet', '-m', 'first');
  git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  writeFileSync(join(clone, 'a.txt'), 'two\n');
  git(clone, 'add', 'a.txt');
  writeFileSync(join(clone, 'a.txt'), 'three\n');
  writeFileSync(join(clone, 'new.txt'), 'untracked\n');
  // A hook that would show that it ran.
  mkdirSync(join(clone, '.git', 'hooks'), { recursive: true });
  for (const hook of ['pre-push', 'pre-commit', 'post-commit', 'reference-transaction']) {
    writeFileSync(join(clone, '.git', 'hooks', hook), `#!/bin/sh\ntouch "${join(root, 'hook-ran')}"\n`, { mode: 0o755 });
  }
  const stateOfClone = (): string =>
    [['status', '--porcelain=v2', '--branch'], ['ls-files', '--stage'], ['for-each-ref'], ['diff'], ['stash', 'list']]
      .map((args) => git(clone, ...args))
      .join('\n---\n');
  return { remote, clone, root, git, stateOfClone, remove: () => rmSync(root, { recursive: true, force: true }) };
}
