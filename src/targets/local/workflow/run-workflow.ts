import { judgeTasks } from '../../../core/work/judge.ts';
import type { TaskOutcome, TestStatus } from '../../../core/work/test-outcome.ts';
import {
  asksForStatus,
  type Contexts,
  evaluate,
  evaluateCondition,
  evaluateToText,
  type PrecedingStatus,
} from '../../../core/workflow/expressions.ts';
import { expandMatrix, type MatrixCell } from '../../../core/workflow/matrix.ts';
import type { JobSource, WorkflowFile } from '../../../core/workflow/workflow-source.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import type { Bench } from '../run/run-command.ts';
import { type TestRun, tail } from '../run/run-test.ts';
import { OutputMask } from './output-mask.ts';
import { type JobResult, runJob } from './run-job.ts';

/** GitHub's limit of a matrix. */
const MOST_JOBS_OF_A_MATRIX = 256;

/** Where one job runs: a worktree of its own, as fresh as a runner's checkout. */
export type JobBench = Bench & {
  readonly scratch: string;
  /** Variables of the run's own: its commit stands in them. */
  readonly github: Readonly<Record<string, unknown>>;
  /** Gives the worktree back; `why`: keep it as it is. */
  close(why?: string): Promise<void>;
};

export interface WorkflowOrder {
  readonly workflow: WorkflowFile;
  /** As they run: booleans and numbers as such. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly worker: string;
  /** The `github` context as far as it is known before there is a worktree. */
  readonly github: Readonly<Record<string, unknown>>;
  readonly openJob: (key: string) => Promise<JobBench>;
  readonly write: (text: string) => void;
}

