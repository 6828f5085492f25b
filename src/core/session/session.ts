import { type Schedule, scenarioSeed, scheduleOf } from '../load/schedule.ts';
import type { BudgetSpec, Plan, Scenario } from '../plan/plan.ts';
import type { Observation, RunDetails } from '../timing/records.ts';
import type { Basis, ClockOffset, LimitedBy, SessionEvent, StopReason, UnitFacts, Usage } from './event.ts';
import type { LedgerBox } from './ledger.ts';
import type { TrialState } from './trial-state.ts';

/** How far a slot has come. Only what its phase can know is set. */
export type SlotPhase = 'issued' | 'intent' | 'ambiguous' | 'active' | 'settled';

/** One slot, as the events tell it. */
export interface SlotState {
  readonly id: string;
  readonly scenario: number;
  readonly n: number;
  readonly unit: number;
  /** Open model: when the schedule wanted it. */
  readonly intendedAt?: number;
  readonly issuedAt: number;
  phase: SlotPhase;
  /** Intents so far; each has its own key. */
  attempts: number;
  /** Of the last intent. */
  key?: string;
  /** When the request of the last intent left, as its answer told; until then, and where nobody tells, when that intent was made durable. */
  sentAt?: number;
  /** Not to be sent before. */
  notBeforeAt?: number;
  /** Deferrals in a row, and since when. */
  deferrals: number;
  deferredSinceAt?: number;
  /** Why it was deferred or became ambiguous, for the report. */
  trouble?: string;
  /** Who held it back the last time. */
  limitedBy?: LimitedBy;
  ambiguousSinceAt?: number;
  /** It is ambiguous because its controller ended, which proves nothing about the target: such an absence costs no try. */
  orphaned?: true;
  /** Complete looks that did not find it, looks in all, and when the last one ended. */
  completeLooks: number;
  looks: number;
  lastLookAt?: number;
  /** Dispatches with an unclear answer that a complete search proved absent. */
  absences: number;
  ackedAt?: number;
  ackedBy?: 'answer' | 'key' | 'circumstance';
  clock?: ClockOffset;
  runId?: string;
  box?: LedgerBox;
  reason?: string;
  /** When its box was known. */
  settledAt?: number;
}

/** One run of this session. */
export interface RunState {
  readonly runId: string;
  readonly key: string;
  readonly url: string;
  readonly slot: string;
  readonly scenario: number;
  readonly unit: number;
  readonly ackedAt: number;
  observation?: Observation;
  /** When the controller first saw that it had ended. */
  endSeenAt?: number;
  /** It was seen by the first look after a take-over: no controller may have been there when it ended. */
  endedUnwatched?: true;
  details?: RunDetails;
  /** Readings of the details that failed, the last one's time and its trouble. */
  detailsFailed?: { readonly tries: number; readonly at: number; readonly why: string };
  detailsUnavailable?: string;
  vanished?: true;
  /** Was it ever seen to work, and when at first? */
  begun?: true;
  begunAt?: number;
  /** Did it ever wait for its concurrency group? */
  waitedForGroup?: true;
  /** Did it ever wait for somebody's approval? Then its queue time is not the fleet's. */
  held?: true;
  cancel?: {
    readonly at: number;
    readonly why: string;
    readonly force: boolean;
    readonly tries: number;
    readonly answer?: 'accepted' | 'already_ended' | 'failed';
  };
}

/** A run that stands beside the slots. */
export interface ExtraRun {
  readonly runId: string;
  readonly key: string;
  readonly url: string;
  readonly why: string;
  readonly scenario: number;
  readonly unit: number;
  readonly seenAt: number;
  /** Server stamp. */
  readonly createdAt?: number;
  cancel?: 'requested' | 'accepted' | 'already_ended' | 'failed';
  cancelAt?: number;
  cancelTries: number;
  /** When the controller first saw that it had ended, or was gone. */
  endSeenAt?: number;
}

/** The reading of all runs that a controller owes before it sends anything. */
export interface OwedInventory {
  /** No run of the session is older; controller's clock. */
  readonly sinceAt: number;
  /** Must the absence of a run be proven, as the books may not know what was sent? Then several readings over a window are needed. */
  windowed: boolean;
  /** Since when, or since the last surprise. */
  sinceSurpriseAt: number;
  readings: number;
  completeReadings: number;
  lastReadingAt?: number;
  why?: string;
}

