import type { SearchSpec } from '../../plan/plan.ts';
import { perMinute as perMinuteOf } from '../per-ms.ts';
import { LEAST_QUEUE } from './overload.ts';
import { formatRate, runsOf } from './rates.ts';
import { sloRuns, sloVerdict } from './slo.ts';
import type { HoldPlan, LimitCause, ProbeFigures, Trial, TrialPlan } from './trial.ts';

/** Loads that are tried against the probe's point, and the steps by which they move away when they are not confirmed (MLRsearch's bounds). */
const BELOW = 0.9;
const ABOVE = 1.15;
const STEP_DOWN = 0.88;
const STEP_UP = 1.15;
/** So many trials of three have to agree. */
const AGREE = 2;
const OF = 3;
/** Lengths, in execution times. */
const WARMUP = 2;
const HOLD = 6;
/** Confirming trials after which the search gives up, and loads that are tried for the limits of the plan. */
const MOST_CONFIRMING = 15;
const MOST_SLO_LOADS = 6;
const BASELINE_RUNS = 5;
/** Trials in a row that something passing may spoil. */
const SPOILT = 2;

/** What passes by itself, so that the trial is made again; all others stay for as long as anybody loads the fleet. */
const PASSING: readonly LimitCause[] = ['controller-stall', 'clock-skew', 'api-outage', 'controller-restart', 'late-dispatch', 'send-rate'];

/** Why no further trial is made. */
export interface SearchEnd {
  readonly end: 'found' | 'bound not found' | 'invalid' | 'inconclusive';
  readonly limiter: string;
  readonly reason: string;
}

/** What has been spent, and how long two looks are apart. */
export interface SearchSpent {
  readonly runs: number;
  readonly ms: number;
  readonly pollMs: number;
}

/** What the trials so far say of where the capacity lies, in arrivals a minute. */
export interface Bounds {
  /** Largest load below `high` that two trials sustained. */
  readonly low?: number;
  /** Smallest load that overloaded the fleet in two trials. */
  readonly high?: number;
}

/**
 * The next trial of a search, or why there is none: a function of the trials that have ended. Baseline, saturation probe, then two of three trials
 * above and below the probe's point, moved away where they are not confirmed; then the limits of the plan, if it has any.
 */
export function nextTrial(spec: SearchSpec, trials: readonly Trial[], spent: SearchSpent): TrialPlan | SearchEnd {
  const spoilt = spoiltBy(trials);
  if (spoilt !== undefined) return spoilt;
  const plan = wanted(spec, valid(trials), spent);
  if ('end' in plan) return plan;
  const { maxRuns, maxDurationMs } = spec;
  const needs = runsOf(plan);
  const known = boundsOf(trials);
  const cap = (limiter: string, text: string): SearchEnd => {
    if (known.low !== undefined && known.high !== undefined) return { end: 'found', limiter: 'fleet', reason: between(known) };
    const probed = valid(trials).some(({ outcome }) => outcome.probe !== undefined);
    return {
      end: probed ? 'inconclusive' : 'bound not found',
      limiter,
      reason: `${text}${probed ? ', so that the probe could not be confirmed' : ''}`,
    };
  };
  if (maxRuns !== undefined && spent.runs + (plan.kind === 'probe' ? 1 : needs) > maxRuns) {
    return cap('max-runs', `${spent.runs} of ${maxRuns} runs were spent, and the next trial needs ${plan.kind === 'probe' ? 'more' : needs}`);
  }
  if (maxDurationMs !== undefined && spent.ms >= maxDurationMs) return cap('max-duration', 'the time that it may take was over');
  return plan.kind === 'probe' && maxRuns !== undefined ? { ...plan, maxRuns: maxRuns - spent.runs } : plan;
}

const valid = (trials: readonly Trial[]): readonly Trial[] => trials.filter(({ outcome }) => outcome.verdict !== 'invalid');

