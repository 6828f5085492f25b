import { createHash } from 'node:crypto';
import type { Clock } from '../../src/ports/clock.ts';
import { type Fetch, type FetchRequest, type FetchResponse, TransportError } from '../../src/ports/fetch.ts';

/** A run of the virtual GitHub. Its state follows from the clock. */
export interface VirtualRun {
  readonly id: number;
  readonly title: string;
  readonly createdAt: number;
  readonly branch: string;
  attempt: number;
  cancelledAt?: number;
  /** No longer there. */
  deleted?: boolean;
  /** Not in lists before this. */
  listedAt?: number;
}

export interface VirtualGitHubOptions {
  readonly clock: Clock;
  /** How far GitHub's clock is ahead of the controller's. Default 0. */
  readonly skewMs?: number;
  readonly queueMs?: number;
  readonly executionMs?: number;
  /** `2022-11-28`: refuses newer versions, as a GHES does; answers 204 and refuses `return_run_details` as 3.19 does. */
  readonly server?: '2026-03-10' | '2022-11-28' | 'ghes-3.19';
  /** Text of `.github/workflows/simple.yml`. */
  readonly workflow?: string;
  /** Overrules or mends the answer to the n-th request (from 0); `next` asks the model. */
  readonly meddle?: (request: FetchRequest, next: () => FetchResponse, n: number) => FetchResponse | Promise<FetchResponse> | undefined;
  readonly budget?: { readonly limit: number; remaining: number; readonly resetAt: number };
}

export interface VirtualGitHub {
  readonly fetch: Fetch;
  readonly runs: VirtualRun[];
  /** `GET /repos/acme/widgets/…` in the order in which they came. */
  readonly requests: string[];
  readonly seen: FetchRequest[];
  readonly apiUrl: string;
}

export const SIMPLE_WORKFLOW = `name: simple
run-name: "simple \${{ inputs.harness_key }}"
on:
  workflow_dispatch:
    inputs:
      harness_key: { type: string, default: "" }
      seconds: { type: number, default: 30 }
jobs:
  work:
    runs-on: ubuntu-latest
    steps: [{ run: sleep 30 }]
`;

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FetchResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}

/** Any answer. */
export function answer(status: number, body = '', headers: Readonly<Record<string, string>> = {}): FetchResponse {
  return { status, headers, body: new TextEncoder().encode(body) };
}

/** The request may have been seen; nothing came back. */
export function lost(): never {
  throw new TransportError('the connection to api.github.com broke (ECONNRESET): socket hang up', 'maybe');
}

