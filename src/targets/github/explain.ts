import { TargetError } from '../../ports/target.ts';
import type { Answered, ApiAnswer } from './client.ts';

/** Why something can't be done, and what a person can do about it. */
export interface Explanation {
  readonly why: string;
  readonly fix?: string;
}

/** What was attempted, for the sentence: `dispatch simple.yml in acme/widgets`. */
export interface Attempted {
  readonly doing: string;
  /** The permission that it takes. */
  readonly permission: 'actions: write' | 'actions: read' | 'contents: read' | 'checks: read';
}

/** A refusal in words. */
export function explainRefusal(answer: Answered<unknown>, { doing, permission }: Attempted): Explanation {
  const { status, message, redirect } = answer;
  const said = `${status}${message === '' ? '' : ` ${message}`}`;
  if (redirect?.kind === 'moved') {
    // GitHub sends to the repository's number, which no rename changes; its name is one request away.
    const numbered = /\/repositories\/\d+/.exec(new URL(redirect.to).pathname)?.[0].slice(1);
    const told = numbered === undefined ? '' : `, which "gh api ${numbered} --jq .full_name" tells`;
    return { why: `can't ${doing}: the repository moved to ${redirect.to} (${status})`, fix: `put its new name into the plan${told}` };
  }
  if (redirect?.kind === 'refused') return { why: `can't ${doing}: ${redirect.why}`, fix: 'check the API address and the proxy' };
  const type = answer.headers['content-type'] ?? '';
  if (message === '' && /\bhtml\b/.test(type)) {
    return { why: `can't ${doing}: the answer ${status} is a web page (${type}), not GitHub's`, fix: 'check the API address and the proxy' };
  }
  switch (status) {
    case 401:
      return {
        why: `GitHub refused the token (${said}): can't ${doing}`,
        fix: 'give one that is valid and has not expired: input "token" of the Action, GITHUB_TOKEN or GH_TOKEN on the command line',
      };
    case 403:
      return { why: `the token may not ${doing} (${said})`, fix: permissionFix(message, permission) };
    case 404:
      return {
        why: `can't ${doing}: missing, or the token has no access (${said})`,
        fix: `check the name; in another or a private repository the token needs "${permission}" there`,
      };
    case 410:
    case 451:
      return { why: `can't ${doing}: GitHub took it down (${said})` };
    default:
      return { why: `can't ${doing}: GitHub answered ${said}` };
  }
}

/** An answer that could not be used, in words. */
export function explainFailure(answer: ApiAnswer<unknown>, attempted: Attempted): Explanation {
  if (answer.kind !== 'answer') return { why: `can't ${attempted.doing}: ${answer.why}` };
  if (answer.status < 300 && !answer.body.ok)
    return { why: `can't ${attempted.doing}: ${answer.body.why}`, fix: 'check the API address and the proxy' };
  if (answer.status >= 500)
    return { why: `can't ${attempted.doing}: GitHub answered ${answer.status}`, fix: 'look at githubstatus.com and try again' };
  return explainRefusal(answer, attempted);
}

/** Is it the token that lacks a right, so that asking again, or for something else, is in vain? */
export function isAccessRefusal(answer: Answered<unknown>): boolean {
  return answer.status === 401 || (answer.status === 403 && /not accessible by|must have|permission|SAML|SSO|IP allow list/i.test(answer.message));
}

/** The token was good enough to begin with, and is not any more: the session ends, and whoever gives a better one can resume it. */
export function accessLost(answer: Answered<unknown>, attempted: Attempted): TargetError {
  const { why, fix } = explainRefusal(answer, attempted);
  return new TargetError(why, { refused: true, fix: `${fix === undefined ? '' : `${fix}; `}then resume the session` });
}

function permissionFix(message: string, permission: Attempted['permission']): string {
  if (/by integration/i.test(message)) {
    return `add "permissions: { ${permission} }" to the job (with what it already has); the token of a pull request from a fork or of Dependabot can only read`;
  }
  if (/SAML|SSO/i.test(message)) return 'authorise the token for the organisation (Settings, Developer settings, Configure SSO)';
  return `give the token the repository permission "${permission}"`;
}
