import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SearchSpec } from '../../src/core/plan/plan.ts';
import { reportOf } from '../../src/core/report/report-of.ts';
import type { CapacityReport } from '../../src/core/result.ts';
import type { JournalEntry } from '../../src/core/session/event.ts';
import { MINUTE_MS } from '../../src/core/time.ts';
import { readWorkflowFile } from '../../src/core/workflow/workflow-source.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from '../../src/simulator/embedded-fetch.ts';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from '../../src/simulator/embedded-github.ts';
import type { FaultHook } from '../../src/simulator/fault.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const RUNNERS = 6;
const EXECUTION_MS = 2 * MINUTE_MS;
const TRUTH = (RUNNERS * MINUTE_MS) / EXECUTION_MS;
const SIMPLE = readFileSync(new URL('../../workflows-under-test/simple.yml', import.meta.url), 'utf8');
const rate = (count: number): SearchSpec['initial'] => ({ count, perMs: MINUTE_MS });

interface World {
  readonly search?: Partial<SearchSpec>;
  readonly github?: Partial<EmbeddedGitHubOptions>;
  readonly workflow?: string;
  readonly runners?: number;
  readonly pool?: string;
  readonly fault?: FaultHook;
  /** The controller sleeps on, when it would wake between these instants from the beginning. */
  readonly stall?: readonly [number, number];
  /** Somebody who does something now and then. */
  readonly meanwhile?: (github: EmbeddedGitHub, clock: Clock) => void;
  /** The first controller is killed so long after the beginning: another one comes a while later and finds what its journal held. */
  readonly killedAtMs?: number;
}

/** The whole way: engine, GitHub target, HTTP in memory, a GitHub with a fleet behind it; only time is not real. */
async function search(world: World = {}) {
  const time = virtualClock();
  const beganAt = time.now();
  const { github, fetch } = createEmbeddedFetch({
    clock: time,
    workflows: [readWorkflowFile('simple.yml', world.workflow ?? SIMPLE)],
    fleet: {
      pools: [{ name: world.pool ?? 'runner', runners: world.runners ?? RUNNERS, startupMs: 2_000 }],
      execution: { meanMs: EXECUTION_MS, cv: 0.3 },
      failureRate: 0,
      seed: 5,
    },
    ...world.github,
  });
  github.setFault(world.fault);
  const [fromAt, toAt] = [beganAt + (world.stall?.[0] ?? 0), beganAt + (world.stall?.[1] ?? 0)];
  const clock: Clock = { now: () => time.now(), sleepUntil: (at, signal) => time.sleepUntil(at > fromAt && at < toAt ? toAt : at, signal) };
  const plan = planOf([
    scenarioOf(
      { model: 'adaptive', shape: 'search', search: { initial: rate(1), maxRate: rate(50), slo: [], ...world.search } },
      { name: 'ceiling', test: 'stress' },
    ),
  ]);
  let entries: readonly JournalEntry[] = [];
  let capacity: CapacityReport | undefined;
  let outcome = '';
  const killedAt = world.killedAtMs === undefined ? undefined : beganAt + world.killedAtMs;
  const lives = killedAt === undefined ? 1 : 2;
  for (let life = 1; life <= lives; life++) {
    const journal = createMemoryJournal(entries);
    const target = createGitHubTarget({
      fetch,
      clock,
      token: () => 'token',
      apiUrl: EMBEDDED_API_URL,
      repository: 'octo/fleet',
      seed: 1,
      limits: plan.limits,
    });
    world.meanwhile?.(github, time);
    const stopper = new Stopper();
    // What it still does and writes down after its death does not count: the journal is cut there.
    if (killedAt !== undefined && life === 1) void time.sleepUntil(killedAt + MINUTE_MS).then(() => stopper.abort());
    const session = await time.run(
      runSession({
        plan,
        sessionId: 'abcdef0123456789',
        generation: 1,
        seed: 1,
        version: '0.0.0',
        target,
        journal,
        clock,
        stop: { signal: stopper, reason: () => ({ kind: 'suspended', message: '' }) },
      }),
    );
    const { result } = reportOf(session, { cancelCommand: () => '' });
    capacity = result.scenarios[0]?.capacity;
    outcome = result.outcome;
    entries = [...journal.read()];
    if (life < lives) entries = entries.filter(({ at }) => at < (killedAt ?? 0));
  }
  if (capacity === undefined) throw new Error('a stress scenario has a capacity');
  return { capacity, outcome, github, entries };
}

describe('a search through the API', () => {
  it('finds what the fleet sustains, also after its controller was killed in the middle of a trial', async () => {
    const { capacity, outcome, entries } = await search({ killedAtMs: 30 * MINUTE_MS });
    expect(outcome).toBe('passed');
    expect(capacity).toMatchObject({ verdict: 'found', limiter: 'fleet' });
    expect(capacity.interval?.[0]).toBeLessThan(TRUTH);
    expect(capacity.interval?.[1]).toBeGreaterThan(TRUTH);
    expect(capacity.trials.filter(({ cause }) => cause === 'controller-restart')).toHaveLength(1);
    expect(entries.filter(({ event }) => event.type === 'controller_started')).toHaveLength(2);
  });

  it('makes a trial again in which the controller stood still, and blames no fleet for it', async () => {
    const { capacity } = await search({ stall: [12 * MINUTE_MS, 80 * MINUTE_MS] });
    expect(capacity).toMatchObject({ verdict: 'found', limiter: 'fleet' });
    expect(capacity.trials.filter(({ verdict }) => verdict === 'invalid').map(({ cause }) => cause)).toEqual(['controller-stall']);
  });

  it.each<[string, World]>([
    ['secondary-rate-limit', { github: { limits: { mutationsPerMinute: 6 } } }],
    ['primary-rate-limit', { github: { limits: { primaryPerHour: 120 } } }],
    ['job-limit', { pool: 'GitHub Actions', runners: 20 }],
    [
      'api-outage',
      {
        fault: ({ at, method, path, n }) =>
          method === 'POST' && path.endsWith('/dispatches') && n > 30 && at % 4 < 2 ? { kind: 'answer', when: 'before', status: 502 } : undefined,
      },
    ],
    [
      'dispatch-refused',
      {
        fault: ({ method, path, n }) =>
          method === 'POST' && path.endsWith('/dispatches') && n > 20
            ? {
                kind: 'answer',
                when: 'before',
                status: 422,
                headers: { 'content-type': 'application/json' },
                body: '{"message":"Workflow is broken"}',
              }
            : undefined,
      },
    ],
  ])('names %s where that was the limit, and blames no fleet', async (limiter, world) => {
    const { capacity, outcome } = await search(world);
    expect(capacity).toMatchObject({ verdict: 'invalid', limiter });
    expect(capacity.interval).toBeUndefined();
    expect(outcome).toBe('invalid');
  });
});