/** What stays, or what passes and came again, ends the search. */
function spoiltBy(trials: readonly Trial[]): SearchEnd | undefined {
  const last = trials.at(-1)?.outcome;
  if (last?.verdict !== 'invalid' || last.cause === undefined) return undefined;
  const firstGood = trials.findLastIndex(({ outcome }) => outcome.verdict !== 'invalid') + 1;
  const inARow = trials.slice(firstGood).filter(({ outcome }) => outcome.cause !== 'controller-restart').length;
  if (PASSING.includes(last.cause) && inARow <= SPOILT) return undefined;
  return { end: 'invalid', limiter: last.cause, reason: last.reason };
}

function wanted(spec: SearchSpec, trials: readonly Trial[], { pollMs }: SearchSpent): TrialPlan | SearchEnd {
  const initial = perMinuteOf(spec.initial);
  const most = perMinuteOf(spec.maxRate);
  const baseline = trials.find(({ plan }) => plan.kind === 'baseline')?.outcome;
  if (baseline === undefined) return { kind: 'baseline', perMinute: Math.min(initial, most), runs: BASELINE_RUNS };
  if (baseline.baseline === undefined) return { end: 'inconclusive', limiter: 'unknown', reason: baseline.reason };
  const { executionMs, startMs } = baseline.baseline;
  const probe = trials.find(({ plan }) => plan.kind === 'probe')?.outcome;
  if (probe === undefined) {
    return { kind: 'probe', fromPerMinute: Math.min(2 * initial, most), maxPerMinute: most, executionMs, startMs, pollMs };
  }
  if (probe.probe !== undefined) return confirming(spec, trials, probe.probe, most);
  if (probe.verdict === 'sustained') return { end: 'bound not found', limiter: 'max-rate', reason: probe.reason };
  return { end: 'bound not found', limiter: 'max-runs', reason: probe.reason };
}

function confirming(spec: SearchSpec, trials: readonly Trial[], probe: ProbeFigures, most: number): TrialPlan | SearchEnd {
  const startMs = startMsOf(trials);
  const confirm = (perMinute: number): HoldPlan => holdAt('confirm', perMinute, probe, startMs, 0);
  const held = trials.filter(({ plan }) => plan.kind === 'confirm');
  const above = settle(held, Math.min(most, ABOVE * probe.perMinute), 'overloaded', (load) =>
    load >= most ? undefined : Math.min(most, load * STEP_UP),
  );
  const below = settle(held, Math.min(most, BELOW * probe.perMinute), 'sustained', (load) => load * STEP_DOWN);
  const bounds = boundsOf(trials);
  if (above.end) {
    const reason = `two of three trials at ${formatRate(most)}, the plan's max-rate, did not overload the fleet`;
    return { end: 'bound not found', limiter: 'max-rate', reason };
  }
  const open = [above, below].filter(({ done }) => !done);
  if (open.length === 0) return withinLimits(spec, trials, probe, bounds);
  if (held.length >= MOST_CONFIRMING) {
    return {
      end: 'inconclusive',
      limiter: 'fleet',
      reason: `${held.length} trials did not agree on a bound: the fleet is not the same from one to the next`,
    };
  }
  // In turns, so that a search that runs out of money has something of both.
  const next = open.toSorted((a, b) => a.tried - b.tried)[0];
  return confirm(next?.load ?? probe.perMinute);
}

interface Side {
  /** The load at which it stands, and how many trials it had there. */
  readonly load: number;
  readonly tried: number;
  readonly done: boolean;
  readonly end: boolean;
}

/** Moves away from the point until two trials at a load agree; `end`: there is nowhere further to go. */
function settle(held: readonly Trial[], start: number, verdict: string, away: (load: number) => number | undefined): Side {
  let load = start;
  let tried = 0;
  for (;;) {
    const here = held.filter(({ plan }) => sameLoad(plan, load));
    const agree = here.filter(({ outcome }) => outcome.verdict === verdict).length;
    tried += here.length;
    if (agree >= AGREE) return { load, tried, done: true, end: false };
    if (here.length - agree <= OF - AGREE) return { load, tried, done: false, end: false };
    const further = away(load);
    if (further === undefined) return { load, tried, done: true, end: true };
    load = further;
  }
}

const sameLoad = (plan: TrialPlan, load: number): boolean => 'perMinute' in plan && Math.abs(plan.perMinute - load) <= 1e-9 * load;

