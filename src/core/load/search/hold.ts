import { formatDuration, MINUTE_MS } from '../../time.ts';
import { jobLimit, LEAST_LOSS_MS, type Limiter, limiterOf, lostStrength } from './limiter.ts';
import { loadAt, loadCurve, withoutStarting } from './load-curve.ts';
import { meanExecution } from './mean-execution.ts';
import { curveStepMs, GROWTH, isOverloaded, mean, type OverloadSign, overloadSigns } from './overload.ts';
import type { HoldPlan, TrialCourse, TrialOutcome, TrialView } from './trial.ts';

/** Up to this share of the fleet a queue is the ordinary up and down. */
const CALM_QUEUE = 1 / 8;
const CALM_RUNS = 2;

/** How a held load goes on: evenly spaced slots until its time is over or it is known to be too much. */
export function holdCourse(plan: HoldPlan, view: TrialView): TrialCourse {
  const perMs = plan.perMinute / MINUTE_MS;
  const total = slotsOf(plan);
  const elapsed = view.now - view.startedAt;
  // A millionth of a slot: instants since the epoch have no more digits.
  const due = Math.min(total, Math.floor(elapsed * perMs + 1e-6) + 1);
  const outcome = judged(plan, view, perMs);
  if (outcome !== undefined) return { due: view.runs.length, outcome };
  return { due, ...(due < total && { nextDueAt: view.startedAt + due / perMs }) };
}

/** A verdict stands only on a schedule that was kept until then. */
function judged(plan: HoldPlan, view: TrialView, perMs: number): TrialOutcome | undefined {
  const outcome = judge(plan, view, perMs);
  if (outcome === undefined || outcome.verdict === 'invalid') return outcome;
  const unkept = limiterOf(view, plan.executionMs, { perMs, slots: slotsOf(plan), decided: true });
  return unkept === undefined ? outcome : invalid(unkept, view);
}

/** How many slots it has if it runs to its end. */
function slotsOf({ durationMs, perMinute }: HoldPlan): number {
  return Math.max(1, Math.round((durationMs * perMinute) / MINUTE_MS));
}

function judge(plan: HoldPlan, view: TrialView, perMs: number): TrialOutcome | undefined {
  const { startedAt, knownAt, runs } = view;
  const executionMs = plan.executionMs ?? meanExecution(runs, knownAt, knownAt)?.meanMs;
  const schedule = { perMs, slots: slotsOf(plan), decided: false };
  const limiter = limiterOf(view, executionMs, schedule);
  if (limiter !== undefined) return invalid(limiter, view);
  // One sum everywhere: a difference is rounded otherwise, and the instant at which the trial is to be looked at again would lie before its end.
  const endAt = startedAt + plan.durationMs;
  const over = view.now >= endAt && knownAt >= endAt;
  if (executionMs === undefined) return over ? ended('undecided', 'no run ended, so nothing is known of its time', view) : undefined;
  const step = curveStepMs(executionMs);
  const waiting = withoutStarting(runs, plan.startMs ?? 0);
  const curve = loadCurve(waiting, startedAt + plan.warmupMs, Math.min(knownAt, endAt), step);
  const concurrent = plan.concurrent ?? Math.max(1, ...curve.map((point) => point.running));
  const signs = overloadSigns(curve, { perMs, concurrent });
  const last = signs.at(-1);
  if (last !== undefined && isOverloaded(signs, concurrent, over)) {
    const limit = jobLimit(Math.max(...curve.map((point) => point.running)), view.evidence);
    return limit === undefined ? ended('overloaded', grown(last), view) : invalid(limit, view);
  }
  if (last !== undefined && plan.concurrent !== undefined) {
    const points = Math.ceil(Math.max(executionMs, LEAST_LOSS_MS) / step);
    const lost = curve.length < points ? undefined : lostStrength(curve.slice(-points), plan.concurrent);
    // A plan's limit looks the same from here, and explains it better.
    if (lost !== undefined) return invalid(jobLimit(Math.max(...curve.map((point) => point.running)), view.evidence) ?? lost, view);
  }
  if (!over) return undefined;
  if (last === undefined) return ended('undecided', `${formatDuration(plan.durationMs)} were too short for a verdict`, view);
  const recent = mean(curve.slice(-Math.round(executionMs / step / 2)).map((point) => point.queued));
  if (recent <= Math.max(CALM_RUNS, concurrent * CALM_QUEUE) || last.growth <= GROWTH / 5)
    return ended('sustained', `${wait(recent)}, the queue grew by ${percent(last.growth)} of what arrived`, view);
  return ended(
    'undecided',
    `${wait(recent)} and the queue grew by ${percent(last.growth)} of what arrived: too much for calm, too little for overload`,
    view,
  );
}

function grown({ growth, queued, running }: OverloadSign): string {
  return `the queue grew by ${percent(growth)} of what arrived to ${Math.round(queued)} runs, while ${Math.round(running)} ran at once`;
}

/** An outcome that somebody else than the fleet caused. */
export function invalid({ cause, reason }: Limiter, view: TrialView): TrialOutcome {
  return { verdict: 'invalid', cause, reason, ...size(view) };
}

function ended(verdict: TrialOutcome['verdict'], reason: string, view: TrialView): TrialOutcome {
  return { verdict, reason, ...size(view) };
}

/** What a trial has cost so far. */
export function size({ runs, now, startedAt }: TrialView): Pick<TrialOutcome, 'runs' | 'durationMs'> {
  return { runs: runs.length, durationMs: now - startedAt };
}

const wait = (queued: number): string => `${queued < 10 ? queued.toFixed(1) : Math.round(queued)} runs waited at the end`;
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

/** Have the trial's runs left the fleet, but for a few that make no difference to the next one? */
export function isDrained(view: TrialView, concurrent: number): boolean {
  const { queued, running } = loadAt(view.runs, view.knownAt);
  return queued === 0 && running <= Math.max(0, Math.floor(concurrent * 0.05));
}
