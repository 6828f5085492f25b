/** One request as the simulated GitHub sees it, from a socket or from memory. */
export interface ApiRequest {
  readonly method: string;
  /** Path with query, as on the request line. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The parsed request line; whatever a client sends there is a path. */
export function urlOf(request: Pick<ApiRequest, 'url'>): URL {
  return new URL(`http://localhost${request.url.startsWith('/') ? '' : '/'}${request.url}`);
}

/** A whole answer. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** What a route is handed. */
export interface RouteContext {
  readonly at: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, parsed; `undefined` when it is empty. */
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** The path as it was asked for, without the query: Link headers repeat it. */
  readonly path: string;
  readonly links: Links;
  /** The token itself: allowances are kept by it. */
  readonly token: string;
  readonly login: string;
  /** May the token change anything? */
  readonly canWrite: boolean;
  /** API version that the request settled on. */
  readonly version: string;
}

/** Where things are, as seen by this client. */
export interface Links {
  /** `http://127.0.0.1:4010/repos/octo/fleet`, with `/api/v3` where the client uses that. */
  readonly repo: string;
  readonly api: string;
  /** Pages for people. */
  readonly html: string;
  /** Where files are served from: another origin, which takes no credentials. */
  readonly files: string;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(value) };
}

/** GitHub's form of an error. */
export function problem(status: number, message: string, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return json(status, { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }, headers);
}

export const notFound = (): ApiResponse => problem(404, 'Not Found');
