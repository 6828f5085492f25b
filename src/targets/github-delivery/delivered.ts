import type { GitHubAnswer } from '../../ports/github-api.ts';

/** What became of a delivery. It never fails a gate: the verdict stands in the summary and the exit code. */
export type Delivered =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly fix?: string };

/** A refusal in words, with the line of YAML that mends it. @param doing in a sentence: `comment on #12` */
export function refusedDelivery(
  answer: GitHubAnswer,
  doing: string,
  permission: 'pull-requests: write' | 'checks: write',
): Extract<Delivered, { kind: 'refused' }> {
  if (answer.kind === 'none') {
    const doubt = answer.maybeDone ? '; it may have been done all the same' : '';
    return { kind: 'refused', reason: `can't ${doing}: ${answer.why}${doubt}` };
  }
  const reason = `can't ${doing}: GitHub answered ${answer.status}${answer.message === '' ? '' : ` (${answer.message})`}`;
  if (/\block(ed)?\b/i.test(answer.message)) return { kind: 'refused', reason, fix: 'unlock the conversation, or leave the comment out' };
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
    const fork = 'the token of a pull request from a fork or of Dependabot can only read: see examples/pull-request-gate-fork';
    return { kind: 'refused', reason, fix: `add "permissions: { ${permission} }" to the job (with what it already has); ${fork}` };
  }
  return { kind: 'refused', reason };
}
