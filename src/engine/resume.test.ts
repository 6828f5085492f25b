import { describe, expect, test } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { type Script, scriptedTarget, type World } from '../../test/support/scripted-target.ts';
import { type VirtualClock, virtualClock } from '../../test/support/virtual-clock.ts';
import type { Arrivals } from '../core/plan/plan.ts';
import type { JournalEntry, SessionEvent } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import type { Target } from '../ports/target.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { createSimulatedTarget } from '../targets/simulated/simulated-target.ts';
import { type RunSessionOptions, runSession } from './run-session.ts';
import { Stopper } from './stopper.ts';

const SESSION_ID = 'abcdef0123456789';
const closed: Arrivals = { model: 'closed', runs: 6, concurrency: 2 };

interface Setting {
  readonly arrivals?: Arrivals;
  readonly clock: VirtualClock;
  readonly target: Target;
  readonly entries?: readonly JournalEntry[];
  readonly recover?: RunSessionOptions['recover'];
}

function start({ arrivals = closed, clock, target, entries = [], recover }: Setting) {
  const journal = createMemoryJournal(entries);
  const work = runSession({
    plan: planOf([scenarioOf(arrivals)]),
    sessionId: SESSION_ID,
    generation: 1,
    seed: 1,
    version: '0.0.0',
    target,
    journal,
    clock,
    stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
    ...(recover === undefined ? {} : { recover }),
  });
  return { journal, work, ended: () => clock.run(work) };
}

/** A whole execution, to be cut off anywhere. */
async function lived(arrivals: Arrivals = closed, script: Script = {}): Promise<{ entries: readonly JournalEntry[]; world: World }> {
  const clock = virtualClock();
  const target = scriptedTarget(clock, script);
  const { journal, ended } = start({ arrivals, clock, target });
  await ended();
  return { entries: [...journal.read()], world: target.world };
}

const boxes = (session: Session): string[] => [...session.slots.values()].map(({ box }) => box ?? 'none');
const extras = (session: Session): string[] =>
  [...session.extraRuns.values()].map(({ runId, why, endSeenAt }) => `${runId}: ${why}${endSeenAt === undefined ? ', alive' : ''}`);
const upTo = (entries: readonly JournalEntry[], type: SessionEvent['type'], nth = 1): readonly JournalEntry[] => {
  let seen = 0;
  const at = entries.findIndex(({ event }) => event.type === type && ++seen === nth);
  return entries.slice(0, at + 1);
};
const sliced = (world: World, before: number): World => new Map([...world].filter(([, { createdAt }]) => createdAt <= before));

