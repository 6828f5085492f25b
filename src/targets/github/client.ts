import { type AnswerFacts, isLimitAnswer, type Limits, type LimitsConfig } from '../../core/limits/limits.ts';
import type { LimitSpec } from '../../core/plan/plan.ts';
import { redactSecrets } from '../../core/plan/secrets.ts';
import { uniformAt } from '../../core/random.ts';
import type { ClockOffset, LimitedBy, Usage } from '../../core/session/event.ts';
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Fetch, type FetchRequest, type FetchResponse, TransportError } from '../../ports/fetch.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { TargetError } from '../../ports/target.ts';
import { createOffsetMeter } from './clock-offset.ts';
import { errorText } from './error-text.ts';
import { EtagCache } from './etag-cache.ts';
import { type Body, readJsonBody, type Shape } from './json-body.ts';
import { createOctokitWire } from './octokit-wire.ts';
import { createRedirects, type Redirect } from './redirects.ts';
import { createRequestQueue, type Priority, WithdrawnError } from './request-queue.ts';

/** Newest first; `none` sends no version, as before they existed. The first that the server takes is kept. */
const API_VERSIONS = ['2026-03-10', '2022-11-28', 'none'] as const;

/** One answer of the API, for `--keep-raw`. */
export interface Exchange {
  /** Controller clock, when the answer was whole. */
  readonly at: number;
  /** `GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs` */
  readonly endpoint: string;
  /** The address, for the ids in it. */
  readonly url: string;
  readonly status: number;
  /** The text without credentials; empty for 204 and 304. */
  readonly body: string;
}

export interface ClientOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Asked before every request, so that a token may be renewed. */
  readonly token: () => Promise<string> | string;
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly seed: number;
  readonly limits: Pick<LimitSpec, 'mutationSpacingMs' | 'reserve'> & Partial<Pick<LimitsConfig, 'pointsPerMinute'>>;
  readonly onExchange?: (exchange: Exchange) => void;
  /** What a person should know of the limits. */
  readonly onWarning?: (message: string) => void;
}

export interface ApiRequest<T> {
  /** Method and URL template; also the name under which it is counted. */
  readonly route: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly priority: Priority;
  /** What is needed of a successful answer. */
  readonly shape: Shape<T>;
  readonly signal?: StopSignal;
  /** Ask with the ETag of the last answer from this address. */
  readonly conditional?: boolean;
  /** Tries in all, when doing it twice does no harm. Default 1: a POST is never repeated unless it is proven that nothing was done. */
  readonly tries?: number;
  /** After the turn has come, before the request leaves, each time that it does; when it rejects, nothing is sent. */
  readonly beforeSend?: () => Promise<void>;
}

export interface Answered<T> {
  readonly kind: 'answer';
  /** Controller clock, when the request left: after its turn had come, and after what had to be done before. */
  readonly sentAt: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Checked for a success; for 304 the earlier one. */
  readonly body: Body<T>;
  /** The error's own words, for people; empty for a success. */
  readonly message: string;
  readonly notModified: boolean;
  /** A redirect that was not followed. */
  readonly redirect?: Exclude<Redirect, { kind: 'follow' }>;
  /** The answer of a rate limit: nothing was done. */
  readonly limited?: { readonly untilAt: number; readonly why: string; readonly by: LimitedBy };
}

export type ApiAnswer<T> =
  | Answered<T>
  /** Proven: the server has not seen it. */
  | { readonly kind: 'not_sent'; readonly why: string; readonly withdrawn: boolean }
  /** The server may have seen it, and may have done it. */
  | { readonly kind: 'no_answer'; readonly why: string };

export interface GitHubClient {
  /** Rejects only with a TargetError, when nothing may be sent any more. */
  request<T>(request: ApiRequest<T>): Promise<ApiAnswer<T>>;
  readonly host: string;
  apiVersion(): string;
  clockOffset(): ClockOffset | undefined;
  limits(): Limits;
  /** What the plan's own budget allows in each window; absent: no budget. */
  setQuota(quota: Limits['config']['quota']): void;
  usage(): Usage;
}

const RETRY_SPAN_MS = 10 * MINUTE_MS;
const BACKOFF_CAP_MS = 30 * SECOND_MS;
/** Retries that may be had at once; each answer that succeeds gives a tenth back (AWS's retry budget). */
const RETRY_BUDGET = 20;

