import { evaluateThreshold } from '../gate/evaluate-threshold.ts';
import type { ThresholdRule } from '../gate/threshold-rule.ts';
import { samplesOfSlot } from '../report/samples-of-slot.ts';
import type { RateSummary, ThresholdVerdict } from '../result.ts';
import { SECOND_MS } from '../time.ts';
import { RATE_METRICS, type RateMetric, type Sample } from '../timing/sample.ts';
import type { SessionEvent } from './event.ts';
import { ratesOf } from './rates.ts';
import { isWarmup, type ScenarioState, type Session, type SlotState } from './session.ts';

/** Thresholds that are watched while a session runs are evaluated at these distances from the scenario's start, when a value has come or gone. */
export const EVALUATION_MS = 2 * SECOND_MS;

/** A rate is watched from so many runs on: with fewer, a single one would be more than the limit. */
const MOST_LEAST_N = 1_000;

/** One slot that has come to its end, with what it says. */
interface Entry {
  /** When it was known; never before the one before it, whatever the controllers' clocks say. */
  readonly at: number;
  readonly slot: SlotState;
  readonly samples: readonly Sample[];
}

/** What the evaluations of one threshold have shown so far. */
export interface Watch {
  /** Evaluations with a value. */
  evaluations: number;
  /** Of these, those that have passed. */
  passed: number;
  /** The first time that it was breached: enough evaluations in a row failed. */
  breach?: { readonly at: number; readonly verdict: ThresholdVerdict };
  /** Worst of the evaluations, the ones that decided before those that did not; only where every one is worked out. */
  worst?: ThresholdVerdict;
}

interface Watching extends Watch {
  /** Next slot in the scenario's `settledSlots`. */
  next: number;
  window: Entry[];
  /** Of `window`: those before have left it. */
  from: number;
  lastAt: number;
  lastTick: number;
  streak: number;
}

/** Is the threshold evaluated while the session runs? Others are at its end. */
export const isWatched = (rule: ThresholdRule): boolean => rule.windowMs !== undefined || rule.abort === true;

const memo = new WeakMap<ScenarioState, Map<number, Watching>>();

/** Thresholds that are breached now and were not before. A function of the books and the time alone. */
export function watchThresholds(session: Session, now: number): readonly Extract<SessionEvent, { type: 'breached' }>[] {
  const breaches: Extract<SessionEvent, { type: 'breached' }>[] = [];
  for (const state of session.scenarios) {
    if (state.phase !== 'running') continue;
    for (const [threshold, rule] of state.scenario.thresholds.entries()) {
      if (!isWatched(rule) || hasBreached(session, state.index, threshold)) continue;
      const watching = watchingOf(state, threshold);
      advance(session, state, rule, watching, now, false);
      if (watching.breach === undefined) continue;
      const { n, value, reason } = watching.breach.verdict;
      breaches.push({
        type: 'breached',
        scenario: state.index,
        threshold,
        abort: rule.abort === true && session.abort === undefined,
        n,
        ...(value === undefined ? {} : { value }),
        reason: `${state.scenario.name}: ${reason}`,
      });
    }
  }
  return breaches;
}

/** When a watched threshold is to be evaluated again; `undefined`: not before something happens. */
export function nextWatchAt(session: Session, now: number): number | undefined {
  let next: number | undefined;
  for (const state of session.scenarios) {
    if (state.phase !== 'running') continue;
    for (const [threshold, rule] of state.scenario.thresholds.entries()) {
      if (!isWatched(rule) || hasBreached(session, state.index, threshold)) continue;
      const at = nextTick(state, rule, watchingOf(state, threshold));
      // What was known at an instant is known a millisecond later.
      if (at !== undefined) next = Math.min(next ?? Number.POSITIVE_INFINITY, Math.max(now + 1, at + 1));
    }
  }
  return next;
}

/** Every evaluation of a threshold from the scenario's start to its end, or as far as it has come, worked out anew from the books. */
export function watchOf(session: Session, state: ScenarioState, rule: ThresholdRule): Watch {
  const watching = begin();
  const last = state.endedAt ?? state.settledSlots.at(-1)?.settledAt ?? 0;
  // The last values may have come with the end itself.
  advance(session, state, rule, watching, last + EVALUATION_MS + 1, true);
  return watching;
}

const hasBreached = (session: Session, scenario: number, threshold: number): boolean =>
  session.breaches.some((one) => one.scenario === scenario && one.threshold === threshold);

function watchingOf(state: ScenarioState, threshold: number): Watching {
  const all = memo.get(state) ?? new Map<number, Watching>();
  memo.set(state, all);
  const watching = all.get(threshold) ?? begin();
  all.set(threshold, watching);
  return watching;
}

const begin = (): Watching => ({
  evaluations: 0,
  passed: 0,
  next: 0,
  window: [],
  from: 0,
  lastAt: Number.NEGATIVE_INFINITY,
  lastTick: Number.NEGATIVE_INFINITY,
  streak: 0,
});

