import type { DatabaseSync } from 'node:sqlite';

/** What a session of the API is up to. `interrupted`: the server died in its middle. */
export const PARALLEL_STATUSES = ['running', 'completed', 'failed', 'cancelled', 'interrupted'] as const;
export type ParallelStatus = (typeof PARALLEL_STATUSES)[number];

/**
 * What became of one test plan of a session.
 *
 * - `error`: it could not be run, which says nothing about what it tests.
 * - `interrupted`: the server died in its middle.
 */
export const EXECUTION_STATUSES = ['pending', 'running', 'passed', 'failed', 'timed_out', 'cancelled', 'error', 'interrupted'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** A session of the API as it is kept. Instants in ms since the epoch. */
export interface ParallelSessionRow {
  readonly id: string;
  readonly status: ParallelStatus;
  readonly repository: string;
  readonly workers: number;
  /** The request's settings, JSON. */
  readonly config: string;
  readonly createdAt: number;
  readonly completedAt?: number;
}

/** One test plan of a session. Instants in ms since the epoch. */
export interface ParallelExecutionRow {
  readonly id: string;
  readonly sessionId: string;
  /** From 1 on, in the order of submission. */
  readonly number: number;
  readonly planFile: string;
  /** `all`, `2` or `1-3`. */
  readonly batchRange: string;
  readonly priority: number;
  readonly status: ExecutionStatus;
  readonly worker?: string;
  readonly worktree?: string;
  readonly retryCount: number;
  readonly tasksPassed: number;
  readonly tasksFailed: number;
  readonly error?: string;
  /** Absolute. */
  readonly reportPath?: string;
  readonly queuedAt: number;
  readonly startedAt?: number;
  readonly completedAt?: number;
}

const stamp = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000, 'unixepoch') AS ${column}`;

export const PARALLEL_TEST_TABLES = `
  CREATE TABLE parallel_session (
    id           TEXT PRIMARY KEY,
    status       TEXT NOT NULL CHECK (status IN (${PARALLEL_STATUSES.map((name) => `'${name}'`).join(', ')})),
    repository   TEXT NOT NULL,
    workers      INTEGER NOT NULL,
    config       TEXT NOT NULL,
    created_at   REAL NOT NULL,
    completed_at REAL
  ) STRICT;
  CREATE TABLE parallel_execution (
    id           TEXT PRIMARY KEY,
    session_id   TEXT NOT NULL REFERENCES parallel_session (id),
    number       INTEGER NOT NULL,
    plan_file    TEXT NOT NULL,
    batch_range  TEXT NOT NULL,
    priority     INTEGER NOT NULL,
    status       TEXT NOT NULL CHECK (status IN (${EXECUTION_STATUSES.map((name) => `'${name}'`).join(', ')})),
    worker       TEXT,
    worktree     TEXT,
    retry_count  INTEGER NOT NULL,
    tasks_passed INTEGER NOT NULL,
    tasks_failed INTEGER NOT NULL,
    error        TEXT,
    report_path  TEXT,
    queued_at    REAL NOT NULL,
    started_at   REAL,
    completed_at REAL,
    UNIQUE (session_id, number)
  ) STRICT;
  CREATE VIEW parallel_test_sessions AS
    SELECT id AS session_id, status, repository, workers AS num_workers, config, ${stamp('created_at')}, ${stamp('completed_at')},
      (SELECT count(*) FROM parallel_execution WHERE session_id = s.id) AS total_tests,
      (SELECT count(*) FROM parallel_execution WHERE session_id = s.id AND status = 'passed') AS passed_tests,
      (SELECT count(*) FROM parallel_execution WHERE session_id = s.id AND status IN ('failed', 'timed_out', 'error', 'interrupted')) AS failed_tests
    FROM parallel_session s;
  CREATE VIEW parallel_test_executions AS
    SELECT id AS execution_id, session_id, plan_file, batch_range, worktree, worker, status, retry_count, priority, tasks_passed, tasks_failed,
      error, report_path, ${stamp('queued_at')}, ${stamp('started_at')}, ${stamp('completed_at')}
    FROM parallel_execution ORDER BY session_id, number;
