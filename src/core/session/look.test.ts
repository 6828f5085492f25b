import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import type { Arrivals, Plan } from '../plan/plan.ts';
import { apply } from './apply.ts';
import type { SessionEvent } from './event.ts';
import { nextLookAt, quantile } from './look.ts';
import type { Session } from './session.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const S = 1_000;
const closed = (runs: number, concurrency: number): Arrivals => ({ model: 'closed', runs, concurrency });

/** A session of runs that were sent `sentAt` (seconds) and ended after `tookMs`, where it is given. */
function sessionOf(
  arrivals: Arrivals,
  runs: readonly { readonly sentS: number; readonly tookMs?: number }[],
  lookedS?: number,
  limits: Partial<Plan['limits']> = {},
): Session {
  const plan = planOf([scenarioOf(arrivals)]);
  const more = { ...plan, limits: { ...plan.limits, pollMs: 2_000, ...limits } };
  let session: Session | undefined;
  const note = (at: number, event: SessionEvent): void => {
    session = apply(session, { at: T0 + at, event });
  };
  note(0, { type: 'session_started', sessionId: 'abcdef0123456789', generation: 1, seed: 1, plan: more, version: '0' });
  note(0, { type: 'controller_started', epoch: 1, version: '0' });
  note(0, { type: 'prepared', target: 't', units: [[{ workflow: 'simple.yml', keyed: true }]], warnings: [] });
  note(0, { type: 'scenario_started', scenario: 0 });
  for (const [n, { sentS }] of runs.entries()) {
    const [slot, at] = [`0-${n}`, sentS * S];
    note(at, { type: 'issued', slot, scenario: 0, n, unit: 0 });
    note(at, { type: 'intent', slot, attempt: 1, key: `k${n}` });
    note(at, { type: 'acked', slot, key: `k${n}`, runId: String(n + 1), url: 'u', by: 'answer' });
  }
  for (const [n, { sentS, tookMs }] of runs.entries()) {
    if (tookMs === undefined) continue;
    const createdAt = T0 + sentS * S;
    const run = { runId: String(n + 1), title: '', status: 'completed', conclusion: 'success', attempt: 1, createdAt, url: 'u' };
    const job = { id: `j${n}`, name: 'work', status: 'completed', conclusion: 'success', labels: [], attempt: 1, completedAt: createdAt + tookMs };
    note(sentS * S + tookMs, { type: 'observed', observation: run });
    note(sentS * S + tookMs, { type: 'details', runId: run.runId, run, jobs: [job] });
  }
  if (lookedS !== undefined) note(lookedS * S, { type: 'looked' });
  if (session === undefined) throw new Error('no session');
  return session;
}

const lookS = (...args: Parameters<typeof sessionOf>): number => ((nextLookAt(sessionOf(...args)) ?? Number.NaN) - T0) / S;
const many = (n: number, one: { sentS: number; tookMs?: number }): (typeof one)[] => Array.from({ length: n }, () => one);

