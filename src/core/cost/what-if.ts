import { concurrencyOf, queueSpan, workSpan } from '../analyze/concurrency.ts';
import type { FleetModel } from '../fleet/model.ts';
import { evaluateThreshold } from '../gate/evaluate-threshold.ts';
import { mostWithin } from '../load/extent.ts';
import type { BudgetSpec, Plan } from '../plan/plan.ts';
import { hash32, uniformAt } from '../random.ts';
import { capacityOf } from '../report/capacity.ts';
import { measureScenario } from '../report/measure.ts';
import { RATE_UNIT } from '../result.ts';
import { HOUR_MS, SECOND_MS } from '../time.ts';
import { TIME_METRICS, type TimeMetric } from '../timing/sample.ts';
import { valuesOf } from '../timing/summarize-metric.ts';
import { costOf } from './cost-report.ts';
import { fleetWork, type JobForecaster } from './fleet-work.ts';
import { type Prediction, predict, predictionRanks } from './prediction.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';

/** A fleet that somebody describes, to ask what a plan would meet on it. */
export interface FleetWhatIf {
  readonly model: Omit<FleetModel, 'seed'>;
  /** Sessions that are simulated; default 39, fewer for large plans and searches. At least 19, or the intervals hold less than 90 %. */
  readonly sessions?: number;
}

/** One time metric, in seconds. */
export interface TimePrediction {
  readonly mean?: Prediction;
  readonly p50?: Prediction;
  readonly p90?: Prediction;
  readonly p95?: Prediction;
  readonly max?: Prediction;
}

/** In how many of the simulated sessions a threshold holds. */
export interface ThresholdPrediction {
  readonly metric: string;
  readonly expression: string;
  /** Sessions in which it is `passed`, `failed`; in the rest there are too few values to tell, or none. */
  readonly passed: number;
  readonly failed: number;
  /** Sessions whose value was within the limit, whatever the verdict. */
  readonly held: number;
  /** Sessions that had a value. */
  readonly of: number;
  readonly value?: Prediction;
}

/** What one scenario would meet; spans in ms, times in seconds. */
export interface ScenarioWhatIf {
  readonly name: string;
  readonly runs: Prediction;
  /** From the start of the session on: when it begins, and when its last run is sent. */
  readonly startMs: Prediction;
  readonly lastDispatchMs: Prediction;
  readonly durationMs: Prediction;
  readonly times: Readonly<Partial<Record<TimeMetric, TimePrediction>>>;
  /** Most jobs that had a runner at the same time. */
  readonly busy: Prediction;
  /** Most jobs that waited for one at the same time. */
  readonly queued: Prediction;
  /** Share of the runs that failed or took longer than `run-timeout`. */
  readonly failed: Prediction;
  /** Runs that are not sent, because they would be later than `late` allows. */
  readonly shed: Prediction;
  readonly billedMinutes: Prediction;
  readonly thresholds: readonly ThresholdPrediction[];
  /** A search or a ramp: what it finds, arrivals a minute, and in how many of the sessions it finds anything. */
  readonly capacity?: { readonly perMinute?: Prediction; readonly found: number };
}

/** A cap of the plan's budget, and the sessions that stay within it. */
export interface CapPrediction {
  readonly cap: 'api-requests' | 'runner-minutes' | 'cost' | 'wall-time';
  /** As in the plan: a number of requests or minutes, US dollars, or ms. */
  readonly limit: number;
  readonly perMs?: number;
  readonly predicted: Prediction;
  readonly within: number;
}

/** What a plan would meet on a described fleet, by many simulated sessions. */
export interface WhatIf {
  readonly sessions: number;
  /** How often the next session would fall into each interval, if the fleet is as described. */
  readonly coverage: number;
  readonly runs: Prediction;
  readonly durationMs: Prediction;
  readonly requests: Prediction;
  readonly busiestHour: Prediction;
  readonly runnerMinutes: Prediction;
  readonly billedMinutes: Prediction;
  /** US dollars; absent where no runner has a price. */
  readonly costUsd?: Prediction;
  /** Labels that the price card has no price for. */
  readonly unpriced: readonly string[];
  readonly scenarios: readonly ScenarioWhatIf[];
  readonly budget: readonly CapPrediction[];
}

const SESSIONS = 39;
/** So many suffice once so many runs have been simulated: the intervals still hold 90 %. */
const SESSIONS_OF_LARGE_PLANS = 19;
const LARGE = 20_000;
/** A search weighs its evidence at every step: fewer of them, and intervals that hold 80 %. */
const SESSIONS_OF_SEARCHES = 9;
const LARGE_SEARCH = 3_000;
/** Some of these are known before a run has begun: what may be asked of a fleet that does not exist. */
const PREDICTED: readonly TimeMetric[] = ['queue_time', 'wait_time', 'execution_time', 'total_time'];

interface Simulated {
  readonly runs: number;
  readonly durationMs: number;
  readonly requestMs: readonly number[];
  readonly requests: number;
  readonly runnerMinutes: number;
  readonly billedMinutes: number;
  readonly costUsd?: number;
  readonly unpriced: readonly string[];
  readonly scenarios: readonly SimulatedScenario[];
}

