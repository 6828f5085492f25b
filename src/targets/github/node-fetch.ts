import type { RequestInit as ProxiedInit } from 'undici';
import { SECOND_MS } from '../../core/time.ts';
import { type Fetch, type FetchRequest, type FetchResponse, TransportError } from '../../ports/fetch.ts';

/** Settings of {@link createNodeFetch}. */
export interface NodeFetchOptions {
  /** For the whole exchange, body included, in real milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (either case) are looked up. Default: none, no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

type Send = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The transport over Node's own `fetch`: redirects are answers, every body is read whole, nothing takes longer than the time-out.
 *
 * @example const fetch = createNodeFetch({ env: process.env });
 */
export function createNodeFetch(options: NodeFetchOptions = {}): Fetch {
  const { timeoutMs = 30 * SECOND_MS, env = {} } = options;
  const proxied = ['https_proxy', 'http_proxy'].some((name) => (env[name] ?? env[name.toUpperCase()] ?? '') !== '');
  let send: Promise<Send> | undefined;
  return async (request) => {
    send ??= proxied ? proxySend(env) : Promise.resolve((url, init) => fetch(url, init));
    return await exchange(await send, request, timeoutMs);
  };
}

/** Node's `fetch` takes no proxy of its own; undici's agent does, and is loaded only then. */
async function proxySend(env: NonNullable<NodeFetchOptions['env']>): Promise<Send> {
  const undici = await import('undici');
  const read = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? '';
  const agents = new Map<string, InstanceType<typeof undici.ProxyAgent>>();
  return (url, init) => {
    const { protocol, hostname, port } = new URL(url);
    const proxy = protocol === 'https:' ? read('https_proxy') : read('http_proxy');
    if (proxy === '' || isExempt(hostname, port, read('no_proxy'))) return fetch(url, init);
    const dispatcher = agents.get(proxy) ?? new undici.ProxyAgent(proxy);
    agents.set(proxy, dispatcher);
    return undici.fetch(url, { ...init, dispatcher } as ProxiedInit) as unknown as Promise<Response>;
  };
}

/** Is the host on the list? `*`, or hosts and their domains, each with or without a leading dot and a port (as curl reads it). */
function isExempt(hostname: string, port: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase())
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', itsPort] = /^\*?\.?(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      return name !== '' && (itsPort === undefined || itsPort === port) && (hostname === name || hostname.endsWith(`.${name}`));
    });
}

async function exchange(send: Send, request: FetchRequest, timeoutMs: number): Promise<FetchResponse> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new DOMException('time-out', 'TimeoutError')), timeoutMs);
  const onAbort = (): void => stop.abort();
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted === true) stop.abort();
  const { host } = new URL(request.url);
  try {
    if (stop.signal.aborted) throw new TransportError(`the request to ${host} was stopped`, 'no');
    const response = await send(request.url, {
      method: request.method,
      headers: { ...request.headers },
      redirect: 'manual',
      signal: stop.signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    if (error instanceof TransportError) throw error;
    if (stop.signal.aborted) {
      const why = request.signal?.aborted === true ? 'was stopped' : `took longer than ${timeoutMs / SECOND_MS} s`;
      throw broken(`the request to ${host} ${why}`, 'maybe', error);
    }
    throw transportError(error, host);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
  }
}

/** Failures before a byte of the request can have reached a server: name, connection, certificate. Everything else may have. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ENOTFOUND: 'was not found (DNS)',
  EAI_AGAIN: 'could not be looked up (DNS)',
  ENETUNREACH: 'is not reachable (no route)',
  EHOSTUNREACH: 'is not reachable (no route)',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept the connection in time',
};
const CERTIFICATE =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH|ERR_SSL_WRONG_VERSION_NUMBER)/;

function transportError(error: unknown, host: string): TransportError {
  const causes = [...chain(error)];
  const codes = causes.flatMap((cause) => (typeof cause.code === 'string' ? [cause.code] : []));
  const certificate = codes.find((code) => CERTIFICATE.test(code));
  if (certificate !== undefined) {
    const hint = 'for a company certificate set NODE_EXTRA_CA_CERTS';
    return broken(`no secure connection to ${host} (${certificate}; ${hint})`, 'no', error);
  }
  const known = codes.find((code) => Object.hasOwn(NEVER_SENT, code));
  // Happy Eyeballs tries several addresses: each of them must have failed before anything was sent.
  if (known !== undefined && codes.every((code) => Object.hasOwn(NEVER_SENT, code))) {
    return broken(`${host} ${NEVER_SENT[known]} (${known})`, 'no', error);
  }
  if (causes.some((cause) => /^Proxy response \(\d+\) !== 200/.test(cause.message))) {
    return broken(`the proxy refused the connection to ${host}: ${causes.at(-1)?.message}`, 'no', error);
  }
  const code = codes.at(-1);
  return broken(`the connection to ${host} broke${code === undefined ? '' : ` (${code})`}: ${causes.at(-1)?.message ?? 'unknown'}`, 'maybe', {
    cause: error,
  });
}

function broken(message: string, sent: 'no' | 'maybe', cause: unknown): TransportError {
  return new TransportError(message, sent, { cause });
}

function* chain(error: unknown): Generator<Error & { readonly code?: unknown }> {
  if (!(error instanceof Error)) return;
  yield error;
  if (error instanceof AggregateError) for (const one of error.errors) yield* chain(one);
  yield* chain(error.cause);
}
