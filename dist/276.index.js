export const id = 276;
export const ids = [276];
export const modules = {

/***/ 98023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ isLimitAnswer),
/* harmony export */   Jt: () => (/* binding */ initialLimits),
/* harmony export */   NN: () => (/* binding */ reservedRequests),
/* harmony export */   UF: () => (/* binding */ allowanceOf),
/* harmony export */   m6: () => (/* binding */ parseHttpDate),
/* harmony export */   nB: () => (/* binding */ learn),
/* harmony export */   w4: () => (/* binding */ admit),
/* harmony export */   ze: () => (/* binding */ currentBudget)
/* harmony export */ });
/* unused harmony exports LONGEST_PAUSE_MS, localTime */
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3669);

/** Longer than any pause GitHub has a reason for: its windows are one hour. */
const LONGEST_PAUSE_MS = 2 * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .HOUR_MS */ .iQ;
/** Pauses without a stated end, each twice as long as the one before, before it is given up: 1 + 2 + 4 + 8 + 16 minutes. */
const MAX_STRIKES = 5;
const WINDOW_SECONDS = 61;
const KEPT_LAGS = 8;
/** A state that knows nothing of the server yet. */
function initialLimits(config) {
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
function admit(state, request, now) {
    if (state.blocked !== undefined && now < state.blocked.untilAt)
        return { go: false, at: state.blocked.untilAt, hold: 'blocked' };
    if (state.inFlight >= state.config.concurrency)
        return { go: false, at: Number.POSITIVE_INFINITY, hold: 'concurrency' };
    const resource = request.resource ?? 'core';
    const budget = currentBudget(state, resource, now);
    if (budget !== undefined) {
        const kept = request.urgent === true ? 0 : reservedRequests(budget, state.config.reserve);
        if (budget.remaining - 1 < kept)
            return { go: false, at: localTime(state, budget.resetServerAt) + _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L, hold: 'budget' };
    }
    const mutation = request.kind === 'mutation';
    const cost = mutation ? 5 : 1;
    const second = Math.floor(now / _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L);
    const window = state.points.filter(([at]) => at > second - WINDOW_SECONDS);
    const freeAt = pointsFreeAt(window, state.config.pointsPerMinute - cost);
    if (freeAt !== undefined)
        return { go: false, at: freeAt, hold: 'points' };
    const { mutationSpacingMs, burst } = state.config;
    if (mutation) {
        const at = state.mutationsFullAt - (burst - 1) * mutationSpacingMs;
        if (now < at)
            return { go: false, at, hold: 'spacing' };
    }
    return {
        go: true,
        state: {
            ...state,
            inFlight: state.inFlight + 1,
            points: addPoints(window, second, cost),
            mutationsFullAt: mutation ? Math.max(now, state.mutationsFullAt) + mutationSpacingMs : state.mutationsFullAt,
            budgets: withBudget(state.budgets, resource, budget && { ...budget, remaining: budget.remaining - 1 }),
        },
    };
}
/** Takes in what an answer says about the limits. Call once for each admitted request, also when no answer came. */
function learn(state, answer, now) {
    const inFlight = Math.max(0, state.inFlight - 1);
    const { status, headers } = answer;
    if (status === undefined || headers === undefined)
        return { ...state, inFlight };
    const dateAt = parseHttpDate(headers.date);
    const dateLags = dateAt === undefined ? state.dateLags : [...state.dateLags, dateAt - now].slice(-KEPT_LAGS);
    const next = { ...state, inFlight, dateLags, budgets: learnBudget(state, headers, answer.resource ?? 'core', inFlight) };
    if (!isLimitAnswer(answer)) {
        // Older answers say nothing about the pause that began after they were sent.
        const proves = status < 400 && (state.blocked === undefined || answer.sentAt >= state.blocked.untilAt);
        if (!proves)
            return next;
        const { blocked: _, ...open } = next;
        return { ...open, strikes: 0, refusals: 0 };
    }
    return block(next, answer, headers, dateAt, now);
}
/** Is it the answer of a limit (and not of a missing permission)? Nothing was executed then. */
function isLimitAnswer(answer) {
    if (answer.status === 429)
        return true;
    if (answer.status !== 403)
        return false;
    return (answer.headers?.['retry-after'] !== undefined ||
        answer.headers?.['x-ratelimit-remaining'] === '0' ||
        /\brate limit|\babuse detection/i.test(answer.message ?? ''));
}
/** Requests of one hour that are left to others. */
function reservedRequests(budget, reserve) {
    return Math.ceil(budget.limit * reserve - 1e-9);
}
/** The budget that holds now; `undefined` when none is known or its window has passed on the server's clock. */
function currentBudget(state, resource, now) {
    const budget = Object.hasOwn(state.budgets, resource) ? state.budgets[resource] : undefined;
    return budget === undefined || now >= localTime(state, budget.resetServerAt) + _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L ? undefined : budget;
}
/** What may still be sent of the hour that runs now; `undefined` when no limit is known. */
function allowanceOf(state, resource, now) {
    const budget = currentBudget(state, resource, now);
    if (budget === undefined)
        return undefined;
    const left = Math.max(0, budget.remaining - reservedRequests(budget, state.config.reserve));
    return { left, resetAt: localTime(state, budget.resetServerAt) + _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L };
}
/** The controller's clock when the server's shows `serverAt`, or up to a second later: never too early. */
function localTime(state, serverAt) {
    return serverAt - (state.dateLags.length === 0 ? 0 : Math.max(...state.dateLags));
}
/** A `Date` or `retry-after` header as an instant; `undefined` for anything else. */
function parseHttpDate(text) {
    if (text === undefined || !/[A-Za-z]{3}.*\d{4}.*\d{2}:\d{2}:\d{2}/.test(text))
        return undefined;
    const at = Date.parse(text);
    return Number.isFinite(at) ? at : undefined;
}
function learnBudget(state, headers, asked, inFlight) {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => wholeNumber(headers[`x-ratelimit-${name}`]));
    if (limit === undefined || remaining === undefined || reset === undefined || limit === 0)
        return state.budgets;
    const resource = headers['x-ratelimit-resource'] ?? asked;
    const known = Object.hasOwn(state.budgets, resource) ? state.budgets[resource] : undefined;
    const resetServerAt = reset * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L;
    // An answer that was overtaken: it tells of the window before.
    if (known !== undefined && resetServerAt < known.resetServerAt)
        return state.budgets;
    const told = known?.resetServerAt === resetServerAt ? Math.min(known.told, remaining) : remaining;
    return { ...state.budgets, [resource]: { limit, remaining: told - inFlight, told, resetServerAt } };
}
function block(state, answer, headers, dateAt, now) {
    // Several requests that were under way together are refused together: that is one.
    const again = state.blocked !== undefined && answer.sentAt < state.blocked.sinceAt;
    const refusals = again ? state.refusals : state.refusals + 1;
    const soonest = now + Math.min(_time_js__WEBPACK_IMPORTED_MODULE_0__/* .MINUTE_MS */ .kg, _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L * 2 ** Math.max(0, refusals - 1));
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
        const untilAt = Math.max(soonest, localTime(state, reset * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L) + _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L);
        if (untilAt - now > LONGEST_PAUSE_MS) {
            return hopeless(state, `GitHub says that the token's requests are used up until ${stamp(reset)}, which no limit of its own explains`);
        }
        return pause({ ...state, strikes, refusals }, untilAt, `the token's requests are used up until ${stamp(reset)}`, now);
    }
    if (strikes > MAX_STRIKES)
        return hopeless(state, `GitHub's secondary rate limit did not end after ${MAX_STRIKES} pauses`);
    return pause({ ...state, strikes, refusals }, now + _time_js__WEBPACK_IMPORTED_MODULE_0__/* .MINUTE_MS */ .kg * growing, "GitHub's secondary rate limit", now);
}
function pause(state, untilAt, why, now) {
    const current = state.blocked;
    if (current !== undefined && current.untilAt >= untilAt)
        return state;
    return { ...state, blocked: { untilAt, sinceAt: now, why } };
}
function hopeless(state, why) {
    return { ...state, hopeless: why };
}
/** `retry-after` as an instant of the controller's clock; garbage: as if it were not there. */
function retryAfterAt(text, dateAt, now) {
    if (/^\s*-?\d+(\.\d+)?\s*$/.test(text))
        return now + Number(text) * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L;
    const at = parseHttpDate(text);
    // Both stamps are the server's, so their difference is a span on any clock; the sender's second may just have begun.
    return at === undefined ? undefined : now + (at - (dateAt ?? now));
}
/** When enough points will have left the window, `undefined` when there is room for the request now. */
function pointsFreeAt(window, room) {
    let used = window.reduce((sum, [, points]) => sum + points, 0);
    if (used <= room)
        return undefined;
    for (const [second, points] of window) {
        used -= points;
        if (used <= room)
            return (second + WINDOW_SECONDS) * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L;
    }
    return Number.POSITIVE_INFINITY;
}
function addPoints(window, second, cost) {
    const last = window.at(-1);
    return last?.[0] === second ? [...window.slice(0, -1), [second, last[1] + cost]] : [...window, [second, cost]];
}
function withBudget(budgets, resource, budget) {
    if (budget !== undefined)
        return { ...budgets, [resource]: budget };
    if (!Object.hasOwn(budgets, resource))
        return budgets;
    const { [resource]: _, ...others } = budgets;
    return others;
}
function wholeNumber(text) {
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
function stamp(epochSeconds) {
    return new Date(epochSeconds * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L).toISOString().replace('.000Z', 'Z');
}


/***/ }),

