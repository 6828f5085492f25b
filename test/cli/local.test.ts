import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HarnessResult } from '../../src/core/result.ts';
import { carries, listProcesses } from '../../src/targets/local/process/process-tree.ts';
import { soakLocally } from '../soak/local-soak.ts';
import { type CliEnd, runCli } from '../support/cli.ts';
import { createRepository } from '../support/local-repository.ts';

const FILES = {
  'plan.yml': `version: 1
name: local
target: { local: { workers: 3, max-retries: 1 } }
scenarios:
  suite: { suite: tests/suite.json, pass-rate: 60% }
  plans: { plans: [tests/login.md], batches: 1-2 }
  workflow: { test: performance, workflow: ci.yml, runs: 1 }
`,
  'tests/suite.json': JSON.stringify({
    timeout: 20,
    requires: ['git>=2', 'sh'],
    tests: [
      {
        id: 'good',
        name: 'Says hello',
        command: 'echo "Hello from $PWD"; echo made > artefact.txt',
        expected_patterns: ['hello', '/from \\/.*wt-/'],
      },
      { id: 'bad', command: 'echo oops; echo traces > traces.txt; exit 3', 'max-retries': 0 },
      { id: 'flaky', command: 'test "$RUNNER_HARNESS_ATTEMPT" -gt 1' },
      { id: 'hanging', command: 'sleep 300 & setsid sleep 300 & sleep 300', timeout: 0.5, 'max-retries': 0 },
      { id: 'secrets', command: 'env; test ! -e artefact.txt' },
    ],
  }),
  'tests/login.md':
    '# Test plan: login\n## Batch 1\n1. Look: `ls plan.yml`\n   - expect: plan.yml\n## Batch 2\n1. Work: `echo worked`\n## Batch 3\n1. Not asked for: `exit 1`\n',
  '.github/workflows/ci.yml':
    'name: ci\non: workflow_dispatch\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v4\n      - run: test -s plan.yml\n  b:\n    needs: a\n    runs-on: x\n    steps: [{ run: echo b }]\n',
  '.gitignore': 'results/\n',
};

describe('tests on this machine, as a user runs them', () => {
  let folder: string;
  let repository: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-harness-local-'));
    repository = createRepository(join(folder, 'my repository ü'), FILES);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const env = { GITHUB_TOKEN: `ghp_${'c'.repeat(36)}`, ACTIONS_RUNTIME_TOKEN: 'canary-runtime', MY_SECRET: 'canary-mine', HOME: tmpdir() };
  const cli = async (...args: string[]): Promise<CliEnd> => await runCli([...args, '--report-dir', 'results'], { cwd: repository, env });
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: repository, encoding: 'utf8' });
  const state = (): string =>
    [
      git('status', '--porcelain', '--branch'),
      git('for-each-ref'),
      git('stash', 'list'),
      ...Object.keys(FILES).map((path) => `${statSync(join(repository, path)).mtimeMs}${readFileSync(join(repository, path), 'utf8')}`),
    ].join('\n');
  const result = (session: string): HarnessResult =>
    JSON.parse(readFileSync(join(repository, 'results', session, 'result.json'), 'utf8')) as HarnessResult;

  it('gives the right verdicts, leaves the tree of the user as it was, keeps the failed ones, and hands on no secret', async () => {
    const before = state();
    const { code, stdout, stderr } = await cli('run', 'plan.yml', '--session', 'aabbccdd', '--stream');
    expect(stderr).toContain('Hello from');
    expect(code).toBe(0);
    expect(state()).toBe(before);
    const { scenarios } = result('aabbccdd');
    const tests = Object.fromEntries(scenarios.flatMap((scenario) => scenario.tests ?? []).map((test) => [test.id, test]));
    expect(Object.fromEntries(Object.entries(tests).map(([id, { status, flaky }]) => [id, flaky ? 'flaky' : status]))).toEqual({
      ...{ good: 'passed', bad: 'failed', flaky: 'flaky', hanging: 'timed_out', secrets: 'passed', login: 'passed', 'ci.yml': 'passed' },
    });
    expect(scenarios[0]?.suite).toMatchObject({
      passRate: { passed: 3, of: 5, required: 0.6 },
      executionId: expect.stringMatching(/^suite_\d{8}_\d{6}$/),
    });
    expect(tests.login?.tasks).toMatchObject([
      { id: '1.1', status: 'passed' },
      { id: '2.1', status: 'passed' },
    ]);
    expect(readFileSync(join(tests.bad?.preserved ?? '', 'traces.txt'), 'utf8')).toBe('traces\n');
    expect(existsSync(join(tests.hanging?.preserved ?? '', 'plan.yml'))).toBe(true);
    expect(listProcesses().filter(({ marker }) => carries(marker, (name) => name.startsWith('rh_aabbccdd_')))).toEqual([]);
    expect(stdout).toContain('3 of 5 passed, 1 of them flaky, 1 failed, 1 timed out');
    const written = globSync('**/*', { cwd: join(repository, 'results'), withFileTypes: true }).filter((entry) => entry.isFile());
    expect(written.map(({ name }) => name)).toContain('tests.md');
    for (const entry of written) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toMatch(/canary|ghp_ccc/);
    expect(stdout + stderr).not.toMatch(/canary|ghp_ccc/);
  }, 60_000);

  it('runs the tests that are asked for, checks without running, and says what is missing', async () => {
    const [verified, only, unknown, missing, remote] = await Promise.all([
      cli('run', 'plan.yml', '--verify-only'),
      cli('run', 'plan.yml', '--only', 'bad', '--session', 'aabbcc01'),
      cli('run', 'plan.yml', '--only', 'god'),
      cli('run', 'plan.yml', '--set', 'scenarios.suite.suite=tests/none.json', '--verify-only'),
      cli('run', 'plan.yml', '--target', 'simulated'),
    ]);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(verified.stdout).toContain('suite: 5 tests of tests/suite.json, 60 % must pass, requires git>=2, sh');
    expect(only.code).toBe(6);
    expect(result('aabbcc01').scenarios).toMatchObject([{ suite: { leftOut: 4 }, tests: [{ id: 'bad', status: 'failed', exitCode: 3 }] }]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "good"?') });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no file "tests/none.json"') });
    expect(remote).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--target simulated runs workflows only, and the scenario "suite" has tests or a command'),
    });
    expect(existsSync(join(repository, 'results', 'aabbcc01', 'workers'))).toBe(true);
  }, 60_000);

  it('ends with 6 before anything is sent when a tool that is required is not there', async () => {
    const suite = { requires: ['no-such-tool>=1'], tests: [{ id: 'a', command: 'true' }] };
    const other = createRepository(join(folder, 'other'), {
      'plan.yml': 'version: 1\nname: n\ntarget: local\nscenarios: { s: { suite: s.json } }\n',
      's.json': JSON.stringify(suite),
    });
    const { code, stderr } = await runCli(['run', 'plan.yml'], { cwd: other, env });
    expect(code).toBe(6);
    expect(stderr).toContain('the suite requires no-such-tool>=1');
    expect(stderr).toContain('Nothing was sent.');
    expect(existsSync(join(other, 'runner-harness-results'))).toBe(false);
  }, 60_000);

  it('accounts for every test once although harness and tests are killed', async () => {
    const soaked = await soakLocally({
      folder: join(folder, 'soak'),
      seed: 'contract',
      tests: 12,
      workers: 3,
      kills: 1,
      longestLifeMs: 1_500,
      testKills: 2,
    });
    expect(soaked.differences).toEqual([]);
    expect(soaked.kills).toBe(1);
  }, 120_000);
});
