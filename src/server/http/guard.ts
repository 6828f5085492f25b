import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may speak with a server. */
export interface GuardOptions {
  /** `host:port` pairs under which it is reached, in lower case. */
  readonly hosts: ReadonlySet<string>;
  /** At least 128 bits of chance, or the user's own. */
  readonly token: string;
  /** It can be reached from other machines: reading needs the token too. */
  readonly isPublic: boolean;
}

/** What of a request decides. Header values as they came. */
export interface Asked {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
  /** What is asked for: nothing to hide, something to read, something that changes or shows what commands wrote. */
  readonly need: 'nothing' | 'reading' | 'token';
}

/** Why a request is refused, and what to do. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly error: string;
}

/**
 * The door of a server that runs commands. A page in the user's browser may reach loopback addresses: directly, or by a name of its own that
 * it points there (DNS rebinding). So the Host must be one of ours, an Origin must be too, and what changes something needs the token.
 *
 * @returns `undefined`: come in
 */
export function refuse({ host, origin, fetchSite, authorization, need }: Asked, { hosts, token, isPublic }: GuardOptions): Refusal | undefined {
  if (host === undefined || !hosts.has(host.toLowerCase()))
    return {
      status: 403,
      error: `the Host "${clean(host ?? '')}" is not this server: ask for ${[...hosts].join(' or ')}, or allow it with --allow-host`,
    };
  if (origin !== undefined && !isOurs(origin, hosts)) return { status: 403, error: `requests from the page ${clean(origin)} are refused` };
  if (origin === undefined && fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none')
    return { status: 403, error: 'requests from the pages of others are refused' };
  if (need === 'nothing' || (need === 'reading' && !isPublic)) return undefined;
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (given === undefined) return { status: 401, error: 'send the token that the server printed when it started: Authorization: Bearer TOKEN' };
  if (!isEqual(given, token)) return { status: 401, error: "the token is not this server's" };
  return undefined;
}

function isOurs(origin: string, hosts: ReadonlySet<string>): boolean {
  const [, host] = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase()) ?? [];
  return host !== undefined && hosts.has(host);
}

/** Takes the same time wherever they differ. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function clean(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}