/***/ 22043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PN: () => (/* binding */ parseCheckpointName),
/* harmony export */   ll: () => (/* binding */ newestFirst),
/* harmony export */   s7: () => (/* binding */ checkpointName)
/* harmony export */ });
/* unused harmony export checkpointPrefix */
/** Enough of an id to tell sessions apart, and an artifact's name stays readable. */
const ID_DIGITS = 16;
/**
 * `rh-state-<session>-<epoch>-<n>`; from the second generation on, the session is `<id>.<generation>` as in its folder's name.
 *
 * @example checkpointName('abcdef0123456789', { generation: 1, epoch: 2, n: 7 }) // 'rh-state-abcdef0123456789-2-7'
 */
function checkpointName(sessionId, { generation, epoch, n }) {
    return `${checkpointPrefix(sessionId)}${generation === 1 ? '' : `.${generation}`}-${epoch}-${n}`;
}
/** With which the names of all checkpoints of a session begin. */
function checkpointPrefix(sessionId) {
    return `rh-state-${sessionId.slice(0, ID_DIGITS)}`;
}
/** Reads a name; `undefined` for one that is none of this session's. */
function parseCheckpointName(sessionId, name) {
    const prefix = checkpointPrefix(sessionId);
    const match = name.startsWith(prefix) ? /^(?:\.(\d{1,6}))?-(\d{1,6})-(\d{1,9})$/.exec(name.slice(prefix.length)) : null;
    return match === null ? undefined : { generation: Number(match[1] ?? 1), epoch: Number(match[2]), n: Number(match[3]) };
}
/** The newest first. */
function newestFirst(a, b) {
    return b.generation - a.generation || b.epoch - a.epoch || b.n - a.n;
}


