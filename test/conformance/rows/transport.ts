import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { FleetModel } from '../../../src/core/fleet/model.ts';
import { row } from '../row.ts';
import { listening, listeningGitHub, liveOverSockets, withoutPorts } from '../sockets.ts';
import { boxes, isListing, resultOf, says, World } from '../world.ts';

const tls = (name: string): string => fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));

/** Jobs of five minutes. */
const longJobs: FleetModel = {
  pools: [{ name: 'runner', runners: 20, startupMs: 0 }],
  execution: { meanMs: 300_000, cv: 0 },
  failureRate: 0,
  seed: 1,
};

/** Passes everything on to the embedded GitHub. */
function passOn(port: number): Parameters<typeof createServer>[1] {
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const upstream = httpRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(upstream);
  };
}

/** Caches and real sockets. */
export const transportRows = [
  row(35, { case: 'one 304 after the other', expected: 'no change of state, and none of them charged', layer: 'virtual' }, async () => {
    const world = new World({ github: { fleet: longJobs } });
    const life = await world.live();
    const { requests, charged, notModified } = resultOf(life).api;
    expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
    expect(notModified).toBeGreaterThan(5);
    expect(charged).toBe(requests - notModified);
    return [...says(life), `api: every one of the 304 answers was free: ${charged + notModified === requests}`];
  }),
  row(
    36,
    {
      case: 'a 304, and later other data',
      expected: 'seen as soon as it changes; what is kept belongs to one address and one token',
      layer: 'virtual',
    },
    async () => {
      let token = 'first';
      const world = new World({ target: { token: () => token }, github: { fleet: longJobs } });
      const controller = world.start();
      const renew = world.clock.sleepUntil(world.clock.now() + 120_000).then(() => {
        token = 'second';
      });
      const life = await controller.ended();
      await renew;
      expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
      const looks = world.sent.filter(({ request }) => isListing(request));
      const conditional = (of: string) =>
        looks
          .filter(({ request }) => request.headers.authorization === `token ${of}`)
          .map(({ request }) => request.headers['if-none-match'] !== undefined);
      expect(conditional('first').some(Boolean) && conditional('second').some(Boolean)).toBe(true);
      // The first look under a token never leans on what another one was shown.
      expect(conditional('first')[0]).toBe(false);
      expect(conditional('second')[0]).toBe(false);
      return says(life);
    },
  ),
  row(
    37,
    { case: 'an answer that drips in without end', expected: 'given up after the time-out for the whole exchange (30 s)', layer: 'sockets' },
    async () => {
      const dripping = createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      });
      await using server = await listening(dripping);
      const life = await liveOverSockets(`http://127.0.0.1:${server.port}`, { timeoutMs: 100 });
      expect(life.session).toBeUndefined();
      return withoutPorts(says(life));
    },
  ),
  row(
    38,
    {
      case: 'only a proxy leads out (HTTPS_PROXY, HTTP_PROXY, NO_PROXY)',
      expected: 'goes through it; a proxy that refuses is named',
      layer: 'sockets',
    },
    async () => {
      await using github = await listeningGitHub();
      let tunnels = 0;
      const tunnelling = createTcpServer((client) => {
        client.on('error', () => {});
        client.once('data', () => {
          tunnels += 1;
          const upstream = connect(github.port, '127.0.0.1', () => {
            client.write('HTTP/1.1 200 Connection established\r\n\r\n');
            client.pipe(upstream).pipe(client);
          });
          upstream.on('error', () => client.destroy());
          client.on('close', () => upstream.destroy());
        });
      });
      await using proxy = await listening(tunnelling);
      const through = await liveOverSockets('http://localhost:4711', { env: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` } });
      expect(boxes(through)).toEqual(['succeeded', 'succeeded']);
      expect(tunnels).toBeGreaterThan(0);
      tunnelling.unref();
      await using refusing = await listening(
        createServer().on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')),
      );
      const refused = await liveOverSockets('https://api.github.com', { env: { HTTPS_PROXY: `http://127.0.0.1:${refusing.port}` } });
      expect(refused.session).toBeUndefined();
      return ['through it:', ...says(through), 'refused by it:', ...withoutPorts(says(refused))];
    },
  ),
  row(
    39,
    {
      case: 'IPv6 only; a certificate of the company’s own (NODE_EXTRA_CA_CERTS)',
      expected: 'works, or says which certificate is not trusted and what to set',
      layer: 'process',
    },
    async () => {
      await using github = await listeningGitHub();
      await using six = await listening(createServer(passOn(github.port)), '::1');
      const overSix = await liveOverSockets(`http://[::1]:${six.port}`);
      expect(boxes(overSix)).toEqual(['succeeded', 'succeeded']);
      const identity = { cert: readFileSync(tls('localhost.crt.pem')), key: readFileSync(tls('localhost.test-key.pem')) };
      await using secure = await listening(createTlsServer(identity, passOn(github.port)));
      const untrusted = await liveOverSockets(`https://localhost:${secure.port}`);
      expect(untrusted.session).toBeUndefined();
      // Node reads the variable when it starts, so that this takes a process of its own.
      const script = `
        import { createNodeFetch } from ${JSON.stringify(new URL('../../../src/targets/github/node-fetch.ts', import.meta.url).href)};
        const { status } = await createNodeFetch()({ method: 'GET', url: 'https://localhost:${secure.port}/healthz', headers: {} });
        console.log(status);`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: tls('localhost.crt.pem') },
      });
      expect(stdout.trim()).toBe('200');
      return ['IPv6:', ...says(overSix), 'not trusted:', ...withoutPorts(says(untrusted)), `trusted: ${stdout.trim()}`];
    },
  ),
];
