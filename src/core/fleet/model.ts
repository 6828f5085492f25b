import type { FleetSpec } from '../plan/plan.ts';
import { nextNormal, seededRandom } from '../random.ts';

/** Runners that are alike. */
export interface PoolSpec {
  /** Names the runners: `ubuntu-24.04-7`. */
  readonly name: string;
  /** A job fits when all of its labels are here (letter case does not matter). Absent: every job fits. */
  readonly labels?: readonly string[];
  /** How many jobs run at once; an integer ≥ 1. */
  readonly runners: number;
  /** From the moment a free runner is given to a job to the start of the job; ≥ 0. The runner is taken all that time. */
  readonly startupMs: number;
}

/** A positive random span: log-normal with this mean and coefficient of variation (sd ÷ mean); `cv: 0` is a constant. */
export interface SpanDistribution {
  readonly meanMs: number;
  readonly cv: number;
}

/** What a fleet is made of. Everything random in it is a function of `seed` and of the job's id, never of the order of calls. */
export interface FleetModel {
  /** In order of preference: a job takes the first pool that fits and has a free runner. */
  readonly pools: readonly PoolSpec[];
  /** Execution time of every job. Absent: each job's own {@link FleetJob.workMs}. */
  readonly execution?: SpanDistribution;
  /** Share of jobs that end in `failure` (after their full time), 0 to 1. */
  readonly failureRate: number;
  readonly seed: string | number;
  /** How long a running job takes to end once it is cancelled. Default 1,000. */
  readonly cancelMs?: number;
  /** A job that has been queued so long is given up as `cancelled`. Default 24 h, GitHub's limit for self-hosted runners. */
  readonly maxQueueMs?: number;
}

/** One job as it is handed to the fleet: a matrix is already expanded into its jobs. */
export interface FleetJob {
  /** Unique in the fleet. */
  readonly id: string;
  readonly labels: readonly string[];
  /** What its steps take; used when the model has no distribution of its own. ≥ 0. */
  readonly workMs: number;
  /** How many times as long as it would otherwise the job works, also with a distribution of the model's own; > 0, default 1. */
  readonly slowdown?: number;
  /** Ids of jobs that must have ended before this one is queued; each must have been submitted before. */
  readonly needs?: readonly string[];
  /** Run also when a needed job did not succeed (`if: always()`). Default: such a job is skipped. */
  readonly always?: boolean;
  /** Its `if:` is false: it ends as `skipped` and never asks for a runner. */
  readonly skip?: boolean;
  /** The matrix that it belongs to. */
  readonly matrix?: { readonly id: string; readonly maxParallel?: number; readonly failFast: boolean };
  /** `timeout-minutes`: a job that works longer is ended as `cancelled`. Default: none. */
  readonly limitMs?: number;
}

export type FleetConclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** What has become of a job. */
export interface FleetJobState {
  readonly id: string;
  /** `blocked`: waits for needed jobs or for a place in its matrix. GitHub does not show such a job yet. */
  readonly status: 'blocked' | 'queued' | 'in_progress' | 'completed';
  readonly conclusion: FleetConclusion | null;
  readonly submittedAt: number;
  /** When it could have started: `created_at` of the job on GitHub. */
  readonly queuedAt?: number;
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** The runner that it runs or ran on. Absent: never started. */
  readonly runner?: { readonly pool: string; readonly number: number };
}

/** Something that happened to a job. */
export interface FleetChange {
  readonly at: number;
  readonly kind: 'queued' | 'started' | 'completed';
  readonly jobId: string;
}

/** Draws a span. The logarithm of a log-normal value has variance ln(1 + cv²) and mean ln(mean) − half of that. */
export function drawSpanMs(distribution: SpanDistribution, seed: string): number {
  if (distribution.cv === 0) return distribution.meanMs;
  const variance = Math.log1p(distribution.cv ** 2);
  return distribution.meanMs * Math.exp(Math.sqrt(variance) * nextNormal(seededRandom(seed)) - variance / 2);
}

/** The fleet of a plan (`target: simulated`): its pools by label, or one pool that takes every job. */
export function fleetModel(spec: FleetSpec, seed: string | number): FleetModel {
  return {
    pools: spec.pools?.map(({ label, runners, startupMs }) => ({ name: label, labels: [label], runners, startupMs })) ?? [
      { name: 'runner', runners: spec.runners, startupMs: spec.startupMs },
    ],
    ...(spec.executionMs === undefined ? {} : { execution: { meanMs: spec.executionMs, cv: spec.executionCv } }),
    failureRate: spec.failureRate,
    seed,
  };
}
