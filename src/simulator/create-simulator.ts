import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FleetModel } from '../core/fleet/model.ts';
import type { Clock } from '../ports/clock.ts';
import { Api } from './api.ts';
import type { ApiRequest, ApiResponse } from './message.ts';
import { actionsRoutes } from './routes/actions.ts';
import { type ServerMode, serverKind } from './server-kind.ts';
import { type TokenSpec, Tokens } from './tokens.ts';
import { readWorkflowFile } from './workflow/workflow-file.ts';
import type { SimRun } from './world/run.ts';
import { World } from './world/world.ts';

export interface SimulatorOptions {
  /** Its clock stamps everything; a client in the same process should share it. */
  readonly clock: Clock;
  /** Folder whose `*.yml` and `*.yaml` files are the workflows of the repository. */
  readonly workflowsDir: string;
  /** Default: 20 runners for any label, no start-up time, jobs take what their steps sleep. */
  readonly fleet?: FleetModel;
  /** `owner/name`; default `octo/fleet`. */
  readonly repository?: string;
  /** Default `github`. */
  readonly mode?: ServerMode;
  /** A run appears in listings so long after it came to be; default 0. */
  readonly listLagMs?: number;
  /** Who may come in, by token; default: any token may do everything. */
  readonly tokens?: Readonly<Record<string, TokenSpec>>;
  /** Branches and tags besides `main`. */
  readonly refs?: readonly string[];
  /** Default 0: any free one. */
  readonly port?: number;
}

/** A request that came in, as it was answered. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  /** With the query, without `/api/v3`. */
  readonly path: string;
  readonly status: number;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`; the API stands there and under `/api/v3`. */
  readonly url: string;
  readonly port: number;
  readonly repository: string;
  /** What really happened, up to now. */
  truth(): readonly SimRun[];
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

const DEFAULT_FLEET: FleetModel = { pools: [{ name: 'runner', runners: 20, startupMs: 0 }], failureRate: 0, seed: 1 };

/**
 * Starts an embedded GitHub: a real HTTP server on 127.0.0.1 over a simulated fleet of runners.
 *
 * @throws WorkflowFileError when a workflow file can't be run; an error of `node:fs` when the folder can't be read
 * @example
 * const github = await createSimulator({ clock, workflowsDir: 'workflows-under-test' });
 * await fetch(`${github.url}/repos/octo/fleet/actions/runs`, { headers: { authorization: 'token t' } });
 */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, mode = 'github', repository = 'octo/fleet', listLagMs = 0 } = options;
  const kind = serverKind(mode);
  const names = readdirSync(options.workflowsDir)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  const workflows = names.map((name) => readWorkflowFile(name, readFileSync(join(options.workflowsDir, name), 'utf8')));
  const world = new World({ repository, workflows, fleet: options.fleet ?? DEFAULT_FLEET, bornAt: clock.now(), refs: options.refs ?? [] });
  const api = new Api({ repository, kind, tokens: new Tokens(options.tokens), routes: actionsRoutes(world, kind, listLagMs), blobs: () => '' });
  const requests: LoggedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then((request) => {
      const at = clock.now();
      world.advanceTo(at);
      const answer = request.url === '/healthz' ? { status: 200, headers: {}, body: 'ok\n' } : api.handle(request, at);
      requests.push({ at, method: request.method, path: request.url.replace(/^\/api\/v3(?=\/)/, ''), status: answer.status });
      send(outgoing, request.method, answer);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    repository,
    requests,
    truth: () => {
      world.advanceTo(clock.now());
      return world.runs;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return { method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers, body: Buffer.concat(chunks) };
}

function send(outgoing: ServerResponse, method: string, answer: ApiResponse): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const bare = answer.status === 204 || answer.status === 304;
  outgoing.writeHead(answer.status, { ...answer.headers, ...(bare ? {} : { 'content-length': String(body.length) }) });
  outgoing.end(method === 'HEAD' || bare ? undefined : body);
}
