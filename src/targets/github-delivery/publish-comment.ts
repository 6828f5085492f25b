import { isObject, own } from '../../core/benchmarks/importer.ts';
import { isLater, readCommentMarker } from '../../core/delivery/comment-marker.ts';
import { type CommentMode, shouldComment } from '../../core/delivery/worth-telling.ts';
import type { GitHubAnswer, GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { type Delivered, refusedDelivery } from './delivered.ts';
import { type FoundComment, findComments, loginOf } from './find-comments.ts';

export interface CommentOrder {
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  /** Begins with the marker of its gate. */
  readonly body: string;
  readonly mode: CommentMode;
  /** Does it say more than a green tick? */
  readonly worthTelling: boolean;
  /** The login that the token writes under. Default: asked of the API; an App's token must name its `slug[bot]`. */
  readonly author?: string;
}

/**
 * Leaves one comment for each gate under a pull request: the first time it is created, then it is updated, however many comments lie between. A run
 * that was overtaken by a later one leaves the later one's comment alone. Of two that were created at the same time, the older stays.
 *
 * @throws TypeError when the body has no marker
 */
export async function publishComment(api: GitHubApi, order: CommentOrder, signal?: StopSignal): Promise<Delivered> {
  const { body, mode, pullRequest, worthTelling } = order;
  const mark = readCommentMarker(body);
  if (mark === undefined) throw new TypeError('the comment has no marker on its first line: render it by renderComment');
  if (mode === 'never') return { kind: 'skipped', why: 'comments are switched off' };
  const [owner = '', repo = ''] = order.repository.split('/');
  const place = { owner, repo, pullRequest };
  const author = order.author ?? (await loginOf(api, signal));
  const search = () => findComments(api, place, mark.gateId, author, signal);
  const found = await search();
  if (isRefusal(found)) return found;
  if (!shouldComment(mode, worthTelling, found.length > 0)) return { kind: 'skipped', why: 'there is nothing to tell' };
  const [oldest, ...doubles] = found;
  if (found.some((one) => isLater(one.mark, mark))) return { kind: 'skipped', why: 'a later run has commented already' };
  for (const { id } of doubles) await api('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id: id }, signal);
  const updated = oldest === undefined ? undefined : await update(oldest);
  return updated ?? (await create());

  /** `undefined`: somebody deleted it meanwhile. */
  async function update(comment: FoundComment): Promise<Delivered | undefined> {
    if (comment.body.trim() === body.trim()) return { kind: 'unchanged', url: comment.url };
    const answer = await api('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id: comment.id, body }, signal);
    if (answer.kind === 'answer' && answer.status === 404) return undefined;
    return isDone(answer) ? { kind: 'updated', url: urlOf(answer) ?? comment.url } : refusedDelivery(answer, doing(), 'pull-requests: write');
  }

  async function create(): Promise<Delivered> {
    const answer = await api('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { owner, repo, issue_number: pullRequest, body }, signal);
    if (isDone(answer)) return { kind: 'created', url: urlOf(answer) ?? '' };
    // Without an answer it may stand there all the same; it is looked for, never sent twice.
    if (answer.kind === 'none' && answer.maybeDone) {
      const again = await search();
      const [made] = isRefusal(again) ? [] : again;
      if (made !== undefined) return { kind: 'created', url: made.url };
    }
    return refusedDelivery(answer, doing(), 'pull-requests: write');
  }

  function doing(): string {
    return `comment on #${pullRequest}`;
  }
}

const isRefusal = (value: object): value is Extract<Delivered, { kind: 'refused' }> => 'kind' in value;
const isDone = (answer: GitHubAnswer): boolean => answer.kind === 'answer' && answer.status < 300;

function urlOf(answer: GitHubAnswer): string | undefined {
  const url = answer.kind === 'answer' && isObject(answer.json) ? own(answer.json, 'html_url') : undefined;
  return typeof url === 'string' ? url : undefined;
}
