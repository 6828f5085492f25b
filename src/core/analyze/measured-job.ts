import { billedJobs } from '../cost/job-cost.ts';
import { jobFate } from '../timing/job-fate.ts';
import { jobSamples } from '../timing/job-samples.ts';
import type { JobRecord } from '../timing/records.ts';
import type { Sample } from '../timing/sample.ts';
import { clockView, STAMP_RESOLUTION_MS } from '../timing/slot-facts.ts';
import type { HistoryRun } from './analysis.ts';

/** One execution of a job with its samples. */
export interface MeasuredJob {
  readonly run: HistoryRun;
  readonly job: JobRecord;
  /** A runner took it. */
  readonly ran: boolean;
  /** `queue_time` and `execution_time`. */
  readonly samples: readonly Sample[];
}

/**
 * Measures the jobs of one run: every execution of every attempt, as each of them met the runners. What a re-run carried over is no execution.
 *
 * @param asOfAt when the jobs were read, server clock: what is still queued has waited at least until then
 */
export function measureJobs(run: HistoryRun, jobs: readonly JobRecord[], asOfAt: number): readonly MeasuredJob[] {
  const clock = clockView(undefined, STAMP_RESOLUTION_MS);
  return billedJobs(jobs).map((job) => ({
    run,
    job,
    ran: jobFate(job).kind === 'ran',
    samples: jobSamples(job, { slot: { id: run.runId }, runId: run.runId, clock, behind: [], asOfAt }).filter(
      ({ metric }) => metric === 'queue_time' || metric === 'execution_time',
    ),
  }));
}
