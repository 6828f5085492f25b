import { generateKeyPairSync, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { virtualClock } from '../../../test/support/virtual-clock.ts';
import { createAppToken } from './app-token.ts';
import { createNodeFetch } from './node-fetch.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const MINUTE = 60_000;

/** GitHub's two endpoints for Apps over real HTTP; its clock is the test's, `skewMs` ahead. */
function appServer(now: () => number) {
  const state = { skewMs: 0, down: 0, status: undefined as number | undefined, issued: 0, requests: [] as string[], bodies: [] as string[] };
  const server: Server = createServer(async (request, response) => {
    state.requests.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (chunks.length > 0) state.bodies.push(Buffer.concat(chunks).toString());
    const serverNow = now() + state.skewMs;
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', date: new Date(serverNow).toUTCString() });
      response.end(JSON.stringify(body));
    };
    if (state.down-- > 0) return send(502, { message: 'Bad Gateway' });
    const problem = jwtProblem(request, serverNow);
    if (problem !== undefined) return send(401, { message: problem });
    if (state.status !== undefined) return send(state.status, { message: 'Not Found' });
    if (request.url?.endsWith('/installation')) return send(200, { id: 4711 });
    state.issued += 1;
    const expires = new Date(serverNow + 60 * MINUTE).toISOString().replace(/\.\d+Z/, 'Z');
    send(201, { token: `test-installation-token-${state.issued}`, expires_at: expires });
  });
  return { server, state };
}

function jwtProblem(request: IncomingMessage, now: number): string | undefined {
  const [header = '', claims = '', signature = ''] = (request.headers.authorization ?? '').replace('Bearer ', '').split('.');
  if (!verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')))
    return 'A JSON web token could not be decoded';
  const { iat, exp, iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number; exp: number; iss: string };
  if (iss !== '12345') return 'Integration not found';
  if (iat * 1_000 > now) return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  if (exp * 1_000 <= now || exp * 1_000 > now + 10 * MINUTE) return "'Expiration time' claim ('exp') is too far in the future";
  return undefined;
}

describe('a token of a GitHub App', () => {
  const clock = virtualClock();
  let at = clock.now();
  const now = { now: () => at, sleepUntil: clock.sleepUntil };
  let close: () => Promise<void>;
  let service: ReturnType<typeof appServer>['state'];
  let apiUrl: string;

  beforeEach(async () => {
    const { server, state } = appServer(() => at);
    service = state;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => new Promise((resolve) => server.close(() => resolve()));
  });
  afterEach(() => close());

  const tokens = (more: Partial<Parameters<typeof createAppToken>[0]> = {}) =>
    createAppToken({ appId: '12345', privateKey: PEM, apiUrl, repository: 'acme/widgets', fetch: createNodeFetch(), clock: now, ...more });
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    await work.then(
      () => 'none',
      (error: Error & { fix?: string }) => `${error.name}: ${error.message}${error.fix === undefined ? '' : ` → ${error.fix}`}`,
    );

  it('is asked for once, for its repository alone, and kept until five minutes before its end', async () => {
    const masked: string[] = [];
    const token = tokens({ onToken: (one) => masked.push(one) });
    expect(await Promise.all([token(), token(), token()])).toEqual(Array(3).fill('test-installation-token-1'));
    expect(service.requests).toEqual(['GET /repos/acme/widgets/installation', 'POST /app/installations/4711/access_tokens']);
    expect(service.bodies).toEqual(['{"repositories":["widgets"]}']);
    at += 54 * MINUTE;
    expect(await token()).toBe('test-installation-token-1');
    at += 2 * MINUTE;
    expect(await Promise.all([token(), token()])).toEqual(Array(2).fill('test-installation-token-2'));
    expect(service.requests).toHaveLength(3);
    expect(masked).toEqual(['test-installation-token-1', 'test-installation-token-2']);
  });

  it.each([10, 5, -5, -10])('is had although the clocks are %i minutes apart', async (minutes) => {
    service.skewMs = minutes * MINUTE;
    const token = tokens();
    expect(await token()).toBe('test-installation-token-1');
    at += 54 * MINUTE;
    expect(await token()).toBe('test-installation-token-1');
    at += 2 * MINUTE;
    expect(await token()).toBe('test-installation-token-2');
  });

  it('is used to its end while no new one can be had', async () => {
    const token = tokens();
    await token();
    at += 56 * MINUTE;
    service.down = 1;
    expect(await token()).toBe('test-installation-token-1');
    expect(await token()).toBe('test-installation-token-1');
    expect(service.requests).toHaveLength(3);
    at += MINUTE;
    expect(await token()).toBe('test-installation-token-2');
  });

  it('that can’t be had now may be had later', async () => {
    service.down = 1;
    const token = tokens();
    expect(await refusal(token())).toMatchInlineSnapshot(`"Error: no token of the App 12345: GitHub answered 502 Bad Gateway"`);
    expect(await token()).toBe('test-installation-token-1');
  });

  it('takes a key whose line breaks were escaped, and PKCS#8', async () => {
    expect(await tokens({ privateKey: PEM.replaceAll('\n', '\\n') })()).toBe('test-installation-token-1');
    expect(await tokens({ privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() })()).toBe('test-installation-token-2');
  });

  it('explains what is wrong, and never shows the key', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const made = async (privateKey_: string): Promise<string> => await refusal((async () => await tokens({ privateKey: privateKey_ })())());
    const found: Record<string, string> = {
      'another key': await made(other),
      'no key': await made('-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----'),
      'another kind': await made(elliptic),
      'another app': await refusal(tokens({ appId: '999' })()),
    };
    service.status = 404;
    found['not installed'] = await refusal(tokens()());
    expect(found).toMatchInlineSnapshot(`
      {
        "another app": "TargetError: GitHub refused the App 999 (401 Integration not found) → check that app-id and private-key belong together, and that the key was not deleted",
        "another key": "TargetError: GitHub refused the App 12345 (401 A JSON web token could not be decoded) → check that app-id and private-key belong together, and that the key was not deleted",
        "another kind": "TargetError: the private key of the App can't be used: its kind is ec, and not RSA → give the whole file that the App's settings generate, from -----BEGIN to -----END",
        "no key": "TargetError: the private key of the App can't be used: it is no PEM, or it is encrypted → give the whole file that the App's settings generate, from -----BEGIN to -----END",
        "not installed": "TargetError: the GitHub App 12345 is not installed in acme/widgets (404) → install it there (its settings, "Install App"), with the permissions actions: write and contents: read",
      }
    `);
    expect(JSON.stringify(found)).not.toContain('c2VjcmV0');
  });
});
