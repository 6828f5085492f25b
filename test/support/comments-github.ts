import type { Fetch, FetchRequest, FetchResponse } from '../../src/ports/fetch.ts';
import { TransportError } from '../../src/ports/fetch.ts';
import type { GitHubApi } from '../../src/ports/github-api.ts';
import { createGitHubClient } from '../../src/targets/github/client.ts';
import { githubApi } from '../../src/targets/github/github-api.ts';
import { handClock } from './simulator-client.ts';
import { json } from './virtual-github.ts';

export interface StoredComment {
  id: number;
  login: string;
  body: string;
}

/** Comments and check runs of one pull request as GitHub keeps them, behind the real client. */
export interface CommentsGitHub {
  readonly api: GitHubApi;
  readonly comments: StoredComment[];
  readonly checks: Record<string, unknown>[];
  readonly requests: string[];
  /** Overrules the answer to a request. */
  meddle: ((request: FetchRequest, next: () => FetchResponse) => FetchResponse | undefined) | undefined;
}

/** @param login whose token it is; absent: that of a job, which may not ask who it is */
export function commentsGitHub(login?: string): CommentsGitHub {
  const author = login ?? 'github-actions[bot]';
  const comments: StoredComment[] = [];
  const checks: Record<string, unknown>[] = [];
  const requests: string[] = [];
  let nextId = 1000;
  const view = ({ id, login: by, body }: StoredComment) => ({
    id,
    body,
    html_url: `https://github.example/acme/widgets/pull/7#c${id}`,
    user: { login: by },
  });
  const forbidden = (): FetchResponse => json(403, { message: 'Resource not accessible by integration' });

  function answer(request: FetchRequest): FetchResponse {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.replace('/repos/acme/widgets', '');
    const body = request.body === undefined ? {} : (JSON.parse(request.body) as { body?: string });
    if (path === '/user') return login === undefined ? forbidden() : json(200, { login });
    if (path === '/issues/7/comments' && request.method === 'GET') {
      const [size, page] = [Number(searchParams.get('per_page') ?? 30), Number(searchParams.get('page') ?? 1)];
      return json(200, comments.slice((page - 1) * size, page * size).map(view));
    }
    if (path === '/issues/7/comments') {
      if ((body.body ?? '').length > 65_536) return json(422, { message: 'body is too long (maximum is 65536 characters)' });
      const made = { id: nextId++, login: author, body: body.body ?? '' };
      comments.push(made);
      return json(201, view(made));
    }
    const [, id] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const at = comments.findIndex((one) => String(one.id) === id);
    const comment = comments[at];
    if (id !== undefined && comment === undefined) return json(404, { message: 'Not Found' });
    if (comment !== undefined && request.method === 'DELETE') {
      comments.splice(at, 1);
      return { status: 204, headers: {}, body: new Uint8Array() };
    }
    if (comment !== undefined) {
      comment.body = body.body ?? '';
      return json(200, view(comment));
    }
    const [, check] = /^\/check-runs(?:\/(\d+))?$/.exec(path) ?? [];
    if (path.startsWith('/check-runs')) {
      const known = checks.find((one) => String(one.id) === check);
      const made = known ?? { id: nextId++ };
      if (known === undefined) checks.push(made);
      Object.assign(made, body);
      return json(known === undefined ? 201 : 200, { ...made, html_url: `https://github.example/runs/${String(made.id)}` });
    }
    return json(404, { message: 'Not Found' });
  }

  const github: CommentsGitHub = { comments, checks, requests, meddle: undefined, api: undefined as unknown as GitHubApi };
  const fetch: Fetch = async (request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return github.meddle?.(request, () => answer(request)) ?? answer(request);
  };
  const limits = { mutationSpacingMs: 1, reserve: 0 };
  const client = createGitHubClient({
    fetch,
    clock: handClock(),
    token: () => 't',
    apiUrl: 'https://api.github.example',
    userAgent: 'test',
    seed: 1,
    limits,
  });
  return Object.assign(github, { api: githubApi(client) });
}

/** For {@link CommentsGitHub.meddle}: the request arrived, its answer did not. */
export function lost(next: () => FetchResponse): never {
  next();
  throw new TransportError('the connection broke', 'maybe');
}
