import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorktreePool, type PoolOptions } from './open-pool.ts';
import type { WorktreePool } from './pool.ts';
import { listPreserved } from './preserved.ts';
import { WorktreeError } from './worktree-error.ts';

let root: string;
let repository: string;

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: root },
  });

const open = (more: Partial<PoolOptions> = {}): Promise<WorktreePool> =>
  openWorktreePool({ repository, size: 1, session: 's1', env: process.env, now: () => Date.UTC(2026, 10, 29, 1, 2, 3), ...more });

/** Every path below a folder with its mode and content: what a test can see, but for stamps. `.git` of a worktree is a file, so it is in it. */
function picture(folder: string, skip: (path: string) => boolean = () => false): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !skip(path))
    .sort()
    .map((path) => `${(lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0).toString(8)} ${path} ${contentOf(path)}`);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1').slice(0, 10_000);
  } catch {
    return '';
  }
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rh pool ü ')));
  repository = join(root, 'my repo');
  mkdirSync(join(repository, 'src/deep/er'), { recursive: true });
  git(repository, 'init', '--quiet', '-b', 'main');
  for (let n = 0; n < 20; n++) writeFileSync(join(repository, 'src', `f${n}.txt`), `file ${n}\n`);
  writeFileSync(join(repository, 'src/deep/er/übung 日本.txt'), 'unicode\n');
  writeFileSync(join(repository, 'run.sh'), '#!/bin/sh\necho hi\n', { mode: 0o755 });
  writeFileSync(join(repository, '.gitignore'), 'node_modules/\n*.log\n');
  symlinkSync('src/f1.txt', join(repository, 'link'));
  git(repository, 'add', '-A');
  git(repository, 'commit', '--quiet', '-m', 'first');
  git(repository, 'tag', 'v1');
});

afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwX', root]);
  rmSync(root, { recursive: true, force: true });
});

/** All that a rude test can leave in its worktree. */
function ravage(path: string): void {
  writeFileSync(join(path, 'src/f0.txt'), 'changed\n');
  writeFileSync(join(path, 'src/f1.txt'), 'file X\n');
  unlinkSync(join(path, 'src/f2.txt'));
  renameSync(join(path, 'src/f3.txt'), join(path, 'src/f3-renamed.txt'));
  chmodSync(join(path, 'src/f4.txt'), 0o755);
  chmodSync(join(path, 'run.sh'), 0o644);
  unlinkSync(join(path, 'src/f5.txt'));
  mkdirSync(join(path, 'src/f5.txt/in/the/way'), { recursive: true });
  unlinkSync(join(path, 'src/f6.txt'));
  symlinkSync('/etc/passwd', join(path, 'src/f6.txt'));
  unlinkSync(join(path, 'link'));
  writeFileSync(join(path, 'link'), 'a file now');
  // Same size, same mtime.
  const before = readFileSync(join(path, 'src/f7.txt'), 'utf8');
  execFileSync(
    'sh',
    ['-c', 'touch -r f7.txt ../stamp && printf %s "$1" > f7.txt && touch -r ../stamp f7.txt && rm ../stamp', 'sh', before.replace('7', '8')],
    { cwd: join(path, 'src') },
  );
  // A folder that is elsewhere, with a link in its place: the files behind it are the same.
  renameSync(join(path, 'src/deep'), join(path, 'moved'));
  symlinkSync('../moved', join(path, 'src/deep'));
  mkdirSync(join(path, 'node_modules/x'), { recursive: true });
  writeFileSync(join(path, 'node_modules/x/index.js'), 'x');
  writeFileSync(join(path, 'out.log'), 'ignored');
  writeFileSync(join(path, 'new file with space.txt'), 'new');
  writeFileSync(Buffer.concat([Buffer.from(`${path}/`), Buffer.from([0x66, 0xff, 0xfe])]), 'a name that is not UTF-8');
  mkdirSync(join(path, 'locked/inner'), { recursive: true });
  writeFileSync(join(path, 'locked/inner/x'), 'x');
  chmodSync(join(path, 'locked/inner'), 0);
  chmodSync(join(path, 'locked'), 0);
  writeFileSync(join(path, '.gitignore'), '*\n');
  git(path, 'init', '--quiet', 'nested');
  writeFileSync(join(path, 'nested/file'), 'x');
  git(path, 'config', 'user.name', 'Mallory');
  git(path, 'config', 'core.hooksPath', join(path, 'nested'));
  git(path, 'add', '-f', 'out.log', 'src/f0.txt');
  git(path, 'stash', 'push', '--quiet', '--', 'src/f0.txt');
  writeFileSync(join(path, 'src/f0.txt'), 'changed again\n');
  git(path, 'update-index', '--assume-unchanged', 'src/f0.txt');
  git(path, 'update-index', '--skip-worktree', 'src/f1.txt');
  git(path, 'rm', '--quiet', '--cached', '-f', 'src/f2.txt');
  git(path, 'checkout', '--quiet', '-b', 'elsewhere');
  git(path, 'commit', '--quiet', '-m', 'a commit of the test');
  git(path, 'tag', 'mine');
  git(path, 'branch', '-f', 'main', 'HEAD');
  git(path, 'checkout', '--quiet', '--detach');
  const admin = git(path, 'rev-parse', '--absolute-git-dir').trim();
  writeFileSync(join(admin, 'index.lock'), '');
  writeFileSync(join(admin, 'MERGE_HEAD'), git(path, 'rev-parse', 'HEAD'));
  mkdirSync(join(admin, '../../hooks'), { recursive: true });
  writeFileSync(join(admin, '../../hooks/post-checkout'), `#!/bin/sh\ntouch ${JSON.stringify(join(root, 'hook-ran'))}\n`, { mode: 0o755 });
}

