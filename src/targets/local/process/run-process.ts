import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import { type EndOptions, endProcesses } from './end-processes.ts';
import { type CapturedOutput, OutputCapture } from './output-capture.ts';
import { openOutputPipe } from './output-pipe.ts';
import { MARKER } from './process-tree.ts';

/** What is run: a program with its arguments, or a line for `/bin/sh`. */
export type ProcessCommand = { readonly argv: readonly [string, ...string[]] } | { readonly shell: string };

export interface ProcessOrder {
  readonly command: ProcessCommand;
  readonly cwd: string;
  /** Complete: nothing of this process's environment is added. See `commandEnvironment`. */
  readonly env: Readonly<Record<string, string>>;
  /** After so long all its processes are ended. Absent: never. */
  readonly timeoutMs?: number;
  /** From SIGTERM to SIGKILL, default 5,000. */
  readonly graceMs?: number;
  /** Of its output as much is kept, the beginning and the end; default 1 MiB. */
  readonly maxOutputBytes?: number;
  /** For its standard input, which is empty otherwise. */
  readonly stdin?: string;
  /** What it writes, as it comes; whole characters. While the promise is open, nothing more is read, and a command that writes much waits. */
  readonly onOutput?: (text: string) => void | Promise<void>;
  /** Called with the number of its process, which leads its process group. */
  readonly onStarted?: (pid: number) => void;
  /** By this name its processes are found again (`membersOf`); default random. No slash in it. */
  readonly name?: string;
}

/** It ran to an end, whichever. */
export interface ProcessEnded {
  readonly kind: 'ended';
  /** `null`: ended by a signal. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** The signal was raised before it had ended. */
  readonly cancelled: boolean;
  readonly output: CapturedOutput;
  /** Ms since the epoch. */
  readonly startedAt: number;
  /** To the end of its own process; the end of what it left behind is not in it. */
  readonly durationMs: number;
  /** Processes that were still there when its own had ended, and were ended. 0 after a timeout or cancel. */
  readonly leftBehind: number;
  /** Numbers of processes that nothing ends: they hang in the kernel. */
  readonly undying: readonly number[];
}

/** It never ran: nothing is known about the command itself. */
export interface ProcessNotStarted {
  readonly kind: 'not_started';
  /** For people, with the value. */
  readonly why: string;
  /** The platform's code: `ENOENT`, `EACCES`, `EAGAIN`. */
  readonly code?: string;
  /** The signal had been raised. */
  readonly cancelled: boolean;
}

const GRACE_MS = 5_000;
/** So long may what a command left behind end by itself: the `tee` that keeps its log reads to the end. */
const SETTLE_MS = 250;
const MAX_OUTPUT_BYTES = 1024 * 1024;
/** The longest span that a platform timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** When every process is gone and the pipe is still open, somebody who was not found holds it. */
const DRAIN_MS = 10_000;

/**
 * Runs a command in a process group of its own and waits until nothing of it is left: at its timeout, when `signal` is raised, and also
 * when it ended and left processes behind, all of them are ended (SIGTERM, grace, SIGKILL). Never rejects for what the world can do.
 *
 * @example await runProcess({ command: { argv: ['npm', 'test'] }, cwd, env: commandEnvironment({ from: process.env }), timeoutMs: 60_000 }, signal)
 */
export async function runProcess(order: ProcessOrder, signal: StopSignal): Promise<ProcessEnded | ProcessNotStarted> {
  const pipe = await openOutputPipe();
  if (signal.aborted) {
    pipe?.readEnd.destroy();
    if (pipe !== undefined) closeSync(pipe.writeEnd);
    return { kind: 'not_started', why: 'stopped before it was started', cancelled: true };
  }
  const name = order.name ?? randomBytes(8).toString('hex');
  const startedAt = performance.timeOrigin + performance.now();
  let child: ChildProcess;
  try {
    child = start(order, name, pipe?.writeEnd ?? 'pipe');
    await started(child);
  } catch (error) {
    pipe?.readEnd.destroy();
    return notStarted(order, error as NodeJS.ErrnoException);
  } finally {
    if (pipe !== undefined) closeSync(pipe.writeEnd);
  }
  const begun = performance.now();
  const { pid = 0 } = child;
  order.onStarted?.(pid);
  // It may end without reading its input.
  child.stdin?.on('error', () => {});
  child.stdin?.end(order.stdin);

  const output = new OutputCapture(order.maxOutputBytes ?? MAX_OUTPUT_BYTES);
  const streams = pipe === undefined ? [child.stdout, child.stderr].filter((stream) => stream !== null) : [pipe.readEnd];
  const reading = Promise.all(streams.map((stream) => read(stream, output, order.onOutput)));
  const graceMs = order.graceMs ?? GRACE_MS;
  const exited = exitOf(child, begun);
  const why = await untilEnd(exited, order.timeoutMs, signal);
  const { left, found } = await endGroup({ root: pid, matches: (other) => other === name, graceMs, settleMs: why === 'exit' ? SETTLE_MS : 0 });
  const { exitCode, signal: killedBy, durationMs } = await exited;
  await Promise.race([reading, sleep(DRAIN_MS, undefined, { ref: false })]);
  for (const stream of streams) stream.destroy();
  return {
    kind: 'ended',
    exitCode,
    signal: killedBy,
    timedOut: why === 'timeout',
    cancelled: why === 'cancel',
    output: output.result(),
    startedAt,
    durationMs,
    leftBehind: why === 'exit' ? found : 0,
    undying: left,
  };
}

