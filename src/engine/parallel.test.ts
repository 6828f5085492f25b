import { describe, expect, test } from 'vitest';
import { scenarioOf } from '../../test/support/plans.ts';
import { play } from '../../test/support/play.ts';
import type { Arrivals } from '../core/plan/plan.ts';

const MINUTE = 60_000;
const open = (count: number, durationMs: number): Arrivals => ({ model: 'open', shape: 'constant', rate: { count, perMs: MINUTE }, durationMs });
const closed = (runs: number, concurrency: number): Arrivals => ({ model: 'closed', runs, concurrency });

describe('scenarios begin', () => {
  test('at an instant of the session, one beside the other', async () => {
    const { session, beganAt, of } = await play([
      scenarioOf(open(6, 5 * MINUTE), { name: 'base' }),
      scenarioOf(closed(4, 2), { name: 'beside', begin: { kind: 'at', offsetMs: 90_000 } }),
    ]);
    const [base, beside] = session.scenarios;
    expect((beside?.startedAt ?? 0) - beganAt).toBe(90_000);
    expect(beside?.endedAt).toBeLessThan(base?.endedAt ?? 0);
    expect([of('base').ledger.succeeded, of('beside').ledger.succeeded]).toEqual([30, 4]);
  });

  test('after others have ended, with a pause', async () => {
    const { session } = await play([
      scenarioOf(closed(1, 1), { name: 'short', begin: { kind: 'at', offsetMs: 0 } }),
      scenarioOf(closed(3, 1), { name: 'long', begin: { kind: 'at', offsetMs: 0 } }),
      scenarioOf(closed(1, 1), { name: 'last', begin: { kind: 'after', scenarios: [0, 1], delayMs: 30_000 } }),
    ]);
    const [short, long, last] = session.scenarios;
    expect(short?.startedAt).toBe(long?.startedAt);
    expect(last?.startedAt).toBe((long?.endedAt ?? 0) + 30_000);
  });
});

test('slots of parallel scenarios go in the order of their intended time, also after the controller was stopped', async () => {
  const { session, entries } = await play(
    [
      scenarioOf(open(20, 3 * MINUTE), { name: 'a', begin: { kind: 'at', offsetMs: 0 } }),
      scenarioOf(open(15, 3 * MINUTE), { name: 'b', begin: { kind: 'at', offsetMs: 500 } }),
    ],
    { stall: [30_000, 90_000] },
  );
  const sent = entries.flatMap(({ event }) => (event.type === 'intent' ? [session.slots.get(event.slot)?.intendedAt ?? 0] : []));
  expect(sent).toHaveLength(105);
  expect(sent).toEqual(sent.toSorted((a, b) => a - b));
});

describe('places', () => {
  const places = scenarioOf(
    {
      model: 'closed',
      shape: 'places',
      segments: [
        { from: 0, to: 6, durationMs: 3 * MINUTE },
        { from: 6, to: 6, durationMs: 2 * MINUTE },
        { from: 6, to: 2, durationMs: 2 * MINUTE },
      ],
    },
    { name: 'places' },
  );

  test('are as many as their curve says, and nothing is issued after its end', async () => {
    const { session, entries, of, beganAt } = await play([places], {
      script: { runMs: 20_000 },
      plan: { limits: { mutationSpacingMs: 1_000, reserve: 0, pollMs: 1_000, runTimeoutMs: 3_600_000 } },
    });
    const most = (from: number, to: number): number => {
      let [held, highest] = [0, 0];
      for (const { at, event } of entries) {
        if (event.type === 'issued') held += 1;
        if (event.type === 'observed' && event.observation.status === 'completed') held -= 1;
        if (at - beganAt >= from && at - beganAt < to) highest = Math.max(highest, held);
      }
      return highest;
    };
    expect([most(0, 20_000), most(60_000, 89_000), most(200_000, 290_000)]).toEqual([0, 2, 6]);
    const { ledger } = of('places');
    expect(ledger.planned).toBe(ledger.succeeded);
    expect(ledger.planned).toBeGreaterThan(60);
    expect(Math.max(...[...session.slots.values()].map(({ issuedAt }) => issuedAt - beganAt))).toBeLessThan(7 * MINUTE);
    expect(session.scenarios[0]?.enough).toMatchObject({ slots: ledger.planned, why: 'its places are over' });
  });
});

