import type { IncomingMessage } from 'node:http';
import { type CommandMessage, readCommandMessage } from '../../core/work/command-message.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { CommandWire, ExecuteBody, Opened } from './command-wire.ts';
import { exchange, refusalOf, retryAfterOf, type Server } from './http-exchange.ts';

/** A line that is longer is taken in parts, as output. */
const LONGEST_LINE = 4 * 1024 * 1024;
const MOST_REFUSAL = 64 * 1024;

/** Commands over `POST /execute`: messages come line by line. */
export function lineWire(server: Server): CommandWire {
  return {
    async execute(body: ExecuteBody, signal: StopSignal): Promise<Opened> {
      const answer = await exchange(server, { method: 'POST', path: '/execute', body: JSON.stringify(body) }, signal);
      if (answer.kind === 'failed') return answer;
      const { status, response } = answer;
      if (status >= 200 && status < 300) return { kind: 'open', messages: messagesOf(response), close: () => response.destroy() };
      const text = await readRefusal(response);
      const retryAfterMs = retryAfterOf(response);
      return { kind: 'refused', status, why: refusalOf(status, text, response), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    },
  };
}

/** Opens the messages of a command that runs already. */
export async function followLines(server: Server, executionId: string, signal: StopSignal): Promise<Opened> {
  const answer = await exchange(server, { method: 'GET', path: `/executions/${encodeURIComponent(executionId)}/stream` }, signal);
  if (answer.kind === 'failed') return answer;
  const { status, response } = answer;
  if (status === 200) return { kind: 'open', messages: messagesOf(response), close: () => response.destroy() };
  return { kind: 'refused', status, why: refusalOf(status, await readRefusal(response), response) };
}

/** Lines may be split anywhere, also in the middle of a character; the last one may lack its end. A broken connection just ends them. */
async function* messagesOf(response: IncomingMessage): AsyncGenerator<CommandMessage, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      rest += decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield readCommandMessage(line.replace(/\r$/, ''));
      if (rest.length > LONGEST_LINE) {
        yield { type: 'output', text: rest };
        rest = '';
      }
    }
    rest += decoder.decode();
  } catch {
    // It broke: whoever reads sees that the last message is missing.
  } finally {
    response.destroy();
  }
  if (rest.trim() !== '') yield readCommandMessage(rest);
}

async function readRefusal(response: IncomingMessage): Promise<string> {
  let text = '';
  const timer = setTimeout(() => response.destroy(), 5_000);
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      text += chunk.toString();
      if (text.length > MOST_REFUSAL) break;
    }
  } catch {
    // What came is enough.
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
  return text;
}
