import type { LedgerBox } from './session/ledger.ts';
import type { PatternMatch, TestStatus } from './work/test-outcome.ts';

/** The schema's name and version, first field of every `result.json`. */
export const RESULT_SCHEMA = 'runner-harness/result@1';

/** From worst to best: a session's outcome is the worst that happened in it. */
export const OUTCOMES = ['error', 'aborted', 'invalid', 'failed', 'breached', 'regressed', 'inconclusive', 'suspended', 'passed'] as const;
/** One of {@link OUTCOMES}. */
export type Outcome = (typeof OUTCOMES)[number];

/** What is said of a threshold or a scenario; `invalid`: there was no data. */
export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'invalid';

/** Numbers of one time metric. Every value in seconds. */
export interface MetricSummary {
  readonly unit: 's';
  readonly of: 'job' | 'run';
  /** Measured values; the ones that min, mean, sd, max describe. */
  readonly n: number;
  readonly min?: number;
  readonly mean?: number;
  readonly sd?: number;
  readonly max?: number;
  /** By `"50" | "75" | "90" | "95" | "99"`; a percentile that the censored values leave open is absent. */
  readonly percentiles: Readonly<Record<string, number>>;
  /** Order-statistic intervals, for the percentiles for which n suffices. */
  readonly ci95: Readonly<Record<string, readonly [number, number]>>;
  readonly estimator: 'R7';
  /** Values of which only a lower bound is known; they count in the percentiles as at least that. */
  readonly censored: number;
  readonly anomalous: number;
  readonly unavailable: number;
  /** What else a reader must know: resolution, disputed stamps, which clock. */
  readonly notes?: readonly string[];
}

/** Tells a {@link RateSummary} from a {@link MetricSummary}. */
export const RATE_UNIT = 'ratio';

/** A metric of the ledger. */
export interface RateSummary {
  readonly unit: typeof RATE_UNIT;
  readonly of: 'run';
  readonly value: number;
  /** Numerator and denominator. */
  readonly count: number;
  readonly n: number;
}

/** A threshold with what became of it. */
export interface ThresholdVerdict {
  readonly metric: string;
  readonly expression: string;
  /** In the metric's unit; absent: there was no data. */
  readonly value?: number;
  readonly n: number;
  readonly verdict: Verdict;
  /** One sentence, with the numbers. */
  readonly reason: string;
}

/** How well the schedule of an open model was kept. Spans in seconds. */
export interface ScheduleReport {
  readonly planned: number;
  readonly sent: number;
  /** sent ÷ planned, of the slots that came due. */
  readonly achieved: number;
  /** Slots that were never sent because they were too late. */
  readonly dropped: number;
  /** Slots that were sent later than the tolerance (250 ms, or a twentieth of the mean gap; 5 s when simulated) and than the plan's spacing of dispatches, as a share of those sent. */
  readonly lateShare: number;
  readonly lateness: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
  /** How much later the end of the schedule was than its beginning: median of the last tenth less that of the first, beyond what spacing makes of it. */
  readonly drift: number;
  readonly policy: string;
  /** Set when less than 99 % were sent or more than 5 % were late: what was measured is not what was planned. */
  readonly invalid?: string;
}

/** What a trial of a search offered, and what came of it. Rates in arrivals a minute. */
export interface CapacityTrial {
  readonly kind: 'baseline' | 'probe' | 'confirm' | 'slo' | 'level';
  readonly perMinute: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly runs: number;
  readonly verdict: 'sustained' | 'overloaded' | 'undecided' | 'invalid';
  /** One sentence, with the numbers. */
  readonly reason: string;
  /** With `invalid`: who the limiter was. */
  readonly cause?: string;
}

