import { costOf } from '../cost/cost-report.ts';
import { outcomeOf } from '../gate/outcome-of.ts';
import { scenarioVerdict } from '../gate/scenario-verdict.ts';
import { interleavedGate } from '../interleave/interleaved-rows.ts';
import { type HarnessResult, type JobRow, RESULT_SCHEMA, type ReportInput, type RunRow, type ScenarioResult } from '../result.ts';
import type { StopReason } from '../session/event.ts';
import { plannedSlots, type ScenarioState, type Session } from '../session/session.ts';
import { SECOND_MS } from '../time.ts';
import { STAMP_RESOLUTION_MS } from '../timing/slot-facts.ts';
import { capacityOf } from './capacity.ts';
import { detailOf } from './detail-report.ts';
import { BREATH_SLOTS, type MeasuredScenario, measureScenario } from './measure.ts';
import { isoStamp, jobRow, present, runRow } from './rows.ts';
import { samplesOfSlot } from './samples-of-slot.ts';
import { scheduleReport } from './schedule-report.ts';
import { seriesOf } from './series.ts';
import { testsOf } from './tests-of.ts';
import { thresholdVerdicts } from './threshold-verdicts.ts';

export interface ReportOptions {
  /** The command with which a person ends a run. */
  readonly cancelCommand: (run: { readonly runId: string; readonly scenario: number; readonly unitIndex: number }) => string;
  /** Why the session could not go on; absent: it ended, was stopped, or is still under way. */
  readonly failure?: string;
  /** Called after every few hundred slots: the chance to give memory back. */
  readonly breathe?: () => void;
}

/** After so many accepted cancels a run that still lives is told. */
const STUBBORN_TRIES = 3;

/**
 * The result of a session with its tables, at any moment of its life: a session that has not ended is reported as suspended, with what
 * is known so far.
 */
export function reportOf(session: Session, options: ReportOptions): ReportInput {
  const ended = session.endedAt !== undefined && session.stop === undefined && session.abort === undefined && options.failure === undefined;
  const measured = session.scenarios
    .filter(({ phase }) => phase !== 'pending')
    .map((state) => {
      const one = measureScenario(session, state, options.breathe);
      const { slots, billed } = one;
      // Not its samples: those of ten thousand runs are let go before the tables are made, and read again slot by slot.
      return { slots, billed, result: scenarioResult(session, one, ended, options) };
    });
  const scenarios = measured.map(({ result }) => result);
  const cost = costOf(
    measured.flatMap(({ billed }) => billed),
    session.forecastUsd,
  );
  const stop = stopOf(session, options.failure);
  const gate = interleavedGate(session);
  const { outcome, reasons, warnings } = outcomeOf({ scenarios, ...present({ stop, rows: gate?.rows }) });
  const result: HarnessResult = {
    schema: RESULT_SCHEMA,
    outcome,
    reasons,
    warnings: [...session.warnings, ...neverStarted(session), ...warnings],
    session: {
      id: session.id,
      plan: session.plan.name,
      target: session.target ?? session.plan.target.kind,
      seed: session.seed,
      ...present({ leftOut: session.plan.leftOut }),
      generation: session.generation,
      startedAt: isoStamp(session.startedAt),
      ...present({ endedAt: session.endedAt === undefined ? undefined : isoStamp(session.endedAt) }),
      version: session.version,
      resumed: Math.max(0, session.epoch - 1),
      ...present({ clock: clockOf(session) }),
      detail: detailOf(session),
      ...present({ breach: session.abort?.why }),
    },
    scenarios,
    ...present({ gate }),
    api: apiOf(session),
    // Nobody bills this machine.
    cost: session.plan.target.kind === 'local' ? { ...cost, billedMinutes: 0 } : cost,
  };
  return { result, ...tablesOf(session, measured, options.breathe) };
}

function scenarioResult(session: Session, measured: MeasuredScenario, ended: boolean, options: ReportOptions): ScenarioResult {
  const { state, slots, ledger, ledgerReasons, metrics, units, warmup } = measured;
  const thresholds = thresholdVerdicts(session, measured);
  const schedule = scheduleReport(session, state, slots);
  const capacity = capacityOf(session, state);
  const facts = {
    name: state.scenario.name,
    ledger,
    ledgerReasons,
    thresholds,
    ...present({ schedule, capacity }),
    ...testsOf(session, state, slots),
  };
  return {
    ...facts,
    test: state.scenario.test,
    ...scenarioVerdict(facts, ended),
    ...present({
      startedAt: state.startedAt === undefined ? undefined : isoStamp(state.startedAt),
      endedAt: state.endedAt === undefined ? undefined : isoStamp(state.endedAt),
    }),
    jobs: measured.jobs,
    metrics,
    ...present({ units, warmup: warmup === 0 ? undefined : warmup, series: seriesOf(session, state, slots) }),
    extraRuns: [...session.extraRuns.values()]
      .filter(({ scenario }) => scenario === state.index)
      .map(({ runId, url, why, cancel }) => ({ id: runId, url, why, cancelled: cancel === 'accepted' })),
    leftRunning: leftRunning(session, state.index, options),
  };
}

