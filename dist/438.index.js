export const id = 438;
export const ids = [438,293];
export const modules = {

/***/ 10991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deliver: () => (/* binding */ deliver),
  q: () => (/* binding */ tell)
});

;// CONCATENATED MODULE: ./build/core/delivery/check-conclusion.js
/**
 * What a check run says of an outcome. It agrees with the step: what fails the step is a `failure`.
 *
 * @param failOn the outcomes that fail the step; `error` and `aborted` always do
 */
function checkConclusion(outcome, failOn) {
    if (outcome === 'passed')
        return 'success';
    if (outcome === 'aborted')
        return 'cancelled';
    return outcome === 'error' || failOn.includes(outcome) ? 'failure' : 'neutral';
}

// EXTERNAL MODULE: ./build/core/benchmarks/importer.js
var importer = __webpack_require__(397);
;// CONCATENATED MODULE: ./build/core/delivery/delivery-place.js

/**
 * Reads where to deliver from the event that caused the run.
 *
 * @param event name and payload, as the runner hands them over
 * @param fallbackSha the commit of the run, for events that name none
 */
function deliveryPlace(event, repository, fallbackSha) {
    const pull = field(event.payload, 'pull_request');
    const number = field(pull, 'number');
    const head = field(pull, 'head');
    const sha = field(head, 'sha');
    if (typeof number !== 'number' || typeof sha !== 'string')
        return { kind: 'commit', headSha: fallbackSha };
    const place = { number, headSha: sha };
    // With `pull_request_target` the token may write whatever the pull request is from.
    if (event.name !== 'pull_request')
        return { kind: 'pull_request', ...place };
    const from = field(field(head, 'repo'), 'full_name');
    if (typeof from !== 'string' || from.toLowerCase() !== repository.toLowerCase()) {
        return { kind: 'read_only', ...place, why: `the pull request is from ${typeof from === 'string' ? `the fork ${from}` : 'a fork that is gone'}` };
    }
    if (field(field(event.payload, 'sender'), 'login') === 'dependabot[bot]')
        return { kind: 'read_only', ...place, why: 'Dependabot caused the run' };
    return { kind: 'pull_request', ...place };
}
function field(value, key) {
    return (0,importer/* isObject */.Gv)(value) ? (0,importer/* own */.ZV)(value, key) : undefined;
}

// EXTERNAL MODULE: ./build/core/delivery/worth-telling.js
var worth_telling = __webpack_require__(78023);
// EXTERNAL MODULE: ./build/reports/comment.js
var comment = __webpack_require__(44337);
// EXTERNAL MODULE: ./build/reports/headline.js
var headline = __webpack_require__(14170);
// EXTERNAL MODULE: ./build/targets/github-delivery/delivered.js
var delivered = __webpack_require__(57960);
;// CONCATENATED MODULE: ./build/targets/github-delivery/publish-check.js


/** Begins a check run, or ends it. A check of the same name at the same commit takes the place of an earlier one. */
async function publishCheck(api, order, signal) {
    const [owner, repo] = order.repository.split('/');
    const { conclusion, detailsUrl, headSha, id, name, summary, title } = order;
    const params = {
        owner,
        repo,
        name,
        ...(conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion }),
        ...(detailsUrl !== undefined && { details_url: detailsUrl }),
        output: { title: title.slice(0, 250), summary },
    };
    const answer = id === undefined
        ? await api('POST /repos/{owner}/{repo}/check-runs', { ...params, head_sha: headSha }, signal)
        : await api('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...params, check_run_id: id }, signal);
    if (answer.kind === 'none' || answer.status >= 300)
        return (0,delivered/* refusedDelivery */.x)(answer, `write the check "${name}"`, 'checks: write');
    const made = fields(answer);
    return { kind: id === undefined ? 'created' : 'updated', url: made.url, ...(made.id !== undefined && { id: made.id }) };
}
function fields(answer) {
    const json = answer.kind === 'answer' && (0,importer/* isObject */.Gv)(answer.json) ? answer.json : {};
    const [id, url] = [(0,importer/* own */.ZV)(json, 'id'), (0,importer/* own */.ZV)(json, 'html_url')];
    return { url: typeof url === 'string' ? url : '', ...(typeof id === 'number' && { id }) };
}

// EXTERNAL MODULE: ./build/targets/github-delivery/publish-comment.js + 1 modules
var publish_comment = __webpack_require__(85730);
// EXTERNAL MODULE: ./build/action/checkpoints.js + 3 modules
var checkpoints = __webpack_require__(87076);
// EXTERNAL MODULE: ./build/action/event.js
var action_event = __webpack_require__(98623);
;// CONCATENATED MODULE: ./build/action/deliver.js









/** A check's summary may be so long, in characters. */
const LONGEST_SUMMARY = 65_535;
/** Tells a pull request: one comment and one check for each gate. Whatever of it fails is a warning, the verdict is the step's. */
async function deliver(context) {
    const { console, failOn, gateId, report, request, env, signals } = context;
    const { inputs, surroundings } = request;
    const { comment: mode = 'never' } = inputs;
    if (mode === 'never')
        return;
    const { repository, runId, attempt, serverUrl } = surroundings;
    const event = (0,action_event/* readEvent */.j)(env);
    const place = deliveryPlace(event, repository, event.sha);
    if (place.kind === 'read_only') {
        return console.line(`No comment and no check on #${place.number}: ${place.why}, so that the token can only read. The verdict stands in the job summary; examples/pull-request-gate-fork shows how to comment all the same.`);
    }
    const api = (0,checkpoints.ownApi)(context);
    if (api === undefined)
        return console.line('No comment: the token is for another server (api-url) and is not sent to this one.');
    const runUrl = `${serverUrl}/${repository}/actions/runs/${runId}`;
    const about = { gateId, runId, attempt, runUrl, commit: place.headSha };
    const body = (0,comment/* renderComment */.w)(report, about);
    const { word, sentence } = (0,headline/* headlineOf */.gD)(report.result);
    if (place.kind === 'pull_request') {
        const order = { repository, pullRequest: place.number, body, mode, worthTelling: (0,worth_telling/* isWorthTelling */.aI)(report.result) };
        tell(console, 'comment', await (0,publish_comment/* publishComment */.p)(api, order, signals.stopper));
    }
    if (place.headSha === '')
        return;
    const check = {
        repository,
        headSha: place.headSha,
        name: `Runner Harness: ${gateId}`,
        conclusion: checkConclusion(report.result.outcome, failOn),
        title: `${word}: ${sentence}`,
        summary: body.slice(0, LONGEST_SUMMARY),
        detailsUrl: runUrl,
    };
    tell(console, 'check', await publishCheck(api, check, signals.stopper));
}
/** Says in the log what became of it; a refusal is a warning. */
function tell(console, what, delivered) {
    switch (delivered.kind) {
        case 'refused': {
            const text = `${delivered.reason}${delivered.fix === undefined ? '' : `: ${delivered.fix}`}`;
            return console.annotate({ level: 'warning', title: `No ${what}`, message: text });
        }
        case 'skipped':
            return console.line(`No ${what}: ${delivered.why}.`);
        default:
            return console.line(`The ${what} was ${delivered.kind}: ${delivered.url}`);
    }
}


