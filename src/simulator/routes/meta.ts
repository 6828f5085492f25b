import type { RateLimits } from '../limits.ts';
import { json, problem, type RouteContext } from '../message.ts';
import { DEFAULT_VERSION } from '../server-kind.ts';
import type { Route } from './table.ts';

/** What stands beside the repository: the root, the limits, and the one GraphQL query that `gh` needs. */
export function metaRoutes(limits: RateLimits): readonly Route[] {
  const graphql = (context: RouteContext) => {
    const { query } = (context.json ?? {}) as { readonly query?: unknown };
    if (typeof query !== 'string') return problem(400, 'A query attribute must be specified and must be a string.');
    // gh asks for the pull requests of a run's head branch before it shows the run; a dispatched run has none.
    if (/\bpullRequests\s*\(/.test(query)) return json(200, { data: { repository: { pullRequests: { nodes: [] } } } });
    const message = 'The embedded GitHub answers one GraphQL query only: the pull requests of a branch, as gh asks for them.';
    return json(200, { data: null, errors: [{ type: 'NOT_FOUND', message }] });
  };
  return [
    {
      method: 'GET',
      path: '/',
      access: 'read',
      handle: (context) => json(200, rootView(context.links.api), { 'x-oauth-scopes': 'repo, read:org, workflow' }),
    },
    {
      method: 'GET',
      path: '/rate_limit',
      access: 'read',
      free: true,
      handle: (context) => {
        const core = limits.budget(context.at, context.token, 'core');
        const points = limits.budget(context.at, context.token, 'graphql');
        if (core === undefined || points === undefined) return problem(404, 'Rate limiting is not enabled.');
        const other = { limit: 30, remaining: 30, reset: core.reset, used: 0 };
        const resources = { core, search: other, graphql: points };
        // API version 2026-03-10 has no top-level copy of `core` any more.
        return json(200, context.version === DEFAULT_VERSION ? { resources, rate: core } : { resources });
      },
    },
    { method: 'POST', path: '/graphql', access: 'read', resource: 'graphql', handle: graphql },
  ];
}

/** `root`: where everything is. */
function rootView(api: string): Readonly<Record<string, string>> {
  return {
    current_user_url: `${api}/user`,
    current_user_authorizations_html_url: `${api}/settings/connections/applications{/client_id}`,
    authorizations_url: `${api}/authorizations`,
    code_search_url: `${api}/search/code?q={query}{&page,per_page,sort,order}`,
    commit_search_url: `${api}/search/commits?q={query}{&page,per_page,sort,order}`,
    emails_url: `${api}/user/emails`,
    emojis_url: `${api}/emojis`,
    events_url: `${api}/events`,
    feeds_url: `${api}/feeds`,
    followers_url: `${api}/user/followers`,
    following_url: `${api}/user/following{/target}`,
    gists_url: `${api}/gists{/gist_id}`,
    hub_url: `${api}/hub`,
    issue_search_url: `${api}/search/issues?q={query}{&page,per_page,sort,order}`,
    issues_url: `${api}/issues`,
    keys_url: `${api}/user/keys`,
    label_search_url: `${api}/search/labels?q={query}&repository_id={repository_id}{&page,per_page}`,
    notifications_url: `${api}/notifications`,
    organization_url: `${api}/orgs/{org}`,
    organization_repositories_url: `${api}/orgs/{org}/repos{?type,page,per_page,sort}`,
    organization_teams_url: `${api}/orgs/{org}/teams`,
    public_gists_url: `${api}/gists/public`,
    rate_limit_url: `${api}/rate_limit`,
    repository_url: `${api}/repos/{owner}/{repo}`,
    repository_search_url: `${api}/search/repositories?q={query}{&page,per_page,sort,order}`,
    current_user_repositories_url: `${api}/user/repos{?type,page,per_page,sort}`,
    starred_url: `${api}/user/starred{/owner}{/repo}`,
    starred_gists_url: `${api}/gists/starred`,
    topic_search_url: `${api}/search/topics?q={query}{&page,per_page}`,
    user_url: `${api}/users/{user}`,
    user_organizations_url: `${api}/user/orgs`,
    user_repositories_url: `${api}/users/{user}/repos{?type,page,per_page,sort}`,
    user_search_url: `${api}/search/users?q={query}{&page,per_page,sort,order}`,
  };
}
