import type { GateRule } from '../gate/gate-policy.ts';
import type { ThresholdRule } from '../gate/threshold-rule.ts';
import type { Work } from '../work/work.ts';

/** The kinds of test. Each is a preset over {@link Arrivals}. */
export const TEST_KINDS = ['performance', 'load', 'stress', 'spike', 'endurance', 'scalability', 'suite'] as const;
/** One of {@link TEST_KINDS}. */
export type TestKind = (typeof TEST_KINDS)[number];

/** A value of a workflow input. GitHub takes strings; numbers and booleans of the plan are written out at the edge. */
export type UnitInputs = Readonly<Record<string, string>>;

/** What one arrival sends. */
export interface Unit {
  /** Workflow file name (`simple.yml`), its path under `.github/workflows/`, or its numeric id as digits. */
  readonly workflow: string;
  /** `owner/name`. Absent: the repository in which the Action runs, or the one of the simulator. */
  readonly repository?: string;
  /** Branch or tag. Absent: the default branch, or the head branch where the Action runs in that repository. A SHA is refused. */
  readonly ref?: string;
  readonly inputs: UnitInputs;
  /** A test that the target runs itself; `workflow` is then its id. Absent: the workflow. */
  readonly work?: Work;
}

/** A rate of an open model: `count` arrivals every `perMs` milliseconds. */
export interface Rate {
  /** > 0 */
  readonly count: number;
  /** > 0 */
  readonly perMs: number;
}

/** A part of an open schedule: the rate goes evenly from one to the other, `count` 0 is a pause. */
export interface RateSegment {
  readonly from: Rate;
  readonly to: Rate;
  readonly durationMs: number;
}

/** A part of a closed schedule: the number of places goes evenly from one to the other (`durationMs` 0: at once). */
export interface PlacesSegment {
  readonly from: number;
  readonly to: number;
  readonly durationMs: number;
}

/**
 * How slots arrive.
 *
 * - *Closed*: a place becomes free. So many runs in all over so many places (`runs`, `concurrency`), or as many as come over places whose number
 *   is a function of time (`places`).
 * - *Open*: at instants that are fixed before anything is sent.
 * - *Adaptive*: trials, each with an open schedule of its own, appended as the answers come (`core/load/search`).
 */
export type Arrivals = { readonly model: 'closed'; readonly shape?: never; readonly runs: number; readonly concurrency: number } | ShapedArrivals;

/** All {@link Arrivals} but a number of runs over a number of places. */
export type ShapedArrivals =
  | OpenArrivals
  | { readonly model: 'closed'; readonly shape: 'places'; readonly segments: readonly PlacesSegment[] }
  | { readonly model: 'adaptive'; readonly shape: 'search'; readonly search: SearchSpec }
  | { readonly model: 'adaptive'; readonly shape: 'ramp'; readonly ramp: RampSpec };

/** Load shapes whose slots are all fixed before anything is sent. */
export type OpenArrivals =
  | { readonly model: 'open'; readonly shape: 'constant'; readonly rate: Rate; readonly durationMs: number }
  /** `poisson`: conditioned on the count, so that the total is that of the even schedule; drawn by the session's seed. */
  | { readonly model: 'open'; readonly shape: 'segments'; readonly segments: readonly RateSegment[]; readonly spacing: 'even' | 'poisson' }
  /** `sizes[i]` slots at once, `everyMs` after the burst before. */
  | { readonly model: 'open'; readonly shape: 'bursts'; readonly sizes: readonly number[]; readonly everyMs: number }
  /** rate(t) = mean + amplitude · sin(2π (t + phaseMs) / periodMs); amplitude ≤ mean. */
  | {
      readonly model: 'open';
      readonly shape: 'sine';
      readonly mean: Rate;
      readonly amplitude: Rate;
      readonly periodMs: number;
      readonly phaseMs: number;
      readonly durationMs: number;
    }
  /** Instants of a recorded trace, ascending from 0 on; `source` says for people where they are from. */
  | { readonly model: 'open'; readonly shape: 'trace'; readonly source: string; readonly offsetsMs: readonly number[] };

