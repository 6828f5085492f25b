import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';

/**
 * GitHub's rate limits as a state machine: may this request go now, and if not, when? Values in, values out.
 *
 * What is obeyed (docs "Rate limits for the REST API", "Best practices for using the REST API"):
 * - the primary limit, from the `x-ratelimit-*` headers, less a reserve that is left to others;
 * - 900 points a minute, a GET costing 1 and a mutation 5;
 * - spacing of mutations (token bucket, burst 2);
 * - a cap on requests under way;
 * - `retry-after`, and without it a pause of a minute that doubles.
 *
 * `now` and every `…At` are the controller's clock. What the server says in its own time is turned over by its `Date` header,
 * so a controller whose clock is wrong neither hammers nor sleeps too long.
 */
export interface Limits {
  readonly config: LimitsConfig;
  /** When the bucket of mutations will be full again (GCRA's theoretical arrival time). */
  readonly mutationsFullAt: number;
  /** Points by second, oldest first, no older than the window. */
  readonly points: readonly (readonly [second: number, points: number])[];
  readonly inFlight: number;
  /** The window of `config.quota` that runs: when it began, and what was sent in it. */
  readonly quotaWindow?: { readonly sinceAt: number; readonly sent: number };
  /** By `x-ratelimit-resource`. Absent: nothing known, as on a GHES without limits. */
  readonly budgets: Readonly<Record<string, Budget>>;
  /** Latest differences `Date` − receipt. Every one is at most the true offset of the server's clock; the largest is the best. */
  readonly dateLags: readonly number[];
  readonly blocked?: { readonly untilAt: number; readonly sinceAt: number; readonly why: string };
  /** Limit answers in a row that did not say how long to wait. */
  readonly strikes: number;
  /** Limit answers in a row, of every kind: a server that names an end and refuses again is asked less and less often. */
  readonly refusals: number;
  /** The server's demands make no sense or don't end: nothing may be sent any more, and a person must know. */
  readonly hopeless?: string;
}

/** The token's allowance as the server last told it. */
export interface Budget {
  readonly limit: number;
  /** Left, less the requests that were under way when it was told, less those sent since. */
  readonly remaining: number;
  /** The least that was told in this window. It never grows within one, so an answer that was overtaken does not raise it. */
  readonly told: number;
  /** The *server's* clock. */
  readonly resetServerAt: number;
}

/** What may still be sent to the target before its limits are renewed. */
export interface Allowance {
  /** Requests until the reset, without those that are left to others. */
  readonly left: number;
  /** Controller's clock. */
  readonly resetAt: number;
}

export interface LimitsConfig {
  /** Between mutations in the long run, 340 to 10,000 ms. */
  readonly mutationSpacingMs: number;
  /** Share of the primary limit that is left to others, 0 to 0.9. Cancelling may use it: it ends other requests. */
  readonly reserve: number;
  /** Requests under way at once; GitHub's own cap is 100 for all clients of a user. Default 16. */
  readonly concurrency: number;
  /** Mutations that may go at once after a pause. Default 2. */
  readonly burst: number;
  /** Default 900. */
  readonly pointsPerMinute: number;
  /** Requests that the plan's own budget allows in each window of `perMs`, whatever the server would take. Cancelling goes beyond it. */
  readonly quota?: { readonly count: number; readonly perMs: number };
}

export interface RequestClass {
  readonly kind: 'read' | 'mutation';
  /** Ends runs: may use the reserve. */
  readonly urgent?: boolean;
  /** `x-ratelimit-resource` that it counts to. Default `core`. */
  readonly resource?: string;
}

/** What holds a request back. `spacing` holds back mutations only, `concurrency` ends with any answer. */
export type Hold = 'spacing' | 'concurrency' | 'points' | 'budget' | 'quota' | 'blocked';

export type Admission =
  | { readonly go: true; readonly state: Limits }
  /** Ask again at `at`; `Infinity`: when an answer has come. */
  | { readonly go: false; readonly at: number; readonly hold: Hold };