function start({ command, cwd, env, stdin }: ProcessOrder, name: string, out: number | 'pipe'): ChildProcess {
  const outer = process.env[MARKER];
  const options: SpawnOptions = {
    cwd,
    env: { ...env, [MARKER]: outer === undefined ? name : `${outer}/${name}` },
    detached: true,
    stdio: [stdin === undefined ? 'ignore' : 'pipe', out, out],
    windowsHide: true,
  };
  if ('shell' in command) return spawn(command.shell, { ...options, shell: true });
  const [program, ...args] = command.argv;
  return spawn(program, args, options);
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

interface Exit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly durationMs: number;
}

function exitOf(child: ChildProcess, begun: number): Promise<Exit> {
  return new Promise((resolve) => {
    // Of a process that runs, an error says only that a signal could not be sent.
    child.on('error', () => {});
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, durationMs: performance.now() - begun }));
  });
}

async function untilEnd(exited: Promise<unknown>, timeoutMs: number | undefined, signal: StopSignal): Promise<'exit' | 'timeout' | 'cancel'> {
  const { promise, resolve } = Promise.withResolvers<'timeout' | 'cancel'>();
  const cancel = (): void => resolve('cancel');
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => resolve('timeout'), Math.min(timeoutMs, LONGEST_TIMER_MS));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([exited.then(() => 'exit' as const), promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** Where processes can't be listed, the group is all that is known. */
async function endGroup(options: EndOptions & { readonly root: number }): ReturnType<typeof endProcesses> {
  if (process.platform === 'linux') return await endProcesses(options);
  const { root, graceMs, settleMs = 0 } = options;
  if (!(await groupLasts(root, settleMs)) || !sendGroup(root, 'SIGTERM')) return { found: 0, left: [] };
  if (await groupLasts(root, graceMs)) sendGroup(root, 'SIGKILL');
  return { found: 1, left: [] };
}

async function groupLasts(root: number, forMs: number): Promise<boolean> {
  for (const deadline = performance.now() + forMs; performance.now() < deadline; await sleep(20)) if (!sendGroup(root, 0)) return false;
  return sendGroup(root, 0);
}

function sendGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function read(stream: Readable, output: OutputCapture, onOutput: ProcessOrder['onOutput']): Promise<void> {
  const decoder = new TextDecoder();
  let listener = onOutput;
  const tell = async (text: string): Promise<void> => {
    if (text === '' || listener === undefined) return;
    try {
      await listener(text);
    } catch {
      // Nobody listens any more; the command goes on, and what it writes is kept.
      listener = undefined;
    }
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      output.add(chunk);
      await tell(decoder.decode(chunk, { stream: true }));
    }
  } catch {
    // Closed from our side.
  }
  await tell(decoder.decode());
}

function notStarted({ command, cwd }: ProcessOrder, error: NodeJS.ErrnoException): ProcessNotStarted {
  const program = 'shell' in command ? 'the shell' : command.argv[0];
  const code = error.code;
  const why = !isFolder(cwd)
    ? `the folder ${cwd} does not exist`
    : code === 'ENOENT'
      ? `${program}: there is no such program on the PATH of the command`
      : code === 'EACCES'
        ? `${program} may not be executed`
        : `${program} could not be started: ${error.message}`;
  return { kind: 'not_started', why, cancelled: false, ...(code === undefined ? {} : { code }) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
