import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { virtualClock } from '../../test/support/virtual-clock.ts';
import type { FleetSpec, SearchSpec } from '../core/plan/plan.ts';
import { reportOf } from '../core/report/report-of.ts';
import type { JournalEntry } from '../core/session/event.ts';
import { MINUTE_MS } from '../core/time.ts';
import type { Target } from '../ports/target.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { createSimulatedTarget } from '../targets/simulated/simulated-target.ts';
import { runSession } from './run-session.ts';
import { Stopper } from './stopper.ts';

const RUNNERS = 20;
const EXECUTION_MS = 2 * MINUTE_MS;
const TRUTH = (RUNNERS * MINUTE_MS) / EXECUTION_MS;
const FLEET: FleetSpec = { runners: RUNNERS, startupMs: 0, executionMs: EXECUTION_MS, executionCv: 0.4, failureRate: 0 };

const rate = (count: number): SearchSpec['initial'] => ({ count, perMs: MINUTE_MS });

interface Go {
  readonly search?: Partial<SearchSpec>;
  readonly entries?: readonly JournalEntry[];
  readonly killAfterMs?: number;
  readonly clock?: ReturnType<typeof virtualClock>;
  readonly target?: Target;
}

async function go({ search, entries = [], killAfterMs, clock = virtualClock(entries.at(-1)?.at), target }: Go = {}) {
  const scenario = scenarioOf(
    { model: 'adaptive', shape: 'search', search: { initial: rate(2), maxRate: rate(100), slo: [], ...search } },
    { name: 'ceiling', test: 'stress' },
  );
  const journal = createMemoryJournal(entries);
  const stopper = new Stopper();
  const used = target ?? createSimulatedTarget({ fleet: FLEET, clock, seed: 7 });
  if (killAfterMs !== undefined) void clock.sleepUntil(clock.now() + killAfterMs).then(() => stopper.abort());
  const session = await clock.run(
    runSession({
      plan: planOf([scenario]),
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target: used,
      journal,
      clock,
      stop: { signal: stopper, reason: () => ({ kind: 'suspended', message: 'its time was over' }) },
    }),
  );
  const { result } = reportOf(session, { cancelCommand: () => '' });
  return { session, result, capacity: result.scenarios[0]?.capacity, entries: [...journal.read()], clock, target: used };
}

describe('a stress scenario', () => {
  it('finds what a fleet sustains, as an interval that holds the truth', async () => {
    const { result, capacity, session } = await go();
    expect(capacity?.verdict).toBe('found');
    const [low, high] = capacity?.interval ?? [0, 0];
    expect(low).toBeLessThan(TRUTH);
    expect(high).toBeGreaterThan(TRUTH);
    expect(Math.abs((capacity?.perMinute ?? 0) / TRUTH - 1)).toBeLessThan(0.15);
    expect(capacity?.probe?.concurrent).toBeCloseTo(RUNNERS, 0);
    expect(result.outcome).toBe('passed');
    // Every slot is in the ledger; what an overloaded trial left in the queue was cancelled, and is no failure.
    const ledger = result.scenarios[0]?.ledger;
    expect(ledger?.planned).toBe(session.slots.size);
    expect((ledger?.succeeded ?? 0) + (ledger?.cancelled ?? 0) + (ledger?.excluded ?? 0)).toBe(ledger?.planned);
    expect(ledger?.cancelled).toBeGreaterThan(0);
    expect(result.scenarios[0]?.metrics.failed).toMatchObject({ value: 0 });
    expect(Object.keys(result.scenarios[0]?.ledgerReasons ?? {}).join()).toContain('had been decided (overloaded)');
  });

  it('names no bound when max-rate is reached first', async () => {
    const { result, capacity } = await go({ search: { maxRate: rate(6) } });
    expect(capacity).toMatchObject({ verdict: 'bound not found', limiter: 'max-rate' });
    expect(capacity?.interval).toBeUndefined();
    expect(result.outcome).toBe('inconclusive');
  });

  it('goes on where it was when its controller is replaced', async () => {
    const whole = await go();
    const trials = whole.capacity?.trials ?? [];
    const third = Date.parse(trials[3]?.startedAt ?? '') - (whole.entries[0]?.at ?? 0);
    const first = await go({ killAfterMs: third + EXECUTION_MS });
    expect(first.result.outcome).toBe('suspended');
    expect(first.capacity).toMatchObject({ verdict: 'inconclusive', limiter: 'stopped' });
    const second = await go({ entries: first.entries, clock: first.clock, target: first.target });
    expect(second.capacity?.verdict).toBe('found');
    const [low, high] = second.capacity?.interval ?? [0, 0];
    expect(low).toBeLessThan(TRUTH);
    expect(high).toBeGreaterThan(TRUTH);
    // The trial that nobody watched is told and made again; those before it are not.
    expect(second.capacity?.trials.filter(({ cause }) => cause === 'controller-restart')).toHaveLength(1);
    expect(second.capacity?.trials.slice(0, 3)).toEqual(trials.slice(0, 3));
  }, 60_000);
});
