import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TransportError } from '../../ports/fetch.ts';
import { createNodeFetch, type NodeFetchOptions } from './node-fetch.ts';

const servers: { close(done?: () => void): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What happens to a POST to this address. */
async function post(url: string, options: NodeFetchOptions = {}, signal?: AbortSignal) {
  const request = { method: 'POST', url, headers: { 'x-a': 'b' }, body: '{"a":1}', ...(signal === undefined ? {} : { signal }) };
  try {
    return await createNodeFetch(options)(request);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { sent: error.sent, message: error.message.replace(/:\d{4,5}\b/, ':PORT') };
  }
}

describe('createNodeFetch', () => {
  it('sends what it is given and reads the whole answer', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      request.on('data', (chunk) => seen.push(String(chunk)));
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['x-a']);
        response.writeHead(201, { 'X-Upper': 'Yes', 'content-type': 'application/json' });
        response.write('{"b":');
        response.end('2}');
      });
    });
    const answer = await post(`${url}/p?q=1`);
    expect(seen).toEqual(['{"a":1}', 'POST', '/p?q=1', 'b']);
    if (!('status' in answer)) throw new Error(answer.message);
    expect(answer.status).toBe(201);
    expect(answer.headers['x-upper']).toBe('Yes');
    expect(new TextDecoder().decode(answer.body)).toBe('{"b":2}');
  });

  it('gives redirects back instead of following them', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await post(url)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  });

  it('knows what can’t have been sent (row 2)', async () => {
    const closed = await serve(() => {});
    await new Promise<void>((resolve) => servers.splice(0)[0]?.close(() => resolve()));
    expect(await post(closed)).toEqual({ sent: 'no', message: '127.0.0.1:PORT refused the connection (ECONNREFUSED)' });
    expect(await post('http://no-such-host.invalid/')).toMatchObject({ sent: 'no', message: expect.stringContaining('no-such-host.invalid') });
    const plain = await serve((_, response) => response.end());
    expect(await post(plain.replace('http:', 'https:'))).toMatchObject({
      sent: 'no',
      message: expect.stringContaining('no secure connection to 127.0.0.1'),
    });
  });

  it('calls everything else a maybe (rows 1, 37)', async () => {
    const reset = await serve((request) => {
      request.resume();
      request.on('end', () => request.socket.resetAndDestroy());
    });
    expect(await post(reset)).toMatchObject({ sent: 'maybe' });
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"workflow_run_id":12');
      setImmediate(() => response.destroy());
    });
    expect(await post(cut)).toMatchObject({ sent: 'maybe' });
    const drip = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect(await post(drip, { timeoutMs: 100 })).toEqual({ sent: 'maybe', message: 'the request to 127.0.0.1:PORT took longer than 0.1 s' });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    expect(await post(url, {}, stop.signal)).toEqual({ sent: 'maybe', message: 'the request to 127.0.0.1:PORT was stopped' });
    expect(await post(url, {}, stop.signal)).toEqual({ sent: 'no', message: 'the request to 127.0.0.1:PORT was stopped' });
  });

  it('goes through the proxy of the environment, unless NO_PROXY says otherwise (row 38)', async () => {
    const url = await serve((_, response) => response.end('{}'));
    let tunnels = 0;
    const proxy = createTcpServer((client) => {
      client.once('data', () => {
        tunnels += 1;
        const upstream = connect(Number(new URL(url).port), '127.0.0.1', () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          client.pipe(upstream).pipe(client);
        });
        upstream.on('error', () => client.destroy());
      });
      client.on('error', () => {});
    });
    servers.push(proxy);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    proxy.unref();
    const HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const target = url.replace('127.0.0.1', 'api.example.test');
    expect(await post(target, { env: { HTTP_PROXY } })).toMatchObject({ status: 200 });
    expect(tunnels).toBe(1);
    expect(await post(url, { env: { HTTP_PROXY, no_proxy: '127.0.0.1' } })).toMatchObject({ status: 200 });
    expect(tunnels).toBe(1);
  });

  it('knows that nothing was sent when the proxy refuses', async () => {
    const refusing = createServer().on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    servers.push(refusing);
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const https_proxy = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
    expect(await post('https://api.example.test/', { env: { https_proxy } })).toMatchObject({ sent: 'no', message: expect.stringContaining('407') });
  });
});
