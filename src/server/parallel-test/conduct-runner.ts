import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { conduct } from '../../app/conduct.ts';
import { systemClock } from '../../app/system-clock.ts';
import { version } from '../../app/version.ts';
import { parsePlan } from '../../core/plan/parse-plan.ts';
import type { Plan, Unit } from '../../core/plan/plan.ts';
import { formatProblem } from '../../core/plan/problem.ts';
import type { ReadFile } from '../../core/plan/read-file.ts';
import type { TestResult } from '../../core/result.ts';
import { keyPrefix } from '../../core/session/key.ts';
import { DEFAULT_TASK_TIMEOUT_MS, DEFAULT_TEST_TIMEOUT_MS } from '../../core/work/test-plan.ts';
import type { Work } from '../../core/work/work.ts';
import { createLocalTarget } from '../../targets/local/local-target.ts';
import { endProcesses } from '../../targets/local/process/end-processes.ts';
import { isForbiddenName } from '../../targets/local/process/environment.ts';
import { machineFacts } from '../../targets/local/run/machine-facts.ts';
import { createGit } from '../../targets/local/worktrees/git.ts';
import { cleanPlace } from '../../targets/local/worktrees/manage-place.ts';
import { openWorktreePool } from '../../targets/local/worktrees/open-pool.ts';
import type { WorktreePool } from '../../targets/local/worktrees/pool.ts';
import { defaultPlace, readSourceRepository } from '../../targets/local/worktrees/source-repository.ts';
import { folderBelow } from '../commands/folder-below.ts';
import type { PlanOrder, SessionConfig } from './parallel-schemas.ts';
import type { ExecutionOrder, ExecutionOutcome, ParallelTestRunner, RunnerSession, SessionRunner } from './parallel-test-runner.ts';

export interface ConductRunnerOptions {
  /** Below it lie the repositories. */
  readonly folder: string;
  /** Where sessions get their folders: one a session of the API, in it one a test plan. */
  readonly reportRoot: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onNotice?: (text: string) => void;
}

const SCENARIO = 'plan';
const MOST_PLAN_BYTES = 4 * 1_024 * 1_024;
/** What ends a session that is cancelled gets so long for it. */
const GRACE_MS = 10_000;

/**
 * Runs test plans as sessions of the engine: each with a journal, a result and reports of its own, in a worktree of a pool that the whole
 * session of the API shares.
 */
export function conductRunner(options: ConductRunnerOptions): ParallelTestRunner {
  return {
    check: (session, orders) => {
      const repository = folderBelow(options.folder, session.repository);
      if ('problem' in repository) return orders.map(() => [repository.problem.replace('working_directory', 'repository')]);
      const secret = session.config.env.filter(isForbiddenName).map((name) => `config.env: ${name} may hold a credential: tests never get it`);
      return orders.map((order, i) => {
        const read = planOf(order, session, repository.path);
        return [...(i === 0 ? secret : []), ...('problems' in read ? read.problems : [])];
      });
    },
    open: (session) => openSessionRunner(session, options),
    recover: async (ids) => {
      const prefixes = ids.map((id) => keyPrefix({ session: id }));
      await endProcesses({ matches: (name) => prefixes.some((prefix) => name.startsWith(prefix)), graceMs: 1_000 });
    },
  };
}

async function openSessionRunner(session: RunnerSession, options: ConductRunnerOptions): Promise<SessionRunner> {
  const { folder, reportRoot, env, onNotice } = options;
  const repository = folderBelow(folder, session.repository);
  if ('problem' in repository) throw new Error(repository.problem);
  const clock = systemClock();
  const source = await readSourceRepository(repository.path, createGit(env));
  const pool = await openWorktreePool({ repository: repository.path, size: session.workers, session: session.id, env, now: () => clock.now() });
  return {
    async run(order, signal): Promise<ExecutionOutcome> {
      const read = planOf(order, session, repository.path);
      if ('problems' in read) return { ...NOTHING, status: 'error', error: read.problems.join('; ') };
      let kept: string | undefined;
      const { report, folder: reports } = await conduct({
        plan: read.plan,
        sessionId: order.id,
        reportRoot: join(reportRoot, `parallel-${session.id}`),
        createTarget: (context) =>
          createLocalTarget({
            spec: read.local,
            folder: context.folder,
            clock,
            env,
            machine: machineFacts,
            repository: repository.path,
            openPool: async () =>
              lentPool(pool, order, (path) => {
                kept = path;
              }),
            ...(onNotice === undefined ? {} : { onWarning: onNotice }),
          }),
        clock,
        stop: { signal, reason: () => ({ kind: 'signal', signal: 'SIGTERM', graceMs: GRACE_MS }) },
        version,
        resume: 'never',
        ...(onNotice === undefined ? {} : { onNotice }),
      });
      const test = report.result.scenarios[0]?.tests?.[0];
      return {
        ...outcomeOf(test, report.result.reasons),
        ...(kept === undefined ? {} : { worktree: kept }),
        reportPath: join(reports, 'summary.md'),
      };
    },
    async [Symbol.asyncDispose]() {
      await pool[Symbol.asyncDispose]();
      if (session.config.cleanup_on_completion) await cleanPlace(defaultPlace(source), source.commonDir);
    },
  };
}

