import { slotCount } from '../load/extent.ts';
import { scenarioSeed } from '../load/schedule.ts';
import { slotUnit } from '../load/slot-unit.ts';
import { describeScenario } from '../plan/describe-scenario.ts';
import type { Plan, Scenario, Unit } from '../plan/plan.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { rehearse } from './rehearse.ts';
import { fixedWork, type RunForecast } from './rehearsed-work.ts';

export type { RunForecast };

/** Requests by what they are for. */
export interface RequestForecast {
  /** Before the first dispatch: repository, workflow and its file, once for each place. */
  readonly preparation: number;
  /** One a slot. */
  readonly dispatches: number;
  /** The jobs of a run, once, when it has ended; a page holds a hundred. */
  readonly details: number;
  /** Pages of the list of runs. Those that have not changed answer 304 and cost nothing of the token's hour. */
  readonly looks: number;
  readonly total: number;
}

/** What a scenario will do, if the fleet is idle and nothing fails. Spans from the session's start. */
export interface ScenarioForecast {
  readonly name: string;
  readonly test: Scenario['test'];
  /** `10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced` */
  readonly sentence: string;
  readonly runs: number;
  readonly jobs: number;
  readonly startMs: number;
  /** When the last dispatch leaves. */
  readonly lastDispatchMs: number;
  readonly endMs: number;
  /** Instants of the dispatches, in the order of the slots. */
  readonly dispatchMs: readonly number[];
  readonly requests: Omit<RequestForecast, 'preparation' | 'total'>;
  readonly runnerMinutes: number;
}

/** What a session will do and cost, before anything is sent. */
export interface SessionForecast {
  readonly scenarios: readonly ScenarioForecast[];
  readonly runs: number;
  readonly durationMs: number;
  readonly runnerMinutes: number;
  readonly requests: RequestForecast;
  /** The most requests that fall into any one hour. */
  readonly busiestHour: number;
}

/** What {@link planSession} is told about the fleet; all of it optional. */
export interface PlanSessionOptions {
  /** What one run of a unit takes on a fleet that waits for it. Default: one job of 2 minutes. */
  readonly run?: (unit: Unit, scenario: Scenario) => RunForecast;
  /** Runners that take the jobs. Default: as many as it takes. */
  readonly runners?: number;
}

/** Nobody knows how long a workflow takes before it has run: GitHub's median is about 2 minutes. */
const DEFAULT_RUN: RunForecast = { runMs: 2 * MINUTE_MS, jobs: 1, runnerMs: 2 * MINUTE_MS };
/** Repository, workflow, file. */
const REQUESTS_A_PLACE = 3;

/**
 * What a plan would do: its schedule and its arithmetic. Sends nothing and asks nobody: the very decisions of a session are made on a clock of their own,
 * against a fleet on which every run takes as long as forecast.
 *
 * @example
 * const { runs, requests, durationMs } = planSession(plan, { run: () => ({ runMs: 45_000, jobs: 1, runnerMs: 30_000 }) });
 */
export function planSession(plan: Plan, options: PlanSessionOptions = {}): SessionForecast {
  const forecast = options.run ?? (() => DEFAULT_RUN);
  const rehearsal = rehearse(plan, fixedWork(forecast, options.runners ?? Number.POSITIVE_INFINITY));
  const scenarios = plan.scenarios.map((scenario, index): ScenarioForecast => {
    const { startMs, endMs, dispatchMs, looks } = rehearsal.scenarios[index] ?? { startMs: 0, endMs: 0, dispatchMs: [], looks: 0 };
    const runs = slotCount(scenario.arrivals) ?? dispatchMs.length;
    const all = dispatchMs.map((_, n) =>
      forecast(scenario.units[slotUnit(scenario, scenarioSeed(plan.seed ?? 0, index), n)] ?? scenario.units[0], scenario),
    );
    return {
      name: scenario.name,
      test: scenario.test,
      sentence: describeScenario(scenario),
      runs,
      jobs: sum(all.map(({ jobs }) => jobs)),
      startMs,
      lastDispatchMs: dispatchMs.at(-1) ?? startMs,
      endMs,
      dispatchMs,
      requests: { dispatches: runs, details: sum(all.map(({ jobs }) => Math.max(1, Math.ceil(jobs / 100)))), looks },
      runnerMinutes: sum(all.map(({ runnerMs }) => runnerMs)) / MINUTE_MS,
    };
  });
  const preparation = REQUESTS_A_PLACE * new Set(plan.scenarios.flatMap(({ units }) => units.map(placeOf))).size;
  const dispatches = sum(scenarios.map(({ requests }) => requests.dispatches));
  const details = sum(scenarios.map(({ requests }) => requests.details));
  const looks = sum(scenarios.map(({ requests }) => requests.looks));
  return {
    scenarios,
    runs: sum(scenarios.map(({ runs }) => runs)),
    durationMs: rehearsal.durationMs,
    runnerMinutes: sum(scenarios.map(({ runnerMinutes }) => runnerMinutes)),
    requests: { preparation, dispatches, details, looks, total: preparation + dispatches + details + looks },
    busiestHour: preparation + mostWithin(rehearsal.requestMs, HOUR_MS),
  };
}

const placeOf = ({ repository = '', workflow, ref = '' }: Unit): string => JSON.stringify([repository, workflow, ref]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The most of these instants (ascending) that lie within any window of this length. */
function mostWithin(instants: readonly number[], windowMs: number): number {
  let most = 0;
  let from = 0;
  for (const [to, at] of instants.entries()) {
    while (at - (instants[from] ?? at) >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
