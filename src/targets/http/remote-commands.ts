import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandMessage } from '../../core/work/command-message.ts';
import { judge, type ProcessEnd } from '../../core/work/judge.ts';
import { matchPatterns } from '../../core/work/patterns.ts';
import { commandText } from '../../core/work/work.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { CommandOrder, CommandResult } from '../local/run/run-command.ts';
import { tryRegex } from '../local/run/try-regex.ts';
import type { CommandWire, ExecuteBody, Opened } from './command-wire.ts';
import { ask, type Server } from './http-exchange.ts';
import { followLines } from './line-wire.ts';
import { RemoteOutput } from './remote-output.ts';

/** A server that runs commands, and what it can do. */
export interface Remote {
  readonly server: Server;
  readonly wire: CommandWire;
  /** It knows executions by their ids: the same is never run twice, and what was lost on the way can be read again. */
  readonly knowsExecutions: boolean;
  readonly clock: Clock;
  /** Counts a request. */
  readonly onRequest: (endpoint: string) => void;
}

/** Hears what a command writes, as it comes; what is read a second time is not told again. */
export type OutputListener = (text: string) => void;

/** One command, with the id under which the server knows it. */
export interface RemoteOrder extends CommandOrder {
  readonly id: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Raised when this process leaves a command alone: it goes on, and whoever resumes finds it. */
export class LeftAloneError extends Error {
  override readonly name = 'LeftAloneError';
}

/** The server ends a command at its timeout. When nothing is heard for so much longer, it is given up. */
const PATIENCE_MS = 30_000;
/** For so long a lost command is looked for, at these distances. */
const LOOKS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000] as const;

/**
 * Asks the server to run a command.
 *
 * @returns at once, when it is known whether the server took it
 */
export async function openCommand(remote: Remote, order: RemoteOrder, left: StopSignal): Promise<Opened> {
  remote.onRequest('execute');
  return await remote.wire.execute(bodyOf(remote, order), left);
}

/**
 * Reads the messages of a command to its end and judges it. A connection that breaks says nothing about the command: a server that knows
 * executions is asked for it again, with any other it ends as an infrastructure error. It is never run a second time.
 *
 * @param options.left raised: it is left alone
 * @throws LeftAloneError
 */
export async function watchCommand(
  remote: Remote,
  order: RemoteOrder,
  first: Opened,
  { left, onOutput = () => {} }: { readonly left: StopSignal; readonly onOutput?: OutputListener },
): Promise<CommandResult> {
  const { clock } = remote;
  const begunAt = clock.now();
  let opened = first;
  let trouble = 'the connection broke before the command had ended';
  for (let look = 0; ; look++) {
    // Who reads again reads from the beginning.
    const output = new RemoteOutput();
    let deadline = false;
    if (opened.kind === 'open') {
      const { messages, close } = opened;
      left.addEventListener('abort', close, { once: true });
      const timer = setTimeout(
        () => {
          deadline = true;
          close();
        },
        Math.min(order.timeoutMs + PATIENCE_MS, 2 ** 31 - 1),
      );
      const last = await lastOf(messages, output, look === 0 ? onOutput : () => {});
      clearTimeout(timer);
      left.removeEventListener('abort', close);
      if (last !== undefined) return resultOf(remote, order, last, output, begunAt);
      if (deadline) trouble = `the server was silent ${PATIENCE_MS / 1_000} s beyond the timeout of the command`;
    } else trouble = opened.why;
    if (left.aborted) throw new LeftAloneError('left alone');
    const pause = LOOKS_MS[look];
    if (!remote.knowsExecutions || deadline || pause === undefined || isFinal(opened)) return lost(remote, trouble, output, begunAt);
    await sleep(pause);
    if (left.aborted) throw new LeftAloneError('left alone');
    remote.onRequest('executions');
    opened = await followLines(remote.server, order.id, left);
  }
}

