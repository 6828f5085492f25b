import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { systemRandom } from '../app/system-random.ts';
import { version } from '../app/version.ts';
import { CommandTable } from '../stores/server/command-table.ts';
import { ParallelTestTables } from '../stores/server/parallel-test-tables.ts';
import { openServerDatabase, ServerDatabaseError } from '../stores/server/server-database.ts';
import { claimDatabase, releaseDatabase } from '../stores/server/server-owner.ts';
import { isGone, thisProcess } from '../targets/local/worktrees/process-identity.ts';
import { commandRoutes } from './commands/command-routes.ts';
import { CommandSocket } from './commands/command-socket.ts';
import { Executions } from './commands/executions.ts';
import { type GuardOptions, refuse } from './http/guard.ts';
import { openApi } from './openapi.ts';
import { conductRunner } from './parallel-test/conduct-runner.ts';
import { PARALLEL_BASE, parallelRoutes } from './parallel-test/parallel-routes.ts';
import type { ParallelTestRunner } from './parallel-test/parallel-test-runner.ts';
import { ParallelTests } from './parallel-test/parallel-tests.ts';

export interface ServerOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** Whoever has it may run commands as this user. */
  readonly token: string;
  /** Where commands run. */
  readonly folder: string;
  /** SQLite file that remembers what was run. */
  readonly database: string;
  /** Where sessions of the API get their folders. */
  readonly reportRoot: string;
  /** Runs the tests of the API; default: in worktrees of repositories below `folder`. */
  readonly runner?: ParallelTestRunner;
  /** Sentences for people. */
  readonly onNotice?: (text: string) => void;
  /** Of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Further names of it that commands may see. */
  readonly allowEnv?: readonly string[];
  /** Further `host[:port]` under which it is reached. */
  readonly allowHosts?: readonly string[];
  /** Commands at the same time; default 8. */
  readonly mostCommands?: number;
  /** From SIGTERM to SIGKILL, for commands; default 5,000. */
  readonly graceMs?: number;
}

export interface RunningServer {
  readonly url: string;
  /** Commands that were begun since it started. */
  commands(): number;
  /** Commands that a server which died had left running, and that were ended now. */
  readonly recovered: number;
  /** Takes nothing more, ends what runs, and resolves when nothing of it is left. */
  close(): Promise<void>;
}

const MOST_COMMANDS = 8;
const MOST_BODY_BYTES = 1024 * 1024;
const MOST_CONNECTIONS = 256;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Answers of ours are data: no page may show, keep or guess at them. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * Starts the server: commands over HTTP and WebSockets, and the API of parallel tests.
 *
 * @throws ServerDatabaseError, also where another server has the database; the platform's error when the port is taken (`EADDRINUSE`) or may not be had (`EACCES`)
 */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const database = openServerDatabase(options.database);
  const other = claimDatabase(database, thisProcess(), isGone);
  if (other !== undefined) {
    database.close();
    throw new ServerDatabaseError(`${options.database} belongs to another server that runs (process ${other.pid})`);
  }
  const executions = new Executions({
    folder: options.folder,
    env: options.env,
    allowEnv: options.allowEnv ?? [],
    most: options.mostCommands ?? MOST_COMMANDS,
    table: new CommandTable(database),
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
  });
  const { env, folder, reportRoot, onNotice } = options;
  const tests = new ParallelTests({
    runner: options.runner ?? conductRunner({ env, folder, reportRoot, ...(onNotice === undefined ? {} : { onNotice }) }),
    tables: new ParallelTestTables(database),
    now,
    newId: () => systemRandom.hex(8),
  });
  const hosts = new Set<string>();
  const guard: GuardOptions = { hosts, token: options.token, isPublic: !LOOPBACK.test(host) };
  const app = new Hono();
  app.use(async (c, next) => {
    const refusal = refuse({ ...askedOf((name) => c.req.header(name)), need: needOf(c.req.method, c.req.path) }, guard);
    if (refusal === undefined) await next();
    else c.res = c.json({ error: refusal.error }, refusal.status, refusal.status === 401 ? { 'www-authenticate': 'Bearer' } : {});
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES, onError: (c) => c.json({ error: `the body is longer than ${MOST_BODY_BYTES} bytes` }, 413) }));
  app.notFound((c) => c.json({ error: `there is no ${c.req.method} ${c.req.path}` }, 404));
  app.onError((error, c) => c.json({ error: `the server failed: ${error.message}` }, 500));
  app.get('/health', (c) =>
    c.json({
      status: 'ok',
      server: 'runner-harness',
      version,
      features: ['executions', 'websocket'],
      commands: { running: executions.running, most: executions.most },
    }),
  );
  app.get('/openapi.json', (c) => c.json(openApi(version)));
  app.route('/', parallelRoutes(tests, now));
  app.route('/', commandRoutes(executions));

  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  const sockets = new CommandSocket(executions, MOST_BODY_BYTES);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?')[0];
    const refusal = refuse({ ...askedOf((name) => headerOf(request, name)), need: 'token' }, guard);
    if (refusal !== undefined) rejectUpgrade(socket, refusal.status, refusal.error);
    else if (path !== '/execute') rejectUpgrade(socket, 404, `there is no WebSocket at ${path}`);
    else sockets.upgrade(request, socket, head);
  });
  try {
    await listen(server, port, host);
  } catch (error) {
    releaseDatabase(database);
    database.close();
    throw error;
  }
  const bound = (server.address() as AddressInfo).port;
  for (const name of hostNames(host, bound, options.allowHosts ?? [])) hosts.add(name);
  const recovered = await executions.recover();
  await tests.recover();
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    recovered,
    commands: () => executions.begun,
    close: () => {
      closing ??= (async () => {
        const closed = new Promise<void>((done) => server.close(() => done()));
        await Promise.all([executions.close(), tests.close()]);
        sockets.close();
        server.closeIdleConnections();
        // Whoever still hears the end of a command gets a moment for it.
        const cut = setTimeout(() => server.closeAllConnections(), 500);
        await closed;
        clearTimeout(cut);
        releaseDatabase(database);
        database.close();
      })();
      return closing;
    },
  };
}

/** Ms since the epoch. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

type Header = (name: string) => string | undefined;

function askedOf(header: Header): {
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  authorization: string | undefined;
} {
  return { host: header('host'), origin: header('origin'), fetchSite: header('sec-fetch-site'), authorization: header('authorization') };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Reading the API's sessions needs no token on loopback; what commands wrote always does. */
function needOf(method: string, path: string): 'nothing' | 'reading' | 'token' {
  if (method !== 'GET' && method !== 'HEAD') return 'token';
  if (path === '/health' || path === '/openapi.json') return 'nothing';
  return path.startsWith(`${PARALLEL_BASE}/`) ? 'reading' : 'token';
}

function hostNames(host: string, port: number, allowed: readonly string[]): readonly string[] {
  const own = LOOPBACK.test(host) ? ['127.0.0.1', 'localhost', '[::1]', host] : [host.includes(':') ? `[${host}]` : host];
  return [...own.map((name) => `${name}:${port}`), ...allowed.flatMap((name) => (/:\d+$/.test(name) ? [name] : [name, `${name}:${port}`]))].map(
    (name) => name.toLowerCase(),
  );
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function rejectUpgrade(socket: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ error });
  socket.end(
    `HTTP/1.1 ${status} ${status === 401 ? 'Unauthorized' : status === 404 ? 'Not Found' : 'Forbidden'}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
