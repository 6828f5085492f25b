import type { Allowance } from '../limits/limits.ts';
import { isDrained } from '../load/search/hold.ts';
import { type AdaptiveArrivals, nextSearchTrial, type SearchEnds } from '../load/search/next-search-trial.ts';
import type { SearchSpent } from '../load/search/next-trial.ts';
import { NO_EVIDENCE, type PlatformEvidence, type Trial, type TrialCourse, type TrialPlan, type TrialView } from '../load/search/trial.ts';
import { trialCourse } from '../load/search/trial-course.ts';
import { slotUnit } from '../load/slot-unit.ts';
import type { SessionEvent } from './event.ts';
import { slotId } from './key.ts';
import { TRIAL_DECIDED } from './ledger.ts';
import type { ScenarioState, Session, SlotState } from './session.ts';
import { trialRunOf } from './trial-run.ts';
import type { TrialState } from './trial-state.ts';

/** What the engine knows of the target while it decides. */
export interface TrialOptions {
  readonly observe: 'poll' | 'push';
  readonly allowance?: Allowance;
}

/** Share of an execution time between two looks at a trial's runs: what is seen later is judged later. */
const LOOK_SHARE = 0.05;
/** Job runners of GitHub's own are called so. */
const HOSTED = /^(?:GitHub Actions|Hosted Agent)\b/;

/** The adaptive load of a scenario; `undefined`: it has another. */
export function adaptiveOf({ scenario }: ScenarioState): AdaptiveArrivals | undefined {
  return scenario.arrivals.model === 'adaptive' ? scenario.arrivals : undefined;
}

/** The trial that a slot belongs to. */
export function trialOfSlot({ trials }: ScenarioState, n: number): TrialState | undefined {
  return trials.findLast(({ firstSlot }) => firstSlot <= n);
}

/** Does nobody need the slot any more, because its trial is decided? Says why, in the words of the ledger. */
export function notNeeded(session: Session, { scenario, n }: { readonly scenario: number; readonly n: number }): string | undefined {
  const state = session.scenarios[scenario];
  const trial = state === undefined || state.trials.length === 0 ? undefined : trialOfSlot(state, n);
  if (trial?.outcome === undefined) return undefined;
  // The same words for every trial: the ledger counts by reason.
  return `${TRIAL_DECIDED} (${trial.outcome.verdict})`;
}

/** Is there a trial that is decided, and of which something may still wait? */
export function hasDecidedTrial(session: Session): boolean {
  return session.scenarios.some(({ phase, trials }) => phase === 'running' && trials.some(({ outcome }) => outcome !== undefined));
}

/** The trials of a scenario that have ended, for the search. */
export function endedTrials({ trials }: ScenarioState): readonly Trial[] {
  return trials.flatMap(({ plan, outcome, startedAt }) => (outcome === undefined ? [] : [{ plan, outcome, startedAt }]));
}

function spentOf(session: Session, state: ScenarioState, now: number): SearchSpent {
  return { runs: state.issued, ms: now - (state.startedAt ?? now), pollMs: session.plan.limits.pollMs };
}

/** How the searches of an adaptive scenario ended; `undefined`: they have not. */
export function searchEnds(session: Session, state: ScenarioState): SearchEnds | undefined {
  const arrivals = adaptiveOf(state);
  if (arrivals === undefined || state.allIssuedAt === undefined) return undefined;
  const next = nextSearchTrial(arrivals, endedTrials(state), spentOf(session, state, state.allIssuedAt));
  return 'ends' in next ? next.ends : undefined;
}

/** What is to be recorded of an adaptive scenario before anything is issued: that its trial is decided, that the next one begins, that none follows. */
export function trialRecord(session: Session, state: ScenarioState, now: number, options: TrialOptions): SessionEvent | undefined {
  const arrivals = adaptiveOf(state);
  if (arrivals === undefined || state.enough !== undefined) return undefined;
  const trial = state.trials.at(-1);
  if (trial !== undefined && trial.outcome === undefined) {
    const { outcome } = courseOfTrial(session, state, trial, now, options);
    return outcome === undefined ? undefined : { type: 'trial_ended', scenario: state.index, trial: state.trials.length - 1, outcome };
  }
  if (trial !== undefined && !hasDrained(session, state, trial, now, options)) return undefined;
  const next = nextSearchTrial(arrivals, endedTrials(state), spentOf(session, state, now));
  if ('ends' in next) return { type: 'enough', scenario: state.index, why: next.ends.map(({ end, reason }) => `${end}: ${reason}`).join('; ') };
  return { type: 'trial_started', scenario: state.index, trial: state.trials.length, plan: next };
}

