import type { LocalSpec, Plan, Unit } from '../../../core/plan/plan.ts';
import type { WorkflowJob } from '../../../core/timing/records.ts';
import type { TestAttempt, TestOutcome } from '../../../core/work/test-outcome.ts';
import type { Problem } from '../../../ports/target.ts';
import { commandEnvironment } from '../process/environment.ts';
import type { Worktree, WorktreePool } from '../worktrees/pool.ts';
import type { LocalRun } from './local-run.ts';
import type { Bench } from './run-command.ts';
import { runTest, type TestRun } from './run-test.ts';
import { plannedTaskJobs } from './task-jobs.ts';
import { makeTestFolder, openOutputLog, type TestFolder } from './test-folder.ts';

export interface TestRunnerOptions {
  readonly spec: LocalSpec;
  /** The session's folder. */
  readonly folder: string;
  /** Opens the worktrees; called before the first test. */
  readonly openPool: () => Promise<WorktreePool>;
  /** The environment of this process; tests see an allow-list of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What a test writes, as it comes. */
  readonly onOutput?: (test: { readonly id: string; readonly worker: string }, text: string) => void;
  /** Folders with workflow files that the repository may lack. */
  readonly workflowFolders?: readonly string[];
  readonly onWarning?: (message: string) => void;
}

/** Where in its run an attempt stands. */
export interface AttemptPlace {
  readonly worker: string;
  /** From 1 on. */
  readonly attempt: number;
  /** No further one follows a failure, so its worktree may be kept. */
  readonly last: boolean;
  /** Called when the test itself begins. */
  readonly begun: () => void;
}

export interface AttemptResult {
  readonly attempt: TestAttempt;
  /** It says nothing about the test: something from outside ended it. */
  readonly interrupted: boolean;
  /** What the test comes to if this was its last attempt. */
  readonly outcome: Omit<TestOutcome, 'attempts' | 'flaky'>;
}

/** From SIGTERM to SIGKILL: at a timeout, and where the session is stopped and time is short. */
const GRACE_MS = 2_000;

/** Runs attempts: gets a worktree, runs the test in it, gathers what it left, gives the worktree back or keeps it. */
export class TestRunner implements AsyncDisposable {
  readonly #options: TestRunnerOptions;
  #pool: Promise<WorktreePool> | undefined;

  constructor(options: TestRunnerOptions) {
    this.#options = options;
  }

  /** The worktrees; opened once. */
  async pool(): Promise<WorktreePool> {
    this.#pool ??= this.#options.openPool();
    return await this.#pool;
  }

  /** What of a plan can't be run here. */
  async problemsOf(plan: Plan): Promise<Problem[]> {
    const workflows = plan.scenarios.flatMap(({ units }) => units.filter(({ work }) => work === undefined));
    return [...new Set(workflows.map(({ workflow }) => workflow))].map((workflow) => ({ message: `${workflow} is a workflow, which this target can't run` }));
  }

  /** The jobs that a run of a unit will have. */
  jobsOf({ work, workflow }: Unit): readonly WorkflowJob[] {
    if (work?.body.kind === 'tasks') return plannedTaskJobs(work.body.tasks);
    return [{ id: workflow, needs: [], matrix: false }];
  }

  /** @throws WorktreeError where there is no worktree to be had */
  async attempt(run: LocalRun, place: AttemptPlace): Promise<AttemptResult> {
    const pool = await this.pool();
    const holder = run.id;
    const worktree = await pool.acquire({ holder, ...(run.unit.ref === undefined ? {} : { ref: run.unit.ref }) }, run.stop.signal);
    let ran: TestRun;
    const folder = makeTestFolder(this.#options.folder, place.worker, run);
    using log = openOutputLog(folder, place.attempt);
    try {
      place.begun();
      ran = await this.#run(run, worktree, place, folder, (text) => {
        log.write(text);
        this.#options.onOutput?.({ id: run.id, worker: place.worker }, text);
      });
      const { status, error = status } = ran.judgement;
      const keep = place.last && this.#options.spec.preserveFailed && !ran.killedFromOutside && (status === 'failed' || status === 'timed_out');
      if (keep) worktree.preserve(`${run.id}: ${error}`);
    } finally {
      await worktree[Symbol.asyncDispose]();
    }
    const { judgement, startedAt, endedAt, output, outputBytes, tasks, changedFiles, killedFromOutside } = ran;
    return {
      attempt: { ...judgement, startedAt, endedAt, worker: place.worker, worktree: worktree.name },
      interrupted: killedFromOutside,
      outcome: {
        ...judgement,
        ...{ output, outputBytes, log: log.name },
        ...(tasks === undefined ? {} : { tasks }),
        ...(changedFiles === undefined ? {} : { changedFiles }),
        ...(worktree.kept === undefined ? {} : { preserved: worktree.kept }),
      },
    };
  }

  async #run(run: LocalRun, worktree: Worktree, place: AttemptPlace, folder: TestFolder, write: (text: string) => void): Promise<TestRun> {
    const { spec, env: from } = this.#options;
    const { work } = run.unit;
    if (work === undefined) throw new Error(`${run.id} is a workflow, which this target can't run`);
    const set = {
      RUNNER_HARNESS: 'true',
      RUNNER_HARNESS_TEST: run.id,
      RUNNER_HARNESS_WORKER: place.worker.replace(/^worker-/, ''),
      RUNNER_HARNESS_ATTEMPT: String(place.attempt),
      RUNNER_HARNESS_ARTIFACTS: folder.artifacts,
      ...work.env,
    };
    const bench: Bench = {
      root: worktree.path,
      env: commandEnvironment({ from, allow: spec.env, set }),
      marker: `${run.key}.${place.attempt}`,
      graceMs: GRACE_MS,
      write,
    };
    return await runTest(work, bench, run.stop.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const pool = await this.#pool?.catch(() => undefined);
    await pool?.[Symbol.asyncDispose]();
  }
}