/***/ }),

/***/ 19636:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  postResult: () => (/* binding */ postResult)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 6 modules
var schemas = __webpack_require__(50000);
// EXTERNAL MODULE: ./build/core/result.js
var result = __webpack_require__(84429);
;// CONCATENATED MODULE: ./build/core/delivery/untrusted-result.js


/** A longer result is refused unread, in characters. */
const MAX_RESULT_CHARS = 16 * 1024 * 1024;
const untrusted_result_text = schemas/* string */.YjP().max(10_000);
const number = schemas/* number */.aig();
const pair = schemas/* tuple */.PVZ([number, number]);
const row = schemas/* object */.Ikc({
    benchmark: untrusted_result_text,
    metric: untrusted_result_text,
    unit: untrusted_result_text,
    direction: schemas/* enum */.k5n(['smaller', 'bigger']),
    baseline: number.optional(),
    current: number.optional(),
    change: number.optional(),
    n: pair.optional(),
    evidence: schemas/* enum */.k5n(['exact', 'samples', 'history', 'ratio']).optional(),
    ci95: pair.optional(),
    bootstrap95: pair.optional(),
    margin: number.optional(),
    mde: number.optional(),
    p: number.optional(),
    machine: untrusted_result_text.optional(),
    verdict: schemas/* enum */.k5n(['passed', 'regressed', 'improved', 'inconclusive', 'new', 'missing', 'incomparable']),
    reason: untrusted_result_text,
});
const session = schemas/* object */.Ikc({
    id: untrusted_result_text,
    plan: untrusted_result_text,
    target: untrusted_result_text,
    seed: number,
    generation: number,
    startedAt: untrusted_result_text,
    endedAt: untrusted_result_text.optional(),
    version: untrusted_result_text,
    resumed: number,
});
const untrusted_result_result = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(result/* RESULT_SCHEMA */.w),
    outcome: schemas/* enum */.k5n(result/* OUTCOMES */.im),
    reasons: schemas/* array */.YOg(untrusted_result_text),
    warnings: schemas/* array */.YOg(untrusted_result_text),
    session,
    gate: schemas/* object */.Ikc({ baseline: untrusted_result_text, margin: number, rows: schemas/* array */.YOg(row).max(100_000) }).optional(),
});
/**
 * Reads a `result.json` that somebody else's code may have written, such as that of a pull request from a fork: only what a comment tells, every
 * field of the type that the renderers expect, so that they can make all of it inert. The scenarios' tables are left to the run's own summary.
 */
function readUntrustedResult(json) {
    if (json.length > MAX_RESULT_CHARS)
        return { ok: false, reason: `${json.length} characters are more than the ${MAX_RESULT_CHARS} that are read` };
    let value;
    try {
        value = JSON.parse(json);
    }
    catch {
        return { ok: false, reason: 'it is no JSON' };
    }
    const checked = untrusted_result_result.safeParse(value);
    if (!checked.success) {
        const [issue] = checked.error.issues;
        return { ok: false, reason: `it is no result: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'wrong'}` };
    }
    const api = { requests: 0, charged: 0, notModified: 0, perRun: 0, rateLimitWaits: 0, byEndpoint: {} };
    const whole = { ...checked.data, scenarios: [], api, cost: { runnerMinutes: 0, billedMinutes: 0 } };
    return { ok: true, input: { result: whole, runs: [], jobs: [] } };
}

// EXTERNAL MODULE: ./build/core/delivery/worth-telling.js
var worth_telling = __webpack_require__(78023);
// EXTERNAL MODULE: ./build/reports/comment.js
var comment = __webpack_require__(44337);
// EXTERNAL MODULE: ./build/stores/baselines/artifact-file.js
var artifact_file = __webpack_require__(36951);
// EXTERNAL MODULE: ./build/core/benchmarks/importer.js
var importer = __webpack_require__(397);
;// CONCATENATED MODULE: ./build/targets/github-delivery/find-pull-request.js

/**
 * The pull request that a run measured, from what GitHub says about the run and not from anything that the run left: that was written by the pull
 * request's own code. (`workflow_run.pull_requests` is empty for forks, so it is looked up by branch and commit.)
 */
