import { describe, expect, test } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { type Script, scriptedTarget } from '../../test/support/scripted-target.ts';
import { virtualClock } from '../../test/support/virtual-clock.ts';
import type { JournalEntry } from '../core/session/event.ts';
import { MINUTE_MS } from '../core/time.ts';
import { SessionLog } from '../engine/log.ts';
import { PlanRefusedError, runSession } from '../engine/run-session.ts';
import { Stopper } from '../engine/stopper.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { cleanUp } from './clean-up.ts';
import { cancelCommand, doubts, leftovers } from './leftovers.ts';

const HOUR_MS = 60 * MINUTE_MS;

/** A session of long runs that is executed until `stopAfterMs`, and what its controller had written by then. */
async function interrupted(script: Script, stopAfterMs: number) {
  const clock = virtualClock();
  const target = scriptedTarget(clock, { runMs: HOUR_MS, ...script });
  const journal = createMemoryJournal();
  const stopper = new Stopper();
  const work = runSession({
    plan: planOf([scenarioOf({ model: 'closed', runs: 6, concurrency: 6 })]),
    sessionId: 'abcdef0123456789',
    generation: 1,
    seed: 1,
    version: '0.0.0',
    target,
    journal,
    clock,
    stop: { signal: stopper, reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
  });
  void clock.sleepUntil(clock.now() + stopAfterMs).then(() => stopper.abort());
  await clock.run(work);
  return { clock, target, entries: [...journal.read()] };
}

async function clean(entries: readonly JournalEntry[], script: Script) {
  const clock = virtualClock((entries.at(-1)?.at ?? 0) + 1_000);
  const target = scriptedTarget(clock, { runMs: HOUR_MS, ...script });
  const journal = createMemoryJournal(entries);
  const log = new SessionLog(journal, clock);
  const { session } = log;
  if (session === undefined) throw new Error('no session');
  const result = await clock.run(cleanUp({ log, session, target, clock, deadlineAt: clock.now() + 4 * MINUTE_MS }));
  return { result, target, session, entries: [...journal.read()], clock };
}

const alive = (world: NonNullable<Script['world']>): string[] =>
  [...world.values()].filter(({ cancelledAt }) => cancelledAt === undefined).map(({ key }) => key);

describe('cleaning up after a controller that was killed', () => {
  test('ends every run that it had started, wherever it was killed, and again does nothing', async () => {
    const { target: first, entries } = await interrupted({}, 10_000);
    const begun = entries.findIndex(({ event }) => event.type === 'prepared');
    const stopped = entries.findIndex(({ event }) => event.type === 'stopping');
    for (let length = begun + 1; length <= stopped; length++) {
      const intents = new Set(entries.slice(0, length).map(({ event }) => (event.type === 'intent' ? event.key : '')));
      const world = new Map([...first.world].filter(([, { key }]) => intents.has(key)).map(([id, { key, createdAt }]) => [id, { key, createdAt }]));
      const { result, session, target, entries: after } = await clean(entries.slice(0, length), { world });
      expect(alive(world), `killed after entry ${length}`).toEqual([]);
      expect(result).toEqual({ alive: [], doubtful: [] });
      expect([...leftovers(session)], `killed after entry ${length}`).toEqual([]);
      expect(target.sent).toEqual([]);
      const again = await clean(after, { world });
      expect(again.target.cancelled).toEqual([]);
    }
  });

  test('leaves alone what has ended', async () => {
    const { target: first, entries } = await interrupted({}, 10_000);
    const stopped = entries.findIndex(({ event }) => event.type === 'stopping');
    const world = new Map([...first.world].map(([id, { key, createdAt }]) => [id, { key, createdAt }]));
    const { target } = await clean(entries.slice(0, stopped), { world, runMs: 1_000 });
    expect(target.cancelled).toEqual([]);
  });

  test('lists what it can not ask about, because the plan is refused by now', async () => {
    const { entries } = await interrupted({}, 10_000);
    const stopped = entries.findIndex(({ event }) => event.type === 'stopping');
    await expect(clean(entries.slice(0, stopped), { refuse: 'the workflow is gone' })).rejects.toThrow(PlanRefusedError);
  });
});

test('a dispatch without an answer is a doubt until its run is found', async () => {
  const { target: first, entries } = await interrupted({ answers: (n) => (n === 2 ? 'lost' : undefined) }, 500);
  const world = new Map([...first.world].map(([id, { key, createdAt }]) => [id, { key, createdAt }]));
  const { session } = new SessionLog(createMemoryJournal(entries), virtualClock());
  expect(doubts(session!).map(({ key }) => key)).toEqual(['rh_abcdef01_1_0-2_1']);
  const after = await clean(entries, { world });
  expect(alive(world)).toEqual([]);
  expect(doubts(after.session)).toEqual([]);
});

test('the command that ends a run is made from its address', () => {
  expect(cancelCommand('https://github.com/acme/widgets/actions/runs/7')).toBe('gh run cancel 7 -R acme/widgets');
  expect(cancelCommand('https://github.example.com/acme/widgets/actions/runs/7')).toBe('gh run cancel 7 -R github.example.com/acme/widgets');
  expect(cancelCommand('https://example.com/else')).toBe('cancel the run at https://example.com/else');
});
