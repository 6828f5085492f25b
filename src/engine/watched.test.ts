import { describe, expect, test } from 'vitest';
import { scenarioOf } from '../../test/support/plans.ts';
import { play } from '../../test/support/play.ts';
import { parseThreshold, type ThresholdRule } from '../core/gate/threshold-rule.ts';
import type { Arrivals } from '../core/plan/plan.ts';

const MINUTE = 60_000;
const open = (count: number, durationMs: number): Arrivals => ({ model: 'open', shape: 'constant', rate: { count, perMs: MINUTE }, durationMs });
const rule = (metric: string, expression: string, more: Partial<ThresholdRule> = {}): ThresholdRule => {
  const parsed = parseThreshold(metric, expression);
  if (!parsed.ok) throw new Error(parsed.message);
  return { ...parsed.rule, ...more };
};
/** Runs that are made in these minutes of the session fail. */
const failingFrom = (fromMinute: number, toMinute = Number.POSITIVE_INFINITY) => {
  let beganAt = 0;
  return {
    see: ({ createdAt = 0, status }: { createdAt?: number; status: string }) => {
      beganAt ||= createdAt;
      const minute = (createdAt - beganAt) / MINUTE;
      return status === 'completed' && minute >= fromMinute && minute < toMinute ? { conclusion: 'failure' } : {};
    },
  };
};
const poll = { limits: { mutationSpacingMs: 1_000, reserve: 0, pollMs: 1_000, runTimeoutMs: 3_600_000 } };

describe('a threshold that aborts', () => {
  const rules = [rule('failed', 'rate<20%', { abort: true, windowMs: 2 * MINUTE })];
  const plan = { ...poll };

  test('stops the sending within 2 s, lets what works go on, and makes the session breached', async () => {
    const { session, result, of, entries, target } = await play(
      [scenarioOf(open(30, 20 * MINUTE), { thresholds: rules }), scenarioOf(open(30, MINUTE), { name: 'next' })],
      {
        plan,
        script: { runMs: 20_000, ...failingFrom(5) },
      },
    );
    const breach = entries.find(({ event }) => event.type === 'breached');
    const lastIntent = entries.findLast(({ event }) => event.type === 'intent');
    // 61 values in two minutes: the limit is crossed by the 13th failure, whose end is seen within a second.
    const crossedAt = entries.filter(({ event }) => event.type === 'settled' && event.box === 'failed')[12]?.at ?? 0;
    expect((breach?.at ?? 0) - crossedAt).toBeLessThanOrEqual(2_001);
    expect(lastIntent?.at).toBeLessThanOrEqual((breach?.at ?? 0) + 2_000);
    expect(target.cancelled).toEqual([]);
    expect(result.outcome).toBe('breached');
    const { ledger, thresholds } = of('steady');
    expect(ledger.planned).toBe(ledger.succeeded + ledger.failed);
    expect(thresholds[0]).toMatchObject({ verdict: 'failed' });
    expect(thresholds[0]?.reason).toMatch(/^worst of \d+ evaluations over 2m each: rate of failed is \d/);
    expect(session.scenarios[1]?.phase).toBe('pending');
    expect(result.warnings.join('\n')).toMatch(/next: 30 of 30 runs never came due before a threshold was breached/);
    expect(session.endedAt).toBeDefined();
  });

  test('cancels what has not begun, in every scenario', async () => {
    const queued = { ...failingFrom(5) };
    const { of, session } = await play(
      [
        scenarioOf(open(30, 20 * MINUTE), { thresholds: rules }),
        scenarioOf(
          { model: 'closed', runs: 6, concurrency: 3 },
          { name: 'stuck', begin: { kind: 'at', offsetMs: 0 }, units: [{ workflow: 'stuck.yml', inputs: {} }] },
        ),
      ],
      {
        plan,
        script: {
          runMs: 20_000,
          see: (observation) => {
            const slot = /rh_\w{8}_1_(\d)-/.exec(observation.title)?.[1];
            if (slot === '1' && observation.conclusion !== 'cancelled') return { status: 'queued', conclusion: null };
            return slot === '1' ? {} : queued.see(observation);
          },
        },
      },
    );
    expect(of('stuck').ledger).toMatchObject({ planned: 3, cancelled: 3 });
    expect(Object.keys(of('stuck').ledgerReasons)[0]).toMatch(/^cancelled: stopped: steady: rate of failed is/);
    expect(session.endedAt).toBeDefined();
  });

  test('is remembered by whoever resumes', async () => {
    const first = await play([scenarioOf(open(30, 20 * MINUTE), { thresholds: rules })], { plan, script: { runMs: 20_000, ...failingFrom(5) } });
    const at = first.entries.findIndex(({ event }) => event.type === 'breached');
    const second = await play([scenarioOf(open(30, 20 * MINUTE), { thresholds: rules })], {
      plan,
      entries: first.entries.slice(0, at + 1),
      script: { runMs: 20_000, world: first.target.world, ...failingFrom(5) },
    });
    expect(second.target.sent).toEqual([]);
    expect(second.result.outcome).toBe('breached');
    expect(second.of('steady').ledger.planned).toBe(first.of('steady').ledger.planned);
  });

  test('over the whole scenario, not before its delay and its smallest n', async () => {
    const one = (more: Partial<ThresholdRule>) =>
      play([scenarioOf(open(30, 10 * MINUTE), { thresholds: [rule('failed', 'rate<50%', { abort: true, ...more })] })], {
        plan,
        script: { runMs: 20_000, ...failingFrom(0, 2) },
      });
    const breachOf = ({ entries, beganAt }: Awaited<ReturnType<typeof one>>) => {
      const found = entries.find(({ event }) => event.type === 'breached');
      return found === undefined ? undefined : (found.at - beganAt) / 1_000;
    };
    expect(breachOf(await one({}))).toBeLessThan(30);
    expect(breachOf(await one({ minN: 30 }))).toBeGreaterThan(75);
    expect(breachOf(await one({ delayMs: 150_000 }))).toBeGreaterThanOrEqual(150);
    // By then half of the runs have succeeded.
    expect(breachOf(await one({ delayMs: 6 * MINUTE }))).toBeUndefined();
  });
});

