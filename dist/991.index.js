export const id = 991;
export const ids = [991];
export const modules = {

/***/ 87076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkpointsOf: () => (/* binding */ checkpointsOf),
  ownApi: () => (/* binding */ ownApi)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/core/session/checkpoint-name.js
var checkpoint_name = __webpack_require__(22043);
// EXTERNAL MODULE: ./build/stores/baselines/github-answers.js
var github_answers = __webpack_require__(16839);
// EXTERNAL MODULE: ./build/stores/baselines/zip-entry.js
var zip_entry = __webpack_require__(31034);
// EXTERNAL MODULE: ./build/stores/session-folder/session-folder.js
var session_folder = __webpack_require__(17356);
;// CONCATENATED MODULE: ./build/stores/checkpoints/file-checkpoint-store.js





/** What is read at most. */
const MAX_CHECKPOINT_BYTES = 256 * 1_024 * 1_024;
/** Checkpoints as files of one folder, such as a network share. A file is whole or not there, also after a power cut. */
function createFileCheckpointStore(folder) {
    const pathOf = (name) => {
        if (!isPlainName(name))
            throw new TypeError(`${JSON.stringify(name)} is no name of a checkpoint`);
        return join(folder, name);
    };
    return {
        name: folder,
        async list(sessionId) {
            const names = await readdir(folder).catch((error) => {
                if (error.code === 'ENOENT')
                    return [];
                throw error;
            });
            const ours = names.filter((name) => name.startsWith(checkpointPrefix(sessionId)) && parseCheckpointName(sessionId, name) !== undefined);
            return await Promise.all(ours.map(async (name) => ({ name, sizeBytes: (await stat(pathOf(name))).size })));
        },
        async save(name, bytes) {
            await mkdir(folder, { recursive: true });
            const path = pathOf(name);
            const temporary = `${path}.${process.pid}.tmp`;
            const file = await open(temporary, 'w', 0o600);
            try {
                await file.writeFile(bytes);
                await file.sync();
            }
            finally {
                await file.close();
            }
            try {
                // Unlike a rename, a link never replaces what is there.
                await link(temporary, path);
            }
            catch (error) {
                if (error.code === 'EEXIST')
                    throw new CheckpointNameTakenError(`${path} is there already`, { cause: error });
                throw error;
            }
            finally {
                await rm(temporary, { force: true });
            }
        },
        async load(name) {
            const { size } = await stat(pathOf(name));
            if (size > MAX_CHECKPOINT_BYTES)
                throw new Error(`${pathOf(name)} has ${size} bytes, more than the ${MAX_CHECKPOINT_BYTES} that are read`);
            return await readFile(pathOf(name));
        },
        remove: (name) => rm(pathOf(name), { force: true }),
    };
}

;// CONCATENATED MODULE: ./build/stores/checkpoints/artifact-checkpoint-store.js





/** The file in the artifact. */
const CHECKPOINT_FILE = 'session.db';
/** The packed archive. */
const MAX_ARCHIVE_BYTES = 64 * 1_024 * 1_024;
/** A run has 500 artifacts at most. */
const MAX_PAGES = 10;
const PER_PAGE = 100;
const LIMITS = { maxEntries: 10, maxBytes: MAX_CHECKPOINT_BYTES, maxRatio: 500 };
/**
 * Checkpoints as artifacts of one workflow run. They survive the death of the runner, and a re-run of the job finds them. What comes back
 * is untrusted: its size is capped, its digest compared, nothing of it is run, and the chain of the journal in it is verified by who opens it.
 */
function createArtifactCheckpointStore(options) {
    const { api, repository, runId } = options;
    const [owner, repo] = repository.split('/');
    async function artifacts() {
        const found = [];
        for (let page = 1; page <= MAX_PAGES; page++) {
            const params = { owner, repo, run_id: runId, per_page: PER_PAGE, page };
            const answer = await (0,github_answers/* ask */.k)(api, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', params, 'list the artifacts of this run');
            if (answer.kind === 'refused')
                throw new Error(answer.fix === undefined ? answer.reason : `${answer.reason}: ${answer.fix}`);
            const list = answer.value.artifacts;
            if (!Array.isArray(list))
                throw new Error(`the list of artifacts of run ${runId} has no "artifacts"`);
            found.push(...list.flatMap(artifactOf));
            if (list.length < PER_PAGE)
                break;
        }
        return found;
    }
    async function named(name) {
        return (await artifacts()).filter((one) => one.name === name).sort((a, b) => b.id - a.id)[0];
    }
    return {
        name: `artifacts of run ${runId} in ${repository}`,
        async list(sessionId) {
            const ours = (await artifacts()).filter(({ name }) => (0,checkpoint_name/* parseCheckpointName */.PN)(sessionId, name) !== undefined);
            return ours.map(({ name, bytes }) => ({ name, sizeBytes: bytes }));
        },
        async save(name, bytes) {
            if (options.upload === undefined)
                throw new Error('artifacts can be written by a run of the Action only');
            await options.upload({ name, file: CHECKPOINT_FILE, bytes });
        },
        async load(name) {
            const artifact = await named(name);
            if (artifact === undefined)
                throw new Error(`run ${runId} has no artifact ${name} any more`);
            return await download(options, artifact);
        },
        async remove(name) {
            const artifact = await named(name);
            if (artifact === undefined)
                return;
            await api('DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}', { owner, repo, artifact_id: artifact.id });
        },
    };
}
function artifactOf(value) {
    const { id, name, size_in_bytes: bytes, digest, expired } = (value ?? {});
    if (typeof id !== 'number' || typeof name !== 'string' || typeof bytes !== 'number' || expired === true)
        return [];
    return [{ id, name, bytes, ...(typeof digest === 'string' && { digest }) }];
}
async function download({ api, fetch, repository }, artifact) {
    const refuse = (why) => {
        throw new Error(`the artifact ${artifact.name} can't be used: ${why}`);
    };
    if (artifact.bytes > MAX_ARCHIVE_BYTES)
        refuse(`${artifact.bytes} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
    const [owner, repo] = repository.split('/');
    const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
    const place = await api(route, { owner, repo, artifact_id: artifact.id, archive_format: 'zip' });
    if (place.kind === 'none' || place.location === undefined)
        return refuse((0,github_answers/* refusalOf */.O)(place, 'download it').reason);
    const archive = await fetch({ method: 'GET', url: place.location, headers: {} });
    if (archive.status !== 200)
        refuse(`the storage answered ${archive.status}`);
    if (archive.body.length > MAX_ARCHIVE_BYTES)
        refuse(`${archive.body.length} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
    const digest = `sha256:${(0,external_node_crypto_.createHash)('sha256').update(archive.body).digest('hex')}`;
    if (artifact.digest !== undefined && artifact.digest !== digest)
        refuse(`its digest is ${digest}, the API says ${artifact.digest}`);
    const entry = (0,zip_entry/* readZipEntry */.g)(archive.body, CHECKPOINT_FILE, LIMITS);
    if (entry.kind === 'found')
        return entry.bytes;
    return refuse(entry.kind === 'absent' ? `it has no ${CHECKPOINT_FILE}` : entry.reason);
}

// EXTERNAL MODULE: ./build/targets/github/client.js + 5 modules
var client = __webpack_require__(90935);
;// CONCATENATED MODULE: ./build/targets/github/github-api.js
/** How often a read is tried in all. */
const READ_TRIES = 4;
/** The client as other adapters see it: a function. What changes something is sent once. */
function githubApi(client) {
    return async (route, params, signal) => {
        const read = route.startsWith('GET ');
        const shape = (value) => value;
        const tries = read ? { tries: READ_TRIES } : {};
        const answer = await client.request({ route, params, priority: 'details', shape, ...tries, ...(signal !== undefined && { signal }) });
        if (answer.kind !== 'answer')
            return { kind: 'none', why: answer.why, maybeDone: answer.kind === 'no_answer' };
        const { status, headers, body, redirect } = answer;
        const location = redirect === undefined ? undefined : headers.location;
        return {
            kind: 'answer',
            status,
            headers,
            message: answer.message !== '' || body.ok ? answer.message : body.why,
            ...(status < 300 && body.ok && { json: body.value }),
            ...(location !== undefined && { location }),
        };
    };
}

// EXTERNAL MODULE: ./build/targets/github/node-fetch.js
var node_fetch = __webpack_require__(49628);
// EXTERNAL MODULE: ./build/action/enterprise-server.js
var enterprise_server = __webpack_require__(71594);
// EXTERNAL MODULE: ./build/action/upload.js
var upload = __webpack_require__(16994);
;// CONCATENATED MODULE: ./build/action/checkpoints.js









/** What a healthy upload never takes. */
const UPLOAD_TIMEOUT_MS = 120_000;
/** Of what a signal leaves, so much belongs to outputs, summary and results. */
const FOR_THE_REST_MS = 3_000;
const checkpoints_LIMITS = { mutationSpacingMs: 1_000, reserve: 0.2 };
/** This repository as the job's own token sees it: artifacts and workflow runs. */
function ownApi({ request: { inputs, surroundings }, clock, env }) {
    const { token, 'api-url': apiUrl = surroundings.apiUrl } = inputs;
    // A token for another server must not be sent to this one.
    if (token === undefined || apiUrl !== surroundings.apiUrl)
        return undefined;
    const options = { fetch: (0,node_fetch/* createNodeFetch */.l)({ env }), clock, token: () => token, apiUrl, userAgent: 'runner-harness-action', seed: 0, limits: checkpoints_LIMITS };
    return githubApi((0,client/* createGitHubClient */.L)(options));
}
/**
 * Where and how often copies of the journal are kept: artifacts of this workflow run.
 *
 * @returns the policy, or why there is none
 */
function checkpointsOf(context, places) {
    const { request, env } = context;
    const { inputs, surroundings } = request;
    const { 'checkpoint-interval': interval, 'checkpoint-runs': everyRuns } = inputs;
    if ((0,enterprise_server/* isEnterpriseServer */.v)(surroundings.serverUrl))
        return 'GitHub Enterprise Server does not take this kind of artifact';
    if ((env.ACTIONS_RUNTIME_TOKEN ?? '') === '')
        return 'this job has no artifact service (ACTIONS_RUNTIME_TOKEN)';
    const store = runStore(context, places);
    return {
        store: interval === 'none' ? readOnly(store) : store,
        ...(typeof interval === 'number' ? { everyMs: interval } : { everyMs: Number.POSITIVE_INFINITY }),
        ...(interval === 'none' ? { everyRuns: Number.POSITIVE_INFINITY } : everyRuns === undefined ? {} : { everyRuns }),
    };
}
/** Is resumed from, and written no more: nobody wants checkpoints. */
function readOnly(store) {
    return { ...store, save: async () => { }, remove: async () => { } };
}
function runStore(context, { api = noApi, look, otherRunId }) {
    const { request, env } = context;
    const { repository, runId } = request.surroundings;
    const common = { api, fetch: (0,node_fetch/* createNodeFetch */.l)({ env }), repository };
    const own = createArtifactCheckpointStore({ ...common, runId, upload: (artifact) => checkpoints_upload(artifact, context) });
    const other = otherRunId === undefined || otherRunId === runId ? undefined : createArtifactCheckpointStore({ ...common, runId: otherRunId });
    const inOther = new Set();
    let saved = false;
    return {
        name: other === undefined ? own.name : `${own.name} and ${other.name}`,
        async list(sessionId) {
            // The first attempt of a run has none, and need not ask.
            const mine = look || saved ? await own.list(sessionId) : [];
            const theirs = other === undefined ? [] : await other.list(sessionId);
            const known = new Set(mine.map(({ name }) => name));
            const more = theirs.filter(({ name }) => !known.has(name));
            for (const { name } of more)
                inOther.add(name);
            return [...mine, ...more];
        },
        async save(name, bytes) {
            await own.save(name, bytes);
            saved = true;
        },
        load: (name) => (other !== undefined && inOther.has(name) ? other : own).load(name),
        // What another run left is that run's.
        remove: async (name) => (inOther.has(name) ? undefined : await own.remove(name)),
    };
}
const noApi = () => Promise.resolve({ kind: 'none', why: 'the token is for another server (api-url) and is not sent to this one', maybeDone: false });
async function checkpoints_upload({ name, file, bytes }, { request: { inputs }, signals }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'rh-upload-'));
    const { 'retention-days': retentionDays } = inputs;
    try {
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, file), bytes);
        await (0,upload/* uploadFile */.Q)(name, (0,external_node_path_.join)(folder, file), {
            timeLeftMs: () => (signals.name === undefined ? UPLOAD_TIMEOUT_MS : Math.max(0, signals.timeLeftMs(UPLOAD_TIMEOUT_MS) - FOR_THE_REST_MS)),
            signal: signals.stopper,
            ...(retentionDays === undefined ? {} : { retentionDays }),
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}


/***/ }),

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

