import type { Links } from '../message.ts';
import { nodeId, stamp } from './stamp.ts';

const OWNER_ID = 9_919;
export const REPOSITORY_ID = 701_300_001;

/** `simple-user` */
export function userView(login: string, links: Links): Readonly<Record<string, unknown>> {
  const api = `${links.api}/users/${login}`;
  return {
    login,
    id: OWNER_ID,
    node_id: nodeId('U', OWNER_ID),
    avatar_url: `${links.html}/avatars/${login}`,
    gravatar_id: '',
    url: api,
    html_url: `${links.html}/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

const LINKED: readonly (readonly [string, string])[] = [
  ['archive', '/{archive_format}{/ref}'],
  ['assignees', '/assignees{/user}'],
  ['blobs', '/git/blobs{/sha}'],
  ['branches', '/branches{/branch}'],
  ['collaborators', '/collaborators{/collaborator}'],
  ['comments', '/comments{/number}'],
  ['commits', '/commits{/sha}'],
  ['compare', '/compare/{base}...{head}'],
  ['contents', '/contents/{+path}'],
  ['contributors', '/contributors'],
  ['deployments', '/deployments'],
  ['downloads', '/downloads'],
  ['events', '/events'],
  ['forks', '/forks'],
  ['git_commits', '/git/commits{/sha}'],
  ['git_refs', '/git/refs{/sha}'],
  ['git_tags', '/git/tags{/sha}'],
  ['hooks', '/hooks'],
  ['issue_comment', '/issues/comments{/number}'],
  ['issue_events', '/issues/events{/number}'],
  ['issues', '/issues{/number}'],
  ['keys', '/keys{/key_id}'],
  ['labels', '/labels{/name}'],
  ['languages', '/languages'],
  ['merges', '/merges'],
  ['milestones', '/milestones{/number}'],
  ['notifications', '/notifications{?since,all,participating}'],
  ['pulls', '/pulls{/number}'],
  ['releases', '/releases{/id}'],
  ['stargazers', '/stargazers'],
  ['statuses', '/statuses/{sha}'],
  ['subscribers', '/subscribers'],
  ['subscription', '/subscription'],
  ['tags', '/tags'],
  ['teams', '/teams'],
  ['trees', '/git/trees{/sha}'],
];

/** `minimal-repository`, as it stands in every run. */
export function minimalRepositoryView(repository: string, links: Links): Readonly<Record<string, unknown>> {
  const [owner = '', name = ''] = repository.split('/');
  return {
    id: REPOSITORY_ID,
    node_id: nodeId('R', REPOSITORY_ID),
    name,
    full_name: repository,
    private: false,
    owner: userView(owner, links),
    html_url: `${links.html}/${repository}`,
    description: 'A repository of the embedded GitHub',
    fork: false,
    url: links.repo,
    ...Object.fromEntries(LINKED.map(([what, path]) => [`${what}_url`, `${links.repo}${path}`])),
  };
}

/** `full-repository` */
export function fullRepositoryView(repository: string, bornAt: number, canPush: boolean, links: Links): Readonly<Record<string, unknown>> {
  const born = stamp(bornAt);
  const html = `${links.html}/${repository}`;
  return {
    ...minimalRepositoryView(repository, links),
    git_url: `git://${new URL(links.html).host}/${repository}.git`,
    ssh_url: `git@${new URL(links.html).hostname}:${repository}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    forks_count: 0,
    forks: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    subscribers_count: 0,
    network_count: 0,
    size: 1,
    default_branch: 'main',
    open_issues_count: 0,
    open_issues: 0,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: 'public',
    license: null,
    allow_forking: true,
    web_commit_signoff_required: false,
    pushed_at: born,
    created_at: born,
    updated_at: born,
    permissions: { admin: false, maintain: canPush, push: canPush, triage: canPush, pull: true },
  };
}