const API = 'https://api.github.com';
const stamp = (at: number): string => new Date(Math.floor(at / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');

/** The endpoints that the target uses, as a function: no socket, no timer, only the clock that it is given. */
export function virtualGitHub(options: VirtualGitHubOptions): VirtualGitHub {
  const { clock, skewMs = 0, queueMs = 2_000, executionMs = 30_000, server = '2026-03-10', workflow = SIMPLE_WORKFLOW } = options;
  const runs: VirtualRun[] = [];
  const requests: string[] = [];
  const seen: FetchRequest[] = [];
  const now = (): number => clock.now() + skewMs;

  function state(run: VirtualRun): { status: string; conclusion: string | null; startedAt?: number; endedAt?: number } {
    const startedAt = run.createdAt + queueMs;
    const endedAt = run.cancelledAt ?? startedAt + executionMs;
    if (now() >= endedAt) return { status: 'completed', conclusion: run.cancelledAt === undefined ? 'success' : 'cancelled', startedAt, endedAt };
    return now() >= startedAt ? { status: 'in_progress', conclusion: null, startedAt } : { status: 'queued', conclusion: null };
  }

  function runBody(run: VirtualRun): object {
    const { status, conclusion, endedAt, startedAt } = state(run);
    return {
      id: run.id,
      display_title: run.title,
      status,
      conclusion,
      run_attempt: run.attempt,
      created_at: stamp(run.createdAt),
      updated_at: stamp(endedAt ?? startedAt ?? run.createdAt),
      head_branch: run.branch,
      event: 'workflow_dispatch',
      html_url: `https://github.com/acme/widgets/actions/runs/${run.id}`,
    };
  }

  function jobBody(run: VirtualRun): object {
    const { status, conclusion, startedAt, endedAt } = state(run);
    const ran = startedAt !== undefined && startedAt < (run.cancelledAt ?? Number.POSITIVE_INFINITY);
    return {
      id: run.id * 10,
      name: 'work',
      status,
      conclusion,
      created_at: stamp(run.createdAt),
      started_at: stamp(ran ? startedAt : run.createdAt),
      completed_at: endedAt === undefined ? null : stamp(endedAt),
      runner_id: ran ? 7 : null,
      runner_name: ran ? 'runner-7' : null,
      labels: ['ubuntu-latest'],
      run_attempt: run.attempt,
      html_url: `https://github.com/acme/widgets/actions/runs/${run.id}/job/${run.id * 10}`,
      steps: ran ? [{ name: 'Set up job', started_at: stamp(startedAt), completed_at: endedAt === undefined ? null : stamp(endedAt) }] : [],
    };
  }

  function dispatch(request: FetchRequest): FetchResponse {
    const body = JSON.parse(request.body ?? '{}') as { ref: string; inputs?: Record<string, string>; return_run_details?: boolean };
    if (body.return_run_details !== undefined && server !== '2022-11-28')
      return json(400, { message: '"return_run_details" is not a permitted key.' });
    const declared = [...workflow.matchAll(/^ {6}(\w+):/gm)].map(([, name]) => name);
    const unexpected = Object.keys(body.inputs ?? {}).filter((name) => !declared.includes(name));
    if (unexpected.length > 0) return json(422, { message: `Unexpected inputs provided: ${JSON.stringify(unexpected)}` });
    if (body.ref !== 'main') return json(422, { message: `No ref found for: ${body.ref}` });
    const echoes = workflow.includes('run-name');
    const run: VirtualRun = {
      id: 10_000_000_001 + runs.length,
      title: echoes ? `simple ${body.inputs?.harness_key ?? ''}` : 'simple',
      createdAt: now(),
      branch: 'main',
      attempt: 1,
    };
    runs.push(run);
    if (server === '2026-03-10' || body.return_run_details === true) {
      const url = `${API}/repos/acme/widgets/actions/runs/${run.id}`;
      return json(200, { workflow_run_id: run.id, run_url: url, html_url: `https://github.com/acme/widgets/actions/runs/${run.id}` });
    }
    return answer(204);
  }

  function list(url: URL): FetchResponse {
    const created = url.searchParams.get('created');
    const [, atLeast, from, to] = /^(?:>=(.+)|(.+)\.\.(.+))$/.exec(created ?? '') ?? [];
    const earliest = Date.parse(atLeast ?? from ?? '1970-01-01T00:00:00Z');
    const latest = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
    const second = (at: number): number => Math.floor(at / 1_000) * 1_000;
    const listed = runs
      .filter((run) => run.deleted !== true && (run.listedAt ?? 0) <= now() && second(run.createdAt) >= earliest && second(run.createdAt) <= latest)
      .toReversed();
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const within = listed.slice(0, 1_000).slice((page - 1) * size, page * size);
    return json(200, { total_count: listed.length, workflow_runs: within.map(runBody) });
  }

  function model(request: FetchRequest): FetchResponse {
    const url = new URL(request.url);
    const version = request.headers['x-github-api-version'];
    if (server !== '2026-03-10' && version === '2026-03-10') {
      return json(400, { message: `API version "${version}" is not a supported version.` });
    }
    const path = url.pathname.replace(/^\/repos\/acme\/widgets/, '');
    if (path === url.pathname) return json(404, { message: 'Not Found' });
    const route = `${request.method} ${path}`;
    const [, id, rest] = /^\/actions\/runs\/(\d+)(.*)$/.exec(path) ?? [];
    const run = runs.find((one) => String(one.id) === id && one.deleted !== true);
    if (route === 'GET ') return json(200, { full_name: 'acme/widgets', default_branch: 'main' });
    if (route === 'GET /actions/workflows') {
      return json(200, { total_count: 1, workflows: [{ id: 77, name: 'simple', path: '.github/workflows/simple.yml', state: 'active' }] });
    }
    if (route === 'GET /actions/workflows/simple.yml')
      return json(200, { id: 77, name: 'simple', path: '.github/workflows/simple.yml', state: 'active' });
    if (route === 'GET /contents/.github/workflows/simple.yml') {
      const ref = url.searchParams.get('ref');
      if (ref !== 'main') return json(404, { message: `No commit found for the ref ${ref}` });
      return json(200, { encoding: 'base64', content: Buffer.from(workflow).toString('base64') });
    }
    if (route === 'POST /actions/workflows/simple.yml/dispatches') return dispatch(request);
    if (route === 'GET /actions/workflows/simple.yml/runs') return list(url);
    if (run === undefined) return json(404, { message: 'Not Found' });
    if (route === `GET /actions/runs/${id}`) return json(200, runBody(run));
    if (rest === '/jobs') return json(200, { total_count: 1, jobs: [jobBody(run)] });
    if (rest === '/cancel' || rest === '/force-cancel') {
      if (state(run).status === 'completed') return json(409, { message: 'Cannot cancel a workflow run that is completed.' });
      run.cancelledAt = now();
      return json(202, {});
    }
    return json(404, { message: 'Not Found' });
  }

  /** What every answer of GitHub has: date, limits, ETag. */
  function complete(request: FetchRequest, response: FetchResponse): FetchResponse {
    const etag = `W/"${createHash('sha256').update(response.body).digest('hex')}"`;
    const same = request.method === 'GET' && response.status === 200 && request.headers['if-none-match'] === etag;
    const { budget } = options;
    if (budget !== undefined && !same) budget.remaining -= 1;
    const limits =
      budget === undefined
        ? {}
        : {
            'x-ratelimit-limit': String(budget.limit),
            'x-ratelimit-remaining': String(budget.remaining),
            'x-ratelimit-reset': String(Math.floor(budget.resetAt / 1_000)),
            'x-ratelimit-resource': 'core',
          };
    const headers = { ...(response.status === 200 ? { etag } : {}), date: new Date(now()).toUTCString(), ...limits, ...response.headers };
    return same ? { status: 304, headers, body: new Uint8Array() } : { ...response, headers };
  }

  return {
    runs,
    requests,
    seen,
    apiUrl: API,
    async fetch(request) {
      const n = requests.length;
      const url = new URL(request.url);
      requests.push(`${request.method} ${url.pathname}${url.search}`);
      seen.push(request);
      await Promise.resolve();
      const next = (): FetchResponse => complete(request, model(request));
      return (await options.meddle?.(request, next, n)) ?? next();
    },
  };
}