/***/ 98623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ readEvent)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(397);


/** Events in which somebody from outside may have a hand. */
const FROM_OUTSIDE = /^(pull_request|workflow_run|merge_group|issue_comment)/;
/** Reads the event and where the run stands, as the runner hands them over. */
function readEvent(env) {
    const { GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: path = '', GITHUB_SHA: sha = '', GITHUB_REF: ref = '' } = env;
    const payload = payloadOf(path);
    const repository = (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(payload) ? (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(payload, 'repository') : undefined;
    const defaultBranch = (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(repository) ? (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(repository, 'default_branch') : undefined;
    const [, branch] = FROM_OUTSIDE.test(name) ? [] : (/^refs\/heads\/(.+)$/.exec(ref) ?? []);
    const [, workflow] = /^[^/]+\/[^/]+\/(.+?)@/.exec(env.GITHUB_WORKFLOW_REF ?? '') ?? [];
    return {
        name,
        payload,
        sha,
        ...(branch !== undefined && { branch }),
        ...(typeof defaultBranch === 'string' && defaultBranch !== '' && { defaultBranch }),
        ...(workflow !== undefined && { workflow }),
    };
}
function payloadOf(path) {
    if (path === '')
        return undefined;
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch {
        // Without an event this is no pull request, and the default branch is asked for.
        return undefined;
    }
}


/***/ }),

/***/ 397:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   ZV: () => (/* binding */ own)
/* harmony export */ });
/** Is it a JSON object, neither array nor null? */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An own property: a file may hold keys such as `__proto__`. */
function own(object, key) {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
/** A value for an error message: what it is, cut to a length that fits a line. */
function shown(value) {
    if (value === undefined)
        return 'missing';
    if (isObject(value))
        return 'an object';
    if (Array.isArray(value))
        return 'an array';
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
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

/***/ 31034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readZipEntry)
/* harmony export */ });
/* harmony import */ var fflate__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51306);

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const SYMLINK = 0o120000;
const TYPE_MASK = 0o170000;
/** Inflated from so many bytes at a time, so that a bomb is seen after a megabyte or so. */
const CHUNK = 1024;
/**
 * Takes one file out of a zip archive in memory; nothing is written anywhere. An archive that could do harm elsewhere (a path that leads out, a link,
 * more entries than allowed) is refused as a whole, and inflating stops when the entry gets larger than it may be or than it said.
 */
