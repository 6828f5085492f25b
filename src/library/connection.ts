import type { Clock } from '../ports/clock.ts';
import type { Fetch } from '../ports/fetch.ts';

/** How to reach GitHub. */
export interface Connection {
  /** A token with `actions: write` and `contents: read`, or a function that is asked before every request. It goes to the host of `apiUrl` only. */
  readonly token: string | (() => string | Promise<string>);
  /** `https://api.github.com` (default), `https://HOST/api/v3` of a GitHub Enterprise Server, or the `url` of an embedded GitHub. */
  readonly apiUrl?: string;
  /** `owner/name` for units that name none. */
  readonly repository?: string;
  /** The transport; default: Node's own `fetch` with a time-out of 30 s, without a proxy. */
  readonly fetch?: Fetch;
  /** The source of time; default: the machine's. */
  readonly clock?: Clock;
}

/** The API of github.com. */
export const PUBLIC_API = 'https://api.github.com';

/** The token as the target asks for it. */
export function tokenSource({ token }: Connection): () => string | Promise<string> {
  return typeof token === 'string' ? () => token : token;
}
