import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer, type RunningServer } from '../create-server.ts';
import { estimateMs } from './estimate.ts';
import type { ExecutionOrder, ExecutionOutcome, ParallelTestRunner, RunnerSession } from './parallel-test-runner.ts';

const TOKEN = 'a-token-of-the-test';
const BASE = '/api/v1/parallel-test';

/** A runner whose tests end when they are told to. */
class ScriptedRunner implements ParallelTestRunner {
  readonly running = new Map<string, { readonly order: ExecutionOrder; readonly end: (outcome: Partial<ExecutionOutcome>) => void }>();
  readonly begun: string[] = [];
  readonly sessions: RunnerSession[] = [];
  readonly recovered: string[] = [];
  disposed = 0;

  check(_session: unknown, orders: readonly { readonly plan_file: string }[]): readonly (readonly string[])[] {
    return orders.map(({ plan_file: file }) => (file.startsWith('no-') ? [`there is no file ${file} in the repository`] : []));
  }

  async open(session: RunnerSession) {
    this.sessions.push(session);
    if (session.repository === 'broken') throw new Error('broken is no repository');
    return {
      run: (order: ExecutionOrder, signal: { addEventListener: (type: 'abort', listener: () => void) => void }) =>
        new Promise<ExecutionOutcome>((resolve) => {
          this.begun.push(order.plan_file);
          order.onWorktree(`wt-${order.worker.slice(-1)}`);
          const end = (outcome: Partial<ExecutionOutcome>): void => {
            this.running.delete(order.plan_file);
            resolve({ status: 'passed', retryCount: 0, tasksPassed: 1, tasksFailed: 0, ...outcome });
          };
          this.running.set(order.plan_file, { order, end });
          signal.addEventListener('abort', () => end({ status: 'cancelled', tasksPassed: 0 }));
        }),
      [Symbol.asyncDispose]: async () => {
        this.disposed++;
      },
    };
  }

  async recover(ids: readonly string[]): Promise<void> {
    this.recovered.push(...ids);
  }

  async end(file: string, outcome: Partial<ExecutionOutcome> = {}): Promise<void> {
    await expect.poll(() => this.running.has(file)).toBe(true);
    this.running.get(file)?.end(outcome);
  }
}

let folder: string;
let runner: ScriptedRunner;
let server: RunningServer;

