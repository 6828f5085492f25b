import type { StopSignal } from '../../ports/stop-signal.ts';
import type { ExecutionStatus } from '../../stores/server/parallel-test-tables.ts';
import type { PlanOrder, SessionConfig } from './parallel-schemas.ts';

/** A session whose tests are to be run. */
export interface RunnerSession {
  readonly id: string;
  /** From the server's folder on. */
  readonly repository: string;
  readonly ref?: string;
  readonly workers: number;
  readonly config: SessionConfig;
}

/** One test plan, to be run by one worker. */
export interface ExecutionOrder extends PlanOrder {
  /** Hex. */
  readonly id: string;
  /** `worker-2` */
  readonly worker: string;
  /** Called with the name of each worktree that it gets. */
  readonly onWorktree: (name: string) => void;
}

/** What a test plan came to. */
export interface ExecutionOutcome {
  readonly status: Exclude<ExecutionStatus, 'pending' | 'running' | 'interrupted'>;
  readonly retryCount: number;
  readonly tasksPassed: number;
  readonly tasksFailed: number;
  /** Its name, or where it lies if it was kept. */
  readonly worktree?: string;
  readonly error?: string;
  /** Absolute. */
  readonly reportPath?: string;
}

/** Runs the tests of one session. Disposing gives its worktrees back, or removes them. */
export interface SessionRunner extends AsyncDisposable {
  /** Never rejects for what a test or its worktree can do. */
  run(order: ExecutionOrder, signal: StopSignal): Promise<ExecutionOutcome>;
}

/** How the API runs test plans. */
export interface ParallelTestRunner {
  /** What is wrong with test plans before any is begun; one list an order, empty: nothing. */
  check(session: Omit<RunnerSession, 'id'>, orders: readonly PlanOrder[]): readonly (readonly string[])[];
  /** @throws where there is no repository, or no worktree can be had of it */
  open(session: RunnerSession): Promise<SessionRunner>;
  /** Ends what executions of a server that died have left running. */
  recover(executionIds: readonly string[]): Promise<void>;
}