`;

type Row = Record<string, string | number | null>;

/** The sessions of the API and their executions. Every change is durable when the method returns. */
export class ParallelTestTables {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Puts down what a server left open when it died.
   *
   * @returns ids of the sessions
   */
  interrupt(now: number): readonly string[] {
    const ids = this.#database.prepare("SELECT id FROM parallel_session WHERE status = 'running'").all() as { id: string }[];
    this.#database.exec('BEGIN IMMEDIATE');
    this.#database
      .prepare(
        "UPDATE parallel_execution SET status = 'interrupted', completed_at = ?, error = 'the server died while it ran' WHERE status = 'running'",
      )
      .run(now);
    this.#database
      .prepare(
        "UPDATE parallel_execution SET status = 'cancelled', completed_at = ?, error = 'the server died before it began' WHERE status = 'pending'",
      )
      .run(now);
    this.#database.prepare("UPDATE parallel_session SET status = 'interrupted', completed_at = ? WHERE status = 'running'").run(now);
    this.#database.exec('COMMIT');
    return ids.map(({ id }) => id);
  }

  putSession({ id, status, repository, workers, config, createdAt, completedAt = null }: Nullable<ParallelSessionRow, 'completedAt'>): void {
    this.#database
      .prepare(
        `INSERT INTO parallel_session VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, completed_at = excluded.completed_at`,
      )
      .run(id, status, repository, workers, config, createdAt, completedAt);
  }

  putExecution(row: ParallelExecutionRow): void {
    const { worker = null, worktree = null, error = null, reportPath = null, startedAt = null, completedAt = null } = row;
    this.#database
      .prepare(
        `INSERT INTO parallel_execution VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, worker = excluded.worker, worktree = excluded.worktree,
           retry_count = excluded.retry_count, tasks_passed = excluded.tasks_passed, tasks_failed = excluded.tasks_failed, error = excluded.error,
           report_path = excluded.report_path, started_at = excluded.started_at, completed_at = excluded.completed_at`,
      )
      .run(
        row.id,
        row.sessionId,
        row.number,
        row.planFile,
        row.batchRange,
        row.priority,
        row.status,
        worker,
        worktree,
        row.retryCount,
        row.tasksPassed,
        row.tasksFailed,
        error,
        reportPath,
        row.queuedAt,
        startedAt,
        completedAt,
      );
  }

  session(id: string): ParallelSessionRow | undefined {
    const row = this.#database.prepare('SELECT * FROM parallel_session WHERE id = ?').get(id) as Row | undefined;
    if (row === undefined) return undefined;
    return {
      id,
      status: row.status as ParallelStatus,
      repository: String(row.repository),
      workers: Number(row.workers),
      config: String(row.config),
      createdAt: Number(row.created_at),
      ...(typeof row.completed_at === 'number' ? { completedAt: row.completed_at } : {}),
    };
  }

  executions(sessionId: string): readonly ParallelExecutionRow[] {
    const rows = this.#database.prepare('SELECT * FROM parallel_execution WHERE session_id = ? ORDER BY number').all(sessionId) as Row[];
    return rows.map(executionOf);
  }

  /** How long a test plan took when it last ended by itself, in ms; `undefined`: it never did. */
  lastDurationMs(planFile: string, batchRange: string): number | undefined {
    const row = this.#database
      .prepare(
        `SELECT completed_at - started_at AS ms FROM parallel_execution
         WHERE plan_file = ? AND batch_range = ? AND status IN ('passed', 'failed') AND started_at IS NOT NULL ORDER BY completed_at DESC LIMIT 1`,
      )
      .get(planFile, batchRange) as { ms: number } | undefined;
    return row?.ms;
  }
}

type Nullable<T, K extends keyof T> = Omit<T, K> & { readonly [N in K]?: T[N] | null };

function executionOf(row: Row): ParallelExecutionRow {
  const { worker, worktree, error, report_path: reportPath, started_at: startedAt, completed_at: completedAt } = row;
  return {
    id: String(row.id),
    sessionId: String(row.session_id),
    number: Number(row.number),
    planFile: String(row.plan_file),
    batchRange: String(row.batch_range),
    priority: Number(row.priority),
    status: row.status as ExecutionStatus,
    ...(typeof worker === 'string' ? { worker } : {}),
    ...(typeof worktree === 'string' ? { worktree } : {}),
    retryCount: Number(row.retry_count),
    tasksPassed: Number(row.tasks_passed),
    tasksFailed: Number(row.tasks_failed),
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof reportPath === 'string' ? { reportPath } : {}),
    queuedAt: Number(row.queued_at),
    ...(typeof startedAt === 'number' ? { startedAt } : {}),
    ...(typeof completedAt === 'number' ? { completedAt } : {}),
  };
}