export interface ScenarioState {
  readonly index: number;
  readonly scenario: Scenario;
  /** Of this scenario's chance: Poisson arrivals, weighted units. */
  readonly seed: string;
  readonly schedule: Schedule;
  phase: 'pending' | 'running' | 'ended';
  startedAt?: number;
  /** `startedAt` is a guess from the stamps of its runs. */
  startEstimated?: true;
  endedAt?: number;
  issued: number;
  /** Slots that hold a place: issued, and neither settled nor seen to have ended. */
  occupied: number;
  settled: number;
  /** Adaptive: its trials so far; only the last one may still run. */
  readonly trials: TrialState[];
  /** Slots in the order in which they were settled. */
  readonly settledSlots: SlotState[];
  /** When its last slot was issued, or it was known that none follows. */
  allIssuedAt?: number;
  /** Late policy `shift`: how much later its schedule is than it was planned, and which slot was the last to move it. */
  shiftMs: number;
  shiftedBy?: string;
  /** Nothing more is issued, although its schedule has more slots, and why. */
  enough?: { readonly slots: number; readonly why: string };
}

/** A threshold that was breached while its scenario ran. */
export interface Breach {
  readonly at: number;
  readonly scenario: number;
  /** Index in the scenario's thresholds. */
  readonly threshold: number;
  readonly n: number;
  readonly value?: number;
  readonly reason: string;
}

/** What the runs that have ended took. */
export interface Spend {
  /** Runs whose jobs were read. */
  runs: number;
  /** Of work on runners. */
  minutes: number;
  costUsd: number;
}

/**
 * The fold of a session's events. Only `apply` changes it, in place, because a copy of ten thousand slots an event would cost
 * what the session is meant to measure; whoever reads it must not keep parts of it across events.
 *
 * Beside the slots stand indices, so that `decide` never walks the whole session.
 */
export interface Session {
  readonly id: string;
  readonly generation: number;
  readonly seed: number;
  readonly plan: Plan;
  readonly version: string;
  /** What the plan was expected to cost before anything was sent, US dollars. */
  readonly forecastUsd?: number;
  readonly startedAt: number;
  epoch: number;
  /** No run of the session is older; controller's clock. Earlier than `startedAt` where the session was rebuilt. */
  bornAt: number;
  /** When the present controller took over, and what it stood on. */
  tookOverAt: number;
  basis: Basis;
  /** From where the books were restored; what they have lost is not known until the list has proven it. */
  restored?: string;
  /** How far the server's clock is ahead, as the present controller found it. */
  clock?: ClockOffset;
  endedAt?: number;
  /** Set when the controller left the session to the next one. */
  suspendedAt?: number;
  target?: string;
  units: readonly (readonly UnitFacts[])[];
  warnings: string[];
  readonly scenarios: readonly ScenarioState[];
  readonly slots: Map<string, SlotState>;
  readonly runs: Map<string, RunState>;
  readonly extraRuns: Map<string, ExtraRun>;
  readonly usage: Map<number, Usage>;
  stop?: { readonly at: number; readonly reason: StopReason };
  /** A threshold with `abort` was breached: nothing more is sent, what has not begun is cancelled, what works goes on to its end. */
  abort?: { readonly at: number; readonly why: string };
  /** Each threshold once, with its first breach. */
  readonly breaches: Breach[];
  /** What may be spent, as the present controller was told; absent: as the plan says. */
  budget?: BudgetSpec;
  readonly spend: Spend;
  lastLookAt?: number;
  /** Set from a take-over until it is paid; nothing is issued, sent or sought before. */
  owed?: OwedInventory;
  /** Was any dispatch ever ambiguous: since when may there be runs that nobody knows, and when was the last doubt? */
  doubt?: { readonly sinceAt: number; lastAt: number };
  /** Readings before the end mark. */
  closing: { readings: number; lastReadingAt?: number; done: boolean };
  /** Indices: slots to dispatch, slots to look for, runs to watch, runs whose details are missing, slots to settle. */
  readonly ready: Map<string, SlotState>;
  /** Of those, the ones that could not be sent at least once. */
  readonly deferred: Map<string, SlotState>;
  readonly ambiguous: Map<string, SlotState>;
  readonly open: Map<string, RunState>;
  readonly awaitingDetails: Map<string, RunState>;
  readonly toSettle: Set<string>;
  /** Durations of the last runs by `scenario/unit`, from creation to end, for the next look. */
  readonly learntMs: Map<string, number[]>;
}

