/**
 * How long it takes to acquire and release a warm worktree of 10,000 files, its cleaning included, beside `git worktree add` and `remove` in the same run, and
 * beside other ways to clean: part of `npm run bench`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../src/core/random.ts';
import { openWorktreePool } from '../src/targets/local/worktrees/open-pool.ts';

const FILES = 10_000;
const ROUNDS = 15;
const BAR = 50;

const root = mkdtempSync(join(tmpdir(), 'rh-bench-worktrees-'));
const repository = join(root, 'repository');
const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], { cwd, encoding: 'utf8', maxBuffer: 1e8 });

/** 10,000 files of 0.6 to 10 kB in 400 folders. */
function makeRepository(): void {
  const random = seededRandom('worktrees');
  for (let n = 0; n < FILES; n++) {
    const folder = join(repository, 'src', `package-${n % 20}`, `module-${Math.floor(n / 20) % 20}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${n}.ts`), `// ${n}: a line of a source file\n`.repeat(20 + Math.floor(random.next() * 300)));
  }
  writeFileSync(join(repository, '.gitignore'), 'out/\n');
  git(repository, 'init', '--quiet', '-b', 'main');
  git(repository, 'add', '-A');
  git(repository, 'commit', '--quiet', '-m', 'first');
}

async function took(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** What a test leaves. */
const LEAVES: Readonly<Record<string, (path: string) => void>> = {
  nothing: () => {},
  '20 new files': (path) => {
    mkdirSync(join(path, 'out/deep'), { recursive: true });
    for (let n = 0; n < 20; n++) writeFileSync(join(path, n % 2 === 0 ? 'out/deep' : 'src/package-1', `new-${n}`), 'x');
  },
  '20 new and 10 changed files, git status run': (path) => {
    LEAVES['20 new files']?.(path);
    for (let n = 0; n < 10; n++) writeFileSync(join(path, `src/package-${n}/module-0/file-${n}.ts`), 'changed');
    git(path, 'status', '--porcelain');
  },
};

/** The usual way: git cleans. */
const byGit = (path: string): void => {
  git(path, 'reset', '--quiet', '--hard', 'HEAD');
  git(path, 'clean', '-ffdxq');
};

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const show = (name: string, values: readonly number[]): void =>
  console.log(
    `${name.padEnd(78)} ${middle(values).toFixed(1).padStart(7)} ms  (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}, n ${values.length})`,
  );

try {
  makeRepository();
  await using pool = await openWorktreePool({ repository, size: 1, session: 'bench', env: process.env, now: () => Date.now() });
  let path = '';
  const built = await took(async () => {
    await using worktree = await pool.acquire({ holder: 'build' });
    path = worktree.path;
  });
  console.log(`a worktree of ${FILES} files is built in ${built.toFixed(0)} ms`);
  const plain: number[] = [];
  const gits: number[] = [];
  const warm = new Map<string, number[]>(Object.keys(LEAVES).map((name) => [name, []]));
  const warmOnce = async (name: string, leave: (path: string) => void): Promise<void> => {
    const acquiredAt = performance.now();
    const worktree = await pool.acquire({ holder: 'bench' });
    const acquiredMs = performance.now() - acquiredAt;
    leave(worktree.path);
    const releasedMs = await took(async () => await worktree[Symbol.asyncDispose]());
    warm.get(name)?.push(acquiredMs + releasedMs);
    const [entry] = pool.list();
    if (entry?.status !== 'free') throw new Error(entry?.why);
    if (git(path, 'status', '--porcelain', '--ignored') !== '') throw new Error(`it was not cleaned of ${name}`);
  };
  const works: (() => Promise<void>)[] = [
    async () => {
      plain.push(
        await took(() => {
          git(repository, 'worktree', 'add', '--quiet', '--detach', join(root, 'plain'), 'HEAD');
          git(repository, 'worktree', 'remove', '--force', join(root, 'plain'));
        }),
      );
    },
    ...Object.entries(LEAVES).map(
      ([name, leave]) =>
        async () =>
          await warmOnce(name, leave),
    ),
    async () => {
      LEAVES['20 new files']?.(path);
      gits.push(await took(() => byGit(path)));
    },
  ];
  // In turns, and each round begins with another, so that neither a machine that drifts nor a neighbour that left the disk busy favours anybody.
  for (let round = 0; round < ROUNDS; round++) {
    for (let n = 0; n < works.length; n++) await works[(round + n) % works.length]?.();
  }
  show('git worktree add + remove', plain);
  show('for comparison: git reset --hard + git clean -ffdx after 20 new files', gits);
  for (const [name, values] of warm) {
    show(`acquire + release of a warm worktree; the test leaves ${name}`, values);
    const factor = middle(plain) / middle(values);
    const isBar = name === '20 new files';
    console.log(`  ${factor.toFixed(1)} × faster${isBar ? ` (bar: ${BAR} ×)` : ''}`);
    if (isBar && factor < BAR) process.exitCode = 1;
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