interface SimulatedScenario {
  readonly runs: number;
  readonly capacity?: { readonly perMinute?: number };
  readonly startMs: number;
  readonly lastDispatchMs: number;
  readonly durationMs: number;
  readonly times: ReadonlyMap<TimeMetric, Readonly<Record<'mean' | 'p50' | 'p90' | 'p95' | 'max', number | undefined>>>;
  readonly busy: number;
  readonly queued: number;
  readonly failed: number;
  readonly shed: number;
  readonly billedMinutes: number;
  readonly thresholds: readonly { readonly verdict: string; readonly value: number | undefined; readonly held: boolean | undefined }[];
}

/**
 * Simulates a plan on a fleet, many times: the very decisions of a session, the real model of queues, start-up and execution times, another seed each
 * time. The intervals are those of chance alone: they hold as far as the fleet is as described.
 *
 * A search is gone through as a session would: its trials, their verdicts, what it finds.
 *
 * A budget does not stop a simulated session: whether the plan fits it is asked of the whole of it.
 *
 * @param preparation requests before the first dispatch
 */
export function whatIf(plan: Plan, { model, sessions }: FleetWhatIf, jobs: JobForecaster, preparation: number): WhatIf {
  const { budget, ...uncapped } = plan;
  const adaptive = plan.scenarios.some(({ arrivals }) => arrivals.model === 'adaptive');
  const simulated: Simulated[] = [];
  for (let runs = 0; !isEnough(simulated.length, runs, adaptive, sessions); ) {
    const seed = `${plan.seed ?? 0}/what-if/${simulated.length}`;
    const work = fleetWork({ ...model, seed }, jobs);
    const options = { seed: plan.seed ?? hash32(seed), bornAt: Math.floor(uniformAt(seed, 'born') * SECOND_MS), swift: true };
    const one = measure(rehearse(uncapped, work, options), preparation);
    simulated.push(one);
    runs += one.runs;
  }
  const count = simulated.length;
  const of = (value: (one: Simulated) => number): Prediction => definite(predict(simulated.map(value)));
  const costUsd = predict(simulated.map((one) => one.costUsd));
  return {
    sessions: count,
    coverage: predictionRanks(count).coverage,
    runs: of(({ runs }) => runs),
    durationMs: of(({ durationMs }) => durationMs),
    requests: of(({ requests }) => requests),
    busiestHour: of(({ requestMs }) => preparation + mostWithin(requestMs, HOUR_MS)),
    runnerMinutes: of(({ runnerMinutes }) => runnerMinutes),
    billedMinutes: of(({ billedMinutes }) => billedMinutes),
    ...(costUsd !== undefined && { costUsd }),
    unpriced: [...new Set(simulated.flatMap(({ unpriced }) => unpriced))].sort(),
    scenarios: plan.scenarios.map(({ name, thresholds }, index) => {
      const each = simulated.flatMap(({ scenarios }) => scenarios[index] ?? []);
      return scenarioWhatIf(name, thresholds, each);
    }),
    budget: caps(budget ?? {}, simulated, preparation),
  };
}

function isEnough(sessions: number, runs: number, adaptive: boolean, asked: number | undefined): boolean {
  if (asked !== undefined) return sessions >= asked;
  if (sessions >= SESSIONS || (sessions >= SESSIONS_OF_LARGE_PLANS && runs >= LARGE)) return true;
  return adaptive && sessions >= SESSIONS_OF_SEARCHES && runs >= LARGE_SEARCH;
}

const definite = (prediction: Prediction | undefined): Prediction => prediction ?? { median: 0, low: 0, high: 0, n: 0 };

function measure({ session, durationMs, requestMs, scenarios }: Rehearsal, preparation: number): Simulated {
  const measured = session.scenarios.map((state) => measureScenario(session, state));
  const cost = costOf(measured.flatMap(({ billed }) => billed));
  return {
    runs: session.slots.size,
    durationMs,
    requestMs,
    requests: preparation + requestMs.length,
    runnerMinutes: cost.runnerMinutes,
    billedMinutes: cost.billedMinutes,
    ...(cost.actual !== undefined && { costUsd: cost.actual }),
    unpriced: (cost.byLabel ?? []).flatMap(({ label, usd }) => (usd === undefined ? [label] : [])),
    scenarios: measured.map(({ samples, metrics, ledger, billed, state }, index) => {
      const span = scenarios[index];
      const bySpan = Map.groupBy(samples, ({ metric }) => metric);
      const found = capacityOf(session, state);
      return {
        runs: ledger.planned,
        ...(found !== undefined && { capacity: found.verdict === 'found' && found.perMinute !== undefined ? { perMinute: found.perMinute } : {} }),
        startMs: span?.startMs ?? 0,
        lastDispatchMs: span?.dispatchMs.findLast((_, n) => !span.unsent.has(n)) ?? span?.startMs ?? 0,
        durationMs: (span?.endMs ?? 0) - (span?.startMs ?? 0),
        times: new Map(PREDICTED.flatMap((metric) => (bySpan.has(metric) ? [[metric, timesOf(bySpan.get(metric) ?? [])] as const] : []))),
        busy: concurrencyOf(billed.flatMap((job) => workSpan(job))).most,
        queued: concurrencyOf(billed.flatMap((job) => queueSpan(job))).most,
        failed: ledger.planned === 0 ? 0 : (ledger.failed + ledger.timed_out) / ledger.planned,
        shed: ledger.shed,
        billedMinutes: costOf(billed).billedMinutes,
        thresholds: state.scenario.thresholds.map((rule) => {
          const own = metrics[rule.metric];
          const data = own?.unit === RATE_UNIT ? own : (bySpan.get(rule.metric as TimeMetric) ?? []);
          const { verdict, value } = evaluateThreshold(rule, data);
          return { verdict, value, held: value === undefined ? undefined : holds(value, rule.comparison, rule.limit) };
        }),
      };
    }),
  };
}

