import { type Context, Hono } from 'hono';
import { type CommandMessage, writeCommandMessage } from '../../core/work/command-message.ts';
import type { CommandRow } from '../../stores/server/command-table.ts';
import { readBody } from '../http/json-problems.ts';
import { commandRequestOf, executeRequest, executionView } from './command-schemas.ts';
import { type Execution, lastMessage } from './execution.ts';
import type { Accepted, Executions } from './executions.ts';

/** Most seconds that a look waits for the end. */
const LONGEST_WAIT_S = 60;

/**
 * The command server: `POST /execute` runs a command and tells what it says, `/executions` knows what was run.
 *
 * Who asks again with an id that is known gets that command's messages from the beginning, and nothing is started.
 */
export function commandRoutes(executions: Executions): Hono {
  const app = new Hono();

  app.post('/execute', async (c) => {
    const read = await readBody(c, executeRequest);
    if ('answer' in read) return read.answer;
    const accepted = executions.start(commandRequestOf(read.value));
    if (accepted.kind === 'refused') return refused(c, accepted);
    if (accepted.kind === 'over')
      return read.value.stream ? ndjson(pastMessages(accepted.row), accepted.row.id) : c.json(executionView(accepted.row));
    const { execution } = accepted;
    const isAnonymous = read.value.execution_id === undefined;
    if (read.value.stream) return streamOf(execution, isAnonymous);
    const leave = (): void => execution.cancel();
    if (isAnonymous) c.req.raw.signal.addEventListener('abort', leave, { once: true });
    return c.json(executionView(await execution.ended));
  });

  app.get('/executions', (c) => c.json({ executions: executions.list(c.req.query('prefix') ?? '').map(executionView) }));

  app.get('/executions/:id', async (c) => {
    const wait = Number(c.req.query('wait') ?? 0);
    if (!(wait >= 0 && wait <= LONGEST_WAIT_S)) return c.json({ error: `wait: expected 0 to ${LONGEST_WAIT_S} seconds` }, 400);
    const live = executions.live(c.req.param('id'));
    if (live !== undefined && wait > 0) await Promise.race([live.ended, elapsed(wait * 1_000, c.req.raw.signal)]);
    const row = executions.get(c.req.param('id'));
    return row === undefined ? unknownExecution(c) : c.json(executionView(row));
  });

  app.get('/executions/:id/stream', (c) => {
    const live = executions.live(c.req.param('id'));
    if (live !== undefined) return streamOf(live, false);
    const row = executions.get(c.req.param('id'));
    return row === undefined ? unknownExecution(c) : ndjson(pastMessages(row), row.id);
  });

  app.post('/executions/:id/cancel', async (c) => {
    const live = executions.live(c.req.param('id'));
    live?.cancel();
    await live?.ended;
    const row = executions.get(c.req.param('id'));
    return row === undefined ? unknownExecution(c) : c.json(executionView(row));
  });

  return app;
}

/** What a command that is over has said. */
export async function* pastMessages(row: CommandRow): AsyncGenerator<CommandMessage, void, undefined> {
  yield { type: 'started', executionId: row.id, startedAt: row.startedAt };
  if (row.output !== '') yield { type: 'output', text: row.output };
  yield lastMessage(row);
}

/** The messages of a command from its beginning on. A command without an id that nobody hears any more is ended. */
function streamOf(execution: Execution, isAnonymous: boolean): Response {
  const listener = execution.listen();
  return ndjson(listener, execution.id, () => {
    listener.close();
    if (isAnonymous && !execution.isHeard) execution.cancel();
  });
}

function ndjson(messages: AsyncIterable<CommandMessage>, id: string, onLeave: () => void = () => {}): Response {
  const iterator = messages[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(`${writeCommandMessage(value)}\n`));
    },
    cancel: onLeave,
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'x-execution-id': id } });
}

function refused(c: Context, { status, why }: Extract<Accepted, { kind: 'refused' }>): Response {
  return c.json({ error: why }, status, status === 429 || status === 503 ? { 'retry-after': '1' } : {});
}

function unknownExecution(c: Context): Response {
  return c.json({ error: `there is no execution ${c.req.param('id')}` }, 404);
}

function elapsed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