describe('a window without abort', () => {
  const judged = async (more: Partial<ThresholdRule>, from = 5, to = 6) => {
    const rules = [rule('failed', 'rate<20%', { windowMs: MINUTE, ...more })];
    const played = await play([scenarioOf(open(30, 15 * MINUTE), { thresholds: rules })], {
      plan: poll,
      script: { runMs: 20_000, ...failingFrom(from, to) },
    });
    return { ...played, verdict: played.of('steady').thresholds[0] };
  };

  test('finds the bad minute that the whole hides, and sends on', async () => {
    const { verdict, result, of } = await judged({});
    expect(verdict?.verdict).toBe('failed');
    expect(verdict?.value).toBeGreaterThan(0.8);
    expect(of('steady').metrics.failed).toMatchObject({ value: 30 / 450 });
    expect(of('steady').ledger.planned).toBe(450);
    expect(result.outcome).toBe('breached');
  });

  test('needs as many failures in a row as it says', async () => {
    expect((await judged({ inARow: 3 })).verdict?.verdict).toBe('failed');
    const { verdict, entries } = await judged({ inARow: 200 });
    expect(verdict?.verdict).toBe('passed');
    expect(verdict?.reason).toMatch(/never so many failed in a row/);
    expect(entries.some(({ event }) => event.type === 'breached')).toBe(false);
  });

  test('without values is invalid, with too few for a percentile inconclusive', async () => {
    expect((await judged({ minN: 500 })).verdict).toMatchObject({ verdict: 'invalid', n: 0 });
    const few = await play([scenarioOf(open(6, 15 * MINUTE), { thresholds: [rule('queue_time', 'p(95)<60s', { windowMs: MINUTE })] })], {
      plan: poll,
    });
    expect(few.of('steady').thresholds[0]).toMatchObject({ verdict: 'inconclusive' });
    const enough = await play([scenarioOf(open(60, 5 * MINUTE), { thresholds: [rule('queue_time', 'p(90)<60s', { windowMs: MINUTE })] })], {
      plan: poll,
    });
    expect(enough.of('steady').thresholds[0]).toMatchObject({ verdict: 'passed', value: 2 });
  });
});