/** The next instant of the grid at which a value has come or gone; `undefined`: there is none as things are. */
function nextTick(state: ScenarioState, { windowMs, delayMs = 0 }: ThresholdRule, watching: Watching): number | undefined {
  const startedAt = state.startedAt ?? 0;
  const coming = state.settledSlots[watching.next];
  const leaving = windowMs === undefined ? undefined : watching.window[watching.from];
  const comesAt = coming === undefined ? Number.POSITIVE_INFINITY : Math.max(watching.lastAt, coming.settledAt ?? startedAt);
  const leavesAt = leaving === undefined || windowMs === undefined ? Number.POSITIVE_INFINITY : leaving.at + windowMs;
  const at = Math.min(comesAt, leavesAt);
  if (at === Number.POSITIVE_INFINITY) return undefined;
  const after = Math.max(at, startedAt + delayMs, watching.lastTick + EVALUATION_MS);
  return startedAt + Math.ceil((after - startedAt) / EVALUATION_MS) * EVALUATION_MS;
}

/** Goes through the evaluations before `now`. `whole`: works out each; else only whether it is breached, which most need no sorting for. */
function advance(session: Session, state: ScenarioState, rule: ThresholdRule, watching: Watching, now: number, whole: boolean): void {
  for (;;) {
    const tick = nextTick(state, rule, watching);
    if (tick === undefined || tick >= now) return;
    if (watching.breach !== undefined && !whole) return;
    watching.lastTick = tick;
    take(session, state, rule, watching, tick);
    const verdict = evaluate(rule, watching, whole);
    if (verdict === undefined) {
      watching.streak = 0;
      continue;
    }
    watching.evaluations += 1;
    if (verdict.verdict === 'passed') watching.passed += 1;
    if (whole) watching.worst = worseOf(rule, watching.worst, verdict);
    watching.streak = verdict.verdict === 'failed' ? watching.streak + 1 : 0;
    if (watching.streak >= (rule.inARow ?? 1)) watching.breach ??= { at: tick, verdict };
  }
}

/** What the window holds at `tick`: slots that came to their end in the `windowMs` before it. */
function take(session: Session, state: ScenarioState, { metric, windowMs }: ThresholdRule, watching: Watching, tick: number): void {
  for (;;) {
    const slot = state.settledSlots[watching.next];
    if (slot === undefined) break;
    const at = Math.max(watching.lastAt, slot.settledAt ?? tick);
    if (at > tick) break;
    watching.next += 1;
    watching.lastAt = at;
    if (isWarmup(state, slot)) continue;
    watching.window.push({ at, slot, samples: isRate(metric) ? [] : samplesOfSlot(session, slot).filter((sample) => sample.metric === metric) });
  }
  if (windowMs === undefined) return;
  while ((watching.window[watching.from]?.at ?? Number.POSITIVE_INFINITY) <= tick - windowMs) watching.from += 1;
  if (watching.from > 1_000 && watching.from * 2 > watching.window.length) {
    watching.window = watching.window.slice(watching.from);
    watching.from = 0;
  }
}

const isRate = (metric: string): metric is RateMetric => (RATE_METRICS as readonly string[]).includes(metric);

/** The verdict on what the window holds; `undefined`: too few values, or (not `whole`) it can't have failed. */
function evaluate(rule: ThresholdRule, { window, from }: Watching, whole: boolean): ThresholdVerdict | undefined {
  if (isRate(rule.metric)) {
    const rate = ratesOf(window.slice(from).map(({ slot }) => slot))[rule.metric] as RateSummary;
    return rate.n < (rule.minN ?? leastN(rule)) ? undefined : evaluateThreshold(rule, rate);
  }
  if (!whole && !mayFail(rule, window, from)) return undefined;
  const samples = window.slice(from).flatMap((entry) => entry.samples);
  const verdict = evaluateThreshold(rule, samples);
  return verdict.verdict === 'invalid' || verdict.n < (rule.minN ?? 1) ? undefined : verdict;
}

/** Fewer runs than this tell nothing of a rate: one of them would be more than the limit. */
function leastN({ aggregation, limit }: ThresholdRule): number {
  return aggregation.kind === 'rate' && limit > 0 ? Math.min(MOST_LEAST_N, Math.ceil(1 / limit - 1e-9)) : 1;
}

/** Without sorting: is the share of values beyond the limit larger than a percentile allows? Facts are always worked out. */
function mayFail({ aggregation, comparison, limit }: ThresholdRule, window: readonly Entry[], from: number): boolean {
  if (aggregation.kind !== 'percentile') return true;
  const upper = comparison === '<' || comparison === '<=';
  const share = (upper ? 100 - aggregation.p : aggregation.p) / 100;
  let n = 0;
  let beyond = 0;
  for (let i = from; i < window.length; i++) {
    for (const sample of window[i]?.samples ?? []) {
      if (sample.status !== 'measured' && sample.status !== 'censored') continue;
      n += 1;
      const seconds = sample.ms / SECOND_MS;
      if (upper ? seconds >= limit : seconds <= limit) beyond += 1;
    }
  }
  return beyond > n * share;
}

const RANK = { failed: 2, passed: 1, inconclusive: 0, invalid: -1 } as const;

function worseOf({ comparison }: ThresholdRule, one: ThresholdVerdict | undefined, other: ThresholdVerdict): ThresholdVerdict {
  if (one === undefined || RANK[other.verdict] > RANK[one.verdict]) return other;
  if (RANK[other.verdict] < RANK[one.verdict]) return one;
  const [a, b] = [one.value ?? Number.NEGATIVE_INFINITY, other.value ?? Number.NEGATIVE_INFINITY];
  return (comparison.startsWith('>') ? b < a : b > a) ? other : one;
}
