import * as core from '@actions/core';
import type { Plan } from '../core/plan/plan.ts';
import type { Clock } from '../ports/clock.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { UsageError } from './problem.ts';
import type { Request } from './request.ts';
import type { Environment } from './surroundings.ts';

/** How the Action gets in where the work is sent. */
export interface Credentials {
  /** Asked before every request: an App's tokens renew themselves. */
  readonly token: () => string | Promise<string>;
  /** Values that must appear in no file; grows with every new token. */
  readonly secrets: readonly string[];
}

export interface CredentialsContext {
  readonly request: Pick<Request, 'inputs' | 'surroundings'>;
  readonly plan: Plan;
  readonly clock: Clock;
  /** For proxies. */
  readonly env: Environment;
}

/**
 * The token that was given, or with `app-id` and `private-key` the tokens of that App's installation where the plan sends its work.
 *
 * @throws UsageError for an App and a plan of several repositories; TargetError for a key that is none
 */
export async function credentialsFor({ request: { inputs, surroundings }, plan, clock, env }: CredentialsContext): Promise<Credentials> {
  const { token = '', 'app-id': appId, 'private-key': privateKey } = inputs;
  if (appId === undefined || privateKey === undefined) return { token: () => token, secrets: [token] };
  const secrets = [token, privateKey];
  const { createAppToken } = await import('../targets/github/app-token.ts');
  const appToken = createAppToken({
    appId,
    privateKey,
    apiUrl: inputs['api-url'] ?? surroundings.apiUrl,
    repository: onlyRepository(plan),
    fetch: createNodeFetch({ env }),
    clock,
    onToken: (fresh) => {
      core.setSecret(fresh);
      secrets.push(fresh);
    },
  });
  return { token: appToken, secrets };
}

/** Each token of an App is for one repository. */
function onlyRepository(plan: Plan): string {
  const names = plan.scenarios.flatMap(({ units }) => units.flatMap(({ repository }) => repository ?? []));
  const [first = '', ...others] = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  if (others.length === 0) return first;
  throw new UsageError([
    {
      where: 'app-id',
      message: `the App's tokens are for one repository each, and the plan sends to ${[first, ...others].join(', ')}`,
      fix: 'give a token that reaches all of them, or run a plan for each',
    },
  ]);
}
