import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LossyProxy, lossyProxy } from '../../../test/support/lossy-proxy.ts';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { conduct } from '../../app/conduct.ts';
import { systemClock } from '../../app/system-clock.ts';
import type { HttpSpec, Plan, Unit } from '../../core/plan/plan.ts';
import type { TestOutcome } from '../../core/work/test-outcome.ts';
import type { Work } from '../../core/work/work.ts';
import type { Target } from '../../ports/target.ts';
import { createServer, type RunningServer } from '../../server/create-server.ts';
import { createHttpTarget } from './http-target.ts';

const never = new AbortController().signal;
const TOKEN = 'a-token-of-the-test';

const workOf = (shell: string, more: Partial<Work> & { patterns?: readonly string[] } = {}): Work => {
  const { patterns = [], ...work } = more;
  return { id: 'test', body: { kind: 'command', run: { shell }, exitCode: 0, patterns }, timeoutMs: 5_000, ...work };
};
const unitOf = (work: Work): Unit => ({ workflow: work.id, inputs: {}, work });

function planFor(units: readonly [Unit, ...Unit[]], url: string, more: Partial<HttpSpec> = {}): Plan {
  const http: HttpSpec = { url, transport: 'http', tokenEnv: 'TOKEN', ...more };
  return planOf([scenarioOf({ model: 'closed', runs: units.length, concurrency: 4 }, { units })], { target: { kind: 'http', http } });
}

/** Runs one test to its end. */
async function outcomeOf(target: Target, plan: Plan, unit = 0): Promise<TestOutcome> {
  expect(await target.prepare(plan, never)).toMatchObject({ ok: true });
  const key = `rh_0a1b2c3d_1_0-${unit}_1`;
  const order = { slot: `0-${unit}`, key, unit: plan.scenarios[0].units[unit] as Unit, scenario: 0, unitIndex: unit };
  const answer = await target.dispatch({ ...order, beforeSend: async () => {} }, never);
  if (answer.kind !== 'acked') throw new Error(`not acked: ${JSON.stringify(answer)}`);
  const open = { runId: answer.runId, key, scenario: 0, unitIndex: unit, sinceAt: 0 };
  for await (const sighting of target.observe([open], never)) {
    if (sighting.kind !== 'run' || sighting.observation.status !== 'completed') continue;
    const details = await target.details(open, never);
    if (details === undefined || 'unclear' in details || details.test === undefined) throw new Error('no details');
    return details.test;
  }
  throw new Error('it was not seen to end');
}