/** What may be spent on finding a capacity, and what counts as kept up. */
export interface SearchSpec {
  /** What the fleet is thought to sustain at least; the search begins there. */
  readonly initial: Rate;
  /** No trial offers more: a fleet that keeps up with it has no bound here. */
  readonly maxRate: Rate;
  /** Limits that the second number, the largest load within them, has to meet. Empty: there is no second number. */
  readonly slo: readonly ThresholdRule[];
  /** Runs that may be sent in all. Absent: no cap but the rate's and the plan's budget. */
  readonly maxRuns?: number;
  readonly maxDurationMs?: number;
  /** `scalability`: a capacity for each of them, in this order; `unit` is the index of the unit that it sends, `size` its number of runners where the plan says it. */
  readonly pools?: readonly { readonly label: string; readonly unit: number; readonly size?: number }[];
}

/** The simple progressive ramp: one level after the other, until one is not kept up with. */
export interface RampSpec {
  readonly initial: Rate;
  readonly increment: Rate;
  readonly until: Rate;
  /** How long each level is held. */
  readonly levelMs: number;
  readonly slo: readonly ThresholdRule[];
}

/**
 * What becomes of a slot that could not be sent when it was due.
 *
 * - `catch-up`: it is sent late, as soon as it can be; one that is later than `maxLateMs` is dropped (absent: however late).
 * - `drop`: it is dropped when it is later than `afterMs`.
 * - `shift`: the whole rest of the schedule moves back by what it is late.
 *
 * A dropped slot is `shed` in the ledger, and a right-censored `wait_time`.
 */
export type LatePolicy =
  | { readonly kind: 'catch-up'; readonly maxLateMs?: number }
  | { readonly kind: 'drop'; readonly afterMs: number }
  | { readonly kind: 'shift' };

/** When a scenario begins: after the one before it in the plan, after others have ended, or at an instant of the session. */
export type Begin =
  | { readonly kind: 'previous' }
  | { readonly kind: 'after'; readonly scenarios: readonly number[]; readonly delayMs: number }
  | { readonly kind: 'at'; readonly offsetMs: number };

/** One load shape against one target. */
export interface Scenario {
  readonly name: string;
  readonly test: TestKind;
  readonly arrivals: Arrivals;
  /** Never empty. Without `weights`, slot `n` sends `units[n % units.length]`. */
  readonly units: readonly [Unit, ...Unit[]];
  /** One a unit, > 0: the units are drawn in this proportion by the session's seed, fixed in the schedule. */
  readonly weights?: readonly number[];
  /** A matrix unit: one dispatch starts so many jobs, 1 to 256, through the workflow's input `count`. Rates of the plan in jobs are already divided by it. */
  readonly jobsPerRun?: number;
  /** Default: after the scenario before it. */
  readonly begin?: Begin;
  /** Slots intended (closed: sent) within so long after the scenario's start are run and counted, but stand in no statistic. */
  readonly warmupMs?: number;
  /** How long runs that are under way when the last slot has been issued may go on before they are cancelled. Absent: to their end. */
  readonly gracefulStopMs?: number;
  /** Open models. Default `catch-up` without a bound. */
  readonly late?: LatePolicy;
  /** The plan's thresholds with this scenario's own after them. */
  readonly thresholds: readonly ThresholdRule[];
  /** Its units are the tests of a suite. */
  readonly suite?: SuiteSpec;
  /** Its units are two revisions that are run in turns until it is known which is slower; see `interleavedScenario`. */
  readonly interleave?: InterleaveSpec;
}

/** What makes a number of tests a suite. */
export interface SuiteSpec {
  readonly name: string;
  /** Files that the tests were read from, as the plan names them. */
  readonly files: readonly string[];
  /** The share of its tests that must pass, 0 to 1. */
  readonly passRate: number;
  /** Tools that must be there before anything is sent: `node>=20`. */
  readonly requires: readonly string[];
  /** Tests that `--only` left out. */
  readonly leftOut?: number;
  /** The seed that put the tests into their order. */
  readonly shuffle?: string;
}

