import type { ParallelExecutionRow, ParallelSessionRow, ParallelTestTables } from '../../stores/server/parallel-test-tables.ts';
import type { RequestProblem } from '../http/json-problems.ts';
import { estimateMs } from './estimate.ts';
import { MOST_QUEUED, type PlanOrder, type StartRequest } from './parallel-schemas.ts';
import type { ParallelTestRunner, RunnerSession } from './parallel-test-runner.ts';
import { TestSession, type WorkerState } from './test-session.ts';

export interface ParallelTestsOptions {
  readonly runner: ParallelTestRunner;
  readonly tables: ParallelTestTables;
  readonly now: () => number;
  /** Hex, new at every call. */
  readonly newId: () => string;
}

/** A session as it is known: running here, or from the books. */
export interface KnownSession {
  readonly row: ParallelSessionRow;
  readonly executions: readonly ParallelExecutionRow[];
  readonly workers: readonly Readonly<WorkerState>[];
  readonly isCancelling: boolean;
}

/** Tests that were taken. */
export interface Taken {
  readonly kind: 'taken';
  readonly session: KnownSession;
  readonly taken: readonly ParallelExecutionRow[];
  readonly estimateMs: number;
}

export type Refused =
  | { readonly kind: 'invalid'; readonly problems: readonly RequestProblem[] }
  | { readonly kind: 'refused'; readonly status: 404 | 409 | 429 | 503; readonly why: string };

/** Sessions at the same time. */
const MOST_SESSIONS = 16;

/** The sessions of the API. */
export class ParallelTests {
  readonly #options: ParallelTestsOptions;
  readonly #live = new Map<string, TestSession>();
  readonly #requests = new Map<string, RunnerSession>();
  #closing = false;

  constructor(options: ParallelTestsOptions) {
    this.#options = options;
  }

  /** Puts down what a server that died has left open, and ends what still runs of it. */
  async recover(): Promise<void> {
    const { tables, runner, now } = this.#options;
    const open = tables.interrupt(now()).flatMap((id) => tables.executions(id));
    const ids = open.filter(({ status }) => status === 'interrupted').map(({ id }) => id);
    if (ids.length > 0) await runner.recover(ids);
  }

  async start(request: StartRequest): Promise<Taken | Refused> {
    const { runner, tables, now, newId } = this.#options;
    if (this.#closing) return { kind: 'refused', status: 503, why: 'the server is about to end' };
    if (this.#live.size >= MOST_SESSIONS)
      return { kind: 'refused', status: 429, why: `${MOST_SESSIONS} sessions are running, which is the most at a time` };
    const { repository, ref, num_workers: workers, config } = request;
    const session: RunnerSession = { id: newId(), repository, workers, config, ...(ref === undefined ? {} : { ref }) };
    const problems = this.#problems(session, request.test_plans);
    if (problems.length > 0) return { kind: 'invalid', problems };
    let opened: Awaited<ReturnType<ParallelTestRunner['open']>>;
    try {
      opened = await runner.open(session);
    } catch (error) {
      return { kind: 'invalid', problems: [{ path: 'repository', message: error instanceof Error ? error.message : String(error) }] };
    }
    const row: ParallelSessionRow = { id: session.id, status: 'running', repository, workers, config: JSON.stringify(config), createdAt: now() };
    const live = new TestSession({ row, runner: opened, tables, now, newId });
    this.#live.set(session.id, live);
    this.#requests.set(session.id, session);
    void live.ended.finally(() => {
      this.#live.delete(session.id);
      this.#requests.delete(session.id);
    });
    return this.#taken(live, session, request.test_plans);
  }

  /** Adds tests to a session that runs. */
  submit(id: string, orders: readonly PlanOrder[]): Taken | Refused {
    const live = this.#live.get(id);
    const session = this.#requests.get(id);
    if (live === undefined || session === undefined) {
      const known = this.#options.tables.session(id);
      return known === undefined
        ? { kind: 'refused', status: 404, why: `there is no session ${id}` }
        : { kind: 'refused', status: 409, why: `session ${id} is over (${known.status}): start another one` };
    }
    if (live.isClosing) return { kind: 'refused', status: 409, why: `session ${id} is about to end: start another one` };
    if (live.pending + orders.length > MOST_QUEUED)
      return {
        kind: 'refused',
        status: 429,
        why: `${live.pending} tests are waiting, and with these ${orders.length} there would be more than ${MOST_QUEUED}: none was taken`,
      };
    const problems = this.#problems(session, orders);
    if (problems.length > 0) return { kind: 'invalid', problems };
    return this.#taken(live, session, orders);
  }

  get(id: string): KnownSession | undefined {
    const live = this.#live.get(id);
    if (live !== undefined) return { row: live.row, executions: live.rows, workers: live.workers, isCancelling: live.isCancelling };
    const row = this.#options.tables.session(id);
    if (row === undefined) return undefined;
    const workers = Array.from({ length: row.workers }, (_, i): WorkerState => ({ id: `worker-${i + 1}`, status: 'stopped' }));
    return { row, executions: this.#options.tables.executions(id), workers, isCancelling: false };
  }

  /** @returns `undefined`: there is no such session */
  cancel(id: string): KnownSession | undefined {
    this.#live.get(id)?.cancel();
    return this.get(id);
  }

  /** Cancels every session and waits until nothing of them runs. */
  async close(): Promise<void> {
    this.#closing = true;
    const all = [...this.#live.values()];
    for (const live of all) live.cancel();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  #problems(session: Omit<RunnerSession, 'id'>, orders: readonly PlanOrder[]): readonly RequestProblem[] {
    return this.#options.runner.check(session, orders).flatMap((each, i) => each.map((message) => ({ path: `test_plans.${i}`, message })));
  }

  #taken(live: TestSession, { id, workers, config }: RunnerSession, orders: readonly PlanOrder[]): Taken {
    const { tables } = this.#options;
    const lastMs = orders.map((order) => tables.lastDurationMs(order.plan_file, order.batch_range));
    const taken = live.submit(orders);
    const session = this.get(id);
    if (session === undefined) throw new Error('a session that was just begun is known');
    return { kind: 'taken', session, taken, estimateMs: estimateMs(lastMs, workers, config.test_timeout_minutes * 60_000) };
  }
}
