import { parsePlan } from '../../src/core/plan/parse-plan.ts';
import type { JournalEntry, StopReason } from '../../src/core/session/event.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/core/time.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { type Fetch, TransportError } from '../../src/ports/fetch.ts';
import { readWorkflows } from '../../src/simulator/create-simulator.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from '../../src/simulator/embedded-fetch.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { virtualClock } from './virtual-clock.ts';

const PLAN = `version: 1
name: golden
target: { github: { repository: octo/fleet, workflow: simple.yml, ref: main, inputs: { seconds: 30 } } }
scenarios:
  calm: { test: performance, runs: 6, concurrency: 2 }
  steady: { test: load, rate: 6/min, duration: 1m }
thresholds:
  queue_time: [p(90)<60s, max<10m]
  failed: [rate<0.5]
`;

/** The answer to this dispatch is lost on its way back. */
const LOST_DISPATCH = 3;
const SUSPEND_AFTER_MS = 90 * SECOND_MS;

/**
 * Makes the events of a small session in which much happens: jobs that fail, a dispatch whose answer is lost and found again by its key,
 * a list that lags, a controller that is suspended and a second one that ends the session. Everything runs on a virtual clock.
 */
export async function goldenSession(): Promise<readonly JournalEntry[]> {
  const parsed = parsePlan(PLAN, { format: 'yaml', source: 'golden.yml' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { plan } = parsed;
  const clock = virtualClock();
  const { fetch } = createEmbeddedFetch({
    clock,
    workflows: readWorkflows('workflows-under-test'),
    fleet: {
      pools: [{ name: 'ubuntu-latest', runners: 3, startupMs: 10 * SECOND_MS }],
      execution: { meanMs: 30 * SECOND_MS, cv: 0.3 },
      failureRate: 0.2,
      seed: 7,
    },
    listLagMs: 2 * SECOND_MS,
  });
  let dispatches = 0;
  const lossy: Fetch = async (request) => {
    const answer = await fetch(request);
    if (request.method === 'POST' && request.url.endsWith('/dispatches') && ++dispatches === LOST_DISPATCH)
      throw new TransportError('socket hang up', 'maybe');
    return answer;
  };
  const journal = createMemoryJournal();
  const control = async (suspendAfterMs?: number): Promise<void> => {
    const stop = new AbortController();
    const reason = (): StopReason => ({ kind: 'suspended', message: 'the time limit was reached' });
    const target = createGitHubTarget({
      fetch: lossy,
      clock,
      token: () => 't',
      apiUrl: EMBEDDED_API_URL,
      repository: 'octo/fleet',
      seed: 7,
      limits: plan.limits,
      onWarning: () => {},
    });
    if (suspendAfterMs !== undefined) void clock.sleepUntil(clock.now() + suspendAfterMs).then(() => stop.abort());
    await clock.run(
      runSession({
        plan,
        sessionId: 'abcdef0123456789',
        generation: 1,
        seed: 7,
        version: '0.1.0',
        target,
        journal,
        clock,
        stop: { signal: stop.signal, reason },
      }),
    );
  };
  await control(SUSPEND_AFTER_MS);
  await clock.run(clock.sleepUntil(clock.now() + MINUTE_MS));
  await control();
  return [...journal.read()];
}
