import { describe, expect, test } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { type Script, scriptedTarget } from '../../test/support/scripted-target.ts';
import { virtualClock } from '../../test/support/virtual-clock.ts';
import type { Arrivals } from '../core/plan/plan.ts';
import type { SessionEvent, StopReason } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import type { Clock } from '../ports/clock.ts';
import { type Journal, JournalFencedError } from '../ports/journal.ts';
import type { Target } from '../ports/target.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { PlanRefusedError, type RunSessionOptions, runSession } from './run-session.ts';
import { Stopper } from './stopper.ts';

const SESSION_ID = 'abcdef0123456789';
const closed = (runs: number, concurrency: number): Arrivals => ({ model: 'closed', runs, concurrency });
const open = (count: number, perMs: number, durationMs: number): Arrivals => ({
  model: 'open',
  shape: 'constant',
  rate: { count, perMs },
  durationMs,
});

function setUp(arrivals: readonly [Arrivals, ...Arrivals[]], script: Script = {}) {
  const clock = virtualClock();
  const target = scriptedTarget(clock, script);
  const journal = createMemoryJournal();
  const stopper = new Stopper();
  const [first, ...rest] = arrivals.map((one) => scenarioOf(one));
  if (first === undefined) throw new Error('no scenario');
  const start = (reason: StopReason = { kind: 'signal', signal: 'SIGINT' }) =>
    runSession({
      plan: planOf([first, ...rest]),
      sessionId: SESSION_ID,
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target,
      journal,
      clock,
      stop: { signal: stopper, reason: () => reason },
    });
  return { clock, target, journal, stopper, start };
}

const options = (target: Target, clock: Clock, journal: Journal): RunSessionOptions => ({
  plan: planOf([scenarioOf(closed(6, 2))]),
  sessionId: SESSION_ID,
  generation: 1,
  seed: 1,
  version: '0.0.0',
  target,
  journal,
  clock,
  stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
});

const boxes = (session: Session): string[] => [...session.slots.values()].map(({ box }) => box ?? 'none');

describe('a closed scenario', () => {
  test('never has more runs under way than its concurrency, and sends every slot once', async () => {
    const { clock, target, journal, start } = setUp([closed(10, 3)]);
    const session = await clock.run(start());
    expect(target.sent).toEqual(Array.from({ length: 10 }, (_, n) => `rh_abcdef01_1_0-${n}_1`));
    expect(boxes(session)).toEqual(Array(10).fill('succeeded'));
    let underWay = 0;
    let most = 0;
    for (const { event } of journal.read()) {
      if (event.type === 'intent') most = Math.max(most, ++underWay);
      if (event.type === 'observed' && event.observation.status === 'completed') underWay -= 1;
    }
    expect(most).toBe(3);
  });

  test('one at a time is one after the other', async () => {
    const { clock, start } = setUp([closed(3, 1)], { runMs: 60_000 });
    const begin = clock.now();
    const session = await clock.run(start());
    expect((session.endedAt ?? 0) - begin).toBeGreaterThanOrEqual(3 * 60_000);
  });
});

test('an open scenario sends at the instants of its schedule, whatever the runs do', async () => {
  const { clock, start } = setUp([open(10, 60_000, 60_000)], { runMs: 600_000 });
  const session = await clock.run(start());
  const startedAt = session.scenarios[0]?.startedAt ?? 0;
  expect([...session.slots.values()].map(({ sentAt }) => (sentAt ?? 0) - startedAt)).toEqual(Array.from({ length: 10 }, (_, n) => n * 6_000));
});

test('scenarios run one after the other', async () => {
  const { clock, start } = setUp([closed(2, 2), open(2, 60_000, 60_000)]);
  const session = await clock.run(start());
  const [first, second] = session.scenarios;
  expect(second?.startedAt).toBeGreaterThanOrEqual(first?.endedAt ?? Number.POSITIVE_INFINITY);
});

