/** A few runs at a low load: what a run takes, and how long it takes to start, when nothing is in its way. */
export interface BaselinePlan {
  readonly kind: 'baseline';
  /** Arrivals a minute, evenly spaced. */
  readonly perMinute: number;
  readonly runs: number;
}

/** Ever more, until a backlog stands and nothing more runs at once: the fleet's capacity follows from how many run, and how long. */
export interface ProbePlan {
  readonly kind: 'probe';
  /** Where it begins; the rate doubles every half execution time. */
  readonly fromPerMinute: number;
  readonly maxPerMinute: number;
  /** Mean execution time and mean wait of the baseline. */
  readonly executionMs: number;
  readonly startMs: number;
  /** Between two looks at the runs. */
  readonly pollMs: number;
  /** It sends no more than this. Absent: as many as it needs. */
  readonly maxRuns?: number;
}

/** One load, held. */
export interface HoldPlan {
  readonly kind: 'confirm' | 'slo' | 'level';
  readonly perMinute: number;
  readonly durationMs: number;
  /** The first so long say nothing: the fleet fills. */
  readonly warmupMs: number;
  /** Mean execution time. Absent: of the runs that have ended so far. */
  readonly executionMs?: number;
  /** Runs that the fleet works on at once. Absent: the most that were seen. */
  readonly concurrent?: number;
  /** How long a runner takes to start on an idle fleet: so long every run waits, and that is no queue. */
  readonly startMs?: number;
}

/** What a trial sends, and on what it is judged; fixed before its first run. `pool`: index of the pool, with `scalability`. */
export type TrialPlan = (BaselinePlan | ProbePlan | HoldPlan) & { readonly pool?: number };

/** One run of a trial, as far as it is known; instants on the controller's clock. */
export interface TrialRun {
  /** When the schedule wanted it; of a probe, when it was issued. */
  readonly intendedAt: number;
  /** Absent: not sent yet, or never. */
  readonly sentAt?: number;
  /** The target has it from here on. */
  readonly queuedAt?: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Absent with `endedAt`: as long as from `startedAt` to there. */
  readonly executionMs?: number;
  /** Time in the queue as the target's stamps tell it. Absent: from `queuedAt` to `startedAt`. */
  readonly queueMs?: number;
  /** It ended, and not by itself: its execution time says nothing. */
  readonly cut?: boolean;
  /** It failed or ran out of time: counts where a limit on `failed` is to be met. */
  readonly failed?: boolean;
}

/** What else is known that could have been the limit, counted from the trial's start. All zero: nothing. */
export interface PlatformEvidence {
  /** Answers of the server that held requests back. */
  readonly primaryLimits: number;
  readonly secondaryLimits: number;
  /** 500 runs in 10 s. */
  readonly runQueueLimits: number;
  /** Dispatches that could not be brought to the server, or whose answer is not known. */
  readonly outages: number;
  /** Dispatches that the server refused. */
  readonly refusals: number;
  /** Runs that a person or another workflow cancelled. */
  readonly cancelledByOthers: number;
  /** Runs that waited for, or were cancelled by, a concurrency group. */
  readonly heldByGroup: number;
  /** Runs whose runner was lost. */
  readonly lostRunners: number;
  /** How far the server's clock moved against the controller's. */
  readonly clockStepMs: number;
  /** Longest time in which the controller did not come to decide, although something was due. */
  readonly stallMs: number;
  /** Longest time in which nobody saw what became of the runs, and whether the requests that were left allowed no more. */
  readonly blindMs: number;
  readonly starved: boolean;
  /** Another controller took the session over meanwhile. */
  readonly takenOver: boolean;
  /** The runs' runners are GitHub's own: the plan's limit on concurrent jobs holds for them. */
  readonly hosted: boolean;
  /** Runners of the fleet, where somebody said it. */
  readonly knownRunners?: number;
  /** Jobs of a run; limits of the plan count jobs. */
  readonly jobsPerRun: number;
}

/** No sign of anybody but the fleet. */
export const NO_EVIDENCE: PlatformEvidence = {
  primaryLimits: 0,
  secondaryLimits: 0,
  runQueueLimits: 0,
  outages: 0,
  refusals: 0,
  cancelledByOthers: 0,
  heldByGroup: 0,
  lostRunners: 0,
  clockStepMs: 0,
  stallMs: 0,
  blindMs: 0,
  starved: false,
  takenOver: false,
  hosted: false,
  jobsPerRun: 1,
};

/** A trial as far as it has come. */
export interface TrialView {
  readonly startedAt: number;
  /** What happened until here is known: the last look. */
  readonly knownAt: number;
  readonly now: number;
  /** In the order in which they were issued. */
  readonly runs: readonly TrialRun[];
  readonly evidence: PlatformEvidence;
}

/** How often a limit was exceeded in a trial; see `testPercentile`. */
export interface SloCount {
  readonly n: number;
  readonly beyond: number;
  readonly undecided: number;
}

/** Capacity as a probe measured it. */
export interface ProbeFigures {
  /** Runs at the same time while others waited. */
  readonly concurrent: number;
  readonly executionMs: number;
  /** Of the execution times: standard deviation ÷ mean. */
  readonly cv: number;
  /** Execution times in it. */
  readonly n: number;
  readonly perMinute: number;
  readonly ci95: readonly [low: number, high: number];
}

/** What came of a trial. */
export interface TrialOutcome {
  readonly verdict: 'sustained' | 'overloaded' | 'undecided' | 'invalid';
  /** One sentence, with the numbers. */
  readonly reason: string;
  /** With `invalid`: who the limiter was. */
  readonly cause?: LimitCause;
  readonly runs: number;
  readonly durationMs: number;
  /** Baseline. */
  readonly baseline?: { readonly executionMs: number; readonly startMs: number; readonly n: number };
  readonly probe?: ProbeFigures;
  /** By limit of the plan's `slo`, in its order. */
  readonly slo?: readonly SloCount[];
}

/** A trial that has ended. */
export interface Trial {
  readonly plan: TrialPlan;
  readonly outcome: TrialOutcome;
  readonly startedAt?: number;
}

/** Who else than the fleet can be the limit. */
export const LIMIT_CAUSES = [
  'primary-rate-limit',
  'secondary-rate-limit',
  'run-queue-limit',
  'concurrency-group',
  'job-limit',
  'dispatch-refused',
  'api-outage',
  'cancelled-by-others',
  'runner-loss',
  'clock-skew',
  'controller-stall',
  'send-rate',
  'late-dispatch',
  'controller-restart',
] as const;
/** One of {@link LIMIT_CAUSES}. */
export type LimitCause = (typeof LIMIT_CAUSES)[number];

/** How a trial goes on: slots that must have been issued by now, when the next one is due, or what came of it. */
export interface TrialCourse {
  readonly due: number;
  /** Absent: nothing more, or as soon as something changes. */
  readonly nextDueAt?: number;
  readonly outcome?: TrialOutcome;
}