test('graceful-stop cancels what is still under way so long after the last slot, and nothing older scenarios have', async () => {
  const { of, target } = await play(
    [
      scenarioOf(open(6, MINUTE), { name: 'cut', gracefulStopMs: 30_000 }),
      scenarioOf(closed(2, 2), { name: 'beside', begin: { kind: 'at', offsetMs: 0 } }),
    ],
    { script: { runMs: 5 * MINUTE } },
  );
  const { ledger, ledgerReasons, metrics } = of('cut');
  expect(ledger).toMatchObject({ planned: 6, cancelled: 6 });
  expect(ledgerReasons).toEqual({ "cancelled: stopped: its scenario's graceful-stop of 30s was over": 6 });
  expect(metrics.failed).toMatchObject({ value: 0 });
  expect(of('beside').ledger.succeeded).toBe(2);
  expect(target.cancelled).toHaveLength(6);
});

test('what is sent while it warms up stands in the ledger and in no statistic or threshold', async () => {
  const slow = new Set(['1000', '1001', '1002']);
  const { of } = await play(
    [
      scenarioOf(open(6, 5 * MINUTE), {
        warmupMs: 30_000,
        thresholds: [{ metric: 'failed', expression: 'rate<0.01', aggregation: { kind: 'rate' }, comparison: '<', limit: 0.01 }],
      }),
    ],
    { script: { conclusion: (runId) => (slow.has(runId) ? 'failure' : 'success') } },
  );
  const { ledger, warmup, metrics, thresholds } = of('steady');
  expect(ledger).toMatchObject({ planned: 30, succeeded: 27, failed: 3 });
  expect(warmup).toBe(3);
  expect(metrics.queue_time).toMatchObject({ n: 27 });
  expect(thresholds[0]).toMatchObject({ verdict: 'passed', n: 27 });
});

test('mixed work is measured by unit as well, in the proportion of its weights', async () => {
  const { of } = await play([
    scenarioOf(open(60, 5 * MINUTE), {
      units: [
        { workflow: 'quick.yml', inputs: { size: '1' } },
        { workflow: 'quick.yml', inputs: { size: '2' } },
        { workflow: 'slow.yml', inputs: {} },
      ],
      weights: [2, 1, 1],
    }),
  ]);
  const { units = [], metrics } = of('steady');
  expect(units.map(({ unit }) => unit)).toEqual(['quick.yml (size=1)', 'quick.yml (size=2)', 'slow.yml']);
  expect(units.reduce((sum, { runs }) => sum + runs, 0)).toBe(300);
  expect((units[0]?.runs ?? 0) / 300).toBeCloseTo(0.5, 1);
  expect(units.map((unit) => (unit.metrics.queue_time as { n: number }).n)).toEqual(units.map(({ runs }) => runs));
  expect(metrics.queue_time).toMatchObject({ n: 300 });
});

test('the time series adds up to the ledger, is bounded, and shows how many runs were at work', async () => {
  const { of } = await play([scenarioOf(open(20, 30 * MINUTE))], {
    script: { runMs: 30_000, conclusion: (runId) => (runId.endsWith('0') ? 'failure' : 'success') },
  });
  const { series = [], ledger } = of('steady');
  const sum = (key: 'dispatched' | 'completed' | 'failed'): number => series.reduce((total, point) => total + point[key], 0);
  expect(series.length).toBeLessThanOrEqual(300);
  expect([sum('dispatched'), sum('completed'), sum('failed')]).toEqual([600, 600, ledger.failed]);
  expect(series.at(-1)).toMatchObject({ queued: 0, running: 0 });
  // Little's law: 20 a minute that work for 28 s, with one every 3 s.
  const middle = series.slice(50, -50);
  expect(middle.reduce((total, { running }) => total + running, 0) / middle.length).toBeCloseTo(20 * (28 / 60), 0);
});