describe('an ambiguous answer', () => {
  test('is reconciled: the run is adopted by its key and never sent again', async () => {
    const { clock, target, start } = setUp([closed(3, 3)], { answers: (n) => (n === 1 ? 'lost' : undefined) });
    const session = await clock.run(start());
    expect(target.sent).toHaveLength(3);
    expect(session.slots.get('0-1')).toMatchObject({ box: 'succeeded', ackedBy: 'key', attempts: 1 });
  });

  test('that never was a dispatch is sent once more under a new key, after a long enough search', async () => {
    const { clock, target, start } = setUp([closed(1, 1)], { answers: (n) => (n === 0 ? { kind: 'unknown', why: '502' } : undefined) });
    const session = await clock.run(start());
    expect(target.sent).toEqual(['rh_abcdef01_1_0-0_1', 'rh_abcdef01_1_0-0_2']);
    const slot = session.slots.get('0-0');
    expect(slot?.box).toBe('succeeded');
    expect((slot?.sentAt ?? 0) - session.startedAt).toBeGreaterThanOrEqual(120_000);
  });

  test('twice without a run is lost, not tried for ever', async () => {
    const { clock, target, start } = setUp([closed(1, 1)], { answers: () => ({ kind: 'unknown', why: '502' }) });
    const session = await clock.run(start());
    expect(target.sent).toHaveLength(2);
    expect(session.slots.get('0-0')).toMatchObject({ box: 'lost', reason: 'sent twice, and neither run ever appeared (502)' });
  });
});

test('a limit defers the dispatch to the instant it names', async () => {
  const { clock, target, start } = setUp([closed(1, 1)], {
    answers: (n) => (n === 0 ? { kind: 'limited', why: 'secondary limit', untilAt: clock.now() + 90_000 } : undefined),
  });
  const session = await clock.run(start());
  expect(target.sent).toHaveLength(2);
  expect((session.slots.get('0-0')?.sentAt ?? 0) - session.startedAt).toBe(90_000);
});

test('a refused dispatch fails its slot and no other', async () => {
  const { clock, start } = setUp([closed(3, 1)], { answers: (n) => (n === 1 ? { kind: 'rejected', why: 'no such input' } : undefined) });
  const session = await clock.run(start());
  expect(boxes(session)).toEqual(['succeeded', 'failed', 'succeeded']);
});

test('a refused plan sends nothing and leaves no trace in the journal', async () => {
  const { clock, target, journal, start } = setUp([closed(3, 1)], { refuse: 'there is no workflow nope.yml' });
  await expect(clock.run(start())).rejects.toThrow(PlanRefusedError);
  expect(target.sent).toEqual([]);
  expect([...journal.read()]).toEqual([]);
});

test('a stop sends nothing more, cancels what runs, and accounts for every slot', async () => {
  const { clock, target, stopper, start } = setUp([closed(10, 4)], { runMs: 600_000 });
  const work = start();
  void clock.sleepUntil(clock.now() + 5_000).then(() => stopper.abort());
  const session = await clock.run(work);
  expect(target.sent).toHaveLength(4);
  expect(target.cancelled).toHaveLength(4);
  expect(boxes(session)).toEqual(Array(4).fill('cancelled'));
  expect((session.endedAt ?? 0) - (session.stop?.at ?? 0)).toBeLessThanOrEqual(3_500);
});

test('a run that outlives run-timeout is cancelled and counts as timed out', async () => {
  const { clock, target, start } = setUp([closed(1, 1)], { runMs: 7_200_000 });
  const session = await clock.run(start());
  expect(target.cancelled).toHaveLength(1);
  expect(boxes(session)).toEqual(['timed_out']);
});

describe('a journal that can no longer be written', () => {
  test('stops the sending; what runs is watched to its end and reported', async () => {
    const { clock, target, journal, stopper } = setUp([closed(10, 2)]);
    let appends = 0;
    const full = {
      ...journal,
      append: (at: number, events: readonly SessionEvent[]) =>
        ++appends > 8 ? Promise.reject(new Error('ENOSPC: no space left on device')) : journal.append(at, events),
    };
    const session = await clock.run(
      runSession({ ...options(target, clock, full), stop: { signal: stopper, reason: () => ({ kind: 'signal', signal: 'SIGINT' }) } }),
    );
    expect(session.stop?.reason).toEqual({ kind: 'journal', message: 'ENOSPC: no space left on device' });
    const sent = target.sent.length;
    expect(sent).toBeLessThan(10);
    expect(boxes(session).filter((box) => box === 'succeeded')).toHaveLength(sent);
    expect(boxes(session)).not.toContain('none');
  });

  test('because another controller has the session ends this one before it can send', async () => {
    const { clock, target, journal } = setUp([closed(10, 2)]);
    const fenced = { ...journal, append: () => Promise.reject(new JournalFencedError('taken over')) };
    await expect(clock.run(runSession(options(target, clock, fenced)))).rejects.toThrow(JournalFencedError);
    expect(target.sent).toEqual([]);
  });
});

