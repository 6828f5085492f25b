import type { LimitSpec } from '../core/plan/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Target } from '../ports/target.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { createGitHubTarget } from '../targets/github/target.ts';
import type { Request } from './request.ts';
import type { Environment } from './surroundings.ts';

export interface TargetContext {
  readonly request: Pick<Request, 'inputs' | 'surroundings'>;
  readonly token: () => string | Promise<string>;
  readonly seed: number;
  readonly clock: Clock;
  /** For proxies. */
  readonly env: Environment;
  readonly limits: LimitSpec;
  readonly onWarning: (text: string) => void;
}

/** GitHub, as this Action reaches it. */
export function createTarget({ request, token, seed, clock, env, limits, onWarning }: TargetContext): Target {
  const { inputs, surroundings } = request;
  return createGitHubTarget({
    fetch: createNodeFetch({ env }),
    clock,
    token,
    apiUrl: inputs['api-url'] ?? surroundings.apiUrl,
    repository: surroundings.repository,
    seed,
    limits,
    userAgent: 'runner-harness-action',
    onWarning,
  });
}
