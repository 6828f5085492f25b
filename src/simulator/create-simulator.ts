import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readWorkflowFile, type WorkflowFile } from '../core/workflow/workflow-source.ts';
import type { Clock } from '../ports/clock.ts';
import { EmbeddedGitHub, type EmbeddedGitHubOptions, type LoggedRequest, type Outcome } from './embedded-github.ts';
import type { FaultHook } from './fault.ts';
import type { ApiRequest } from './message.ts';
import type { TrueRun } from './truth.ts';

/** What an embedded GitHub is made of. */
export interface SimulatorOptions extends Omit<EmbeddedGitHubOptions, 'workflows'> {
  /** Folder whose `*.yml` and `*.yaml` files are the workflows of the repository. */
  readonly workflowsDir: string;
  /** Default 0: any free one. */
  readonly port?: number;
}

/** An embedded GitHub that listens. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`; the API stands there and under `/api/v3`, `/healthz` says `ok`. */
  readonly url: string;
  readonly port: number;
  /** `owner/name` */
  readonly repository: string;
  /** Every request that came in, in order. */
  readonly requests: readonly LoggedRequest[];
  /** What really happened, up to now; oldest run first. */
  truth(): readonly TrueRun[];
  /** Lets things go wrong from the next request on; `undefined` ends it. */
  setFault(hook: FaultHook | undefined): void;
  /** `ACTIONS_RUNTIME_TOKEN` of a job of the run; `ACTIONS_RESULTS_URL` is {@link url}. */
  runtimeToken(runId: string | number): string;
  /** Ends both servers and every connection. */
  close(): Promise<void>;
}

/** A request body that is larger is refused; @actions/artifact sends blocks of 8 MiB. */
const LARGEST_BODY = 64 * 1024 * 1024;

/**
 * Starts an embedded GitHub: a real HTTP server on 127.0.0.1 over a simulated fleet of runners, and a second one for the files that its
 * links lead to.
 *
 * @throws WorkflowFileError when a workflow file can't be run; an error of `node:fs` or `node:net` when the folder can't be read or the port is taken
 * @example
 * const github = await createSimulator({ clock, workflowsDir: 'workflows-under-test' });
 * await fetch(`${github.url}/repos/octo/fleet/actions/runs`, { headers: { authorization: 'token t' } });
 */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  let filesOrigin = '';
  const github = new EmbeddedGitHub({ ...options, workflows: readWorkflows(options.workflowsDir) }, () => filesOrigin);
  const api = serve(github, 'api', options.clock);
  const files = serve(github, 'files', options.clock);
  const port = await listen(api, options.port ?? 0);
  filesOrigin = `http://127.0.0.1:${await listen(files, 0)}`;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    repository: github.repository,
    requests: github.requests,
    truth: () => github.truth(),
    setFault: (hook) => github.setFault(hook),
    runtimeToken: (runId) => github.runtimeToken(runId),
    close: async () => {
      await Promise.all([api, files].map(close));
    },
  };
}

/**
 * Reads every workflow of a folder.
 *
 * @throws WorkflowFileError, or an error of `node:fs`
 */
export function readWorkflows(folder: string): readonly WorkflowFile[] {
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => readWorkflowFile(name, readFileSync(join(folder, name), 'utf8')));
}

function serve(github: EmbeddedGitHub, door: 'api' | 'files', clock: Clock): Server {
  return createServer((incoming, outgoing) => {
    receive(incoming).then(
      async (request) => {
        if (request === undefined) {
          outgoing.writeHead(413).end();
          return;
        }
        const outcome = github.handle(request, door);
        if (outcome.kind === 'answer' && outcome.delayMs > 0) await clock.sleepUntil(clock.now() + outcome.delayMs);
        send(outgoing, request.method, outcome);
      },
      // The client has gone away in the middle of its request.
      () => outgoing.destroy(),
    );
  });
}

async function receive(incoming: IncomingMessage): Promise<ApiRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]);
  return { method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers: Object.fromEntries(headers), body: Buffer.concat(chunks) };
}

function send(outgoing: ServerResponse, method: string, outcome: Outcome): void {
  if (outcome.kind === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const { status, headers, body } = outcome.response;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const bare = status === 204 || status === 304;
  outgoing.writeHead(status, { ...headers, ...(bare ? {} : { 'content-length': String(bytes.length) }) });
  if (outcome.cutAtBytes !== undefined && !bare) {
    outgoing.write(bytes.subarray(0, Math.min(outcome.cutAtBytes, bytes.length - 1)), () => outgoing.destroy());
    return;
  }
  outgoing.end(method === 'HEAD' || bare ? undefined : bytes);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
