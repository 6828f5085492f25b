/**
 * What a command server says about a command, one message a line (newline-delimited JSON) or a WebSocket frame.
 *
 * - `started`: it runs. Ours says so first; others need not.
 * - `output`: what it wrote to either output.
 * - `error`: it could not be run, or the server lost it. That says nothing about the command.
 * - `complete`: it ended.
 */
export type CommandMessage =
  | {
      readonly type: 'started';
      readonly executionId?: string;
      /** Server's clock, ms since the epoch. */
      readonly startedAt?: number;
    }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'error'; readonly message: string }
  | {
      readonly type: 'complete';
      /** Absent: it was ended by a signal, or the server did not say. */
      readonly exitCode?: number;
      readonly signal?: string;
      readonly timedOut: boolean;
      readonly cancelled: boolean;
      /** By the server's clock. */
      readonly durationMs?: number;
    };

/**
 * Reads one line of a command server's answer. Servers differ in what they call the text and the exit code, so every name that is in use is
 * taken. A line that is no message is output: nothing is lost.
 *
 * @param line without its line end
 */
export function readCommandMessage(line: string): CommandMessage {
  const fields = objectOf(line);
  if (fields === undefined) return { type: 'output', text: `${line}\n` };
  switch (fields.type) {
    case 'started':
      return startedOf(fields);
    case 'output':
    case 'stdout':
    case 'stderr':
      return { type: 'output', text: textOf(fields) ?? '' };
    case 'error':
      return { type: 'error', message: textOf(fields) ?? 'the server did not say why' };
    case 'complete':
    case 'exit':
      return completeOf(fields);
    default:
      // JSON that the command itself wrote.
      return { type: 'output', text: `${line}\n` };
  }
}

/** A message as our own server sends it, without a line end. */
export function writeCommandMessage(message: CommandMessage): string {
  switch (message.type) {
    case 'started':
      return JSON.stringify({
        type: 'started',
        ...(message.executionId === undefined ? {} : { execution_id: message.executionId }),
        ...(message.startedAt === undefined ? {} : { started_at: new Date(message.startedAt).toISOString() }),
      });
    case 'output':
      return JSON.stringify({ type: 'output', data: message.text });
    case 'error':
      return JSON.stringify({ type: 'error', message: message.message });
    case 'complete': {
      const { exitCode, signal, timedOut, cancelled, durationMs } = message;
      return JSON.stringify({
        type: 'complete',
        exit_code: exitCode ?? null,
        ...(signal === undefined ? {} : { signal }),
        timed_out: timedOut,
        cancelled,
        ...(durationMs === undefined ? {} : { duration_ms: Math.round(durationMs) }),
      });
    }
  }
}

/** The members of a JSON object; `undefined`: the line is none, or names no type. */
function objectOf(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return typeof value.type === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of ['data', 'output', 'text', 'content', 'message', 'error', 'line']) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function startedOf({ execution_id: executionId, started_at: stamp }: Readonly<Record<string, unknown>>): CommandMessage {
  const startedAt = typeof stamp === 'string' ? Date.parse(stamp) : Number.NaN;
  return {
    type: 'started',
    ...(typeof executionId === 'string' ? { executionId } : {}),
    ...(Number.isFinite(startedAt) ? { startedAt } : {}),
  };
}

function completeOf(fields: Readonly<Record<string, unknown>>): CommandMessage {
  const code = [fields.exit_code, fields.exitCode, fields.code].find((value) => Number.isSafeInteger(value)) as number | undefined;
  const { signal, timed_out: timedOut, cancelled, duration_ms: durationMs } = fields;
  return {
    type: 'complete',
    ...(code === undefined ? {} : { exitCode: code }),
    ...(typeof signal === 'string' && /^[A-Z0-9]{1,20}$/.test(signal) ? { signal } : {}),
    timedOut: timedOut === true,
    cancelled: cancelled === true,
    ...(typeof durationMs === 'number' && durationMs >= 0 && Number.isFinite(durationMs) ? { durationMs } : {}),
  };
}
