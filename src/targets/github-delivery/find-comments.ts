import { isObject, own } from '../../core/benchmarks/importer.ts';
import { type CommentMark, readCommentMarker } from '../../core/delivery/comment-marker.ts';
import type { GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { type Delivered, refusedDelivery } from './delivered.ts';

export interface FoundComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly mark: CommentMark;
}

const PER_PAGE = 100;
/** A pull request with more comments than this is not read to its end. */
const MAX_PAGES = 100;
/** Who writes with the token that every job gets. */
const ACTIONS_BOT = 'github-actions[bot]';

/** The login that the token writes under: its user's, or that of GitHub Actions when it is nobody's. */
export async function loginOf(api: GitHubApi, signal?: StopSignal): Promise<string> {
  const answer = await api('GET /user', {}, signal);
  const login = answer.kind === 'answer' && isObject(answer.json) ? own(answer.json, 'login') : undefined;
  return typeof login === 'string' ? login : ACTIONS_BOT;
}

/**
 * All comments of this gate that `author` wrote, oldest first. Somebody else's comment with our marker is none of ours, and is left alone.
 */
export async function findComments(
  api: GitHubApi,
  place: { readonly owner: string; readonly repo: string; readonly pullRequest: number },
  gateId: string,
  author: string,
  signal?: StopSignal,
): Promise<readonly FoundComment[] | Extract<Delivered, { kind: 'refused' }>> {
  const { owner, repo, pullRequest } = place;
  const doing = `read the comments of #${pullRequest}`;
  const found: FoundComment[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const params = { owner, repo, issue_number: pullRequest, per_page: PER_PAGE, page };
    const answer = await api('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', params, signal);
    if (answer.kind === 'none' || answer.status >= 300) return refusedDelivery(answer, doing, 'pull-requests: write');
    if (!Array.isArray(answer.json)) return { kind: 'refused', reason: `can't ${doing}: the answer is no list` };
    for (const one of answer.json) {
      const comment = commentOf(one, author);
      if (comment?.mark.gateId === gateId) found.push(comment);
    }
    if (answer.json.length < PER_PAGE) return found.sort((a, b) => a.id - b.id);
  }
  return { kind: 'refused', reason: `#${pullRequest} has more than ${PER_PAGE * MAX_PAGES} comments: they are not searched any further` };
}

function commentOf(value: unknown, author: string): FoundComment | undefined {
  if (!isObject(value)) return undefined;
  const [id, body, url, user] = [own(value, 'id'), own(value, 'body'), own(value, 'html_url'), own(value, 'user')];
  const login = isObject(user) ? own(user, 'login') : undefined;
  if (typeof id !== 'number' || typeof body !== 'string' || typeof login !== 'string' || login.toLowerCase() !== author.toLowerCase())
    return undefined;
  const mark = readCommentMarker(body);
  return mark === undefined ? undefined : { id, body, mark, url: typeof url === 'string' ? url : '' };
}