/** A session's first state. */
export function startSession(event: Extract<SessionEvent, { type: 'session_started' }>, at: number): Session {
  return {
    id: event.sessionId,
    generation: event.generation,
    seed: event.seed,
    plan: event.plan,
    version: event.version,
    ...(event.forecastUsd !== undefined && { forecastUsd: event.forecastUsd }),
    startedAt: at,
    epoch: 0,
    bornAt: at,
    tookOverAt: at,
    basis: 'journal',
    units: [],
    warnings: [],
    scenarios: event.plan.scenarios.map((scenario, index) => ({
      index,
      scenario,
      seed: scenarioSeed(event.seed, index),
      schedule: scheduleOf(scenario.arrivals, scenarioSeed(event.seed, index)),
      phase: 'pending',
      issued: 0,
      occupied: 0,
      settled: 0,
      trials: [],
      settledSlots: [],
      shiftMs: 0,
    })),
    slots: new Map(),
    runs: new Map(),
    extraRuns: new Map(),
    usage: new Map(),
    breaches: [],
    spend: { runs: 0, minutes: 0, costUsd: 0 },
    closing: { readings: 0, done: false },
    ready: new Map(),
    deferred: new Map(),
    ambiguous: new Map(),
    open: new Map(),
    awaitingDetails: new Map(),
    toSettle: new Set(),
    learntMs: new Map(),
  };
}

/** Slots of a scenario's whole schedule, or what it came to before there were enough; where only the session tells how many there will be: those issued. */
export function plannedSlots(state: ScenarioState): number {
  if (state.enough !== undefined) return state.enough.slots;
  const { schedule, issued } = state;
  if (schedule.model === 'open') return schedule.offsetsMs.length;
  return schedule.model === 'closed' && schedule.places === undefined ? schedule.total : issued;
}

/** Is it known from the start how many slots it has? */
export function isFixed({ schedule }: ScenarioState): boolean {
  return schedule.model === 'open' || (schedule.model === 'closed' && schedule.places === undefined);
}

/** Will no further slot of it be issued? */
export function isAllIssued(state: ScenarioState): boolean {
  return state.enough !== undefined ? state.issued >= state.enough.slots : isFixed(state) && state.issued === plannedSlots(state);
}

/** May slot `n` be one of its? Where only the session tells how many there are, any may. */
export function mayHaveSlot(state: ScenarioState, n: number): boolean {
  return n < plannedSlots(state) || (state.enough === undefined && !isFixed(state));
}

/** When slot `n` of an open scenario that has started is due, with what its schedule was shifted; `undefined` for what has no intended time. */
export function dueAt(state: ScenarioState, n: number): number | undefined {
  const { schedule, startedAt, shiftMs } = state;
  const offset = schedule.model === 'open' ? schedule.offsetsMs[n] : undefined;
  return offset === undefined || startedAt === undefined ? undefined : startedAt + offset + shiftMs;
}

/** Was it due (closed models: sent) while its scenario warmed up? Then it stands in the ledger and in no statistic. */
export function isWarmup(state: ScenarioState, slot: SlotState): boolean {
  const { warmupMs } = state.scenario;
  if (warmupMs === undefined || state.startedAt === undefined) return false;
  return (slot.intendedAt ?? slot.sentAt ?? slot.issuedAt) - state.startedAt < warmupMs;
}

/** The unit that a slot sends. */
export function unitOfSlot(session: Session, slot: { readonly scenario: number; readonly unit: number }): Scenario['units'][number] {
  const unit = session.plan.scenarios[slot.scenario]?.units[slot.unit];
  if (unit === undefined) throw new RangeError(`no unit ${slot.unit} in scenario ${slot.scenario} of plan "${session.plan.name}"`);
  return unit;
}