/** What the limits need to know of an answer. Everything but `sentAt` is absent when no answer came. */
export interface AnswerFacts {
  readonly sentAt: number;
  readonly resource?: string;
  readonly status?: number;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The error's message, for limits that only the text reveals. */
  readonly message?: string;
}

/** Longer than any pause GitHub has a reason for: its windows are one hour. */
export const LONGEST_PAUSE_MS = 2 * HOUR_MS;
/** Pauses without a stated end, each twice as long as the one before, before it is given up: 1 + 2 + 4 + 8 + 16 minutes. */
const MAX_STRIKES = 5;
const WINDOW_SECONDS = 61;
const KEPT_LAGS = 8;

/** A state that knows nothing of the server yet. */
export function initialLimits(config: Pick<LimitsConfig, 'mutationSpacingMs' | 'reserve'> & Partial<LimitsConfig>): Limits {
  return {
    config: { concurrency: 16, burst: 2, pointsPerMinute: 900, ...config },
    mutationsFullAt: Number.NEGATIVE_INFINITY,
    points: [],
    inFlight: 0,
    budgets: {},
    dateLags: [],
    strikes: 0,
    refusals: 0,
  };
}

/**
 * May a request of this class be sent at `now`? When it may, it counts as sent in the returned state: tell {@link learn} of its
 * answer, or of its lack, once.
 */
export function admit(state: Limits, request: RequestClass, now: number): Admission {
  if (state.blocked !== undefined && now < state.blocked.untilAt) return { go: false, at: state.blocked.untilAt, hold: 'blocked' };
  if (state.inFlight >= state.config.concurrency) return { go: false, at: Number.POSITIVE_INFINITY, hold: 'concurrency' };

  const resource = request.resource ?? 'core';
  const budget = currentBudget(state, resource, now);
  if (budget !== undefined) {
    const kept = request.urgent === true ? 0 : reservedRequests(budget, state.config.reserve);
    if (budget.remaining - 1 < kept) return { go: false, at: localTime(state, budget.resetServerAt) + SECOND_MS, hold: 'budget' };
  }

  const { quota } = state.config;
  const ownWindow = quota === undefined ? undefined : quotaWindow(state, quota, now);
  if (quota !== undefined && ownWindow !== undefined && ownWindow.sent >= quota.count && request.urgent !== true)
    return { go: false, at: ownWindow.sinceAt + quota.perMs, hold: 'quota' };

  const mutation = request.kind === 'mutation';
  const cost = mutation ? 5 : 1;
  const second = Math.floor(now / SECOND_MS);
  const window = state.points.filter(([at]) => at > second - WINDOW_SECONDS);
  const freeAt = pointsFreeAt(window, state.config.pointsPerMinute - cost);
  if (freeAt !== undefined) return { go: false, at: freeAt, hold: 'points' };

  const { mutationSpacingMs, burst } = state.config;
  if (mutation) {
    const at = state.mutationsFullAt - (burst - 1) * mutationSpacingMs;
    if (now < at) return { go: false, at, hold: 'spacing' };
  }

  return {
    go: true,
    state: {
      ...state,
      inFlight: state.inFlight + 1,
      ...(ownWindow !== undefined && { quotaWindow: { ...ownWindow, sent: ownWindow.sent + 1 } }),
      points: addPoints(window, second, cost),
      mutationsFullAt: mutation ? Math.max(now, state.mutationsFullAt) + mutationSpacingMs : state.mutationsFullAt,
      budgets: withBudget(state.budgets, resource, budget && { ...budget, remaining: budget.remaining - 1 }),
    },
  };
}

/** Takes in what an answer says about the limits. Call once for each admitted request, also when no answer came. */
export function learn(state: Limits, answer: AnswerFacts, now: number): Limits {
  const inFlight = Math.max(0, state.inFlight - 1);
  const { status, headers } = answer;
  if (status === undefined || headers === undefined) return { ...state, inFlight };

  const dateAt = parseHttpDate(headers.date);
  const dateLags = dateAt === undefined ? state.dateLags : [...state.dateLags, dateAt - now].slice(-KEPT_LAGS);
  const next: Limits = { ...state, inFlight, dateLags, budgets: learnBudget(state, headers, answer.resource ?? 'core', inFlight) };

  if (!isLimitAnswer(answer)) {
    // Older answers say nothing about the pause that began after they were sent.
    const proves = status < 400 && (state.blocked === undefined || answer.sentAt >= state.blocked.untilAt);
    if (!proves) return next;
    const { blocked: _, ...open } = next;
    return { ...open, strikes: 0, refusals: 0 };
  }
  return block(next, answer, headers, dateAt, now);
}

