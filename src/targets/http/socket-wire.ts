import { type CommandMessage, readCommandMessage } from '../../core/work/command-message.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { CommandWire, ExecuteBody, Opened } from './command-wire.ts';
import type { Server } from './http-exchange.ts';

const CONNECT_MS = 10_000;
/** Until the first message. A server that says nothing before there is output is waited for as well: the request has left. */
const FIRST_MS = 30_000;

/** How a server says that it is busy (RFC 6455, 7.4.1), and when it is asked again. */
const TRY_AGAIN_LATER = 1013;
const BUSY_MS = 1_000;

/** Commands over a WebSocket at `/execute`: the request is the first message, every answer one frame. */
export function socketWire(server: Server): CommandWire {
  return { execute: (body, signal) => open(server, body, signal) };
}

function open(server: Server, body: ExecuteBody, signal: StopSignal): Promise<Opened> {
  const { host } = new URL(server.url);
  const queue = new MessageQueue();
  // Node's own client takes headers, which a browser's does not.
  const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/execute`, {
    headers: server.token === undefined ? {} : { authorization: `Bearer ${server.token}` },
  });
  return new Promise((resolve) => {
    let sent = false;
    const settle = (opened: Opened): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(opened);
    };
    const fail = (why: string): void => {
      settle({ kind: 'failed', sent: sent ? 'maybe' : 'no', why: `${host} ${why}` });
      socket.close();
    };
    const stop = (): void => fail('was not heard any more: stopped');
    let timer = setTimeout(() => fail(`did not accept the WebSocket within ${CONNECT_MS / 1_000} s`), CONNECT_MS);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    const take = (): void => settle({ kind: 'open', messages: queue, close: () => socket.close() });
    socket.addEventListener('open', () => {
      sent = true;
      socket.send(JSON.stringify(body));
      clearTimeout(timer);
      timer = setTimeout(take, FIRST_MS);
    });
    socket.addEventListener('message', ({ data }) => {
      queue.add(readCommandMessage(String(data)));
      // An error that comes first may be a refusal: the close that follows tells.
      if (queue.first?.type !== 'error') take();
    });
    socket.addEventListener('close', ({ code, reason }) => {
      const { first } = queue;
      if (!sent) return fail('did not accept the WebSocket');
      if (code === TRY_AGAIN_LATER) settle({ kind: 'refused', status: 429, why: reason || 'it is busy', retryAfterMs: BUSY_MS });
      else if (code === 1008) settle({ kind: 'refused', status: 400, why: first?.type === 'error' ? first.message : reason });
      else if (first === undefined) fail(`closed the WebSocket (${code}) without a word`);
      else take();
      queue.end();
    });
    socket.addEventListener('error', () => {
      if (!sent) fail('did not accept the WebSocket');
    });
  });
}

/** Messages that came and were not read yet. */
class MessageQueue implements AsyncIterable<CommandMessage> {
  first: CommandMessage | undefined;
  #waiting: CommandMessage[] = [];
  #over = false;
  #news = Promise.withResolvers<void>();

  add(message: CommandMessage): void {
    this.first ??= message;
    this.#waiting.push(message);
    this.#news.resolve();
  }

  end(): void {
    this.#over = true;
    this.#news.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CommandMessage, void, undefined> {
    for (;;) {
      await this.#news.promise;
      this.#news = Promise.withResolvers();
      if (this.#over) this.#news.resolve();
      const batch = this.#waiting;
      this.#waiting = [];
      yield* batch;
      if (this.#over && this.#waiting.length === 0) return;
    }
  }
}
