import type * as z from 'zod';
import type { ParallelExecutionRow } from '../../stores/server/parallel-test-tables.ts';
import type { resultsView, started, statusView } from './parallel-schemas.ts';
import type { KnownSession, Taken } from './parallel-tests.ts';
import { isOver } from './test-session.ts';

/** The session's state in the words of the API. */
function statusOf({ row, isCancelling }: KnownSession): z.output<typeof statusView>['status'] {
  return isCancelling && row.status === 'running' ? 'cancelling' : row.status;
}

/** Answer to a start, or to further tests. */
export function takenView({ session, taken, estimateMs }: Taken): z.output<typeof started> {
  return {
    session_id: session.row.id,
    status: statusOf(session),
    num_workers: session.row.workers,
    tests_queued: taken.length,
    estimated_duration_minutes: Math.round(estimateMs / 6_000) / 10,
    execution_ids: taken.map(({ id }) => id),
  };
}

export function statusViewOf(session: KnownSession): z.output<typeof statusView> {
  const { row, executions, workers } = session;
  const count = (is: (execution: ParallelExecutionRow) => boolean): number => executions.filter(is).length;
  return {
    session_id: row.id,
    status: statusOf(session),
    num_workers: row.workers,
    progress: {
      total: executions.length,
      completed: count(({ status }) => isOver(status)),
      running: count(({ status }) => status === 'running'),
      pending: count(({ status }) => status === 'pending'),
      failed: count(({ status }) => isOver(status) && status !== 'passed' && status !== 'cancelled'),
    },
    workers: workers.map(({ id, status, currentTest, worktree }) => ({ id, status, current_test: currentTest ?? null, worktree: worktree ?? null })),
    started_at: stamp(row.createdAt),
    completed_at: row.completedAt === undefined ? null : stamp(row.completedAt),
  };
}

export function resultsViewOf(session: KnownSession, now: number): z.output<typeof resultsView> {
  const { row, executions } = session;
  const { progress } = statusViewOf(session);
  const sum = (of: (execution: ParallelExecutionRow) => number): number => executions.reduce((all, execution) => all + of(execution), 0);
  return {
    session_id: row.id,
    status: statusOf(session),
    duration_seconds: seconds((row.completedAt ?? now) - row.createdAt),
    summary: {
      total: progress.total,
      passed: executions.filter(({ status }) => status === 'passed').length,
      failed: progress.failed,
      pending: progress.pending,
      running: progress.running,
      tasks_passed: sum(({ tasksPassed }) => tasksPassed),
      tasks_failed: sum(({ tasksFailed }) => tasksFailed),
    },
    results: executions.map((execution) => ({
      execution_id: execution.id,
      plan_file: execution.planFile,
      batch_range: execution.batchRange,
      status: execution.status,
      tasks_passed: execution.tasksPassed,
      tasks_failed: execution.tasksFailed,
      duration_seconds:
        execution.startedAt === undefined || execution.completedAt === undefined ? null : seconds(execution.completedAt - execution.startedAt),
      retry_count: execution.retryCount,
      worker: execution.worker ?? null,
      worktree: execution.worktree ?? null,
      error: execution.error ?? null,
      report_path: execution.reportPath ?? null,
    })),
  };
}

const seconds = (ms: number): number => Math.round(Math.max(0, ms)) / 1_000;
const stamp = (at: number): string => new Date(at).toISOString();