test('whatever a test leaves, the next one finds the commit and nothing else', async () => {
  await using pool = await open();
  const clean = await (async () => {
    await using worktree = await pool.acquire({ holder: 'first' });
    expect(worktree.path).toBe(join(root, 'my repo-worktrees', 'wt-1'));
    expect(git(worktree.path, 'status', '--porcelain', '--ignored')).toBe('');
    expect(git(worktree.path, 'rev-parse', '--abbrev-ref', 'HEAD').trim()).toBe('worktree-wt-1');
    expect(readFileSync(join(worktree.path, 'src/deep/er/übung 日本.txt'), 'utf8')).toBe('unicode\n');
    const store = join(root, 'my repo-worktrees/.pool/wt-1.git');
    const both = (): string[] => [...picture(worktree.path), ...picture(store, (path) => path.endsWith('/index'))];
    const before = both();
    ravage(worktree.path);
    expect(both()).not.toEqual(before);
    return { before, both };
  })();
  expect(pool.list()).toMatchObject([{ name: 'wt-1', status: 'free' }]);
  expect(pool.list()[0]).not.toHaveProperty('why');
  expect(clean.both()).toEqual(clean.before);
  await using again = await pool.acquire({ holder: 'second' });
  expect(git(again.path, 'status', '--porcelain', '--ignored')).toBe('');
  expect(git(again.path, 'diff', 'HEAD')).toBe('');
  expect(
    git(again.path, 'ls-files', '-v')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('H ')),
  ).toEqual([]);
  expect(git(again.path, 'stash', 'list')).toBe('');
  expect(git(again.path, 'tag')).toBe('v1\n');
  expect(existsSync(join(root, 'hook-ran'))).toBe(false);
});

test("the user's repository and working tree are the same bytes before and after", async () => {
  writeFileSync(join(repository, 'src/f0.txt'), 'staged\n');
  git(repository, 'add', 'src/f0.txt');
  writeFileSync(join(repository, 'src/f0.txt'), 'not staged\n');
  writeFileSync(join(repository, 'untracked.txt'), 'untracked\n');
  for (const hook of ['post-checkout', 'reference-transaction', 'pre-commit', 'post-index-change']) {
    mkdirSync(join(repository, '.git/hooks'), { recursive: true });
    writeFileSync(join(repository, '.git/hooks', hook), `#!/bin/sh\ntouch ${JSON.stringify(join(root, 'hook-ran'))}\n`, { mode: 0o755 });
  }
  const before = picture(repository);
  {
    await using pool = await open({ size: 2 });
    await using one = await pool.acquire({ holder: 'a' });
    await using two = await pool.acquire({ holder: 'b', ref: 'v1' });
    expect(readFileSync(join(one.path, 'src/f0.txt'), 'utf8')).toBe('file 0\n');
    ravage(one.path);
    two.preserve('it failed');
  }
  expect(picture(repository)).toEqual(before);
  expect(existsSync(join(root, 'hook-ran'))).toBe(false);
});