/** Is it the answer of a limit (and not of a missing permission)? Nothing was executed then. */
export function isLimitAnswer(answer: Pick<AnswerFacts, 'status' | 'headers' | 'message'>): boolean {
  if (answer.status === 429) return true;
  if (answer.status !== 403) return false;
  return (
    answer.headers?.['retry-after'] !== undefined ||
    answer.headers?.['x-ratelimit-remaining'] === '0' ||
    /\brate limit|\babuse detection/i.test(answer.message ?? '')
  );
}

/** Requests of one hour that are left to others. */
export function reservedRequests(budget: Pick<Budget, 'limit'>, reserve: number): number {
  return Math.ceil(budget.limit * reserve - 1e-9);
}

/** The budget that holds now; `undefined` when none is known or its window has passed on the server's clock. */
export function currentBudget(state: Limits, resource: string, now: number): Budget | undefined {
  const budget = Object.hasOwn(state.budgets, resource) ? state.budgets[resource] : undefined;
  return budget === undefined || now >= localTime(state, budget.resetServerAt) + SECOND_MS ? undefined : budget;
}

function quotaWindow(state: Limits, { perMs }: NonNullable<LimitsConfig['quota']>, now: number): NonNullable<Limits['quotaWindow']> {
  const { quotaWindow: window } = state;
  return window === undefined || now >= window.sinceAt + perMs ? { sinceAt: now, sent: 0 } : window;
}

/** What may still be sent of the hour that runs now, and of the plan's own quota, whichever is less; `undefined` when no limit is known. */
export function allowanceOf(state: Limits, resource: string, now: number): Allowance | undefined {
  const { quota } = state.config;
  const server = serverAllowance(state, resource, now);
  if (quota === undefined) return server;
  const { sinceAt, sent } = quotaWindow(state, quota, now);
  const own = { left: Math.max(0, quota.count - sent), resetAt: sinceAt + quota.perMs };
  return server === undefined || own.left < server.left ? own : server;
}

function serverAllowance(state: Limits, resource: string, now: number): Allowance | undefined {
  const budget = currentBudget(state, resource, now);
  if (budget === undefined) return undefined;
  const left = Math.max(0, budget.remaining - reservedRequests(budget, state.config.reserve));
  return { left, resetAt: localTime(state, budget.resetServerAt) + SECOND_MS };
}

/** The controller's clock when the server's shows `serverAt`, or up to a second later: never too early. */
export function localTime(state: Limits, serverAt: number): number {
  return serverAt - (state.dateLags.length === 0 ? 0 : Math.max(...state.dateLags));
}

/** A `Date` or `retry-after` header as an instant; `undefined` for anything else. */
export function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/[A-Za-z]{3}.*\d{4}.*\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isFinite(at) ? at : undefined;
}

function learnBudget(state: Limits, headers: Readonly<Record<string, string>>, asked: string, inFlight: number): Limits['budgets'] {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => wholeNumber(headers[`x-ratelimit-${name}`]));
  if (limit === undefined || remaining === undefined || reset === undefined || limit === 0) return state.budgets;
  const resource = headers['x-ratelimit-resource'] ?? asked;
  const known = Object.hasOwn(state.budgets, resource) ? state.budgets[resource] : undefined;
  const resetServerAt = reset * SECOND_MS;
  // An answer that was overtaken: it tells of the window before.
  if (known !== undefined && resetServerAt < known.resetServerAt) return state.budgets;
  const told = known?.resetServerAt === resetServerAt ? Math.min(known.told, remaining) : remaining;
  return { ...state.budgets, [resource]: { limit, remaining: told - inFlight, told, resetServerAt } };
}