/** What a fleet sustains: an interval with its evidence, never a point alone. */
export interface CapacityReport {
  /** `found`; `bound not found`: a cap was hit before the fleet was; `invalid`: somebody else was the limit; `inconclusive`. */
  readonly verdict: 'found' | 'bound not found' | 'invalid' | 'inconclusive';
  /** Point inside the interval, arrivals a minute; absent where nothing was found. */
  readonly perMinute?: number;
  /** Largest load that was confirmed as sustained, smallest that was confirmed as overloaded. */
  readonly interval?: readonly [low: number, high: number];
  /** What was the limit: `fleet`, a platform limit by name, `max-rate`, `budget`. */
  readonly limiter: string;
  readonly reason: string;
  /** Runs at the same time, mean execution time in s, and the capacity that follows, with its interval. */
  readonly probe?: {
    readonly concurrent: number;
    readonly executionTime: number;
    readonly n: number;
    readonly perMinute: number;
    readonly ci95: readonly [number, number];
  };
  /** The largest load that met the limits with 95 % certainty. */
  readonly slo?: { readonly perMinute?: number; readonly expression: string; readonly reason: string };
  readonly trials: readonly CapacityTrial[];
  /** `scalability`: one a pool, with its speed-up against the first. */
  readonly pools?: readonly {
    readonly label: string;
    readonly size?: number;
    readonly speedUp?: number;
    readonly capacity: Omit<CapacityReport, 'pools' | 'scaling'>;
  }[];
  /** Fit of the Universal Scalability Law, from six pools on. */
  readonly scaling?: {
    readonly lambda: number;
    readonly sigma: number;
    readonly kappa: number;
    readonly r2: number;
    /** The largest size of which the fit says anything. */
    readonly reach: number;
    /** From which size on more runners sustain less. Absent: from none up to `reach`. */
    readonly peak?: number;
  };
}

/**
 * One instant of a session, for charts, `t` seconds after its start: runs queued and running then, runs dispatched, completed and failed since the
 * point before.
 */
export interface SeriesPoint {
  readonly t: number;
  readonly queued: number;
  readonly running: number;
  readonly dispatched: number;
  readonly completed: number;
  readonly failed: number;
}

/** Everything about one scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly test: string;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly ledger: { readonly planned: number } & Readonly<Record<LedgerBox, number>>;
  /** Why slots were excluded, shed or lost: reason → count. */
  readonly ledgerReasons: Readonly<Record<string, number>>;
  readonly jobs: {
    readonly planned: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly cancelled: number;
    readonly skipped: number;
  };
  readonly extraRuns: readonly { readonly id: string; readonly url: string; readonly why: string; readonly cancelled: boolean }[];
  /** Runs that may still be alive, with the command that ends each. */
  readonly leftRunning: readonly { readonly id: string; readonly url: string; readonly command: string }[];
  readonly metrics: Readonly<Record<string, MetricSummary | RateSummary>>;
  /** Mixed work: the same by unit, in the plan's order. */
  readonly units?: readonly {
    readonly unit: string;
    readonly runs: number;
    readonly metrics: Readonly<Record<string, MetricSummary | RateSummary>>;
  }[];
  readonly thresholds: readonly ThresholdVerdict[];
  /** Open models. */
  readonly schedule?: ScheduleReport;
  /** Slots that were left out of the statistics as warm-up. */
  readonly warmup?: number;
  /** `stress`, `scalability`. */
  readonly capacity?: CapacityReport;
  readonly series?: readonly SeriesPoint[];
  /** Of a scenario whose units are tests. */
  readonly suite?: SuiteResult;
  /** In the order in which they were issued. */
  readonly tests?: readonly TestResult[];
}

/** What a suite came to. */
export interface SuiteResult {
  readonly name: string;
  /** `login_20261129_031500`: its name and when it began, UTC. */
  readonly executionId: string;
  readonly files: readonly string[];
  /** Shares from 0 to 1; `of` counts every test that was issued, also those that could not be run. */
  readonly passRate: { readonly required: number; readonly value: number; readonly passed: number; readonly of: number };
  readonly counts: Readonly<Record<TestStatus | 'open', number>>;
  readonly flaky: number;
  /** Tests that `--only` left out. */
  readonly leftOut?: number;
  readonly shuffle?: string;
}

