import { judgeTasks } from '../../../core/work/judge.ts';
import { type Judgement, MOST_OUTPUT, type TaskOutcome } from '../../../core/work/test-outcome.ts';
import { commandText, type Task, type Work } from '../../../core/work/work.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import { changedFiles, digestTree } from './digest-tree.ts';
import { type Bench, type CommandResult, runCommand } from './run-command.ts';

/** What one attempt of a test came to. */
export interface TestRun {
  readonly judgement: Judgement;
  readonly output: string;
  readonly outputBytes: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly tasks?: readonly TaskOutcome[];
  readonly changedFiles?: readonly string[];
  /** See {@link CommandResult.killedFromOutside}. */
  readonly killedFromOutside: boolean;
}

/**
 * Runs a test once: its command, or the tasks of its plan.
 *
 * @param command runs one command of it: here, or elsewhere
 */
export async function runTest(work: Work, bench: Bench, signal: StopSignal, command: typeof runCommand = runCommand): Promise<TestRun> {
  const before = work.fs === 'read-only' ? await digestTree(bench.root) : undefined;
  const { body } = work;
  const ran =
    body.kind === 'tasks'
      ? await runTasks(body.tasks, work, bench, signal, command)
      : ofCommand(await command({ ...common(work), ...body }, bench, signal));
  if (before === undefined) return ran;
  const changed = changedFiles(before, await digestTree(bench.root));
  if (changed.length === 0) return ran;
  const why = `it changed ${changed.length} file${changed.length === 1 ? '' : 's'}: ${changed.slice(0, 5).join(', ')}${changed.length > 5 ? ' …' : ''}`;
  const { judgement } = ran;
  const error = judgement.error === undefined ? why : `${judgement.error}; ${why}`;
  return { ...ran, judgement: { ...judgement, status: judgement.status === 'passed' ? 'failed' : judgement.status, error }, changedFiles: changed };
}

const common = ({ timeoutMs, workingDirectory }: Work) => ({ timeoutMs, ...(workingDirectory === undefined ? {} : { workingDirectory }) });

function ofCommand({ judgement, output, bytes, startedAt, endedAt, killedFromOutside }: CommandResult): TestRun {
  return { judgement, output: tail(output), outputBytes: bytes, startedAt, endedAt, killedFromOutside };
}

/** Task after task; those of batches behind a failed one are skipped. */
async function runTasks(tasks: readonly Task[], work: Work, bench: Bench, signal: StopSignal, command: typeof runCommand): Promise<TestRun> {
  const startedAt = Date.now();
  const outcomes: TaskOutcome[] = [];
  const parts: string[] = [];
  let bytes = 0;
  let failedBatch: number | undefined;
  let killed = false;
  for (const task of tasks) {
    const now = Date.now();
    const facts = { id: task.id, name: task.name, command: commandText(task.run) };
    const leftMs = startedAt + work.timeoutMs - now;
    if (failedBatch !== undefined && task.batch > failedBatch) {
      outcomes.push({
        ...facts,
        status: 'skipped',
        patterns: [],
        error: `a task of batch ${failedBatch} did not pass`,
        startedAt: now,
        endedAt: now,
      });
      continue;
    }
    if (leftMs <= 0) {
      outcomes.push({ ...facts, status: 'timed_out', patterns: [], error: 'the time of the whole test was over', startedAt: now, endedAt: now });
      continue;
    }
    const title = `== ${task.id} ${task.name}\n`;
    bench.write(title);
    const ran = await command({ ...common(work), ...task, timeoutMs: Math.min(task.timeoutMs, leftMs) }, bench, signal);
    parts.push(title, ran.output.length > 0 && !ran.output.endsWith('\n') ? `${ran.output}\n` : ran.output);
    bytes += ran.bytes;
    killed ||= ran.killedFromOutside;
    outcomes.push({ ...facts, ...ran.judgement, startedAt: ran.startedAt, endedAt: ran.endedAt });
    if (ran.judgement.status !== 'passed') failedBatch ??= task.batch;
    if (ran.judgement.status === 'cancelled') break;
  }
  return {
    judgement: judgeTasks(outcomes),
    output: tail(parts.join('')),
    outputBytes: bytes,
    startedAt,
    endedAt: Date.now(),
    tasks: outcomes,
    killedFromOutside: killed,
  };
}

/** The end of an output says most about what went wrong. */
export function tail(text: string): string {
  return text.length <= MOST_OUTPUT ? text : `[… ${text.length - MOST_OUTPUT} characters before this …]\n${text.slice(-MOST_OUTPUT).toWellFormed()}`;
}