describe('a request that was refused and waits to be sent again', () => {
  /** Its first request is refused for a part of it; a minute later it has its turn again. */
  const refusing = (target: ReturnType<typeof scriptedTarget>, clock: Clock): Target => ({
    ...target,
    dispatch: async (order) => {
      await order.beforeSend();
      await clock.sleepUntil(clock.now() + 60_000);
      return await target.dispatch(order, new Stopper());
    },
  });

  test('leaves under the same key, and counts as sent when it left at last', async () => {
    const { clock, target, journal } = setUp([closed(1, 1)]);
    const session = await clock.run(runSession({ ...options(refusing(target, clock), clock, journal), plan: planOf([scenarioOf(closed(1, 1))]) }));
    expect(target.sent).toEqual(['rh_abcdef01_1_0-0_1']);
    expect(boxes(session)).toEqual(['succeeded']);
    const intents = [...journal.read()].filter(({ event }) => event.type === 'intent');
    expect(intents.map(({ event }) => 'key' in event && event.key)).toEqual(['rh_abcdef01_1_0-0_1', 'rh_abcdef01_1_0-0_1']);
    expect(session.slots.get('0-0')).toMatchObject({ attempts: 1, sentAt: intents[1]?.at });
  });

  test('never leaves when another controller has taken the session over meanwhile', async () => {
    const { clock, target, journal } = setUp([closed(6, 2)]);
    const takenOverAt = clock.now() + 30_000;
    const append: Journal['append'] = (at, events) =>
      at < takenOverAt ? journal.append(at, events) : Promise.reject(new JournalFencedError('taken over'));
    const work = runSession(options(refusing(target, clock), clock, { ...journal, append }));
    await expect(clock.run(work)).rejects.toThrow(JournalFencedError);
    await clock.run(clock.sleepUntil(clock.now() + 600_000));
    expect(target.sent).toEqual([]);
  });

  test('never leaves when the session stops meanwhile', async () => {
    const { clock, target, journal, stopper } = setUp([closed(6, 2)]);
    const stop = { signal: stopper, reason: (): StopReason => ({ kind: 'signal', signal: 'SIGINT', graceMs: 600_000 }) };
    const work = runSession({ ...options(refusing(target, clock), clock, journal), stop });
    void clock.sleepUntil(clock.now() + 30_000).then(() => stopper.abort());
    const session = await clock.run(work);
    expect(target.sent).toEqual([]);
    expect(new Set(boxes(session))).toEqual(new Set(['excluded']));
  });
});

test('a suspended session sends nothing more, cancels nothing, and the next controller ends it', async () => {
  const { clock, target, journal, stopper, start } = setUp([closed(6, 2)]);
  const work = start({ kind: 'suspended', message: 'max-duration of 1m reached' });
  void clock.sleepUntil(clock.now() + 20_000).then(() => stopper.abort());
  const suspended = await clock.run(work);
  expect(suspended.endedAt).toBeUndefined();
  expect(suspended.suspendedAt).toBeDefined();
  expect(target.cancelled).toEqual([]);
  const session = await clock.run(runSession(options(target, clock, journal)));
  expect(boxes(session)).toEqual(Array(6).fill('succeeded'));
  expect(target.sent).toHaveLength(6);
  expect(session.stop).toBeUndefined();
});

test('a session goes on from any prefix of its journal: nothing is lost and nothing is sent twice', async () => {
  const whole = setUp([closed(6, 2)]);
  await whole.clock.run(whole.start());
  const entries = [...whole.journal.read()];
  for (let length = 1; length < entries.length; length++) {
    const diedAt = entries[length - 1]?.at ?? 0;
    const clock = virtualClock(diedAt);
    const intents = new Set(entries.slice(0, length).map(({ event }) => (event.type === 'intent' ? event.key : '')));
    const acked = new Set(entries.slice(0, length).map(({ event }) => (event.type === 'acked' ? event.key : '')));
    // Half of the time the controller died after the requests had left, half of the time before.
    const left = length % 2 === 0;
    const world = new Map([...whole.target.world].filter(([, { key }]) => acked.has(key) || (left && intents.has(key))));
    const before = world.size;
    const target = scriptedTarget(clock, { world });
    const session = await clock.run(runSession(options(target, clock, createMemoryJournal(entries.slice(0, length)))));
    expect(boxes(session), `resumed after entry ${length}`).toEqual(Array(6).fill('succeeded'));
    expect(new Set([...target.world.values()].map(({ key }) => key.replace(/_\d+$/, ''))).size, `resumed after entry ${length}`).toBe(6);
    expect(before + target.sent.length, `resumed after entry ${length}`).toBe(6);
  }
});
