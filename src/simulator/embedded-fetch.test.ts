import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { virtualClock } from '../../test/support/virtual-clock.ts';
import { runSession } from '../engine/run-session.ts';
import { TransportError } from '../ports/fetch.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { createGitHubTarget } from '../targets/github/target.ts';
import { readWorkflows } from './create-simulator.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from './embedded-fetch.ts';
import type { EmbeddedGitHubOptions } from './embedded-github.ts';

const workflows = readWorkflows('workflows-under-test');
const never = new AbortController().signal;

describe('the real target and engine against the embedded GitHub, in virtual time', () => {
  async function session(options: Partial<EmbeddedGitHubOptions>) {
    const clock = virtualClock();
    const pools = [{ name: 'u', runners: 10, startupMs: 3_000 }];
    const { github, fetch } = createEmbeddedFetch({ clock, workflows, fleet: { pools, failureRate: 0.2, seed: 3 }, ...options });
    const limits = { mutationSpacingMs: 1_000, reserve: 0.2 };
    const target = createGitHubTarget({
      fetch,
      clock,
      token: () => 't',
      apiUrl: EMBEDDED_API_URL,
      repository: 'octo/fleet',
      seed: 1,
      limits,
      onWarning: () => {},
    });
    const plan = planOf([scenarioOf({ model: 'closed', runs: 20, concurrency: 10 })], { target: { kind: 'github', repository: 'octo/fleet' } });
    const stop = { signal: never, reason: () => ({ kind: 'signal', signal: 'SIGINT' }) as const };
    const journal = createMemoryJournal();
    const ended = await clock.run(
      runSession({ plan, sessionId: 'abcdef0123456789', generation: 1, seed: 1, version: '0.0.0', target, journal, clock, stop }),
    );
    return { ended, github };
  }

  it.each([
    ['github', {}],
    ['github-2022', { listLagMs: 2_000 }],
    ['ghes-3.19', { listLagMs: 3_000 }],
  ] as const)('as %s: the ledger is what really happened', async (mode, more) => {
    const { ended, github } = await session({ mode, ...more });
    const truth = github.truth();
    expect(truth).toHaveLength(20);
    const fate = new Map(truth.map((run) => [String(run.id), run.conclusion === 'success' ? 'succeeded' : 'failed']));
    const slots = [...ended.slots.values()];
    expect(slots.map(({ box, runId }) => [runId, box])).toEqual(slots.map(({ runId }) => [runId, fate.get(runId ?? '')]));
    expect(new Set(slots.map(({ runId }) => runId)).size).toBe(20);
  });
});

describe('createEmbeddedFetch', () => {
  const get = { method: 'GET', url: `${EMBEDDED_API_URL}/repos/octo/fleet`, headers: { Authorization: 'token t' } };

  it('answers as the server over a socket does, with links to itself', async () => {
    const { fetch } = createEmbeddedFetch({ clock: virtualClock(), workflows });
    const answer = await fetch(get);
    expect(answer.status).toBe(200);
    expect(JSON.parse(new TextDecoder().decode(answer.body))).toMatchObject({ full_name: 'octo/fleet', url: `${EMBEDDED_API_URL}/repos/octo/fleet` });
  });

  it('opens its links to files without a token', async () => {
    const clock = virtualClock();
    const { fetch, github } = createEmbeddedFetch({ clock, workflows });
    const dispatch = { ...get, method: 'POST', url: `${get.url}/actions/workflows/simple.yml/dispatches`, body: '{"ref":"main"}' };
    expect((await fetch(dispatch)).status).toBe(204);
    await clock.run(clock.sleepUntil(clock.now() + 60_000));
    const url = (await fetch({ ...get, url: `${get.url}/actions/runs/${github.truth()[0]?.id}/logs` })).headers.location ?? '';
    expect([(await fetch({ method: 'GET', url, headers: {} })).status, (await fetch({ ...get, url })).status]).toEqual([200, 400]);
  });

  it('says of a broken connection whether the server can have seen the request', async () => {
    const clock = virtualClock();
    const { fetch, github } = createEmbeddedFetch({ clock, workflows });
    github.setFault(() => ({ kind: 'reset', when: 'after' }));
    await expect(fetch(get)).rejects.toMatchObject({ sent: 'maybe' });
    github.setFault(() => ({ kind: 'cut', bytes: 3 }));
    await expect(fetch(get)).rejects.toThrow('broke off');
    await expect(fetch({ ...get, signal: AbortSignal.abort() })).rejects.toMatchObject({ sent: 'no' });
    github.setFault(() => ({ kind: 'delay', ms: 60_000 }));
    const patience = new AbortController();
    void clock.sleepUntil(clock.now() + 30_000).then(() => patience.abort());
    await expect(clock.run(fetch({ ...get, signal: patience.signal }))).rejects.toBeInstanceOf(TransportError);
  });
});
