import { isObject, type JsonObject, own } from '../../core/benchmarks/importer.ts';
import type { GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { type ApiRefusal, ask, type Found } from './github-answers.ts';

export interface TrustedRunsOptions {
  readonly api: GitHubApi;
  readonly repository: string;
  readonly workflow: string;
  readonly branch?: string;
  readonly runId?: string;
}

export interface TrustedRuns {
  readonly branch: string;
  /** Newest first. */
  readonly runs: readonly { readonly id: string }[];
  /** Says what was there and not believed: ` (3 runs from forks or pull requests were passed over)`; else empty. */
  readonly passedOver: string;
}

/**
 * The successful runs whose artifacts are believed: of this repository, on this branch, of this workflow file, caused by nobody outside. A fork may
 * call its branch `main` and its workflow as ours, so the branch's name alone proves nothing.
 */
export async function trustedRuns(options: TrustedRunsOptions, signal?: StopSignal): Promise<Found<TrustedRuns> | ApiRefusal> {
  const { api, repository, workflow } = options;
  const [owner, repo] = repository.split('/');
  const branch =
    options.branch === undefined ? await defaultBranch(api, { owner, repo }, signal) : ({ kind: 'found', value: options.branch } as const);
  if (branch.kind === 'refused') return branch;
  const params = { owner, repo, workflow_id: workflow.split('/').at(-1), branch: branch.value, per_page: 100 };
  const doing = `list the runs of ${workflow}`;
  const answer = await ask(api, 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', params, doing, signal);
  if (answer.kind === 'refused') return answer;
  const list = isObject(answer.value) ? own(answer.value, 'workflow_runs') : undefined;
  if (!Array.isArray(list)) return { kind: 'refused', reason: `can't ${doing}: the answer has no "workflow_runs"` };
  const ended = list.filter(isObject).filter((run) => own(run, 'conclusion') === 'success' && String(own(run, 'id')) !== options.runId);
  const believed = ended.filter((run) => isBelieved(run, repository, workflow, branch.value));
  const others = ended.length - believed.length;
  const passedOver =
    others === 0 ? '' : ` (${others} ${others === 1 ? 'run' : 'runs'} of a fork, a pull request or another workflow file passed over)`;
  const runs = believed.map((run) => ({ id: String(own(run, 'id')) }));
  return { kind: 'found', value: { branch: branch.value, runs, passedOver } };
}

async function defaultBranch(api: GitHubApi, params: Readonly<Record<string, unknown>>, signal?: StopSignal): Promise<Found<string> | ApiRefusal> {
  const answer = await ask(api, 'GET /repos/{owner}/{repo}', params, 'read the repository', signal);
  if (answer.kind === 'refused') return answer;
  const branch = isObject(answer.value) ? own(answer.value, 'default_branch') : undefined;
  if (typeof branch !== 'string' || branch === '') return { kind: 'refused', reason: 'the repository names no default branch' };
  return { kind: 'found', value: branch };
}

function isBelieved(run: JsonObject, repository: string, workflow: string, branch: string): boolean {
  const nameIn = (key: string): unknown => {
    const place = own(run, key);
    return isObject(place) ? own(place, 'full_name') : undefined;
  };
  const same = (name: unknown): boolean => typeof name === 'string' && name.toLowerCase() === repository.toLowerCase();
  // `path` may carry the ref: `.github/workflows/perf.yml@main`.
  const [path] = String(own(run, 'path') ?? '').split('@');
  const event = String(own(run, 'event') ?? '');
  return (
    same(nameIn('head_repository')) &&
    same(nameIn('repository')) &&
    path === workflow &&
    own(run, 'head_branch') === branch &&
    !event.startsWith('pull_request') &&
    event !== 'workflow_run'
  );
}
