import { HOUR_MS, SECOND_MS } from '../core/time.ts';
import { type Fetch, TransportError } from '../ports/fetch.ts';

/** How to speak with an API. */
export interface Access {
  readonly apiUrl: string;
  readonly token: string;
  /** The environment variable that held the token; absent for the embedded GitHub. */
  readonly from?: string;
  readonly fetch: Fetch;
}

/** What one free request tells about the API and the token. */
export type TokenFacts =
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | {
      readonly kind: 'answered';
      readonly tookMs: number;
      /** Of classic tokens only. */
      readonly scopes?: readonly string[];
      /** Absent: the server limits nothing, as a GHES by default. */
      readonly budget?: { readonly limit: number; readonly remaining: number; readonly resetsInMs: number };
    };

/** Asks `GET /rate_limit`, which costs nothing, who we are to the server. */
export async function askGitHub(access: Access): Promise<TokenFacts> {
  const begun = performance.now();
  try {
    const { status, headers, body } = await access.fetch({
      method: 'GET',
      url: `${access.apiUrl}/rate_limit`,
      headers: { authorization: `token ${access.token}`, accept: 'application/vnd.github+json', 'user-agent': 'runner-harness' },
    });
    const json = parse(body);
    const scopes = headers['x-oauth-scopes'];
    const answered = {
      kind: 'answered' as const,
      tookMs: performance.now() - begun,
      ...(scopes === undefined ? {} : { scopes: scopes.split(',').flatMap((scope) => (scope.trim() === '' ? [] : [scope.trim()])) }),
    };
    // A GHES without rate limits answers 404 "Rate limiting is not enabled."
    if (status === 404) return answered;
    if (status !== 200) return { kind: 'refused', status, message: textAt(json, 'message') ?? 'no reason given' };
    const core = objectAt(objectAt(json, 'resources'), 'core');
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => numberAt(core, name));
    if (limit === undefined || remaining === undefined || reset === undefined) return answered;
    const serverNow = Date.parse(headers.date ?? '');
    const resetsInMs = Number.isNaN(serverNow) ? HOUR_MS : reset * SECOND_MS - serverNow;
    return { ...answered, budget: { limit, remaining, resetsInMs } };
  } catch (error) {
    if (error instanceof TransportError) return { kind: 'unreachable', why: error.message };
    throw error;
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
const objectAt = at;

function numberAt(value: unknown, key: string): number | undefined {
  const found = at(value, key);
  return typeof found === 'number' ? found : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}
