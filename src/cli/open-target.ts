import type { Plan } from '../core/plan/plan.ts';
import type { Target } from '../ports/target.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { createGitHubTarget } from '../targets/github/target.ts';
import { EMBEDDED_TOKEN, startEmbeddedGitHub } from './embedded-github.ts';
import { githubAccess } from './github-access.ts';
import { FASTEST, parseSpeed, scaledClock } from './scaled-clock.ts';
import type { OpenTargetOptions, Place } from './target-place.ts';
import { TEMPLATE_FOLDER } from './templates.ts';
import type { Access } from './token-facts.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/**
 * Opens the place that the plan names.
 *
 * @throws UsageError, TargetError
 */
export async function openTarget(plan: Plan, options: OpenTargetOptions, world: World): Promise<Place> {
  if (plan.target.kind === 'local') return await (await import('./open-local.ts')).openLocal(plan, options, world);
  if (plan.target.kind === 'http') return (await import('./open-http.ts')).openHttp(plan, options, world);
  return plan.target.kind === 'simulated' ? await openEmbedded(plan, options, world) : openGitHub(plan, options, world);
}

function openGitHub(plan: Plan, options: OpenTargetOptions, world: World): Place {
  if (options.speed !== undefined) {
    throw new UsageError('--speed is for the embedded GitHub: nobody can make the time of a real one run faster', {
      fix: 'leave it out, or add --target simulated',
    });
  }
  const { apiUrl, token, tokenFrom, repository } = githubAccess(options, world);
  const named = plan.target.kind === 'github' ? plan.target.repository : undefined;
  return placeOf(plan, {
    clock: options.clock,
    speed: 1,
    about: [],
    secrets: [token],
    access: { apiUrl, token, from: tokenFrom, fetch: createNodeFetch({ env: world.env }) },
    repository: named ?? repository,
    end: async () => {},
  });
}

async function openEmbedded(plan: Plan, options: OpenTargetOptions, world: World): Promise<Place> {
  const factor = options.speed === undefined ? FASTEST : parseSpeed(options.speed);
  const clock = scaledClock(options.clock, factor);
  const seed = plan.seed ?? Number.parseInt(options.sessionId.slice(0, 8), 16);
  const { simulator, workflowsDir } = await startEmbeddedGitHub(plan, { clock, seed, cwd: world.cwd });
  const workflows = workflowsDir === TEMPLATE_FOLDER ? 'the workflows that come with runner-harness' : `the workflows of ${workflowsDir}`;
  return placeOf(plan, {
    clock,
    speed: factor,
    about: [`Embedded GitHub at ${simulator.url} with ${workflows}; its time runs ${factor} times as fast as yours.`],
    secrets: [],
    access: { apiUrl: simulator.url, token: EMBEDDED_TOKEN, fetch: createNodeFetch() },
    repository: simulator.repository,
    end: () => simulator.close(),
  });
}

type Holding = Pick<Place, 'clock' | 'speed' | 'about' | 'secrets'> & {
  readonly access: Access;
  readonly repository: string | undefined;
  readonly end: () => Promise<void>;
};

function placeOf(plan: Plan, { repository, end, ...place }: Holding): Place {
  let target: Target | undefined;
  return {
    ...place,
    createTarget(context, onWarning) {
      target = createGitHubTarget({
        ...context,
        ...(repository === undefined ? {} : { repository }),
        apiUrl: place.access.apiUrl,
        token: () => place.access.token,
        fetch: place.access.fetch,
        clock: place.clock,
        limits: plan.limits,
        onWarning,
      });
      return target;
    },
    requests: () => target?.usage().requests ?? 0,
    [Symbol.asyncDispose]: end,
  };
}
