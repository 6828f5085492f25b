import type { TestOutcome } from '../work/test-outcome.ts';

// What the instrument reads: runs and jobs as a target reports them, stamps already parsed.

/** One job of one attempt of a run. Instants are the server's, in ms since the epoch; resolution 1 s on GitHub. */
export interface JobRecord {
  readonly id: string;
  readonly name: string;
  /** Verbatim, also values that did not exist when this was written. */
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt?: number;
  /** On GitHub equal to `createdAt` while the job is queued. */
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** Absent: no runner was ever assigned. */
  readonly runner?: { readonly id: string; readonly name: string };
  readonly labels: readonly string[];
  /** The attempt that created this job; lower than the run's attempt for a job that was carried over. */
  readonly attempt: number;
  /** First and last step stamps: the *runner's* clock. */
  readonly firstStepStartedAt?: number;
  readonly lastStepCompletedAt?: number;
  readonly url?: string;
  /** Read as a check run, which tells neither when the job was created nor whether a runner took it. Absent: read as a job. */
  readonly from?: 'check-run';
}

/** One look at a run. */
export interface Observation {
  readonly runId: string;
  /** Title of the run, untrusted text. The key of the dispatch stands in it when the workflow's `run-name` echoes it. */
  readonly title: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly attempt: number;
  readonly createdAt?: number;
  /** Never the end of a run: later annotations and re-runs move it. */
  readonly updatedAt?: number;
  readonly url: string;
}

/** Everything about a run that has ended. */
export interface RunDetails {
  readonly run: Observation;
  readonly jobs: readonly JobRecord[];
  /** Of a test that the target ran itself. */
  readonly test?: TestOutcome;
}

/** A job of a workflow file, as far as the instrument needs it. */
export interface WorkflowJob {
  readonly id: string;
  /** Its `name:`; absent: the id. May hold expressions. */
  readonly name?: string;
  readonly needs: readonly string[];
  readonly matrix: boolean;
}
