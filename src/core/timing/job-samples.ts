import { conclusionEntry } from '../session/ledger.ts';
import { jobFate } from './job-fate.ts';
import type { JobRecord } from './records.ts';
import type { Sample, TimeMetric } from './sample.ts';
import type { ClockView, SlotFacts } from './slot-facts.ts';
import { type SampleOf, spanSample, unavailable } from './span-sample.ts';

/** What a job's samples need beside the job. */
export interface JobContext {
  readonly slot: SlotFacts;
  readonly runId: string;
  readonly clock: ClockView;
  /** Until when the run was watched, server's clock. */
  readonly asOfAt?: number;
  /** Jobs before which this one could not begin: it stands behind them, and does not wait for a runner while they work. */
  readonly behind: readonly string[];
  /** It is not known whether it stands behind others. */
  readonly needsUnknown?: boolean;
}

export const CLOSED_MODEL = 'closed model: there is no intended time';
const RE_RUN = 're-run: somebody started this attempt later, not the dispatch';

/** The metrics of one counted job that need no other job: queue, execution, wait (from the intended time and from the sending) and total time. */
export function jobSamples(job: JobRecord, context: JobContext): readonly Sample[] {
  const of: SampleOf = { slot: context.slot.id, runId: context.runId, jobId: job.id };
  return [
    queueTime(job, of, context),
    executionTime(job, of, context),
    waitTime(job, of, context),
    ...waitTimeFromSent(job, of, context),
    totalTime(job, of, context),
  ];
}

const attemptNote = (job: JobRecord): string | undefined => (job.attempt > 1 ? `attempt ${job.attempt}: the first one is not listed` : undefined);

function queueTime(job: JobRecord, of: SampleOf, { asOfAt }: JobContext): Sample {
  if (job.from === 'check-run') return unavailable(of, 'queue_time', 'check runs do not say when a job was created (limits.detail: batched)');
  const fate = jobFate(job, asOfAt);
  if (fate.kind === 'none') return unavailable(of, 'queue_time', fate.why);
  if (fate.kind === 'waited') {
    const span = { from: job.createdAt, to: fate.untilAt, ends: ['created_at', 'the end of its waiting'], evidence: [attemptNote(job)] } as const;
    return spanSample(of, 'queue_time', span, 'censored', fate.why);
  }
  const evidence = [attemptNote(job), fate.evidence];
  return spanSample(of, 'queue_time', { from: job.createdAt, to: fate.startedAt, ends: ['created_at', 'started_at'], evidence });
}

/** Why a job has no execution time; absent: it has one. Ends that something else forced say nothing about how long the work takes. */
function notTimed(job: JobRecord): string | undefined {
  if (job.status !== 'completed') return 'still running';
  if (job.conclusion === null) return 'it ended without a conclusion';
  return conclusionEntry(job.conclusion).timed ? undefined : `ended as ${job.conclusion}, not in success or failure`;
}

function executionTime(job: JobRecord, of: SampleOf, { asOfAt }: JobContext): Sample {
  const fate = jobFate(job, asOfAt);
  if (fate.kind !== 'ran') return unavailable(of, 'execution_time', fate.why);
  const reason = notTimed(job);
  if (reason !== undefined) return unavailable(of, 'execution_time', reason);
  const evidence = [attemptNote(job), fate.evidence];
  return spanSample(of, 'execution_time', { from: fate.startedAt, to: job.completedAt, ends: ['started_at', 'completed_at'], evidence });
}

/** What keeps a job from being measured from the intended time of its slot. */
function noIntendedTime(job: JobRecord, { slot }: JobContext): string | undefined {
  if (slot.intendedAt === undefined) return CLOSED_MODEL;
  return job.attempt > 1 ? RE_RUN : undefined;
}

function waitTime(job: JobRecord, of: SampleOf, context: JobContext): Sample {
  const { slot, clock, behind } = context;
  const metric: TimeMetric = 'wait_time';
  const reason = noIntendedTime(job, context);
  if (reason !== undefined || slot.intendedAt === undefined) return unavailable(of, metric, reason ?? CLOSED_MODEL);
  if (behind.length > 0) return unavailable(of, metric, 'behind other jobs of its run: until they end, it does not wait for a runner');
  const fate = jobFate(job, context.asOfAt);
  if (fate.kind === 'none') return unavailable(of, metric, fate.why);
  const to = fate.kind === 'ran' ? fate.startedAt : fate.untilAt;
  const sent = slot.sentAt === undefined ? undefined : `from sending it is ${((to - clock.toServer(slot.sentAt)) / 1_000).toFixed(1)} s`;
  const doubt = context.needsUnknown ? 'needs unknown: it may have stood behind other jobs' : undefined;
  const evidence = [fate.kind === 'ran' ? fate.evidence : undefined, sent, doubt, clock.evidence];
  const ends = ['the intended time', fate.kind === 'ran' ? 'started_at' : 'the end of its waiting'] as const;
  const span = { from: clock.toServer(slot.intendedAt), to, ends, toleranceMs: clock.uncertainMs, evidence };
  return fate.kind === 'ran' ? spanSample(of, metric, span) : spanSample(of, metric, span, 'censored', fate.why);
}

/** The same wait from the sending on: what a late dispatch hides. Beside `wait_time`, never instead of it. */
function waitTimeFromSent(job: JobRecord, of: SampleOf, context: JobContext): readonly Sample[] {
  const { slot, clock, behind } = context;
  const metric: TimeMetric = 'wait_time_from_sent';
  // Without an intended time there is nothing that it could stand beside.
  if (slot.intendedAt === undefined) return [];
  const reason = noIntendedTime(job, context);
  if (reason !== undefined) return [unavailable(of, metric, reason)];
  if (behind.length > 0) return [unavailable(of, metric, 'behind other jobs of its run: until they end, it does not wait for a runner')];
  const fate = jobFate(job, context.asOfAt);
  if (fate.kind === 'none') return [unavailable(of, metric, fate.why)];
  const doubt = context.needsUnknown ? 'needs unknown: it may have stood behind other jobs' : undefined;
  const from = slot.sentAt === undefined ? undefined : clock.toServer(slot.sentAt);
  const to = fate.kind === 'ran' ? fate.startedAt : fate.untilAt;
  const evidence = [fate.kind === 'ran' ? fate.evidence : undefined, doubt, clock.evidence];
  const ends = ['the time of sending', fate.kind === 'ran' ? 'started_at' : 'the end of its waiting'] as const;
  const span = { from, to, ends, toleranceMs: clock.uncertainMs, evidence };
  return [fate.kind === 'ran' ? spanSample(of, metric, span) : spanSample(of, metric, span, 'censored', fate.why)];
}

function totalTime(job: JobRecord, of: SampleOf, context: JobContext): Sample {
  const { slot, clock } = context;
  const fate = jobFate(job, context.asOfAt);
  const reason = noIntendedTime(job, context) ?? (fate.kind === 'ran' ? notTimed(job) : fate.why);
  if (reason !== undefined || slot.intendedAt === undefined) return unavailable(of, 'total_time', reason ?? CLOSED_MODEL);
  const ends = ['the intended time', 'completed_at'] as const;
  const span = { from: clock.toServer(slot.intendedAt), to: job.completedAt, ends, toleranceMs: clock.uncertainMs, evidence: [clock.evidence] };
  return spanSample(of, 'total_time', span);
}
