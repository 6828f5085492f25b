import { relative } from 'node:path';
import type { ConductOptions } from '../app/conduct.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Target } from '../ports/target.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { createGitHubTarget } from '../targets/github/target.ts';
import { EMBEDDED_TOKEN, startEmbeddedGitHub } from './embedded-github.ts';
import { type AccessOptions, githubAccess } from './github-access.ts';
import { FASTEST, parseSpeed, scaledClock } from './scaled-clock.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

type TargetContext = Parameters<ConductOptions['createTarget']>[0];

/** Where a plan is executed: a GitHub that exists, or the embedded one, which ends with it. */
export interface Place extends AsyncDisposable {
  readonly clock: Clock;
  /** How much faster than real time the clock runs. */
  readonly speed: number;
  /** Sentences for people. */
  readonly about: readonly string[];
  readonly secrets: readonly string[];
  createTarget(context: TargetContext, onWarning: (message: string) => void): Target;
  /** Requests that the target has sent until now. */
  requests(): number;
}

export interface OpenTargetOptions extends AccessOptions {
  readonly sessionId: string;
  readonly clock: Clock;
  readonly speed?: string;
}

/**
 * Opens the place that the plan names.
 *
 * @throws UsageError, TargetError
 */
export async function openTarget(plan: Plan, options: OpenTargetOptions, world: World): Promise<Place> {
  return plan.target.kind === 'simulated' ? await openEmbedded(plan, options, world) : openGitHub(plan, options, world);
}

function openGitHub(plan: Plan, options: OpenTargetOptions, world: World): Place {
  if (options.speed !== undefined) {
    throw new UsageError('--speed is for the embedded GitHub: nobody can make the time of a real one run faster', {
      fix: 'leave it out, or add --target simulated',
    });
  }
  const access = githubAccess(options, world);
  const fetch = createNodeFetch({ env: world.env });
  const named = plan.target.kind === 'github' ? plan.target.repository : undefined;
  return holding({ clock: options.clock, speed: 1, about: [], secrets: [access.token], end: async () => {} }, (context, onWarning) =>
    createGitHubTarget({
      ...access,
      ...context,
      ...(named === undefined ? {} : { repository: named }),
      fetch,
      clock: options.clock,
      token: () => access.token,
      limits: plan.limits,
      onWarning,
    }),
  );
}

async function openEmbedded(plan: Plan, options: OpenTargetOptions, world: World): Promise<Place> {
  const factor = options.speed === undefined ? FASTEST : parseSpeed(options.speed);
  const clock = scaledClock(options.clock, factor);
  const seed = plan.seed ?? Number.parseInt(options.sessionId.slice(0, 8), 16);
  const { simulator, workflowsDir } = await startEmbeddedGitHub(plan, { clock, seed, cwd: world.cwd });
  const folder = relative(world.cwd, workflowsDir);
  const about = [
    `Embedded GitHub at ${simulator.url} with the workflows of ${folder.startsWith('..') ? workflowsDir : folder}; its time runs ${factor} times as fast as yours.`,
  ];
  return holding({ clock, speed: factor, about, secrets: [], end: () => simulator.close() }, (context, onWarning) =>
    createGitHubTarget({
      ...context,
      fetch: createNodeFetch(),
      clock,
      token: () => EMBEDDED_TOKEN,
      apiUrl: simulator.url,
      repository: simulator.repository,
      limits: plan.limits,
      onWarning,
    }),
  );
}

function holding(
  place: Pick<Place, 'clock' | 'speed' | 'about' | 'secrets'> & { readonly end: () => Promise<void> },
  create: Place['createTarget'],
): Place {
  let target: Target | undefined;
  return {
    ...place,
    createTarget(context, onWarning) {
      target = create(context, onWarning);
      return target;
    },
    requests: () => target?.usage().requests ?? 0,
    [Symbol.asyncDispose]: place.end,
  };
}