async function start(): Promise<void> {
  runner = new ScriptedRunner();
  server = await createServer({
    token: TOKEN,
    folder,
    database: join(folder, 'server.db'),
    reportRoot: join(folder, 'reports'),
    env: {},
    runner,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runner-harness-api-'));
  await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; headers: Headers; body: Record<string, never> & Record<string, unknown> };

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${server.url}${BASE}${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

const files = (n: number, from = 0): string[] => Array.from({ length: n }, (_, i) => `plans/${from + i}.md`);

async function begin(body: object): Promise<string> {
  const { status, body: answer } = await call('POST', '/start', body);
  expect(status).toBe(201);
  return String(answer.session_id);
}

const statusOf = async (id: string) => (await call('GET', `/${id}/status`)).body;

describe('the API of parallel tests', () => {
  it('starts a session with the defaults, and says how far it is', async () => {
    const { status, body } = await call('POST', '/start', { test_plans: files(5) });
    expect(status).toBe(201);
    expect(body).toEqual({
      session_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      status: 'running',
      num_workers: 3,
      tests_queued: 5,
      // Nothing is known: five limits of 30 minutes over three workers.
      estimated_duration_minutes: 60,
      execution_ids: expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{16}$/)]),
    });
    expect(runner.sessions[0]?.config).toEqual({
      max_retries: 2,
      test_timeout_minutes: 30,
      task_timeout_seconds: 600,
      cleanup_on_completion: true,
      preserve_failed_worktrees: true,
      env: [],
    });
    const state = await statusOf(String(body.session_id));
    expect(state).toMatchObject({
      status: 'running',
      num_workers: 3,
      progress: { total: 5, completed: 0, running: 3, pending: 2, failed: 0 },
      completed_at: null,
    });
    expect(state.workers).toEqual([
      { id: 'worker-1', status: 'busy', current_test: 'plans/0.md', worktree: 'wt-1' },
      { id: 'worker-2', status: 'busy', current_test: 'plans/1.md', worktree: 'wt-2' },
      { id: 'worker-3', status: 'busy', current_test: 'plans/2.md', worktree: 'wt-3' },
    ]);
  });

  it('tells the result of every plan, and gives the worktrees back', async () => {
    const id = await begin({ test_plans: ['a.md', { plan_file: 'b.md', batch_range: '1-3', priority: 5 }], num_workers: 1 });
    expect(runner.begun).toEqual(['b.md']);
    await runner.end('b.md', { tasksPassed: 4, retryCount: 1, reportPath: '/reports/b/summary.md' });
    await runner.end('a.md', { status: 'failed', tasksPassed: 1, tasksFailed: 2, error: '1 of 3 tasks passed', worktree: '/kept/a' });
    await expect.poll(async () => (await statusOf(id)).status).toBe('failed');
    expect(runner.disposed).toBe(1);
    const { body } = await call('GET', `/${id}/results`);
    expect(body).toMatchObject({
      status: 'failed',
      summary: { total: 2, passed: 1, failed: 1, pending: 0, running: 0, tasks_passed: 5, tasks_failed: 2 },
      results: [
        {
          plan_file: 'a.md',
          batch_range: 'all',
          status: 'failed',
          tasks_passed: 1,
          tasks_failed: 2,
          error: '1 of 3 tasks passed',
          worktree: '/kept/a',
          worker: 'worker-1',
          duration_seconds: expect.any(Number),
        },
        { plan_file: 'b.md', batch_range: '1-3', status: 'passed', retry_count: 1, report_path: '/reports/b/summary.md', error: null },
      ],
    });
    expect((await statusOf(id)).progress).toEqual({ total: 2, completed: 2, running: 0, pending: 0, failed: 1 });
  });

  it('takes tests into a session that runs, 100 waiting at most, and none of those that are too many', async () => {
    const id = await begin({ test_plans: files(3) });
    expect((await call('POST', `/${id}/tests`, { test_plans: files(100, 3) })).body).toMatchObject({ session_id: id, tests_queued: 100 });
    const tooMany = await call('POST', `/${id}/tests`, { test_plans: files(1, 103) });
    expect([tooMany.status, tooMany.headers.get('retry-after')]).toEqual([429, '10']);
    await runner.end('plans/0.md');
    await expect.poll(async () => ((await statusOf(id)).progress as unknown as { pending: number }).pending).toBe(99);
    expect((await call('POST', `/${id}/tests`, { test_plans: files(2, 103) })).status).toBe(429);
    expect((await call('POST', `/${id}/tests`, { test_plans: files(1, 103) })).status).toBe(202);
    expect(((await statusOf(id)).progress as unknown as { total: number }).total).toBe(104);
  });

  it('cancels: what runs is ended, what waits never begins', async () => {
    const id = await begin({ test_plans: files(5), num_workers: 2 });
    const { status, body } = await call('POST', `/${id}/cancel`);
    expect([status, body.status]).toEqual([202, 'cancelling']);
    await expect.poll(async () => (await statusOf(id)).status).toBe('cancelled');
    expect(runner.begun).toHaveLength(2);
    expect((await statusOf(id)).progress).toEqual({ total: 5, completed: 5, running: 0, pending: 0, failed: 0 });
    expect((await call('POST', `/${id}/tests`, { test_plans: ['x.md'] })).status).toBe(409);
    expect((await call('POST', `/${id}/cancel`)).status).toBe(200);
  });

  it('names every problem of a request at once', async () => {
    const { status, body } = await call('POST', '/start', {
      test_plans: ['a.md', { plan_file: '', batch_range: '3-1' }, { plan: 'x' }],
      num_workers: 0,
      config: { max_retries: -1, unknown: true },
    });
    expect(status).toBe(400);
    expect(body.error).toBe('the request is invalid');
    expect((body.problems as unknown as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'config',
      'config.max_retries',
      'num_workers',
      'test_plans.1.batch_range',
      'test_plans.1.plan_file',
      'test_plans.1.plan_file',
      'test_plans.2',
      'test_plans.2.plan_file',
    ]);
    expect((await call('POST', '/start', {})).status).toBe(400);
    expect((await call('POST', '/start', { test_plans: files(101) })).status).toBe(400);
    expect((await call('POST', '/start', { test_plans: ['no-1.md', 'b.md', 'no-2.md'] })).body.problems).toEqual([
      { path: 'test_plans.0', message: 'there is no file no-1.md in the repository' },
      { path: 'test_plans.2', message: 'there is no file no-2.md in the repository' },
    ]);
    expect((await call('POST', '/start', { test_plans: ['a.md'], repository: 'broken' })).body.problems).toEqual([
      { path: 'repository', message: 'broken is no repository' },
    ]);
    for (const path of ['/unknown/status', '/unknown/results']) expect((await call('GET', path)).status).toBe(404);
    for (const path of ['/unknown/cancel', '/unknown/tests']) expect((await call('POST', path, { test_plans: ['a.md'] })).status).toBe(404);
  });

  it('needs the token for what changes; on this machine, reading needs none', async () => {
    const id = await begin({ test_plans: ['a.md'] });
    const bare = (method: string, path: string) => fetch(`${server.url}${BASE}${path}`, { method, body: method === 'POST' ? '{}' : null });
    expect((await bare('GET', `/${id}/status`)).status).toBe(200);
    for (const path of ['/start', `/${id}/cancel`, `/${id}/tests`]) expect((await bare('POST', path)).status).toBe(401);
    expect((await fetch(`${server.url}${BASE}/${id}/status`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  it('knows its sessions after a restart, also with plain SQLite', async () => {
    const id = await begin({ test_plans: ['a.md', { plan_file: 'b.md', batch_range: '2' }], num_workers: 2 });
    await runner.end('a.md', { retryCount: 1, reportPath: '/reports/a' });
    await runner.end('b.md', { status: 'timed_out', error: 'too slow' });
    await expect.poll(async () => (await statusOf(id)).status).toBe('failed');
    const before = (await call('GET', `/${id}/results`)).body;
    await server.close();
    const database = new DatabaseSync(join(folder, 'server.db'), { readOnly: true });
    const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(database.prepare('SELECT * FROM parallel_test_sessions').all()).toEqual([
      expect.objectContaining({
        session_id: id,
        status: 'failed',
        num_workers: 2,
        total_tests: 2,
        passed_tests: 1,
        failed_tests: 1,
        created_at: stamp,
      }),
    ]);
    const executions = database.prepare('SELECT * FROM parallel_test_executions').all();
    database.close();
    const times = { queued_at: stamp, started_at: stamp, completed_at: stamp };
    expect(executions).toEqual([
      expect.objectContaining({
        session_id: id,
        plan_file: 'a.md',
        batch_range: 'all',
        status: 'passed',
        retry_count: 1,
        worker: 'worker-1',
        worktree: 'wt-1',
        ...times,
      }),
      expect.objectContaining({
        plan_file: 'b.md',
        batch_range: '2',
        status: 'timed_out',
        retry_count: 0,
        worker: 'worker-2',
        worktree: 'wt-2',
        ...times,
      }),
    ]);
    await start();
    expect((await call('GET', `/${id}/results`)).body).toEqual(before);
    expect((await call('POST', `/${id}/tests`, { test_plans: ['c.md'] })).status).toBe(409);
    // What is known of the past goes into the estimate, and the longest goes first.
    const again = await call('POST', '/start', { test_plans: ['a.md', 'x.md'] });
    expect(again.body.estimated_duration_minutes as unknown as number).toBeLessThan(1);
  });

  it('puts down what a server that died has left open', async () => {
    const id = await begin({ test_plans: files(3), num_workers: 1 });
    const copy = join(folder, 'copy.db');
    const database = new DatabaseSync(join(folder, 'server.db'));
    database.exec(`VACUUM INTO '${copy}'`);
    database.close();
    // The one that died is another process than this.
    const books = new DatabaseSync(copy);
    books.exec("UPDATE owner SET start = '0'");
    books.close();
    runner = new ScriptedRunner();
    const ended = await createServer({
      token: TOKEN,
      folder,
      database: copy,
      reportRoot: folder,
      env: {},
      runner,
    });
    await server.close();
    server = ended;
    expect(await statusOf(id)).toMatchObject({ status: 'interrupted', progress: { total: 3, completed: 3, running: 0, pending: 0, failed: 1 } });
    expect(runner.recovered).toHaveLength(1);
    const { results } = (await call('GET', `/${id}/results`)).body as unknown as { results: { status: string }[] };
    expect(results.map(({ status }) => status)).toEqual(['interrupted', 'cancelled', 'cancelled']);
  });
});

describe('estimateMs', () => {
  it.each([
    [[60, 50, 40, 30, 20, 10], 3, 70],
    [[60, undefined], 2, 60],
    [[undefined, undefined, undefined], 2, 200],
    [[30, 30, undefined], 1, 90],
    [[5], 8, 5],
  ])('%j over %d workers take %d', (lastMs, workers, expected) => {
    expect(estimateMs(lastMs, workers, 100)).toBe(expected);
  });

  it('is at least the mean and the longest, and at most both together', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1 }), fc.integer({ min: 1, max: 16 }), (lastMs, workers) => {
        const estimate = estimateMs(lastMs, workers, 1);
        const least = Math.max(...lastMs, lastMs.reduce((sum, ms) => sum + ms, 0) / workers);
        expect(estimate).toBeGreaterThanOrEqual(least - 1e-6);
        expect(estimate).toBeLessThanOrEqual(lastMs.reduce((sum, ms) => sum + ms, 0) / workers + Math.max(...lastMs));
      }),
    );
  });
});