interface Finished {
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Runs a workflow on this machine, one job after the other in the order of their needs: `run:` steps with environment, matrix, inputs, conditions,
 * outputs and timeouts. What becomes of the test is what GitHub would make of the run.
 */
export async function runWorkflow(order: WorkflowOrder, signal: StopSignal): Promise<TestRun & { readonly summary: string }> {
  const startedAt = Date.now();
  const mask = new OutputMask();
  const finished = new Map<string, Finished>();
  const tasks: (TaskOutcome & { readonly excused: boolean })[] = [];
  const outputs: string[] = [];
  const summaries: string[] = [];
  let bytes = 0;
  let killed = false;
  for (const job of order.workflow.jobs) {
    const before = signal.aborted ? 'cancelled' : statusBefore(job, order.workflow, finished);
    const needs = Object.fromEntries(job.needs.map((id) => [id, finished.get(id)]));
    const contexts: Contexts = { inputs: order.inputs, vars: {}, needs, github: order.github };
    const skip = (status: 'skipped' | 'error', error: string): void => {
      const now = Date.now();
      tasks.push({ id: job.id, name: job.name ?? job.id, status, patterns: [], error, startedAt: now, endedAt: now, excused: status === 'skipped' });
      finished.set(job.id, { result: status === 'skipped' ? 'skipped' : 'failure', outputs: {} });
    };
    let cells: readonly (MatrixCell | undefined)[];
    try {
      if (!evaluateCondition(job.if ?? 'success()', contexts, before)) {
        skip(
          'skipped',
          job.if === undefined || !asksForStatus(job.if)
            ? `${before === 'success' ? 'its condition is false' : 'a job that it needs did not succeed'}`
            : 'its condition is false',
        );
        continue;
      }
      cells = job.matrix === undefined ? [undefined] : expandMatrix(evaluate(job.matrix, contexts));
      if (cells.length > MOST_JOBS_OF_A_MATRIX) throw new Error(`the matrix has ${cells.length} jobs; GitHub runs at most ${MOST_JOBS_OF_A_MATRIX}`);
    } catch (error) {
      skip('error', error instanceof Error ? error.message : String(error));
      continue;
    }
    const failFast = job.matrix !== undefined && evaluate(job.failFast, contexts) !== false;
    let result: Finished['result'] = 'success';
    let jobOutputs: Readonly<Record<string, string>> = {};
    for (const [index, cell] of cells.entries()) {
      const own: Contexts = { ...contexts, matrix: cell ?? {}, strategy: { 'job-index': index, 'job-total': cells.length, 'fail-fast': failFast } };
      const id = cell === undefined ? job.id : `${job.id}/${index}`;
      if (failFast && result !== 'success') {
        const now = Date.now();
        tasks.push({
          id,
          name: id,
          status: 'skipped',
          patterns: [],
          error: 'another job of its matrix failed',
          startedAt: now,
          endedAt: now,
          excused: true,
        });
        continue;
      }
      const ran = await runOne(order, job, id, cell, own, mask, signal);
      tasks.push(ran.task);
      outputs.push(ran.job.output);
      if (ran.job.summary !== '') summaries.push(ran.job.summary);
      bytes += ran.job.bytes;
      killed ||= ran.job.killedFromOutside;
      jobOutputs = { ...jobOutputs, ...ran.job.outputs };
      if (!ran.task.excused && ran.job.status !== 'success') result = ran.job.status === 'cancelled' ? 'cancelled' : 'failure';
    }
    finished.set(job.id, { result, outputs: jobOutputs });
  }
  const counted = tasks.filter(({ excused, status }) => !excused && status !== 'skipped');
  const judgement =
    counted.length > 0
      ? judgeTasks(counted, 'jobs')
      : tasks.some(({ status }) => status !== 'skipped')
        ? ({ status: 'passed', patterns: [] } as const)
        : ({ status: 'skipped', patterns: [], error: 'every job was skipped by its condition' } as const);
  return {
    judgement,
    ...{
      output: tail(mask.text(outputs.join(''))),
      outputBytes: bytes,
      startedAt,
      endedAt: Date.now(),
      killedFromOutside: killed,
      summary: mask.text(summaries.join('\n')),
    },
    tasks: tasks.map(({ excused: _, ...task }) => task),
  };
}

async function runOne(
  order: WorkflowOrder,
  job: JobSource,
  id: string,
  cell: MatrixCell | undefined,
  contexts: Contexts,
  mask: OutputMask,
  signal: StopSignal,
): Promise<{ readonly task: TaskOutcome & { readonly excused: boolean }; readonly job: JobResult }> {
  const name = nameOf(job, cell, contexts);
  const bench = await order.openJob(id);
  let ran: JobResult | undefined;
  let why: string | undefined;
  const startedAt = Date.now();
  try {
    const about = { contexts: { ...contexts, github: bench.github }, env: order.workflow.env, worker: order.worker, name };
    const log = mask.stream(order.write);
    const unmasked = await runJob(job, about, { ...bench, write: (text) => log.write(text) }, signal).catch((error: unknown): JobResult => {
      // An expression that can't be evaluated fails the job, as on GitHub.
      const message = error instanceof Error ? error.message : String(error);
      return { status: 'failure', error: message, outputs: {}, output: '', bytes: 0, killedFromOutside: false, summary: '' };
    });
    log.end();
    ran = masked(unmasked, mask);
    if (ran.status === 'failure' || ran.status === 'timed_out') why = `${name}: ${ran.error ?? ran.status}`;
  } finally {
    await bench.close(why);
  }
  const status: TestStatus = ran.status === 'success' ? 'passed' : ran.status === 'failure' ? 'failed' : ran.status;
  const excused = status === 'failed' && evaluate(job.continueOnError, contexts) === true;
  return {
    task: { id, name, status, patterns: [], ...(ran.error === undefined ? {} : { error: ran.error }), startedAt, endedAt: Date.now(), excused },
    job: ran,
  };
}

/** What people read of it; its outputs go on to other jobs as they are. */
function masked(job: JobResult, mask: OutputMask): JobResult {
  const output = mask.text(job.output);
  return { ...job, output, summary: mask.text(job.summary), ...(job.error === undefined ? {} : { error: mask.text(job.error) }) };
}

/** What a job's condition sees of the jobs that it needs, and of those that they need. */
function statusBefore(job: JobSource, workflow: WorkflowFile, finished: ReadonlyMap<string, Finished>): PrecedingStatus {
  const ancestors = new Set<string>();
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (ancestors.has(id)) continue;
      ancestors.add(id);
      visit(workflow.jobs.find((other) => other.id === id)?.needs ?? []);
    }
  };
  visit(job.needs);
  const results = [...ancestors].map((id) => finished.get(id)?.result);
  if (results.includes('cancelled')) return 'cancelled';
  if (results.includes('failure')) return 'failure';
  return job.needs.every((id) => finished.get(id)?.result === 'success') ? 'success' : 'skipped';
}

function nameOf(job: JobSource, cell: MatrixCell | undefined, contexts: Contexts): string {
  const plain = job.name ?? job.id;
  try {
    if (cell === undefined || job.name !== undefined) return evaluateToText(plain, contexts);
  } catch {
    return plain;
  }
  return `${plain} (${Object.values(cell)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join(', ')})`;
}