/** Slots of the running trial that are due. */
export function* trialIssues(
  session: Session,
  state: ScenarioState,
  now: number,
  options: TrialOptions,
): Generator<Extract<SessionEvent, { type: 'issued' }>> {
  const trial = state.trials.at(-1);
  if (trial === undefined || trial.outcome !== undefined) return;
  const { due, outcome } = courseOfTrial(session, state, trial, now, options);
  if (outcome !== undefined) return;
  const { plan } = trial;
  const gapMs = plan.kind === 'probe' ? undefined : 60_000 / plan.perMinute;
  for (let n = state.issued; n < trial.firstSlot + due; n++) {
    const intendedAt = gapMs === undefined ? now : trial.startedAt + (n - trial.firstSlot) * gapMs;
    yield { type: 'issued', slot: slotId(state.index, n), scenario: state.index, n, unit: unitOf(state, plan, n), intendedAt };
  }
}

function unitOf(state: ScenarioState, plan: TrialPlan, n: number): number {
  const arrivals = adaptiveOf(state);
  const pool = arrivals?.shape === 'search' && plan.pool !== undefined ? arrivals.search.pools?.[plan.pool] : undefined;
  return pool?.unit ?? slotUnit(state.scenario, state.seed, n);
}

/** When the running trial has to be looked at again although nothing happens. */
export function nextTrialAt(session: Session, state: ScenarioState, now: number, options: TrialOptions): number | undefined {
  const trial = state.trials.at(-1);
  if (state.phase !== 'running' || trial === undefined || state.enough !== undefined) return undefined;
  const lookAt = options.observe === 'push' ? now + lookGapMs(session, trial) : undefined;
  if (trial.outcome !== undefined) return lookAt;
  const { nextDueAt } = courseOfTrial(session, state, trial, now, options);
  const endAt = 'durationMs' in trial.plan ? trial.startedAt + trial.plan.durationMs : undefined;
  const all = [nextDueAt, lookAt, endAt].filter((at) => at !== undefined && at > now);
  return all.length === 0 ? undefined : Math.min(...all.map(Number));
}

/** The longest time between two looks that the running trials allow; `undefined`: there is none. */
export function trialLookGapMs(session: Session): number | undefined {
  const gaps = session.scenarios.flatMap(({ phase, trials }) => {
    const trial = trials.at(-1);
    return phase !== 'running' || trial === undefined ? [] : [lookGapMs(session, trial)];
  });
  return gaps.length === 0 ? undefined : Math.min(...gaps);
}

function lookGapMs({ plan }: Session, trial: TrialState): number {
  const { kind } = trial.plan;
  const executionMs = kind === 'baseline' ? undefined : trial.plan.executionMs;
  const levelMs = 'durationMs' in trial.plan ? trial.plan.durationMs / 6 : undefined;
  return Math.max(plan.limits.pollMs, LOOK_SHARE * (executionMs ?? levelMs ?? 0));
}

interface Seen {
  readonly key: string;
  readonly course: TrialCourse;
}
const seen = new WeakMap<TrialState, Seen>();

function courseOfTrial(session: Session, state: ScenarioState, trial: TrialState, now: number, options: TrialOptions): TrialCourse {
  const known = seen.get(trial);
  const { lastLookAt, ready, deferred, awaitingDetails, epoch } = session;
  const marks = [
    lastLookAt,
    state.issued,
    state.settled,
    ready.size,
    deferred.size,
    awaitingDetails.size,
    session.runs.size,
    epoch,
    options.allowance?.left === 0,
  ];
  // What a look shows and what time brings change the course; a trial of a thousand runs is not worked through for every other event.
  const due = known?.course.nextDueAt !== undefined && now >= known.course.nextDueAt;
  const fresh = options.observe === 'push' || session.open.size === 0;
  const key = [...marks, due ? now : fresh ? Math.floor(now / lookGapMs(session, trial)) : 0].join('/');
  if (known?.key === key && !(known.course.nextDueAt === undefined && isOver(trial, now))) return known.course;
  const arrivals = adaptiveOf(state);
  const slo = arrivals?.shape === 'search' ? arrivals.search.slo : (arrivals?.ramp.slo ?? []);
  const course = trialCourse(trial.plan, trialView(session, state, trial, now, options), slo);
  seen.set(trial, { key, course });
  return course;
}

const isOver = ({ plan, startedAt }: TrialState, now: number): boolean => 'durationMs' in plan && now >= startedAt + plan.durationMs;

/** A run of a trial was seen: keeps how long nobody had looked at it. Targets that push are never blind. */
export function noteSight(session: Session, { scenario, ackedAt }: { readonly scenario: number; readonly ackedAt: number }, at: number): void {
  const trial = session.scenarios[scenario]?.trials.at(-1);
  if (trial === undefined || trial.outcome !== undefined || session.lastLookAt === undefined) return;
  trial.blindMs = Math.max(trial.blindMs, at - Math.max(trial.startedAt, session.lastLookAt, ackedAt));
}

/** Have the runs of a decided trial left the fleet, but for a few? */
function hasDrained(session: Session, state: ScenarioState, trial: TrialState, now: number, options: TrialOptions): boolean {
  const slots = slotsOf(session, state, trial);
  if (slots.some(({ phase }) => phase === 'issued' || phase === 'intent' || phase === 'ambiguous')) return false;
  // Nobody watches them any more, whatever their stamps say: the server's clock may be ahead of ours, and a run that nothing ends is given up.
  if (slots.every(({ phase }) => phase === 'settled')) return true;
  const { plan, outcome } = trial;
  const concurrent = outcome?.probe?.concurrent ?? ('concurrent' in plan ? (plan.concurrent ?? 0) : 0);
  return isDrained(trialView(session, state, trial, now, options), concurrent);
}

