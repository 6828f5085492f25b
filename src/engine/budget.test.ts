import { describe, expect, test } from 'vitest';
import { scenarioOf } from '../../test/support/plans.ts';
import { play } from '../../test/support/play.ts';
import type { BudgetSpec } from '../core/plan/plan.ts';

const MINUTE = 60_000;
/** Forty runs of 3 min over ten places: 118.7 runner-minutes in all. */
const work = scenarioOf({ model: 'closed', runs: 40, concurrency: 10 });
const within = (budget: BudgetSpec, more: Parameters<typeof play>[1] = {}) =>
  play([work], {
    ...more,
    script: { runMs: 3 * MINUTE, ...more.script },
    plan: { budget, limits: { mutationSpacingMs: 1_000, reserve: 0, pollMs: 2_000, runTimeoutMs: 3_600_000 } },
  });

describe('a budget', () => {
  test('of runner-minutes counts what is under way, and is not overshot by it', async () => {
    const { result, session, target } = await within({ runnerMinutes: 50 });
    expect(result.outcome).toBe('suspended');
    expect(result.reasons[0]).toMatch(
      /^the budget of 50 runner-minutes has no room for one more run: 47\.47 are used, and a run takes about 2\.97: resume with a larger one$/,
    );
    expect(session.spend.minutes).toBeLessThanOrEqual(50);
    expect(target.sent).toHaveLength(16);
    expect(target.cancelled).toEqual([]);
    expect(session.suspendedAt).toBeDefined();
  });

  test('of money counts by the price card', async () => {
    // ubuntu-24.04: three started minutes of $0.006 a run.
    const { result, target } = await within({ costUsd: 0.3 });
    expect(target.sent).toHaveLength(16);
    expect(result.cost.actual).toBeCloseTo(16 * 3 * 0.006);
    expect(result.reasons[0]).toMatch(/^the budget of 0\.3 US dollars has no room/);
  });

  test('of requests', async () => {
    const { result, target, session } = await within({ apiRequests: { count: 12 } });
    expect(result.outcome).toBe('suspended');
    expect(target.sent.length).toBeLessThanOrEqual(12);
    expect(session.ready.size).toBeGreaterThan(0);
  });

  test('of wall time suspends at once, and each controller has it anew', async () => {
    const first = await within({ wallTimeMs: 5 * MINUTE });
    expect((first.session.suspendedAt ?? 0) - first.beganAt).toBe(5 * MINUTE);
    expect(first.target.cancelled).toEqual([]);
    const second = await within({ wallTimeMs: 30 * MINUTE }, { entries: first.entries, script: { world: first.target.world } });
    expect(second.of('calm').ledger).toMatchObject({ planned: 40, succeeded: 40 });
  });

  test('that is larger lets the session go on where it was', async () => {
    const first = await within({ runnerMinutes: 50 });
    const same = await within({ runnerMinutes: 50 }, { entries: first.entries, script: { world: first.target.world } });
    expect([same.result.outcome, same.target.sent.length]).toEqual(['suspended', 0]);
    const more = await within({ runnerMinutes: 500 }, { entries: same.entries, script: { world: first.target.world } });
    expect(more.of('calm').ledger).toMatchObject({ planned: 40, succeeded: 40 });
    expect(more.result.outcome).toBe('passed');
    expect(first.target.sent.length + more.target.sent.length).toBe(40);
  });

  test('that suffices changes nothing', async () => {
    const { result } = await within({ runnerMinutes: 125, costUsd: 0.8, apiRequests: { count: 300 }, wallTimeMs: 60 * MINUTE });
    expect(result.outcome).toBe('passed');
  });
});
