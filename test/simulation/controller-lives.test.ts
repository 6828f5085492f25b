import { expect, test } from 'vitest';
import type { Arrivals } from '../../src/core/plan/plan.ts';
import { uniformAt } from '../../src/core/random.ts';
import type { JournalEntry } from '../../src/core/session/event.ts';
import type { Session } from '../../src/core/session/session.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import { TransportError } from '../../src/ports/fetch.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { virtualGitHub } from '../support/virtual-github.ts';

const RUNS = 12;
const never = new Promise<never>(() => {});

/** One session with everything against it: lost answers, twins, lists that lag, and controllers that die. */
async function live(seed: number) {
  const chance = (name: string): number => uniformAt(seed, name);
  const clock = virtualClock();
  const startedAt = clock.now();
  const skewMs = Math.round((chance('skew') - 0.5) * 20 * 60_000);
  let posts = 0;
  const github = virtualGitHub({
    clock,
    skewMs,
    executionMs: 20_000 + chance('work') * 60_000,
    meddle: (request, next) => {
      if (request.method !== 'POST' || !request.url.endsWith('/dispatches')) return undefined;
      const n = posts++;
      if (clock.now() - startedAt > 15 * 60_000) return undefined;
      const luck = chance(`post/${n}`);
      if (luck < 0.1) throw new TransportError('reset before it was accepted', 'maybe');
      const response = next();
      const run = github.runs.at(-1);
      if (run !== undefined && chance(`lag/${n}`) < 0.3) run.listedAt = run.createdAt + chance(`lag-ms/${n}`) * 60_000;
      if (luck > 0.9 && run !== undefined) {
        const at = clock.now() + chance(`twin/${n}`) * 60_000;
        void clock.sleepUntil(at).then(() => {
          github.runs.push({ ...run, id: run.id + 5_000, createdAt: Math.floor((clock.now() + skewMs) / 1_000) * 1_000 });
        });
      }
      if (luck < 0.25) throw new TransportError('reset after it was accepted', 'maybe');
      return response;
    },
  });
  const arrivals: Arrivals =
    chance('model') < 0.5
      ? { model: 'closed', runs: RUNS, concurrency: 4 }
      : { model: 'open', shape: 'constant', rate: { count: 6, perMs: 60_000 }, durationMs: RUNS * 10_000 };
  let kept: readonly JournalEntry[] = [];

  const controller = async (life: number, diesAt: number | undefined): Promise<Session | 'died'> => {
    let dead = false;
    const hang = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work.catch((error: unknown) => (dead ? never : Promise.reject(error)));
      return dead ? await never : result;
    };
    const loss = chance(`loss/${life}`);
    const entries = life === 0 || loss < 0.5 ? kept : loss < 0.85 ? kept.slice(0, Math.ceil(kept.length * chance(`copy/${life}`))) : [];
    const journal = createMemoryJournal(entries);
    const target = createGitHubTarget({
      fetch: (request) => (dead ? never : hang(github.fetch(request))),
      clock,
      token: () => 'test-token-of-nobody',
      apiUrl: github.apiUrl,
      seed,
      limits: { mutationSpacingMs: 1_000, reserve: 0.2 },
    });
    const recover =
      life === 0 || loss < 0.5 ? undefined : entries.length === 0 ? ({ from: 'list', sinceAt: startedAt } as const) : ({ from: 'copy' } as const);
    const work = runSession({
      plan: planOf([scenarioOf(arrivals)], { target: { kind: 'github', repository: 'acme/widgets' } }),
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed,
      version: '0.0.0',
      target,
      journal: { ...journal, append: (at, events) => (dead ? never : hang(journal.append(at, events))) },
      clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
      ...(recover === undefined ? {} : { recover }),
    });
    if (diesAt === undefined) return await clock.run(work);
    const outcome = await clock.run(Promise.race([work, clock.sleepUntil(diesAt).then(() => 'died' as const)]));
    dead = true;
    kept = [...journal.read()];
    return outcome;
  };

  let session: Session | 'died' = 'died';
  for (let life = 0; session === 'died'; life++) {
    const diesAt = life < 3 ? clock.now() + chance(`death/${life}`) * 200_000 : undefined;
    session = await controller(life, diesAt);
    if (session === 'died') await clock.run(clock.sleepUntil(clock.now() + chance(`gap/${life}`) * 300_000));
  }
  return { session, github, clock };
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))('seed %i: every slot once, every run counted or listed, none left alive', async (seed) => {
  const { session, github } = await live(seed);
  expect(session.stop?.reason).toBeUndefined();
  expect(session.endedAt).toBeDefined();
  const slots = [...session.slots.values()];
  expect(slots).toHaveLength(RUNS);
  const counted = slots.flatMap(({ box, runId }) => (box === 'succeeded' ? (runId ?? 'none') : []));
  expect(new Set(counted).size).toBe(counted.length);
  // Lost is who was refused twice without a word, and nobody else.
  for (const { id, box, absences, reason } of slots) {
    if (box === 'succeeded') continue;
    expect({ id, box, absences, reason }).toEqual({
      id,
      box: 'lost',
      absences: 1,
      reason: expect.stringMatching(/^sent twice, and neither run ever appeared/),
    });
  }
  const known = new Set([...session.runs.keys(), ...session.extraRuns.keys()]);
  expect(github.runs.filter(({ id }) => !known.has(String(id))).map(({ id, title }) => `${id} ${title}`)).toEqual([]);
  expect([...session.extraRuns.values()].filter(({ endSeenAt, cancel }) => endSeenAt === undefined && cancel !== 'already_ended')).toEqual([]);
});
