import { createHash } from 'node:crypto';
import { type ApiRequest, type ApiResponse, type Links, notFound, problem, type RouteContext } from './message.ts';
import { type Route, RouteTable } from './routes/table.ts';
import { DEFAULT_VERSION, type ServerKind } from './server-kind.ts';
import type { Tokens } from './tokens.ts';

export interface ApiOptions {
  readonly repository: string;
  readonly kind: ServerKind;
  readonly tokens: Tokens;
  readonly routes: readonly Route[];
  /** Origin of the file server; asked at every request, because its port is known late. */
  readonly blobs: () => string;
}

/** Everything about a request that is not about a route: who asks, which version, has the answer changed. */
export class Api {
  readonly #options: ApiOptions;
  readonly #routes: RouteTable;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#routes = new RouteTable(options.routes);
  }

  handle(request: ApiRequest, at: number): ApiResponse {
    const { kind } = this.#options;
    const version = request.headers['x-github-api-version'] ?? DEFAULT_VERSION;
    const common = { ...kind.headers, date: new Date(at).toUTCString(), 'x-github-api-version-selected': version };
    const answer = this.#answer(request, at, version);
    return { ...answer, headers: { ...common, ...answer.headers } };
  }

  #answer(request: ApiRequest, at: number, version: string): ApiResponse {
    const { kind, tokens } = this.#options;
    const url = new URL(request.url, 'http://x');
    const prefix = url.pathname === '/api/v3' || url.pathname.startsWith('/api/v3/') ? '/api/v3' : '';
    const path = url.pathname.slice(prefix.length) || '/';
    const token = tokens.of(request.headers.authorization);
    if (token === undefined) return problem(401, request.headers.authorization === undefined ? 'Requires authentication' : 'Bad credentials');
    if (!kind.versions.includes(version))
      return problem(400, `"${version}" is not a supported version of the API. Supported versions: ${kind.versions.join(', ')}.`);
    const found = this.#routes.find(request.method, path);
    if (found === undefined) return notFound();
    if (found.route.access === 'write' && !token.canWrite) return problem(403, 'Resource not accessible by integration');
    const body = parseBody(request.body);
    if (!body.ok) return problem(400, 'Problems parsing JSON');
    const context: RouteContext = {
      at,
      params: found.params,
      query: url.searchParams,
      json: body.value,
      headers: request.headers,
      path,
      links: this.#links(request, prefix),
      login: token.login,
      canWrite: token.canWrite,
      version,
    };
    return conditional(request, found.route.handle(context));
  }

  /** As the client sees this server: behind a proxy its own scheme and host, and `/api/v3` where it says so. */
  #links(request: ApiRequest, prefix: string): Links {
    const scheme = request.headers['x-forwarded-proto'] ?? 'http';
    const html = `${scheme}://${request.headers['x-forwarded-host'] ?? request.headers.host ?? 'localhost'}`;
    const api = html + prefix;
    return { html, api, repo: `${api}/repos/${this.#options.repository}`, blobs: this.#options.blobs() };
  }
}

/** Weak ETags, as GitHub's; a match is a 304 without a body. */
function conditional(request: ApiRequest, answer: ApiResponse): ApiResponse {
  if (answer.status !== 200 || (request.method !== 'GET' && request.method !== 'HEAD')) return answer;
  const etag = `W/"${createHash('sha256').update(answer.body).digest('hex')}"`;
  const headers: Record<string, string> = {
    ...answer.headers,
    etag,
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie',
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (!known.some((one) => one === etag || one === etag.slice(2))) return { ...answer, headers };
  const { 'content-type': _, ...rest } = headers;
  return { status: 304, headers: rest, body: '' };
}

function parseBody(body: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (body.length === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(body)) };
  } catch {
    return { ok: false };
  }
}
