import { mostWithin, slotCount } from '../load/extent.ts';
import { scenarioSeed } from '../load/schedule.ts';
import { slotUnit } from '../load/slot-unit.ts';
import { describeScenario } from '../plan/describe-scenario.ts';
import type { BudgetSpec, Plan, Scenario, Unit } from '../plan/plan.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { type Bound, boundedPlan } from './bounded-plan.ts';
import { cents, labelOf } from './cost-report.ts';
import type { ForecastJob, JobForecaster } from './fleet-work.ts';
import { billedMinutes } from './job-cost.ts';
import { PRICE_CARD, priceOfLabels } from './price-card.ts';
import { rehearse } from './rehearse.ts';
import { fixedWork, type RunForecast } from './rehearsed-work.ts';
import { type CapPrediction, type FleetWhatIf, type WhatIf, whatIf } from './what-if.ts';

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
  /** An adaptive load, which only the session will tell: what the forecast is of. */
  readonly bound?: Bound;
}

/** What the runs will cost by the price card, if each takes as long as forecast. */
export interface CostForecast {
  /** Every started minute of every job. */
  readonly billedMinutes: number;
  /** US dollars; absent where no runner has a price. */
  readonly usd?: number;
  /** Labels that the price card has no price for: their minutes are not in `usd`. */
  readonly unpriced: readonly string[];
  readonly cardDate: string;
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
  readonly cost: CostForecast;
  /** With a described fleet: what the plan would meet on it. */
  readonly whatIf?: WhatIf;
}