/** Runs that nobody has seen end, once nobody looks any more. */
function leftRunning(session: Session, scenario: number, options: ReportOptions): ScenarioResult['leftRunning'] {
  const runs = [...session.runs.values()].filter(
    ({ scenario: at, endSeenAt, cancel }) => at === scenario && endSeenAt === undefined && !isEnding(cancel?.answer, cancel?.tries ?? 0),
  );
  const extra = [...session.extraRuns.values()].filter(
    ({ scenario: at, endSeenAt, cancel, cancelTries }) => at === scenario && endSeenAt === undefined && !isEnding(cancel, cancelTries),
  );
  return [...runs, ...extra].map((run) => ({
    id: run.runId,
    url: run.url,
    command: options.cancelCommand({ runId: run.runId, scenario, unitIndex: run.unit }),
  }));
}

/** A cancel that was accepted ends a run soon; one that was accepted again and again does not. */
function isEnding(answer: string | undefined, tries: number): boolean {
  return answer === 'already_ended' || (answer === 'accepted' && tries < STUBBORN_TRIES);
}

function stopOf(session: Session, failure: string | undefined): StopReason | undefined {
  if (failure !== undefined) return { kind: 'error', message: failure };
  if (session.stop !== undefined) return session.stop.reason;
  if (session.endedAt !== undefined) return undefined;
  return { kind: 'suspended', message: `not ended: the session can be resumed as ${session.id}` };
}

/** What a stopped session did not come to is no slot, but a reader must not miss it. */
function neverStarted(session: Session): readonly string[] {
  if (session.stop === undefined && session.abort === undefined) return [];
  const before = session.abort === undefined ? 'before the stop' : 'before a threshold was breached';
  return session.scenarios.flatMap((state) => {
    const planned = session.abort === undefined ? plannedSlots(state) : scheduledSlots(state);
    const missing = planned - state.issued;
    return missing === 0 ? [] : [`${state.scenario.name}: ${missing} of ${planned} runs never came due ${before}`];
  });
}

/** Slots of its schedule, whatever cut it short; those issued where only the session tells. */
function scheduledSlots({ schedule, issued }: ScenarioState): number {
  if (schedule.model === 'open') return schedule.offsetsMs.length;
  return schedule.model === 'closed' && schedule.places === undefined ? schedule.total : issued;
}

function clockOf({ clock }: Session): HarnessResult['session']['clock'] {
  if (clock === undefined) return undefined;
  return { ahead: clock.offsetMs / SECOND_MS, uncertain: clock.residualMs / SECOND_MS, resolution: STAMP_RESOLUTION_MS / SECOND_MS };
}

function apiOf(session: Session): HarnessResult['api'] {
  const usages = [...session.usage.values()];
  const byEndpoint: Record<string, number> = {};
  for (const usage of usages)
    for (const [endpoint, count] of Object.entries(usage.byEndpoint)) byEndpoint[endpoint] = (byEndpoint[endpoint] ?? 0) + count;
  const requests = sum(usages.map((usage) => usage.requests));
  return {
    requests,
    charged: sum(usages.map(({ charged }) => charged)),
    notModified: sum(usages.map(({ notModified }) => notModified)),
    perRun: session.slots.size === 0 ? 0 : requests / session.slots.size,
    rateLimitWaits: sum(usages.map(({ rateLimitWaits }) => rateLimitWaits)),
    byEndpoint: Object.fromEntries(Object.entries(byEndpoint).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function tablesOf(session: Session, measured: readonly Pick<MeasuredScenario, 'slots'>[], breathe?: () => void): Pick<ReportInput, 'runs' | 'jobs'> {
  const runs: RunRow[] = [];
  const jobs: JobRow[] = [];
  for (const { slots } of measured) {
    for (const slot of slots) {
      if (runs.length % BREATH_SLOTS === 0) breathe?.();
      const samples = samplesOfSlot(session, slot);
      runs.push(runRow(session, slot, samples));
      const records = slot.runId === undefined ? undefined : session.runs.get(slot.runId)?.details?.jobs;
      for (const job of records ?? []) jobs.push(jobRow(session, slot, job, samples));
    }
  }
  return { runs, jobs };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