/***/ }),

/***/ 29071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ TransportError)
/* harmony export */ });
/** No whole answer. `sent` says whether the server can have seen the request: `no` is a proof, `maybe` is everything else. */
class TransportError extends Error {
    name = 'TransportError';
    sent;
    constructor(message, sent, options) {
        super(message, options);
        this.sent = sent;
    }
}


/***/ }),

/***/ 90935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ createGitHubClient)
});

// EXTERNAL MODULE: ./build/core/limits/limits.js
var limits_limits = __webpack_require__(98023);
// EXTERNAL MODULE: ./build/core/plan/secrets.js
var secrets = __webpack_require__(25757);
// EXTERNAL MODULE: ./build/core/random.js
var random = __webpack_require__(27163);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
// EXTERNAL MODULE: ./build/ports/fetch.js
var ports_fetch = __webpack_require__(29071);
// EXTERNAL MODULE: ./build/ports/target.js
var target = __webpack_require__(81914);
;// CONCATENATED MODULE: ./build/targets/github/clock-offset.js

const KEPT = 32;
/** A `Date` header names the second in which it was made: on average half a second ago. */
const HALF_RESOLUTION_MS = 500;
/** Estimates that lie further apart than they can be wrong, and by more than clocks drift meanwhile, are of two clocks: one was set, or slept. */
const DRIFT_MS = 500;
/**
 * Follows the difference of the server's clock from `Date` headers, keeping the one with the shortest round trip of the latest 32. What an
 * answer contradicts is forgotten: a machine that slept, or a clock that somebody set, has another difference from then on.
 */
function createOffsetMeter() {
    let latest = [];
    return {
        note(date, sentAt, receivedAt) {
            const dateAt = (0,limits_limits/* parseHttpDate */.m6)(date);
            if (dateAt === undefined)
                return;
            const now = { offsetMs: dateAt + HALF_RESOLUTION_MS - (sentAt + receivedAt) / 2, residualMs: (receivedAt - sentAt) / 2 + HALF_RESOLUTION_MS };
            const agrees = (one) => Math.abs(one.offsetMs - now.offsetMs) <= one.residualMs + now.residualMs + DRIFT_MS;
            latest = [...latest.filter(agrees), now].slice(-KEPT);
        },
        best: () => latest.reduce((best, one) => (best === undefined || one.residualMs < best.residualMs ? one : best), undefined),
    };
}

// EXTERNAL MODULE: ./build/targets/github/error-text.js
var error_text = __webpack_require__(57611);
;// CONCATENATED MODULE: ./build/targets/github/etag-cache.js

