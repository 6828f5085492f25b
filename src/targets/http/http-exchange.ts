import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { StopSignal } from '../../ports/stop-signal.ts';

/** One server, and what it is told about us. */
export interface Server {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent to this server and to nobody else: redirects are not followed. */
  readonly token?: string;
}

/** An answer that begins, or none. */
export type Exchange =
  | { readonly kind: 'answer'; readonly status: number; readonly response: IncomingMessage }
  | { readonly kind: 'failed'; readonly sent: 'no' | 'maybe'; readonly why: string };

/** Until the connection stands. */
const CONNECT_MS = 10_000;
/** Until the answer begins. */
const ANSWER_MS = 30_000;

/**
 * Sends one request over a connection of its own. A request of which no byte left is told apart from one that the server may have seen.
 *
 * @param path with a slash at its beginning
 */
export function exchange(
  server: Server,
  {
    method,
    path,
    body,
    answerMs = ANSWER_MS,
  }: { readonly method: string; readonly path: string; readonly body?: string; readonly answerMs?: number },
  signal: StopSignal,
): Promise<Exchange> {
  const url = new URL(server.url + path);
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'failed', sent: 'no', why: 'stopped before it was sent' });
    let connected = false;
    const fail = (why: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      request.destroy();
      resolve({ kind: 'failed', sent: connected ? 'maybe' : 'no', why: `${url.host} ${why}` });
    };
    const options: RequestOptions = {
      method,
      agent: false,
      headers: {
        accept: 'application/x-ndjson, application/json',
        'user-agent': 'runner-harness',
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...(server.token === undefined ? {} : { authorization: `Bearer ${server.token}` }),
      },
    };
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    let timer = setTimeout(() => fail(`did not accept the connection within ${CONNECT_MS / 1_000} s`), CONNECT_MS);
    const stop = (): void => fail('was not heard any more: stopped');
    signal.addEventListener('abort', stop, { once: true });
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(() => fail(`did not answer within ${answerMs / 1_000} s`), answerMs);
      });
    });
    request.once('response', (response) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      // Who reads it hears of its end.
      response.on('error', () => {});
      resolve({ kind: 'answer', status: response.statusCode ?? 0, response });
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(words(error)));
    request.end(body);
  });
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ENOTFOUND: 'was not found (DNS)',
  EAI_AGAIN: 'could not be looked up (DNS)',
  ENETUNREACH: 'is not reachable (no route)',
  EHOSTUNREACH: 'is not reachable (no route)',
  ECONNRESET: 'closed the connection',
};

function words(error: NodeJS.ErrnoException): string {
  const { code = '' } = error;
  // Of several addresses each was tried.
  const message = error.message === '' && error instanceof AggregateError ? String((error.errors[0] as Error | undefined)?.message) : error.message;
  return Object.hasOwn(WORDS, code) ? `${WORDS[code]} (${code})` : `can't be spoken to: ${message}`;
}

/** Most of an answer that is read whole. */
const MOST_BYTES = 16 * 1024 * 1024;

/** An answer that was read to its end. */
export type JsonAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly json: unknown; readonly why: string; readonly retryAfterMs?: number }
  | { readonly kind: 'failed'; readonly sent: 'no' | 'maybe'; readonly why: string };

/** Asks, and reads the whole answer. */
export async function ask(server: Server, request: Parameters<typeof exchange>[1], signal: StopSignal): Promise<JsonAnswer> {
  const answer = await exchange(server, request, signal);
  if (answer.kind === 'failed') return answer;
  const text = await readText(answer.response, request.answerMs ?? ANSWER_MS);
  if (text === undefined) return { kind: 'failed', sent: 'maybe', why: `${new URL(server.url).host} did not finish its answer` };
  const retryAfterMs = retryAfterOf(answer.response);
  return {
    kind: 'answer',
    status: answer.status,
    json: jsonOf(text),
    why: refusalOf(answer.status, text, answer.response),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The whole body; `undefined`: it broke off, was too long, or took too long. */
async function readText(response: IncomingMessage, withinMs: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), withinMs);
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}

/** What a refusal says of itself, for people. */
export function refusalOf(status: number, text: string, response: IncomingMessage): string {
  const { location } = response.headers;
  if (status >= 300 && status < 400)
    return `HTTP ${status}, a redirect${location === undefined ? '' : ` to ${clean(location)}`}, which is not followed: the token stays here`;
  const json = jsonOf(text) as { error?: unknown; message?: unknown; detail?: unknown; problems?: unknown } | undefined;
  const said = [json?.error, json?.message, json?.detail].find((value) => typeof value === 'string') as string | undefined;
  const problems = Array.isArray(json?.problems) ? `: ${json.problems.map((one) => problemText(one)).join('; ')}` : '';
  return `HTTP ${status}${said === undefined ? '' : `, ${clean(said + problems)}`}`;
}

function problemText(problem: unknown): string {
  const { path = '', message = '' } = (problem ?? {}) as { path?: unknown; message?: unknown };
  return `${String(path)} ${String(message)}`.trim();
}

export function retryAfterOf(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 && seconds <= 3_600 ? seconds * 1_000 : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 400);
}