/** How a test did in earlier sessions and this one. */
export interface TestHistory {
  readonly succeeded: number;
  readonly failed: number;
  /** Sessions in which it passed at a further attempt only. */
  readonly flaky: number;
  /**
   * `graduated`: at least ten successes for every failure, and ten in all. `flaky`: it passed at a further attempt lately, or goes to and fro
   * between passed and failed.
   */
  readonly status: 'new' | 'graduated' | 'proving' | 'flaky' | 'failing';
}

/** One test. */
export interface TestResult {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly command: string;
  readonly slot: string;
  readonly runId?: string;
  /** `open`: it had not ended when the session did. */
  readonly status: TestStatus | 'open';
  readonly flaky: boolean;
  /** Executions that say something about it, and those that were broken off from outside. */
  readonly attempts: number;
  readonly interrupted: number;
  readonly exitCode?: number;
  readonly signal?: string;
  /** Of the last attempt, in seconds. */
  readonly duration?: number;
  readonly patterns: readonly PatternMatch[];
  readonly error?: string;
  /** Colour-free, capped. */
  readonly output: string;
  readonly outputBytes: number;
  readonly worker?: string;
  readonly worktree?: string;
  readonly log?: string;
  readonly preserved?: string;
  readonly changedFiles?: readonly string[];
  readonly tasks?: readonly TaskResult[];
  readonly history?: TestHistory;
}

/** One task of a test plan, or job of a workflow that was run here. */
export interface TaskResult {
  readonly id: string;
  readonly name: string;
  readonly command?: string;
  readonly status: TestStatus;
  readonly exitCode?: number;
  /** Seconds. */
  readonly duration: number;
  readonly error?: string;
}

/** What is said of one metric against its baseline. */
export type GateVerdict = 'passed' | 'regressed' | 'improved' | 'inconclusive' | 'new' | 'missing' | 'incomparable';

/** One metric of one benchmark, compared with its baseline. */
export interface GateRow {
  readonly benchmark: string;
  readonly metric: string;
  readonly unit: string;
  readonly direction: 'smaller' | 'bigger';
  readonly baseline?: number;
  readonly current?: number;
  /** current ÷ baseline − 1; absent where no such ratio exists. */
  readonly change?: number;
  readonly n?: readonly [baseline: number, current: number];
  /**
   * What the verdict rests on: a count that does not scatter (`exact`), raw values on both sides (`samples`), single values of earlier runs
   * (`history`), one value against one value (`ratio`), or runs of both sides in turns (`interleaved`). Absent where nothing was compared.
   */
  readonly evidence?: 'exact' | 'samples' | 'history' | 'ratio' | 'interleaved';
  /** 95 % interval of `change`. */
  readonly ci95?: readonly [low: number, high: number];
  /** Bootstrap interval of the ratio of medians − 1, with raw values only. */
  readonly bootstrap95?: readonly [low: number, high: number];
  /** Up to this a change is of no interest, a fraction. */
  readonly margin?: number;
  /** The smallest change for the worse that would have been seen in 4 of 5 cases, a fraction. Absent: no number of values would do, or nothing is known. */
  readonly mde?: number;
  /**
   * Chance of such values without a change beyond the margin in that direction. With raw values adjusted for all rows of the comparison; against a
   * history the share of runs that deviated as much.
   */
  readonly p?: number;
  /** The machine of the current values, where the file names one. */
  readonly machine?: string;
  /** Why nothing can be compared, with verdict `incomparable`. */
  readonly incomparable?: 'unit' | 'scale' | 'direction' | 'machine' | 'no-ratio' | 'no-number' | 'unmeasured';
  readonly verdict: GateVerdict;
  /** `queue_time p50: 12.3 % slower (1.123 s against 1.000 s)` */
  readonly reason: string;
}

/** One run of the session, flat, for tables. Times in seconds. */
export interface RunRow {
  readonly scenario: string;
  readonly slot: string;
  readonly key?: string;
  readonly runId?: string;
  readonly url?: string;
  readonly title?: string;
  readonly workflow: string;
  readonly box: LedgerBox | 'open';
  /** It warmed up: it stands in no statistic. */
  readonly warmup?: true;
  readonly conclusion?: string;
  readonly attempt?: number;
  readonly reason?: string;
  readonly intendedAt?: string;
  readonly sentAt?: string;
  readonly createdAt?: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly jobs?: number;
  /** By metric name; absent: not measured. */
  readonly times: Readonly<Record<string, number>>;
}

