import { readFileSync } from 'node:fs';
import { refuseForkCode } from '../core/delivery/fork-code.ts';
import type { World } from './world.ts';

/**
 * Says why a commit must not be run here: in a workflow that somebody from outside caused and that has the repository's secrets, no commit but the
 * run's own may be. Outside of GitHub Actions everything may.
 */
export function forkGuard(env: World['env']): (commit: string) => string | undefined {
  const { GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: path = '', GITHUB_SHA: sha = '' } = env;
  if (name === '') return () => undefined;
  return (commit) => refuseForkCode({ name, payload: payloadOf(path), sha }, commit);
}

function payloadOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    // Without an event nothing is known of who caused it: then it counts as a fork that is gone.
    return undefined;
  }
}
