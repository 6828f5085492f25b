import { countedJobs } from './counted-jobs.ts';
import { jobSamples } from './job-samples.ts';
import type { Observation, RunDetails, WorkflowJob } from './records.ts';
import { placeJobs, releaseSample } from './release-samples.ts';
import { detectionLag, dispatchLatency, dispatchLateness, runExecutionTime } from './run-samples.ts';
import type { Sample } from './sample.ts';
import { clockView, type SlotFacts, STAMP_RESOLUTION_MS } from './slot-facts.ts';
import { unavailable } from './span-sample.ts';

/** What the instrument reads to measure one run. */
export interface RunReading {
  readonly slot: SlotFacts;
  readonly details: RunDetails;
  /** Jobs of the workflow file, where it could be read. Absent: `orchestration_time` and `release_latency` are unavailable. */
  readonly jobs?: readonly WorkflowJob[];
  /** Until when the run was watched, controller's clock: what is still queued then has waited at least so long. */
  readonly asOfAt?: number;
  /** Resolution of the server's stamps; default {@link STAMP_RESOLUTION_MS}. */
  readonly resolutionMs?: number;
}

/**
 * The instrument: every sample of one run. Each counted job has each job metric that applies to it, each run each run metric, and whatever
 * could not be measured says so: nothing is clamped, guessed or dropped.
 *
 * - `queue_time`: started − created. The view of a runner's queue, whenever the dispatch came.
 * - `execution_time`: completed − started, of jobs that ended in success or failure.
 * - `wait_time`: started − intended, so that a dispatch that was itself delayed is not forgiven (no coordinated omission). The view from
 *   the sending stands in its evidence. Of jobs that need no other; the others wait for their predecessors' work as well.
 * - `wait_time_from_sent`: started − sent: the uncorrected value, beside `wait_time`.
 * - `total_time`: completed − intended.
 * - `orchestration_time`, `release_latency`: see {@link releaseSample}.
 * - `dispatch_lateness`, `dispatch_latency`, `detection_lag`, `run_execution_time`: once a run.
 *
 * Spans between the controller's and the server's clock are corrected by the clock offset; they may come out a little below 0, and are
 * anomalous only beyond the stamp's resolution and the offset's residual.
 */
export function samplesOfRun(reading: RunReading): readonly Sample[] {
  const { slot, details, jobs } = reading;
  const { run } = details;
  const clock = clockView(slot.clock, reading.resolutionMs ?? STAMP_RESOLUTION_MS);
  const { counted, leftOut } = countedJobs(details);
  const placed = placeJobs(counted, jobs);
  const samples: Sample[] = [dispatchLateness(slot, run.runId), dispatchLatency(slot, run, clock)];
  const asOf = reading.asOfAt === undefined ? {} : { asOfAt: clock.toServer(reading.asOfAt) };
  for (const each of placed) {
    const { placement } = each;
    const behind = placement.kind === 'placed' ? placement.job.needs : [];
    const needsUnknown = placement.kind === 'placed' ? placement.inside : counted.length > 1;
    const context = { slot, runId: run.runId, clock, behind, needsUnknown, ...asOf };
    samples.push(...jobSamples(each.job, context), ...releaseSample(each, placed, run, slot.id));
  }
  for (const { job, why } of leftOut) {
    const of = { slot: slot.id, runId: run.runId, jobId: job.id };
    samples.push(unavailable(of, 'queue_time', why), unavailable(of, 'execution_time', why));
  }
  samples.push(detectionLag(slot, run, counted, clock), runExecutionTime(slot, run, counted));
  return samples;
}

/** A slot of which no run could be measured. */
export interface DroppedSlot {
  readonly slot: SlotFacts;
  /** Why there is nothing to read: `shed: …`, `refused: …`, `the run vanished`. */
  readonly why: string;
  /** When it was given up, controller's clock: in an open model its wait is at least this long. Absent: nothing is known of its wait. */
  readonly givenUpAt?: number;
  /** What was seen of the run, if there was one. */
  readonly run?: Observation;
}

/**
 * The samples of a slot without job records. A slot that was dropped while it waited is a right-censored wait: leaving it out would make
 * the worst moments of a test look like the best.
 */
export function samplesOfDroppedSlot({ slot, why, givenUpAt, run }: DroppedSlot): readonly Sample[] {
  const of = { slot: slot.id, ...(run !== undefined && { runId: run.runId }) };
  const waited: Sample =
    slot.intendedAt !== undefined && givenUpAt !== undefined && givenUpAt >= slot.intendedAt
      ? { ...of, metric: 'wait_time', status: 'censored', ms: givenUpAt - slot.intendedAt, reason: why }
      : unavailable(of, 'wait_time', why);
  return [
    dispatchLateness(slot, run?.runId),
    ...(run === undefined ? [] : [dispatchLatency(slot, run, clockView(slot.clock, STAMP_RESOLUTION_MS))]),
    waited,
    unavailable(of, 'queue_time', why),
    unavailable(of, 'execution_time', why),
    unavailable(of, 'total_time', why),
  ];
}
