import type { FleetJobState } from '../core/fleet/model.ts';
import { conclusionOf, latestAttempt, type SimRun, statusOf } from './world/run.ts';

/** What really happened to a job: instants to the fraction of a millisecond, before GitHub cuts them to seconds. */
export interface TrueJob extends Omit<FleetJobState, 'id'> {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
  /** The attempt that ran it. */
  readonly attempt: number;
  /** Taken over from an earlier attempt. */
  readonly carriedOver: boolean;
}

/** What really happened to a run. */
export interface TrueRun {
  readonly id: number;
  readonly workflow: string;
  readonly title: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly attempt: number;
  /** Of the latest attempt, also those that GitHub does not show yet. */
  readonly jobs: readonly TrueJob[];
}

/** A snapshot: later events do not change it. */
export function trueRun(run: SimRun): TrueRun {
  const attempt = latestAttempt(run);
  return {
    id: run.id,
    workflow: run.workflow.source.file,
    title: run.title,
    ref: run.ref,
    inputs: run.inputs,
    createdAt: run.createdAt,
    status: statusOf(attempt),
    conclusion: conclusionOf(attempt),
    attempt: attempt.number,
    jobs: attempt.jobs.map(({ id, planned, state, attempt: ranIn, carriedAt }) => {
      const { status, conclusion, submittedAt, queuedAt, startedAt, completedAt, runner } = state;
      return {
        id,
        name: planned.name,
        labels: planned.labels,
        attempt: ranIn,
        carriedOver: carriedAt !== undefined,
        status,
        conclusion,
        submittedAt,
        ...(queuedAt === undefined ? {} : { queuedAt }),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(completedAt === undefined ? {} : { completedAt }),
        ...(runner === undefined ? {} : { runner }),
      };
    }),
  };
}
