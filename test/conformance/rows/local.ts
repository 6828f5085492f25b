import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { refuseForkCode } from '../../../src/core/delivery/fork-code.ts';
import { commandEnvironment } from '../../../src/targets/local/process/environment.ts';
import { runProcess } from '../../../src/targets/local/process/run-process.ts';
import { openWorktreePool, type PoolOptions } from '../../../src/targets/local/worktrees/open-pool.ts';
import { runCli } from '../../support/cli.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { row } from '../row.ts';

const pool = (repository: string, more: Partial<PoolOptions> = {}): ReturnType<typeof openWorktreePool> =>
  openWorktreePool({ repository, size: 1, session: 'conformance', env: process.env, now: () => Date.UTC(2026, 10, 29, 1, 2, 3), ...more });

async function inRepository<T>(work: (repository: GitRepository) => Promise<T>): Promise<T> {
  const repository = gitRepository();
  try {
    return await work(repository);
  } finally {
    repository.remove();
  }
}

/** A command that writes 200 MB, hangs, and leaves a child in a session of its own that would hang on; the numbers of both are written down. */
const RUDE = `
  printf 'changed\\n' > a.txt; mkdir -p "out/ü b"; echo x > "out/ü b/new file"; git config user.name Mallory
  mkdir -p "$(git rev-parse --git-common-dir)/hooks"; printf '#!/bin/sh\\ntouch ../hook-ran\\n' > "$(git rev-parse --git-common-dir)/hooks/post-checkout"
  chmod +x "$(git rev-parse --git-common-dir)/hooks/post-checkout"
  trap '' TERM
  (trap '' TERM; setsid sh -c 'trap "" TERM; echo $$ > ../child.pid; while :; do sleep 1; done' &) ; echo $$ > ../parent.pid
  head -c 200000000 /dev/zero | tr '\\0' x
  while :; do sleep 1; done`;

const isThere = (pid: number): boolean => {
  try {
    // A zombie does nothing any more.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Work on this machine: worktrees and processes. */
export const localRows = [
  row(
    107,
    {
      case: 'a pull request from a fork, under `pull_request_target`: a job with secrets is to run its code',
      expected: 'refused before anything is checked out; the commit of the run itself may run',
      layer: 'files',
    },
    async () =>
      await inRepository(async ({ clone, git, root }) => {
        const base = git(clone, 'rev-parse', 'HEAD').trim();
        git(clone, 'commit', '--quiet', '-am', 'by a stranger');
        git(clone, 'update-ref', 'refs/pull/7/head', 'HEAD');
        const payload = { repository: { full_name: 'acme/widgets' }, pull_request: { head: { repo: { full_name: 'mallory/widgets' } } } };
        await using worktrees = await pool(clone, {
          refuse: (commit) => refuseForkCode({ name: 'pull_request_target', payload, sha: base }, commit),
        });
        const refused = await worktrees.acquire({ holder: 'x', ref: 'refs/pull/7/head' }).then(
          () => 'served',
          (error: unknown) => (error as Error).message,
        );
        expect(existsSync(join(realpathSync(root), 'clone-worktrees', 'wt-1'))).toBe(false);
        await using served = await worktrees.acquire({ holder: 'x', ref: base });
        expect(served.commit).toBe(base);
        const commit = git(clone, 'rev-parse', 'HEAD').trim();
        return refused.replaceAll(commit, '{commit}').replaceAll(base, '{sha}');
      }),
  ),
  row(
    108,
    {
      case: 'a local test hangs with a child in another process group, writes 200 MB, ignores SIGTERM, leaves files, settings and a hook; spaces and unicode in its path',
      expected:
        'all its processes are ended, its output is capped, no hook runs, the tree is kept when asked and clean for the next, the user’s own is as it was',
      layer: 'process',
    },
    async () =>
      await inRepository(async ({ clone, stateOfClone, root }) => {
        const before = stateOfClone();
        const place = join(root, 'work trees ü 日本');
        mkdirSync(place);
        await using worktrees = await pool(clone, { place });
        const told: string[] = [];
        for (const name of ['rude', 'polite']) {
          await using worktree = await worktrees.acquire({ holder: name });
          const command = name === 'rude' ? { shell: RUDE } : { shell: 'git status --porcelain --ignored; git config user.name; cat a.txt' };
          const ran = await runProcess(
            {
              command,
              cwd: worktree.path,
              env: { ...commandEnvironment({ from: process.env }), HOME: root },
              timeoutMs: name === 'rude' ? 2_500 : 30_000,
              graceMs: 200,
              maxOutputBytes: 64 * 1024,
            },
            new AbortController().signal,
          );
          if (ran.kind !== 'ended') throw new Error(ran.why);
          if (name === 'rude') {
            expect(ran).toMatchObject({ timedOut: true, undying: [] });
            expect(ran.output.bytes).toBeGreaterThan(1_000_000);
            expect(Buffer.byteLength(ran.output.text)).toBeLessThan(70 * 1024);
            for (const file of ['parent.pid', 'child.pid']) expect(isThere(Number(readFileSync(join(place, file), 'utf8')))).toBe(false);
            worktree.preserve('timed out');
          } else {
            expect(ran).toMatchObject({ exitCode: 0, timedOut: false });
            told.push(`the next test sees: ${ran.output.text.trim()}`);
          }
        }
        expect(existsSync(join(place, 'hook-ran'))).toBe(false);
        expect(existsSync(join(root, 'hook-ran'))).toBe(false);
        expect(stateOfClone()).toBe(before);
        const listed = await runCli(['worktrees', 'list', '--repository', clone, '--place', place], { cwd: root });
        expect(listed).toMatchObject({ code: 0, stderr: '' });
        const plain = listed.stdout
          .replaceAll(realpathSync(root), '{root}')
          .replaceAll(/process \d+/g, 'process N')
          .replaceAll(/[0-9a-f]{40}/g, '{commit}');
        return [...told, ...plain.trimEnd().split('\n')];
      }),
  ),
];
