/**
 * What became of a test.
 *
 * - `failed`: it ran, and its exit code, its patterns or a task say no.
 * - `timed_out`: it ran until its time was over, and was killed.
 * - `error`: it could not be run at all (a program that is not there, a worktree that can't be made, an executor out of reach): that says nothing
 *   about what is tested.
 * - `skipped`: a test that it needs did not pass.
 */
export type TestStatus = 'passed' | 'failed' | 'timed_out' | 'cancelled' | 'skipped' | 'error';

/** A pattern, and whether the output held it. */
export interface PatternMatch {
  readonly pattern: string;
  readonly found: boolean;
}

/** What one process, or all of a test's, came to. */
export interface Judgement {
  readonly status: TestStatus;
  /** Absent: it ended by a signal, or never began. */
  readonly exitCode?: number;
  readonly signal?: string;
  readonly patterns: readonly PatternMatch[];
  /** One sentence; absent when it passed. */
  readonly error?: string;
}

/** One execution of a test. */
export interface TestAttempt extends Judgement {
  /** Controller's clock, ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** `worker-2` */
  readonly worker: string;
  /** Name of the worktree; absent where there is none. */
  readonly worktree?: string;
  /** The harness died or the worker was lost in the middle: it counts for nothing, and is made again. */
  readonly interrupted?: true;
}

/** One task of a test plan, or one job of a workflow. */
export interface TaskOutcome extends Judgement {
  readonly id: string;
  readonly name: string;
  readonly command?: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Everything about a test that has ended; a part of the details of its run. */
export interface TestOutcome extends Judgement {
  /** Not empty, but for a test that never began. */
  readonly attempts: readonly TestAttempt[];
  /** It passed, and not at the first attempt. */
  readonly flaky: boolean;
  /** End of the output of the last attempt, colour-free, at most {@link MOST_OUTPUT} characters. */
  readonly output: string;
  /** Bytes that the last attempt wrote in all. */
  readonly outputBytes: number;
  /** Of a test plan or workflow. */
  readonly tasks?: readonly TaskOutcome[];
  /** Where the log of the whole output lies, below the session's folder. */
  readonly log?: string;
  /** Folder of the worktree that was kept as it was. */
  readonly preserved?: string;
  /** With `fs: read-only`: files that it changed. */
  readonly changedFiles?: readonly string[];
}

/** So much of an output is kept with the result; the log has the rest. */
export const MOST_OUTPUT = 8_000;
