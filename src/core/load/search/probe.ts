import { formatDuration, MINUTE_MS } from '../../time.ts';
import { invalid, size } from './hold.ts';
import { jobLimit, LEAST_LOSS_MS, limiterOf } from './limiter.ts';
import { type LoadPoint, loadAt, loadCurve, withoutStarting } from './load-curve.ts';
import { meanExecution, meanInterval } from './mean-execution.ts';
import { mean } from './overload.ts';
import type { ProbeFigures, ProbePlan, TrialCourse, TrialRun, TrialView } from './trial.ts';

/** The rate doubles so often: shares of an execution time. */
const DOUBLING = 0.5;
/** At the plan's highest rate a fleet that keeps up for so many execution times keeps up. */
const HELD_AT_MOST = 3;
/** How far the point may be off, as a half-width of its 95 % interval. */
const WANTED = 0.08;
/** Runs a runner of which the execution time is measured: at least, at most. */
const LEAST_PER_RUNNER = 3;
const MOST_PER_RUNNER = 5.6;
/** Before the cut little is known of the spread. */
const LEAST_CV = 0.4;
/** Runs that may still be at work at the end, as a share of those measured. */
const UNENDED = 0.03;
/** A backlog that small is none. */
const LEAST_BACKLOG = 4;

/**
 * How a saturation probe goes on. The rate doubles every half execution time; what waits never gets more than what runs. When as many wait as run and
 * no more run than half an execution time ago, the fleet is full. As many more runs as its point needs are sent, and watched to
 * their end, all that started: the capacity is the mean number at work while others waited, divided by their mean execution time (the
 * utilisation law, Denning and Buzen 1978). The mean and not the maximum, because a runner that is being set up works on nothing.
 */
export function probeCourse(plan: ProbePlan, seen: TrialView): TrialCourse {
  const view = { ...seen, runs: withoutStarting(seen.runs, plan.startMs) };
  const { runs, knownAt, now, startedAt } = view;
  const limiter = limiterOf(view, plan.executionMs);
  if (limiter !== undefined) return { due: runs.length, outcome: invalid(limiter, view) };
  const full = saturation(plan, view);
  if (full === undefined) return filling(plan, view);
  if (lostRunners(full, plan, view)) {
    const reason = `${full.concurrent} runs worked at once, and later ${loadAt(runs, knownAt).running}, while others waited: runners were lost`;
    return { due: runs.length, outcome: invalid({ cause: 'runner-loss', reason }, view) };
  }
  const target = Math.min(plan.maxRuns ?? Number.POSITIVE_INFINITY, targetRuns(full, view));
  if (runs.length < target) return { due: Math.min(target, admitted(plan, view)), ...nextDue(plan, view) };
  const figures = figuresOf(full, view);
  const unstarted = runs.filter((run) => run.startedAt === undefined && run.endedAt === undefined).length;
  const lastStartAt = Math.max(...runs.map((run) => run.startedAt ?? startedAt));
  // One that never starts must not hold up the others.
  const stuck = unstarted <= UNENDED * runs.length && knownAt - lastStartAt > 2 * plan.executionMs;
  const unended = runs.filter((run) => run.startedAt !== undefined && run.endedAt === undefined).length;
  if ((unstarted > 0 && !stuck) || unended > UNENDED * runs.length || figures === undefined) return { due: runs.length };
  const limit = jobLimit(Math.max(...loadCurve(runs, startedAt, now, plan.executionMs / 20).map((point) => point.running)), view.evidence);
  if (limit !== undefined) return { due: runs.length, outcome: invalid(limit, view) };
  return { due: runs.length, outcome: { verdict: 'overloaded', reason: words(figures), probe: figures, ...size(view) } };
}

/** When the fleet was full, and how many runs it then worked on. */
interface Saturation {
  readonly at: number;
  readonly concurrent: number;
}

