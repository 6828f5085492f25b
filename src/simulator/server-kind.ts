/**
 * Which GitHub is simulated.
 *
 * - `github`: github.com today: API versions 2022-11-28 and 2026-03-10.
 * - `github-2022`: a server that knows `return_run_details` but only the API version 2022-11-28.
 * - `ghes-3.19`: GitHub Enterprise Server 3.19: answers a dispatch with 204 only, 10 inputs, no rate limits unless asked for.
 */
export type ServerMode = 'github' | 'github-2022' | 'ghes-3.19';

/** What distinguishes the kinds of server. */
export interface ServerKind {
  readonly versions: readonly string[];
  readonly mostInputs: number;
  /** Does the server limit requests by itself? */
  readonly limited: boolean;
  /** Does the answer to a dispatch name the run? */
  runDetails(version: string): 'always' | 'on request' | 'never';
  /** Headers that announce the end of what was just used. */
  sunset(version: string): Readonly<Record<string, string>>;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Requests without a version get this one, on every kind of server. */
export const DEFAULT_VERSION = '2022-11-28';

const SUNSET = { deprecation: 'Tue, 10 Mar 2026 00:00:00 GMT', sunset: 'Fri, 10 Mar 2028 00:00:00 GMT' };

const KINDS: Readonly<Record<ServerMode, ServerKind>> = {
  github: {
    versions: [DEFAULT_VERSION, '2026-03-10'],
    mostInputs: 25,
    limited: true,
    runDetails: (version) => (version === DEFAULT_VERSION ? 'on request' : 'always'),
    sunset: (version) => (version === DEFAULT_VERSION ? SUNSET : {}),
    headers: {},
  },
  'github-2022': {
    versions: [DEFAULT_VERSION],
    mostInputs: 25,
    limited: true,
    runDetails: () => 'on request',
    sunset: () => ({}),
    headers: {},
  },
  'ghes-3.19': {
    versions: [DEFAULT_VERSION],
    mostInputs: 10,
    limited: false,
    runDetails: () => 'never',
    sunset: () => ({}),
    headers: { 'x-github-enterprise-version': 'enterprise-server@3.19.0' },
  },
};

export function serverKind(mode: ServerMode): ServerKind {
  return KINDS[mode];
}
