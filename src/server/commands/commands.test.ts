import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { carries, listProcesses } from '../../targets/local/process/process-tree.ts';
import { createServer, type RunningServer, type ServerOptions } from '../create-server.ts';

const TOKEN = 'a-token-of-the-test';
let folder: string;
let server: RunningServer;

async function start(more: Partial<ServerOptions> = {}): Promise<RunningServer> {
  return await createServer({
    token: TOKEN,
    folder,
    database: join(folder, 'state', 'server.db'),
    reportRoot: join(folder, 'reports'),
    env: { PATH: process.env.PATH, SECRET_TOKEN: 'canary', EXTRA: 'seen' },
    graceMs: 500,
    ...more,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runner-harness-server-'));
  server = await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };

function post(path: string, body: unknown, more: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body), ...more });
}

async function messages(response: Response): Promise<Record<string, unknown>[]> {
  const text = await response.text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const get = (path: string) => fetch(`${server.url}${path}`, { headers });
const outputOf = (all: readonly Record<string, unknown>[]) => all.flatMap(({ type, data }) => (type === 'output' ? [data] : [])).join('');

describe('the command server', () => {
  it('tells everybody that it is well', async () => {
    const response = await fetch(`${server.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', server: 'runner-harness', features: ['executions', 'websocket'] });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('runs a line of the shell and tells what it says, line by line', async () => {
    const response = await post('/execute', { command: 'echo out; echo err >&2; exit 3', timeout: 10, execution_id: 'e1' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    const all = await messages(response);
    expect(all[0]).toEqual({ type: 'started', execution_id: 'e1', started_at: expect.any(String) });
    expect(outputOf(all)).toBe('out\nerr\n');
    expect(all.at(-1)).toMatchObject({ type: 'complete', exit_code: 3, timed_out: false, cancelled: false, duration_ms: expect.any(Number) });
  });

  it('says it while it runs', async () => {
    const response = await post('/execute', { command: 'echo first; sleep 1000; echo never', execution_id: 'e1' });
    const reader = response.body?.getReader();
    let heard = '';
    while (!heard.includes('first')) heard += new TextDecoder().decode((await reader?.read())?.value);
    expect(heard).not.toContain('never');
  });

  it('runs a program with its arguments, without a shell, and answers at once at its end when nothing shall be streamed', async () => {
    const response = await post('/execute', { command: ['printf', '%s', '$HOME; exit 3'], stream: false });
    expect(await response.json()).toMatchObject({ state: 'completed', exit_code: 0, output: '$HOME; exit 3', output_bytes: 13 });
  });

  it('says of a program that is not there that it could not be run, not that it failed', async () => {
    const all = await messages(await post('/execute', { command: ['no-such-program'] }));
    expect(all.at(-1)).toEqual({ type: 'error', message: 'no-such-program: there is no such program on the PATH of the command' });
  });

  it('kills at the timeout, with everything that was started', async () => {
    const all = await messages(await post('/execute', { command: 'sleep 1000 & sleep 1000; true', timeout: 0.2 }));
    expect(all.at(-1)).toMatchObject({ type: 'complete', exit_code: null, signal: 'SIGTERM', timed_out: true });
  });

  it('hands no token of its own to a command, only what it was told to', async () => {
    await server.close();
    server = await start({ allowEnv: ['EXTRA', 'SECRET_TOKEN'] });
    const { output } = (await (await post('/execute', { command: 'env', stream: false, env: { MINE: '1' } })).json()) as { output: string };
    expect(output).toContain('EXTRA=seen');
    expect(output).toContain('MINE=1');
    expect(output).not.toContain('canary');
    expect(output).not.toContain(TOKEN);
  });

  it('runs below its folder only', async () => {
    mkdirSync(join(folder, 'sub'));
    symlinkSync('/', join(folder, 'root'));
    const inside = await post('/execute', { command: 'pwd', stream: false, working_directory: 'sub' });
    expect(((await inside.json()) as { output: string }).output.trim()).toMatch(/\/sub$/);
    for (const path of ['..', '/tmp', 'root', 'root/tmp', 'absent', 'sub/../..']) {
      const response = await post('/execute', { command: 'pwd', working_directory: path });
      expect([path, response.status]).toEqual([path, 400]);
    }
  });

  it('never runs an id twice: who asks again gets the same command from its beginning', async () => {
    const request = { command: `echo x >> ${join(folder, 'count')}; echo hello; sleep 0.2; cat ${join(folder, 'count')}`, execution_id: 'once' };
    const [first, second] = await Promise.all([post('/execute', request).then(messages), post('/execute', request).then(messages)]);
    const third = await messages(await post('/execute', request));
    for (const all of [first, second, third]) {
      expect(outputOf(all ?? [])).toBe('hello\nx\n');
      expect(all?.at(-1)).toMatchObject({ type: 'complete', exit_code: 0 });
    }
    const other = await post('/execute', { ...request, command: 'echo other' });
    expect([other.status, await other.json()]).toEqual([409, { error: 'execution once is another command: every command needs an id of its own' }]);
  });

  it('knows what was run, also after it was started again', async () => {
    await messages(await post('/execute', { command: 'echo a; exit 2', execution_id: 'rh_1_a' }));
    await messages(await post('/execute', { command: 'echo b', execution_id: 'rh_2_b' }));
    await server.close();
    server = await start();
    expect(await (await get('/executions/rh_1_a')).json()).toMatchObject({ execution_id: 'rh_1_a', state: 'completed', exit_code: 2, output: 'a\n' });
    const list = (await (await get('/executions?prefix=rh_2_')).json()) as { executions: { execution_id: string }[] };
    expect(list.executions.map(({ execution_id }) => execution_id)).toEqual(['rh_2_b']);
    expect(await messages(await get('/executions/rh_1_a/stream'))).toMatchObject([{ type: 'started' }, { data: 'a\n' }, { exit_code: 2 }]);
    expect((await get('/executions/unknown')).status).toBe(404);
  });

  it('goes on with a command that has an id when its caller leaves, and ends one that has none', async () => {
    const leave = async (more: object): Promise<void> => {
      const stop = new AbortController();
      const response = await post('/execute', { command: 'echo begun; sleep 1000', ...more }, { signal: stop.signal });
      await response.body?.getReader().read();
      stop.abort();
    };
    await leave({ execution_id: 'stays' });
    await leave({});
    await expect
      .poll(async () => ((await (await fetch(`${server.url}/health`)).json()) as { commands: { running: number } }).commands.running)
      .toBe(1);
    expect(await (await get('/executions/stays')).json()).toMatchObject({ state: 'running', exit_code: null, output: 'begun\n' });
    expect(await (await post('/executions/stays/cancel', {})).json()).toMatchObject({ state: 'completed', cancelled: true, signal: 'SIGTERM' });
  });

  it('waits for an end when it is asked to', async () => {
    void post('/execute', { command: 'sleep 0.3; exit 4', execution_id: 'short' }).then((response) => response.text());
    await expect.poll(async () => (await get('/executions/short')).status).toBe(200);
    expect(await (await get('/executions/short?wait=10')).json()).toMatchObject({ state: 'completed', exit_code: 4 });
    expect((await get('/executions/short?wait=1e9')).status).toBe(400);
  });

  it('takes so many at a time, and says when to come back', async () => {
    await server.close();
    server = await start({ mostCommands: 2 });
    const running = ['a', 'b'].map((id) => post('/execute', { command: 'sleep 1000', execution_id: id }));
    await Promise.all(running);
    const third = await post('/execute', { command: 'true' });
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
  });

  it('names every problem of a request at once', async () => {
    const response = await post('/execute', { command: '', timeout: -1, execution_id: 'a b', extra: 1 });
    expect(response.status).toBe(400);
    const { problems } = (await response.json()) as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path).sort()).toEqual(['', 'command', 'execution_id', 'timeout']);
    expect((await post('/execute', 'not json')).status).toBe(400);
    expect((await post('/execute', { command: 'x'.repeat(2_000_000) })).status).toBe(413);
    expect((await get('/nothing')).status).toBe(404);
  });

  it('leaves nothing behind when it ends', async () => {
    const response = await post('/execute', { command: 'setsid sleep 1000 & sleep 1000', execution_id: 'left' });
    const text = response.text();
    // Of this server: others run commands on this machine as well.
    const own = new Set(listProcesses().flatMap(({ marker, parent }) => (parent === process.pid && marker !== undefined ? [marker] : [])));
    expect([...own].filter((marker) => carries(marker, (name) => name.startsWith('command-')))).toHaveLength(1);
    await server.close();
    expect(await text).toMatch(/"cancelled":true/);
    expect(listProcesses().filter(({ marker }) => marker !== undefined && own.has(marker))).toEqual([]);
  });
});

describe('the database of a server', () => {
  it('is of one server at a time: another would end what this one runs', async () => {
    await expect(start()).rejects.toThrow(/server\.db belongs to another server that runs \(process \d+\)/);
    await server.close();
    server = await start();
  });
});

describe('the door', () => {
  const ask = (path: string, method: string, more: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const request = httpRequest({ hostname, port, path, method, headers: more, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end();
    });
  const bearer = `Bearer ${TOKEN}`;

  it.each([
    ['no token', 'POST', '/execute', {}, 401],
    ['a wrong token', 'POST', '/execute', { authorization: 'Bearer wrong' }, 401],
    ['the right token', 'POST', '/execute', { authorization: bearer }, 400],
    ['outputs without a token', 'GET', '/executions', {}, 401],
    ['outputs with it', 'GET', '/executions', { authorization: bearer }, 200],
    ['health without one', 'GET', '/health', {}, 200],
    ['another host: DNS rebinding', 'GET', '/health', { host: 'evil.example' }, 403],
    ['another host with the token', 'POST', '/execute', { host: 'evil.example:80', authorization: bearer }, 403],
    ['localhost with its port', 'GET', '/health', { host: 'localhost' }, 200],
    ['a page of somebody else', 'POST', '/execute', { origin: 'https://evil.example', authorization: bearer }, 403],
    ['a sandboxed page', 'GET', '/health', { origin: 'null' }, 403],
    ['an image on a page of somebody else', 'GET', '/health', { 'sec-fetch-site': 'cross-site' }, 403],
    ['its own page', 'GET', '/health', { origin: 'http://localhost' }, 200],
  ])('%s', async (_, method, path, given, status) => {
    const { port } = new URL(server.url);
    const more = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, /localhost$/.test(String(value)) ? `${value}:${port}` : String(value)]),
    );
    expect(await ask(path, method, { host: `127.0.0.1:${port}`, ...more })).toBe(status);
  });

  it('reads no secret back to whoever may not have it', async () => {
    const response = await fetch(`${server.url}/executions`);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.text()).not.toContain(TOKEN);
  });
});

describe('the command server over a WebSocket', () => {
  const open = (more: Record<string, string> = {}, path = '/execute') =>
    new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers: { authorization: `Bearer ${TOKEN}`, ...more } });

  async function talk(ws: WebSocket, first: unknown, onMessage: (message: Record<string, unknown>) => void = () => {}) {
    const heard: Record<string, unknown>[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    ws.on('open', () => ws.send(typeof first === 'string' ? first : JSON.stringify(first)));
    ws.on('message', (data) => {
      const message = JSON.parse(String(data)) as Record<string, unknown>;
      heard.push(message);
      onMessage(message);
    });
    ws.on('close', resolve);
    ws.on('error', reject);
    return { code: await promise, heard };
  }

  it('says the same', async () => {
    const { code, heard } = await talk(open(), { command: 'echo out; exit 3', execution_id: 'ws1' });
    expect(code).toBe(1000);
    expect(heard[0]).toEqual({ type: 'started', execution_id: 'ws1', started_at: expect.any(String) });
    expect(outputOf(heard)).toBe('out\n');
    expect(heard.at(-1)).toMatchObject({ type: 'complete', exit_code: 3 });
    expect((await talk(open(), { command: 'echo out; exit 3', execution_id: 'ws1' })).heard.at(-1)).toMatchObject({ exit_code: 3 });
  });

  it('ends the command when it is told to', async () => {
    const ws = open();
    const { heard } = await talk(ws, { command: 'echo begun; sleep 1000' }, ({ type }) => {
      if (type === 'output') ws.send('{"type":"cancel"}');
    });
    expect(heard.at(-1)).toMatchObject({ type: 'complete', cancelled: true });
  });

  it('refuses what it would refuse over HTTP', async () => {
    expect(await talk(open(), 'no json')).toMatchObject({ code: 1008, heard: [{ type: 'error' }] });
    expect(await talk(open(), { command: 5, timeout: 'x' })).toMatchObject({ code: 1008 });
    await expect(talk(open({ authorization: 'Bearer wrong' }), {})).rejects.toThrow(/401/);
    await expect(talk(open({ origin: 'https://evil.example' }), {})).rejects.toThrow(/403/);
    await expect(talk(open({ host: 'evil.example' }), {})).rejects.toThrow(/403/);
    await expect(talk(open({}, '/other'), {})).rejects.toThrow(/404/);
  });
});
