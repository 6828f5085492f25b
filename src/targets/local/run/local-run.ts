import type { Unit } from '../../../core/plan/plan.ts';
import type { JobRecord, Observation } from '../../../core/timing/records.ts';
import type { WaitingTest } from '../../../core/work/pick-next.ts';
import type { TestAttempt, TestOutcome, TestStatus } from '../../../core/work/test-outcome.ts';
import type { BookEntry } from './run-book.ts';

/** A run of this target: one test, with all its attempts. */
export interface LocalRun extends WaitingTest {
  readonly runId: string;
  readonly key: string;
  readonly slot: string;
  readonly scenario: number;
  readonly unitIndex: number;
  readonly unit: Unit;
  readonly createdAt: number;
  readonly stop: AbortController;
  readonly attempts: TestAttempt[];
  /** Since when the attempt under way has its worker. */
  startedAt?: number;
  /** Somebody asked for its end. */
  cancelled: boolean;
  ended?: Ended;
}

export type Ended = Pick<Extract<BookEntry, { type: 'ended' }>, 'at' | 'conclusion' | 'outcome' | 'jobs'>;

/** GitHub's words for how a test ended, and one of our own: the ledger knows them. */
export function conclusionOf(status: TestStatus): string {
  switch (status) {
    case 'passed':
      return 'success';
    case 'failed':
      return 'failure';
    case 'error':
      return 'infrastructure_error';
    default:
      return status;
  }
}

/** The run as a list would show it. */
export function observationOf(run: LocalRun): Observation {
  const { runId, key, unit, createdAt, startedAt, ended, attempts } = run;
  const begun = startedAt !== undefined || attempts.length > 0;
  return {
    runId,
    title: `${unit.work?.name ?? unit.workflow} ${key}`,
    status: ended !== undefined ? 'completed' : begun ? 'in_progress' : 'queued',
    conclusion: ended?.conclusion ?? null,
    attempt: 1,
    createdAt,
    updatedAt: ended?.at ?? startedAt ?? createdAt,
    url: urlOf(runId),
  };
}

export function urlOf(runId: string): string {
  return `local:runs/${runId}`;
}

/**
 * The jobs of a test that is one command: an attempt each. As with runs that are run again on GitHub, the first attempt is what is measured; one that was
 * broken off from outside has another name, and takes no place.
 */
export function attemptJobs(run: LocalRun): JobRecord[] {
  let createdAt = run.createdAt;
  let attempt = 0;
  return run.attempts.map((made, i) => {
    const interrupted = made.interrupted === true;
    if (!interrupted) attempt++;
    const name = interrupted ? `${run.unit.workflow} (interrupted)` : run.unit.workflow;
    const conclusion = interrupted ? 'cancelled' : conclusionOf(made.status);
    const job = jobRecord({ run, id: String(i + 1), name, createdAt, ...made, conclusion, attempt: interrupted ? 1 : attempt });
    createdAt = made.endedAt;
    return job;
  });
}

/** One job that ran here. Stamps are the harness's own clock, so the first step began when the job did. */
export function jobRecord(facts: {
  readonly run: LocalRun;
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly worker: string;
  readonly conclusion: string;
  readonly attempt: number;
}): JobRecord {
  const { run, id, name, createdAt, startedAt, endedAt, worker, conclusion, attempt } = facts;
  return {
    id: `${run.runId}/${id}`,
    name,
    status: 'completed',
    conclusion: conclusion === 'infrastructure_error' ? 'startup_failure' : conclusion,
    createdAt,
    // What could not be run never started.
    ...(conclusion === 'infrastructure_error' || conclusion === 'skipped'
      ? {}
      : { startedAt, firstStepStartedAt: startedAt, lastStepCompletedAt: endedAt, runner: { id: worker, name: worker } }),
    completedAt: endedAt,
    labels: [],
    attempt,
    url: urlOf(run.runId),
  };
}

/** The outcome of a test from its attempts; those that were interrupted say nothing. */
export function outcomeOf(run: LocalRun, last: Omit<TestOutcome, 'attempts' | 'flaky'>): TestOutcome {
  const counted = run.attempts.filter(({ interrupted }) => interrupted !== true);
  return { ...last, attempts: run.attempts, flaky: last.status === 'passed' && counted.length > 1 };
}
