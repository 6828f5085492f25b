import type { FleetJobState } from '../../core/fleet/model.ts';
import type { JobRecord, Observation } from '../../core/timing/records.ts';

/** A run of the simulated target: its jobs' states are the fleet's, live. */
export interface SimulatedRun {
  readonly runId: string;
  readonly key: string;
  readonly workflow: string;
  readonly createdAt: number;
  readonly jobs: readonly FleetJobState[];
}

export function hasEnded(run: SimulatedRun): boolean {
  return run.jobs.every((job) => job.status === 'completed');
}

/** The run as a list would show it, with exact stamps. */
export function observationOf(run: SimulatedRun): Observation {
  const stamps = run.jobs.flatMap((job) => [job.queuedAt, job.startedAt, job.completedAt]).filter((at) => at !== undefined);
  const ended = hasEnded(run);
  const begun = run.jobs.some((job) => job.startedAt !== undefined);
  return {
    runId: run.runId,
    title: `${run.workflow} ${run.key}`,
    status: ended ? 'completed' : begun ? 'in_progress' : 'queued',
    conclusion: ended ? worstOf(run.jobs) : null,
    attempt: 1,
    createdAt: run.createdAt,
    updatedAt: Math.max(run.createdAt, ...stamps),
    url: urlOf(run.runId),
  };
}

export function jobRecordOf(run: SimulatedRun, job: FleetJobState, index: number): JobRecord {
  const { queuedAt, startedAt, completedAt, runner } = job;
  return {
    id: job.id,
    name: run.jobs.length === 1 ? 'work' : `work ${index}`,
    status: job.status,
    conclusion: job.conclusion,
    ...(queuedAt === undefined ? {} : { createdAt: queuedAt }),
    ...(startedAt === undefined ? {} : { startedAt, firstStepStartedAt: startedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(startedAt === undefined || completedAt === undefined ? {} : { lastStepCompletedAt: completedAt }),
    ...(runner === undefined ? {} : { runner: { id: `${runner.pool}-${runner.number}`, name: `${runner.pool}-${runner.number}` } }),
    labels: [],
    attempt: 1,
    url: urlOf(run.runId),
  };
}

export function urlOf(runId: string): string {
  return `simulated:runs/${runId}`;
}

function worstOf(jobs: readonly FleetJobState[]): string {
  const found = new Set(jobs.map((job) => job.conclusion));
  return found.has('failure') ? 'failure' : found.has('cancelled') ? 'cancelled' : 'success';
}
