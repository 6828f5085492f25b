import { isObject, own } from '../../core/benchmarks/importer.ts';
import type { GitHubAnswer, GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';

export interface RunToTell {
  /** `owner/name` of the repository that the poster runs in. */
  readonly repository: string;
  /** The run that measured: `github.event.workflow_run.id`. */
  readonly runId: string;
  /** Path of the workflow file that must have run. */
  readonly workflow: string;
}

export type FoundPullRequest =
  | { readonly kind: 'found'; readonly number: number; readonly headSha: string; readonly runUrl: string; readonly attempt: number }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * The pull request that a run measured, from what GitHub says about the run and not from anything that the run left: that was written by the pull
 * request's own code. (`workflow_run.pull_requests` is empty for forks, so it is looked up by branch and commit.)
 */
export async function findPullRequest(api: GitHubApi, { repository, runId, workflow }: RunToTell, signal?: StopSignal): Promise<FoundPullRequest> {
  const [owner, repo] = repository.split('/');
  const answer = await api('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id: runId }, signal);
  const run = jsonOf(answer);
  if (run === undefined) return { kind: 'refused', why: `can't read run ${runId}: ${said(answer)}; the job needs "permissions: { actions: read }"` };
  const path = String(field(run, 'path') ?? '').split('@')[0];
  const event = field(run, 'event');
  if (path !== workflow) return { kind: 'refused', why: `run ${runId} is of ${path || 'no workflow'}, not of ${workflow}` };
  if (event !== 'pull_request') return { kind: 'none', why: `run ${runId} was caused by ${String(event)}, not by a pull request` };
  const [sha, branch, from] = [field(run, 'head_sha'), field(run, 'head_branch'), field(field(field(run, 'head_repository'), 'owner'), 'login')];
  if (typeof sha !== 'string' || typeof branch !== 'string' || typeof from !== 'string') return { kind: 'none', why: 'the fork is gone' };
  const pulls = await api('GET /repos/{owner}/{repo}/pulls', { owner, repo, state: 'open', head: `${from}:${branch}`, per_page: 100 }, signal);
  const list = pulls.kind === 'answer' && pulls.status < 300 ? pulls.json : undefined;
  if (!Array.isArray(list))
    return { kind: 'refused', why: `can't list the pull requests: ${said(pulls)}; the job needs "permissions: { pull-requests: write }"` };
  const pull = list.find((one) => field(field(one, 'head'), 'sha') === sha);
  const number = field(pull, 'number');
  if (typeof number !== 'number')
    return { kind: 'none', why: `no open pull request stands at ${sha.slice(0, 12)}: it was closed or pushed to meanwhile` };
  const attempt = field(run, 'run_attempt');
  return { kind: 'found', number, headSha: sha, runUrl: String(field(run, 'html_url') ?? ''), attempt: typeof attempt === 'number' ? attempt : 1 };
}

function jsonOf(answer: GitHubAnswer): unknown {
  return answer.kind === 'answer' && answer.status < 300 && isObject(answer.json) ? answer.json : undefined;
}

function said(answer: GitHubAnswer): string {
  return answer.kind === 'none' ? answer.why : `${answer.status} ${answer.message}`.trim();
}

function field(value: unknown, key: string): unknown {
  return isObject(value) ? own(value, key) : undefined;
}
