import * as z from 'zod';
import type { CommandRow } from '../../stores/server/command-table.ts';
import type { CommandRequest } from './executions.ts';

const LONGEST_S = 24 * 60 * 60;
const MOST_TEXT = 100_000;

export const executionId = z
  .string()
  .regex(/^[\w.:-]{1,128}$/, 'expected 1 to 128 letters, digits, "_", ".", ":" or "-"')
  .meta({
    description: 'By which the command is asked for again. The same id is never run twice. Without one, the command ends when its caller leaves.',
  });

/** Body of `POST /execute`, and first message over a WebSocket. */
export const executeRequest = z
  .strictObject({
    command: z
      .union([z.string().min(1).max(MOST_TEXT), z.array(z.string().max(MOST_TEXT)).min(1).max(1_000)])
      .meta({ description: 'A line for the shell, or a program with its arguments, which no shell touches.' }),
    timeout: z
      .number()
      .positive()
      .max(LONGEST_S)
      .default(600)
      .meta({ description: 'Seconds after which it is killed, with all that it has started.' }),
    stream: z
      .boolean()
      .default(true)
      .meta({ description: 'Messages line by line as they come (newline-delimited JSON), or one JSON document at the end.' }),
    execution_id: executionId.optional(),
    working_directory: z.string().min(1).max(4_096).optional().meta({ description: "Below the server's folder. Default: that folder." }),
    env: z
      .record(z.string().regex(/^[A-Za-z_]\w*$/, 'expected the name of a variable'), z.string().max(MOST_TEXT))
      .optional()
      .meta({ description: 'Variables of its environment, beside those that the server hands on.' }),
  })
  .meta({ id: 'ExecuteRequest' });

export const execution = z
  .object({
    execution_id: z.string(),
    command: z.string(),
    state: z
      .enum(['running', 'completed', 'failed', 'interrupted'])
      .meta({ description: 'failed: it could not be run. interrupted: the server died while it ran.' }),
    exit_code: z.int().nullable().meta({ description: 'null: it has not ended, or a signal ended it.' }),
    signal: z.string().optional(),
    timed_out: z.boolean(),
    cancelled: z.boolean(),
    error: z.string().optional().meta({ description: 'Why it could not be run, or was lost.' }),
    output: z.string().meta({ description: 'Beginning and end of what it wrote to both outputs, without colours.' }),
    output_bytes: z.int(),
    started_at: z.string(),
    ended_at: z.string().optional(),
    duration_ms: z.number().optional(),
  })
  .meta({ id: 'Execution' });

export const executionList = z.object({ executions: z.array(execution) }).meta({ id: 'ExecutionList' });

/** The request as it is run. An empty program is a problem that the schema can't say. */
export function commandRequestOf(body: z.output<typeof executeRequest>): CommandRequest {
  const { command } = body;
  const [program = '', ...args] = typeof command === 'string' ? [] : command;
  return {
    run: typeof command === 'string' ? { shell: command } : { argv: [program, ...args] },
    timeoutMs: body.timeout * 1_000,
    ...(body.execution_id === undefined ? {} : { id: body.execution_id }),
    ...(body.working_directory === undefined ? {} : { workingDirectory: body.working_directory }),
    ...(body.env === undefined ? {} : { env: body.env }),
  };
}

/** As it is answered. */
export function executionView(row: CommandRow): z.input<typeof execution> {
  return {
    execution_id: row.id,
    command: row.command,
    state: row.state,
    exit_code: row.exitCode ?? null,
    ...(row.signal === undefined ? {} : { signal: row.signal }),
    timed_out: row.timedOut,
    cancelled: row.cancelled,
    ...(row.error === undefined ? {} : { error: row.error }),
    output: row.output,
    output_bytes: row.outputBytes,
    started_at: new Date(row.startedAt).toISOString(),
    ...(row.endedAt === undefined ? {} : { ended_at: new Date(row.endedAt).toISOString() }),
    ...(row.durationMs === undefined ? {} : { duration_ms: Math.round(row.durationMs) }),
  };
}
