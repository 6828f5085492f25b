import { readFileSync } from 'node:fs';
import { isObject, own } from '../core/benchmarks/importer.ts';
import type { Environment } from './surroundings.ts';

/** What caused this workflow run. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: unknown;
  /** The commit of the run. */
  readonly sha: string;
  /** The branch that the run is on; absent for tags, pull requests and what they cause. */
  readonly branch?: string;
  /** The repository's default branch, where the event names it. */
  readonly defaultBranch?: string;
  /** Path of this workflow's file, `.github/workflows/perf.yml`; absent where the runner does not say. */
  readonly workflow?: string;
}

/** Events in which somebody from outside may have a hand. */
const FROM_OUTSIDE = /^(pull_request|workflow_run|merge_group|issue_comment)/;

/** Reads the event and where the run stands, as the runner hands them over. */
export function readEvent(env: Environment): WorkflowEvent {
  const { GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: path = '', GITHUB_SHA: sha = '', GITHUB_REF: ref = '' } = env;
  const payload = payloadOf(path);
  const repository = isObject(payload) ? own(payload, 'repository') : undefined;
  const defaultBranch = isObject(repository) ? own(repository, 'default_branch') : undefined;
  const [, branch] = FROM_OUTSIDE.test(name) ? [] : (/^refs\/heads\/(.+)$/.exec(ref) ?? []);
  const [, workflow] = /^[^/]+\/[^/]+\/(.+?)@/.exec(env.GITHUB_WORKFLOW_REF ?? '') ?? [];
  return {
    name,
    payload,
    sha,
    ...(branch !== undefined && { branch }),
    ...(typeof defaultBranch === 'string' && defaultBranch !== '' && { defaultBranch }),
    ...(workflow !== undefined && { workflow }),
  };
}

function payloadOf(path: string): unknown {
  if (path === '') return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    // Without an event this is no pull request, and the default branch is asked for.
    return undefined;
  }
}