function block(state: Limits, answer: AnswerFacts, headers: Readonly<Record<string, string>>, dateAt: number | undefined, now: number): Limits {
  // Several requests that were under way together are refused together: that is one.
  const again = state.blocked !== undefined && answer.sentAt < state.blocked.sinceAt;
  const refusals = again ? state.refusals : state.refusals + 1;
  const soonest = now + Math.min(MINUTE_MS, SECOND_MS * 2 ** Math.max(0, refusals - 1));
  const asked = headers['retry-after'];
  const retryAt = asked === undefined ? undefined : retryAfterAt(asked, dateAt, now);
  if (retryAt !== undefined) {
    const untilAt = Math.max(soonest, retryAt);
    if (untilAt - now > LONGEST_PAUSE_MS)
      return hopeless(state, `GitHub asked for a pause that no limit of its own explains (retry-after: ${asked})`);
    return pause({ ...state, refusals }, untilAt, `GitHub asked for a pause (retry-after: ${asked})`, now);
  }

  const strikes = again ? state.strikes : state.strikes + 1;
  const growing = 2 ** Math.max(0, strikes - 1);

  const reset = wholeNumber(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && reset !== undefined && state.dateLags.length > 0) {
    const untilAt = Math.max(soonest, localTime(state, reset * SECOND_MS) + SECOND_MS);
    if (untilAt - now > LONGEST_PAUSE_MS) {
      return hopeless(state, `GitHub says that the token's requests are used up until ${stamp(reset)}, which no limit of its own explains`);
    }
    return pause({ ...state, strikes, refusals }, untilAt, `the token's requests are used up until ${stamp(reset)}`, now);
  }

  if (strikes > MAX_STRIKES) return hopeless(state, `GitHub's secondary rate limit did not end after ${MAX_STRIKES} pauses`);
  return pause({ ...state, strikes, refusals }, now + MINUTE_MS * growing, "GitHub's secondary rate limit", now);
}

function pause(state: Limits, untilAt: number, why: string, now: number): Limits {
  const current = state.blocked;
  if (current !== undefined && current.untilAt >= untilAt) return state;
  return { ...state, blocked: { untilAt, sinceAt: now, why } };
}

function hopeless(state: Limits, why: string): Limits {
  return { ...state, hopeless: why };
}

/** `retry-after` as an instant of the controller's clock; garbage: as if it were not there. */
function retryAfterAt(text: string, dateAt: number | undefined, now: number): number | undefined {
  if (/^\s*-?\d+(\.\d+)?\s*$/.test(text)) return now + Number(text) * SECOND_MS;
  const at = parseHttpDate(text);
  // Both stamps are the server's, so their difference is a span on any clock; the sender's second may just have begun.
  return at === undefined ? undefined : now + (at - (dateAt ?? now));
}

/** When enough points will have left the window, `undefined` when there is room for the request now. */
function pointsFreeAt(window: Limits['points'], room: number): number | undefined {
  let used = window.reduce((sum, [, points]) => sum + points, 0);
  if (used <= room) return undefined;
  for (const [second, points] of window) {
    used -= points;
    if (used <= room) return (second + WINDOW_SECONDS) * SECOND_MS;
  }
  return Number.POSITIVE_INFINITY;
}

function addPoints(window: Limits['points'], second: number, cost: number): Limits['points'] {
  const last = window.at(-1);
  return last?.[0] === second ? [...window.slice(0, -1), [second, last[1] + cost]] : [...window, [second, cost]];
}

function withBudget(budgets: Limits['budgets'], resource: string, budget: Budget | undefined): Limits['budgets'] {
  if (budget !== undefined) return { ...budgets, [resource]: budget };
  if (!Object.hasOwn(budgets, resource)) return budgets;
  const { [resource]: _, ...others } = budgets;
  return others;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function stamp(epochSeconds: number): string {
  return new Date(epochSeconds * SECOND_MS).toISOString().replace('.000Z', 'Z');
}
