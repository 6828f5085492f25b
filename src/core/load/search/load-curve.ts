import type { TrialRun } from './trial.ts';

/** Runs that wait and runs that are at work, at an instant. */
export interface LoadPoint {
  readonly at: number;
  readonly queued: number;
  readonly running: number;
}

/** Runs that wait and run at evenly spaced instants from `fromAt` to `toAt`, in O(n log n). A run that was sent and not accepted waits. */
export function loadCurve(runs: readonly TrialRun[], fromAt: number, toAt: number, stepMs: number): LoadPoint[] {
  const arrivals = sorted(runs.map((run) => run.queuedAt ?? run.sentAt));
  const starts = sorted(runs.map((run) => run.startedAt));
  // Cancelled in the queue: leaves it without a start.
  const left = sorted(runs.map((run) => (run.startedAt === undefined ? run.endedAt : undefined)));
  const ends = sorted(runs.map((run) => (run.startedAt === undefined ? undefined : run.endedAt)));
  const [arrived, started, gone, ended] = [counter(arrivals), counter(starts), counter(left), counter(ends)];
  const points: LoadPoint[] = [];
  const count = Math.floor((toAt - fromAt) / stepMs + 1e-9);
  for (let i = 0; i <= count; i++) {
    const at = fromAt + i * stepMs;
    const begun = started(at);
    points.push({ at, queued: Math.max(0, arrived(at) - begun - gone(at)), running: begun - ended(at) });
  }
  return points;
}

/** Start-ups scatter: one that takes a little longer than the mean is none that waits. */
const START_SLACK = 1.25;

/** The same runs, each of which joins the queue only when it has waited for longer than a runner takes to start: that long, all wait. */
export function withoutStarting(runs: readonly TrialRun[], startMs: number): readonly TrialRun[] {
  if (startMs <= 0) return runs;
  return runs.map((run) => {
    const queuedAt = run.queuedAt ?? run.sentAt;
    if (queuedAt === undefined) return run;
    return { ...run, queuedAt: Math.min(queuedAt + START_SLACK * startMs, run.startedAt ?? run.endedAt ?? Number.POSITIVE_INFINITY) };
  });
}

/** At one instant. */
export function loadAt(runs: readonly TrialRun[], at: number): LoadPoint {
  let queued = 0;
  let running = 0;
  for (const run of runs) {
    const queuedAt = run.queuedAt ?? run.sentAt;
    if (queuedAt === undefined || queuedAt > at || (run.endedAt !== undefined && run.endedAt <= at)) continue;
    if (run.startedAt !== undefined && run.startedAt <= at) running += 1;
    else queued += 1;
  }
  return { at, queued, running };
}

/** Least-squares slope of what waits, in runs a millisecond. */
export function queueSlope(points: readonly LoadPoint[]): number {
  const n = points.length;
  if (n < 2) return 0;
  let [meanAt, meanQueued] = [0, 0];
  for (const { at, queued } of points) {
    meanAt += at / n;
    meanQueued += queued / n;
  }
  let [up, down] = [0, 0];
  for (const { at, queued } of points) {
    up += (at - meanAt) * (queued - meanQueued);
    down += (at - meanAt) ** 2;
  }
  return down === 0 ? 0 : up / down;
}

function sorted(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined).sort((a, b) => a - b);
}

/** How many of the ascending instants lie at or before `at`, asked in ascending order. */
function counter(instants: readonly number[]): (at: number) => number {
  let passed = 0;
  return (at) => {
    while (passed < instants.length && (instants[passed] ?? 0) <= at) passed += 1;
    return passed;
  };
}
