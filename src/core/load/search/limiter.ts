import { formatDuration, SECOND_MS } from '../../time.ts';
import type { LoadPoint } from './load-curve.ts';
import type { LimitCause, PlatformEvidence, TrialView } from './trial.ts';

/** A share of a trial's runs up to which mishaps are part of life. */
const MISHAPS = 0.01;
/** Of the slots that were due, so many must have been sent (Nighthawk's `send-rate`). */
const LEAST_SENT = 0.99;
/** So many may have been sent late (fortio's warning). */
const MOST_LATE = 0.05;
/** Below so many slots a share says nothing. */
const LEAST_SLOTS = 20;
/** A clock that moved by less does not matter: stamps are whole seconds. */
const CLOCK_STEP_MS = 2 * SECOND_MS;
/** Stamps and network; besides that, a slot is late when it misses half the distance to the next. */
const LATE_MS = SECOND_MS;
/** Shorter pauses of the controller leave no trace in a queue. */
const STALL_MS = 5 * SECOND_MS;
/** Jobs at the same time on GitHub's own runners: Free, Pro, Team, Enterprise, and for macOS (docs.github.com, "Actions limits"). */
const JOB_LIMITS = [5, 20, 40, 50, 60, 500, 1_000];

/** Who else was the limit, in words. */
export interface Limiter {
  readonly cause: LimitCause;
  readonly reason: string;
}

/**
 * Tells whether anybody but the fleet was the limit of a trial, from the evidence alone and before anybody looks at queues. What explains most
 * comes first: late dispatches follow from everything else, so they are named last.
 *
 * @param executionMs as far as it is known: who looks less often than twice in it can't judge a queue
 * @param schedule that was to be kept. Absent: there was none, as in a probe
 */
export function limiterOf(view: TrialView, executionMs: number | undefined, schedule?: Kept): Limiter | undefined {
  const { runs, evidence, now, startedAt } = view;
  const sent = runs.filter((run) => run.sentAt !== undefined).length;
  return (
    answered(evidence) ??
    held(evidence, sent) ??
    disturbed(evidence, sent) ??
    blind(evidence, executionMs) ??
    (schedule === undefined ? undefined : unsent(view, schedule)) ??
    stalled(evidence, now - startedAt)
  );
}

function answered(evidence: PlatformEvidence): Limiter | undefined {
  const { primaryLimits, secondaryLimits, runQueueLimits, takenOver } = evidence;
  if (takenOver)
    return { cause: 'controller-restart', reason: 'another controller took the session over meanwhile, so that nobody kept the schedule' };
  if (primaryLimits > 0)
    return { cause: 'primary-rate-limit', reason: `the API's primary rate limit held requests back ${times(primaryLimits)}, not the fleet` };
  if (secondaryLimits > 0)
    return { cause: 'secondary-rate-limit', reason: `the API's secondary rate limit held requests back ${times(secondaryLimits)}, not the fleet` };
  if (runQueueLimits > 0)
    return { cause: 'run-queue-limit', reason: `GitHub queues 500 runs in 10 s at most, and refused more ${times(runQueueLimits)}` };
  return undefined;
}

function held({ heldByGroup }: PlatformEvidence, sent: number): Limiter | undefined {
  if (heldByGroup === 0) return undefined;
  const reason = `${heldByGroup} of ${sent} runs waited for, or were cancelled by, the workflow's concurrency group: they never asked the fleet for a runner`;
  return { cause: 'concurrency-group', reason };
}

function disturbed(evidence: PlatformEvidence, sent: number): Limiter | undefined {
  const { refusals, outages, cancelledByOthers, lostRunners, clockStepMs } = evidence;
  const many = (count: number): boolean => count > Math.max(1, MISHAPS * sent);
  if (many(refusals)) return { cause: 'dispatch-refused', reason: `the server refused ${refusals} dispatches, and took ${sent - refusals} or fewer` };
  if (many(outages)) return { cause: 'api-outage', reason: `${outages} dispatches could not be brought to the server, or got no clear answer` };
  if (many(cancelledByOthers))
    return { cause: 'cancelled-by-others', reason: `${cancelledByOthers} of ${sent} runs were cancelled by somebody else` };
  if (many(lostRunners)) return { cause: 'runner-loss', reason: `the runners of ${lostRunners} of ${sent} runs were lost` };
  if (clockStepMs > CLOCK_STEP_MS) {
    const by = formatDuration(clockStepMs);
    return { cause: 'clock-skew', reason: `the clocks of controller and server moved apart by ${by}, so that their instants can't be compared` };
  }
  return undefined;
}