async function findPullRequest(api, { repository, runId, workflow }, signal) {
    const [owner, repo] = repository.split('/');
    const answer = await api('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id: runId }, signal);
    const run = jsonOf(answer);
    if (run === undefined)
        return { kind: 'refused', why: `can't read run ${runId}: ${said(answer)}; the job needs "permissions: { actions: read }"` };
    const path = String(field(run, 'path') ?? '').split('@')[0];
    const event = field(run, 'event');
    if (path !== workflow)
        return { kind: 'refused', why: `run ${runId} is of ${path || 'no workflow'}, not of ${workflow}` };
    if (event !== 'pull_request')
        return { kind: 'none', why: `run ${runId} was caused by ${String(event)}, not by a pull request` };
    const [sha, branch, from] = [field(run, 'head_sha'), field(run, 'head_branch'), field(field(field(run, 'head_repository'), 'owner'), 'login')];
    if (typeof sha !== 'string' || typeof branch !== 'string' || typeof from !== 'string')
        return { kind: 'none', why: 'the fork is gone' };
    const pulls = await api('GET /repos/{owner}/{repo}/pulls', { owner, repo, state: 'open', head: `${from}:${branch}`, per_page: 100 }, signal);
    const list = pulls.kind === 'answer' && pulls.status < 300 ? pulls.json : undefined;
    if (!Array.isArray(list))
        return { kind: 'refused', why: `can't list the pull requests: ${said(pulls)}; the job needs "permissions: { pull-requests: write }"` };
    const pull = list.find((one) => field(field(one, 'head'), 'sha') === sha);
    const number = field(pull, 'number');
    if (typeof number !== 'number')
        return { kind: 'none', why: `no open pull request stands at ${sha.slice(0, 12)}: it was closed or pushed to meanwhile` };
    const attempt = field(run, 'run_attempt');
    return { kind: 'found', number, headSha: sha, runUrl: String(field(run, 'html_url') ?? ''), attempt: typeof attempt === 'number' ? attempt : 1 };
}
function jsonOf(answer) {
    return answer.kind === 'answer' && answer.status < 300 && (0,importer/* isObject */.Gv)(answer.json) ? answer.json : undefined;
}
function said(answer) {
    return answer.kind === 'none' ? answer.why : `${answer.status} ${answer.message}`.trim();
}
function field(value, key) {
    return (0,importer/* isObject */.Gv)(value) ? (0,importer/* own */.ZV)(value, key) : undefined;
}

// EXTERNAL MODULE: ./build/targets/github-delivery/publish-comment.js + 1 modules
var publish_comment = __webpack_require__(85730);
;// CONCATENATED MODULE: ./build/app/post-fork-result.js






/**
 * Comments on a pull request from a fork, in a run of our own that may write (`workflow_run`): no code of the pull request runs here, its result is
 * read as data, and which pull request it belongs to is GitHub's word.
 */
async function postForkResult(options, signal) {
    const { api, artifact, author, file, gateId, mode, repository, runId } = options;
    const pull = await findPullRequest(api, options, signal);
    if (pull.kind === 'none')
        return { kind: 'skipped', why: pull.why };
    if (pull.kind === 'refused')
        return { kind: 'refused', reason: pull.why };
    const left = await (0,artifact_file/* readArtifactFile */.v)(options, runId, artifact, file, signal);
    if (left.kind === 'absent')
        return { kind: 'skipped', why: `run ${runId} left no artifact ${artifact}` };
    if (left.kind === 'refused')
        return { kind: 'refused', reason: left.reason, ...(left.fix !== undefined && { fix: left.fix }) };
    const read = readUntrustedResult(new TextDecoder().decode(left.bytes));
    if (!read.ok)
        return { kind: 'refused', reason: `${file} of run ${runId}: ${read.reason}` };
    const { attempt, headSha, number, runUrl } = pull;
    const body = (0,comment/* renderComment */.w)(read.input, { gateId, runId, attempt, runUrl, commit: headSha });
    const order = {
        repository,
        pullRequest: number,
        body,
        mode,
        worthTelling: (0,worth_telling/* isWorthTelling */.aI)(read.input.result),
        ...(author !== undefined && { author }),
    };
    return await (0,publish_comment/* publishComment */.p)(api, order, signal);
}

// EXTERNAL MODULE: ./build/targets/github/node-fetch.js
var node_fetch = __webpack_require__(49628);
// EXTERNAL MODULE: ./build/action/checkpoints.js + 3 modules
var checkpoints = __webpack_require__(87076);
// EXTERNAL MODULE: ./build/action/deliver.js + 3 modules
var deliver = __webpack_require__(10991);
// EXTERNAL MODULE: ./build/action/gate.js
var gate = __webpack_require__(4564);
// EXTERNAL MODULE: ./build/action/inputs.js + 1 modules
var action_inputs = __webpack_require__(95178);
// EXTERNAL MODULE: ./build/action/problem.js
var problem = __webpack_require__(64980);
// EXTERNAL MODULE: ./build/action/surroundings.js
var action_surroundings = __webpack_require__(48596);
;// CONCATENATED MODULE: ./build/action/post-result.js








/** What says nothing where nothing is measured. */
const OTHERS = ['plan', 'benchmarks', 'baseline', 'dry-run', ...action_inputs/* SHORTCUT_INPUTS */.h6.filter((name) => name !== 'workflow')];
/**
 * Comments on a pull request from a fork what its own run measured: for a workflow on `workflow_run`, which may write and runs no code of the pull
 * request.
 *
 * @returns the exit code: 0, also where there is nothing to tell; a refusal is a warning
 * @throws UsageError with every problem at once
 */
async function postResult(tools) {
    const { console, clock, env, signals } = tools;
    const { surroundings, problems: missing } = (0,action_surroundings/* readSurroundings */.S)(env);
    const { inputs, problems: wrong } = (0,action_inputs/* readInputs */.Ko)(env);
    const { comment: mode = 'never', 'post-run': runId = '', workflow, 'artifact-name': artifact = 'none', session } = inputs;
    const problems = [...missing, ...wrong];
    if (!/^\d{1,18}$/.test(runId))
        problems.push({
            where: 'post-run',
            message: `expected the id of a run, got "${runId}"`,
            fix: 'give the expression github.event.workflow_run.id',
        });
    if (workflow === undefined) {
        problems.push({
            where: 'workflow',
            message: 'there is none',
            fix: 'name the workflow file that measured, such as performance.yml: no other is believed',
        });
    }
    if (mode === 'never')
        problems.push({ where: 'comment', message: 'is "never", and commenting is all that post-run does', fix: 'write on-change or always' });
    if (artifact === 'none')
        problems.push({ where: 'artifact-name', message: 'is "none"', fix: 'name the artifact of the run that measured' });
    for (const name of OTHERS) {
        const given = inputs[name];
        if (given !== undefined && given !== false)
            problems.push({ where: name, message: 'does not go together with post-run', fix: 'leave it out' });
    }
    const context = { request: { inputs, surroundings }, clock, env, signals };
    const api = (0,checkpoints.ownApi)(context);
    if (api === undefined)
        problems.push({ where: 'token', message: 'there is none for this server', fix: 'leave token and api-url out' });
    if (problems.length > 0 || workflow === undefined || api === undefined || mode === 'never')
        throw new problem/* UsageError */.e(problems);
    const delivered = await postForkResult({
        api,
        fetch: (0,node_fetch/* createNodeFetch */.l)({ env }),
        repository: surroundings.repository,
        runId,
        workflow: workflow.includes('/') ? workflow : `.github/workflows/${workflow}`,
        artifact,
        file: 'result.json',
        gateId: session === undefined ? gate.FILES_GATE : `${gate.FILES_GATE} (${session})`,
        mode,
    }, signals.stopper);
    (0,deliver/* tell */.q)(console, 'comment', delivered);
    return 0;
}


/***/ }),

/***/ 11841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ql: () => (/* binding */ commentMarker),
/* harmony export */   d8: () => (/* binding */ isLater),
/* harmony export */   wz: () => (/* binding */ readCommentMarker)
/* harmony export */ });
const PREFIX = '<!-- runner-harness gate=';
/**
 * The first line of a comment: by it the comment of a gate is found again, and a slow run knows that a later one has written already.
 *
 * @example commentMarker({ gateId: 'bench', runId: '42', attempt: 1 }) // "<!-- runner-harness gate=bench run=42 attempt=1 -->"
 */
function commentMarker({ gateId, runId, attempt }) {
    const run = runId === undefined ? '' : ` run=${encode(runId)} attempt=${attempt ?? 1}`;
    return `${PREFIX}${encode(gateId)}${run} -->`;
}
/** Reads the marker of a comment's text; `undefined`: it has none. */
function readCommentMarker(body) {
    const match = /^<!-- runner-harness gate=(\S+?)(?: run=(\S+?) attempt=(\d{1,6}))? -->(?:\r?\n|$)/.exec(body);
    const [, gate, run, attempt] = match ?? [];
    if (gate === undefined)
        return undefined;
    try {
        return {
            gateId: decodeURIComponent(gate),
            ...(run !== undefined && { runId: decodeURIComponent(run), attempt: Number(attempt) }),
        };
    }
    catch {
        return undefined;
    }
}
/** Does `mark` come from a later run than this one? Run ids grow. */
function isLater(mark, { runId, attempt = 1 }) {
    if (mark.runId === undefined || runId === undefined || !/^\d{1,18}$/.test(mark.runId) || !/^\d{1,18}$/.test(runId))
        return false;
    const [theirs, ours] = [Number(mark.runId), Number(runId)];
    return theirs > ours || (theirs === ours && (mark.attempt ?? 1) > attempt);
}
/** Percent-encoded, hyphens too: two of them would end the comment. A lone surrogate can't be encoded and becomes U+FFFD. */
function encode(text) {
    return encodeURIComponent(text.toWellFormed()).replace(/[-!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}


/***/ }),

