import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type CommandMessage, writeCommandMessage } from '../../core/work/command-message.ts';
import { parseBody } from '../http/json-problems.ts';
import { pastMessages } from './command-routes.ts';
import { commandRequestOf, executeRequest } from './command-schemas.ts';
import type { Executions } from './executions.ts';

/** Who opens a socket asks within so long. */
const FIRST_MESSAGE_MS = 10_000;
const PING_MS = 30_000;

/** What becomes of a socket that asks for what can't be had (RFC 6455, 7.4.1). */
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;
const NORMAL = 1000;

/**
 * The command server over WebSockets: the first message is the body of `POST /execute`, the answers are the same messages, one a frame. Who
 * sends `{"type":"cancel"}` ends the command.
 */
export class CommandSocket {
  readonly #server: WebSocketServer;
  readonly #executions: Executions;

  /** @param maxBytes of a message */
  constructor(executions: Executions, maxBytes: number) {
    this.#executions = executions;
    this.#server = new WebSocketServer({ noServer: true, maxPayload: maxBytes, perMessageDeflate: false });
  }

  /** Takes a connection that was let in. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#serve(ws));
  }

  close(): void {
    for (const client of this.#server.clients) client.close(1001, 'the server ends');
    this.#server.close();
  }

  #serve(ws: WebSocket): void {
    const idle = setTimeout(() => end(ws, POLICY_VIOLATION, 'nothing was asked for'), FIRST_MESSAGE_MS);
    let isAlive = true;
    const ping = setInterval(() => {
      if (!isAlive) return ws.terminate();
      isAlive = false;
      ws.ping();
    }, PING_MS);
    ws.on('pong', () => {
      isAlive = true;
    });
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clearTimeout(idle);
      clearInterval(ping);
    });
    ws.once('message', (data) => {
      clearTimeout(idle);
      void this.#answer(ws, String(data));
    });
  }

  async #answer(ws: WebSocket, text: string): Promise<void> {
    const request = parse(text);
    if ('problem' in request) return refuse(ws, POLICY_VIOLATION, request.problem);
    const accepted = this.#executions.start(request.value);
    if (accepted.kind === 'refused')
      return refuse(ws, accepted.status === 429 || accepted.status === 503 ? TRY_AGAIN_LATER : POLICY_VIOLATION, accepted.why);
    if (accepted.kind === 'over') {
      await send(ws, pastMessages(accepted.row));
      return end(ws, NORMAL, 'complete');
    }
    const { execution } = accepted;
    const listener = execution.listen();
    ws.on('message', (data) => {
      if (isCancel(String(data))) execution.cancel();
    });
    ws.on('close', () => {
      listener.close();
      if (request.value.id === undefined && !execution.isHeard) execution.cancel();
    });
    try {
      await send(ws, listener);
      end(ws, NORMAL, 'complete');
    } catch {
      ws.terminate();
    }
  }
}

function parse(text: string): { readonly value: ReturnType<typeof commandRequestOf> } | { readonly problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { problem: 'the first message is no JSON: it is the body of POST /execute' };
  }
  const read = parseBody(body, executeRequest);
  if ('value' in read) return { value: commandRequestOf(read.value) };
  return { problem: read.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ') };
}

function isCancel(text: string): boolean {
  try {
    return (JSON.parse(text) as { type?: unknown } | null)?.type === 'cancel';
  } catch {
    return false;
  }
}

/** One frame after the other: the next is taken when the last has left. */
async function send(ws: WebSocket, messages: AsyncIterable<CommandMessage>): Promise<void> {
  for await (const message of messages) {
    if (ws.readyState !== ws.OPEN) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    ws.send(writeCommandMessage(message), () => resolve());
    await promise;
  }
}

function refuse(ws: WebSocket, code: number, why: string): void {
  ws.send(writeCommandMessage({ type: 'error', message: why }));
  end(ws, code, why);
}

/** The reason of a close has at most 123 bytes (RFC 6455, 5.5). */
function end(ws: WebSocket, code: number, why: string): void {
  ws.close(
    code,
    Buffer.from(why)
      .subarray(0, 120)
      .toString()
      .replace(/\ufffd+$/, ''),
  );
}