test('changes that come at once after the checkout, and within one tick of the clock, are seen', async () => {
  await using pool = await open();
  for (let n = 0; n < 20; n++) {
    await using worktree = await pool.acquire({ holder: `t${n}` });
    const path = join(worktree.path, 'src/f0.txt');
    expect(readFileSync(path, 'utf8')).toBe('file 0\n');
    writeFileSync(path, 'FILE 0\n');
  }
});

test('with clean: untracked, what git ignores stays; with none, everything but the files of the commit', async () => {
  for (const [clean, left] of [
    ['untracked', ['node_modules']],
    ['none', ['new.txt', 'node_modules']],
  ] as const) {
    await using pool = await open({ clean, place: join(root, clean) });
    const second = git(repository, 'commit-tree', 'HEAD^{tree}', '-m', 'second').trim();
    for (const ref of ['main', 'main', second]) {
      await using worktree = await pool.acquire({ holder: 'x', ref });
      mkdirSync(join(worktree.path, 'node_modules'), { recursive: true });
      writeFileSync(join(worktree.path, 'node_modules/x'), ref);
      writeFileSync(join(worktree.path, 'new.txt'), 'x');
      writeFileSync(join(worktree.path, 'src/f0.txt'), 'x');
      // This one hides new.txt from git, but is itself put right first.
      writeFileSync(join(worktree.path, '.gitignore'), '*\n');
    }
    await using last = await pool.acquire({ holder: 'y', ref: second });
    expect(readdirSync(last.path).sort()).toEqual(['.git', '.gitignore', 'link', ...left, 'run.sh', 'src'].sort());
    expect(git(last.path, 'diff', '--name-only', 'HEAD')).toBe('');
  }
});

test('checks out what is asked for, branches and tags of now among it', async () => {
  await using pool = await open();
  git(repository, 'checkout', '--quiet', '-b', 'feature');
  writeFileSync(join(repository, 'src/f0.txt'), 'feature\n');
  unlinkSync(join(repository, 'src/f1.txt'));
  git(repository, 'commit', '--quiet', '-am', 'second');
  for (const [ref, content] of [
    ['feature', 'feature\n'],
    ['v1', 'file 0\n'],
    ['feature', 'feature\n'],
    [undefined, 'file 0\n'],
  ] as const) {
    await using worktree = await pool.acquire({ holder: 'x', ...(ref !== undefined && { ref }) });
    expect(readFileSync(join(worktree.path, 'src/f0.txt'), 'utf8')).toBe(content);
    expect(existsSync(join(worktree.path, 'src/f1.txt'))).toBe(content !== 'feature\n');
    expect(git(worktree.path, 'status', '--porcelain', '--ignored')).toBe('');
    expect(git(worktree.path, 'rev-parse', 'HEAD').trim()).toBe(worktree.commit);
  }
  await expect(pool.acquire({ holder: 'x', ref: 'no-such-branch' })).rejects.toThrow(/no-such-branch names no commit/);
  await expect(pool.acquire({ holder: 'x', ref: '--help' })).rejects.toThrow(/names no commit/);
});

test('waits for a free one, first come first served, and gives up when stopped', async () => {
  await using pool = await open();
  const order: string[] = [];
  const first = await pool.acquire({ holder: 'a' });
  const controller = new AbortController();
  const stopped = pool.acquire({ holder: 'stopped' }, controller.signal);
  const later = ['b', 'c'].map(async (holder) => {
    await using _ = await pool.acquire({ holder });
    order.push(holder);
  });
  controller.abort();
  await expect(stopped).rejects.toMatchObject({ kind: 'stopped' });
  expect(pool.list()).toMatchObject([{ status: 'busy', holder: 'a' }]);
  await first[Symbol.asyncDispose]();
  await Promise.all(later);
  expect(order).toEqual(['b', 'c']);
});