/** Orders in which waiting tests are taken; priority goes before, `fifo` alone ignores durations. */
export const QUEUE_ORDERS = ['longest-first', 'shortest-first', 'priority', 'fifo'] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** What a worktree loses between two tests: `all` that is not tracked, all but what git ignores (`untracked`: caches and installed packages stay), or nothing. Changed files are restored always. */
export const CLEAN_MODES = ['all', 'untracked', 'none'] as const;

/** How a target of kind `local` runs tests: in git worktrees of a repository on this machine. */
export interface LocalSpec {
  /** Path of the repository, from the working directory on. Default `.`. */
  readonly repository: string;
  /** Folder of the worktrees. Absent: beside the repository, `NAME-worktrees`. */
  readonly worktrees?: string;
  /** Tests at a time, or `auto`: by the load of the machine. */
  readonly workers: number | 'auto';
  readonly preserveFailed: boolean;
  readonly clean: (typeof CLEAN_MODES)[number];
  /** What becomes of `uses:` steps of a workflow, but for `actions/checkout`, which is the worktree. */
  readonly uses: 'refuse' | 'skip';
  /** Further variables of the environment that tests may see. */
  readonly env: readonly string[];
  readonly order: QueueOrder;
  /** Further attempts of a test that failed, where the test says nothing itself. */
  readonly maxRetries: number;
  /** So many bytes may a test write to its worktree and its folder. Absent: 10 GB. */
  readonly maxDiskBytes?: number;
  /** Files that git would pass through a program of the user's configuration (Git LFS is one): refuse them, or take them as they are in the commit. Absent: `refuse`. */
  readonly filters?: 'refuse' | 'raw';
  /** Fill submodules from what the repository has of them, or leave their folders empty. Absent: `init`. */
  readonly submodules?: 'init' | 'none';
}

/** A metric that two revisions can be compared by; of a run with many jobs the mean of their values. */
export type InterleavedMetric = 'execution_time' | 'queue_time' | 'run_execution_time';
/** All of them. */
export const INTERLEAVED_METRICS: readonly InterleavedMetric[] = ['execution_time', 'queue_time', 'run_execution_time'];

/** Two revisions of a workflow, what is compared, and what that may cost. */
export interface InterleaveSpec {
  /** Branch or tag. */
  readonly base: string;
  /** Branch or tag. The same as `base`: a no-op, to see the noise. */
  readonly head: string;
  /** Never empty. */
  readonly metrics: readonly InterleavedMetric[];
  /** Up to this, as a fraction, a slowdown is of no interest. */
  readonly margin: number;
  /** A slowdown of this size, as a fraction above `margin`, must not escape. */
  readonly detect: number;
  /** Blocks of four runs, two of each revision, after which nothing more is sent; at least 3. */
  readonly maxBlocks: number;
  /** After so long no further block begins. Absent: no limit. */
  readonly maxDurationMs?: number;
}

/** Where earlier results are kept. */
export type BaselinePlace =
  | { readonly kind: 'file'; readonly path: string }
  /** Name of an artifact of the last successful run of the same workflow on the source branch. */
  | { readonly kind: 'artifact'; readonly name: string }
  /** A data branch of the repository. */
  | { readonly kind: 'git'; readonly branch: string };

/** What earlier results to compare with, and by which rules. */
export interface BaselineSpec {
  readonly from: BaselinePlace;
  /** Tells gates that share a place apart. Absent: the plan's name. */
  readonly id?: string;
  /** Branch whose results are the baseline. Absent: the repository's default branch. */
  readonly source?: string;
  /** Margin as a fraction: 0.1 is 10 %. */
  readonly regression: number;
  /** What holds for some benchmarks and metrics; of two that say the same thing, the later one holds. */
  readonly rules?: readonly GateRule[];
}