describe('a resume', () => {
  test('reads the whole list before it sends anything', async () => {
    const { entries, world } = await lived();
    const kept = upTo(entries, 'acked', 2);
    const diedAt = kept.at(-1)?.at ?? 0;
    const clock = virtualClock(diedAt + 5_000);
    const target = scriptedTarget(clock, { world: sliced(world, diedAt) });
    const session = await start({ clock, target, entries: kept }).ended();
    expect(target.inventories).toEqual([diedAt + 5_000]);
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
    expect(target.sent).toHaveLength(4);
  });

  test('that can’t read the list sends nothing, and leaves the session to a later one', async () => {
    const { entries, world } = await lived();
    const kept = upTo(entries, 'acked', 2);
    const clock = virtualClock(kept.at(-1)?.at);
    const target = scriptedTarget(clock, { world: sliced(world, clock.now()), unreadable: () => "can't list the runs: GitHub answered 502" });
    const session = await start({ clock, target, entries: kept }).ended();
    expect(target.sent).toEqual([]);
    expect(target.cancelled).toEqual([]);
    expect(session.endedAt).toBeUndefined();
    expect(session.stop?.reason).toMatchInlineSnapshot(`
      {
        "kind": "suspended",
        "message": "the list of runs can't be read, and nothing is sent before it has been (can't list the runs: GitHub answered 502): resume later",
      }
    `);
  });

  test('waits until the list can be read', async () => {
    const { entries, world } = await lived();
    const kept = upTo(entries, 'acked', 2);
    const clock = virtualClock(kept.at(-1)?.at);
    const target = scriptedTarget(clock, { world: sliced(world, clock.now()), unreadable: (n) => (n <= 4 ? '502' : undefined) });
    const session = await start({ clock, target, entries: kept }).ended();
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
    expect(target.inventories).toHaveLength(5);
  });

  test('adopts runs that the journal lost with its tail, slots and all, and proves that there are no more before it sends', async () => {
    const { entries, world } = await lived();
    const diedAt = upTo(entries, 'acked', 4).at(-1)?.at ?? 0;
    const clock = virtualClock(diedAt);
    const target = scriptedTarget(clock, { world: sliced(world, diedAt) });
    const { journal, ended } = start({ clock, target, entries: upTo(entries, 'scenario_started') });
    const session = await ended();
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
    expect(target.sent).toEqual(['rh_abcdef01_1_0-4_1', 'rh_abcdef01_1_0-5_1']);
    const sentAt = [...journal.read()].find(({ event }) => event.type === 'intent')?.at ?? 0;
    expect(sentAt - diedAt).toBeGreaterThanOrEqual(120_000);
    expect(target.inventories.length).toBeGreaterThanOrEqual(3);
  });

  test('of an open scenario gives lost slots back the times that the schedule wanted', async () => {
    const open: Arrivals = { model: 'open', shape: 'constant', rate: { count: 6, perMs: 60_000 }, durationMs: 60_000 };
    const { entries, world } = await lived(open);
    const clock = virtualClock(entries[0]?.at ?? 0).now() + 35_000;
    const later = virtualClock(clock);
    const target = scriptedTarget(later, { world: sliced(world, clock) });
    const session = await start({ arrivals: open, clock: later, target, entries: upTo(entries, 'scenario_started') }).ended();
    const startedAt = session.scenarios[0]?.startedAt ?? 0;
    expect([...session.slots.values()].map(({ intendedAt }) => (intendedAt ?? 0) - startedAt)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000]);
  });

  test('from a checkpoint waits until the list proves what came after it', async () => {
    const { entries, world } = await lived();
    const diedAt = upTo(entries, 'acked', 4).at(-1)?.at ?? 0;
    // The run of the fourth slot is not in the list before a minute has passed.
    const late = new Map([...sliced(world, diedAt)].map(([id, run], at) => [id, at === 3 ? { ...run, listedAt: diedAt + 60_000 } : run]));
    const clock = virtualClock(diedAt);
    const target = scriptedTarget(clock, { world: late });
    const session = await start({ clock, target, entries: upTo(entries, 'acked', 2), recover: { from: 'copy' } }).ended();
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
    expect(target.sent).toHaveLength(2);
    expect(session.extraRuns.size).toBe(0);
    expect(session.warnings).toContain('this session went on from a checkpoint: what came after it was rebuilt from the list of runs');
  });

  test('after the last run has ended sends nothing', async () => {
    const { entries, world } = await lived();
    const clock = virtualClock((entries.at(-1)?.at ?? 0) + 3 * 86_400_000);
    const target = scriptedTarget(clock, { world });
    const session = await start({ clock, target, entries: upTo(entries, 'acked', 2), recover: { from: 'copy' } }).ended();
    expect(target.sent).toEqual([]);
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
  });
});

