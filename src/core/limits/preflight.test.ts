import { expect, it } from 'vitest';
import type { Arrivals, LimitSpec, Plan } from '../plan/plan.ts';
import { budgetWarning, contentWarning, estimateRequests, impossibleRates } from './preflight.ts';

const plan = (arrivals: Arrivals, limits: Partial<LimitSpec> = {}): Plan => ({
  version: 1,
  name: 'p',
  target: { kind: 'github' },
  scenarios: [{ name: 's', test: 'load', arrivals, units: [{ workflow: 'simple.yml', inputs: {} }], thresholds: [] }],
  limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 2_000, runTimeoutMs: 3_600_000, ...limits },
});
const closed = (runs: number, limits?: Partial<LimitSpec>): Plan => plan({ model: 'closed', runs, concurrency: 50 }, limits);
const open = (count: number, minutes: number, limits?: Partial<LimitSpec>): Plan =>
  plan({ model: 'open', shape: 'constant', rate: { count, perMs: 60_000 }, durationMs: minutes * 60_000 }, limits);
const budget = (limit: number, remaining: number) => ({ limit, remaining, resetServerAt: Date.UTC(2026, 10, 21, 12, 34) });

it('counts what a plan takes at least', () => {
  expect(estimateRequests(closed(500))).toEqual({ dispatches: 500, details: 500, looks: 12, total: 1_012, spanMs: 499_000 });
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
    `"the plan takes at least 1,012 requests (500 dispatches, 500 job lists, 12 looks), but the token may send 780 until 12:34 UTC and 800 an hour after that (1,000 less 200 left to others): it will stop and wait, for 1 reset at least. Set "limits: { detail: batched }", which takes 517 and measures no queue_time; or take fewer runs, spread them over more time, or use an App's or a person's token with a larger hour"`,
  );
  expect(budgetWarning(closed(50), budget(1_000, 210))).toContain('may send 10 until 12:34 UTC');
});

it('counts what each way to read the jobs takes', () => {
  const details = (limits: Partial<LimitSpec>) => estimateRequests(closed(500, limits)).details;
  expect([details({ detail: 'batched' }), details({ detail: 'sampled', detailShare: 0.25 }), details({ detail: 'none' })]).toEqual([5, 125, 0]);
  expect(budgetWarning(closed(500, { detail: 'batched' }), budget(1_000, 1_000))).toBeUndefined();
});

it('counts a long session by the hour', () => {
  // 240 runs an hour take 480 requests and 80 looks.
  expect(budgetWarning(open(4, 300), budget(1_000, 1_000))).toBeUndefined();
  expect(budgetWarning(open(4, 300), budget(600, 600))).toContain('2,800 requests');
  expect(budgetWarning(open(4, 300), budget(600, 600))).toContain('for 1 reset at least');
});

it('refuses what no token can send', () => {
  expect(impossibleRates(open(60, 10))).toEqual([]);
  expect(impossibleRates(closed(500))).toEqual([]);
  expect(impossibleRates(open(100, 10))).toMatchInlineSnapshot(`
    [
      {
        "fix": "lower the rate to 60/min, or set limits.mutation-spacing to 600ms, or let one dispatch start a matrix of jobs",
        "message": "scenario s asks for 100 runs a minute, and one token can send 60: one every 1 s (limits.mutation-spacing), so that its 1,000 dispatches take 999 s at least",
      },
    ]
  `);
  expect(impossibleRates(open(600, 10))).toMatchInlineSnapshot(`
    [
      {
        "fix": "lower the rate to 60/min, or let one dispatch start a matrix of jobs",
        "message": "scenario s asks for 600 runs a minute, and one token can send 60: one every 1 s (limits.mutation-spacing), so that its 6,000 dispatches take 5,999 s at least",
      },
    ]
  `);
});

it('warns of the limit on content', () => {
  expect(contentWarning(open(8, 60))).toBeUndefined();
  expect(contentWarning(open(10, 30))).toBeUndefined();
  expect(contentWarning(closed(900, { mutationSpacingMs: 7_200 }))).toBeUndefined();
  const search = (maxDurationMs: number): Plan =>
    plan({
      model: 'adaptive',
      shape: 'search',
      search: { initial: { count: 6, perMs: 60_000 }, maxRate: { count: 60, perMs: 60_000 }, slo: [], maxDurationMs },
    });
  expect(contentWarning(search(36_000))).toBeUndefined();
  expect(contentWarning(search(3_600_000))).toContain('sends up to 3,600 dispatches an hour');
  expect(contentWarning(open(10, 60))).toMatchInlineSnapshot(
    `"scenario s sends up to 600 dispatches an hour. GitHub lets a token create content 500 times an hour and does not say whether a dispatch counts: if it refuses, the session waits as long as it asks. "limits: { mutation-spacing: 7.2s }" stays below"`,
  );
});
