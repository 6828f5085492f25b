import type { FleetJobState } from '../../core/fleet/model.ts';
import type { WorkflowFile } from '../../core/workflow/workflow-source.ts';
import type { PlannedJob } from '../workflow/plan-jobs.ts';

/** A workflow of the repository. */
export interface SimWorkflow {
  readonly id: number;
  readonly path: string;
  readonly source: WorkflowFile;
  state: 'active' | 'disabled_manually';
  runCount: number;
}

/** One job of one attempt. Its state is the fleet's, live. */
export interface SimJob {
  readonly id: number;
  readonly planned: PlannedJob;
  readonly state: FleetJobState;
  /** The attempt that really ran it. */
  readonly attempt: number;
  /** Set when a later attempt took the job over without running it again: that attempt's own start. */
  readonly carriedAt?: number;
}

/** One attempt of a run. */
export interface SimAttempt {
  readonly number: number;
  readonly startedAt: number;
  readonly actor: string;
  readonly jobs: readonly SimJob[];
  /** Jobs that have not ended. */
  open: number;
  /** Has any job of it begun? */
  begun: boolean;
  cancelled: boolean;
  updatedAt: number;
  /** Why GitHub could not even start it. */
  readonly startupFailure?: string;
}

/** A run with all that really happened to it. */
export interface SimRun {
  readonly id: number;
  readonly number: number;
  readonly workflow: SimWorkflow;
  readonly title: string;
  readonly ref: string;
  readonly headSha: string;
  readonly actor: string;
  /** As they were sent, with the defaults filled in. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** 1, 2, 3 …; never empty. */
  readonly attempts: SimAttempt[];
}

export type RunStatus = 'queued' | 'in_progress' | 'completed';

export function latestAttempt(run: SimRun): SimAttempt {
  const attempt = run.attempts.at(-1);
  if (attempt === undefined) throw new Error(`run ${run.id} has no attempt`);
  return attempt;
}

export function statusOf(attempt: SimAttempt): RunStatus {
  if (attempt.open === 0) return 'completed';
  return attempt.begun ? 'in_progress' : 'queued';
}

/** What the run came to: the worst of its jobs. `null` while it is under way. */
export function conclusionOf(attempt: SimAttempt): string | null {
  if (attempt.open > 0) return null;
  if (attempt.startupFailure !== undefined) return 'startup_failure';
  const found = new Set(attempt.jobs.map((job) => job.state.conclusion));
  if (attempt.cancelled && found.has('cancelled')) return 'cancelled';
  if (found.has('failure')) return 'failure';
  if (found.has('cancelled')) return 'cancelled';
  return found.has('success') ? 'success' : 'skipped';
}

/** Does GitHub show the job yet? One that waits for others, or for a place in its matrix, does not exist there. */
export function isShown(job: SimJob): boolean {
  return job.state.status !== 'blocked';
}