/** What {@link planSession} is told about the fleet; all of it optional. */
export interface PlanSessionOptions {
  /** What one run of a unit takes on a fleet that waits for it. Default: one job of 2 minutes. */
  readonly run?: (unit: Unit, scenario: Scenario) => RunForecast;
  /** Runners that take the jobs. Default: as many as it takes. */
  readonly runners?: number;
  /** The jobs of one run, for their prices and for the what-if. Default: as `run` says, on runners without a price. */
  readonly jobs?: JobForecaster;
  /** A fleet to simulate the plan on. */
  readonly fleet?: FleetWhatIf;
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
export function planSession(asked: Plan, options: PlanSessionOptions = {}): SessionForecast {
  // Elsewhere than on GitHub nobody counts requests or minutes, and nothing spaces dispatches.
  const billed = asked.target.kind === 'github' || asked.target.kind === 'simulated';
  const { plan, bounds } = boundedPlan(billed ? asked : { ...asked, limits: { ...asked.limits, mutationSpacingMs: 0 } });
  const forecast = options.run ?? (() => DEFAULT_RUN);
  const jobsOf = options.jobs ?? ((unit, scenario) => alikeJobs(forecast(unit, scenario)));
  const rehearsal = rehearse(plan, fixedWork(forecast, options.runners ?? Number.POSITIVE_INFINITY));
  const bill = new Bill();
  const scenarios = plan.scenarios.map((scenario, index): ScenarioForecast => {
    const none = { startMs: 0, endMs: 0, dispatchMs: [], unsent: new Set<number>(), looks: 0 };
    const { startMs, endMs, dispatchMs, unsent, looks } = rehearsal.scenarios[index] ?? none;
    const runs = slotCount(scenario.arrivals) ?? dispatchMs.length;
    const sent = [...dispatchMs.keys()].filter((n) => !unsent.has(n));
    const all = sent.map((n) => {
      const unit = scenario.units[slotUnit(scenario, scenarioSeed(plan.seed ?? 0, index), n)] ?? scenario.units[0];
      if (billed) bill.add(jobsOf(unit, scenario, `${index}/${n}`));
      return forecast(unit, scenario);
    });
    const bound = bounds.get(index);
    return {
      name: scenario.name,
      test: scenario.test,
      sentence: describeScenario(asked.scenarios[index] ?? scenario),
      runs,
      jobs: sum(all.map(({ jobs }) => jobs)),
      startMs,
      lastDispatchMs: dispatchMs[sent.at(-1) ?? -1] ?? startMs,
      endMs,
      dispatchMs,
      requests: billed
        ? { dispatches: sent.length, details: sum(all.map(({ jobs }) => Math.max(1, Math.ceil(jobs / 100)))), looks }
        : { dispatches: 0, details: 0, looks: 0 },
      runnerMinutes: sum(all.map(({ runnerMs }) => runnerMs)) / MINUTE_MS,
      ...(bound !== undefined && { bound }),
    };
  });
  const preparation = !billed ? 0 : REQUESTS_A_PLACE * new Set(plan.scenarios.flatMap(({ units }) => units.map(placeOf))).size;
  const dispatches = sum(scenarios.map(({ requests }) => requests.dispatches));
  const details = sum(scenarios.map(({ requests }) => requests.details));
  const looks = sum(scenarios.map(({ requests }) => requests.looks));
  const runs = sum(scenarios.map((scenario) => scenario.runs));
  return {
    scenarios,
    runs,
    durationMs: rehearsal.durationMs,
    runnerMinutes: sum(scenarios.map(({ runnerMinutes }) => runnerMinutes)),
    requests: { preparation, dispatches, details, looks, total: preparation + dispatches + details + looks },
    busiestHour: billed ? preparation + mostWithin(rehearsal.requestMs, HOUR_MS) : 0,
    cost: bill.forecast(),
    ...(options.fleet !== undefined && { whatIf: whatIf(asked, options.fleet, jobsOf, preparation) }),
  };
}

/** The budget's caps beside a forecast without a fleet: one session, without an interval. */
export function pointCaps(budget: BudgetSpec, { requests, busiestHour, runnerMinutes, cost, durationMs }: SessionForecast): readonly CapPrediction[] {
  const { apiRequests } = budget;
  const cap = (name: CapPrediction['cap'], limit: number | undefined, value: number): CapPrediction[] =>
    limit === undefined ? [] : [{ cap: name, limit, predicted: { median: value, low: value, high: value, n: 1 }, within: value <= limit ? 1 : 0 }];
  return [
    ...cap('api-requests', apiRequests?.count, apiRequests?.perMs === undefined ? requests.total : Math.min(requests.total, busiestHour)).map(
      (one) => (apiRequests?.perMs === undefined ? one : { ...one, perMs: apiRequests.perMs }),
    ),
    ...cap('runner-minutes', budget.runnerMinutes, runnerMinutes),
    ...cap('cost', budget.costUsd, cost.usd ?? 0),
    ...cap('wall-time', budget.wallTimeMs, durationMs),
  ];
}

/** The jobs of a run of which only their number and their time together are known. */
function alikeJobs({ jobs, runnerMs }: RunForecast): readonly ForecastJob[] {
  return Array.from({ length: jobs }, (_, n) => ({ key: jobs === 1 ? 'work' : `work/${n}`, labels: [], workMs: runnerMs / jobs }));
}

/** Sums up what forecast jobs cost. */
class Bill {
  #minutes = 0;
  #usd: number | undefined;
  readonly #unpriced = new Set<string>();

  add(jobs: readonly ForecastJob[]): void {
    for (const job of jobs) {
      if (job.skip === true) continue;
      const minutes = billedMinutes(Math.min(job.workMs, job.limitMs ?? Number.POSITIVE_INFINITY) / MINUTE_MS);
      const price = priceOfLabels(job.labels);
      this.#minutes += minutes;
      if (price === undefined) this.#unpriced.add(labelOf(job));
      else this.#usd = (this.#usd ?? 0) + minutes * price.usdPerMinute;
    }
  }

  forecast(): CostForecast {
    return {
      billedMinutes: this.#minutes,
      ...(this.#usd !== undefined && { usd: cents(this.#usd) }),
      unpriced: [...this.#unpriced].sort(),
      cardDate: PRICE_CARD.date,
    };
  }
}

const placeOf = ({ repository = '', workflow, ref = '' }: Unit): string => JSON.stringify([repository, workflow, ref]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
