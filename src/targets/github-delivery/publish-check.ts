import { isObject, own } from '../../core/benchmarks/importer.ts';
import type { CheckConclusion } from '../../core/delivery/check-conclusion.ts';
import type { GitHubAnswer, GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { type Delivered, refusedDelivery } from './delivered.ts';

export interface CheckOrder {
  /** `owner/name` */
  readonly repository: string;
  readonly headSha: string;
  /** The same for every run of a gate, so that a rule can require it. */
  readonly name: string;
  /** Absent: it has begun and is in progress. */
  readonly conclusion?: CheckConclusion;
  /** One line. */
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly detailsUrl?: string;
  /** The check run that was begun; absent: a new one. */
  readonly id?: number;
}

export type DeliveredCheck = Delivered & { readonly id?: number };

/** Begins a check run, or ends it. A check of the same name at the same commit takes the place of an earlier one. */
export async function publishCheck(api: GitHubApi, order: CheckOrder, signal?: StopSignal): Promise<DeliveredCheck> {
  const [owner, repo] = order.repository.split('/');
  const { conclusion, detailsUrl, headSha, id, name, summary, title } = order;
  const params = {
    owner,
    repo,
    name,
    ...(conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion }),
    ...(detailsUrl !== undefined && { details_url: detailsUrl }),
    output: { title: title.slice(0, 250), summary },
  };
  const answer =
    id === undefined
      ? await api('POST /repos/{owner}/{repo}/check-runs', { ...params, head_sha: headSha }, signal)
      : await api('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...params, check_run_id: id }, signal);
  if (answer.kind === 'none' || answer.status >= 300) return refusedDelivery(answer, `write the check "${name}"`, 'checks: write');
  const made = fields(answer);
  return { kind: id === undefined ? 'created' : 'updated', url: made.url, ...(made.id !== undefined && { id: made.id }) };
}

function fields(answer: GitHubAnswer): { readonly id?: number; readonly url: string } {
  const json = answer.kind === 'answer' && isObject(answer.json) ? answer.json : {};
  const [id, url] = [own(json, 'id'), own(json, 'html_url')];
  return { url: typeof url === 'string' ? url : '', ...(typeof id === 'number' && { id }) };
}
