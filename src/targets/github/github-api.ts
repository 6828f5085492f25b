import type { GitHubApi } from '../../ports/github-api.ts';
import type { GitHubClient } from './client.ts';

/** How often a read is tried in all. */
const READ_TRIES = 4;

/** The client as other adapters see it: a function. What changes something is sent once. */
export function githubApi(client: GitHubClient): GitHubApi {
  return async (route, params, signal) => {
    const read = route.startsWith('GET ');
    const shape = (value: unknown): unknown => value;
    const tries = read ? { tries: READ_TRIES } : {};
    const answer = await client.request({ route, params, priority: 'details', shape, ...tries, ...(signal !== undefined && { signal }) });
    if (answer.kind !== 'answer') return { kind: 'none', why: answer.why, maybeDone: answer.kind === 'no_answer' };
    const { status, headers, body, redirect } = answer;
    const location = redirect === undefined ? undefined : headers.location;
    return {
      kind: 'answer',
      status,
      headers,
      message: answer.message !== '' || body.ok ? answer.message : body.why,
      ...(status < 300 && body.ok && { json: body.value }),
      ...(location !== undefined && { location }),
    };
  };
}