/***/ 22097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YV: () => (/* binding */ quantile),
/* harmony export */   au: () => (/* binding */ blend),
/* harmony export */   xV: () => (/* binding */ quantileRanks)
/* harmony export */ });
/* unused harmony export quantileOfType */
/** n·p is meant to be whole when it is this close to it: 0.07 · 100 is 7.000000000000001. As in R. */
const FUZZ = 4 * Number.EPSILON;
/** `a` and `b` of the continuous types: the position is `a + p · (n + 1 − a − b)`. */
const PLOTTING = {
    4: [0, 1],
    5: [1 / 2, 1 / 2],
    6: [0, 0],
    7: [1, 1],
    8: [1 / 3, 1 / 3],
    9: [3 / 8, 3 / 8],
};
/**
 * The order statistics that a quantile of `n` values rests on.
 *
 * @param n ≥ 1
 * @param p 0 to 1
 * @throws RangeError outside of these
 */
function quantileRanks(n, p, type = 7) {
    if (!(Number.isInteger(n) && n >= 1))
        throw new RangeError(`a quantile needs at least one value, got n = ${n}`);
    if (!(p >= 0 && p <= 1))
        throw new RangeError(`a quantile's p lies between 0 and 1, got ${p}`);
    const position = type <= 3 ? n * p - (type === 3 ? 0.5 : 0) : continuousPosition(n, p, type);
    const whole = Math.floor(position + FUZZ * Math.max(1, Math.abs(position)));
    const rest = Math.abs(position - whole) <= FUZZ * Math.max(1, Math.abs(position)) ? 0 : position - whole;
    const weight = discontinuousWeight(type, whole, rest) ?? rest;
    const clamp = (rank) => Math.min(n, Math.max(1, rank));
    if (weight === 0)
        return { lower: clamp(whole), upper: clamp(whole), weight: 0 };
    if (weight === 1)
        return { lower: clamp(whole + 1), upper: clamp(whole + 1), weight: 0 };
    return { lower: clamp(whole), upper: clamp(whole + 1), weight };
}
function continuousPosition(n, p, type) {
    const [a, b] = PLOTTING[type];
    return a + p * (n + 1 - a - b);
}
/** Types 1 to 3 jump: the inverse of the distribution, the same with averaging where it is flat, the nearest even rank. */
function discontinuousWeight(type, whole, rest) {
    if (type === 1)
        return rest > 0 ? 1 : 0;
    if (type === 2)
        return rest > 0 ? 1 : 0.5;
    if (type === 3)
        return rest === 0 && whole % 2 === 0 ? 0 : 1;
    return undefined;
}
/** Blends two values; equal ones come out as they are, whatever the rounding. */
function blend(lower, upper, weight) {
    return weight === 0 || lower === upper ? lower : (1 - weight) * lower + weight * upper;
}
/**
 * The quantile of a chosen type, in the unit of the values.
 *
 * @param p 0 to 1
 * @example quantileOfType(sortSamples([1, 2, 3, 4]), 0.5, 1) // 2
 */
function quantileOfType(samples, p, type) {
    const { lower, upper, weight } = quantileRanks(samples.length, p, type);
    return blend(samples[lower - 1] ?? Number.NaN, samples[upper - 1] ?? Number.NaN, weight);
}
/**
 * The quantile that this product means everywhere: type 7, linear at `(n − 1) · p` (R's and NumPy's default).
 *
 * @param p 0 to 1
 * @example quantile(sortSamples([1, 2, 3, 4]), 0.5) // 2.5
 */
function quantile(samples, p) {
    return quantileOfType(samples, p, 7);
}


/***/ }),

/***/ 6907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ sortSamples)
/* harmony export */ });
/**
 * Sorts values by size, in a copy.
 *
 * @returns `undefined` when there is no value
 * @throws RangeError for NaN and infinities: an impossible value must be set aside with its reason before this
 * @example sortSamples([3, 1, 2]) // [1, 2, 3]
 */
function sortSamples(values) {
    const copy = Float64Array.from(values);
    const odd = copy.find((value) => !Number.isFinite(value));
    if (odd !== undefined)
        throw new RangeError(`a sample must be a finite number, got ${odd}`);
    if (copy.length === 0)
        return undefined;
    // A typed array sorts by size without a comparison function.
    return Array.from(copy.sort());
}


/***/ }),

/***/ 32445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ CheckpointNameTakenError)
/* harmony export */ });
/** A checkpoint can't be replaced: take the next number. */
class CheckpointNameTakenError extends Error {
    name = 'CheckpointNameTakenError';
}


/***/ }),

/***/ 44337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ renderComment)
/* harmony export */ });
/* unused harmony export COMMENT_LIMIT_BYTES */
/* harmony import */ var _core_delivery_comment_marker_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(11841);
/* harmony import */ var _escape_base64_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(31787);
/* harmony import */ var _escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77801);
/* harmony import */ var _summary_fit_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6056);
/* harmony import */ var _summary_gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84048);
/* harmony import */ var _summary_runs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92201);
/* harmony import */ var _summary_thresholds_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35883);
/* harmony import */ var _summary_times_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96378);
/* harmony import */ var _summary_verdict_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(63934);









/** GitHub takes 65,536 characters; counted in bytes, of which no character has fewer than one. */
const COMMENT_LIMIT_BYTES = 65_000;
/**
 * The comment under a pull request: the verdict, what decided it, the comparison with the baseline, the thresholds. Its first line is a marker that
 * says which gate it belongs to. All that comes from outside is inert; what is too long is cut by rank and named.
 */
function renderComment({ result }, options) {
    const marker = `${(0,_core_delivery_comment_marker_js__WEBPACK_IMPORTED_MODULE_6__/* .commentMarker */ .Ql)(options)}\n`;
    const sections = [
        (0,_summary_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .verdictSection */ .V6)(result),
        aboutSection(options),
        (0,_summary_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .reasonsSection */ .p_)(result),
        (0,_summary_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .leftRunningSection */ .cc)(result),
        ...(0,_summary_gate_js__WEBPACK_IMPORTED_MODULE_1__/* .gateSections */ .C)(result),
        (0,_summary_thresholds_js__WEBPACK_IMPORTED_MODULE_3__/* .thresholdSection */ .zE)(result),
        ...(0,_summary_times_js__WEBPACK_IMPORTED_MODULE_4__/* .timeSections */ .G)(result),
        (0,_summary_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .warningsSection */ .xd)(result),
        (0,_summary_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .provenanceSection */ .BA)(result),
    ];
    const wholeAt = options.runUrl === undefined ? 'the job summary' : (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownLink */ .iQ)('the run’s summary', options.runUrl);
    const present = sections.filter((section) => section !== undefined);
    return marker + (0,_summary_fit_js__WEBPACK_IMPORTED_MODULE_7__/* .fitSections */ .W)(present, COMMENT_LIMIT_BYTES - (0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_8__/* .utf8Length */ .wI)(marker), wholeAt);
}
function aboutSection({ gateId, commit, runUrl }) {
    const parts = [
        `Gate ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(gateId, 80)}`,
        ...(commit === undefined ? [] : [`commit ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(commit.slice(0, 12), 12)}`]),
        ...(runUrl === undefined ? [] : [(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownLink */ .iQ)('run', runUrl)]),
    ];
    return { name: 'about', rank: 0, before: [parts.join(' · ')], lines: [], after: [] };
}


