import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptWorktree, removalOf } from './adopt-worktree.ts';
import { createGit } from './git.ts';
import { cleanPlace, surveyPlace } from './manage-place.ts';
import { openWorktreePool } from './open-pool.ts';
import { readSourceRepository } from './source-repository.ts';

let root: string;
let repository: string;
let place: string;
let common: string;
const children: ChildProcess[] = [];

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: root },
  });

const pool = (session: string, size = 1): ReturnType<typeof openWorktreePool> =>
  openWorktreePool({ repository, size, session, env: process.env, now: () => Date.UTC(2026, 10, 29) });

/** Another session, in a process of its own: takes so many worktrees, writes into the first, and says so. */
async function otherSession(size: number): Promise<{ readonly child: ChildProcess; readonly names: string[] }> {
  const module = new URL('./open-pool.ts', import.meta.url).href;
  const code = `
    import { openWorktreePool } from ${JSON.stringify(module)};
    import { writeFileSync } from 'node:fs';
    const pool = await openWorktreePool({ repository: ${JSON.stringify(repository)}, size: ${size}, session: 'other', env: process.env, now: () => 0 });
    const worktree = await pool.acquire({ holder: 'a test' });
    writeFileSync(worktree.path + '/left.txt', 'left');
    console.log(JSON.stringify(pool.list().map(({ name }) => name)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, names: JSON.parse(line.toString()) as string[] };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rh place ü ')));
  repository = join(root, 'repo');
  place = join(root, 'repo-worktrees');
  common = join(repository, '.git');
  mkdirSync(repository);
  git(repository, 'init', '--quiet', '-b', 'main');
  writeFileSync(join(repository, 'a.txt'), 'one\n');
  writeFileSync(join(repository, 'b.txt'), 'one\n');
  git(repository, 'add', '-A');
  git(repository, 'commit', '--quiet', '-m', 'first');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

test('what a running session has is never taken nor removed; what a killed one left is found, and taken over or removed', async () => {
  const other = await otherSession(2);
  expect(other.names).toEqual(['wt-1', 'wt-2']);
  {
    await using mine = await pool('mine');
    expect(mine.list().map(({ name }) => name)).toEqual(['wt-3']);
  }
  expect((await cleanPlace(place, common, { force: true, preserved: true })).kept.map(({ path }) => path)).toEqual([
    join(place, 'wt-1'),
    join(place, 'wt-2'),
  ]);
  expect(readFileSync(join(place, 'wt-1/left.txt'), 'utf8')).toBe('left');
  await kill(other.child);
  expect(surveyPlace(place, common).worktrees).toMatchObject([
    { name: 'wt-1', status: 'busy', owner: 'dead', holder: 'a test' },
    { name: 'wt-2', status: 'new', owner: 'dead' },
  ]);
  {
    await using mine = await pool('mine');
    await using worktree = await mine.acquire({ holder: 'x' });
    expect(worktree.name).toBe('wt-1');
    expect(readdirSync(worktree.path).sort()).toEqual(['.git', 'a.txt', 'b.txt']);
  }
  expect((await cleanPlace(place, common)).kept).toEqual([]);
  expect(readdirSync(root)).toEqual(['repo']);
});

test('killed at any moment, it leaves nothing that clean does not find', async () => {
  for (let n = 0; n < 6; n++) {
    const module = new URL('./open-pool.ts', import.meta.url).href;
    const code = `
      import { openWorktreePool } from ${JSON.stringify(module)};
      console.log('go');
      const pool = await openWorktreePool({ repository: ${JSON.stringify(repository)}, size: 2, session: 'k', env: process.env, now: () => 0 });
      for (;;) await Promise.all([1, 2].map(async () => { const w = await pool.acquire({ holder: 'x' }); w.preserve('y'); await w[Symbol.asyncDispose](); }));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, 20 + n * 37));
    await kill(child);
  }
  await cleanPlace(place, common, { preserved: true });
  // A git that the killed session had started may write its last a moment longer.
  for (let n = 0; n < 20 && existsSync(place); n++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await cleanPlace(place, common, { preserved: true });
  }
  expect(readdirSync(root)).toEqual(['repo']);
  expect(git(repository, 'status', '--porcelain')).toBe('');
  expect(git(repository, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
});

test('worktrees of a register that was lost are found; folders of the user are let be', async () => {
  {
    await using one = await pool('one');
    await using _ = await one.acquire({ holder: 'x' });
  }
  for (const end of ['', '-wal', '-shm']) rmSync(join(place, `.pool/pool.db${end}`), { force: true });
  mkdirSync(join(place, 'wt-2'));
  writeFileSync(join(place, 'wt-2/mine.txt'), 'mine');
  {
    await using two = await pool('two');
    expect(two.list().map(({ name }) => name)).toEqual(['wt-3']);
  }
  expect(surveyPlace(place, common).orphans).toContain(join(place, 'wt-1'));
  const { removed } = await cleanPlace(place, common);
  expect(removed).toContain(join(place, 'wt-1'));
  expect(readdirSync(place)).toEqual(['wt-2']);
  expect(readFileSync(join(place, 'wt-2/mine.txt'), 'utf8')).toBe('mine');
});

test('adopt makes a preserved worktree the user’s own, with its commits, its index and its files', async () => {
  {
    await using one = await pool('one');
    await using worktree = await one.acquire({ holder: 'a test' });
    writeFileSync(join(worktree.path, 'c.txt'), 'committed\n');
    git(worktree.path, 'add', 'c.txt');
    git(worktree.path, 'commit', '--quiet', '-m', 'by the test');
    writeFileSync(join(worktree.path, 'a.txt'), 'staged\n');
    git(worktree.path, 'add', 'a.txt');
    writeFileSync(join(worktree.path, 'b.txt'), 'changed\n');
    writeFileSync(join(worktree.path, 'new.txt'), 'new\n');
    worktree.preserve('it failed');
  }
  const call = createGit(process.env);
  const source = await readSourceRepository(repository, call);
  const name = '20261129-000000-a-test';
  const to = join(root, 'to look at');
  await expect(adoptWorktree(place, 'wt-9', to, source, call)).rejects.toThrow('there is no worktree wt-9');
  await expect(adoptWorktree(place, name, repository, source, call)).rejects.toThrow('exists already');
  const adopted = await adoptWorktree(place, name, to, source, call);
  expect(adopted).toMatchObject({ path: to, branch: `adopted/${name}` });
  expect(git(to, 'status', '--porcelain')).toBe('M  a.txt\n M b.txt\n?? new.txt\n');
  expect(git(to, 'log', '-1', '--format=%s').trim()).toBe('by the test');
  expect(surveyPlace(place, common).preserved).toEqual([]);
  expect(git(repository, 'status', '--porcelain')).toBe('');
  await cleanPlace(place, common);
  expect(existsSync(place)).toBe(false);
  execFileSync('sh', ['-c', removalOf(adopted, source)], { stdio: 'ignore' });
  expect(existsSync(to)).toBe(false);
  expect(git(repository, 'branch', '--list').trim()).toBe('* main');
});