/**
 * Length of a trial, in execution times. On a few runners a queue that nobody keeps up with takes long to be seen: at the load above the point it grows by
 * 0.15 runs a runner and execution time, and below {@link LEAST_QUEUE} it is none; twice as long tells it from chance. From 17 runners on, {@link HOLD} is
 * enough.
 */
export function holdSpans(concurrent: number): number {
  return Math.max(HOLD, WARMUP + (2 * LEAST_QUEUE) / ((ABOVE - 1) * concurrent));
}

/** A trial at a load, long enough for so many runs after the warm-up. */
function holdAt(kind: 'confirm' | 'slo', perMinute: number, { executionMs, concurrent }: ProbeFigures, startMs: number, runs: number): HoldPlan {
  const warmupMs = WARMUP * executionMs + startMs;
  const durationMs = Math.max(holdSpans(concurrent) * executionMs + startMs, warmupMs + (runs * 60_000) / perMinute);
  return { kind, perMinute, durationMs, warmupMs, executionMs, concurrent, startMs };
}

/** How long a runner takes to start, by the baseline. */
function startMsOf(trials: readonly Trial[]): number {
  return trials.find(({ outcome }) => outcome.baseline !== undefined)?.outcome.baseline?.startMs ?? 0;
}

/** Where the capacity lies, by the loads at which two trials agree. */
export function boundsOf(trials: readonly Trial[]): Bounds {
  const agreed = (verdict: string): number[] => {
    const loads = trials.flatMap(({ plan, outcome }) => (plan.kind === 'confirm' && outcome.verdict === verdict ? [plan.perMinute] : []));
    return loads.filter((load) => loads.filter((other) => Math.abs(other - load) <= 1e-9 * load).length >= AGREE);
  };
  const highs = agreed('overloaded');
  const high = highs.length === 0 ? undefined : Math.min(...highs);
  const lows = agreed('sustained').filter((load) => load < (high ?? Number.POSITIVE_INFINITY));
  return { ...(lows.length > 0 && { low: Math.max(...lows) }), ...(high !== undefined && { high }) };
}

function between({ low = 0, high = 0 }: Bounds): string {
  return `two trials each: ${formatRate(low)} was sustained, ${formatRate(high)} was not`;
}

/** The loads at which trials were held to their end, the largest first, with what they say of the plan's limits. */
export function sloLoads(
  spec: SearchSpec,
  trials: readonly Trial[],
): { readonly perMinute: number; readonly verdict: ReturnType<typeof sloVerdict> }[] {
  const held = trials.filter(({ plan, outcome }) => (plan.kind === 'confirm' || plan.kind === 'slo') && outcome.verdict !== 'invalid');
  const loads = [...new Set(held.flatMap(({ plan }) => ('perMinute' in plan ? [plan.perMinute] : [])))].toSorted((a, b) => b - a);
  return loads.map((perMinute) => {
    const here = held.filter(({ plan }) => sameLoad(plan, perMinute));
    // An overloaded fleet's queue has no end: whatever its first runs waited, that load does not meet a limit on it.
    const overloaded = here.some(({ outcome }) => outcome.verdict === 'overloaded');
    return { perMinute, verdict: overloaded ? 'missed' : sloVerdict(spec.slo, here) };
  });
}

/** The second number: from the confirmed load downwards until one meets the limits. */
function withinLimits(spec: SearchSpec, trials: readonly Trial[], probe: ProbeFigures, bounds: Bounds): TrialPlan | SearchEnd {
  const found: SearchEnd = { end: 'found', limiter: 'fleet', reason: between(bounds) };
  if (spec.slo.length === 0) return found;
  let load = bounds.low ?? BELOW * probe.perMinute;
  const known = sloLoads(spec, trials);
  for (let i = 0; i < MOST_SLO_LOADS; i++) {
    const here = known.find(({ perMinute }) => Math.abs(perMinute - load) <= 1e-9 * load);
    if (here?.verdict === 'met') return found;
    const tried = trials.filter(({ plan }) => plan.kind === 'slo' && sameLoad(plan, load)).length;
    if (here === undefined || (here.verdict === 'undecided' && tried < AGREE))
      return holdAt('slo', load, probe, startMsOf(trials), 1.2 * sloRuns(spec.slo));
    load *= STEP_DOWN;
  }
  return found;
}
