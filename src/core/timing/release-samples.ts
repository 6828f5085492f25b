import { type Placement, placeJob } from './job-placement.ts';
import type { JobRecord, Observation, WorkflowJob } from './records.ts';
import type { Sample } from './sample.ts';
import { type SampleOf, spanSample, unavailable } from './span-sample.ts';

/** A counted job with its place in the workflow file. */
export interface PlacedJob {
  readonly job: JobRecord;
  readonly placement: Placement;
}

/** Places every counted job. */
export function placeJobs(counted: readonly JobRecord[], jobs: readonly WorkflowJob[] | undefined): readonly PlacedJob[] {
  return counted.map((job) => ({ job, placement: placeJob(job, jobs) }));
}

/**
 * How long GitHub took to release a job to the runners, which is no runner's fault: `orchestration_time` from the run's creation for a job
 * that needs no other, `release_latency` from the last end among those that it needs. Concurrency groups and `max-parallel` show here.
 */
export function releaseSample(placed: PlacedJob, all: readonly PlacedJob[], run: Observation, slot: string): readonly Sample[] {
  const { job, placement } = placed;
  const of: SampleOf = { slot, runId: run.runId, jobId: job.id };
  const neither = (why: string): readonly Sample[] => [unavailable(of, 'orchestration_time', why), unavailable(of, 'release_latency', why)];
  if (placement.kind === 'unplaced') return neither(placement.why);
  if (placement.inside) return neither('inside of a reusable workflow: what it needs there is unknown');
  if (job.conclusion === 'skipped') {
    return [unavailable(of, placement.job.needs.length === 0 ? 'orchestration_time' : 'release_latency', 'skipped: it never ran')];
  }
  if (placement.job.needs.length === 0) {
    if (job.attempt > 1) return [unavailable(of, 'orchestration_time', 're-run: somebody started this attempt later, not the dispatch')];
    const evidence = [placement.job.matrix ? 'leg of a matrix: max-parallel may have held it back' : undefined];
    return [spanSample(of, 'orchestration_time', { from: run.createdAt, to: job.createdAt, ends: ['run.created_at', 'created_at'], evidence })];
  }
  const ends: number[] = [];
  for (const id of placement.job.needs) {
    const records = all.filter((other) => other.placement.kind === 'placed' && other.placement.job.id === id);
    if (records.length === 0) return [unavailable(of, 'release_latency', `no job of "${id}", which it needs, is in the list`)];
    for (const { job: needed } of records) {
      if (needed.attempt !== job.attempt) return [unavailable(of, 'release_latency', `what it needs ran in another attempt`)];
      if (needed.completedAt === undefined) return [unavailable(of, 'release_latency', `"${id}", which it needs, has no end`)];
      ends.push(needed.completedAt);
    }
  }
  const from = ends.reduce((last, end) => Math.max(last, end));
  return [spanSample(of, 'release_latency', { from, to: job.createdAt, ends: ['the end of what it needs', 'created_at'] })];
}
