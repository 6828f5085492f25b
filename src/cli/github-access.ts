import { checkApiUrl } from '../targets/github/api-url.ts';
import { repositoryOfFolder } from './repository.ts';
import { readToken } from './token.ts';
import type { World } from './world.ts';

/** Options of every command that speaks with GitHub. */
export interface AccessOptions {
  readonly tokenEnv?: string;
  readonly apiUrl?: string;
}

/** Where GitHub is and how to get in. */
export interface GitHubAccess {
  readonly apiUrl: string;
  readonly token: string;
  /** The variable that held the token. */
  readonly tokenFrom: string;
  /** `owner/name` of the working directory's remote, for units that name none. */
  readonly repository?: string;
}

const PUBLIC_API = 'https://api.github.com';

/**
 * Reads the access to GitHub from options and environment.
 *
 * @throws UsageError without a token; TargetError when the token must not go to this address
 */
export function githubAccess(options: AccessOptions, world: Pick<World, 'env' | 'cwd'>): GitHubAccess {
  const asked = options.apiUrl ?? world.env.GITHUB_API_URL;
  const apiUrl = checkApiUrl(asked === undefined || asked === '' ? PUBLIC_API : asked);
  const token = readToken(world.env, options.tokenEnv);
  const repository = repositoryOfFolder(world.cwd, webHost(apiUrl));
  return { apiUrl, token: token.value, tokenFrom: token.from, ...(repository === undefined ? {} : { repository }) };
}

/** The host on which people clone: `github.com` for its API, `HOST` for `https://HOST/api/v3`, `SUB.ghe.com` for `api.SUB.ghe.com`. */
function webHost(apiUrl: string): string {
  return new URL(apiUrl).hostname.replace(/^api\.(?=github\.com$|.+\.ghe\.com$)/, '');
}
