import { createHash } from 'node:crypto';
import type { RateLimits } from './limits.ts';
import { type ApiRequest, type ApiResponse, type Links, notFound, problem, type RouteContext, urlOf } from './message.ts';
import { type Route, RouteTable } from './routes/table.ts';
import { DEFAULT_VERSION, type ServerKind } from './server-kind.ts';
import type { KnownToken, Tokens } from './tokens.ts';

type Place = {
  readonly prefix: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly found: ReturnType<RouteTable['find']>;
};

export interface ApiOptions {
  readonly repository: string;
  readonly kind: ServerKind;
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly routes: readonly Route[];
  readonly filesOrigin: () => string;
}

/** Everything about a request that is not about a route: who asks, which version, within the limits, has the answer changed. */
export class Api {
  readonly #options: ApiOptions;
  readonly #routes: RouteTable;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#routes = new RouteTable(options.routes);
  }

  handle(request: ApiRequest, at: number): ApiResponse {
    const { kind, limits, tokens } = this.#options;
    const version = request.headers['x-github-api-version'] ?? DEFAULT_VERSION;
    const headers = { ...kind.headers, date: new Date(at).toUTCString(), 'x-github-request-id': `EMB:${Math.floor(at).toString(36)}` };
    const token = tokens.of(request.headers.authorization);
    if (token === undefined) {
      const answer = problem(401, request.headers.authorization === undefined ? 'Requires authentication' : 'Bad credentials');
      return { ...answer, headers: { ...headers, ...answer.headers } };
    }
    const place = this.#place(request);
    const resource = place.found?.route.resource ?? 'core';
    const refusal = limits.admit(at, token.value, request.method, resource, token.remaining);
    const answer = refusal ?? this.#answer(request, place, token, at, version);
    const free = refusal !== undefined || answer.status === 304 || place.found?.route.free === true;
    if (!free) limits.charge(at, token.value, resource);
    const limited = limits.headers(at, token.value, resource);
    return { ...answer, headers: { ...headers, 'x-github-api-version-selected': version, ...limited, ...answer.headers } };
  }

  /** The API stands at `/` and under `/api/v3`; GraphQL at `/graphql` and `/api/graphql`. */
  #place(request: ApiRequest): Place {
    const url = urlOf(request);
    const prefix = /^\/api\/v3(?=\/|$)/.test(url.pathname) ? '/api/v3' : '';
    const path = (url.pathname === '/api/graphql' ? '/graphql' : url.pathname.slice(prefix.length)) || '/';
    return { prefix, path, query: url.searchParams, found: this.#routes.find(request.method, path) };
  }

  #answer(request: ApiRequest, { prefix, path, query, found }: Place, token: KnownToken, at: number, version: string): ApiResponse {
    const { kind } = this.#options;
    if (!kind.versions.includes(version))
      return problem(400, `"${version}" is not a supported version of the API. Supported versions: ${kind.versions.join(', ')}.`);
    if (found === undefined) return notFound();
    if (found.route.access === 'write' && !token.canWrite) return problem(403, 'Resource not accessible by integration');
    const body = parseBody(request.body);
    if (!body.ok) return problem(400, 'Problems parsing JSON');
    const context: RouteContext = {
      at,
      params: found.params,
      query,
      json: body.value,
      headers: request.headers,
      path,
      links: this.#links(request, prefix),
      token: token.value,
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
    return { html, api, repo: `${api}/repos/${this.#options.repository}`, files: this.#options.filesOrigin() };
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