describe('a command server of others', () => {
  let server: Server;
  let url: string;
  let asked: { path: string; headers: IncomingMessage['headers']; body: Record<string, unknown> }[];
  let answer: (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;
  let health: (response: ServerResponse) => void;
  let target: Target;

  beforeEach(async () => {
    asked = [];
    health = (response) => response.end('{"status":"ok"}');
    server = createHttpServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      asked.push({
        path: `${request.method} ${request.url}`,
        headers: request.headers,
        body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
      });
      if (request.url === '/health') health(response);
      else await answer(response, request);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    target = createHttpTarget({ spec: { url, transport: 'http', tokenEnv: 'TOKEN' }, token: TOKEN, clock: systemClock() });
  });
  afterEach(async () => {
    await target.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const pause = () => new Promise((done) => setTimeout(done, 5));
  const posts = () => asked.filter(({ path }) => path === 'POST /execute');

  it('is asked as it was agreed', async () => {
    answer = (response) => void response.end('{"type":"output","output":"fine\\n"}\n{"type":"complete","exit_code":0}\n');
    expect(await outcomeOf(target, planFor([unitOf(workOf('echo fine'))], url))).toMatchObject({ status: 'passed', exitCode: 0, output: 'fine\n' });
    expect(posts()[0]).toMatchObject({
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: { command: 'echo fine', timeout: 5, stream: true, execution_id: 'rh_0a1b2c3d_1_0-0_1.1.1' },
    });
  });

  it('may split lines anywhere, also in the middle of a character, and say what is no JSON', async () => {
    answer = async (response) => {
      const bytes = Buffer.from(
        'Starting …\r\n{"type":"output","data":"漢字 ok\\n"}\n\n{"progress": 5}\n{"type":"output","data":"\\u001b[32mdone\\u001b[0m\\n"}\n{"type":"complete","exit_code":0}',
      );
      for (let at = 0; at < bytes.length; at += 3) {
        response.write(bytes.subarray(at, at + 3));
        if (at % 30 === 0) await pause();
      }
      response.end();
    };
    const plan = planFor([unitOf(workOf('x', { patterns: ['漢字 OK', '/^done$/m', 'starting'] }))], url);
    expect(await outcomeOf(target, plan)).toMatchObject({ status: 'passed', output: 'Starting …\n漢字 ok\n{"progress": 5}\ndone\n' });
  });

  it('may send lines without their ends', async () => {
    answer = (response) => void response.end('{"type":"output","line":"one"}\n{"type":"output","line":"two"}\n{"type":"complete","exit_code":0}\n');
    expect(await outcomeOf(target, planFor([unitOf(workOf('x', { patterns: ['/^two$/m'] }))], url))).toMatchObject({
      status: 'passed',
      output: 'one\ntwo\n',
    });
  });

  it.each([
    ['ends without a last message', (response: ServerResponse) => response.end('{"type":"output","data":"half"}\n')],
    ['breaks off', (response: ServerResponse) => void response.write('{"type":"output","data":"half"}\n', () => response.destroy())],
  ])('that %s is no failed test, and is not asked again', async (_, act) => {
    answer = (response) => void act(response);
    const outcome = await outcomeOf(target, planFor([unitOf(workOf('x'))], url));
    expect(outcome).toMatchObject({
      status: 'error',
      output: 'half',
      error: expect.stringMatching(/broke before the command had ended.*not sent again/),
    });
    expect(posts()).toHaveLength(1);
  });

  it('that tells of an error is no failed test; of an error and an end, the end counts', async () => {
    answer = (response) => void response.end('{"type":"error","message":"no docker"}\n');
    expect(await outcomeOf(target, planFor([unitOf(workOf('x'))], url))).toMatchObject({ status: 'error', error: 'no docker' });
    answer = (response) => void response.end('{"type":"error","message":"on stderr"}\n{"type":"complete","exit_code":3}\n');
    const second = createHttpTarget({ spec: { url, transport: 'http', tokenEnv: 'TOKEN' }, clock: systemClock() });
    expect(await outcomeOf(second, planFor([unitOf(workOf('x'))], url))).toMatchObject({ status: 'failed', exitCode: 3 });
    await second.close();
  });

  it('that does not say the exit code is no passed test', async () => {
    answer = (response) => void response.end('{"type":"complete"}\n');
    expect(await outcomeOf(target, planFor([unitOf(workOf('x'))], url))).toMatchObject({ status: 'error' });
  });

  it.each([
    [429, 'limited'],
    [503, 'limited'],
    [400, 'rejected'],
    [401, 'rejected'],
    [500, 'unknown'],
  ])('that answers %d: %s', async (status, kind) => {
    const plan = planFor([unitOf(workOf('x'))], url);
    await target.prepare(plan, never);
    answer = (response) => void response.writeHead(status, { 'retry-after': '7' }).end('{"error":"so it is"}');
    const order = {
      slot: '0-0',
      key: 'rh_0a1b2c3d_1_0-0_1',
      unit: plan.scenarios[0].units[0],
      scenario: 0,
      unitIndex: 0,
      beforeSend: async () => {},
    };
    expect(await target.dispatch(order, never)).toMatchObject({ kind, why: `HTTP ${status}, so it is` });
  });

  it('that redirects does not get the token elsewhere', async () => {
    const plan = planFor([unitOf(workOf('x'))], url);
    await target.prepare(plan, never);
    answer = (response) => void response.writeHead(307, { location: `${url}/elsewhere` }).end();
    const order = {
      slot: '0-0',
      key: 'rh_0a1b2c3d_1_0-0_1',
      unit: plan.scenarios[0].units[0],
      scenario: 0,
      unitIndex: 0,
      beforeSend: async () => {},
    };
    expect(await target.dispatch(order, never)).toMatchObject({ kind: 'rejected', why: expect.stringContaining('is not followed') });
    expect(asked.map(({ path }) => path)).toEqual(['GET /health', 'POST /execute']);
  });

  it('that closes before it answers leaves the dispatch in doubt, and nothing is found out', async () => {
    const plan = planFor([unitOf(workOf('x'))], url);
    const prepared = await target.prepare(plan, never);
    expect(prepared).toMatchObject({ ok: true, units: [[{ keyed: false }]], warnings: [expect.stringContaining('does not know executions')] });
    answer = (response) => void response.destroy();
    const place = { key: 'rh_0a1b2c3d_1_0-0_1', scenario: 0, unitIndex: 0 };
    const order = { slot: '0-0', ...place, unit: plan.scenarios[0].units[0], beforeSend: async () => {} };
    expect(await target.dispatch(order, never)).toMatchObject({ kind: 'unknown' });
    expect(await target.find({ ...place, sinceAt: 0 }, never)).toMatchObject({ kind: 'unclear' });
    expect(posts()).toHaveLength(1);
  });

  it.each([
    ['says that it is not', (response: ServerResponse) => response.end('{"status":"unhealthy"}'), /says of itself that it is "unhealthy"/],
    [
      'answers 500',
      (response: ServerResponse) => response.writeHead(500).end('{"error":"disk full"}'),
      /is not well: GET \/health answered HTTP 500, disk full/,
    ],
    ['breaks off', (response: ServerResponse) => response.destroy(), /can't be reached/],
  ])('is not well when it %s, and nothing is sent', async (_, act, message) => {
    health = act;
    expect(await target.prepare(planFor([unitOf(workOf('x'))], url), never)).toMatchObject({
      ok: false,
      unhealthy: true,
      problems: [{ message: expect.stringMatching(message), fix: expect.any(String) }],
    });
    expect(asked.map(({ path }) => path)).toEqual(['GET /health']);
  });

  it('is not reached where nobody listens: what was never sent is not in doubt', async () => {
    const gone = 'http://127.0.0.1:1';
    const nowhere = createHttpTarget({ spec: { url: gone, transport: 'http', tokenEnv: 'TOKEN' }, clock: systemClock() });
    const plan = planFor([unitOf(workOf('x'))], gone);
    expect(await nowhere.prepare(plan, never)).toMatchObject({
      ok: false,
      unhealthy: true,
      problems: [{ message: expect.stringContaining('ECONNREFUSED') }],
    });
    const order = {
      slot: '0-0',
      key: 'rh_0a1b2c3d_1_0-0_1',
      unit: plan.scenarios[0].units[0],
      scenario: 0,
      unitIndex: 0,
      beforeSend: async () => {},
    };
    expect(await nowhere.dispatch(order, never)).toMatchObject({ kind: 'not_sent' });
    await nowhere.close();
  });

  it('takes commands only: every test that it can’t run is named', async () => {
    const workflow: Unit = { workflow: 'simple.yml', inputs: {} };
    const plan = planFor([workflow, unitOf(workOf('x', { fs: 'read-only', needs: ['a'], exclusive: ['db'] }))], url);
    const prepared = await target.prepare(plan, never);
    expect(prepared).toMatchObject({ ok: false });
    expect(prepared.ok ? [] : prepared.problems.map(({ message }) => message)).toEqual([
      `scenario calm, simple.yml: ${url} runs commands, not workflows`,
      'scenario calm, test: "fs: read-only" is for the local target: a command server can\'t see to it',
      'scenario calm, test: "needs" is for the local target: a command server can\'t see to it',
      'scenario calm, test: "exclusive" is for the local target: a command server can\'t see to it',
    ]);
    expect(asked).toEqual([]);
  });
});

describe('our own command server', () => {
  let folder: string;
  let server: RunningServer;
  let proxy: LossyProxy;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runner-harness-http-'));
    server = await createServer({ token: TOKEN, folder, database: join(folder, 'server.db'), reportRoot: folder, env: process.env, graceMs: 500 });
    proxy = await lossyProxy(server.url);
  });
  afterEach(async () => {
    await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const targetAt = (transport: HttpSpec['transport']): Target =>
    createHttpTarget({ spec: { url: proxy.url, transport, tokenEnv: 'TOKEN' }, token: TOKEN, clock: systemClock() });
  const runsOf = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n').length;

  it.each(['http', 'ws'] as const)('over %s, a connection that breaks is made again, and the command runs once', async (transport) => {
    const target = targetAt(transport);
    const work = workOf('echo run >> once; echo begun; sleep 0.4; echo done', { patterns: ['begun', 'done'] });
    const ending = outcomeOf(target, planFor([unitOf(work)], proxy.url, { transport }));
    await expect.poll(() => server.commands()).toBe(1);
    await new Promise((done) => setTimeout(done, 150));
    proxy.cut();
    expect(await ending).toMatchObject({ status: 'passed', output: 'begun\ndone\n' });
    expect(runsOf('once')).toBe(1);
    await target.close();
  });

  it('runs the tasks of a test plan one after the other, and another attempt where one fails', async () => {
    const target = targetAt('http');
    const task = (id: string, shell: string) => ({
      id,
      batch: Number(id[0]),
      name: `task ${id}`,
      run: { shell },
      timeoutMs: 5_000,
      exitCode: 0,
      patterns: [],
    });
    const work: Work = {
      id: 'plan',
      body: {
        kind: 'tasks',
        file: 'plan.md',
        tasks: [task('1.1', 'echo first'), task('1.2', 'test -e again || { touch again; exit 1; }'), task('2.1', 'echo last')],
      },
      timeoutMs: 10_000,
      maxRetries: 1,
    };
    const outcome = await outcomeOf(target, planFor([unitOf(work)], proxy.url));
    expect(outcome).toMatchObject({ status: 'passed', flaky: true, tasks: [{ status: 'passed' }, { status: 'passed' }, { status: 'passed' }] });
    expect(outcome.attempts.map(({ status }) => status)).toEqual(['failed', 'passed']);
    expect(server.commands()).toBe(5);
    await target.close();
  });

  it('is asked for the tools that a suite requires before anything is sent', async () => {
    const target = targetAt('http');
    const plan = planFor([unitOf(workOf('true'))], proxy.url);
    const requiring = (...requires: string[]): Plan => {
      const suite = { name: 'suite', files: [], passRate: 1, requires };
      return { ...plan, scenarios: [{ ...plan.scenarios[0], suite }] };
    };
    expect(await target.prepare(requiring('node>=10', 'git'), never)).toMatchObject({ ok: true });
    const refused = await target.prepare(requiring('node>=99', 'no-such-tool'), never);
    expect(refused).toMatchObject({
      ok: false,
      unhealthy: true,
      problems: [
        { message: expect.stringMatching(/requires node>=99, and there is \d+\./) },
        { message: expect.stringContaining('no such program') },
      ],
    });
    await target.close();
  });

  it('is left with what runs when the session is suspended; whoever resumes finds it, and every test runs once', async () => {
    const units = Array.from({ length: 6 }, (_, i) =>
      unitOf(workOf(`echo ${i} >> ran; sleep 0.6; echo test-${i} says so; exit ${i === 3 ? 1 : 0}`, { id: `test-${i}` })),
    );
    const plan = planFor(units as [Unit, ...Unit[]], proxy.url);
    const clock = systemClock();
    const options = {
      ...{ plan, sessionId: 'abcdef0123456789', reportRoot: join(folder, 'reports'), clock, version: 'test', resume: 'auto' as const },
      createTarget: ({ folder: session }: { readonly folder: string }) =>
        createHttpTarget({ spec: { url: proxy.url, transport: 'http', tokenEnv: 'TOKEN' }, token: TOKEN, clock, folder: session }),
      stop: { signal: never, reason: () => ({ kind: 'error' as const, message: 'not stopped' }) },
    };
    const first = await conduct({ ...options, maxDurationMs: 300 });
    expect(first.report.result.outcome).toBe('suspended');
    const second = await conduct(options);
    expect(second.report.result.session.resumed).toBe(1);
    expect(second.report.result.scenarios[0]?.ledger).toMatchObject({ planned: 6, succeeded: 5, failed: 1, lost: 0 });
    expect(readFileSync(join(folder, 'ran'), 'utf8').trim().split('\n').sort()).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(readFileSync(join(second.folder, 'result.json'), 'utf8')).not.toContain(TOKEN);
    const { tests = [] } = second.report.result.scenarios[0] ?? {};
    expect(readFileSync(join(second.folder, tests[0]?.log ?? ''), 'utf8')).toBe('test-0 says so\n');
  });
});