describe('from nothing but the list', () => {
  test('the session is rebuilt: the same slots, the same runs, nothing is sent twice', async () => {
    const { entries, world } = await lived();
    const diedAt = upTo(entries, 'acked', 4).at(-1)?.at ?? 0;
    const clock = virtualClock(diedAt + 1_000);
    const target = scriptedTarget(clock, { world: sliced(world, diedAt) });
    const session = await start({ clock, target, recover: { from: 'list', sinceAt: entries[0]?.at ?? 0 } }).ended();
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
    expect(target.sent).toHaveLength(2);
    expect([...session.runs.values()].map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `rh_abcdef01_1_0-${n}_1`));
    expect(session.warnings).toMatchInlineSnapshot(`
      [
        "the journal was lost: this session was rebuilt from GitHub's list of runs, and what only its controller knew is unavailable",
      ]
    `);
  });

  test('a dispatch that was sent twice is counted as its last try, the other run is extra', async () => {
    const clock = virtualClock();
    const at = clock.now() - 10_000;
    const world: World = new Map([
      ['1000', { key: 'rh_abcdef01_1_0-0_1', createdAt: at }],
      ['1001', { key: 'rh_abcdef01_1_0-0_2', createdAt: at }],
    ]);
    const target = scriptedTarget(clock, { world });
    const session = await start({
      arrivals: { model: 'closed', runs: 1, concurrency: 1 },
      clock,
      target,
      recover: { from: 'list', sinceAt: at },
    }).ended();
    expect(session.slots.get('0-0')).toMatchObject({ runId: '1001', box: 'succeeded' });
    expect(extras(session)).toMatchInlineSnapshot(`
      [
        "1000: it appeared late: its slot had been sent again, as run 1001",
      ]
    `);
  });

  test('the latest generation is the one that is rebuilt', async () => {
    const clock = virtualClock();
    const createdAt = clock.now() - 10_000;
    const world: World = new Map([
      ['1000', { key: 'rh_abcdef01_1_0-0_1', createdAt }],
      ['1001', { key: 'rh_abcdef01_3_0-0_1', createdAt }],
    ]);
    const target = scriptedTarget(clock, { world });
    const session = await start({ clock, target, recover: { from: 'list', sinceAt: createdAt } }).ended();
    expect(session.generation).toBe(3);
    expect(target.sent).toHaveLength(5);
  });

  test('without keys nothing is guessed: it is refused, and nothing is sent', async () => {
    const clock = virtualClock();
    const target = scriptedTarget(clock);
    const blind: Target = {
      ...target,
      prepare: async () => ({ ok: true, target: 't', units: [[{ workflow: 'plain.yml', keyed: false }]], warnings: [] }),
    };
    await expect(start({ clock, target: blind, recover: { from: 'list', sinceAt: clock.now() } }).ended()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TargetError: the journal of session abcdef0123456789 is lost, and the runs of plain.yml don't show the key of their dispatch: what was sent can't be known]`,
    );
    expect(target.sent).toEqual([]);
  });
});

describe('late twins', () => {
  const one: Arrivals = { model: 'closed', runs: 1, concurrency: 1 };

  test('of a clean answer are cancelled, watched to their end and listed, and never counted', async () => {
    const clock = virtualClock();
    const target = scriptedTarget(clock, { runMs: 60_000 });
    const { work } = start({ arrivals: closed, clock, target });
    void clock.sleepUntil(clock.now() + 20_000).then(() => target.world.set('1999', { key: 'rh_abcdef01_1_0-1_1', createdAt: clock.now() }));
    const session = await clock.run(work);
    expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
    expect(target.cancelled).toEqual(['1999']);
    expect(extras(session)).toMatchInlineSnapshot(`
      [
        "1999: GitHub made it from the same dispatch as run 1001",
      ]
    `);
  });

  test('that do not end are cancelled by force', async () => {
    const clock = virtualClock();
    const target = scriptedTarget(clock, { runMs: 600_000 });
    const forced: boolean[] = [];
    const stubborn: Target = {
      ...target,
      cancel: (run, signal) => {
        forced.push(run.force);
        return run.force ? target.cancel(run, signal) : Promise.resolve({ kind: 'accepted' });
      },
    };
    const { work } = start({ arrivals: one, clock, target: stubborn });
    void clock.sleepUntil(clock.now() + 20_000).then(() => target.world.set('1999', { key: 'rh_abcdef01_1_0-0_1', createdAt: clock.now() }));
    await clock.run(work);
    expect(forced).toEqual([false, true]);
  });

  test('that appear after everything has ended are found by a last reading, where there was any doubt', async () => {
    const clock = virtualClock();
    const target = scriptedTarget(clock, { runMs: 1_000, answers: (n) => (n === 0 ? 'lost' : undefined) });
    const { work } = start({ arrivals: one, clock, target });
    void clock.sleepUntil(clock.now() + 90_000).then(() => target.world.set('1999', { key: 'rh_abcdef01_1_0-0_1', createdAt: clock.now() }));
    const session = await clock.run(work);
    expect(target.inventories).toHaveLength(1);
    expect((session.endedAt ?? 0) - session.startedAt).toBeGreaterThanOrEqual(120_000);
    expect(extras(session)).toHaveLength(1);
  });

  test('without doubt nothing is read at the end', async () => {
    const clock = virtualClock();
    const target = scriptedTarget(clock);
    await start({ clock, target }).ended();
    expect(target.inventories).toEqual([]);
  });

  test('a run that appears while its slot waits to be sent again is adopted, and nothing is sent', async () => {
    const clock = virtualClock();
    let held = 0;
    const target = scriptedTarget(clock, {
      runMs: 600_000,
      answers: (n, { slot }) => (slot === '0-1' && n < 3 ? { kind: 'unknown', why: '502' } : undefined),
    });
    // From its second try on, the slot waits for a limit.
    const limited: Target = {
      ...target,
      dispatch: (order, signal) => {
        if (order.key !== 'rh_abcdef01_1_0-1_2' || held++ > 0) return target.dispatch(order, signal);
        return Promise.resolve({ kind: 'limited', why: 'secondary limit', untilAt: clock.now() + 300_000 });
      },
    };
    const { work } = start({ arrivals: { model: 'closed', runs: 2, concurrency: 2 }, clock, target: limited });
    void clock.sleepUntil(clock.now() + 200_000).then(() => target.world.set('1999', { key: 'rh_abcdef01_1_0-1_1', createdAt: clock.now() }));
    const session = await clock.run(work);
    expect(session.slots.get('0-1')).toMatchObject({ runId: '1999', ackedBy: 'key', box: 'succeeded' });
    expect(target.sent).toHaveLength(2);
  });
});

describe('a second controller without a common journal', () => {
  const foreign = (clock: VirtualClock) => ({ key: 'rh_abcdef01_1_0-5_1', createdAt: clock.now() });

  test('is seen by its runs: this one sends nothing more, cancels nothing, and says why', async () => {
    const clock = virtualClock();
    const target = scriptedTarget(clock, { runMs: 150_000 });
    const { work } = start({ clock, target });
    void clock.sleepUntil(clock.now() + 200_000).then(() => target.world.set('1999', foreign(clock)));
    const session = await clock.run(work);
    expect(target.sent).toHaveLength(4);
    expect(target.cancelled).toEqual([]);
    expect(session.endedAt).toBeUndefined();
    expect(session.stop?.reason).toMatchInlineSnapshot(`
      {
        "kind": "fenced",
        "message": "another controller is at work on this session: run https://example.test/runs/1999 was made under the key rh_abcdef01_1_0-5_1, which this one never sent. It sends nothing more and cancels nothing; end the other one, or wait for its end, then resume",
      }
    `);
  });

  test('that is alive is not disturbed by one that goes on from a checkpoint', async () => {
    const { entries, world } = await lived();
    const kept = upTo(entries, 'acked', 2);
    const diedAt = kept.at(-1)?.at ?? 0;
    const clock = virtualClock(diedAt);
    const target = scriptedTarget(clock, { world: sliced(world, diedAt) });
    const { work } = start({ clock, target, entries: kept, recover: { from: 'copy' } });
    for (const [n, after] of [50_000, 110_000, 170_000].entries()) {
      void clock.sleepUntil(diedAt + after).then(() => target.world.set(`190${n}`, { key: `rh_abcdef01_1_0-${n + 2}_1`, createdAt: clock.now() }));
    }
    const session = await clock.run(work);
    expect(target.sent).toEqual([]);
    expect(target.cancelled).toEqual([]);
    expect(session.stop?.reason.kind).toBe('fenced');
  });
});

test('runs of an earlier execution under the same name are none of ours', async () => {
  const clock = virtualClock();
  const world: World = new Map([['1000', { key: 'rh_abcdef01_1_0-0_1', createdAt: clock.now() - 3_600_000 }]]);
  const target = scriptedTarget(clock, { world });
  const session = await start({ clock, target }).ended();
  expect(target.sent).toHaveLength(6);
  expect(target.cancelled).toEqual([]);
  expect(session.extraRuns.size).toBe(0);
});

test('a target that pushes is let go when the session is suspended', async () => {
  const clock = virtualClock();
  const target = createSimulatedTarget({ fleet: { runners: 2, startupMs: 1_000, executionCv: 0, failureRate: 0 }, clock, seed: 1 });
  const stopper = new Stopper();
  const journal = createMemoryJournal();
  const work = runSession({
    plan: planOf([scenarioOf(closed)]),
    sessionId: SESSION_ID,
    generation: 1,
    seed: 1,
    version: '0.0.0',
    target,
    journal,
    clock,
    stop: { signal: stopper, reason: () => ({ kind: 'suspended', message: 'max-duration of 10s reached' }) },
  });
  void clock.sleepUntil(clock.now() + 10_000).then(() => stopper.abort());
  const session = await clock.run(work);
  expect(session.suspendedAt).toBeDefined();
  expect([...journal.read()].at(-1)?.event.type).toBe('suspended');
});
