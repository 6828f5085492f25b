import { isObject, own } from '../benchmarks/importer.ts';

/** Where a result can be told besides the job summary. */
export type DeliveryPlace =
  | { readonly kind: 'pull_request'; readonly number: number; readonly headSha: string }
  /** A pull request whose job has a token that can only read: the summary and an artifact are all that can be left. */
  | { readonly kind: 'read_only'; readonly number: number; readonly headSha: string; readonly why: string }
  /** No pull request. */
  | { readonly kind: 'commit'; readonly headSha: string };

/**
 * Reads where to deliver from the event that caused the run.
 *
 * @param event name and payload, as the runner hands them over
 * @param fallbackSha the commit of the run, for events that name none
 */
export function deliveryPlace(event: { readonly name: string; readonly payload: unknown }, repository: string, fallbackSha: string): DeliveryPlace {
  const pull = field(event.payload, 'pull_request');
  const number = field(pull, 'number');
  const head = field(pull, 'head');
  const sha = field(head, 'sha');
  if (typeof number !== 'number' || typeof sha !== 'string') return { kind: 'commit', headSha: fallbackSha };
  const place = { number, headSha: sha };
  // With `pull_request_target` the token may write whatever the pull request is from.
  if (event.name !== 'pull_request') return { kind: 'pull_request', ...place };
  const from = field(field(head, 'repo'), 'full_name');
  if (typeof from !== 'string' || from.toLowerCase() !== repository.toLowerCase()) {
    return { kind: 'read_only', ...place, why: `the pull request is from ${typeof from === 'string' ? `the fork ${from}` : 'a fork that is gone'}` };
  }
  if (field(field(event.payload, 'sender'), 'login') === 'dependabot[bot]') return { kind: 'read_only', ...place, why: 'Dependabot caused the run' };
  return { kind: 'pull_request', ...place };
}

function field(value: unknown, key: string): unknown {
  return isObject(value) ? own(value, key) : undefined;
}