/** Ways to read the jobs of runs that have ended. */
export const DETAIL_MODES = ['exact', 'batched', 'sampled', 'none'] as const;

/**
 * How the jobs of runs that have ended are read.
 *
 * - `exact`: one request a run, everything measured.
 * - `batched`: a hundred jobs a request, as the check runs of a commit; they have no creation stamp, so `queue_time` is unavailable.
 * - `sampled`: `exact` for a share of the runs, nothing for the others.
 * - `none`: the list of runs alone.
 */
export type DetailMode = (typeof DETAIL_MODES)[number];

/** How hard the target may be spoken to. */
export interface LimitSpec {
  /** Between two mutating requests (token bucket, burst 2). 340 to 10,000; GitHub advises 1,000. */
  readonly mutationSpacingMs: number;
  /** Share of the token's hour that is left to others, 0 to 0.9. */
  readonly reserve: number;
  /** Shortest time between two looks at the list of runs. */
  readonly pollMs: number;
  /** A run that has not ended this long after its dispatch is cancelled and counted as `timed_out`. */
  readonly runTimeoutMs: number;
  /** Default `exact`. */
  readonly detail?: DetailMode;
  /** Share of the runs whose jobs `sampled` reads, above 0 to 1; default 0.1. */
  readonly detailShare?: number;
}

/** How a target of kind `simulated` behaves. All of it has defaults, so `target: simulated` is enough. */
export interface FleetSpec {
  readonly runners: number;
  readonly startupMs: number;
  /** Pools by the label that jobs ask for, in place of `runners`, which is then their sum. */
  readonly pools?: readonly { readonly label: string; readonly runners: number; readonly startupMs: number }[];
  /** Mean execution time of a job; absent: what the workflow's own steps sleep. */
  readonly executionMs?: number;
  /** Coefficient of variation of the execution time. */
  readonly executionCv: number;
  /** Share of jobs that fail, 0 to 1. */
  readonly failureRate: number;
  /** How many times as long as elsewhere jobs work on a branch or tag: `{ feature: 1.05 }` is 5 % slower there. */
  readonly slowRefs?: Readonly<Record<string, number>>;
}

/** A command server to which tests are sent. */
export interface HttpSpec {
  /** `https://host:port/path`, without a slash at its end. */
  readonly url: string;
  readonly transport: 'http' | 'ws';
  /** Variable of the environment that holds the server's token. */
  readonly tokenEnv: string;
}

/** Where work is sent. */
export type TargetSpec =
  | { readonly kind: 'github'; readonly repository?: string }
  | { readonly kind: 'simulated'; readonly fleet: FleetSpec }
  | { readonly kind: 'local'; readonly local: LocalSpec }
  | { readonly kind: 'http'; readonly http: HttpSpec };

/** What a session may spend; when one is used up it stops cleanly and is suspended. */
export interface BudgetSpec {
  /** Requests to the API, in all, or per `perMs`. */
  readonly apiRequests?: { readonly count: number; readonly perMs?: number };
  readonly runnerMinutes?: number;
  /** US dollars by the price card. */
  readonly costUsd?: number;
  readonly wallTimeMs?: number;
}

/** A plan as the rest of the program sees it: complete, checked, every span in milliseconds. */
export interface Plan {
  readonly version: 1;
  readonly name: string;
  /** Seeds everything that is random; absent in the file: derived from the session's id. */
  readonly seed?: number;
  readonly target: TargetSpec;
  /** In the order of the file, never empty, names unique. They run one after the other. */
  readonly scenarios: readonly [Scenario, ...Scenario[]];
  /** Scenarios of the file that were left out by name, see `chooseScenarios`: nobody misses their numbers. Absent: none. */
  readonly leftOut?: readonly string[];
  readonly baseline?: BaselineSpec;
  readonly budget?: BudgetSpec;
  readonly limits: LimitSpec;
}
