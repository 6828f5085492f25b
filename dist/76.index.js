export const id = 76;
export const ids = [76];
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

/***/ 71594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ isEnterpriseServer)
/* harmony export */ });
/** By the rule of @actions/artifact, which refuses there. */
function isEnterpriseServer(serverUrl) {
    const host = URL.parse(serverUrl)?.hostname.toLowerCase() ?? '';
    return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}


/***/ }),

/***/ 16994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ uploadFile),
/* harmony export */   m: () => (/* binding */ uploadArtifact)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _ports_checkpoint_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32445);



/** How many names are tried when one is taken. */
const MAX_NAMES = 20;
/**
 * Uploads a session's folder as an artifact of this workflow run, as `name`, or `name-2`, `name-3` … where that is taken (another step,
 * a matrix leg).
 *
 * @throws when the service refuses or takes longer than it may
 */
async function uploadArtifact(options) {
    return await inTime(() => upload(options), options);
}
async function inTime(work, { timeLeftMs, signal }) {
    const late = Promise.withResolvers();
    const giveUpIn = (ms) => setTimeout(() => late.reject(new Error(`it took longer than there was time (${Math.round(ms / 1000)} s)`)), ms);
    let timer = giveUpIn(timeLeftMs());
    const hurry = () => {
        clearTimeout(timer);
        timer = giveUpIn(timeLeftMs());
    };
    signal.addEventListener('abort', hurry, { once: true });
    try {
        return await Promise.race([work(), late.promise]);
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', hurry);
    }
}
async function upload({ name, folder, retentionDays }) {
    // 75 % of the bundle, needed once, at the end: never loaded at the start.
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(351), __webpack_require__.e(645)]).then(__webpack_require__.bind(__webpack_require__, 9645));
    const client = new DefaultArtifactClient();
    const files = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name));
    const paths = files.map((entry) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name));
    for (let n = 1;; n++) {
        const tried = n === 1 ? name : `${name}-${n}`;
        try {
            const { id } = await client.uploadArtifact(tried, paths, folder, retentionDays === undefined ? {} : { retentionDays });
            if (id === undefined)
                throw new Error('the artifact service named no id');
            return { name: tried, id };
        }
        catch (cause) {
            if (n < MAX_NAMES && isNameTaken(cause))
                continue;
            throw cause;
        }
    }
}
/** The artifact service has one artifact of a name in a run. */
function isNameTaken(cause) {
    return cause instanceof Error && /already exists|\(409\)/.test(cause.message);
}
/**
 * Uploads one file as an artifact of this workflow run.
 *
 * @throws CheckpointNameTakenError, or what the service refuses with, or when it takes longer than it may
 */
async function uploadFile(name, path, options) {
    const { retentionDays } = options;
    await inTime(async () => {
        const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(351), __webpack_require__.e(645)]).then(__webpack_require__.bind(__webpack_require__, 9645));
        try {
            await new DefaultArtifactClient().uploadArtifact(name, [path], (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), retentionDays === undefined ? {} : { retentionDays });
        }
        catch (cause) {
            if (isNameTaken(cause))
                throw new _ports_checkpoint_store_js__WEBPACK_IMPORTED_MODULE_2__/* .CheckpointNameTakenError */ .f(`this run has an artifact ${name}`, { cause });
            throw cause;
        }
    }, options);
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


/***/ })

};