function slotsOf(session: Session, state: ScenarioState, trial: TrialState): SlotState[] {
  const slots: SlotState[] = [];
  const next = state.trials[state.trials.indexOf(trial) + 1];
  for (let n = trial.firstSlot; n < (next?.firstSlot ?? state.issued); n++) {
    const slot = session.slots.get(slotId(state.index, n));
    if (slot !== undefined) slots.push(slot);
  }
  return slots;
}

/** A trial as the search reads it. */
export function trialView(session: Session, state: ScenarioState, trial: TrialState, now: number, options: TrialOptions): TrialView {
  const slots = slotsOf(session, state, trial);
  // Where nothing is open, there is nothing that a look could show.
  const known = options.observe === 'push' || session.open.size === 0;
  const knownAt = known ? now : Math.max(trial.startedAt, session.lastLookAt ?? trial.startedAt);
  const runs = slots.map((slot) => trialRunOf(session, slot));
  return { startedAt: trial.startedAt, knownAt: Math.min(now, knownAt), now, runs, evidence: evidenceOf(session, state, trial, slots, now, options) };
}

function evidenceOf(
  session: Session,
  state: ScenarioState,
  trial: TrialState,
  slots: readonly SlotState[],
  now: number,
  options: TrialOptions,
): PlatformEvidence {
  const runs = slots.flatMap((slot) => (slot.runId === undefined ? [] : (session.runs.get(slot.runId) ?? [])));
  const count = (test: (slot: SlotState) => boolean): number => slots.filter(test).length;
  const grouped = session.units[state.index]?.some(({ concurrency }) => concurrency !== undefined) === true;
  const cancelled = count(({ box, runId }) => box === 'excluded' && runId !== undefined);
  const pending = runs.filter(({ waitedForGroup }) => waitedForGroup === true).length;
  const offsets = slots.flatMap(({ clock }) => (clock === undefined ? [] : [clock]));
  const first = offsets[0];
  const steps = offsets.map(({ offsetMs, residualMs }) => Math.abs(offsetMs - (first?.offsetMs ?? 0)) - residualMs - (first?.residualMs ?? 0));
  const names = runs.flatMap(({ details }) => details?.jobs.flatMap(({ runner }) => runner?.name ?? []) ?? []);
  const pool = trial.plan.pool === undefined ? undefined : poolOf(state, trial.plan.pool);
  const { allowance } = options;
  const unsent = slots.some(({ phase }) => phase === 'issued');
  const oldest = options.observe === 'push' ? undefined : session.open.values().next().value;
  const blindMs = oldest === undefined ? 0 : now - Math.max(trial.startedAt, session.lastLookAt ?? 0, oldest.ackedAt);
  return {
    ...NO_EVIDENCE,
    primaryLimits: count(({ limitedBy }) => limitedBy === 'primary') + (allowance?.left === 0 && unsent ? 1 : 0),
    secondaryLimits: count(({ limitedBy }) => limitedBy === 'secondary'),
    runQueueLimits: count(({ limitedBy }) => limitedBy === 'run-queue'),
    outages: count(({ limitedBy, ambiguousSinceAt }) => limitedBy === 'outage' || ambiguousSinceAt !== undefined),
    refusals: count(({ box, runId }) => box === 'failed' && runId === undefined),
    cancelledByOthers: grouped ? 0 : cancelled,
    heldByGroup: (grouped ? cancelled : 0) + pending,
    lostRunners: runs.filter(({ vanished }) => vanished === true).length,
    clockStepMs: Math.max(0, ...steps),
    stallMs: Math.max(0, ...slots.map(({ issuedAt, intendedAt = issuedAt }) => issuedAt - intendedAt)),
    blindMs: Math.max(trial.blindMs, blindMs),
    starved: allowance !== undefined && affordableGapMs(session, allowance, now) >= blindMs / 2,
    takenOver: session.epoch > 1 && session.tookOverAt > trial.startedAt,
    hosted: names.length > 0 && names.every((name) => HOSTED.test(name)),
    ...(pool?.size !== undefined && { knownRunners: pool.size }),
    jobsPerRun: state.scenario.jobsPerRun ?? 1,
  };
}

/** So far apart looks are that the requests that are left allow. Every open run still takes one for its jobs. */
function affordableGapMs({ open, awaitingDetails }: Session, { left, resetAt }: Allowance, now: number): number {
  return Math.max(0, resetAt - now) / Math.max(1, left - open.size - awaitingDetails.size);
}

function poolOf(state: ScenarioState, pool: number): { readonly size?: number } | undefined {
  const arrivals = adaptiveOf(state);
  return arrivals?.shape === 'search' ? arrivals.search.pools?.[pool] : undefined;
}
