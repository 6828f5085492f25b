import { billedJobs } from '../cost/job-cost.ts';
import type { MetricSummary, RateSummary, ScenarioResult } from '../result.ts';
import { countBoxes, ratesOf } from '../session/rates.ts';
import { isWarmup, type ScenarioState, type Session, type SlotState } from '../session/session.ts';
import type { JobRecord } from '../timing/records.ts';
import type { Sample } from '../timing/sample.ts';
import { summarizeMetrics } from '../timing/summarize-metric.ts';
import { samplesOfSlot } from './samples-of-slot.ts';
import { unitNames } from './unit-names.ts';

/** One scenario's slots, their samples, and what is counted from them. */
export interface MeasuredScenario {
  readonly state: ScenarioState;
  readonly slots: readonly SlotState[];
  readonly samplesBySlot: ReadonlyMap<string, readonly Sample[]>;
  readonly samples: readonly Sample[];
  readonly ledger: ScenarioResult['ledger'];
  readonly ledgerReasons: Readonly<Record<string, number>>;
  readonly jobs: ScenarioResult['jobs'];
  readonly metrics: Readonly<Record<string, MetricSummary | RateSummary>>;
  /** Mixed work: the same by unit. */
  readonly units?: NonNullable<ScenarioResult['units']>;
  /** Slots that stand in no statistic. */
  readonly warmup: number;
  /** Jobs that were billed. */
  readonly billed: readonly JobRecord[];
}

/** Reads the instrument for one scenario: every number of its result comes from here. What warmed up stands in the ledger and in no statistic. */
export function measureScenario(session: Session, state: ScenarioState): MeasuredScenario {
  const slots = [...session.slots.values()].filter(({ scenario }) => scenario === state.index);
  const samplesBySlot = new Map(slots.map((slot) => [slot.id, samplesOfSlot(session, slot)]));
  const measured = slots.filter((slot) => !isWarmup(state, slot));
  const of = (some: readonly SlotState[]): readonly Sample[] => some.flatMap((slot) => samplesBySlot.get(slot.id) ?? []);
  const samples = of(measured);
  const metricsOf = (some: readonly SlotState[], own: readonly Sample[]): MeasuredScenario['metrics'] => ({
    ...summarizeMetrics(own),
    ...ratesOf(some),
  });
  const records = slots.flatMap((slot) => jobsOf(session, slot));
  const names = unitNames(state.scenario);
  return {
    state,
    slots,
    warmup: slots.length - measured.length,
    samplesBySlot,
    samples,
    ledger: countBoxes(slots),
    ledgerReasons: reasonsOf(slots),
    jobs: countJobs(records),
    metrics: metricsOf(measured, samples),
    ...(names !== undefined && {
      units: names.map((unit, index) => {
        const own = measured.filter((slot) => slot.unit === index);
        return { unit, runs: own.length, metrics: metricsOf(own, of(own)) };
      }),
    }),
    billed: slots.flatMap((slot) => billedJobs(jobsOf(session, slot))),
  };
}

function jobsOf(session: Session, slot: SlotState): readonly JobRecord[] {
  return slot.runId === undefined ? [] : (session.runs.get(slot.runId)?.details?.jobs ?? []);
}

function reasonsOf(slots: readonly SlotState[]): Readonly<Record<string, number>> {
  const reasons = new Map<string, number>();
  for (const { box, reason } of slots) {
    if (box === undefined || box === 'succeeded' || reason === undefined) continue;
    reasons.set(`${box}: ${reason}`, (reasons.get(`${box}: ${reason}`) ?? 0) + 1);
  }
  return Object.fromEntries(reasons);
}

function countJobs(records: readonly JobRecord[]): ScenarioResult['jobs'] {
  const count = (...conclusions: readonly (string | null)[]): number => records.filter(({ conclusion }) => conclusions.includes(conclusion)).length;
  return {
    planned: records.length,
    succeeded: count('success', 'neutral'),
    failed: count('failure', 'timed_out', 'startup_failure'),
    cancelled: count('cancelled'),
    skipped: count('skipped'),
  };
}
