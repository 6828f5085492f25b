import type { LocalSpec, Plan, Unit } from '../../../core/plan/plan.ts';
import type { WorkflowJob } from '../../../core/timing/records.ts';
import type { TestAttempt, TestOutcome } from '../../../core/work/test-outcome.ts';
import type { Work } from '../../../core/work/work.ts';
import type { Problem } from '../../../ports/target.ts';
import { commandEnvironment } from '../process/environment.ts';
import { WorkflowLibrary } from '../workflow/workflow-library.ts';
import { createGit } from '../worktrees/git.ts';
import type { Worktree, WorktreePool } from '../worktrees/pool.ts';
import { readSourceRepository, resolveCommit } from '../worktrees/source-repository.ts';
import { WorktreeError } from '../worktrees/worktree-error.ts';
import { type DiskWatch, judgedByDisk, MOST_DISK_BYTES, watchDisk } from './disk-watch.ts';
import type { LocalRun } from './local-run.ts';
import type { Bench } from './run-command.ts';
import { runTest, type TestRun } from './run-test.ts';
import { runWorkflowTest } from './run-workflow-test.ts';
import { plannedTaskJobs } from './task-jobs.ts';
import { makeTestFolder, openOutputLog, type TestFolder } from './test-folder.ts';

export interface TestRunnerOptions {
  readonly spec: LocalSpec;
  /** The session's folder. */
  readonly folder: string;
  /** Absolute path of the repository. */
  readonly repository: string;
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

interface Ran {
  readonly ran: TestRun;
  readonly worktree?: string | undefined;
  readonly kept?: string | undefined;
}

/** From SIGTERM to SIGKILL: at a timeout, and where the session is stopped and time is short. */
const GRACE_MS = 2_000;

/** Runs attempts: gets a worktree, runs the test in it, gathers what it left, gives the worktree back or keeps it. */
export class TestRunner implements AsyncDisposable {
  readonly #options: TestRunnerOptions;
  #pool: Promise<WorktreePool> | undefined;

  readonly #library: WorkflowLibrary;

  constructor(options: TestRunnerOptions) {
    this.#options = options;
    const { spec, repository, env, workflowFolders: folders = [] } = options;
    this.#library = new WorkflowLibrary({ spec, git: createGit(env), repository, folders });
  }

  /** The worktrees; opened once. */
  async pool(): Promise<WorktreePool> {
    this.#pool ??= this.#options.openPool();
    return await this.#pool;
  }

  /** What of a plan can't be run here. */
  async problemsOf(plan: Plan): Promise<Problem[]> {
    const refs = await this.#refProblems(plan);
    // At a ref that is not there is no workflow either.
    return refs.length > 0 ? refs : await this.#library.problemsOf(plan);
  }

