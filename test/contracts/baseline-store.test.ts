import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/app/system-clock.ts';
import { BASELINE_FILE, createArtifactBaselineStore } from '../../src/stores/baselines/artifact-baseline-store.ts';
import { createFileBaselineStore } from '../../src/stores/baselines/file-baseline-store.ts';
import { createGitBaselineStore } from '../../src/stores/baselines/git-baseline-store.ts';
import { embeddedArtifacts, REPOSITORY, WORKFLOW, zipOf } from '../support/embedded-artifacts.ts';
import { gitRepository } from '../support/git-repository.ts';
import { baselineStoreContract, record } from './baseline-store.contract.ts';

baselineStoreContract('file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  const path = join(folder, 'deep', 'baseline.json');
  const open = () => createFileBaselineStore({ path, clock: systemClock() });
  return {
    store: open(),
    another: open,
    overwrite: async (text) => {
      await open().append('perf', []);
      writeFileSync(path, text);
    },
    concurrent: true,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

const gitStore = (remote: string, branch = 'baselines') => createGitBaselineStore({ remote, branch, clock: systemClock(), env: process.env });

baselineStoreContract('git', async () => {
  const repository = gitRepository();
  return {
    store: gitStore(repository.remote),
    another: () => gitStore(repository.remote),
    overwrite: async (text) => {
      const work = join(repository.root, 'work');
      repository.git(repository.root, 'init', '--quiet', work);
      repository.git(work, 'checkout', '--quiet', '--orphan', 'baselines');
      repository.git(work, 'commit', '--quiet', '--allow-empty', '-m', 'by hand');
      writeFileSync(join(work, 'perf.json'), text);
      repository.git(
        work,
        'update-index',
        '--add',
        '--cacheinfo',
        `100644,${repository.git(work, 'hash-object', '-w', 'perf.json').trim()},histories/perf.json`,
      );
      repository.git(work, 'commit', '--quiet', '-m', 'by hand');
      repository.git(work, 'push', '--quiet', repository.remote, 'HEAD:refs/heads/baselines');
    },
    concurrent: true,
    close: async () => repository.remove(),
  };
});

baselineStoreContract('artifact', async () => {
  const embedded = embeddedArtifacts();
  const { api, fetch } = embedded;
  const put = async (text: string): Promise<void> => embedded.upload(await embedded.runWorkflow(), 'baseline', zipOf(BASELINE_FILE, text));
  const open = () =>
    createArtifactBaselineStore({ api, fetch, repository: REPOSITORY, workflow: WORKFLOW, name: 'baseline', upload: ({ text }) => put(text) });
  return { store: open(), another: open, overwrite: put, concurrent: false, close: async () => {} };
});

describe('a baseline on a branch', () => {
  it('leaves the work tree, the index, the branches and the hooks of the user alone', async () => {
    const repository = gitRepository();
    const temp = mkdtempSync(join(tmpdir(), 'temp-'));
    try {
      const before = repository.stateOfClone();
      // As in a hook or a script of the user's, whose variables point at the clone.
      const env = { ...process.env, GIT_DIR: join(repository.clone, '.git'), GIT_INDEX_FILE: join(repository.clone, '.git', 'index') };
      const store = createGitBaselineStore({ remote: repository.remote, branch: 'bench/data', clock: systemClock(), env, tempRoot: temp });
      expect(await store.append('perf', [record('r1')])).toMatchObject({ kind: 'appended' });
      expect(repository.stateOfClone()).toBe(before);
      expect(existsSync(join(repository.root, 'hook-ran'))).toBe(false);
      expect(readdirSync(temp)).toEqual([]);
      // Without a parent, and nothing but the baseline.
      expect(repository.git(repository.remote, 'rev-list', '--count', 'bench/data').trim()).toBe('1');
      expect(repository.git(repository.remote, 'ls-tree', '-r', '--name-only', 'bench/data').trim()).toBe('histories/perf.json');
      expect(repository.git(repository.remote, 'log', '-1', '--format=%s', 'bench/data').trim()).toBe('Record a result of perf at c0ffee');
    } finally {
      repository.remove();
      rmSync(temp, { recursive: true, force: true });
    }
  });

  it('keeps gates apart, whatever their names', async () => {
    const repository = gitRepository();
    try {
      const store = gitStore(repository.remote);
      for (const id of ['a', 'A', '../../etc/passwd', 'ä b', '-x']) await store.append(id, [record(`of ${id}`)]);
      const loaded = await store.load('../../etc/passwd');
      expect(loaded.kind === 'found' && loaded.history.records.map(({ id }) => id)).toEqual(['of ../../etc/passwd']);
      const files = repository.git(repository.remote, 'ls-tree', '-r', '--name-only', 'baselines').trim().split('\n');
      expect(files).toHaveLength(5);
      expect(files.every((file) => /^histories\/[a-z0-9][a-z0-9._-]*\.json$/.test(file))).toBe(true);
    } finally {
      repository.remove();
    }
  });

  it('refuses a branch that holds anything else, such as main', async () => {
    const repository = gitRepository();
    try {
      const answer = { kind: 'refused', reason: expect.stringContaining('the branch main holds other files (a.txt)') };
      expect(await gitStore(repository.remote, 'main').load('perf')).toMatchObject(answer);
      expect(await gitStore(repository.remote, 'main').append('perf', [record('r')])).toMatchObject(answer);
    } finally {
      repository.remove();
    }
  });

  it('says that a remote can not be reached, without its credentials', async () => {
    const store = createGitBaselineStore({
      remote: '/nowhere/at all.git',
      branch: 'b',
      clock: systemClock(),
      env: process.env,
      token: 'test-token-of-nobody',
    });
    const answer = await store.load('perf');
    expect(answer).toMatchObject({ kind: 'refused', reason: expect.stringContaining('does not') });
    expect(JSON.stringify(answer)).not.toContain('test-token-of-nobody');
    for (const branch of ['-f', 'a..b', 'a b', '', 'x.lock', 'a/']) {
      expect(() => createGitBaselineStore({ remote: 'r', branch, clock: systemClock(), env: {} }), branch).toThrow('branch');
    }
    expect(() => createGitBaselineStore({ remote: 'https://me:pass@h/r.git', branch: 'b', clock: systemClock(), env: {} })).toThrow('no credentials');
  });
});