function saturation(plan: ProbePlan, { runs, startedAt, knownAt }: TrialView): Saturation | undefined {
  const step = plan.executionMs / 20;
  // A runner that is being set up waits too; a look sees it late.
  const hold = Math.max(10, Math.ceil(Math.max(1.5 * plan.startMs, 2 * plan.pollMs) / step));
  const curve = loadCurve(runs, startedAt, knownAt, step);
  for (let i = 2 * hold; i < curve.length; i++) {
    const point = curve[i];
    if (point === undefined || point.running < 1 || !backlogged(plan, point, startedAt)) continue;
    const now = mean(curve.slice(i - hold + 1, i + 1).map(({ running }) => running));
    const before = mean(curve.slice(i - 2 * hold + 1, i - hold + 1).map(({ running }) => running));
    if (curve.slice(i - hold + 1, i + 1).every(({ queued }) => queued > 0) && now <= 1.05 * before) {
      return { at: point.at, concurrent: Math.round(now) };
    }
    // Full for all of the last stretch, which may have begun within it.
    const most = Math.max(...curve.slice(0, i + 1).map(({ running }) => running));
    const flat = curve.slice(i - hold + 1, i + 1).every(({ running, queued }) => queued > 0 && running >= 0.95 * most);
    if (flat) return { at: point.at, concurrent: most };
  }
  return undefined;
}

/** As many wait as run; where the plan's highest rate makes the queue slow to grow, a quarter will do. */
function backlogged(plan: ProbePlan, { at, queued, running }: LoadPoint, startedAt: number): boolean {
  if (queued >= Math.max(running, LEAST_BACKLOG)) return true;
  return at - startedAt >= atMostFromMs(plan) + plan.executionMs && queued >= Math.max(5, running / 4);
}

function filling(plan: ProbePlan, view: TrialView): TrialCourse {
  const { runs, now, knownAt, startedAt } = view;
  const due = Math.min(admitted(plan, view), plan.maxRuns ?? Number.POSITIVE_INFINITY);
  const load = loadAt(runs, knownAt);
  const heldMs = knownAt - startedAt - atMostFromMs(plan);
  if (plan.maxRuns !== undefined && runs.length >= plan.maxRuns && load.queued === 0) {
    const reason = `${plan.maxRuns} runs were all that might be sent, and the fleet kept up with them`;
    return { due: runs.length, outcome: { verdict: 'undecided', reason, ...size(view) } };
  }
  if (heldMs >= HELD_AT_MOST * plan.executionMs + 2 * plan.startMs && load.queued < Math.max(5, load.running / 4)) {
    const reason = `the fleet kept up with ${perMinute(plan.maxPerMinute)} for ${formatDuration(heldMs)}: ${load.running} at work, ${load.queued} waiting`;
    return { due: runs.length, outcome: { verdict: 'sustained', reason, ...size(view) } };
  }
  return { due: Math.max(runs.length, due), ...(now >= startedAt && nextDue(plan, view)) };
}

/** How long after its start the rate has grown to the plan's highest. */
function atMostFromMs({ fromPerMinute, maxPerMinute, executionMs }: ProbePlan): number {
  return Math.max(0, Math.log2(maxPerMinute / fromPerMinute)) * DOUBLING * executionMs;
}

/** Slots that the rate has let through by `atMs` after the start: the integral of a rate that doubles until it is highest. */
export function doubled(plan: ProbePlan, atMs: number): number {
  const from = Math.min(plan.fromPerMinute, plan.maxPerMinute) / MINUTE_MS;
  const most = plan.maxPerMinute / MINUTE_MS;
  const doubleMs = DOUBLING * plan.executionMs;
  const capMs = atMostFromMs(plan);
  const growing = (ms: number): number => ((from * doubleMs) / Math.LN2) * (2 ** (ms / doubleMs) - 1);
  return growing(Math.min(atMs, capMs)) + most * Math.max(0, atMs - capMs);
}

/** Slots that may have been issued by now: by the rate, and with no more waiting than working. */
function admitted(plan: ProbePlan, { runs, now, knownAt, startedAt }: TrialView): number {
  const { queued, running } = loadAt(runs, knownAt);
  const unsent = runs.filter((run) => run.sentAt === undefined || run.sentAt > knownAt).length;
  const room = Math.max(LEAST_BACKLOG, running) - queued - unsent;
  return Math.min(Math.floor(doubled(plan, now - startedAt)) + 1, runs.length + Math.max(0, Math.ceil(room)));
}