/** Asks a tool on the server's machine for its version. */
export async function askTool(remote: Remote, tool: string, signal: StopSignal): Promise<{ readonly said: string } | { readonly missing: string }> {
  const body: ExecuteBody = {
    command: `${tool} --version`,
    timeout: 20,
    stream: true,
    execution_id: `tool-${tool}-${randomBytes(6).toString('hex')}`,
  };
  remote.onRequest('execute');
  const opened = await remote.wire.execute(body, signal);
  if (opened.kind !== 'open') return { missing: `the server could not be asked for ${tool}: ${opened.why}` };
  const output = new RemoteOutput();
  const last = await lastOf(opened.messages, output, () => {});
  if (last?.type !== 'complete') return { missing: `the server could not be asked for ${tool}: ${last?.message ?? 'the connection broke'}` };
  // So say shells that find no such program (POSIX, XCU 2.8.2).
  return last.exitCode === 127 ? { missing: `${tool}: there is no such program on the PATH of the server's commands` } : { said: output.text };
}

/** Ends a command at a server that can. */
export async function cancelCommand(remote: Remote, id: string, signal: StopSignal): Promise<{ readonly ok: boolean; readonly why: string }> {
  remote.onRequest('cancel');
  const answer = await ask(remote.server, { method: 'POST', path: `/executions/${encodeURIComponent(id)}/cancel` }, signal);
  return { ok: answer.kind === 'answer' && answer.status < 300, why: answer.why };
}

/** The server said no, and will again. */
function isFinal(opened: Opened): boolean {
  return opened.kind === 'refused' && opened.status !== 429 && opened.status < 500;
}

type Last = Extract<CommandMessage, { type: 'complete' | 'error' }> & { readonly startedAt?: number };

async function lastOf(messages: AsyncIterable<CommandMessage>, output: RemoteOutput, onOutput: OutputListener): Promise<Last | undefined> {
  let error: Last | undefined;
  let startedAt: number | undefined;
  const stamped = (last: Last): Last => (startedAt === undefined ? last : { ...last, startedAt });
  for await (const message of messages) {
    if (message.type === 'output') {
      output.add(message.text);
      onOutput(message.text);
    } else if (message.type === 'started') startedAt = message.startedAt;
    // Some servers tell of an error and of the end after it: the end says more.
    else if (message.type === 'error') error = stamped(message);
    else return stamped(message);
  }
  return error;
}

function resultOf(remote: Remote, order: RemoteOrder, last: Last, output: RemoteOutput, begunAt: number): CommandResult {
  const now = remote.clock.now();
  const { text } = output;
  const judgement = judge(endOf(last, order), order, matchPatterns(order.patterns, text, tryRegex));
  // A command that was read from its beginning a second time began when the server says.
  const durationMs = last.type === 'complete' ? last.durationMs : undefined;
  const startedAt = Math.min(begunAt, last.startedAt ?? begunAt);
  const endedAt = startedAt < begunAt && durationMs !== undefined ? Math.min(now, startedAt + durationMs) : now;
  return { judgement, output: text, bytes: output.bytes, startedAt: Math.round(startedAt), endedAt: Math.round(endedAt), killedFromOutside: false };
}

function endOf(last: Last, { timeoutMs }: RemoteOrder): ProcessEnd {
  if (last.type === 'error') return { kind: 'not_started', why: last.message };
  if (last.cancelled) return { kind: 'cancelled' };
  if (last.timedOut) return { kind: 'timed_out', afterMs: timeoutMs };
  if (last.exitCode !== undefined) return { kind: 'exited', code: last.exitCode };
  return last.signal === undefined
    ? { kind: 'not_started', why: 'the server said that it ended, and not with which exit code' }
    : { kind: 'signalled', signal: last.signal };
}

function lost({ clock }: Remote, why: string, output: RemoteOutput, begunAt: number): CommandResult {
  return {
    judgement: { status: 'error', patterns: [], error: `${why}: whether it has ended is not known, and it is not sent again` },
    output: output.text,
    bytes: output.bytes,
    startedAt: Math.round(begunAt),
    endedAt: Math.round(clock.now()),
    killedFromOutside: false,
  };
}

function bodyOf({ knowsExecutions }: Remote, { id, run, timeoutMs, workingDirectory, env }: RemoteOrder): ExecuteBody {
  return {
    // A program with its arguments is an extension of ours.
    command: 'shell' in run ? run.shell : knowsExecutions ? run.argv : commandText(run),
    timeout: timeoutMs / 1_000,
    stream: true,
    execution_id: id,
    ...(workingDirectory === undefined ? {} : { working_directory: workingDirectory }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
  };
}
