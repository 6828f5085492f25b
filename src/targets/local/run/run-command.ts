import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { plainText } from '../../../core/text/plain-text.ts';
import { judge, type ProcessEnd } from '../../../core/work/judge.ts';
import { matchPatterns } from '../../../core/work/patterns.ts';
import type { Judgement } from '../../../core/work/test-outcome.ts';
import type { CommandLine, Expectation } from '../../../core/work/work.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import { type ProcessEnded, type ProcessNotStarted, runProcess } from '../process/run-process.ts';
import { tryRegex } from './try-regex.ts';

/** Where and how the commands of one attempt run. */
export interface Bench {
  /** Absolute path of the worktree. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** By this its processes are known again, whatever happens to the harness. */
  readonly marker: string;
  /** From SIGTERM to SIGKILL. */
  readonly graceMs: number;
  readonly write: (text: string) => void;
}

export interface CommandOrder extends Expectation {
  readonly run: CommandLine;
  readonly timeoutMs: number;
  readonly workingDirectory?: string;
}

export interface CommandResult {
  readonly judgement: Judgement;
  /** Colour-free; where it was long, its beginning and its end. */
  readonly output: string;
  readonly bytes: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** It was ended by SIGKILL from outside: the kernel's out-of-memory killer, or a person. */
  readonly killedFromOutside: boolean;
}

/** So much of an output is searched for patterns, half of it from its beginning and half from its end. */
const SEARCHED_BYTES = 1024 * 1024;

/** Runs one command in a worktree and judges it. */
export async function runCommand(order: CommandOrder, bench: Bench, signal: StopSignal): Promise<CommandResult> {
  const before = Date.now();
  const cwd = folderInside(bench.root, order.workingDirectory);
  if (typeof cwd === 'object') return notStarted(cwd.why, before);
  const command = 'shell' in order.run ? { shell: order.run.shell } : { argv: order.run.argv };
  const ran = await runProcess(
    {
      command,
      cwd,
      env: bench.env,
      timeoutMs: order.timeoutMs,
      graceMs: bench.graceMs,
      maxOutputBytes: SEARCHED_BYTES,
      name: bench.marker,
      onOutput: (text) => bench.write(text),
    },
    signal,
  );
  if (ran.kind === 'not_started') return ran.cancelled ? cancelled(before) : notStarted(ran.why, before);
  const output = plainText(ran.output.text);
  const judgement = judge(endOf(ran, order.timeoutMs), order, matchPatterns(order.patterns, output, tryRegex));
  return {
    judgement,
    output,
    bytes: ran.output.bytes,
    startedAt: Math.round(ran.startedAt),
    endedAt: Math.round(ran.startedAt + ran.durationMs),
    killedFromOutside: ran.signal === 'SIGKILL' && !ran.timedOut && !ran.cancelled,
  };
}

function endOf(ran: ProcessEnded, timeoutMs: number): ProcessEnd {
  if (ran.cancelled) return { kind: 'cancelled' };
  if (ran.timedOut) return { kind: 'timed_out', afterMs: timeoutMs };
  if (ran.exitCode === null) return { kind: 'signalled', signal: ran.signal ?? 'unknown' };
  return { kind: 'exited', code: ran.exitCode };
}

function notStarted(why: ProcessNotStarted['why'], at: number): CommandResult {
  return { judgement: { status: 'error', patterns: [], error: why }, output: '', bytes: 0, startedAt: at, endedAt: at, killedFromOutside: false };
}

function cancelled(at: number): CommandResult {
  return {
    judgement: { status: 'cancelled', patterns: [], error: 'cancelled' },
    output: '',
    bytes: 0,
    startedAt: at,
    endedAt: at,
    killedFromOutside: false,
  };
}

/** A folder of the worktree: neither `..` nor a link leads out of it. */
function folderInside(root: string, folder: string | undefined): string | { readonly why: string } {
  if (folder === undefined) return root;
  try {
    const real = realpathSync(join(root, folder));
    const inside = relative(realpathSync(root), real);
    return inside.startsWith('..') || isAbsolute(inside) ? { why: `the folder ${folder} leads out of the worktree` } : real;
  } catch (error) {
    return { why: `there is no folder ${folder} in the worktree (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})` };
  }
}