const NOTHING = { retryCount: 0, tasksPassed: 0, tasksFailed: 0 } as const;

function outcomeOf(test: TestResult | undefined, reasons: readonly string[]): ExecutionOutcome {
  if (test === undefined) return { ...NOTHING, status: 'error', error: reasons.join('; ') };
  const { status, attempts, tasks = [], error } = test;
  const ran = tasks.filter((task) => task.status !== 'skipped');
  const passed = ran.filter((task) => task.status === 'passed').length;
  return {
    status: status === 'open' ? 'cancelled' : status === 'skipped' ? 'error' : status,
    retryCount: Math.max(0, attempts - 1),
    tasksPassed: passed,
    tasksFailed: ran.length - passed,
    ...(error === undefined ? {} : { error }),
  };
}

/** The pool of the session for one test: what it gets is told, and the pool outlives it. */
function lentPool(pool: WorktreePool, order: ExecutionOrder, onKept: (path: string) => void): WorktreePool {
  return {
    async acquire(options, signal) {
      const worktree = await pool.acquire(options, signal);
      order.onWorktree(worktree.name);
      return {
        path: worktree.path,
        name: worktree.name,
        branch: worktree.branch,
        commit: worktree.commit,
        preserve: (why) => worktree.preserve(why),
        get kept() {
          return worktree.kept;
        },
        async [Symbol.asyncDispose]() {
          await worktree[Symbol.asyncDispose]();
          if (worktree.kept !== undefined) onKept(worktree.kept);
        },
      };
    },
    list: () => pool.list(),
    [Symbol.asyncDispose]: async () => {},
  };
}

type ReadOrder =
  | { readonly plan: Plan; readonly local: Extract<Plan['target'], { kind: 'local' }>['local'] }
  | { readonly problems: readonly string[] };

/** The plan of one test plan file: what somebody would write who ran it from the command line. */
function planOf(order: PlanOrder, { repository, ref, config }: Omit<RunnerSession, 'id'>, root: string): ReadOrder {
  const file = {
    version: 1,
    name: order.plan_file.slice(0, 100),
    target: {
      local: { repository, workers: 1, 'preserve-failed': config.preserve_failed_worktrees, env: config.env, 'max-retries': config.max_retries },
    },
    scenarios: { [SCENARIO]: { test: 'suite', plans: [order.plan_file], batches: order.batch_range } },
  };
  const read = parsePlan(JSON.stringify(file), { format: 'json', readFile: filesIn(root) });
  if (!read.ok) return { problems: read.problems.map((problem) => problem.message || formatProblem(problem, order.plan_file)) };
  const { plan } = read;
  if (plan.target.kind !== 'local') throw new Error('the plan of a test plan has the local target');
  const [scenario] = plan.scenarios;
  const [first, ...others] = scenario.units.map((unit) => withTimeouts(unit, config, ref));
  if (first === undefined) throw new Error('a scenario has a unit');
  const longestMs = (first.work?.timeoutMs ?? 0) * (config.max_retries + 1);
  return {
    plan: {
      ...plan,
      scenarios: [{ ...scenario, units: [first, ...others] }],
      // The test's own timeout ends it; this one would count its wait for a worktree too.
      limits: { ...plan.limits, runTimeoutMs: Math.max(plan.limits.runTimeoutMs, longestMs * 2) },
    },
    local: plan.target.local,
  };
}

/** The session's timeouts where the file says none. */
function withTimeouts(unit: Unit, config: SessionConfig, ref: string | undefined): Unit {
  const { work } = unit;
  if (work === undefined || work.body.kind !== 'tasks') return unit;
  const taskMs = config.task_timeout_seconds * 1_000;
  const [first, ...others] = work.body.tasks.map((task) => (task.timeoutMs === DEFAULT_TASK_TIMEOUT_MS ? { ...task, timeoutMs: taskMs } : task));
  if (first === undefined) return unit;
  const timed: Work = {
    ...work,
    timeoutMs: work.timeoutMs === DEFAULT_TEST_TIMEOUT_MS ? config.test_timeout_minutes * 60_000 : work.timeoutMs,
    body: { ...work.body, tasks: [first, ...others] },
  };
  return { ...unit, work: timed, ...(ref === undefined ? {} : { ref }) };
}

/** Files of the repository, and of nothing outside of it. */
function filesIn(root: string): ReadFile {
  return (path) => {
    try {
      const real = realpathSync(join(root, path));
      const from = relative(realpathSync(root), real);
      if (isAbsolute(path) || from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from))
        return { ok: false, message: `${path} lies outside of the repository` };
      const { size } = statSync(real);
      if (size > MOST_PLAN_BYTES) return { ok: false, message: `${path} has ${size} bytes, and a test plan at most ${MOST_PLAN_BYTES}` };
      return { ok: true, text: readFileSync(real, 'utf8') };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return { ok: false, message: `there is no file ${path} in the repository` };
      return { ok: false, message: code === 'EISDIR' ? `${path} is a folder` : `${path} can't be read: ${message}` };
    }
  };
}