/***/ }),

/***/ 4693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ formatValue),
/* harmony export */   GY: () => (/* binding */ NO_VALUE),
/* harmony export */   J6: () => (/* binding */ spanMs),
/* harmony export */   Xo: () => (/* binding */ formatSeconds),
/* harmony export */   eD: () => (/* binding */ formatChange),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   l9: () => (/* binding */ formatPercent),
/* harmony export */   vy: () => (/* binding */ formatInterval)
/* harmony export */ });
/** Numbers as every report for people shows them. The files for machines hold them unrounded. */
/** What stands where a number is not defined. */
const NO_VALUE = '–';
/** Three significant digits, more for what needs more before the point, no zeros that say nothing. */
function digits(value) {
    const size = Math.abs(value);
    const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String(Number(value.toFixed(places)));
}
/**
 * Seconds with their unit.
 *
 * @example formatSeconds(12.345) // '12.3 s'
 */
function formatSeconds(seconds) {
    return seconds === undefined ? NO_VALUE : `${digits(seconds)} s`;
}
/** A dash between two numbers reads as a minus where one has a sign. @example formatInterval([10, 15.25]) // '10–15.3' */
function formatInterval([low, high]) {
    return low < 0 || high < 0 ? `${digits(low)} to ${digits(high)}` : `${digits(low)}–${digits(high)}`;
}
/** One digit after the point, two that count where that would be 0. @example formatPercent(0.04) // '4 %' */
function formatPercent(fraction) {
    const percent = fraction * 100;
    return `${Number(Math.abs(percent) < 0.1 ? percent.toPrecision(2) : percent.toFixed(1))} %`;
}
/** With its sign, as a change needs it: `+12.3 %`. */
function formatChange(change) {
    if (change === undefined)
        return NO_VALUE;
    return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${formatPercent(Math.abs(change))}`;
}
/** A value in the unit that stands beside it: `s` and `ratio` get their own form, others their name. */
function formatValue(value, unit) {
    if (value === undefined)
        return NO_VALUE;
    if (unit === 's')
        return formatSeconds(value);
    if (unit === 'ratio')
        return formatPercent(value);
    return unit === '' || unit === 'count' ? digits(value) : `${digits(value)} ${unit}`;
}
/** @example counted(1, 'run') // '1 run' */
function counted(count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
}
/** The span between two stamps for people; `undefined` when one is missing or they stand the wrong way round. */
function spanMs(from, to) {
    if (from === undefined || to === undefined)
        return undefined;
    const ms = Date.parse(to) - Date.parse(from);
    return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}


/***/ }),

/***/ 14170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MA: () => (/* binding */ boxWord),
/* harmony export */   Sd: () => (/* binding */ totals),
/* harmony export */   fp: () => (/* binding */ isTimes),
/* harmony export */   gD: () => (/* binding */ headlineOf),
/* harmony export */   oc: () => (/* binding */ ledgerLine),
/* harmony export */   rV: () => (/* binding */ hasValues)
/* harmony export */ });
/* harmony import */ var _core_session_ledger_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93124);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4693);


const WORDS = {
    passed: ['✅', 'Passed', 'good', ''],
    suspended: ['⏸️', 'Suspended', 'open', 'The session was stopped by its budget or time limit and can be resumed.'],
    inconclusive: ['❔', 'Inconclusive', 'open', 'There are too few values to decide.'],
    regressed: ['❌', 'Regressed', 'bad', 'A benchmark became worse than its baseline.'],
    breached: ['❌', 'Breached', 'bad', 'A threshold was crossed.'],
    failed: ['❌', 'Failed', 'bad', 'Runs failed.'],
    invalid: ['⚠️', 'Invalid', 'bad', 'The result can not be judged.'],
    aborted: ['🛑', 'Aborted', 'bad', 'The session was stopped before its end.'],
    error: ['💥', 'Error', 'bad', 'The session could not go on.'],
};
/** What happened and why, in one line: the worst reason, or what was fulfilled. */
function headlineOf(result) {
    const [mark, word, tone, otherwise] = WORDS[result.outcome];
    const sentence = result.reasons[0] ?? (result.outcome === 'passed' ? fulfilled(result) : otherwise);
    return { mark, word, tone, sentence };
}
function fulfilled(result) {
    const { planned, succeeded } = totals(result);
    const thresholds = result.scenarios.flatMap((scenario) => scenario.thresholds);
    const held = thresholds.filter((threshold) => threshold.verdict === 'passed').length;
    const rows = result.gate?.rows ?? [];
    const regressed = rows.filter((row) => row.verdict === 'regressed').length;
    const parts = [];
    if (planned > 0)
        parts.push(succeeded === planned
            ? `${planned === 1 ? 'the run' : `all ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(planned, 'run')}`} succeeded`
            : `${succeeded} of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(planned, 'run')} succeeded`);
    if (thresholds.length > 0)
        parts.push(`${held} of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(thresholds.length, 'threshold')} held`);
    if (rows.length > 0)
        parts.push(`${regressed === 0 ? 'no regression' : (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(regressed, 'regression')} in ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(rows.length, 'comparison')}`);
    const text = parts.length === 0 ? 'nothing spoke against it' : parts.join(', ');
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
/** The ledgers of all scenarios added up. */
function totals(result) {
    const sum = { planned: 0, succeeded: 0, failed: 0, cancelled: 0, timed_out: 0, shed: 0, lost: 0, excluded: 0 };
    for (const { ledger } of result.scenarios) {
        sum.planned += ledger.planned;
        for (const box of _core_session_ledger_js__WEBPACK_IMPORTED_MODULE_0__/* .LEDGER_BOXES */ .ez)
            sum[box] += ledger[box];
    }
    return sum;
}
/** `timed_out` for people. */
function boxWord(box) {
    return box === 'timed_out' ? 'timed out' : box;
}
/** `46 succeeded, 3 failed, 1 lost`: the boxes that are not empty, and what is still open. */
function ledgerLine(ledger) {
    const filled = _core_session_ledger_js__WEBPACK_IMPORTED_MODULE_0__/* .LEDGER_BOXES */ .ez.filter((box) => ledger[box] > 0).map((box) => `${ledger[box]} ${boxWord(box)}`);
    const open = ledger.planned - _core_session_ledger_js__WEBPACK_IMPORTED_MODULE_0__/* .LEDGER_BOXES */ .ez.reduce((sum, box) => sum + ledger[box], 0);
    return [...filled, ...(open > 0 ? [`${open} open`] : [])].join(', ') || 'nothing was sent';
}
function isTimes(metric) {
    return metric.unit === 's';
}
/** Is there anything to show of a time metric? */
function hasValues(metric) {
    return metric.n > 0 || metric.censored > 0 || metric.anomalous > 0;
}


/***/ }),

/***/ 16839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ refusalOf),
/* harmony export */   k: () => (/* binding */ ask)
/* harmony export */ });
/** Asks for JSON. @param doing what for, in a sentence: `list the runs` */
async function ask(api, route, params, doing, signal) {
    const answer = await api(route, params, signal);
    if (answer.kind === 'answer' && answer.status < 300 && answer.json !== undefined)
        return { kind: 'found', value: answer.json };
    return refusalOf(answer, doing);
}
/** A refusal with the line of YAML that mends it, where it is a missing permission. */
function refusalOf(answer, doing) {
    if (answer.kind === 'none')
        return { kind: 'refused', reason: `can't ${doing}: ${answer.why}` };
    const reason = `can't ${doing}: GitHub answered ${answer.status}${answer.message === '' ? '' : ` (${answer.message})`}`;
    if (answer.status === 403 || answer.status === 404) {
        return { kind: 'refused', reason, fix: 'add "permissions: { actions: read }" to the job (with what it already has)' };
    }
    return { kind: 'refused', reason };
}


