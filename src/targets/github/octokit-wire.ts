import { getOctokit } from '@actions/github';
import type { FetchRequest } from '../../ports/fetch.ts';

/** Makes complete HTTP requests out of routes such as `GET /repos/{owner}/{repo}`. */
export interface Wire {
  /**
   * @param route method and URL template
   * @param params for the template; what it does not name goes into the query of a GET and the JSON body of a POST
   * @param send gets the complete request; what it returns comes back untouched
   */
  send<T>(
    route: string,
    params: Readonly<Record<string, unknown>>,
    token: string,
    headers: Record<string, string>,
    send: (request: FetchRequest) => Promise<T>,
  ): Promise<T>;
}

const quiet = { debug: noop, info: noop, warn: noop, error: noop };

/**
 * Lets `@actions/github` do what it does well: URL templates, query, body, user agent, the form of the authorization. The answer
 * goes past it, because it takes a truncated body or a followed redirect for a success, and every failure of the network for a
 * status of 500.
 */
export function createOctokitWire(apiUrl: string, userAgent: string): Wire {
  let octokit: { readonly token: string; readonly of: ReturnType<typeof getOctokit> } | undefined;
  return {
    async send(route, params, token, headers, send) {
      if (octokit?.token !== token) octokit = { token, of: getOctokit(token, { baseUrl: apiUrl, userAgent, log: quiet }) };
      const past = async (url: string, init: { method: string; headers: Record<string, string>; body?: string }): Promise<object> => {
        const request = { method: init.method, url, headers: init.headers, ...(init.body === undefined ? {} : { body: init.body }) };
        return { status: 200, url, headers: [], body: await send(request) };
      };
      const response = await octokit.of.request(route, {
        ...params,
        headers: { accept: 'application/vnd.github+json', ...headers },
        request: { fetch: past, parseSuccessResponseBody: false, log: quiet },
      });
      return response.data;
    },
  };
}

function noop(): void {}