const ENTRIES = 64;
/** The last answers with their ETags, by address and token (answers depend on who asks), the least recently used forgotten first. */
class EtagCache {
    #entries = new Map();
    get(url, token) {
        const key = keyOf(url, token);
        const entry = this.#entries.get(key);
        if (entry === undefined)
            return undefined;
        this.#entries.delete(key);
        this.#entries.set(key, entry);
        return entry;
    }
    set(url, token, etag, value) {
        const key = keyOf(url, token);
        this.#entries.delete(key);
        if (etag === undefined || etag === '')
            return;
        this.#entries.set(key, { etag, value });
        const [oldest] = this.#entries.keys();
        if (this.#entries.size > ENTRIES && oldest !== undefined)
            this.#entries.delete(oldest);
    }
}
const keyOf = (url, token) => `${(0,random/* hash32 */.Ap)(token)} ${url}`;

// EXTERNAL MODULE: ./build/targets/github/json-body.js
var json_body = __webpack_require__(96168);
// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js
var github = __webpack_require__(61351);
;// CONCATENATED MODULE: ./build/targets/github/octokit-wire.js

const quiet = { debug: noop, info: noop, warn: noop, error: noop };
/**
 * Lets `@actions/github` do what it does well: URL templates, query, body, user agent, the form of the authorization. The answer
 * goes past it, because it takes a truncated body or a followed redirect for a success, and every failure of the network for a
 * status of 500.
 */
function createOctokitWire(apiUrl, userAgent) {
    let octokit;
    return {
        async send(route, params, token, headers, send) {
            if (octokit?.token !== token)
                octokit = { token, of: (0,github/* getOctokit */.Q)(token, { baseUrl: apiUrl, userAgent, log: quiet }) };
            const past = async (url, init) => {
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
function noop() { }

;// CONCATENATED MODULE: ./build/targets/github/redirects.js
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Follows redirects within the API's own origin, and remembers a repository that was renamed, so that it costs one request and not one each. */
function createRedirects(apiUrl) {
    const api = new URL(apiUrl);
    /** Old → new beginning of the address: `…/repos/acme/old` → `…/repositories/123`. */
    const moves = new Map();
    return {
        apply(url) {
            for (const [from, to] of moves)
                if (url === from || url.startsWith(`${from}/`) || url.startsWith(`${from}?`))
                    return to + url.slice(from.length);
            return url;
        },
        read(method, url, status, location) {
            if (!REDIRECTS.has(status))
                return undefined;
            if (location === undefined || !URL.canParse(location, url))
                return { kind: 'refused', why: `${api.host} answered with a redirect (${status}) to nowhere` };
            const to = new URL(location, url);
            if (to.origin !== api.origin) {
                return { kind: 'refused', why: `${api.host} answered with a redirect (${status}) to another host, ${to.host}, where the token must not go` };
            }
            if (method !== 'GET' && status !== 307 && status !== 308)
                return { kind: 'moved', to: to.href };
            remember(moves, url, to.href);
            return { kind: 'follow', url: to.href };
        },
    };
}
function remember(moves, from, to) {
    const repository = /^(.*\/repos\/[^/?]+\/[^/?]+)(.*)$/.exec(from);
    const [, base, rest] = repository ?? [];
    if (base === undefined || rest === undefined || !to.endsWith(rest))
        return;
    moves.set(base, to.slice(0, to.length - rest.length));
}

;// CONCATENATED MODULE: ./build/targets/github/request-queue.js


/** What goes first when not everything may go. */
const PRIORITIES = ['cancel', 'dispatch', 'details', 'listing'];
/** The request was withdrawn before it was sent. */
class WithdrawnError extends Error {
    name = 'WithdrawnError';
}
/** Puts every request in its turn: by priority, then by age, as {@link admit} allows. */
function createRequestQueue(clock, config, warn = () => { }) {
    let warnedAt;
    let limits = (0,limits_limits/* initialLimits */.Jt)(config);
    let limitWaits = 0;
    const waiting = [];
    let sleeper;
    function serve() {
        if (limits.hopeless !== undefined) {
            const error = new target/* TargetError */.I(limits.hopeless, { fix: 'look at githubstatus.com and at what else uses the token, then resume the session' });
            for (const one of waiting.splice(0))
                one.refuse(error);
        }
        const now = clock.now();
        let nextAt = Number.POSITIVE_INFINITY;
        for (let at = 0; at < waiting.length;) {
            const one = waiting[at];
            const admission = (0,limits_limits/* admit */.w4)(limits, one.request, now);
            if (admission.go) {
                limits = admission.state;
                waiting.splice(at, 1);
                one.start();
                continue;
            }
            nextAt = Math.min(nextAt, admission.at);
            if (!one.limited && (admission.hold === 'blocked' || admission.hold === 'budget' || admission.hold === 'points')) {
                one.limited = true;
                limitWaits += 1;
            }
            // Said once an hour: nothing else tells why nothing happens.
            if (admission.hold === 'budget' && warnedAt !== admission.at) {
                warnedAt = admission.at;
                warn(budgetText(limits, one.request.resource ?? 'core', now, admission.at));
            }
            // Only our own spacing may be overtaken, by reads; else cheap requests would take what a dear one waits for.
            if (admission.hold !== 'spacing')
                break;
            at += 1;
        }
        sleep(nextAt);
    }
    function sleep(at) {
        if (sleeper?.at === at)
            return;
        sleeper?.control.abort();
        sleeper = undefined;
        if (!Number.isFinite(at))
            return;
        const own = { at, control: new AbortController() };
        sleeper = own;
        void clock.sleepUntil(at, own.control.signal).then(() => {
            if (sleeper !== own)
                return;
            sleeper = undefined;
            serve();
        });
    }
    function turn(request) {
        return new Promise((resolve, reject) => {
            const withdraw = () => {
                const at = waiting.indexOf(one);
                if (at === -1)
                    return;
                waiting.splice(at, 1);
                reject(new WithdrawnError('stopped before it was sent'));
                serve();
            };
            const settle = () => request.signal?.removeEventListener('abort', withdraw);
            const one = {
                request,
                limited: false,
                start: () => {
                    settle();
                    resolve();
                },
                refuse: (error) => {
                    settle();
                    reject(error);
                },
            };
            if (request.signal?.aborted === true)
                return reject(new WithdrawnError('stopped before it was sent'));
            request.signal?.addEventListener('abort', withdraw, { once: true });
            const rank = PRIORITIES.indexOf(request.priority);
            const behind = waiting.findIndex((other) => PRIORITIES.indexOf(other.request.priority) > rank);
            waiting.splice(behind === -1 ? waiting.length : behind, 0, one);
            serve();
        });
    }
    return {
        async run(request, send) {
            await turn(request);
            const startedAt = clock.now();
            let facts = { sentAt: startedAt };
            try {
                const sent = await send();
                facts = sent.facts;
                return sent.value;
            }
            finally {
                limits = (0,limits_limits/* learn */.nB)(limits, facts, clock.now());
                serve();
            }
        },
        limits: () => limits,
        limitWaits: () => limitWaits,
    };
}
function budgetText(limits, resource, now, untilAt) {
    const budget = (0,limits_limits/* currentBudget */.ze)(limits, resource, now);
    const kept = budget === undefined ? 0 : (0,limits_limits/* reservedRequests */.NN)(budget, limits.config.reserve);
    const of = budget === undefined ? '' : ` of its ${budget.limit} an hour, and ${kept} are left to others (limits.reserve)`;
    return `the token has ${Math.max(0, budget?.remaining ?? 0)} requests left${of}: nothing is sent for ${Math.ceil((untilAt - now) / 60_000)} min, until the hour is over`;
}

;// CONCATENATED MODULE: ./build/targets/github/client.js













/** Newest first; `none` sends no version, as before they existed. The first that the server takes is kept. */
const API_VERSIONS = ['2026-03-10', '2022-11-28', 'none'];
const RETRY_SPAN_MS = 10 * time/* MINUTE_MS */.kg;
const BACKOFF_CAP_MS = 30 * time/* SECOND_MS */._L;
/** Retries that may be had at once; each answer that succeeds gives a tenth back (AWS's retry budget). */
const RETRY_BUDGET = 20;
/** GitHub's API with everything that a controller needs and octokit lacks: limits, turns, retries, checks, counts. */
function createGitHubClient(options) {
    const { fetch, clock, apiUrl, seed } = options;
    const host = new URL(apiUrl).host;
    const queue = createRequestQueue(clock, options.limits, options.onWarning);
    const wire = createOctokitWire(apiUrl, options.userAgent);
    const redirects = createRedirects(apiUrl);
    const offsets = createOffsetMeter();
    const etags = new EtagCache();
    const count = { requests: 0, charged: 0, notModified: 0, byEndpoint: {} };
    let version = API_VERSIONS[0];
    let retryBudget = RETRY_BUDGET;
    /** One request over the wire, in its turn. */
    async function once(request, state) {
        const { route, params, priority, signal } = request;
        const kind = route.startsWith('GET ') ? 'read' : 'mutation';
        const turn = { kind, priority, urgent: priority === 'cancel', ...(signal === undefined ? {} : { signal }) };
        try {
            return await queue.run(turn, async () => {
                state.token = await freshToken();
                if (!state.announced)
                    await announce(request);
                state.announced = true;
                const headers = version === 'none' ? {} : { 'x-github-api-version': version };
                return await wire.send(route, params, state.token, headers, (complete) => transmit(request, complete, state));
            });
        }
        catch (error) {
            if (error instanceof WithdrawnError)
                return { kind: 'not_sent', why: error.message, withdrawn: true };
            if (error instanceof NoTokenError)
                return { kind: 'not_sent', why: error.message, withdrawn: false };
            throw error;
        }
    }
    /** A token that can't be had now may be had later: App tokens come over the network too. */
    async function freshToken() {
        let token;
        try {
            token = await options.token();
        }
        catch (error) {
            if (error instanceof target/* TargetError */.I)
                throw error;
            throw new NoTokenError(`no token: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        }
        if (/^[\x21-\x7e]+$/.test(token))
            return token;
        const why = token === '' ? 'the token is empty' : 'the token holds white space or characters that no token has';
        throw new target/* TargetError */.I(why, { refused: true, fix: 'give a token: input "token" of the Action, GITHUB_TOKEN or GH_TOKEN on the command line' });
    }
    async function transmit(request, complete, state) {
        const url = state.url ?? redirects.apply(complete.url);
        const cached = request.conditional === true ? etags.get(url, state.token) : undefined;
        const headers = cached === undefined ? complete.headers : { ...complete.headers, 'if-none-match': cached.etag };
        // A POST that is under way is waited for: half an answer would be a doubt.
        const signal = complete.method === 'GET' ? request.signal : undefined;
        // `{+path}` only says that slashes stay: the endpoint is `{path}`.
        const endpoint = request.route.replaceAll('{+', '{');
        count.requests += 1;
        count.byEndpoint[endpoint] = (count.byEndpoint[endpoint] ?? 0) + 1;
        const sentAt = clock.now();
        let response;
        try {
            response = await fetch({ ...complete, url, headers, ...(signal === undefined ? {} : { signal }) });
        }
        catch (error) {
            if (!(error instanceof ports_fetch/* TransportError */.w))
                throw error;
            if (error.sent === 'maybe')
                count.charged += 1;
            const value = error.sent === 'no'
                ? { kind: 'not_sent', why: error.message, withdrawn: false }
                : { kind: 'no_answer', why: error.message };
            return { facts: { sentAt }, value };
        }
        const receivedAt = clock.now();
        offsets.note(response.headers.date, sentAt, receivedAt);
        const notModified = response.status === 304 && cached !== undefined;
        if (notModified)
            count.notModified += 1;
        else
            count.charged += 1;
        report(endpoint, url, response, receivedAt, state.token);
        const message = response.status >= 400 ? (0,error_text/* errorText */.k)(response) : '';
        const body = notModified ? { ok: true, value: cached.value } : (0,json_body/* readJsonBody */.nE)(response, request.shape, host);
        if (request.conditional === true && response.status === 200 && body.ok)
            etags.set(url, state.token, response.headers.etag, body.value);
        const { status } = response;
        const redirect = redirects.read(complete.method, url, status, response.headers.location);
        const facts = { sentAt, status, headers: response.headers, message };
        return {
            facts,
            value: {
                kind: 'answer',
                status: notModified ? 200 : status,
                headers: response.headers,
                body,
                message,
                notModified,
                ...(redirect === undefined ? {} : { redirect }),
            },
        };
    }
    function report(endpoint, url, response, at, token) {
        if (options.onExchange === undefined)
            return;
        const text = (0,secrets/* redactSecrets */.f)(new TextDecoder().decode(response.body).replaceAll(token, '[token]'));
        options.onExchange({ at, endpoint, url, status: response.status, body: text });
    }
    /** Sees an answer through what proves that nothing was done: a redirect to follow, another version, a renewed token. */
    async function settled(request, state) {
        for (let followed = false, renewed = false;;) {
            const asked = version;
            const answer = await once(request, state);
            if (answer.kind !== 'answer')
                return answer;
            const { redirect, ...rest } = answer;
            if (redirect?.kind === 'follow') {
                if (followed)
                    return { ...rest, redirect: { kind: 'refused', why: `${host} answered with one redirect after another` } };
                followed = true;
                state.url = redirect.url;
                continue;
            }
            const older = API_VERSIONS[API_VERSIONS.indexOf(asked) + 1];
            if (answer.status === 400 && older !== undefined && /\bversion\b/i.test(answer.message)) {
                if (version === asked)
                    version = older;
                continue;
            }
            if (answer.status === 401 && !renewed && (await freshToken().catch(() => state.token)) !== state.token) {
                renewed = true;
                continue;
            }
            return limitedAnswer(redirect === undefined ? rest : { ...rest, redirect });
        }
    }
    function limitedAnswer(answer) {
        if (!(0,limits_limits/* isLimitAnswer */.Ae)(answer))
            return answer;
        const { blocked, hopeless } = queue.limits();
        return { ...answer, limited: { untilAt: blocked?.untilAt ?? clock.now() + time/* MINUTE_MS */.kg, why: hopeless ?? blocked?.why ?? 'a rate limit' } };
    }
    return {
        host,
        async request(request) {
            const giveUpAt = clock.now() + RETRY_SPAN_MS;
            const state = { token: '', announced: false };
            for (let attempt = 1;; attempt++) {
                delete state.url;
                const answer = await settled(request, state);
                const again = repeatable(answer);
                if (again === 'no') {
                    if (answer.kind === 'answer' && answer.status < 400)
                        retryBudget = Math.min(RETRY_BUDGET, retryBudget + 0.1);
                    return answer;
                }
                // After the answer of a limit the queue waits as long as it must; this is no retry on a guess.
                if (again === 'limited' && (request.tries ?? 1) > 1)
                    continue;
                if (attempt >= (request.tries ?? 1) || clock.now() >= giveUpAt || retryBudget < 1 || request.signal?.aborted === true)
                    return answer;
                retryBudget -= 1;
                const cap = Math.min(BACKOFF_CAP_MS, time/* SECOND_MS */._L * 2 ** (attempt - 1));
                await clock.sleepUntil(clock.now() + cap * (0,random/* uniformAt */.oo)(seed, `retry/${count.requests}`), request.signal);
            }
        },
        apiVersion: () => version,
        clockOffset: () => offsets.best(),
        limits: () => queue.limits(),
        usage: () => ({ ...count, byEndpoint: { ...count.byEndpoint }, rateLimitWaits: queue.limitWaits() }),
    };
}
class NoTokenError extends Error {
    name = 'NoTokenError';
}
async function announce(request) {
    try {
        await request.beforeSend?.();
    }
    catch (error) {
        throw new WithdrawnError(error instanceof Error ? error.message : String(error), { cause: error });
    }
}
/** May asking again help? Not after a refusal: it stays one. */
function repeatable(answer) {
    if (answer.kind === 'not_sent')
        return answer.withdrawn ? 'no' : 'yes';
    if (answer.kind === 'no_answer')
        return 'yes';
    if (answer.limited !== undefined)
        return 'limited';
    if (answer.status >= 500)
        return 'yes';
    return answer.status === 200 && !answer.body.ok ? 'yes' : 'no';
}


/***/ }),

/***/ 57611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ errorText)
/* harmony export */ });
/* unused harmony export oneLine */
/* harmony import */ var _core_plan_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25757);
/* harmony import */ var _json_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96168);


const LONGEST = 300;
/** The server's own words about an error, on one line: `message`, then the messages of its `errors`. Empty where it has none. */
function errorText(response) {
    let value;
    try {
        value = (0,_json_body_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(new TextDecoder().decode(response.body));
    }
    catch {
        return '';
    }
    if (typeof value !== 'object' || value === null)
        return '';
    const { message, errors } = value;
    const details = (Array.isArray(errors) ? errors : []).map((error) => typeof error === 'object' && error !== null ? error.message : error);
    return oneLine([message, ...details].filter((text) => typeof text === 'string').join(': '));
}
/** Untrusted text for a message: one line, without credentials and control characters, at most 300 characters. */
function oneLine(text) {
    const clean = (0,_core_plan_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redactSecrets */ .f)(text)
        .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .trim();
    return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}


/***/ }),

/***/ 96168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nE: () => (/* binding */ readJsonBody),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   ym: () => (/* binding */ ShapeError)
/* harmony export */ });
/** The answer has not the shape that the endpoint promises. */
class ShapeError extends Error {
    name = 'ShapeError';
}
/**
 * Reads a JSON body strictly: octokit takes a truncated or an HTML body for a success with text as data.
 *
 * @param host for the message about a proxy that answered in the server's place
 */
function readJsonBody(response, shape, host) {
    if (response.body.length === 0)
        return { ok: false, why: 'the answer is empty' };
    const type = response.headers['content-type'] ?? 'no content-type';
    if (!/^application\/([a-z0-9.+-]+\+)?json\b/i.test(type))
        return { ok: false, why: `the answer from ${host} is not JSON (${type.slice(0, 60)})` };
    let value;
    try {
        value = parseJson(new TextDecoder().decode(response.body));
    }
    catch {
        return { ok: false, why: `the JSON from ${host} is cut off or broken` };
    }
    try {
        return { ok: true, value: shape(value) };
    }
    catch (error) {
        if (error instanceof ShapeError)
            return { ok: false, why: `the answer from ${host} has an unexpected shape: ${error.message}` };
        throw error;
    }
}
/** `JSON.parse`, except that whole numbers beyond 2^53 become strings of digits: ids are 64 bits wide. */
function parseJson(text) {
    // The reviver makes parsing several times slower, and no id is that long yet.
    if (!/[:[,]\s*-?\d{16}/.test(text))
        return JSON.parse(text);
    const keepDigits = (_key, value, context) => typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value;
    return JSON.parse(text, keepDigits);
}


/***/ }),

/***/ 49628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ createNodeFetch)
/* harmony export */ });
/* harmony import */ var _core_time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3669);
/* harmony import */ var _ports_fetch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29071);


/**
 * The transport over Node's own `fetch`: redirects are answers, every body is read whole, nothing takes longer than the time-out.
 *
 * @example const fetch = createNodeFetch({ env: process.env });
 */
function createNodeFetch(options = {}) {
    const { timeoutMs = 30 * _core_time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L, env = {} } = options;
    const proxied = ['https_proxy', 'http_proxy'].some((name) => (env[name] ?? env[name.toUpperCase()] ?? '') !== '');
    let send;
    return async (request) => {
        send ??= proxied ? proxySend(env) : Promise.resolve((url, init) => fetch(url, init));
        return await exchange(await send, request, timeoutMs);
    };
}
/** Node's `fetch` takes no proxy of its own; undici's agent does, and is loaded only then. */
async function proxySend(env) {
    const undici = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 46752, 19));
    const read = (name) => env[name] ?? env[name.toUpperCase()] ?? '';
    const agents = new Map();
    return (url, init) => {
        const { protocol, hostname, port } = new URL(url);
        const proxy = protocol === 'https:' ? read('https_proxy') : read('http_proxy');
        if (proxy === '' || isExempt(hostname, port, read('no_proxy')))
            return fetch(url, init);
        const dispatcher = agents.get(proxy) ?? new undici.ProxyAgent(proxy);
        agents.set(proxy, dispatcher);
        return undici.fetch(url, { ...init, dispatcher });
    };
}
/** Is the host on the list? `*`, or hosts and their domains, each with or without a leading dot and a port (as curl reads it). */
function isExempt(hostname, port, list) {
    return list
        .split(/[\s,]+/)
        .map((entry) => entry.toLowerCase())
        .some((entry) => {
        if (entry === '*')
            return true;
        const [, name = '', itsPort] = /^\*?\.?(.+?)(?::(\d+))?$/.exec(entry) ?? [];
        return name !== '' && (itsPort === undefined || itsPort === port) && (hostname === name || hostname.endsWith(`.${name}`));
    });
}
async function exchange(send, request, timeoutMs) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new DOMException('time-out', 'TimeoutError')), timeoutMs);
    const onAbort = () => stop.abort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    if (request.signal?.aborted === true)
        stop.abort();
    const { host } = new URL(request.url);
    try {
        if (stop.signal.aborted)
            throw new _ports_fetch_js__WEBPACK_IMPORTED_MODULE_1__/* .TransportError */ .w(`the request to ${host} was stopped`, 'no');
        const response = await send(request.url, {
            method: request.method,
            headers: { ...request.headers },
            redirect: 'manual',
            signal: stop.signal,
            ...(request.body === undefined ? {} : { body: request.body }),
        });
        const body = new Uint8Array(await response.arrayBuffer());
        return { status: response.status, headers: Object.fromEntries(response.headers), body };
    }
    catch (error) {
        if (error instanceof _ports_fetch_js__WEBPACK_IMPORTED_MODULE_1__/* .TransportError */ .w)
            throw error;
        if (stop.signal.aborted) {
            const why = request.signal?.aborted === true ? 'was stopped' : `took longer than ${timeoutMs / _core_time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L} s`;
            throw broken(`the request to ${host} ${why}`, 'maybe', error);
        }
        throw transportError(error, host);
    }
    finally {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', onAbort);
    }
}
/** Failures before a byte of the request can have reached a server: name, connection, certificate. Everything else may have. */
const NEVER_SENT = {
    ECONNREFUSED: 'refused the connection',
    ENOTFOUND: 'was not found (DNS)',
    EAI_AGAIN: 'could not be looked up (DNS)',
    ENETUNREACH: 'is not reachable (no route)',
    EHOSTUNREACH: 'is not reachable (no route)',
    UND_ERR_CONNECT_TIMEOUT: 'did not accept the connection in time',
};
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH|ERR_SSL_WRONG_VERSION_NUMBER)/;
function transportError(error, host) {
    const causes = [...chain(error)];
    const codes = causes.flatMap((cause) => (typeof cause.code === 'string' ? [cause.code] : []));
    const certificate = codes.find((code) => CERTIFICATE.test(code));
    if (certificate !== undefined) {
        const hint = 'for a company certificate set NODE_EXTRA_CA_CERTS';
        return broken(`no secure connection to ${host} (${certificate}; ${hint})`, 'no', error);
    }
    const known = codes.find((code) => Object.hasOwn(NEVER_SENT, code));
    // Happy Eyeballs tries several addresses: each of them must have failed before anything was sent.
    if (known !== undefined && codes.every((code) => Object.hasOwn(NEVER_SENT, code))) {
        return broken(`${host} ${NEVER_SENT[known]} (${known})`, 'no', error);
    }
    if (causes.some((cause) => /^Proxy response \(\d+\) !== 200/.test(cause.message))) {
        return broken(`the proxy refused the connection to ${host}: ${causes.at(-1)?.message}`, 'no', error);
    }
    const code = codes.at(-1);
    return broken(`the connection to ${host} broke${code === undefined ? '' : ` (${code})`}: ${causes.at(-1)?.message ?? 'unknown'}`, 'maybe', {
        cause: error,
    });
}
function broken(message, sent, cause) {
    return new _ports_fetch_js__WEBPACK_IMPORTED_MODULE_1__/* .TransportError */ .w(message, sent, { cause });
}
function* chain(error) {
    if (!(error instanceof Error))
        return;
    yield error;
    if (error instanceof AggregateError)
        for (const one of error.errors)
            yield* chain(one);
    yield* chain(error.cause);
}


/***/ })

};
