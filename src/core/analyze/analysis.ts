import type { CostReport, MetricSummary } from '../result.ts';
import type { JobRecord, Observation } from '../timing/records.ts';

/** Schema of `analysis.json`; a change that breaks readers gets a new number. */
export const ANALYSIS_SCHEMA = 'runner-harness/analysis@1';

/** A run that somebody started: what a list of runs tells of it. */
export interface HistoryRun extends Observation {
  /** File name of its workflow (`ci.yml`), or the path of one that GitHub made up; untrusted text. */
  readonly workflow: string;
  /** What started it: `push`, `schedule`. */
  readonly event: string;
  readonly branch?: string;
}

/** What was read, for {@link analyzeRuns}. */
export interface HistoryReading {
  readonly repository: string;
  /** The window: runs that were created in it, server clock. */
  readonly sinceAt: number;
  readonly untilAt: number;
  readonly workflow?: string;
  readonly branch?: string;
  readonly runs: readonly HistoryRun[];
  /** Jobs of every attempt, by run. Runs that are not in it were not read. */
  readonly jobs: ReadonlyMap<string, readonly JobRecord[]>;
  /** What is missing, one sentence each. */
  readonly notes: readonly string[];
  /** Is every run of the window in `runs`? */
  readonly complete: boolean;
  readonly requests: number;
}

/** One workflow, job, label or runner. */
export interface AnalysisGroup {
  readonly name: string;
  /** Runs that have a job in it. */
  readonly runs: number;
  /** Jobs that had a runner. */
  readonly jobs: number;
  readonly queue_time: MetricSummary;
  readonly execution_time: MetricSummary;
  /** Jobs that ended in failure or timed out. */
  readonly failed: number;
  readonly billedMinutes: number;
  /** US dollars; absent where no job of it has a price. */
  readonly usd?: number;
}

/** One hour of the window. */
export interface AnalysisHour {
  /** Its beginning, ISO 8601. */
  readonly at: string;
  /** Runs that were created in it. */
  readonly runs: number;
  /** Jobs that were created in it, of the runs whose jobs were read. */
  readonly jobs: number;
  /** Most jobs that ran, and that waited for a runner, at the same time. */
  readonly busy: number;
  readonly queued: number;
}

/** How often a job was part of its workflow's runs, and how long it took: what `plan --from-history` draws from. */
export interface JobHistory {
  readonly name: string;
  readonly labels: readonly string[];
  /** Executions ÷ runs of the workflow that were read. */
  readonly perRun: number;
  /** Execution times in seconds, ascending; at most 100, evenly over the ranks. */
  readonly seconds: readonly number[];
}

/** `analysis.json`: what a repository's runs say about the runners that they met. Times in seconds. */
export interface Analysis {
  readonly schema: typeof ANALYSIS_SCHEMA;
  readonly repository: string;
  readonly since: string;
  readonly until: string;
  readonly workflow?: string;
  readonly branch?: string;
  readonly complete: boolean;
  readonly notes: readonly string[];
  /** Requests to the API; all of them reads. */
  readonly requests: number;
  readonly runs: {
    readonly listed: number;
    /** Runs whose jobs were read. All numbers of jobs are of these. */
    readonly read: number;
    readonly byConclusion: Readonly<Record<string, number>>;
  };
  readonly jobs: {
    /** Had a runner, and are measured. */
    readonly ran: number;
    /** Results that a re-run took over: not another execution. */
    readonly carriedOver: number;
    readonly skipped: number;
    /** Ended, or still waiting, without a runner. */
    readonly neverStarted: number;
  };
  readonly queue_time: MetricSummary;
  readonly execution_time: MetricSummary;
  readonly byWorkflow: readonly AnalysisGroup[];
  readonly byJob: readonly AnalysisGroup[];
  readonly byLabel: readonly AnalysisGroup[];
  readonly byRunner: readonly AnalysisGroup[];
  readonly arrivals: {
    readonly perMinute: number;
    /** The hour with the most runs. */
    readonly busiest?: AnalysisHour;
    readonly hours: readonly AnalysisHour[];
    /** Runs by hour of the day, UTC, 24 numbers. */
    readonly byHourOfDay: readonly number[];
  };
  readonly concurrency: {
    /** Most jobs that ran at the same time, and since when. */
    readonly most: number;
    readonly mostAt?: string;
    /** Mean over the window. */
    readonly mean: number;
    readonly mostQueued: number;
  };
  /** Of the runs whose jobs were read. */
  readonly cost: CostReport;
  /** What it comes to for all runs of the window, where only a part was read. */
  readonly scaled?: { readonly runnerMinutes: number; readonly billedMinutes: number; readonly usd?: number };
  readonly history: {
    /** Creation of the first run. */
    readonly firstAt?: string;
    /** Creation of each run, seconds from the first one on, with an index into `workflows`. */
    readonly arrivals: readonly (readonly [second: number, workflow: number])[];
    readonly workflows: readonly { readonly workflow: string; readonly runs: number; readonly read: number; readonly jobs: readonly JobHistory[] }[];
  };
}
