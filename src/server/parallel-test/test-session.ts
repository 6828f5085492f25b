import type { ExecutionStatus, ParallelExecutionRow, ParallelSessionRow, ParallelTestTables } from '../../stores/server/parallel-test-tables.ts';
import type { PlanOrder } from './parallel-schemas.ts';
import type { SessionRunner } from './parallel-test-runner.ts';

/** One of a session's workers. */
export interface WorkerState {
  readonly id: string;
  status: 'idle' | 'busy' | 'stopped';
  currentTest?: string;
  worktree?: string;
}

export interface TestSessionOptions {
  readonly row: ParallelSessionRow;
  readonly runner: SessionRunner;
  readonly tables: ParallelTestTables;
  readonly now: () => number;
  /** Hex, new at every call. */
  readonly newId: () => string;
}

const OVER: readonly ExecutionStatus[] = ['passed', 'failed', 'timed_out', 'cancelled', 'error', 'interrupted'];

export function isOver(status: ExecutionStatus): boolean {
  return OVER.includes(status);
}

/**
 * A session of the API that runs: a queue of test plans and so many workers. Higher priority goes first, then the one that took longest when it
 * last ended, then the one that came first. It ends when nothing waits and nothing runs.
 */
export class TestSession {
  readonly workers: readonly WorkerState[];
  /** Resolves when it has ended and its worktrees are given back. */
  readonly ended: Promise<void>;
  readonly #options: TestSessionOptions;
  readonly #rows: ParallelExecutionRow[] = [];
  readonly #stop = new AbortController();
  readonly #over = Promise.withResolvers<void>();
  #row: ParallelSessionRow;

  constructor(options: TestSessionOptions) {
    this.#options = options;
    this.#row = options.row;
    this.workers = Array.from({ length: options.row.workers }, (_, i) => ({ id: `worker-${i + 1}`, status: 'idle' }));
    options.tables.putSession(options.row);
    this.ended = this.#over.promise.then(() => this.#close());
  }

  get row(): ParallelSessionRow {
    return this.#row;
  }

  get rows(): readonly ParallelExecutionRow[] {
    return this.#rows;
  }

  get isCancelling(): boolean {
    return this.#stop.signal.aborted;
  }

  /** It takes no more tests. */
  get isClosing(): boolean {
    return this.isCancelling || (this.#rows.length > 0 && this.#rows.every(({ status }) => isOver(status)));
  }

  get pending(): number {
    return this.#rows.filter(({ status }) => status === 'pending').length;
  }

  /** Takes tests into the queue; durable when it returns. */
  submit(orders: readonly PlanOrder[]): readonly ParallelExecutionRow[] {
    const queuedAt = this.#options.now();
    const taken = orders.map(
      (order, i): ParallelExecutionRow => ({
        id: this.#options.newId(),
        sessionId: this.#row.id,
        number: this.#rows.length + i + 1,
        planFile: order.plan_file,
        batchRange: order.batch_range,
        priority: order.priority,
        status: 'pending',
        retryCount: 0,
        tasksPassed: 0,
        tasksFailed: 0,
        queuedAt,
      }),
    );
    for (const row of taken) this.#options.tables.putExecution(row);
    this.#rows.push(...taken);
    this.#pump();
    return taken;
  }

  /** Ends what runs, and begins nothing more. */
  cancel(): void {
    this.#stop.abort();
    const completedAt = this.#options.now();
    for (const row of this.#rows) if (row.status === 'pending') this.#put({ ...row, status: 'cancelled', completedAt });
    this.#pump();
  }

  /** Gives every idle worker a test. */
  #pump(): void {
    for (const worker of this.workers) {
      if (worker.status !== 'idle') continue;
      const next = this.#stop.signal.aborted ? undefined : this.#next();
      if (next === undefined) break;
      void this.#execute(worker, next);
    }
    if (this.#rows.every(({ status }) => isOver(status))) this.#over.resolve();
  }

  #next(): ParallelExecutionRow | undefined {
    const { tables } = this.#options;
    const waiting = this.#rows.filter(({ status }) => status === 'pending');
    const lastMs = new Map(waiting.map((row) => [row, tables.lastDurationMs(row.planFile, row.batchRange) ?? 0]));
    return waiting.sort((a, b) => b.priority - a.priority || (lastMs.get(b) ?? 0) - (lastMs.get(a) ?? 0) || a.number - b.number)[0];
  }

  async #execute(worker: WorkerState, row: ParallelExecutionRow): Promise<void> {
    const { runner, now } = this.#options;
    const running: ParallelExecutionRow = { ...row, status: 'running', worker: worker.id, startedAt: now() };
    let worktree: string | undefined;
    worker.status = 'busy';
    worker.currentTest = row.planFile;
    this.#put(running);
    try {
      const outcome = await runner.run(
        {
          id: row.id,
          plan_file: row.planFile,
          batch_range: row.batchRange,
          priority: row.priority,
          worker: worker.id,
          onWorktree: (name) => {
            worktree = name;
            worker.worktree = name;
            this.#put({ ...running, worktree: name });
          },
        },
        this.#stop.signal,
      );
      this.#put({ ...running, ...(worktree === undefined ? {} : { worktree }), ...outcome, completedAt: now() });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#put({ ...running, status: this.isCancelling ? 'cancelled' : 'error', error: why, completedAt: now() });
    }
    worker.status = 'idle';
    delete worker.currentTest;
    delete worker.worktree;
    this.#pump();
  }

  #put(row: ParallelExecutionRow): void {
    this.#rows[row.number - 1] = row;
    this.#options.tables.putExecution(row);
  }

  async #close(): Promise<void> {
    try {
      await this.#options.runner[Symbol.asyncDispose]();
    } finally {
      for (const worker of this.workers) worker.status = 'stopped';
      const passed = this.#rows.every(({ status }) => status === 'passed');
      const status = this.isCancelling ? 'cancelled' : passed ? 'completed' : 'failed';
      this.#row = { ...this.#row, status, completedAt: this.#options.now() };
      this.#options.tables.putSession(this.#row);
    }
  }
}