function readZipEntry(archive, name, limits) {
    const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
    const end = findEnd(view);
    if (end === undefined)
        return refuse('it is no zip archive, or it is cut off');
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count === 0xffff || at === 0xffffffff)
        return refuse(`a zip64 archive is larger than what is read here`);
    if (count > limits.maxEntries)
        return refuse(`it has ${count} entries, more than the ${limits.maxEntries} that are read`);
    let found;
    for (let i = 0; i < count; i++) {
        const entry = readEntry(view, at, end);
        if (entry === undefined)
            return refuse('its directory is damaged');
        if (isEvilPath(entry.name))
            return refuse(`it has an entry that leads out of its folder: ${JSON.stringify(entry.name.slice(0, 100))}`);
        if (entry.isLink)
            return refuse(`it has a link: ${JSON.stringify(entry.name.slice(0, 100))}`);
        if (entry.name === name) {
            if (found !== undefined)
                return refuse(`it has ${JSON.stringify(name)} twice`);
            found = entry;
        }
        at = entry.next;
    }
    return found === undefined ? { kind: 'absent' } : inflate(archive, view, found, limits);
}
/** The end record lies at the very end, before a comment of up to 64 KiB. */
function findEnd(view) {
    for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - 0xffff); at--) {
        if (view.getUint32(at, true) === END_SIGNATURE && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength)
            return at;
    }
    return undefined;
}
function readEntry(view, at, end) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY_SIGNATURE)
        return undefined;
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end)
        return undefined;
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
    return {
        name,
        isLink: ((view.getUint32(at + 38, true) >>> 16) & TYPE_MASK) === SYMLINK,
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        deflated: view.getUint32(at + 20, true),
        inflated: view.getUint32(at + 24, true),
        local: view.getUint32(at + 42, true),
        next,
    };
}
function isEvilPath(name) {
    return name.includes('\0') || /^([a-z]:|[/\\])/i.test(name) || name.split(/[/\\]/).includes('..');
}
function inflate(archive, view, entry, limits) {
    const { deflated, inflated, local, method } = entry;
    const shown = JSON.stringify(entry.name);
    if (inflated > limits.maxBytes)
        return refuse(`${shown} has ${inflated} bytes, more than the ${limits.maxBytes} that are read`);
    if (inflated > Math.max(1, deflated) * limits.maxRatio)
        return refuse(`${shown} claims to inflate more than ${limits.maxRatio}-fold: a bomb`);
    if (entry.encrypted)
        return refuse(`${shown} is encrypted`);
    if (method !== 0 && method !== 8)
        return refuse(`${shown} is packed by method ${method}; 0 and 8 are read`);
    if (local + 30 > archive.length || view.getUint32(local, true) !== LOCAL_SIGNATURE)
        return refuse(`${shown} is not where the directory says`);
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (from + deflated > archive.length)
        return refuse(`${shown} is cut off`);
    const packed = archive.subarray(from, from + deflated);
    if (method === 0)
        return packed.length === inflated ? { kind: 'found', bytes: packed.slice() } : refuse(`${shown} has not the size that it says`);
    const bytes = new Uint8Array(inflated);
    let length = 0;
    let over = false;
    const stream = new fflate__WEBPACK_IMPORTED_MODULE_0__/* .Inflate */ .EL((chunk) => {
        if (length + chunk.length > inflated)
            over = true;
        else
            bytes.set(chunk, length);
        length += chunk.length;
    });
    try {
        for (let at = 0; at < packed.length && !over; at += CHUNK)
            stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
    }
    catch (error) {
        return refuse(`${shown} can't be inflated: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (over || length !== inflated)
        return refuse(`${shown} has not the size that it says`);
    return { kind: 'found', bytes };
}
function refuse(reason) {
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


/***/ })

};
