import type { StopSignal } from '../../../ports/stop-signal.ts';

/**
 * What a worktree is up to. `free`: clean, on its own branch, may be taken. `busy`: a test has it. `error`: it could not be cleaned or
 * checked, and is rebuilt before it is used again.
 */
export type WorktreeStatus = 'free' | 'busy' | 'error';

/** One worktree of a pool, as people see it. */
export interface WorktreeEntry {
  /** `wt-1`; unique in the pool's place, whoever else uses it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** `worktree-wt-1`. */
  readonly branch: string;
  readonly status: WorktreeStatus;
  /** The test that has it, or had it when it broke. */
  readonly holder?: string;
  /** Why it is broken. */
  readonly why?: string;
}

export interface AcquireOptions {
  /** Branch, tag or commit to check out. Default: the commit that the user's `HEAD` named when the pool was opened. Uncommitted changes are never taken. */
  readonly ref?: string;
  /** Id of the test that gets it: stands in the list, and in the manifest where it is preserved. */
  readonly holder: string;
}

/**
 * A number of git worktrees of one repository that tests take in turns. A test finds the files of its commit and nothing of the tests before
 * it. Disposing gives up the places for other sessions; the worktrees stay on disk, warm for the next one.
 */
export interface WorktreePool extends AsyncDisposable {
  /**
   * Waits for a free worktree, makes sure of its state and checks the ref out.
   *
   * @throws WorktreeError where the ref is unknown or no worktree could be built
   * @throws the signal's abort as WorktreeError `stopped`
   */
  acquire(options: AcquireOptions, signal?: StopSignal): Promise<Worktree>;
  /** Every worktree of this pool, by number. */
  list(): readonly WorktreeEntry[];
}

/** A worktree in somebody's hands. Disposing cleans it and gives it back. */
export interface Worktree extends AsyncDisposable {
  /** Absolute path: where the test runs. */
  readonly path: string;
  readonly name: string;
  readonly branch: string;
  /** What is checked out, 40 or 64 hex digits. */
  readonly commit: string;
  /** Keep it as it is when it is given back: it is moved out of the pool with a manifest of who, when and why; the pool builds another. */
  preserve(why: string): void;
  /** Where it lies now, once it was given back and kept. */
  readonly kept?: string | undefined;
}
