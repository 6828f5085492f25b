import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to a server on this machine that loses answers when it is told to. */
export interface LossyProxy {
  readonly url: string;
  /** The next connection that asks for a command gets no answer: it is cut as soon as the server begins one. */
  loseNextAnswer(): void;
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** Passes bytes on as they are, but for the Host, which becomes the server's own. */
export async function lossyProxy(to: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let losing = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let asked = '';
    let lost = false;
    client.on('data', (chunk) => {
      asked = (asked + chunk.toString('latin1')).slice(0, 4_000);
      if (losing && /^(POST|GET) \/execute /.test(asked)) {
        losing = false;
        lost = true;
      }
      upstream.write(chunk.toString('latin1').replace(/^(host: ).*$/im, `$1${hostname}:${port}`), 'latin1');
    });
    const isSocket = (): boolean => /^upgrade: websocket/im.test(asked);
    let answers = 0;
    upstream.on('data', (chunk) => {
      answers++;
      // Over a WebSocket the first answer accepts the connection, and only then the command is sent.
      if (lost && (!isSocket() || answers > 1)) client.destroy();
      else client.write(chunk);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseNextAnswer: () => {
      losing = true;
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
