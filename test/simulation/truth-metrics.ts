import type { TrueRun } from '../../src/simulator/truth.ts';

/** Numbers of one metric, from the world's own instants. */
export interface TrueMetric {
  readonly n: number;
  readonly censored: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  /** Only those that no censored value can move. */
  readonly percentiles: Readonly<Record<string, number>>;
}

/** What a stamp keeps of an instant: whole seconds. */
const seconds = (at: number): number => Math.floor(at / 1_000);

/** Waits in a queue: from being ready to a runner's start; of what was cancelled in the queue, at least until then. */
export function trueQueueTimes(runs: readonly TrueRun[]): TrueMetric {
  const measured: number[] = [];
  const censored: number[] = [];
  for (const job of runs.flatMap(({ jobs }) => jobs)) {
    if (job.conclusion === 'skipped') continue;
    const from = job.queuedAt ?? job.completedAt ?? job.submittedAt;
    if (job.startedAt !== undefined) measured.push(seconds(job.startedAt) - seconds(from));
    else if (job.conclusion === 'cancelled' && job.completedAt !== undefined) censored.push(seconds(job.completedAt) - seconds(from));
  }
  return describe(measured, censored);
}

/** Work: from start to end, of jobs that ended by themselves. */
export function trueExecutionTimes(runs: readonly TrueRun[]): TrueMetric {
  const measured: number[] = [];
  for (const { startedAt, completedAt, conclusion } of runs.flatMap(({ jobs }) => jobs)) {
    if (startedAt === undefined || completedAt === undefined || (conclusion !== 'success' && conclusion !== 'failure')) continue;
    measured.push(seconds(completedAt) - seconds(startedAt));
  }
  return describe(measured, []);
}

function describe(measured: readonly number[], censored: readonly number[]): TrueMetric {
  const percentiles: Record<string, number> = {};
  for (const p of [50, 75, 90, 95, 99]) {
    const low = type7([...measured, ...censored], p / 100);
    const high = type7([...measured, ...censored.map(() => Number.POSITIVE_INFINITY)], p / 100);
    if (low !== undefined && low === high) percentiles[String(p)] = low;
  }
  return {
    n: measured.length,
    censored: censored.length,
    percentiles,
    ...(measured.length === 0
      ? {}
      : { min: Math.min(...measured), max: Math.max(...measured), mean: measured.reduce((sum, value) => sum + value, 0) / measured.length }),
  };
}

/** Hyndman and Fan's type 7: linear between the order statistics around (n − 1)p. */
function type7(values: readonly number[], p: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) return undefined;
  const weight = at - Math.floor(at);
  return weight === 0 || low === high ? low : low + weight * (high - low);
}