/** One job of the session, flat, for tables. */
export interface JobRow {
  readonly scenario: string;
  readonly slot: string;
  readonly runId: string;
  readonly jobId: string;
  readonly name: string;
  readonly conclusion: string;
  /** Of a run that warmed up: it stands in no statistic. */
  readonly warmup?: true;
  readonly runner?: string;
  readonly labels: readonly string[];
  readonly attempt: number;
  readonly url?: string;
  readonly createdAt?: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  /** By metric: value in seconds, its status, and what it rests on. */
  readonly times: Readonly<Record<string, { readonly seconds?: number; readonly status: string; readonly evidence?: string }>>;
}

/** How the jobs of a session's runs were read (`limits.detail`). */
export interface SessionDetail {
  readonly mode: 'exact' | 'batched' | 'sampled' | 'none';
  /** With `sampled`: the share that was to be read. */
  readonly share?: number;
  /** Ended runs whose jobs were read one run a request, by commit, or not at all. */
  readonly runs: { readonly exact: number; readonly batched: number; readonly none: number };
}

/** What the runs took: minutes on runners, and as billed (every started minute of every job). Money by the price card of `cardDate`. */
export interface CostReport {
  readonly runnerMinutes: number;
  readonly billedMinutes: number;
  readonly currency?: 'USD';
  /** What the forecast said before the first dispatch. */
  readonly estimated?: number;
  /** By the runners that the jobs ran on; jobs on runners without a price (self-hosted) count 0 and are named. */
  readonly actual?: number;
  readonly cardDate?: string;
  readonly byLabel?: readonly { readonly label: string; readonly jobs: number; readonly billedMinutes: number; readonly usd?: number }[];
}

/** The one document that every report, output and exit code is made from. */
export interface HarnessResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly outcome: Outcome;
  /** Worst first, one sentence each. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly session: {
    readonly id: string;
    readonly plan: string;
    readonly target: string;
    readonly seed: number;
    /** Scenarios of the plan's file that were left out by name. Absent: none. */
    readonly leftOut?: readonly string[];
    readonly generation: number;
    readonly startedAt: string;
    readonly endedAt?: string;
    readonly version: string;
    /** How often another process took the session over. */
    readonly resumed: number;
    /** The server's clock and its stamps, in seconds; absent where there is no other clock than the controller's. */
    readonly clock?: {
      /** How far it was ahead of the controller's; negative: behind. */
      readonly ahead: number;
      /** Half-width of what is left uncertain about `ahead`. */
      readonly uncertain: number;
      /** Of its stamps: no span between two of them is known better. */
      readonly resolution: number;
    };
    /** Why sending was stopped: the breach of a threshold that aborts. */
    readonly breach?: string;
    /** How the jobs of its runs were read. */
    readonly detail?: SessionDetail;
  };
  readonly scenarios: readonly ScenarioResult[];
  readonly gate?: {
    readonly baseline: string;
    readonly margin: number;
    /** Empty where there was nothing to compare with; `note` says why. */
    readonly rows: readonly GateRow[];
    /** What else is to know of the baseline: that it was recorded, from how many runs it is, why it could not be used. */
    readonly note?: string;
  };
  readonly api: {
    readonly requests: number;
    readonly charged: number;
    readonly notModified: number;
    /** requests ÷ slots */
    readonly perRun: number;
    readonly rateLimitWaits: number;
    readonly byEndpoint: Readonly<Record<string, number>>;
  };
  readonly cost: CostReport;
}

/** A result with its tables: what the reports are rendered from. The tables go to CSV and NDJSON, not to `result.json`. */
export interface ReportInput {
  readonly result: HarnessResult;
  readonly runs: readonly RunRow[];
  readonly jobs: readonly JobRow[];
}
