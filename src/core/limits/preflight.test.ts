import { expect, it } from 'vitest';
import type { Arrivals, Plan } from '../plan/plan.ts';
import { budgetWarning, estimateRequests } from './preflight.ts';

const plan = (arrivals: Arrivals): Plan => ({
  version: 1,
  name: 'p',
  target: { kind: 'github' },
  scenarios: [{ name: 's', test: 'load', arrivals, units: [{ workflow: 'simple.yml', inputs: {} }], thresholds: [] }],
  limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 10_000, runTimeoutMs: 3_600_000 },
});
const closed = (runs: number): Plan => plan({ model: 'closed', runs, concurrency: 50 });
const budget = (limit: number, remaining: number) => ({ limit, remaining, resetServerAt: Date.UTC(2026, 10, 21, 12, 34) });

it('counts what a plan takes at least', () => {
  expect(estimateRequests(closed(500))).toEqual({ dispatches: 500, details: 500, looks: 50, total: 1_050, spanMs: 499_000 });
});

it('says nothing when it fits', () => {
  expect(budgetWarning(closed(50), budget(1_000, 1_000))).toBeUndefined();
  expect(budgetWarning(closed(500), budget(5_000, 5_000))).toBeUndefined();
  expect(
    budgetWarning(plan({ model: 'open', shape: 'constant', rate: { count: 2, perMs: 60_000 }, durationMs: 4 * 3_600_000 }), budget(1_000, 900)),
  ).toBeUndefined();
});

it('shows the arithmetic when it does not', () => {
  expect(budgetWarning(closed(500), budget(1_000, 980))).toMatchInlineSnapshot(
    `"the plan takes at least 1,050 requests (500 dispatches, 500 job lists, 50 looks), but the token may send 780 until 12:34 UTC and 800 an hour after that (1,000 less 200 left to others): it will stop and wait. Take fewer runs, spread them over more time, or use an App's or a person's token with a larger hour"`,
  );
  expect(budgetWarning(closed(50), budget(1_000, 210))).toContain('may send 10 until 12:34 UTC');
});
