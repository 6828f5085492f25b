import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import type { Arrivals } from '../plan/plan.ts';
import { planSession } from './plan-session.ts';

const takes = (runMs: number, jobs = 1) => ({ run: () => ({ runMs, jobs, runnerMs: runMs }) });
const closed = (runs: number, concurrency: number): Arrivals => ({ model: 'closed', runs, concurrency });
const open = (count: number, perMs: number, durationMs: number): Arrivals => ({
  model: 'open',
  shape: 'constant',
  rate: { count, perMs },
  durationMs,
});

describe('planSession', () => {
  it('sends an open model at the instants of its schedule', () => {
    const { scenarios } = planSession(planOf([scenarioOf(open(10, 60_000, 120_000))]), takes(30_000));
    expect(scenarios[0]?.dispatchMs).toEqual(Array.from({ length: 20 }, (_, n) => n * 6_000));
    expect(scenarios[0]).toMatchObject({ runs: 20, jobs: 20, runnerMinutes: 10, lastDispatchMs: 114_000 });
  });

  it('spaces what comes at once as the limits say: a burst of two, then one a second', () => {
    const { scenarios } = planSession(planOf([scenarioOf(closed(5, 5))]), takes(60_000));
    expect(scenarios[0]?.dispatchMs).toEqual([0, 0, 1_000, 2_000, 3_000]);
  });

  it('sends one after the other when the concurrency is 1, each after the look that saw the one before it end', () => {
    const { scenarios, durationMs } = planSession(planOf([scenarioOf(closed(3, 1))]), takes(40_000));
    const sent = scenarios[0]?.dispatchMs ?? [];
    for (const [n, at] of sent.slice(1).entries()) expect(at - (sent[n] ?? 0)).toBeGreaterThanOrEqual(40_000);
    expect(durationMs).toBeGreaterThanOrEqual(120_000);
    expect(durationMs).toBeLessThanOrEqual(3 * (40_000 + 15_000));
  });

  it('lets runs wait for a fleet that is too small', () => {
    const plan = planOf([scenarioOf(closed(8, 8))]);
    expect(planSession(plan, takes(60_000)).durationMs).toBeLessThan(90_000);
    expect(planSession(plan, { ...takes(60_000), runners: 2 }).durationMs).toBeGreaterThanOrEqual(4 * 60_000);
  });

  it('runs scenarios one after the other', () => {
    const { scenarios } = planSession(planOf([scenarioOf(closed(2, 2)), scenarioOf(closed(2, 2), { name: 'next' })]), takes(20_000));
    expect(scenarios[1]?.startMs).toBe(scenarios[0]?.endMs);
  });

  it('asks for the jobs of a matrix page by page', () => {
    expect(planSession(planOf([scenarioOf(closed(4, 4))]), takes(60_000, 256)).requests).toMatchObject({ dispatches: 4, details: 12 });
  });

  it('finds the busiest hour of a long test', () => {
    const { requests, busiestHour, runs } = planSession(planOf([scenarioOf(open(1, 60_000, 4 * 3_600_000))]), takes(60_000));
    expect(runs).toBe(240);
    expect(busiestHour).toBeLessThan(requests.total / 3);
    expect(busiestHour).toBeGreaterThanOrEqual(120);
  });

  it('forecasts a request for each slot and run, and adds up', () => {
    const arrivals = fc.oneof(
      fc.record({ runs: fc.integer({ min: 1, max: 60 }), concurrency: fc.integer({ min: 1, max: 60 }) }).map((c) => closed(c.runs, c.concurrency)),
      fc
        .record({ count: fc.integer({ min: 1, max: 30 }), minutes: fc.integer({ min: 1, max: 10 }) })
        .map((o) => open(o.count, 60_000, o.minutes * 60_000)),
    );
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1_000, max: 600_000 }), fc.integer({ min: 1, max: 20 }), (shape, runMs, runners) => {
        const { scenarios, requests, runs, durationMs, busiestHour } = planSession(planOf([scenarioOf(shape)]), { ...takes(runMs), runners });
        const [scenario] = scenarios;
        expect(scenario?.dispatchMs).toHaveLength(runs);
        expect(scenario?.dispatchMs.every((at, n, all) => n === 0 || at >= (all[n - 1] ?? 0))).toBe(true);
        expect(requests).toMatchObject({ dispatches: runs, details: runs });
        expect(requests.total).toBe(requests.preparation + requests.dispatches + requests.details + requests.looks);
        expect(busiestHour).toBeLessThanOrEqual(requests.total);
        expect(durationMs).toBeGreaterThanOrEqual((scenario?.dispatchMs.at(-1) ?? 0) + runMs);
      }),
      { numRuns: 60 },
    );
  });
});
