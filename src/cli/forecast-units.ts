import type { ForecastJob, JobForecaster } from '../core/cost/fleet-work.ts';
import type { RunForecast } from '../core/cost/rehearsed-work.ts';
import type { FleetSpec, Scenario, Unit } from '../core/plan/plan.ts';
import { MINUTE_MS } from '../core/time.ts';
import { estimateJobs, estimateRun } from './estimate-run.ts';

/** Nobody knows how long a workflow takes before it has run: GitHub's median is about 2 minutes. */
export const ASSUMED_MS = 2 * MINUTE_MS;

export interface UnitForecasterOptions {
  readonly cwd: string;
  /** `--run-time`: of every run. */
  readonly runMs?: number;
  /** `--labels`: of every job's runner. */
  readonly labels?: readonly string[];
  /** What is known of the fleet; its execution time holds for every job. */
  readonly fleet?: FleetSpec;
  /** Jobs as they were measured, where there were any. */
  readonly measured?: JobForecaster | undefined;
}

/** What each unit takes, and what was assumed for want of a better source. */
export interface UnitForecaster {
  readonly run: (unit: Unit, scenario: Scenario) => RunForecast;
  readonly jobs: JobForecaster;
  /** Workflows whose time nobody knows. */
  readonly assumed: ReadonlySet<string>;
}

/** Forecasts units from what is at hand: the options, earlier runs, the workflow's file, or an assumption that is named. */
export function forecastUnits({ cwd, runMs, labels, fleet, measured }: UnitForecasterOptions): UnitForecaster {
  const assumed = new Set<string>();
  const jobsOf = new Map<string, readonly ForecastJob[]>();
  const runs = new Map<string, RunForecast>();
  const known = <T>(cache: Map<string, T>, unit: Unit, scenario: Scenario, make: (whole: Unit, count: number) => T): T => {
    const count = scenario.jobsPerRun ?? 1;
    const whole = scenario.jobsPerRun === undefined ? unit : { ...unit, inputs: { ...unit.inputs, count: String(count) } };
    const key = JSON.stringify(whole);
    const value = cache.get(key) ?? make(whole, count);
    cache.set(key, value);
    return value;
  };
  const plain = (unit: Unit, scenario: Scenario): readonly ForecastJob[] =>
    known(jobsOf, unit, scenario, (whole, count) => {
      const fromFile = estimateJobs(whole, cwd) ?? alike(count);
      const sleeps = fromFile.some(({ workMs }) => workMs > 0);
      const workMs = runMs ?? fleet?.executionMs ?? (sleeps ? undefined : ASSUMED_MS);
      if (runMs === undefined && fleet?.executionMs === undefined && !sleeps) assumed.add(unit.workflow);
      return fromFile.map((job) => ({ ...job, ...(workMs !== undefined && { workMs }), ...(labels !== undefined && { labels }) }));
    });
  return {
    assumed,
    jobs: (unit, scenario, seed) => {
      const own = measured?.(unit, scenario, seed) ?? [];
      if (own.length === 0) return plain(unit, scenario);
      return labels === undefined ? own : own.map((job) => ({ ...job, labels }));
    },
    run: (unit, scenario) =>
      known(runs, unit, scenario, (whole, count) => {
        const own = runMs === undefined ? measured?.(unit, scenario, 'typical') : undefined;
        if (own !== undefined && own.length > 0) return runOf(own, fleet);
        if (runMs !== undefined) return { runMs, jobs: count, runnerMs: runMs * count };
        return estimateRun(whole, cwd, fleet) ?? runOf(plain(unit, scenario), fleet);
      }),
  };
}

/** Jobs that need no other: where the workflow's file is not at hand. */
function alike(count: number): readonly ForecastJob[] {
  return Array.from({ length: count }, (_, n) => ({ key: count === 1 ? 'work' : `work/${n}`, labels: [], workMs: 0 }));
}

function runOf(jobs: readonly ForecastJob[], fleet: FleetSpec | undefined): RunForecast {
  const spans = jobs.map(({ workMs }) => workMs);
  const startupMs = fleet?.startupMs ?? 0;
  return { runMs: startupMs + Math.max(0, ...spans), jobs: jobs.length, runnerMs: spans.reduce((sum, ms) => sum + ms, 0) };
}
