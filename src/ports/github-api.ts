import type { StopSignal } from './stop-signal.ts';

/** What came of a request to GitHub's API. */
export type GitHubAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Header names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** The JSON of a success; absent when there was none, or none that could be read. */
      readonly json?: unknown;
      /** What the server said about a refusal, or why a success could not be read. */
      readonly message: string;
      /** Where a redirect to another host points; it was not followed, the token stays here. */
      readonly location?: string;
    }
  /** No answer. `maybeDone`: the server can have done it. */
  | { readonly kind: 'none'; readonly why: string; readonly maybeDone: boolean };

/**
 * GitHub's REST API with limits, turns, retries of reads and the token taken care of. For adapters that need a few requests of it.
 *
 * @example api('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'widgets' })
 */
export type GitHubApi = (route: string, params: Readonly<Record<string, unknown>>, signal?: StopSignal) => Promise<GitHubAnswer>;
