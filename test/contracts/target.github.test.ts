import { fileURLToPath } from 'node:url';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type Fetch, TransportError } from '../../src/ports/fetch.ts';
import type { StopSignal } from '../../src/ports/stop-signal.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { createNodeFetch } from '../../src/targets/github/node-fetch.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { githubSetup } from '../support/github-setup.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { targetContract } from './target.contract.ts';

const plan = (): Plan => {
  const units = [{ workflow: 'simple.yml', inputs: { seconds: '20' } }] as const;
  return planOf([scenarioOf({ model: 'closed', runs: 5, concurrency: 5 }, { units })], { target: { kind: 'github' } });
};

/** Loses the answer to one dispatch, after it was served. */
function leaky(fetch: Fetch): { readonly fetch: Fetch; readonly loseNextAnswer: () => void } {
  let lose = false;
  return {
    loseNextAnswer: () => {
      lose = true;
    },
    fetch: async (request) => {
      const response = await fetch(request);
      if (!lose || request.method !== 'POST' || response.status >= 300) return response;
      lose = false;
      throw new TransportError('the connection broke after the request was sent', 'maybe');
    },
  };
}

targetContract('github, on a virtual GitHub', async () => {
  let lose = false;
  const setup = githubSetup({
    meddle: (request, next) => {
      if (!lose || request.method !== 'POST') return undefined;
      lose = false;
      next();
      throw new TransportError('the connection broke after the request was sent', 'maybe');
    },
  });
  return {
    target: setup.target,
    plan: plan(),
    clock: setup.clock,
    run: setup.run,
    runs: () => setup.github.runs.length,
    loseNextAnswer: () => {
      lose = true;
    },
    close: async () => {},
  };
});

for (const mode of ['github', 'ghes-3.19'] as const) {
  targetContract(`github, on the embedded GitHub over HTTP (${mode})`, async () => {
    const clock = fastClock(40);
    const simulator = await createSimulator({ clock, mode, workflowsDir: fileURLToPath(new URL('../../workflows-under-test', import.meta.url)) });
    const { fetch, loseNextAnswer } = leaky(createNodeFetch());
    const target = createGitHubTarget({
      fetch,
      clock,
      token: () => 'test-token-of-nobody',
      apiUrl: `${simulator.url}/api/v3`,
      repository: simulator.repository,
      seed: 1,
      limits: { mutationSpacingMs: 1_000, reserve: 0.2 },
    });
    return {
      target,
      plan: plan(),
      clock,
      run: (work) => work,
      runs: () => simulator.truth().length,
      loseNextAnswer,
      close: () => simulator.close(),
    };
  });
}

/** The machine's clock, running `factor` times as fast. */
function fastClock(factor: number): Clock {
  const startedAt = Date.now();
  const now = (): number => startedAt + (performance.now() - origin) * factor;
  const origin = performance.now();
  return {
    now,
    sleepUntil: (at: number, signal?: StopSignal) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, Math.max(0, Math.ceil((at - now()) / factor)));
        function done(): void {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        }
        if (signal?.aborted === true) done();
        signal?.addEventListener('abort', done, { once: true });
      }),
  };
}