/***/ }),

/***/ 57960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ refusedDelivery)
/* harmony export */ });
/** A refusal in words, with the line of YAML that mends it. @param doing in a sentence: `comment on #12` */
function refusedDelivery(answer, doing, permission) {
    if (answer.kind === 'none') {
        const doubt = answer.maybeDone ? '; it may have been done all the same' : '';
        return { kind: 'refused', reason: `can't ${doing}: ${answer.why}${doubt}` };
    }
    const reason = `can't ${doing}: GitHub answered ${answer.status}${answer.message === '' ? '' : ` (${answer.message})`}`;
    if (/\block(ed)?\b/i.test(answer.message))
        return { kind: 'refused', reason, fix: 'unlock the conversation, or leave the comment out' };
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        const fork = 'the token of a pull request from a fork or of Dependabot can only read: see examples/pull-request-gate-fork';
        return { kind: 'refused', reason, fix: `add "permissions: { ${permission} }" to the job (with what it already has); ${fork}` };
    }
    return { kind: 'refused', reason };
}


/***/ }),

/***/ 85730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ publishComment)
});

// EXTERNAL MODULE: ./build/core/benchmarks/importer.js
var importer = __webpack_require__(397);
// EXTERNAL MODULE: ./build/core/delivery/comment-marker.js
var comment_marker = __webpack_require__(11841);
// EXTERNAL MODULE: ./build/core/delivery/worth-telling.js
var worth_telling = __webpack_require__(78023);
// EXTERNAL MODULE: ./build/targets/github-delivery/delivered.js
var delivered = __webpack_require__(57960);
;// CONCATENATED MODULE: ./build/targets/github-delivery/find-comments.js



const PER_PAGE = 100;
/** A pull request with more comments than this is not read to its end. */
const MAX_PAGES = 100;
/** Who writes with the token that every job gets. */
const ACTIONS_BOT = 'github-actions[bot]';
/** The login that the token writes under: its user's, or that of GitHub Actions when it is nobody's. */
async function loginOf(api, signal) {
    const answer = await api('GET /user', {}, signal);
    const login = answer.kind === 'answer' && (0,importer/* isObject */.Gv)(answer.json) ? (0,importer/* own */.ZV)(answer.json, 'login') : undefined;
    return typeof login === 'string' ? login : ACTIONS_BOT;
}
/**
 * All comments of this gate that `author` wrote, oldest first. Somebody else's comment with our marker is none of ours, and is left alone.
 */
async function findComments(api, place, gateId, author, signal) {
    const { owner, repo, pullRequest } = place;
    const doing = `read the comments of #${pullRequest}`;
    const found = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
        const params = { owner, repo, issue_number: pullRequest, per_page: PER_PAGE, page };
        const answer = await api('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', params, signal);
        if (answer.kind === 'none' || answer.status >= 300)
            return (0,delivered/* refusedDelivery */.x)(answer, doing, 'pull-requests: write');
        if (!Array.isArray(answer.json))
            return { kind: 'refused', reason: `can't ${doing}: the answer is no list` };
        for (const one of answer.json) {
            const comment = commentOf(one, author);
            if (comment?.mark.gateId === gateId)
                found.push(comment);
        }
        if (answer.json.length < PER_PAGE)
            return found.sort((a, b) => a.id - b.id);
    }
    return { kind: 'refused', reason: `#${pullRequest} has more than ${PER_PAGE * MAX_PAGES} comments: they are not searched any further` };
}
function commentOf(value, author) {
    if (!(0,importer/* isObject */.Gv)(value))
        return undefined;
    const [id, body, url, user] = [(0,importer/* own */.ZV)(value, 'id'), (0,importer/* own */.ZV)(value, 'body'), (0,importer/* own */.ZV)(value, 'html_url'), (0,importer/* own */.ZV)(value, 'user')];
    const login = (0,importer/* isObject */.Gv)(user) ? (0,importer/* own */.ZV)(user, 'login') : undefined;
    if (typeof id !== 'number' || typeof body !== 'string' || typeof login !== 'string' || login.toLowerCase() !== author.toLowerCase())
        return undefined;
    const mark = (0,comment_marker/* readCommentMarker */.wz)(body);
    return mark === undefined ? undefined : { id, body, mark, url: typeof url === 'string' ? url : '' };
}

;// CONCATENATED MODULE: ./build/targets/github-delivery/publish-comment.js





/**
 * Leaves one comment for each gate under a pull request: the first time it is created, then it is updated, however many comments lie between. A run
 * that was overtaken by a later one leaves the later one's comment alone. Of two that were created at the same time, the older stays.
 *
 * @throws TypeError when the body has no marker
 */
