import { UsageError } from './usage-error.ts';

/** Where tokens are looked for when `--token-env` names nothing. */
const DEFAULT_NAMES = ['GITHUB_TOKEN', 'GH_TOKEN'] as const;

/** A token and the variable it came from. */
export interface Token {
  readonly value: string;
  readonly from: string;
}

/**
 * The token from the environment: it never stands on a command line, where other users of the machine would see it.
 *
 * @throws UsageError when there is none
 */
export function readToken(env: Readonly<Record<string, string | undefined>>, name?: string): Token {
  for (const from of name === undefined ? DEFAULT_NAMES : [name]) {
    const value = env[from]?.trim();
    if (value !== undefined && value !== '') {
      if (/\s/.test(value)) throw new UsageError(`the token in ${from} holds blanks`, { fix: `set ${from} to the token alone` });
      return { value, from };
    }
  }
  if (name !== undefined) throw new UsageError(`no token: the environment variable ${name} of --token-env is not set`);
  throw new UsageError('no token: neither GITHUB_TOKEN nor GH_TOKEN is set', {
    fix: 'export GITHUB_TOKEN=$(gh auth token), name another variable with --token-env NAME, or try without an account: --target simulated',
  });
}

/** What kind of token it is, by its prefix (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats). */
export function tokenKind(token: string): { readonly kind: string; readonly note?: string } {
  if (token.startsWith('ghp_')) return { kind: 'classic personal access token', note: 'it needs the scope "repo"' };
  if (token.startsWith('github_pat_'))
    return { kind: 'fine-grained personal access token', note: 'it needs Actions: write and Contents: read on the repository' };
  if (token.startsWith('ghs_'))
    return { kind: 'installation token (GITHUB_TOKEN of a workflow, or of a GitHub App)', note: 'it needs actions: write and contents: read' };
  if (token.startsWith('gho_')) return { kind: 'OAuth token (gh auth token)', note: 'it needs the scope "repo"' };
  if (token.startsWith('ghu_')) return { kind: 'user token of a GitHub App', note: 'the app needs Actions: write and Contents: read' };
  if (token.startsWith('ghr_')) return { kind: 'refresh token', note: 'a refresh token cannot call the API: use the access token' };
  return { kind: 'token of an unknown kind' };
}
