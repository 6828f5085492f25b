import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProcesses } from '../../src/targets/local/process/process-tree.ts';
import { runCli } from '../support/cli.ts';
import { createRepository } from '../support/local-repository.ts';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');
const BASE = '/api/v1/parallel-test';

interface Served {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  said(): string;
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

let folder: string;
const left: Served[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-harness-serve-'));
});
afterEach(async () => {
  for (const server of left.splice(0)) await server.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts `runner-harness serve` as its own process, and waits for its address. */
async function serve(...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [MAIN, 'serve', ...args], { cwd: folder, env: { PATH: process.env.PATH ?? '', SECRET: 'canary' } });
  let said = '';
  const heard = Promise.withResolvers<void>();
  const ended = new Promise<number | null>((done) => child.on('close', done));
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Ctrl-C ends it')) heard.resolve();
    });
  void ended.then(() => heard.reject(new Error(`it ended: ${said}`)));
  await heard.promise;
  const server: Served = {
    url: /http:\/\/[\d.]+:\d+/.exec(said)?.[0] ?? '',
    token: /not shown again\): (\w+)/.exec(said)?.[1] ?? '',
    pid: child.pid ?? 0,
    said: () => said,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
  left.push(server);
  return server;
}

async function call(server: Served, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${server.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

const sleepers = (seconds: string) => listProcesses().filter(({ pid }) => commandOf(pid) === `sleep ${seconds}`);

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

describe('runner-harness serve', () => {
  it('runs a suite of another process, prints its token once, and leaves nothing when it is interrupted', async () => {
    const server = await serve();
    expect(server.token).toMatch(/^[0-9a-f]{48}$/);
    const suite = {
      tests: [
        { id: 'hello', command: 'echo Hello; env', expected_patterns: ['hello'] },
        { id: 'no', command: 'exit 1' },
      ],
    };
    writeFileSync(join(folder, 'suite.json'), JSON.stringify(suite));
    const target = `target: { http: { url: "${server.url}", transport: ws } }`;
    writeFileSync(join(folder, 'plan.yml'), `version: 1\nname: remote\n${target}\nscenarios: { all: { suite: suite.json, pass-rate: 50% } }\n`);
    const env = { RUNNER_HARNESS_SERVER_TOKEN: server.token };
    const run = await runCli(['run', 'plan.yml', '--session', 'ab12cd34'], { cwd: folder, env });
    expect(run).toMatchObject({ code: 0 });
    const files = readdirSync(join(folder, 'runner-harness-results/ab12cd34'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const file of files) {
      const text = readFileSync(join(file.parentPath, file.name), 'latin1');
      expect([file.name, text.includes(server.token), text.includes('canary')]).toEqual([file.name, false, false]);
    }
    const refused = await runCli(['run', 'plan.yml'], { cwd: folder, env: { RUNNER_HARNESS_SERVER_TOKEN: 'another-token-than-this' } });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('refuses us: HTTP 401') });

    void call(server, 'POST', '/execute', { command: 'sleep 4711 & sleep 4711', execution_id: 'long' }).catch(() => undefined);
    await expect.poll(() => sleepers('4711').length).toBe(2);
    expect(await server.end('SIGINT')).toBe(0);
    expect(sleepers('4711')).toEqual([]);
    const gone = await runCli(['run', 'plan.yml'], { cwd: folder, env });
    expect(gone).toMatchObject({ code: 6, stderr: expect.stringMatching(/can't be reached.*ECONNREFUSED.*Nothing was sent/s) });
  });

  it('runs test plans in parallel in worktrees, tells what failed, and keeps its tree', async () => {
    const repository = createRepository(join(folder, 'source'), {
      'good.md': '# Good\n## Batch 1\n1. Says hello: `echo hello`\n2. Writes: `echo x > written; rm good.md`\n',
      'bad.md': '# Bad\n## Batch 1\n1. Fine: `true`\n2. Fails: `echo trace > trace; exit 3`\n## Batch 2\n1. Never: `true`\n',
      'flaky.md': '# Flaky\n## Batch 1\n1. Second time: `test "$RUNNER_HARNESS_ATTEMPT" = 2`\n',
    });
    const before = readdirSync(repository).sort();
    const server = await serve('--folder', 'source');
    expect(await call(server, 'POST', `${BASE}/start`, { test_plans: ['good.md', 'absent.md', '../plan.md'] })).toMatchObject({
      error: 'the request is invalid',
      problems: [{ path: 'test_plans.1', message: expect.stringContaining('there is no file absent.md') }, { path: 'test_plans.2' }],
    });
    const started = await call(server, 'POST', `${BASE}/start`, {
      test_plans: ['good.md', { plan_file: 'bad.md', batch_range: '1-2' }, 'flaky.md'],
      num_workers: 2,
      config: { max_retries: 1 },
    });
    const path = `${BASE}/${String(started.session_id)}`;
    await expect.poll(async () => (await call(server, 'GET', `${path}/status`)).status, { timeout: 30_000 }).toBe('failed');
    const { results, summary } = (await call(server, 'GET', `${path}/results`)) as {
      results: { worktree: string; report_path: string }[];
      summary: unknown;
    };
    expect(summary).toEqual({ total: 3, passed: 2, failed: 1, pending: 0, running: 0, tasks_passed: 4, tasks_failed: 1 });
    expect(results).toMatchObject([
      { plan_file: 'good.md', status: 'passed', tasks_passed: 2, retry_count: 0, error: null },
      { plan_file: 'bad.md', status: 'failed', tasks_passed: 1, tasks_failed: 1, retry_count: 1, error: expect.stringContaining('exit code 3') },
      { plan_file: 'flaky.md', status: 'passed', tasks_passed: 1, retry_count: 1 },
    ]);
    for (const { report_path: report } of results) expect(readFileSync(report, 'utf8')).toContain('#');
    expect(readFileSync(join(results[1]?.worktree ?? '', 'trace'), 'utf8')).toBe('trace\n');
    expect(readdirSync(join(folder, 'source-worktrees')).filter((name) => !name.startsWith('.'))).toEqual(['preserved']);
    expect(readdirSync(repository).sort()).toEqual(before);
    expect(await server.end('SIGINT')).toBe(0);
  });

  it('knows after its death what it had begun, and ends what that left running', async () => {
    createRepository(join(folder, 'source'), { 'long.md': '# Long\n## Batch 1\n1. Sleeps: `sleep 4712 & setsid sleep 4712 & sleep 4712`\n' });
    const killed = await serve('--folder', 'source');
    const started = await call(killed, 'POST', `${BASE}/start`, { test_plans: ['long.md', 'long.md'], num_workers: 1 });
    void call(killed, 'POST', '/execute', { command: 'sleep 4712', execution_id: 'known' }).catch(() => undefined);
    await expect.poll(() => sleepers('4712').length, { timeout: 20_000 }).toBe(4);
    await killed.end('SIGKILL');
    const server = await serve('--folder', 'source');
    await expect.poll(() => server.said()).toContain('1 command of a server that died');
    expect(sleepers('4712')).toEqual([]);
    expect(await call(server, 'GET', '/executions/known')).toMatchObject({ state: 'interrupted', error: 'the server died while it ran' });
    expect(await call(server, 'GET', `${BASE}/${String(started.session_id)}/status`)).toMatchObject({
      status: 'interrupted',
      progress: { total: 2, completed: 2, running: 0, pending: 0, failed: 1 },
    });
    const database = new DatabaseSync(join(folder, 'runner-harness-results/server.db'), { readOnly: true });
    const rows = database.prepare('SELECT plan_file, status, worker, worktree FROM parallel_test_executions').all();
    database.close();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { plan_file: 'long.md', status: 'interrupted', worker: 'worker-1', worktree: 'wt-1' },
      { plan_file: 'long.md', status: 'cancelled', worker: null, worktree: null },
    ]);
  });
});