describe('when to look next', () => {
  it('never, when no run is open', () => {
    expect(nextLookAt(sessionOf(closed(1, 1), [{ sentS: 0, tookMs: 5_000 }]))).toBeUndefined();
    expect(nextLookAt(sessionOf(closed(1, 1), []))).toBeUndefined();
  });

  it('when the run will have ended, once such runs are known', () => {
    const known = many(32, { sentS: 0, tookMs: 20 * S });
    expect(lookS(closed(100, 33), [...known, { sentS: 30 }], 31)).toBeCloseTo(50, 0);
  });

  it('waits for runs that end a moment later, for one look serves them all, but not while places stand idle for long', () => {
    const known = many(32, { sentS: 0, tookMs: 20 * S });
    const staggered = (gapS: number) => [0, 1, 2, 3].map((n) => ({ sentS: 30 + n * gapS }));
    // Ten places: half a second for a request is five idle seconds of one place.
    expect(lookS(closed(100, 10), [...known, ...staggered(0.5)], 32)).toBeCloseTo(51.5, 0);
    expect(lookS(closed(100, 10), [...known, ...staggered(8)], 54)).toBeLessThan(59);
    // Nothing waits for the ends: then it gathers more.
    expect(lookS({ model: 'open', shape: 'constant', rate: { count: 1, perMs: S }, durationMs: 600 * S }, [...known, ...staggered(8)], 54)).toBe(74);
  });

  it('less and less often, the longer a run takes of which nothing is known', () => {
    const gaps: number[] = [];
    for (let lookedS = 2; lookedS < 3_600; ) {
      const at = lookS(closed(10, 1), [{ sentS: 0 }], lookedS);
      gaps.push(at - lookedS);
      lookedS = at;
    }
    expect(gaps.length).toBeLessThan(180);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60);
    expect(gaps.at(-1)).toBeGreaterThan(8 * (gaps[0] ?? 0));
  });

  it('does not leave runs alone for longer than 45 s, or a twentieth of their usual time', () => {
    const known = (tookMs: number) => many(32, { sentS: 0, tookMs });
    expect(lookS(closed(100, 33), [...known(300 * S), { sentS: 400 }], 401)).toBe(446);
    expect(lookS(closed(100, 33), [...known(3_600 * S), { sentS: 3_700 }], 3_701)).toBe(3_881);
  });

  it('spreads its looks over the hour when requests are short', () => {
    const session = sessionOf(closed(10, 10), many(10, { sentS: 0 }), 10);
    const at = (left: number): number => ((nextLookAt(session, { left, resetAt: T0 + 1_010 * S }) ?? 0) - T0) / S;
    // Ten runs still need their job lists: of 20 requests ten are left for looks in 1,000 s.
    const free = lookS(closed(10, 10), many(10, { sentS: 0 }), 10);
    expect([at(20), at(30), at(5_000)]).toEqual([110, 60, free]);
    expect(free).toBeLessThan(30);
    expect(at(0)).toBe(610);
  });

  it('never sooner than limits.poll after the look before (property)', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ sentS: fc.integer({ min: 0, max: 300 }), tookMs: fc.option(fc.integer({ min: 0, max: 600 * S }), { nil: undefined }) }),
          {
            minLength: 1,
            maxLength: 120,
          },
        ),
        fc.integer({ min: 1, max: 60 }),
        (drawn, pollS) => {
          const runs = drawn.map(({ sentS, tookMs }) => (tookMs === undefined ? { sentS } : { sentS, tookMs }));
          const at = lookS(closed(200, 100), runs, 901, { pollMs: pollS * S });
          if (Number.isNaN(at)) return;
          expect(at).toBeGreaterThanOrEqual(901 + pollS);
          expect(at).toBeLessThanOrEqual(901 + Math.max(pollS, 45));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('how long a run takes that is still at it', () => {
  it('lies between its forerunners, with the same chance for each gap', () => {
    expect([0, 0.125, 0.25, 0.375, 0.5].map((q) => quantile(10, [20, 40, 40], q))).toEqual([10, 15, 20, 30, 40]);
  });

  it('beyond all of them, or without any, as long again with a chance of one half', () => {
    expect(quantile(10, [20, 40, 40], 0.875)).toBe(80);
    expect([0, 0.5, 0.9].map((q) => quantile(30, [], q))).toEqual([30, 60, expect.closeTo(300)]);
  });

  it('grows with q (property)', () => {
    const values = fc.array(fc.integer({ min: 11, max: 1_000 }), { maxLength: 20 }).map((all) => all.toSorted((a, b) => a - b));
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (longer, p, q) => {
        expect(quantile(10, longer, Math.min(p, q))).toBeLessThanOrEqual(quantile(10, longer, Math.max(p, q)) + 1e-9);
      }),
    );
  });
});
