const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** What an answer with a redirect means for a request. */
export type Redirect =
  /** May be sent again, as it was, to this address. */
  | { readonly kind: 'follow'; readonly url: string }
  /** It moved for good or for now, and the request must not follow: 301, 302 and 303 turn a POST into a GET. */
  | { readonly kind: 'moved'; readonly to: string }
  /** To somewhere else, or nowhere: whoever answered, the token does not go there. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Redirects {
  /** The address with known moves applied. */
  apply(url: string): string;
  /** `undefined`: no redirect. Remembers where a repository went. */
  read(method: string, url: string, status: number, location: string | undefined): Redirect | undefined;
}

/** Follows redirects within the API's own origin, and remembers a repository that was renamed, so that it costs one request and not one each. */
export function createRedirects(apiUrl: string): Redirects {
  const api = new URL(apiUrl);
  /** Old → new beginning of the address: `…/repos/acme/old` → `…/repositories/123`. */
  const moves = new Map<string, string>();
  return {
    apply(url) {
      for (const [from, to] of moves)
        if (url === from || url.startsWith(`${from}/`) || url.startsWith(`${from}?`)) return to + url.slice(from.length);
      return url;
    },
    read(method, url, status, location) {
      if (!REDIRECTS.has(status)) return undefined;
      if (location === undefined || !URL.canParse(location, url))
        return { kind: 'refused', why: `${api.host} answered with a redirect (${status}) to nowhere` };
      const to = new URL(location, url);
      if (to.origin !== api.origin) {
        return { kind: 'refused', why: `${api.host} answered with a redirect (${status}) to another host, ${to.host}, where the token must not go` };
      }
      if (method !== 'GET' && status !== 307 && status !== 308) return { kind: 'moved', to: to.href };
      remember(moves, url, to.href);
      return { kind: 'follow', url: to.href };
    },
  };
}

function remember(moves: Map<string, string>, from: string, to: string): void {
  const repository = /^(.*\/repos\/[^/?]+\/[^/?]+)(.*)$/.exec(from);
  const [, base, rest] = repository ?? [];
  if (base === undefined || rest === undefined || !to.endsWith(rest)) return;
  moves.set(base, to.slice(0, to.length - rest.length));
}
