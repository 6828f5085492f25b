import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { parseThreshold, type ThresholdRule } from '../gate/threshold-rule.ts';
import type { Arrivals, Plan } from '../plan/plan.ts';
import { seededRandom } from '../random.ts';
import type { ForecastJob } from './fleet-work.ts';
import { planSession } from './plan-session.ts';
import { predict, predictionRanks } from './prediction.ts';

const rule = (metric: string, text: string): ThresholdRule => {
  const parsed = parseThreshold(metric, text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.rule;
};
const steady = (count: number, minutes: number): Arrivals => ({
  model: 'open',
  shape: 'constant',
  rate: { count, perMs: 60_000 },
  durationMs: minutes * 60_000,
});
const work = (workMs: number, more: Partial<ForecastJob> = {}): ForecastJob => ({ key: 'work', labels: ['ubuntu-latest'], workMs, ...more });
const pool = (runners: number, startupMs = 0) => ({ pools: [{ name: 'pool', runners, startupMs }], failureRate: 0 });
const quick = (plan: Plan): Plan => ({ ...plan, limits: { ...plan.limits, mutationSpacingMs: 340, pollMs: 2_000 } });

describe('an interval', () => {
  it('has nine of ten further values between its order statistics', () => {
    expect(predictionRanks(39)).toEqual({ low: 2, high: 38, coverage: 0.9 });
    expect(predictionRanks(19)).toEqual({ low: 1, high: 19, coverage: 0.9 });
    expect(predictionRanks(99)).toEqual({ low: 5, high: 95, coverage: 0.9 });
    expect(predictionRanks(9).coverage).toBeCloseTo(0.8);
    const random = seededRandom('interval');
    let inside = 0;
    for (let trial = 0; trial < 4_000; trial++) {
      const interval = predict(Array.from({ length: 39 }, () => random.next()));
      const next = random.next();
      if (interval !== undefined && next >= interval.low && next <= interval.high) inside++;
    }
    // ± 3 standard deviations of 4,000 trials.
    expect(Math.abs(inside / 4_000 - 0.9)).toBeLessThan(0.015);
  });

  it('is of the sessions that have a value', () => {
    expect(predict([undefined, 3, undefined, 1])).toEqual({ median: 2, low: 1, high: 3, n: 2 });
    expect(predict([undefined])).toBeUndefined();
  });
});

describe('what a plan would meet', () => {
  it('agrees with Erlang C: jobs that come at random and take exponentially long', () => {
    const [runners, meanMs, perMinute] = [4, 60_000, 2.8];
    const load = (perMinute * meanMs) / 60_000;
    const rate = { count: perMinute, perMs: 60_000 };
    const plan = quick(
      planOf([scenarioOf({ model: 'open', shape: 'segments', segments: [{ from: rate, to: rate, durationMs: 400 * 60_000 }], spacing: 'poisson' })]),
    );
    const { whatIf } = planSession(plan, {
      fleet: { model: pool(runners), sessions: 19 },
      jobs: (_unit, _scenario, seed) => [work(-meanMs * Math.log(1 - seededRandom(seed).next()))],
    });
    // P(wait) = C(c, a); mean wait = C ÷ (c·μ − λ).
    const term = (k: number): number => Array.from({ length: k }, (_, i) => load / (i + 1)).reduce((product, factor) => product * factor, 1);
    const waits = term(runners) / (1 - load / runners);
    const c = waits / (Array.from({ length: runners }, (_, k) => term(k)).reduce((sum, value) => sum + value, 0) + waits);
    const meanWait = c / ((runners - load) / (meanMs / 1_000));
    const predicted = whatIf?.scenarios[0]?.times.queue_time?.mean;
    expect(meanWait).toBeCloseTo(21.46, 1);
    expect(predicted?.low).toBeLessThan(meanWait);
    expect(predicted?.high).toBeGreaterThan(meanWait);
    expect(Math.abs((predicted?.median ?? 0) / meanWait - 1)).toBeLessThan(0.15);
  });

  it('is exact where nothing is left to chance', () => {
    const rules = [rule('queue_time', 'max<60s'), rule('queue_time', 'p(90)<10s'), rule('failed', 'rate<0.01')];
    const plan = quick(planOf([scenarioOf(steady(6, 5), { thresholds: rules })]));
    const { whatIf, cost } = planSession(plan, {
      run: () => ({ runMs: 70_000, jobs: 1, runnerMs: 70_000 }),
      fleet: { model: pool(20, 5_000) },
      jobs: () => [work(70_000)],
    });
    const same = (value: number) => ({ median: value, low: value, high: value, n: 39 });
    expect(whatIf?.scenarios[0]?.times.execution_time?.p95).toEqual(same(70));
    expect(whatIf?.scenarios[0]?.times.queue_time?.p50).toEqual(same(5));
    expect(whatIf?.billedMinutes).toEqual(same(60));
    expect(whatIf?.costUsd).toEqual(same(0.36));
    expect(whatIf?.runnerMinutes.median).toBeCloseTo(35, 9);
    expect(cost).toEqual({ billedMinutes: 60, usd: 0.36, unpriced: [], cardDate: '2026-11' });
    expect(whatIf?.scenarios[0]?.busy).toEqual(same(7));
    expect(whatIf?.scenarios[0]?.thresholds).toMatchObject([
      { expression: 'max<60s', passed: 39, failed: 0, held: 39, of: 39 },
      { expression: 'p(90)<10s', passed: 39, held: 39 },
      { expression: 'rate<0.01', passed: 39, held: 39 },
    ]);
  });

  it('sees the queue of a fleet that is too small, and the budget that it breaks', () => {
    const budget = { runnerMinutes: 30, costUsd: 1, wallTimeMs: 6 * 60_000, apiRequests: { count: 1_000, perMs: 3_600_000 } };
    const plan = quick(planOf([scenarioOf(steady(6, 5), { thresholds: [rule('queue_time', 'p(90)<60s')] })], { budget }));
    const { whatIf } = planSession(plan, { fleet: { model: pool(4) }, jobs: () => [work(70_000)] });
    const [scenario] = whatIf?.scenarios ?? [];
    expect(scenario?.thresholds).toMatchObject([{ failed: 39, held: 0 }]);
    expect(scenario?.busy.median).toBe(4);
    expect(scenario?.queued.median).toBeGreaterThan(8);
    expect(whatIf?.budget.map(({ cap, within }) => [cap, within])).toEqual([
      ['api-requests', 39],
      ['runner-minutes', 0],
      ['cost', 39],
      ['wall-time', 0],
    ]);
  });

  it('cancels what never gets a runner in time, as a session does', () => {
    const plan = quick(planOf([scenarioOf({ model: 'closed', runs: 6, concurrency: 6 })]));
    const short = { ...plan, limits: { ...plan.limits, runTimeoutMs: 90_000 } };
    const { whatIf } = planSession(short, { fleet: { model: pool(2), sessions: 19 }, jobs: () => [work(60_000)] });
    expect(whatIf?.scenarios[0]?.failed.median).toBeCloseTo(4 / 6);
    expect(whatIf?.runnerMinutes.median).toBeLessThan(4.5);
  });

  it('runs the jobs of a run as its workflow has them', () => {
    const jobs = [
      work(30_000, { key: 'build' }),
      work(20_000, { key: 'test/0', needs: ['build'], matrix: { id: 'test', failFast: true } }),
      work(20_000, { key: 'test/1', needs: ['build'], matrix: { id: 'test', failFast: true }, labels: ['macos-15'] }),
      work(1, { key: 'deploy', needs: ['test/0', 'test/1'], skip: true }),
    ];
    const plan = quick(planOf([scenarioOf({ model: 'closed', runs: 3, concurrency: 1 })]));
    const { whatIf, cost } = planSession(plan, { fleet: { model: pool(10), sessions: 19 }, jobs: () => jobs });
    expect(whatIf?.billedMinutes.median).toBe(9);
    expect(whatIf?.costUsd?.median).toBeCloseTo(3 * (2 * 0.006 + 0.062), 5);
    expect(cost).toMatchObject({ billedMinutes: 9, usd: 0.222 });
    expect(whatIf?.durationMs.median).toBeGreaterThan(150_000);
  });

  it('sends as a session would: who is later than `late` allows is not sent', () => {
    const bursts: Arrivals = { model: 'open', shape: 'bursts', sizes: [30], everyMs: 60_000 };
    const plan = planOf([scenarioOf(bursts, { late: { kind: 'drop', afterMs: 5_000 } }), scenarioOf(bursts, { name: 'next' })]);
    const slow = { ...plan, limits: { ...plan.limits, mutationSpacingMs: 1_000, pollMs: 2_000 } };
    const { scenarios, whatIf } = planSession(slow, { fleet: { model: pool(50), sessions: 19 }, jobs: () => [work(10_000)] });
    // Two at once, then one a second, until the fifth second.
    expect(scenarios[0]?.requests.dispatches).toBe(7);
    expect(whatIf?.scenarios[0]?.shed).toMatchObject({ median: 23, low: 23, high: 23 });
    expect(whatIf?.scenarios[0]?.lastDispatchMs.median).toBe(5_000);
    expect(whatIf?.scenarios[1]?.startMs.median).toBeLessThan(35_000);
    expect(whatIf?.scenarios[1]?.shed.high).toBe(0);
  });

  it('forecasts searches and ramps by their caps, and says so', () => {
    const perMinute = (count: number) => ({ count, perMs: 60_000 });
    const search: Arrivals = {
      model: 'adaptive',
      shape: 'search',
      search: { initial: perMinute(2), maxRate: perMinute(10), slo: [], maxRuns: 40 },
    };
    const ramp: Arrivals = {
      model: 'adaptive',
      shape: 'ramp',
      ramp: { initial: perMinute(2), increment: perMinute(2), until: perMinute(6), levelMs: 120_000, slo: [] },
    };
    const { scenarios } = planSession(quick(planOf([scenarioOf(search), scenarioOf(ramp, { name: 'ramp' })])), {
      fleet: { model: pool(50), sessions: 19 },
    });
    expect(scenarios.map(({ runs }) => runs)).toEqual([40, 24]);
    expect(scenarios[0]?.bound?.why).toContain('the search ends with its caps (40 runs)');
    expect(scenarios[1]?.bound?.why).toContain('all 3 levels');
    // The search itself is gone through where there is a fleet: 50 runners keep up with anything that it may offer.
  });
});
