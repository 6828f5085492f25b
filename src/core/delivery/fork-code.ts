import { isObject, own } from '../benchmarks/importer.ts';

/** What fork code is judged by. */
export interface CodeEvent {
  /** `pull_request_target`. */
  readonly name: string;
  /** Of the event, as GitHub sends it. */
  readonly payload: unknown;
  /** The commit of the workflow run: for these events the last one of a branch of the repository itself. */
  readonly sha: string;
}

/** Events that run with the repository's secrets and a token that may write, although somebody from outside caused them. */
const PRIVILEGED = new Set(['pull_request_target', 'workflow_run']);

/**
 * May this commit be run here? Under `pull_request_target`, and under `workflow_run` after a pull request, a job has secrets and a token that may write. Whoever
 * runs a fork's code there gives it both. So for a pull request from another repository only the run's own commit may be run, which is of this repository.
 *
 * @param commit what would be checked out, in full
 * @returns why not; nothing where it may
 */
export function refuseForkCode({ name, payload, sha }: CodeEvent, commit: string): string | undefined {
  if (!PRIVILEGED.has(name) || commit === sha) return undefined;
  const base = fullName(at(payload, 'repository'));
  const pull = at(payload, 'pull_request');
  const run = at(payload, 'workflow_run');
  if (name === 'workflow_run' && !String(own(run, 'event') ?? '').startsWith('pull_request')) return undefined;
  // A fork that was deleted has no repository any more; its code is still there.
  const head = name === 'workflow_run' ? fullName(at(run, 'head_repository')) : fullName(at(at(pull, 'head'), 'repo'));
  if (head !== undefined && head === base) return undefined;
  const whose = head === undefined ? 'a fork that is gone' : `the fork ${head}`;
  return `${name} of ${whose}: the commit ${commit} is not that of this run (${sha}), and whatever it runs would have this repository's secrets and token. Run it on pull_request, which has neither`;
}

function at(value: unknown, key: string): Record<string, unknown> {
  const inner = isObject(value) ? own(value, key) : undefined;
  return isObject(inner) ? inner : {};
}

function fullName(repository: Record<string, unknown>): string | undefined {
  const name = own(repository, 'full_name');
  return typeof name === 'string' && name !== '' ? name : undefined;
}
