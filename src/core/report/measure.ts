import { billedJobs } from '../cost/job-cost.ts';
import type { MetricSummary, RateSummary, ScenarioResult } from '../result.ts';
import { emptyLedger } from '../session/ledger.ts';
import type { ScenarioState, Session, SlotState } from '../session/session.ts';
import type { JobRecord } from '../timing/records.ts';
import type { Sample } from '../timing/sample.ts';
import { summarizeMetrics } from '../timing/summarize-metric.ts';
import { samplesOfSlot } from './samples-of-slot.ts';

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
  /** Jobs that were billed. */
  readonly billed: readonly JobRecord[];
}

/** Reads the instrument for one scenario: every number of its result comes from here. */
export function measureScenario(session: Session, state: ScenarioState): MeasuredScenario {
  const slots = [...session.slots.values()].filter(({ scenario }) => scenario === state.index);
  const samplesBySlot = new Map(slots.map((slot) => [slot.id, samplesOfSlot(session, slot)]));
  const samples = [...samplesBySlot.values()].flat();
  const { ledger, ledgerReasons } = ledgerOf(slots);
  const records = slots.flatMap((slot) => jobsOf(session, slot));
  return {
    state,
    slots,
    samplesBySlot,
    samples,
    ledger,
    ledgerReasons,
    jobs: countJobs(records),
    metrics: { ...summarizeMetrics(samples), ...rates(ledger) },
    billed: slots.flatMap((slot) => billedJobs(jobsOf(session, slot))),
  };
}

function jobsOf(session: Session, slot: SlotState): readonly JobRecord[] {
  return slot.runId === undefined ? [] : (session.runs.get(slot.runId)?.details?.jobs ?? []);
}

function ledgerOf(slots: readonly SlotState[]): Pick<MeasuredScenario, 'ledger' | 'ledgerReasons'> {
  const ledger = emptyLedger();
  const reasons = new Map<string, number>();
  ledger.planned = slots.length;
  for (const { box, reason } of slots) {
    if (box === undefined) continue;
    ledger[box] += 1;
    if (box !== 'succeeded' && reason !== undefined) reasons.set(`${box}: ${reason}`, (reasons.get(`${box}: ${reason}`) ?? 0) + 1);
  }
  return { ledger, ledgerReasons: Object.fromEntries(reasons) };
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

/** The metrics of the ledger (DESIGN §4): what was shed or excluded had no chance to fail. */
function rates(ledger: ScenarioResult['ledger']): Readonly<Record<string, RateSummary>> {
  const rate = (count: number, n: number): RateSummary => ({ unit: 'ratio', of: 'run', value: n === 0 ? 0 : count / n, count, n });
  return {
    failed: rate(ledger.failed + ledger.timed_out, ledger.planned - ledger.shed - ledger.excluded),
    shed: rate(ledger.shed, ledger.planned),
    lost: rate(ledger.lost, ledger.planned),
  };
}