  async #refProblems(plan: Plan): Promise<Problem[]> {
    const refs = new Set(plan.scenarios.flatMap(({ units }) => units.flatMap(({ ref }) => (ref === undefined ? [] : [ref]))));
    if (refs.size === 0) return [];
    const git = createGit(this.#options.env);
    const source = await readSourceRepository(this.#options.repository, git).catch(() => undefined);
    // What is wrong with the repository itself is said when the worktrees are opened.
    if (source === undefined) return [];
    const problems: Problem[] = [];
    for (const ref of refs)
      await resolveCommit(source, ref, git).catch((error: unknown) => {
        if (!(error instanceof WorktreeError)) throw error;
        problems.push({ message: error.message, ...(error.fix === undefined ? {} : { fix: error.fix }) });
      });
    return problems;
  }

  /** The jobs that a run of a unit will have. */
  jobsOf(unit: Unit): readonly WorkflowJob[] {
    if (unit.work === undefined) return this.#library.jobsOf(unit);
    if (unit.work.body.kind === 'tasks') return plannedTaskJobs(unit.work.body.tasks);
    return [{ id: unit.workflow, needs: [], matrix: false }];
  }

  /** @throws WorktreeError where there is no worktree to be had */
  async attempt(run: LocalRun, place: AttemptPlace): Promise<AttemptResult> {
    const folder = makeTestFolder(this.#options.folder, place.worker, run);
    using log = openOutputLog(folder, place.attempt);
    const write = (text: string): void => {
      log.write(text);
      this.#options.onOutput?.({ id: run.id, worker: place.worker }, text);
    };
    const { ran, worktree, kept } =
      run.unit.work === undefined ? await this.#workflow(run, place, folder, write) : await this.#test(run, run.unit.work, place, folder, write);
    const { judgement, startedAt, endedAt, output, outputBytes, tasks, changedFiles, killedFromOutside } = ran;
    return {
      attempt: { ...judgement, startedAt, endedAt, worker: place.worker, ...(worktree === undefined ? {} : { worktree }) },
      interrupted: killedFromOutside,
      outcome: {
        ...judgement,
        ...{ output, outputBytes, log: log.name },
        ...(tasks === undefined ? {} : { tasks }),
        ...(changedFiles === undefined ? {} : { changedFiles }),
        ...(kept === undefined ? {} : { preserved: kept }),
      },
    };
  }

  async #test(run: LocalRun, work: Work, place: AttemptPlace, folder: TestFolder, write: (text: string) => void): Promise<Ran> {
    const worktree = await this.#acquire(run, run.id);
    let ran: TestRun;
    let watch: DiskWatch | undefined;
    try {
      place.begun();
      watch = this.#watch(run, [worktree.path, folder.path]);
      ran = await runTest(work, { ...this.#bench(run, place, folder, write), root: worktree.path }, watch.signal);
      const written = await watch.end();
      ran = judgedByDisk(ran, written, this.#mostDisk);
      const { status, error = status } = ran.judgement;
      // Whoever caps the disk has no room for the tree that went beyond it.
      const keep = this.#keeps(place) && !ran.killedFromOutside && written === undefined && (status === 'failed' || status === 'timed_out');
      if (keep) worktree.preserve(`${run.id}: ${error}`);
    } finally {
      await watch?.end();
      await worktree[Symbol.asyncDispose]();
    }
    return { ran, worktree: worktree.name, kept: worktree.kept };
  }

  async #workflow(run: LocalRun, place: AttemptPlace, folder: TestFolder, write: (text: string) => void): Promise<Ran> {
    let begun = false;
    const watch = this.#watch(run, [folder.path]);
    const acquire = async (job: string): Promise<Worktree> => {
      const worktree = await this.#acquire(run, `${run.id}/${job}`);
      watch.add(worktree.path);
      if (!begun) place.begun();
      begun = true;
      return watched(worktree, watch);
    };
    const bench = this.#bench(run, place, folder, write);
    const { unit, key, runId } = run;
    const { worker } = place;
    try {
      const keep = this.#keeps(place);
      const result = await runWorkflowTest({ unit, key, runId, worker, folder, library: this.#library, acquire, bench, keep }, watch.signal);
      return { ...result, ran: judgedByDisk(result.ran, await watch.end(), this.#mostDisk) };
    } finally {
      await watch.end();
    }
  }

  get #mostDisk(): number {
    return this.#options.spec.maxDiskBytes ?? MOST_DISK_BYTES;
  }

  #watch(run: LocalRun, folders: readonly string[]): DiskWatch {
    return watchDisk(this.#mostDisk, folders, run.stop.signal);
  }

  async #acquire(run: LocalRun, holder: string): Promise<Worktree> {
    const pool = await this.pool();
    return await pool.acquire({ holder, ...(run.unit.ref === undefined ? {} : { ref: run.unit.ref }) }, run.stop.signal);
  }

  #keeps({ last }: AttemptPlace): boolean {
    return last && this.#options.spec.preserveFailed;
  }

  #bench(run: LocalRun, place: AttemptPlace, folder: TestFolder, write: (text: string) => void): Omit<Bench, 'root'> {
    const { spec, env: from } = this.#options;
    const set = {
      RUNNER_HARNESS: 'true',
      RUNNER_HARNESS_TEST: run.id,
      RUNNER_HARNESS_WORKER: place.worker.replace(/^worker-/, ''),
      RUNNER_HARNESS_ATTEMPT: String(place.attempt),
      RUNNER_HARNESS_ARTIFACTS: folder.artifacts,
      ...run.unit.work?.env,
    };
    return { env: commandEnvironment({ from, allow: spec.env, set }), marker: `${run.key}.${place.attempt}`, graceMs: GRACE_MS, write };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const pool = await this.#pool?.catch(() => undefined);
    await pool?.[Symbol.asyncDispose]();
  }
}

/** A worktree that is looked at for the last time before others get it. */
function watched(worktree: Worktree, watch: DiskWatch): Worktree {
  const { path, name, branch, commit } = worktree;
  return {
    ...{ path, name, branch, commit },
    preserve: (why) => worktree.preserve(why),
    get kept() {
      return worktree.kept;
    },
    async [Symbol.asyncDispose]() {
      await watch.remove(path);
      await worktree[Symbol.asyncDispose]();
    },
  };
}