/** GitHub's API with everything that a controller needs and octokit lacks: limits, turns, retries, checks, counts. */
export function createGitHubClient(options: ClientOptions): GitHubClient {
  const { fetch, clock, apiUrl, seed } = options;
  const host = new URL(apiUrl).host;
  const queue = createRequestQueue(clock, options.limits, options.onWarning);
  const wire = createOctokitWire(apiUrl, options.userAgent);
  const redirects = createRedirects(apiUrl);
  const offsets = createOffsetMeter();
  const etags = new EtagCache();
  const count = { requests: 0, charged: 0, notModified: 0, byEndpoint: {} as Record<string, number> };
  let version: (typeof API_VERSIONS)[number] = API_VERSIONS[0];
  let retryBudget = RETRY_BUDGET;

  /** One request over the wire, in its turn. */
  async function once<T>(request: ApiRequest<T>, state: Attempt): Promise<RawAnswer<T>> {
    const { route, params, priority, signal } = request;
    const kind = route.startsWith('GET ') ? 'read' : 'mutation';
    const turn = { kind, priority, urgent: priority === 'cancel', ...(signal === undefined ? {} : { signal }) } as const;
    try {
      return await queue.run(turn, async () => {
        state.token = await freshToken();
        // Also what is sent again waits for its turn, and much may happen meanwhile.
        await announce(request);
        const headers: Record<string, string> = version === 'none' ? {} : { 'x-github-api-version': version };
        return await wire.send(route, params, state.token, headers, (complete) => transmit(request, complete, state));
      });
    } catch (error) {
      if (error instanceof WithdrawnError) return { kind: 'not_sent', why: error.message, withdrawn: true };
      if (error instanceof NoTokenError) return { kind: 'not_sent', why: error.message, withdrawn: false };
      throw error;
    }
  }

  /** A token that can't be had now may be had later: App tokens come over the network too. */
  async function freshToken(): Promise<string> {
    let token: string;
    try {
      token = await options.token();
    } catch (error) {
      if (error instanceof TargetError) throw error;
      throw new NoTokenError(`no token: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    if (/^[\x21-\x7e]+$/.test(token)) return token;
    const why = token === '' ? 'the token is empty' : 'the token holds white space or characters that no token has';
    throw new TargetError(why, { refused: true, fix: 'give a token: input "token" of the Action, GITHUB_TOKEN or GH_TOKEN on the command line' });
  }

  async function transmit<T>(request: ApiRequest<T>, complete: FetchRequest, state: Attempt): Promise<Transmitted<T>> {
    const url = state.url ?? redirects.apply(complete.url);
    const cached = request.conditional === true ? etags.get<T>(url, state.token) : undefined;
    const headers = cached === undefined ? complete.headers : { ...complete.headers, 'if-none-match': cached.etag };
    // A POST that is under way is waited for: half an answer would be a doubt.
    const signal = complete.method === 'GET' ? request.signal : undefined;
    // `{+path}` only says that slashes stay: the endpoint is `{path}`.
    const endpoint = request.route.replaceAll('{+', '{');
    count.requests += 1;
    count.byEndpoint[endpoint] = (count.byEndpoint[endpoint] ?? 0) + 1;
    const sentAt = clock.now();
    let response: FetchResponse;
    try {
      response = await fetch({ ...complete, url, headers, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (error.sent === 'maybe') count.charged += 1;
      const value =
        error.sent === 'no'
          ? ({ kind: 'not_sent', why: error.message, withdrawn: false } as const)
          : ({ kind: 'no_answer', why: error.message } as const);
      return { facts: { sentAt }, value };
    }
    const receivedAt = clock.now();
    offsets.note(response.headers.date, sentAt, receivedAt);
    const notModified = response.status === 304 && cached !== undefined;
    if (notModified) count.notModified += 1;
    else count.charged += 1;
    report(endpoint, url, response, receivedAt, state.token);

    const message = response.status >= 400 ? errorText(response) : '';
    const body: Body<T> = notModified ? { ok: true, value: cached.value } : readJsonBody(response, request.shape, host);
    if (request.conditional === true && response.status === 200 && body.ok) etags.set(url, state.token, response.headers.etag, body.value);
    const { status } = response;
    const redirect = redirects.read(complete.method, url, status, response.headers.location);
    const facts = { sentAt, status, headers: response.headers, message };
    return {
      facts,
      value: {
        kind: 'answer',
        sentAt,
        status: notModified ? 200 : status,
        headers: response.headers,
        body,
        message,
        notModified,
        ...(redirect === undefined ? {} : { redirect }),
      },
    };
  }

  function report(endpoint: string, url: string, response: FetchResponse, at: number, token: string): void {
    if (options.onExchange === undefined) return;
    const text = redactSecrets(new TextDecoder().decode(response.body).replaceAll(token, '[token]'));
    options.onExchange({ at, endpoint, url, status: response.status, body: text });
  }

  /** Sees an answer through what proves that nothing was done: a redirect to follow, another version, a renewed token. */
  async function settled<T>(request: ApiRequest<T>, state: Attempt): Promise<ApiAnswer<T>> {
    for (let followed = false, renewed = false; ; ) {
      const asked = version;
      const answer = await once(request, state);
      if (answer.kind !== 'answer') return answer;
      const { redirect, ...rest } = answer;
      if (redirect?.kind === 'follow') {
        if (followed) return { ...rest, redirect: { kind: 'refused', why: `${host} answered with one redirect after another` } };
        followed = true;
        state.url = redirect.url;
        continue;
      }
      const older = API_VERSIONS[API_VERSIONS.indexOf(asked) + 1];
      if (answer.status === 400 && older !== undefined && /\bversion\b/i.test(answer.message)) {
        if (version === asked) version = older;
        continue;
      }
      if (answer.status === 401 && !renewed && (await freshToken().catch(() => state.token)) !== state.token) {
        renewed = true;
        continue;
      }
      return limitedAnswer(redirect === undefined ? rest : { ...rest, redirect });
    }
  }

  function limitedAnswer<T>(answer: Answered<T>): Answered<T> {
    if (!isLimitAnswer(answer)) return answer;
    const { blocked, hopeless } = queue.limits();
    return {
      ...answer,
      limited: { untilAt: blocked?.untilAt ?? clock.now() + MINUTE_MS, why: hopeless ?? blocked?.why ?? 'a rate limit', by: limitOf(answer) },
    };
  }

  return {
    host,
    async request(request) {
      const giveUpAt = clock.now() + RETRY_SPAN_MS;
      const state: Attempt = { token: '' };
      for (let attempt = 1; ; attempt++) {
        delete state.url;
        const answer = await settled(request, state);
        const again = repeatable(answer);
        if (again === 'no') {
          if (answer.kind === 'answer' && answer.status < 400) retryBudget = Math.min(RETRY_BUDGET, retryBudget + 0.1);
          return answer;
        }
        // After the answer of a limit the queue waits as long as it must; this is no retry on a guess.
        if (again === 'limited' && (request.tries ?? 1) > 1) continue;
        if (attempt >= (request.tries ?? 1) || clock.now() >= giveUpAt || retryBudget < 1 || request.signal?.aborted === true) return answer;
        retryBudget -= 1;
        const cap = Math.min(BACKOFF_CAP_MS, SECOND_MS * 2 ** (attempt - 1));
        await clock.sleepUntil(clock.now() + cap * uniformAt(seed, `retry/${count.requests}`), request.signal);
      }
    },
    apiVersion: () => version,
    clockOffset: () => offsets.best(),
    limits: () => queue.limits(),
    setQuota: (quota) => queue.setQuota(quota),
    usage: () => ({ ...count, byEndpoint: { ...count.byEndpoint }, rateLimitWaits: queue.limitWaits() }),
  };
}

interface Attempt {
  token: string;
  /** Where a redirect led. */
  url?: string;
}

/** An answer before redirects are followed. */
type RawAnswer<T> = Exclude<ApiAnswer<T>, { kind: 'answer' }> | (Omit<Answered<T>, 'redirect'> & { readonly redirect?: Redirect });

interface Transmitted<T> {
  readonly facts: AnswerFacts;
  readonly value: RawAnswer<T>;
}

class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
}

async function announce(request: ApiRequest<unknown>): Promise<void> {
  try {
    await request.beforeSend?.();
  } catch (error) {
    throw new WithdrawnError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** May asking again help? Not after a refusal: it stays one. */
function repeatable(answer: ApiAnswer<unknown>): 'yes' | 'no' | 'limited' {
  if (answer.kind === 'not_sent') return answer.withdrawn ? 'no' : 'yes';
  if (answer.kind === 'no_answer') return 'yes';
  if (answer.limited !== undefined) return 'limited';
  if (answer.status >= 500) return 'yes';
  return answer.status === 200 && !answer.body.ok ? 'yes' : 'no';
}

/** Which limit an answer is of. GitHub queues 500 runs in 10 s; how it says so is not documented, so its words decide. */
function limitOf({ headers, message }: Answered<unknown>): LimitedBy {
  if (/\bworkflow runs?\b.*\b(?:queued?|10 seconds)\b/i.test(message)) return 'run-queue';
  return headers['x-ratelimit-remaining'] === '0' ? 'primary' : 'secondary';
}
