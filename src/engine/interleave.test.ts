import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../test/support/virtual-clock.ts';
import { INTERLEAVE_DEFAULTS, interleavedScenario } from '../core/interleave/interleaved-scenario.ts';
import type { FleetSpec, InterleaveSpec, Plan } from '../core/plan/plan.ts';
import { reportOf } from '../core/report/report-of.ts';
import type { JournalEntry } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { createSimulatedTarget } from '../targets/simulated/simulated-target.ts';
import { runSession } from './run-session.ts';
import { Stopper } from './stopper.ts';

const FLEET: FleetSpec = { runners: 4, startupMs: 1_000, executionMs: 60_000, executionCv: 0.03, failureRate: 0 };
const planOf = (fleet: FleetSpec, more: Partial<InterleaveSpec> = {}): Plan => ({
  version: 1,
  name: 'interleaved',
  target: { kind: 'simulated', fleet },
  scenarios: [interleavedScenario({ workflow: 'simple.yml', inputs: {} }, { ...INTERLEAVE_DEFAULTS, base: 'main', head: 'feature', ...more })],
  limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 10_000, runTimeoutMs: 3_600_000 },
});

/** Executes the plan, from these entries on, until it ends or so many runs have been settled. */
async function play(
  plan: Plan,
  options: { readonly seed?: number; readonly suspendAfter?: number; readonly entries?: readonly JournalEntry[] } = {},
) {
  const { seed = 1, suspendAfter, entries = [] } = options;
  const fleet = plan.target.kind === 'simulated' ? plan.target.fleet : FLEET;
  const clock = virtualClock(entries.at(-1)?.at);
  const target = createSimulatedTarget({ fleet, clock, seed });
  const journal = createMemoryJournal(entries);
  const signal = new Stopper();
  const session = await clock.run(
    runSession({
      plan,
      sessionId: '0123456789abcdef',
      generation: 1,
      seed,
      version: '0.0.0',
      target,
      journal,
      clock,
      stop: { signal, reason: () => ({ kind: 'suspended', message: 'enough for today' }) },
      onEvent: (_, { scenarios: [state] }) => {
        if (suspendAfter !== undefined && (state?.settled ?? 0) >= suspendAfter) signal.abort();
      },
    }),
  );
  await target.close();
  return { session, entries: [...journal.read()], result: reportOf(session, { cancelCommand: () => '' }).result };
}

const refsOf = (session: Session): string[] =>
  [...session.slots.values()].map(({ scenario, unit }) => session.plan.scenarios[scenario]?.units[unit]?.ref ?? '');

describe('an interleaved scenario', () => {
  it('runs the revisions in balanced order, one at a time, and stops when it knows that head is slower', async () => {
    const { session, result } = await play(planOf({ ...FLEET, slowRefs: { feature: 1.3 } }));
    expect(result.outcome).toBe('regressed');
    expect(result.reasons[0]).toMatch(
      /^simple\.yml: execution_time: (2[5-9]|3\d)(\.\d)? % slower \(\d\d\.\d\d s against \d\d\.\d\d s; 95 % interval .*, \d+ and \d+ runs in turns\)/,
    );
    const [row] = result.gate?.rows ?? [];
    expect(row).toMatchObject({ evidence: 'interleaved', verdict: 'regressed', n: [8, 8], margin: 0.01 });
    expect(row?.ci95?.[0]).toBeGreaterThan(0.2);
    expect(row?.ci95?.[1]).toBeLessThan(0.4);
    const [b, h] = ['main', 'feature'];
    expect(refsOf(session)).toEqual([b, h, h, b, h, b, b, h, b, h, h, b, h, b, b, h]);
    const runs = [...session.runs.values()].map(({ details }) => details?.jobs[0]);
    for (const [i, job] of runs.entries())
      if (i > 0) expect(job?.createdAt).toBeGreaterThanOrEqual(runs[i - 1]?.completedAt ?? Number.POSITIVE_INFINITY);
    expect(result.scenarios[0]?.ledger).toMatchObject({ planned: 16, succeeded: 16 });
    expect(result.gate?.note).toBe('resolved after 4 blocks of four runs');
  });

  it('passes where head is the same, and says improved where it is faster', async () => {
    expect((await play(planOf(FLEET))).result.outcome).toBe('passed');
    const faster = (await play(planOf({ ...FLEET, slowRefs: { main: 1.3 } }))).result;
    expect(faster).toMatchObject({ outcome: 'passed', gate: { rows: [{ verdict: 'improved' }] } });
  });

  it('is inconclusive when its blocks are used up, and says what that leaves open', async () => {
    const { result } = await play(planOf({ ...FLEET, executionCv: 0.5 }, { maxBlocks: 3 }));
    expect(result).toMatchObject({ outcome: 'inconclusive', gate: { rows: [{ verdict: 'inconclusive', n: [6, 6] }] } });
    expect(result.reasons[0]).toContain('does not tell "slower by 1 % at most" from "slower by 5 %"');
  });

  it('begins no block after its time, and finishes the one under way', async () => {
    const { session, result } = await play(planOf({ ...FLEET, executionCv: 0.5 }, { maxDurationMs: 60_000 }));
    expect(session.slots.size).toBe(4);
    expect(result).toMatchObject({ outcome: 'inconclusive', gate: { note: 'the 1m that it may take were over after 1 block of four runs' } });
  });

  it('gives up when nothing can be measured: no verdict without values', async () => {
    const { session, result } = await play(planOf({ ...FLEET, failureRate: 1 }));
    expect(session.slots.size).toBe(12);
    expect(result.outcome).toBe('failed');
    expect(result.gate).toMatchObject({ rows: [{ verdict: 'inconclusive', n: [0, 0] }], note: '3 blocks in a row gave no value to compare' });
  });

  it('decides every metric by itself and goes on until the last of them is resolved', async () => {
    const { result } = await play(planOf({ ...FLEET, executionCv: 0.02 }, { metrics: ['execution_time', 'queue_time'] }));
    expect(result.gate?.rows.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['execution_time', 'passed'],
      ['queue_time', 'passed'],
    ]);
  });

  it('goes on after a suspension with the blocks that it has', async () => {
    const plan = planOf({ ...FLEET, slowRefs: { feature: 1.3 } });
    const first = await play(plan, { suspendAfter: 8 });
    expect(first.result.outcome).toBe('suspended');
    const second = await play(plan, { entries: first.entries });
    expect(second.result.outcome).toBe('regressed');
    expect(second.session.epoch).toBe(2);
    expect(second.result.gate?.rows[0]?.n).toEqual([8, 8]);
  });

  it.each<[string, Partial<InterleaveSpec>]>([
    ['detect lies above the margin', { margin: 0.05, detect: 0.05 }],
    ['maxBlocks is a whole number', { maxBlocks: 2 }],
    ['at least one metric', { metrics: [] }],
  ])('refuses what can not be followed: %s', (message, more) => {
    expect(() => planOf(FLEET, more)).toThrow(message);
  });
});