test('a preserved worktree keeps every byte, is listed with who and why, and git works in it', async () => {
  await using pool = await open();
  {
    await using worktree = await pool.acquire({ holder: 'Suite/Login: fails' });
    writeFileSync(join(worktree.path, 'src/f0.txt'), 'evidence\n');
    git(worktree.path, 'stash', 'push', '--quiet');
    writeFileSync(join(worktree.path, 'src/f0.txt'), 'more evidence\n');
    worktree.preserve('exit code 1');
  }
  const [kept, ...others] = listPreserved(join(root, 'my repo-worktrees'));
  expect(others).toEqual([]);
  expect(kept).toMatchObject({
    name: '20261129-010203-suite-login-fails',
    session: 's1',
    test: 'Suite/Login: fails',
    why: 'exit code 1',
    branch: 'worktree-wt-1',
  });
  expect(readFileSync(join(kept!.path, 'src/f0.txt'), 'utf8')).toBe('more evidence\n');
  expect(git(kept!.path, 'status', '--porcelain')).toBe(' M src/f0.txt\n');
  expect(git(kept!.path, 'stash', 'list')).toMatch(/stash@\{0\}/);
  expect(execFileSync('sh', ['-c', kept!.command], { encoding: 'utf8' })).toContain('modified:   src/f0.txt');
  await using next = await pool.acquire({ holder: 'next' });
  expect(next.name).toBe('wt-1');
  expect(git(next.path, 'status', '--porcelain', '--ignored')).toBe('');
});

test('a broken worktree is built anew', async () => {
  const place = join(root, 'my repo-worktrees');
  await using pool = await open();
  for (const damage of [
    (path: string) => rmSync(path, { recursive: true }),
    (path: string) => writeFileSync(join(path, '.git'), 'gitdir: /nowhere\n'),
    () => rmSync(join(place, '.pool/wt-1.git'), { recursive: true }),
    () => writeFileSync(join(place, '.pool/wt-1.git/worktrees/wt-1/index'), 'no index'),
  ]) {
    {
      await using worktree = await pool.acquire({ holder: 'vandal' });
      damage(worktree.path);
    }
    await using next = await pool.acquire({ holder: 'next' });
    expect(git(next.path, 'status', '--porcelain', '--ignored')).toBe('');
  }
});

test('sessions beside each other never share; the next session takes over warm, also what was changed in between', async () => {
  const place = join(root, 'my repo-worktrees');
  let inode: number;
  {
    await using a = await open({ size: 2, session: 'a' });
    await using b = await open({ size: 2, session: 'b' });
    expect([...a.list(), ...b.list()].map(({ name }) => name)).toEqual(['wt-1', 'wt-2', 'wt-3', 'wt-4']);
    await using worktree = await a.acquire({ holder: 'x' });
    await using other = await b.acquire({ holder: 'x' });
    expect(git(other.path, 'branch', '--list', 'worktree-*').trim()).toBe('* worktree-wt-3');
    inode = Number(execFileSync('stat', ['-c', '%i', join(worktree.path, 'src/f1.txt')], { encoding: 'utf8' }));
  }
  writeFileSync(join(place, 'wt-1/src/f0.txt'), 'by hand\n');
  writeFileSync(join(place, 'wt-1/src/new.txt'), 'by hand\n');
  await using c = await open({ session: 'c' });
  await using worktree = await c.acquire({ holder: 'x' });
  expect(worktree.name).toBe('wt-1');
  expect(git(worktree.path, 'status', '--porcelain', '--ignored')).toBe('');
  expect(Number(execFileSync('stat', ['-c', '%i', join(worktree.path, 'src/f1.txt')], { encoding: 'utf8' }))).toBe(inode);
});

