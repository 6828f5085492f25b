import type { Clock } from '../ports/clock.ts';
import { type Fetch, TransportError } from '../ports/fetch.ts';
import { EmbeddedGitHub, type EmbeddedGitHubOptions } from './embedded-github.ts';

/** Hosts of the embedded GitHub where no socket is. */
export const EMBEDDED_API_URL = 'https://api.embedded.localhost';
const FILES_URL = 'https://files.embedded.localhost';

/**
 * The embedded GitHub behind the `Fetch` port, without a socket: a client under test speaks with it in virtual time.
 *
 * @example
 * const { github, fetch } = createEmbeddedFetch({ clock, workflows });
 * createGitHubTarget({ apiUrl: EMBEDDED_API_URL, fetch, … });
 */
export function createEmbeddedFetch(options: EmbeddedGitHubOptions): { readonly github: EmbeddedGitHub; readonly fetch: Fetch } {
  const github = new EmbeddedGitHub(options, () => FILES_URL);
  return { github, fetch: fetchFrom(github, options.clock) };
}

function fetchFrom(github: EmbeddedGitHub, clock: Clock): Fetch {
  return async (request) => {
    const isAborted = (): boolean => request.signal?.aborted === true;
    if (isAborted()) throw new TransportError('the request was aborted before it was sent', 'no');
    const { origin, host, pathname, search } = new URL(request.url);
    const headers = {
      host,
      'x-forwarded-proto': 'https',
      ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    };
    const body = new TextEncoder().encode(request.body ?? '');
    const outcome = github.handle({ method: request.method, url: pathname + search, headers, body }, origin === FILES_URL ? 'files' : 'api');
    if (outcome.kind === 'reset') throw new TransportError(`the connection to ${host} broke`, 'maybe');
    if (outcome.delayMs > 0) await clock.sleepUntil(clock.now() + outcome.delayMs, request.signal);
    if (isAborted()) throw new TransportError(`the request to ${host} was aborted`, 'maybe');
    if (outcome.cutAtBytes !== undefined) throw new TransportError(`the answer of ${host} broke off`, 'maybe');
    const { status, headers: answered, body: content } = outcome.response;
    return { status, headers: answered, body: typeof content === 'string' ? new TextEncoder().encode(content) : content };
  };
}
