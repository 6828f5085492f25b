import { describe, expect, test } from 'vitest';
import { scenarioOf } from '../../test/support/plans.ts';
import { play } from '../../test/support/play.ts';
import type { Arrivals, LatePolicy, Scenario } from '../core/plan/plan.ts';
import type { MetricSummary } from '../core/result.ts';

const MINUTE = 60_000;
const open = (count: number, perMs: number, durationMs: number): Arrivals => ({
  model: 'open',
  shape: 'constant',
  rate: { count, perMs },
  durationMs,
});
/** 30/min for ten minutes: 300 slots, one every 2 s; the controller is stopped for 60 s in the fifth minute. */
const steady = (late?: LatePolicy): Scenario => scenarioOf(open(30, MINUTE, 10 * MINUTE), late === undefined ? {} : { late });
const STALL = [4 * MINUTE + 1_000, 5 * MINUTE + 1_000] as const;
const stalled = async (late?: LatePolicy) => {
  const played = await play([steady(late)], { stall: STALL, script: { runMs: 10_000 } });
  const result = played.of('steady');
  return { ...played, result, schedule: result.schedule, waits: result.metrics.wait_time as MetricSummary };
};

/** R type 7, restated. */
function type7(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

describe('a controller that is stopped for 60 s at 30/min', () => {
  test('catches up: the corrected wait says so within 5 % of theory, the uncorrected one beside it does not, and the result is flagged', async () => {
    const { result, schedule, waits } = await stalled();
    // Slots due in the stall wait for its end, 59, 57 … 1 s; every run starts 2 s after its dispatch.
    const theory = Array.from({ length: 300 }, (_, n) => 2 + Math.max(0, n * 2 > 241 && n * 2 < 301 ? 301 - n * 2 : 0));
    for (const p of [95, 99]) expect(Math.abs((waits.percentiles[p] ?? 0) / type7(theory, p / 100) - 1)).toBeLessThan(0.05);
    expect(type7(theory, 0.95)).toBeGreaterThan(25);
    expect((result.metrics.wait_time_from_sent as MetricSummary).percentiles[99]).toBe(2);
    expect(schedule).toMatchObject({ planned: 300, sent: 300, achieved: 1, dropped: 0, policy: 'catch-up', lateShare: 0.1 });
    expect(schedule?.lateness.max).toBe(59);
    expect(schedule?.invalid).toMatch(/^\d+ of 300 runs were sent more than 250ms late \(10 %, at most 5 % may be\)/);
    expect(result.verdict).toBe('invalid');
    expect(result.ledger).toMatchObject({ planned: 300, succeeded: 300 });
  });

  test('drops what is more than 10 s late: 25 of the 30, each a wait that nobody saw the end of', async () => {
    const { result, schedule, waits } = await stalled({ kind: 'drop', afterMs: 10_000 });
    expect(result.ledger).toMatchObject({ planned: 300, succeeded: 275, shed: 25 });
    expect(result.ledgerReasons).toEqual({ 'shed: not sent: more than 10s late (late: drop)': 25 });
    expect(waits).toMatchObject({ n: 275, censored: 25 });
    expect(schedule).toMatchObject({ planned: 300, sent: 275, dropped: 25, policy: 'drop after 10s' });
    expect(schedule?.invalid).toMatch(/^275 of 300 runs that were due were sent/);
  });

  test('catches up within a bound: the same, by the bound', async () => {
    const { result, schedule } = await stalled({ kind: 'catch-up', maxLateMs: 30_000 });
    expect(result.ledger).toMatchObject({ succeeded: 285, shed: 15 });
    expect(schedule?.policy).toBe('catch-up, at most 30s late');
  });

  test('shifts the rest of its schedule by the stall: nothing is dropped, one slot is late, the end comes 59 s later', async () => {
    const { session, result, schedule, entries } = await stalled({ kind: 'shift' });
    expect(result.ledger).toMatchObject({ planned: 300, succeeded: 300, shed: 0 });
    expect(entries.filter(({ event }) => event.type === 'shifted').map(({ event }) => event)).toEqual([
      { type: 'shifted', scenario: 0, slot: '0-121', byMs: 59_000 },
    ]);
    const sent = [...session.slots.values()].map(({ sentAt }) => (sentAt ?? 0) - (session.scenarios[0]?.startedAt ?? 0));
    expect(sent.slice(119, 124)).toEqual([238_000, 240_000, 301_000, 303_000, 305_000]);
    expect(sent.at(-1)).toBe(598_000 + 59_000);
    expect(schedule).toMatchObject({ sent: 300, lateShare: 1 / 300, policy: 'shift: moved back by 59s in all' });
    expect(schedule?.invalid).toBeUndefined();
  });
});

test('a server that answers late holds up nothing: 100 runs wait for their answers while the next ones are sent in time', async () => {
  const { of } = await play([scenarioOf(open(600, MINUTE, 20_000))], { script: { takes: () => ({ answeredAfterMs: 10_000 }) } });
  expect(of('steady').schedule).toMatchObject({ planned: 200, sent: 200, lateShare: 0, lateness: { max: 0 } });
});

test('what holds a request up after its intent counts: it was sent when it left', async () => {
  const script = { takes: (n: number) => (n === 3 ? { leavesAfterMs: 2_000 } : {}) };
  const { session, of, entries, beganAt } = await play([steady()], { script });
  const startedAt = session.scenarios[0]?.startedAt ?? 0;
  expect(startedAt).toBe(beganAt);
  expect(session.slots.get('0-3')).toMatchObject({ intendedAt: startedAt + 6_000, sentAt: startedAt + 8_000 });
  expect(of('steady').schedule).toMatchObject({ lateShare: 1 / 300, lateness: { max: 2 } });
  expect((of('steady').metrics.dispatch_lateness as MetricSummary).max).toBe(2);
  // Said once, where it is not the time of the intent.
  const said = entries.flatMap(({ event }) => (event.type === 'acked' && event.sentAt !== undefined ? [event.slot] : []));
  expect(said).toEqual(['0-3']);
});

test('a burst is late by what the spacing of the plan makes of it, which is no fault of the schedule', async () => {
  const bursts = scenarioOf({ model: 'open', shape: 'bursts', sizes: [5, 5], everyMs: MINUTE });
  const { of } = await play([bursts]);
  expect(of('steady').schedule).toMatchObject({ planned: 10, sent: 10, lateShare: 0 });
});

describe('a schedule goes on where it was', () => {
  const mixed = scenarioOf(
    {
      model: 'open',
      shape: 'segments',
      segments: [{ from: { count: 0, perMs: MINUTE }, to: { count: 60, perMs: MINUTE }, durationMs: 2 * MINUTE }],
      spacing: 'poisson',
    },
    {
      units: [
        { workflow: 'quick.yml', inputs: {} },
        { workflow: 'slow.yml', inputs: {} },
      ],
      weights: [3, 1],
    },
  );

  test('after any suspension: the same slots, units and intended times', async () => {
    const issued = (entries: Awaited<ReturnType<typeof play>>['entries']) =>
      entries.flatMap(({ event }) => (event.type === 'issued' ? [`${event.slot} ${event.unit} ${event.intendedAt}`] : []));
    const whole = await play([mixed]);
    expect(issued(whole.entries)).toHaveLength(60);
    for (const suspendAfterMs of [1, 40_000, 70_000, 118_000]) {
      const first = await play([mixed], { suspendAfterMs });
      expect(first.result.outcome).toBe('suspended');
      const second = await play([mixed], { entries: first.entries, script: { world: first.target.world } });
      expect(issued(second.entries), `suspended after ${suspendAfterMs} ms`).toEqual(issued(whole.entries));
      expect(second.of('steady').ledger.succeeded).toBe(60);
    }
  });

  test('also when it was shifted before', async () => {
    const late = steady({ kind: 'shift' });
    const first = await play([late], { stall: STALL, suspendAfterMs: 6 * MINUTE, script: { runMs: 10_000 } });
    const second = await play([late], { entries: first.entries, script: { world: first.target.world, runMs: 10_000 } });
    const slots = [...second.session.slots.values()];
    const startedAt = second.session.scenarios[0]?.startedAt ?? 0;
    expect((slots[150]?.intendedAt ?? 0) - startedAt).toBe(150 * 2_000 + 59_000);
    expect(slots).toHaveLength(300);
  });
});