/** A schedule that a trial was to keep. */
export interface Kept {
  /** Arrivals a millisecond. */
  readonly perMs: number;
  /** All of them. */
  readonly slots: number;
  /** Is a verdict about to be said on what was sent until now? */
  readonly decided: boolean;
}

/** Share of an execution time in which somebody must have looked. */
const LONGEST_BLIND = 0.5;
/** However short they are: looks are a few seconds apart. */
const LEAST_BLIND_MS = 30 * SECOND_MS;

function blind({ blindMs, starved }: PlatformEvidence, executionMs: number | undefined): Limiter | undefined {
  if (executionMs === undefined || blindMs <= Math.max(LEAST_BLIND_MS, LONGEST_BLIND * executionMs)) return undefined;
  const span = formatDuration(blindMs);
  return starved
    ? { cause: 'primary-rate-limit', reason: `the requests that the token has left allowed no look at the runs for ${span}` }
    : {
        cause: 'controller-stall',
        reason: `nobody saw what became of the runs for ${span}: the controller stood still, or its looks were not answered`,
      };
}

/** What was due and not sent, or sent late. One that is overdue may still be sent: it counts as unsent when it has been for a quarter of the trial. */
function unsent({ runs, evidence, now, startedAt }: TrialView, { perMs, slots, decided }: Kept): Limiter | undefined {
  const lateMs = Math.max(LATE_MS, 0.5 / perMs);
  const due = runs.filter((run) => run.intendedAt + lateMs <= now);
  if (due.length < LEAST_SLOTS) return undefined;
  // While it runs, only what the rest can't make good any more counts.
  const of = decided ? due.length : slots;
  const sent = due.filter((run) => run.sentAt !== undefined);
  const late = sent.filter((run) => (run.sentAt ?? 0) - run.intendedAt > lateMs);
  const overdueMs = Math.max(lateMs, (now - startedAt) / 4);
  const never = due.filter((run) => run.sentAt === undefined && run.intendedAt + overdueMs <= now);
  const few = never.length > Math.max(1, (1 - LEAST_SENT) * of);
  if (!few && late.length <= Math.max(1, MOST_LATE * of)) return undefined;
  const stall = stalled(evidence, STALL_MS);
  if (stall !== undefined) return stall;
  return few
    ? { cause: 'send-rate', reason: `${never.length} of ${due.length} slots that were due had not been sent: the load was not what the trial says` }
    : { cause: 'late-dispatch', reason: `${late.length} of ${sent.length} slots were sent more than ${formatDuration(lateMs)} late` };
}

function stalled({ stallMs }: PlatformEvidence, spanMs: number): Limiter | undefined {
  if (stallMs < STALL_MS || stallMs < 0.05 * spanMs) return undefined;
  return {
    cause: 'controller-stall',
    reason: `the controller did nothing for ${formatDuration(stallMs)}, so that the load was not what the trial says`,
  };
}

/**
 * Is it GitHub's limit on concurrent jobs that a fleet stopped at? Only where the runners are GitHub's own, or where more of them are known to
 * exist: a fleet of one's own may have 20 runners.
 */
export function jobLimit(running: number, { hosted, knownRunners, jobsPerRun }: PlatformEvidence): Limiter | undefined {
  const jobs = Math.round(running * jobsPerRun);
  const limit = JOB_LIMITS.find((one) => one === jobs);
  const more = knownRunners !== undefined && knownRunners > jobs;
  if (limit === undefined || (!hosted && !more)) return undefined;
  const why = more ? `although the fleet has ${knownRunners} runners` : "and the runners are GitHub's own";
  return { cause: 'job-limit', reason: `never more than ${limit} jobs ran at once, which is a plan's limit on concurrent jobs, ${why}` };
}

/** Runners are lost when they are missing for so long at least: looks are seconds apart, and show starts late. */
export const LEAST_LOSS_MS = 30 * SECOND_MS;

/** Did the fleet lose a part of its strength while runs waited for it, all through the curve? */
export function lostStrength(curve: readonly LoadPoint[], concurrent: number): Limiter | undefined {
  if (curve.length === 0 || curve.some((point) => point.queued < Math.max(2, concurrent / 10))) return undefined;
  const most = Math.max(...curve.map((point) => point.running));
  if (most >= 0.9 * concurrent) return undefined;
  return {
    cause: 'runner-loss',
    reason: `only ${most} runs at once were worked on, of ${Math.round(concurrent)} before, while others waited: runners were lost`,
  };
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
