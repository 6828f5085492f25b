import { describe, expect, it } from 'vitest';
import { runSession } from '../../src/engine/run-session.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { githubSetup, never } from '../support/github-setup.ts';
import { planOf, scenarioOf } from '../support/plans.ts';

/** The whole controller, but for its journal, on a virtual clock and a virtual GitHub. */
async function session(runs: number, concurrency: number, hour: number) {
  const startedAt = Date.UTC(2026, 0, 5, 8);
  const setup = githubSetup({ queueMs: 10_000, executionMs: 120_000, budget: { limit: hour, remaining: hour, resetAt: startedAt + 3_600_000 } });
  const plan = planOf([scenarioOf({ model: 'closed', runs, concurrency })], { target: { kind: 'github', repository: 'acme/widgets' } });
  const work = runSession({
    plan,
    sessionId: 'abcdef0123456789',
    generation: 1,
    seed: 1,
    version: '0.0.0',
    target: setup.target,
    journal: createMemoryJournal(),
    clock: setup.clock,
    stop: { signal: never, reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
  });
  const ended = await setup.run(work);
  const boxes = [...ended.slots.values()].map(({ box }) => box);
  return { setup, boxes, usage: setup.target.usage(), tookMs: setup.clock.now() - startedAt };
}

describe('requests of a session of two-minute runs', () => {
  it('50 runs take at most 118 requests', async () => {
    const { boxes, usage, setup } = await session(50, 50, 1_000);
    expect(boxes).toEqual(Array(50).fill('succeeded'));
    expect(setup.github.requests).toHaveLength(usage.requests);
    expect(usage.requests).toBeLessThanOrEqual(118);
  });

  it('500 runs take at most 1,120 requests with a token of 5,000 an hour', async () => {
    const { boxes, usage } = await session(500, 500, 5_000);
    expect(boxes).toEqual(Array(500).fill('succeeded'));
    expect(usage.requests).toBeLessThanOrEqual(1_120);
    expect(usage.rateLimitWaits).toBe(0);
  });

  it('280 runs fit into one hour of a token of 1,000, and 200 requests are left to others', async () => {
    const { boxes, usage, tookMs } = await session(280, 280, 1_000);
    expect(boxes).toEqual(Array(280).fill('succeeded'));
    expect(usage.charged).toBeLessThanOrEqual(800);
    expect(tookMs).toBeLessThan(3_600_000);
  });
});
