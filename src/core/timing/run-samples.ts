import { conclusionEntry } from '../session/ledger.ts';
import { jobFate } from './job-fate.ts';
import { CLOSED_MODEL } from './job-samples.ts';
import type { JobRecord, Observation } from './records.ts';
import type { Sample } from './sample.ts';
import type { ClockView, SlotFacts } from './slot-facts.ts';
import { type SampleOf, spanSample, unavailable } from './span-sample.ts';

/** `dispatch_lateness`: how late the controller itself was, on its own clock. */
export function dispatchLateness(slot: SlotFacts, runId?: string): Sample {
  const of: SampleOf = { slot: slot.id, ...(runId !== undefined && { runId }) };
  if (slot.intendedAt === undefined) return unavailable(of, 'dispatch_lateness', CLOSED_MODEL);
  return spanSample(of, 'dispatch_lateness', { from: slot.intendedAt, to: slot.sentAt, ends: ['the intended time', 'the time of sending'] });
}

/** `dispatch_latency`: from sending to the run's creation, across two clocks; a little below 0 is within what they leave open. */
export function dispatchLatency(slot: SlotFacts, run: Observation, clock: ClockView): Sample {
  const from = slot.sentAt === undefined ? undefined : clock.toServer(slot.sentAt);
  return spanSample({ slot: slot.id, runId: run.runId }, 'dispatch_latency', {
    from,
    to: run.createdAt,
    ends: ['the time of sending', 'run.created_at'],
    toleranceMs: clock.uncertainMs,
    evidence: [clock.evidence],
  });
}

/** `detection_lag`: from the last job's end to the moment when the controller saw it. The run's `updated_at` is no end: annotations move it. */
export function detectionLag(slot: SlotFacts, run: Observation, counted: readonly JobRecord[], clock: ClockView): Sample {
  const of: SampleOf = { slot: slot.id, runId: run.runId };
  if (run.attempt > 1) return unavailable(of, 'detection_lag', 're-run: what was seen is the end of a later attempt');
  return spanSample(of, 'detection_lag', {
    from: lastEnd(counted),
    to: slot.endSeenAt === undefined ? undefined : clock.toServer(slot.endSeenAt),
    ends: ['the last completed_at', 'the time at which the end was seen'],
    toleranceMs: clock.uncertainMs,
    evidence: [clock.evidence],
  });
}

/** `run_execution_time`: from the first job's start to the last job's end, of runs that ended in success or failure. */
export function runExecutionTime(slot: SlotFacts, run: Observation, counted: readonly JobRecord[]): Sample {
  const of: SampleOf = { slot: slot.id, runId: run.runId };
  const metric = 'run_execution_time';
  if (counted.some(({ status }) => status !== 'completed')) return unavailable(of, metric, 'a job has not ended');
  if (run.conclusion === null) return unavailable(of, metric, 'the run has not ended');
  if (!conclusionEntry(run.conclusion).timed) return unavailable(of, metric, `ended as ${run.conclusion}, not in success or failure`);
  if (new Set(counted.map(({ attempt }) => attempt)).size > 1) return unavailable(of, metric, 'its jobs are of several attempts');
  const ran = counted.filter((job) => jobFate(job).kind === 'ran');
  if (ran.length === 0) return unavailable(of, metric, 'no job ran');
  let from = Number.POSITIVE_INFINITY;
  for (const job of ran) {
    const fate = jobFate(job);
    if (fate.kind === 'ran') from = Math.min(from, fate.startedAt);
  }
  return spanSample(of, metric, { from, to: lastEnd(ran), ends: ['the first started_at', 'the last completed_at'] });
}

/** `undefined` when any job has no end: the last one would not be the last. */
function lastEnd(jobs: readonly JobRecord[]): number | undefined {
  let last: number | undefined;
  for (const { completedAt } of jobs) {
    if (completedAt === undefined) return undefined;
    last = Math.max(last ?? completedAt, completedAt);
  }
  return last;
}