async function publishComment(api, order, signal) {
    const { body, mode, pullRequest, worthTelling } = order;
    const mark = (0,comment_marker/* readCommentMarker */.wz)(body);
    if (mark === undefined)
        throw new TypeError('the comment has no marker on its first line: render it by renderComment');
    if (mode === 'never')
        return { kind: 'skipped', why: 'comments are switched off' };
    const [owner = '', repo = ''] = order.repository.split('/');
    const place = { owner, repo, pullRequest };
    const author = order.author ?? (await loginOf(api, signal));
    const search = () => findComments(api, place, mark.gateId, author, signal);
    const found = await search();
    if (isRefusal(found))
        return found;
    if (!(0,worth_telling/* shouldComment */.N9)(mode, worthTelling, found.length > 0))
        return { kind: 'skipped', why: 'there is nothing to tell' };
    const [oldest, ...doubles] = found;
    if (found.some((one) => (0,comment_marker/* isLater */.d8)(one.mark, mark)))
        return { kind: 'skipped', why: 'a later run has commented already' };
    for (const { id } of doubles)
        await api('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id: id }, signal);
    const updated = oldest === undefined ? undefined : await update(oldest);
    return updated ?? (await create());
    /** `undefined`: somebody deleted it meanwhile. */
    async function update(comment) {
        if (comment.body.trim() === body.trim())
            return { kind: 'unchanged', url: comment.url };
        const answer = await api('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id: comment.id, body }, signal);
        if (answer.kind === 'answer' && answer.status === 404)
            return undefined;
        return isDone(answer) ? { kind: 'updated', url: urlOf(answer) ?? comment.url } : (0,delivered/* refusedDelivery */.x)(answer, doing(), 'pull-requests: write');
    }
    async function create() {
        const answer = await api('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { owner, repo, issue_number: pullRequest, body }, signal);
        if (isDone(answer))
            return { kind: 'created', url: urlOf(answer) ?? '' };
        // Without an answer it may stand there all the same; it is looked for, never sent twice.
        if (answer.kind === 'none' && answer.maybeDone) {
            const again = await search();
            const [made] = isRefusal(again) ? [] : again;
            if (made !== undefined)
                return { kind: 'created', url: made.url };
        }
        return (0,delivered/* refusedDelivery */.x)(answer, doing(), 'pull-requests: write');
    }
    function doing() {
        return `comment on #${pullRequest}`;
    }
}
const isRefusal = (value) => 'kind' in value;
const isDone = (answer) => answer.kind === 'answer' && answer.status < 300;
function urlOf(answer) {
    const url = answer.kind === 'answer' && (0,importer/* isObject */.Gv)(answer.json) ? (0,importer/* own */.ZV)(answer.json, 'html_url') : undefined;
    return typeof url === 'string' ? url : undefined;
}


/***/ }),

/***/ 735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ markdownTable)
/* harmony export */ });
// To do: next major: remove.
/**
 * @typedef {Options} MarkdownTableOptions
 *   Configuration.
 */

/**
 * @typedef Options
 *   Configuration.
 * @property {boolean | null | undefined} [alignDelimiters=true]
 *   Whether to align the delimiters (default: `true`);
 *   they are aligned by default:
 *
 *   ```markdown
 *   | Alpha | B     |
 *   | ----- | ----- |
 *   | C     | Delta |
 *   ```
 *
 *   Pass `false` to make them staggered:
 *
 *   ```markdown
 *   | Alpha | B |
 *   | - | - |
 *   | C | Delta |
 *   ```
 * @property {ReadonlyArray<string | null | undefined> | string | null | undefined} [align]
 *   How to align columns (default: `''`);
 *   one style for all columns or styles for their respective columns;
 *   each style is either `'l'` (left), `'r'` (right), or `'c'` (center);
 *   other values are treated as `''`, which doesn’t place the colon in the
 *   alignment row but does align left;
 *   *only the lowercased first character is used, so `Right` is fine.*
 * @property {boolean | null | undefined} [delimiterEnd=true]
 *   Whether to end each row with the delimiter (default: `true`).
 *
 *   > 👉 **Note**: please don’t use this: it could create fragile structures
 *   > that aren’t understandable to some markdown parsers.
 *
 *   When `true`, there are ending delimiters:
 *
 *   ```markdown
 *   | Alpha | B     |
 *   | ----- | ----- |
 *   | C     | Delta |
 *   ```
 *
 *   When `false`, there are no ending delimiters:
 *
 *   ```markdown
 *   | Alpha | B
 *   | ----- | -----
 *   | C     | Delta
 *   ```
 * @property {boolean | null | undefined} [fillRows=true]
 *   Whether to fill rows with empty cells up to the most cells in a row
 *   (default: `true`).
 *
 *   When `true`, all rows have as many cells as the longest row:
 *
 *   ```markdown
 *   | Alpha | B    |   |
 *   | ----- | ---- | - |
 *   | C     |      |   |
 *   | D     | Echo | F |
 *   ```
 *
 *   When `false`, rows keep their cells,
 *   and the delimiter row has as many cells as the header row:
 *
 *   ```markdown
 *   | Alpha | B    |
 *   | ----- | ---- |
 *   | C     |
 *   | D     | Echo | F |
 *   ```
 * @property {boolean | null | undefined} [delimiterStart=true]
 *   Whether to begin each row with the delimiter (default: `true`).
 *
 *   > 👉 **Note**: please don’t use this: it could create fragile structures
 *   > that aren’t understandable to some markdown parsers.
 *
 *   When `true`, there are starting delimiters:
 *
 *   ```markdown
 *   | Alpha | B     |
 *   | ----- | ----- |
 *   | C     | Delta |
 *   ```
 *
 *   When `false`, there are no starting delimiters:
 *
 *   ```markdown
 *   Alpha | B     |
 *   ----- | ----- |
 *   C     | Delta |
 *   ```
 * @property {boolean | null | undefined} [padding=true]
 *   Whether to add a space of padding between delimiters and cells
 *   (default: `true`).
 *
 *   When `true`, there is padding:
 *
 *   ```markdown
 *   | Alpha | B     |
 *   | ----- | ----- |
 *   | C     | Delta |
 *   ```
 *
 *   When `false`, there is no padding:
 *
 *   ```markdown
 *   |Alpha|B    |
 *   |-----|-----|
 *   |C    |Delta|
 *   ```
 * @property {((value: string) => number) | null | undefined} [stringLength]
 *   Function to detect the length of table cell content (optional);
 *   this is used when aligning the delimiters (`|`) between table cells;
 *   full-width characters and emoji mess up delimiter alignment when viewing
 *   the markdown source;
 *   to fix this, you can pass this function,
 *   which receives the cell content and returns its “visible” size;
 *   note that what is and isn’t visible depends on where the text is displayed.
 *
 *   Without such a function, the following:
 *
 *   ```js
 *   markdownTable([
 *     ['Alpha', 'Bravo'],
 *     ['中文', 'Charlie'],
 *     ['👩‍❤️‍👩', 'Delta']
 *   ])
 *   ```
 *
 *   Yields:
 *
 *   ```markdown
 *   | Alpha | Bravo |
 *   | - | - |
 *   | 中文 | Charlie |
 *   | 👩‍❤️‍👩 | Delta |
 *   ```
 *
 *   With [`string-width`](https://github.com/sindresorhus/string-width):
 *
 *   ```js
 *   import stringWidth from 'string-width'
 *
 *   markdownTable(
 *     [
 *       ['Alpha', 'Bravo'],
 *       ['中文', 'Charlie'],
 *       ['👩‍❤️‍👩', 'Delta']
 *     ],
 *     {stringLength: stringWidth}
 *   )
 *   ```
 *
 *   Yields:
 *
 *   ```markdown
 *   | Alpha | Bravo   |
 *   | ----- | ------- |
 *   | 中文  | Charlie |
 *   | 👩‍❤️‍👩    | Delta   |
 *   ```
 */