function timesOf(samples: Parameters<typeof valuesOf>[0]): Readonly<Record<'mean' | 'p50' | 'p90' | 'p95' | 'max', number | undefined>> {
  const { all, measured } = valuesOf(samples);
  const at = (p: number): number | undefined => {
    const value = all.quantile(p);
    return value !== undefined && value.atLeast === value.atMost ? value.atLeast : undefined;
  };
  const mean = measured === undefined ? undefined : measured.reduce((sum, value) => sum + value, 0) / measured.length;
  return { mean, p50: at(0.5), p90: at(0.9), p95: at(0.95), max: at(1) };
}

function holds(value: number, comparison: string, limit: number): boolean {
  if (comparison === '<') return value < limit;
  if (comparison === '<=') return value <= limit;
  if (comparison === '>') return value > limit;
  if (comparison === '>=') return value >= limit;
  return comparison === '==' ? value === limit : value !== limit;
}

function scenarioWhatIf(name: string, rules: Plan['scenarios'][number]['thresholds'], each: readonly SimulatedScenario[]): ScenarioWhatIf {
  const of = (value: (one: SimulatedScenario) => number): Prediction => definite(predict(each.map(value)));
  const times: Partial<Record<TimeMetric, TimePrediction>> = {};
  for (const metric of TIME_METRICS) {
    const all = each.flatMap((one) => one.times.get(metric) ?? []);
    const entries = (['mean', 'p50', 'p90', 'p95', 'max'] as const).flatMap((stat) => {
      const prediction = predict(all.map((one) => one[stat]));
      return prediction === undefined ? [] : [[stat, prediction] as const];
    });
    if (entries.length > 0) times[metric] = Object.fromEntries(entries);
  }
  const capacities = each.flatMap(({ capacity }) => capacity ?? []);
  const perMinute = predict(capacities.map((capacity) => capacity.perMinute));
  return {
    name,
    runs: of(({ runs }) => runs),
    ...(capacities.length > 0 && { capacity: { ...(perMinute !== undefined && { perMinute }), found: perMinute?.n ?? 0 } }),
    startMs: of(({ startMs }) => startMs),
    lastDispatchMs: of(({ lastDispatchMs }) => lastDispatchMs),
    durationMs: of(({ durationMs }) => durationMs),
    times,
    busy: of(({ busy }) => busy),
    queued: of(({ queued }) => queued),
    failed: of(({ failed }) => failed),
    shed: of(({ shed }) => shed),
    billedMinutes: of(({ billedMinutes }) => billedMinutes),
    thresholds: rules.map(({ metric, expression }, index) => {
      const judged = each.flatMap(({ thresholds }) => thresholds[index] ?? []);
      const value = predict(judged.map((one) => one.value));
      const count = (is: (one: (typeof judged)[number]) => boolean): number => judged.filter(is).length;
      return {
        metric,
        expression,
        passed: count(({ verdict }) => verdict === 'passed'),
        failed: count(({ verdict }) => verdict === 'failed'),
        held: count(({ held }) => held === true),
        of: count(({ held }) => held !== undefined),
        ...(value !== undefined && { value }),
      };
    }),
  };
}

function caps(
  { apiRequests, runnerMinutes, costUsd, wallTimeMs }: BudgetSpec,
  simulated: readonly Simulated[],
  preparation: number,
): CapPrediction[] {
  const cap = (
    name: CapPrediction['cap'],
    limit: number | undefined,
    value: (one: Simulated) => number | undefined,
    perMs?: number,
  ): CapPrediction[] => {
    if (limit === undefined) return [];
    const values = simulated.map(value);
    const within = values.filter((one) => one !== undefined && one <= limit).length;
    return [{ cap: name, limit, ...(perMs !== undefined && { perMs }), predicted: definite(predict(values)), within }];
  };
  const perMs = apiRequests?.perMs;
  const requests = (one: Simulated): number => (perMs === undefined ? one.requests : preparation + mostWithin(one.requestMs, perMs));
  return [
    ...cap('api-requests', apiRequests?.count, requests, perMs),
    ...cap('runner-minutes', runnerMinutes, (one) => one.runnerMinutes),
    ...cap('cost', costUsd, (one) => one.costUsd),
    ...cap('wall-time', wallTimeMs, (one) => one.durationMs),
  ];
}