/** When the rate lets the next slot through; it may have to wait longer, for the backlog. */
function nextDue(plan: ProbePlan, { runs, startedAt, now }: TrialView): { readonly nextDueAt?: number } {
  const wanted = runs.length;
  if (doubled(plan, now - startedAt) >= wanted) return {};
  const doubleMs = DOUBLING * plan.executionMs;
  const from = Math.min(plan.fromPerMinute, plan.maxPerMinute) / MINUTE_MS;
  const capMs = atMostFromMs(plan);
  const atCap = doubled(plan, capMs);
  const ms =
    wanted <= atCap ? doubleMs * Math.log2(1 + (wanted * Math.LN2) / (from * doubleMs)) : capMs + ((wanted - atCap) * MINUTE_MS) / plan.maxPerMinute;
  return { nextDueAt: startedAt + ms + 1 };
}

/** So many runs that the interval of their mean is narrow enough, within so many a runner. */
function targetRuns({ concurrent }: Saturation, { runs, knownAt }: TrialView): number {
  const known = meanExecution(runs, knownAt, knownAt);
  const cv = Math.max(LEAST_CV, known === undefined ? 0 : known.sdMs / known.meanMs);
  const wanted = ((1.96 * cv) / WANTED) ** 2;
  return Math.ceil(Math.max(LEAST_PER_RUNNER * concurrent, Math.min(wanted, MOST_PER_RUNNER * concurrent)));
}

function figuresOf(full: Saturation, { runs, startedAt, knownAt }: TrialView): ProbeFigures | undefined {
  const execution = meanExecution(runs, Number.POSITIVE_INFINITY, knownAt);
  if (execution === undefined || execution.ended < 3) return undefined;
  const concurrent = meanAtWork(runs, full, startedAt, knownAt, execution.meanMs);
  const [low, high] = meanInterval(execution);
  const at = (meanMs: number): number => (concurrent * MINUTE_MS) / meanMs;
  return {
    concurrent,
    executionMs: execution.meanMs,
    cv: execution.sdMs / execution.meanMs,
    n: execution.n,
    perMinute: at(execution.meanMs),
    ci95: [at(high), at(low)],
  };
}

/** Mean number at work over the time in which runs waited and the fleet was full. */
function meanAtWork(runs: readonly TrialRun[], full: Saturation, startedAt: number, knownAt: number, meanMs: number): number {
  const curve = loadCurve(runs, startedAt, knownAt, meanMs / 100);
  const from = curve.findIndex((point) => point.queued > 0 && point.running >= 0.95 * full.concurrent);
  const to = curve.findLastIndex((point) => point.queued > 0);
  // Between two batches of runs nobody may have waited for a while.
  const busy = curve.slice(Math.max(0, from), to + 1).filter((point) => point.queued > 0);
  return busy.length === 0 ? full.concurrent : mean(busy.map(({ running }) => running));
}

/** A tenth of the fleet is gone while others wait, and has been for a while. */
function lostRunners({ at, concurrent }: Saturation, { executionMs, startMs }: ProbePlan, { runs, knownAt }: TrialView): boolean {
  // Runners that started together also end and start anew together: a dip that lasts shorter than that is none.
  const spanMs = Math.max(executionMs / 2 + 2 * startMs, LEAST_LOSS_MS);
  if (knownAt - at < spanMs || concurrent <= 3) return false;
  const curve = loadCurve(runs, knownAt - spanMs, knownAt, spanMs / 20);
  const missing = Math.max(2, concurrent / 10);
  return curve.every((point) => point.queued > 1 && point.running <= concurrent - missing);
}

function words({ concurrent, executionMs, n, ci95: [low, high] }: ProbeFigures): string {
  return `${concurrent.toFixed(1)} runs worked at once while others waited, ${formatDuration(executionMs)} each (n ${n}): ${perMinute(low)} to ${perMinute(high)}`;
}

function perMinute(rate: number): string {
  return `${Number(rate.toPrecision(3))}/min`;
}