/**
 * Get the length of a cell.
 *
 * @param {string} value
 *   Cell value.
 * @returns {number}
 *   Cell size.
 */
function defaultStringLength(value) {
  return value.length
}

/**
 * Generate a markdown
 * ([GFM](https://docs.github.com/en/github/writing-on-github/working-with-advanced-formatting/organizing-information-with-tables))
 * table.
 *
 * @param {ReadonlyArray<ReadonlyArray<string | null | undefined>>} table
 *   Table data (matrix of strings).
 * @param {Readonly<Options> | null | undefined} [options]
 *   Configuration (optional).
 * @returns {string}
 *   Result.
 */
function markdownTable(table, options) {
  const settings = options || {}
  // To do: next major: change to spread.
  // eslint-disable-next-line unicorn/prefer-spread -- `align` can be a string.
  const align = (settings.align || []).concat()
  const stringLength = settings.stringLength || defaultStringLength
  /** @type {Array<number>} Character codes as symbols for alignment per column. */
  const alignments = []
  /** @type {Array<Array<string>>} Cells per row. */
  const cellMatrix = []
  /** @type {Array<Array<number>>} Sizes of each cell per row. */
  const sizeMatrix = []
  /** @type {Array<number>} */
  const longestCellByColumn = []
  let mostCellsPerRow = 0
  let rowIndex = -1

  // This is a superfluous loop if we don’t align delimiters, but otherwise we’d
  // do superfluous work when aligning, so optimize for aligning.
  while (++rowIndex < table.length) {
    /** @type {Array<string>} */
    const row = []
    /** @type {Array<number>} */
    const sizes = []
    let columnIndex = -1

    if (table[rowIndex].length > mostCellsPerRow) {
      mostCellsPerRow = table[rowIndex].length
    }

    while (++columnIndex < table[rowIndex].length) {
      const cell = serialize(table[rowIndex][columnIndex])

      if (settings.alignDelimiters !== false) {
        const size = stringLength(cell)
        sizes[columnIndex] = size

        if (
          longestCellByColumn[columnIndex] === undefined ||
          size > longestCellByColumn[columnIndex]
        ) {
          longestCellByColumn[columnIndex] = size
        }
      }

      row.push(cell)
    }

    cellMatrix[rowIndex] = row
    sizeMatrix[rowIndex] = sizes
  }

  // Figure out which alignments to use.
  let columnIndex = -1

  if (typeof align === 'object' && 'length' in align) {
    while (++columnIndex < mostCellsPerRow) {
      alignments[columnIndex] = toAlignment(align[columnIndex])
    }
  } else {
    const code = toAlignment(align)

    while (++columnIndex < mostCellsPerRow) {
      alignments[columnIndex] = code
    }
  }

  // Inject the alignment row.
  columnIndex = -1
  /** @type {Array<string>} */
  const row = []
  /** @type {Array<number>} */
  const sizes = []

  while (++columnIndex < mostCellsPerRow) {
    const code = alignments[columnIndex]
    let before = ''
    let after = ''

    if (code === 99 /* `c` */) {
      before = ':'
      after = ':'
    } else if (code === 108 /* `l` */) {
      before = ':'
    } else if (code === 114 /* `r` */) {
      after = ':'
    }

    // There *must* be at least one hyphen-minus in each alignment cell.
    let size =
      settings.alignDelimiters === false
        ? 1
        : Math.max(
            1,
            longestCellByColumn[columnIndex] - before.length - after.length
          )

    const cell = before + '-'.repeat(size) + after

    if (settings.alignDelimiters !== false) {
      size = before.length + size + after.length

      if (size > longestCellByColumn[columnIndex]) {
        longestCellByColumn[columnIndex] = size
      }

      sizes[columnIndex] = size
    }

    row[columnIndex] = cell
  }

  // Inject the alignment row.
  cellMatrix.splice(1, 0, row)
  sizeMatrix.splice(1, 0, sizes)

  rowIndex = -1
  /** @type {Array<string>} */
  const lines = []

  while (++rowIndex < cellMatrix.length) {
    const row = cellMatrix[rowIndex]
    const sizes = sizeMatrix[rowIndex]
    const cellsInRow =
      settings.fillRows === false
        ? Math.max(1, cellMatrix[rowIndex === 1 ? 0 : rowIndex].length)
        : mostCellsPerRow
    columnIndex = -1
    /** @type {Array<string>} */
    const line = []

    while (++columnIndex < cellsInRow) {
      const cell = row[columnIndex] || ''
      let before = ''
      let after = ''

      if (settings.alignDelimiters !== false) {
        const size =
          longestCellByColumn[columnIndex] - (sizes[columnIndex] || 0)
        const code = alignments[columnIndex]

        if (code === 114 /* `r` */) {
          before = ' '.repeat(size)
        } else if (code === 99 /* `c` */) {
          const half = size / 2

          if (size % 2) {
            before = ' '.repeat(half + 0.5)
            after = ' '.repeat(half - 0.5)
          } else {
            before = ' '.repeat(half)
            after = before
          }
        } else {
          after = ' '.repeat(size)
        }
      }

      if (settings.delimiterStart !== false && !columnIndex) {
        line.push('|')
      }

      if (
        settings.padding !== false &&
        // Don’t add the opening space if we’re not aligning and the cell is
        // empty: there will be a closing space.
        !(settings.alignDelimiters === false && cell === '') &&
        (settings.delimiterStart !== false || columnIndex)
      ) {
        line.push(' ')
      }

      if (settings.alignDelimiters !== false) {
        line.push(before)
      }

      line.push(cell)

      if (settings.alignDelimiters !== false) {
        line.push(after)
      }

      if (settings.padding !== false) {
        line.push(' ')
      }

      if (settings.delimiterEnd !== false || columnIndex !== cellsInRow - 1) {
        line.push('|')
      }
    }

    lines.push(
      settings.delimiterEnd === false
        ? line.join('').replace(/ +$/, '')
        : line.join('')
    )
  }

  return lines.join('\n')
}

/**
 * Serialize a cell value.
 *
 * @param {string | null | undefined} [value]
 *   Value to serialize.
 * @returns {string}
 *   Result.
 */
function serialize(value) {
  return value === null || value === undefined ? '' : String(value)
}

/**
 * Get the alignment character code from a value.
 *
 * @param {string | null | undefined} value
 *   Value.
 * @returns {number}
 *   Alignment.
 */
function toAlignment(value) {
  const code = typeof value === 'string' ? value.codePointAt(0) : 0

  return code === 67 /* `C` */ || code === 99 /* `c` */
    ? 99 /* `c` */
    : code === 76 /* `L` */ || code === 108 /* `l` */
      ? 108 /* `l` */
      : code === 82 /* `R` */ || code === 114 /* `r` */
        ? 114 /* `r` */
        : 0
}


/***/ })

};