test('bare and shallow repositories, submodules and paths of 260 characters work', async () => {
  const long = Array.from({ length: 6 }, (_, n) => `${n}`.repeat(50)).join('/');
  mkdirSync(join(repository, long), { recursive: true });
  writeFileSync(join(repository, long, 'x.txt'), 'long\n');
  const library = join(root, 'library');
  git(root, 'init', '--quiet', '-b', 'main', library);
  writeFileSync(join(library, 'lib.txt'), 'lib\n');
  git(library, 'add', '-A');
  git(library, 'commit', '--quiet', '-m', 'lib');
  git(repository, 'submodule', '--quiet', 'add', library, 'vendor/lib');
  git(repository, 'add', '-A');
  git(repository, 'commit', '--quiet', '-m', 'second');
  const bare = join(root, 'bare.git');
  git(root, 'clone', '--quiet', '--bare', repository, bare);
  const shallow = join(root, 'shallow');
  git(root, 'clone', '--quiet', '--depth', '1', `file://${repository}`, shallow);
  for (const [from, submodules] of [
    [repository, 'init'],
    [bare, 'none'],
    [shallow, 'none'],
  ] as const) {
    await using pool = await open({ repository: from, submodules });
    for (let n = 0; n < 2; n++) {
      await using worktree = await pool.acquire({ holder: 'x' });
      expect(readFileSync(join(worktree.path, long, 'x.txt'), 'utf8')).toBe('long\n');
      expect(git(worktree.path, 'log', '--format=%s').trim().split('\n')[0]).toBe('second');
      expect(git(worktree.path, 'status', '--porcelain', '--ignored')).toBe('');
      expect(existsSync(join(worktree.path, 'vendor/lib/lib.txt'))).toBe(submodules === 'init');
      unlinkSync(join(worktree.path, long, 'x.txt'));
      if (submodules === 'init') writeFileSync(join(worktree.path, 'vendor/lib/lib.txt'), 'changed\n');
      writeFileSync(join(worktree.path, 'vendor/lib/new.txt'), 'new\n');
    }
  }
  await using pool = await open({ repository: shallow, place: join(root, 'other') });
  await expect(pool.acquire({ holder: 'x' })).rejects.toThrow('the submodule vendor/lib (vendor/lib) is not in your repository yet');
});

test('says what it can not serve', async () => {
  const refused = async (more: Partial<PoolOptions>): Promise<string> => {
    try {
      await using pool = await open(more);
      await using _ = await pool.acquire({ holder: 'x' });
      return 'served';
    } catch (error) {
      expect(error).toBeInstanceOf(WorktreeError);
      expect((error as WorktreeError).fix).toBeTruthy();
      return (error as Error).message.replaceAll(root, '');
    }
  };
  expect(await refused({ repository: join(root, 'nothing') })).toBe('/nothing does not exist');
  expect(await refused({ repository: root })).toMatch(/^ is no git repository that can be read/);
  const empty = join(root, 'empty');
  git(root, 'init', '--quiet', empty);
  expect(await refused({ repository: empty })).toBe('/empty has no commit on HEAD');
  expect(await refused({ place: join(repository, 'src/worktrees') })).toMatch(/is inside the repository/);
  expect(await refused({ place: empty })).toBe('/empty is not empty, and no place of worktrees');
  expect(await refused({})).toBe('served');
  git(root, 'clone', '--quiet', repository, 'other');
  expect(await refused({ repository: join(root, 'other'), place: join(root, 'my repo-worktrees') })).toMatch(
    /has the worktrees of another repository/,
  );
  git(repository, 'config', 'remote.origin.promisor', 'true');
  expect(await refused({})).toMatch(/is a partial clone/);
  git(repository, 'config', '--unset', 'remote.origin.promisor');
  writeFileSync(join(repository, '.gitattributes'), '*.bin filter=lfs diff=lfs merge=lfs -text\n');
  writeFileSync(join(repository, 'a.bin'), 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n');
  git(repository, 'add', '-A');
  git(repository, 'commit', '--quiet', '-m', 'lfs');
  expect(await refused({})).toMatch(/^a\.bin lies in Git LFS: a worktree would hold only/);
  expect(await refused({ filters: 'raw' })).toBe('served');
});
