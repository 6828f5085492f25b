import { type ApiResponse, problem } from './message.ts';
import { stamp } from './views/stamp.ts';

/** What the simulated GitHub refuses. An absent number is no limit. */
export interface LimitOptions {
  /** Requests an hour and token; 304 answers are free. */
  readonly primaryPerHour?: number;
  /** A GET costs 1, everything else 5, in any 60 s, 304 answers too. */
  readonly pointsPerMinute?: number;
  /** Time that must lie between two changes. GitHub advises 1,000 and documents no refusal. */
  readonly minMutationSpacingMs?: number;
  /** Changes a minute; GitHub's limit for content-creating requests is 80 "in general". */
  readonly mutationsPerMinute?: number;
  /** Changes an hour; GitHub's limit for content-creating requests is 500 "in general". */
  readonly mutationsPerHour?: number;
  /** `retry-after` of a secondary limit, in seconds; 0: the header is left out. Default 60. */
  readonly retryAfterSeconds?: number;
}

/** github.com for a personal token. Whether a dispatch counts as content is not documented, so changes have no limit of their own. */
export const GITHUB_LIMITS: LimitOptions = { primaryPerHour: 5_000, pointsPerMinute: 900 };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECONDARY =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. For more on scraping GitHub and how it may affect your rights, please review our Terms of Service.';

export type Resource = 'core' | 'graphql';

interface TokenState {
  readonly windows: Map<Resource, { resetAt: number; used: number }>;
  /** Points of the last minute. */
  points: { readonly at: number; readonly points: number }[];
  /** Changes of the last hour. */
  mutations: number[];
  blockedUntil: number;
}

/** The rate limits as the server keeps them: by token, on the server's clock. */
export class RateLimits {
  readonly #options: LimitOptions;
  readonly #tokens = new Map<string, TokenState>();

  constructor(options: LimitOptions) {
    this.#options = options;
  }

  /** Refuses the request, or takes its points and lets it through (`undefined`). */
  admit(at: number, token: string, method: string, resource: Resource, remaining?: number): ApiResponse | undefined {
    const state = this.#stateOf(token);
    const { primaryPerHour, pointsPerMinute, minMutationSpacingMs, mutationsPerMinute, mutationsPerHour } = this.#options;
    const mutation = resource === 'core' && method !== 'GET' && method !== 'HEAD';
    if (state.blockedUntil > at) return this.#refuse(at, state);
    const window = this.#windowOf(at, state, resource, remaining);
    if (primaryPerHour !== undefined && window.used >= primaryPerHour)
      return problem(403, `API rate limit exceeded for user ID 9919. Limit resets at ${stamp(window.resetAt)}.`);
    state.points = state.points.filter((one) => one.at > at - MINUTE_MS);
    state.mutations = state.mutations.filter((one) => one > at - HOUR_MS);
    const points = mutation ? 5 : 1;
    const spent = state.points.reduce((sum, one) => sum + one.points, 0) + points;
    const last = state.mutations.at(-1) ?? Number.NEGATIVE_INFINITY;
    const over =
      (pointsPerMinute !== undefined && spent > pointsPerMinute) ||
      (mutation && minMutationSpacingMs !== undefined && at - last < minMutationSpacingMs) ||
      (mutation && mutationsPerMinute !== undefined && state.mutations.filter((one) => one > at - MINUTE_MS).length >= mutationsPerMinute) ||
      (mutation && mutationsPerHour !== undefined && state.mutations.length >= mutationsPerHour);
    if (over) {
      state.blockedUntil = at + (this.#options.retryAfterSeconds || 60) * 1_000;
      return this.#refuse(at, state);
    }
    state.points.push({ at, points });
    if (mutation) state.mutations.push(at);
    return undefined;
  }

  /** Takes one request off the token's hour. */
  charge(at: number, token: string, resource: Resource): void {
    this.#windowOf(at, this.#stateOf(token), resource).used++;
  }

  /** `x-ratelimit-…`; none where there is no primary limit. */
  headers(at: number, token: string, resource: Resource): Readonly<Record<string, string>> {
    const budget = this.budget(at, token, resource);
    if (budget === undefined) return {};
    return {
      'x-ratelimit-limit': String(budget.limit),
      'x-ratelimit-remaining': String(budget.remaining),
      'x-ratelimit-reset': String(budget.reset),
      'x-ratelimit-used': String(budget.used),
      'x-ratelimit-resource': resource,
    };
  }

  /** `rate-limit`; `undefined` where there is no primary limit. */
  budget(at: number, token: string, resource: Resource, remaining?: number) {
    const limit = this.#options.primaryPerHour;
    if (limit === undefined) return undefined;
    const { used, resetAt } = this.#windowOf(at, this.#stateOf(token), resource, remaining);
    return { limit, remaining: Math.max(0, limit - used), reset: Math.ceil(resetAt / 1_000), used };
  }

  #refuse(at: number, state: TokenState): ApiResponse {
    const seconds = Math.max(1, Math.ceil((state.blockedUntil - at) / 1_000));
    return problem(403, SECONDARY, this.#options.retryAfterSeconds === 0 ? {} : { 'retry-after': String(seconds) });
  }

  #stateOf(token: string): TokenState {
    const known = this.#tokens.get(token);
    if (known !== undefined) return known;
    const state: TokenState = { windows: new Map(), points: [], mutations: [], blockedUntil: Number.NEGATIVE_INFINITY };
    this.#tokens.set(token, state);
    return state;
  }

  /** A window begins with the first request after the last one's end. `remaining` sets what is left of the first one. */
  #windowOf(at: number, state: TokenState, resource: Resource, remaining?: number): { resetAt: number; used: number } {
    const known = state.windows.get(resource);
    if (known !== undefined && known.resetAt > at) return known;
    const limit = this.#options.primaryPerHour ?? 0;
    const window = { resetAt: at + HOUR_MS, used: known === undefined && remaining !== undefined ? Math.max(0, limit - remaining) : 0 };
    state.windows.set(resource, window);
    return window;
  }
}
