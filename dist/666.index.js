export const id = 666;
export const ids = [666];
export const modules = {

/***/ 20666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ openBaselineStore)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/stores/baselines/artifact-file.js
var artifact_file = __webpack_require__(36951);
// EXTERNAL MODULE: ./build/stores/baselines/baseline-text.js + 3 modules
var baseline_text = __webpack_require__(27387);
// EXTERNAL MODULE: ./build/core/benchmarks/importer.js
var importer = __webpack_require__(397);
// EXTERNAL MODULE: ./build/stores/baselines/github-answers.js
var github_answers = __webpack_require__(16839);
;// CONCATENATED MODULE: ./build/stores/baselines/trusted-runs.js


/**
 * The successful runs whose artifacts are believed: of this repository, on this branch, of this workflow file, caused by nobody outside. A fork may
 * call its branch `main` and its workflow as ours, so the branch's name alone proves nothing.
 */
async function trustedRuns(options, signal) {
    const { api, repository, workflow } = options;
    const [owner, repo] = repository.split('/');
    const branch = options.branch === undefined ? await defaultBranch(api, { owner, repo }, signal) : { kind: 'found', value: options.branch };
    if (branch.kind === 'refused')
        return branch;
    const params = { owner, repo, workflow_id: workflow.split('/').at(-1), branch: branch.value, per_page: 100 };
    const doing = `list the runs of ${workflow}`;
    const answer = await (0,github_answers/* ask */.k)(api, 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', params, doing, signal);
    if (answer.kind === 'refused')
        return answer;
    const list = (0,importer/* isObject */.Gv)(answer.value) ? (0,importer/* own */.ZV)(answer.value, 'workflow_runs') : undefined;
    if (!Array.isArray(list))
        return { kind: 'refused', reason: `can't ${doing}: the answer has no "workflow_runs"` };
    const ended = list.filter(importer/* isObject */.Gv).filter((run) => (0,importer/* own */.ZV)(run, 'conclusion') === 'success' && String((0,importer/* own */.ZV)(run, 'id')) !== options.runId);
    const believed = ended.filter((run) => isBelieved(run, repository, workflow, branch.value));
    const others = ended.length - believed.length;
    const passedOver = others === 0 ? '' : ` (${others} ${others === 1 ? 'run' : 'runs'} of a fork, a pull request or another workflow file passed over)`;
    const runs = believed.map((run) => ({ id: String((0,importer/* own */.ZV)(run, 'id')) }));
    return { kind: 'found', value: { branch: branch.value, runs, passedOver } };
}
async function defaultBranch(api, params, signal) {
    const answer = await (0,github_answers/* ask */.k)(api, 'GET /repos/{owner}/{repo}', params, 'read the repository', signal);
    if (answer.kind === 'refused')
        return answer;
    const branch = (0,importer/* isObject */.Gv)(answer.value) ? (0,importer/* own */.ZV)(answer.value, 'default_branch') : undefined;
    if (typeof branch !== 'string' || branch === '')
        return { kind: 'refused', reason: 'the repository names no default branch' };
    return { kind: 'found', value: branch };
}
function isBelieved(run, repository, workflow, branch) {
    const nameIn = (key) => {
        const place = (0,importer/* own */.ZV)(run, key);
        return (0,importer/* isObject */.Gv)(place) ? (0,importer/* own */.ZV)(place, 'full_name') : undefined;
    };
    const same = (name) => typeof name === 'string' && name.toLowerCase() === repository.toLowerCase();
    // `path` may carry the ref: `.github/workflows/perf.yml@main`.
    const [path] = String((0,importer/* own */.ZV)(run, 'path') ?? '').split('@');
    const event = String((0,importer/* own */.ZV)(run, 'event') ?? '');
    return (same(nameIn('head_repository')) &&
        same(nameIn('repository')) &&
        path === workflow &&
        (0,importer/* own */.ZV)(run, 'head_branch') === branch &&
        !event.startsWith('pull_request') &&
        event !== 'workflow_run');
}

;// CONCATENATED MODULE: ./build/stores/baselines/artifact-baseline-store.js



/** The file in the artifact. */
const BASELINE_FILE = 'baseline-history.json';
const MEND = 'delete that artifact, or record anew from a run on the branch';
/** How many successful runs are asked for the artifact before it is said that there is none. */
const RUNS_ASKED = 10;
/**
 * A baseline in an artifact of the last successful run of one workflow on one branch. An artifact is untrusted input: it counts only when its run is
 * of this repository, of the expected workflow file, and not of a fork, and its content is read with limits and never run.
 *
 * An artifact can't be replaced, so each run on the branch uploads the whole history with its own records added. Of two runs at the same time
 * the later one's successor follows only one of them: give that workflow a `concurrency` group, or use a `git:` baseline.
 */
function createArtifactBaselineStore(options) {
    const load = async (id, signal) => {
        const runs = await trustedRuns(options, signal);
        if (runs.kind === 'refused')
            return runs;
        for (const run of runs.value.runs.slice(0, RUNS_ASKED)) {
            const artifact = await (0,artifact_file/* readArtifactFile */.v)(options, run.id, options.name, BASELINE_FILE, signal);
            if (artifact.kind === 'absent')
                continue;
            const from = `artifact ${options.name} of run ${run.id} on ${runs.value.branch}`;
            const damaged = (reason) => ({ kind: 'refused', reason: `${from}: ${reason}`, fix: MEND });
            if (artifact.kind === 'refused')
                return artifact.damaged ? damaged(artifact.reason) : artifact;
            const read = (0,baseline_text/* readBaseline */.mF)(artifact.bytes, { source: BASELINE_FILE, id });
            if (!read.ok)
                return damaged(read.reason);
            return { kind: 'found', history: read.history, from, ...(read.migratedFrom !== undefined && { migratedFrom: read.migratedFrom }) };
        }
        return {
            kind: 'none',
            why: `no successful run of ${options.workflow} on ${runs.value.branch} has an artifact ${options.name}${runs.value.passedOver}`,
        };
    };
    return {
        name: `artifact:${options.name}`,
        load,
        async append(id, records, signal) {
            if (options.upload === undefined)
                return { kind: 'refused', reason: 'artifacts can be written by a run of the Action only' };
            const before = await load(id, signal);
            if (before.kind === 'refused')
                return before;
            const { text, count } = (0,baseline_text/* grownBaseline */.$g)(id, before.kind === 'found' ? before.history : undefined, records);
            try {
                await options.upload({ name: options.name, file: BASELINE_FILE, text });
            }
            catch (error) {
                return {
                    kind: 'refused',
                    reason: `the artifact ${options.name} can't be uploaded: ${error instanceof Error ? error.message : String(error)}`,
                };
            }
            return { kind: 'appended', records: count, to: `artifact ${options.name}` };
        },
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./build/stores/baselines/file-baseline-store.js



/** A lock older than this was left behind by a process that died, in milliseconds: what is done under it takes less than a second. */
const LOCK_STALE_MS = 30_000;
const LOCK_PATIENCE_MS = 60_000;
const LOCK_WAIT_MS = 20;
/** A baseline in a file. Writers on one machine take turns by a lock file beside it; the file itself is replaced whole. */
function createFileBaselineStore({ path, clock }) {
    const store = {
        name: `file:${path}`,
        load: (id) => load(path, id),
        async append(id, records, signal) {
            try {
                await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
                const unlock = await lock(`${path}.lock`, clock, signal);
                if (unlock === undefined)
                    return { kind: 'refused', reason: `${path}.lock: another process holds it`, fix: 'wait for it, or delete the lock' };
                try {
                    return await grow(path, id, records);
                }
                finally {
                    await unlock();
                }
            }
            catch (error) {
                return { kind: 'refused', reason: `${path} can't be written: ${messageOf(error)}` };
            }
        },
    };
    return store;
}
async function load(path, id) {
    let file;
    try {
        file = await (0,promises_.open)(path, 'r');
    }
    catch (error) {
        if (codeOf(error) === 'ENOENT')
            return { kind: 'none', why: `${path} does not exist` };
        return { kind: 'refused', reason: `${path} can't be read: ${messageOf(error)}` };
    }
    try {
        const facts = await file.stat();
        if (!facts.isFile())
            return { kind: 'refused', reason: `${path} is no file` };
        if (facts.size > baseline_text/* MAX_BASELINE_BYTES */.Zg) {
            return { kind: 'refused', reason: `${path}: ${facts.size} bytes are more than the ${baseline_text/* MAX_BASELINE_BYTES */.Zg} that are read` };
        }
        const read = (0,baseline_text/* readBaseline */.mF)(await file.readFile(), { source: path, id });
        if (!read.ok)
            return { kind: 'refused', reason: read.reason, fix: `delete ${path} to record the baseline anew, or bring back an earlier version` };
        const { history, migratedFrom } = read;
        return { kind: 'found', history, from: path, ...(migratedFrom !== undefined && { migratedFrom }) };
    }
    catch (error) {
        return { kind: 'refused', reason: `${path} can't be read: ${messageOf(error)}` };
    }
    finally {
        await file.close();
    }
}
async function grow(path, id, records) {
    const before = await load(path, id);
    if (before.kind === 'refused')
        return before;
    const { text, count } = (0,baseline_text/* grownBaseline */.$g)(id, before.kind === 'found' ? before.history : undefined, records);
    const fresh = `${path}.new`;
    const file = await (0,promises_.open)(fresh, 'w');
    try {
        await file.writeFile(text);
        await file.sync();
    }
    finally {
        await file.close();
    }
    await (0,promises_.rename)(fresh, path);
    return { kind: 'appended', records: count, to: path };
}
/** Takes the lock; `undefined`: it could not be had in time. */
async function lock(path, clock, signal) {
    const giveUpAt = clock.now() + LOCK_PATIENCE_MS;
    while (clock.now() < giveUpAt && signal?.aborted !== true) {
        try {
            await (await (0,promises_.open)(path, 'wx')).close();
            return () => (0,promises_.rm)(path, { force: true });
        }
        catch (error) {
            if (codeOf(error) !== 'EEXIST')
                throw error;
        }
        const taken = await (0,promises_.stat)(path).catch(() => undefined);
        if (taken !== undefined && clock.now() - taken.mtimeMs > LOCK_STALE_MS)
            await (0,promises_.rm)(path, { force: true });
        else
            await clock.sleepUntil(clock.now() + LOCK_WAIT_MS, signal);
    }
    return undefined;
}
const codeOf = (error) => error?.code;
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/core/random.js
var random = __webpack_require__(27163);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
;// CONCATENATED MODULE: ./build/stores/baselines/git-branch.js

/** The folder that the data branch holds, and nothing beside it. */
const FOLDER = 'histories';
const BASE = 'refs/runner-harness/base';
function gitBranch(git, gitDir, remote, branch) {
    const ref = `refs/heads/${branch}`;
    const text = async (args, more) => {
        const answer = await git(args, more);
        if (!answer.ok)
            throw new GitError(`git ${args[0]} failed: ${answer.said}`);
        return Buffer.from(answer.out).toString().trim();
    };
    return {
        async read(file, maxBytes, signal) {
            const stop = signal === undefined ? {} : { signal };
            const listed = await git(['ls-remote', '--', remote, ref], stop);
            if (!listed.ok)
                return { kind: 'refused', reason: listed.said };
            if (listed.out.length === 0)
                return { kind: 'absent' };
            const fetched = await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--depth=1', '--', remote, `+${ref}:${BASE}`], stop);
            if (!fetched.ok)
                return { kind: 'refused', reason: fetched.said };
            const commit = await text(['rev-parse', '--verify', `${BASE}^{commit}`]);
            const others = (await text(['ls-tree', '--name-only', commit])).split('\n').filter((name) => name !== '' && name !== FOLDER);
            if (others.length > 0) {
                const reason = `the branch ${branch} holds other files (${others.slice(0, 3).join(', ')}): name one that holds nothing but baselines`;
                return { kind: 'refused', reason };
            }
            const [entry] = (await text(['ls-tree', '--long', commit, '--', `${FOLDER}/${file}`])).split('\n');
            if (entry === undefined || entry === '')
                return { kind: 'at', commit };
            const [mode, type, blob = '', size] = entry.split(/\s+/);
            if (type !== 'blob' || mode === '120000')
                return { kind: 'refused', reason: `${FOLDER}/${file} is no regular file` };
            if (Number(size) > maxBytes)
                return { kind: 'refused', reason: `${FOLDER}/${file}: ${size} bytes are more than the ${maxBytes} that are read` };
            const content = await git(['cat-file', 'blob', blob]);
            return content.ok ? { kind: 'at', commit, blob: content.out } : { kind: 'refused', reason: content.said };
        },
        async push(base, file, content, message, at, signal) {
            // An index of our own, new every time.
            const env = { GIT_INDEX_FILE: (0,external_node_path_.join)(gitDir, 'runner-harness-index') };
            const blob = await text(['hash-object', '-w', '--stdin'], { input: content });
            await text(['read-tree', ...(base === undefined ? ['--empty'] : [base])], { env });
            await text(['update-index', '--add', '--cacheinfo', `100644,${blob},${FOLDER}/${file}`], { env });
            const tree = await text(['write-tree'], { env });
            const date = `${Math.floor(at / 1000)} +0000`;
            const commit = await text(['commit-tree', tree, ...(base === undefined ? [] : ['-p', base]), '-m', message], {
                env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
            });
            // The lease is the compare of the compare-and-swap: empty means that the branch must not exist.
            const args = ['push', '--porcelain', '--no-verify', `--force-with-lease=${ref}:${base ?? ''}`, '--', remote, `${commit}:${ref}`];
            const pushed = await git(args, signal === undefined ? {} : { signal });
            if (pushed.ok)
                return { kind: 'pushed' };
            const said = `${Buffer.from(pushed.out).toString()} ${pushed.said}`;
            if (MOVED.test(said))
                return { kind: 'moved' };
            return { kind: 'refused', reason: pushed.said };
        },
    };
}
/** Somebody else was faster, or is writing at this moment. */
const MOVED = /stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists|incorrect old value|unable to (create|lock)|shallow update|expected .* but/i;
class GitError extends Error {
    name = 'GitError';
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./build/core/plan/secrets.js
var secrets = __webpack_require__(25757);
;// CONCATENATED MODULE: ./build/stores/baselines/run-git.js


/** What git may see of the environment: nothing of the Action's inputs and tokens, no GIT_DIR or GIT_INDEX_FILE of a caller. */
const HANDED_ON = /^(PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|LANG|LC_.*|SSH_AUTH_SOCK|SSL_CERT_.*|GIT_SSL_.*|GIT_SSH|GIT_SSH_COMMAND|SYSTEMROOT|USERPROFILE|APPDATA|XDG_CONFIG_HOME|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy)$/;
const IDENTITY = { name: 'runner-harness', email: 'runner-harness@users.noreply.github.com' };
const MAX_OUT_BYTES = 80 * 1024 * 1024;
/** Runs git: arguments as a list and no shell, no hook, no question, no helper program of a transport. */
function createGit({ gitDir, env, credentials }) {
    const base = Object.fromEntries(Object.entries(env).filter(([key, value]) => HANDED_ON.test(key) && value !== undefined));
    const config = [
        ['core.hooksPath', '/dev/null'],
        ['core.fsmonitor', 'false'],
        ['gc.auto', '0'],
        ['push.gpgSign', 'false'],
        ['protocol.ext.allow', 'never'],
    ];
    if (credentials !== undefined) {
        const basic = Buffer.from(`x-access-token:${credentials.token}`).toString('base64');
        config.push([`http.${credentials.origin}/.extraHeader`, `Authorization: Basic ${basic}`]);
    }
    const settings = {
        GIT_DIR: gitDir,
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '',
        SSH_ASKPASS: '',
        LC_ALL: 'C',
        GIT_AUTHOR_NAME: IDENTITY.name,
        GIT_AUTHOR_EMAIL: IDENTITY.email,
        GIT_COMMITTER_NAME: IDENTITY.name,
        GIT_COMMITTER_EMAIL: IDENTITY.email,
        GIT_CONFIG_COUNT: String(config.length),
        ...Object.fromEntries(config.flatMap(([key, value], i) => [
            [`GIT_CONFIG_KEY_${i}`, key],
            [`GIT_CONFIG_VALUE_${i}`, value],
        ])),
    };
    const secret = credentials?.token;
    return (args, { input = '', env: more = {}, signal } = {}) => new Promise((resolve) => {
        const child = (0,external_node_child_process_.spawn)('git', args, { cwd: gitDir, env: { ...base, ...settings, ...more }, stdio: 'pipe' });
        const out = [];
        let bytes = 0;
        let said = '';
        const stop = () => void child.kill();
        signal?.addEventListener('abort', stop, { once: true });
        if (signal?.aborted === true)
            stop();
        child.stdout.on('data', (chunk) => {
            bytes += chunk.length;
            if (bytes > MAX_OUT_BYTES)
                child.kill();
            else
                out.push(chunk);
        });
        child.stderr.on('data', (chunk) => {
            said = (said + chunk.toString()).slice(-4000);
        });
        const end = (ok, text) => {
            signal?.removeEventListener('abort', stop);
            resolve({ ok, out: Buffer.concat(out), said: plain(text, secret) });
        };
        child.on('error', (error) => end(false, error.code === 'ENOENT' ? 'git is not installed' : error.message));
        child.on('close', (code, killed) => end(code === 0, killed === null ? said : `${said} (ended by ${killed})`));
        // It may end without reading its input.
        child.stdin.on('error', () => { });
        child.stdin.end(input);
    });
}
function plain(text, secret) {
    const hidden = secret === undefined || secret === '' ? text : text.replaceAll(secret, '[token]');
    const lines = (0,secrets/* redactSecrets */.f)(hidden)
        .replace(/(https?:\/\/)[^/@\s]+@/g, '$1')
        .split('\n')
        .map((line) => line.trim());
    return lines
        .filter((line) => line !== '')
        .join('; ')
        .slice(-600);
}

;// CONCATENATED MODULE: ./build/stores/baselines/git-baseline-store.js









const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 6_000;
/**
 * A baseline on a data branch. Every operation works in a temporary bare repository: the user's work tree, index, branches and hooks are not
 * touched. Appending fetches, commits on top and pushes with a lease; who was too slow begins again after a random wait.
 *
 * @throws TypeError when the branch's name or the remote can't be one
 */
function createGitBaselineStore(options) {
    const { remote, branch, clock, patienceMs = 5 * time/* MINUTE_MS */.kg } = options;
    check(remote, branch);
    const fileOf = (id) => (0,baseline_text/* fileNameOf */.bV)(id, (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 8));
    return {
        name: `git:${branch}`,
        load: (id, signal) => within(options, async (data) => {
            const file = fileOf(id);
            const tip = await data.read(file, baseline_text/* MAX_BASELINE_BYTES */.Zg, signal);
            return loaded(tip, `${FOLDER}/${file} on ${branch}`, branch, id);
        }),
        append: (id, records, signal) => within(options, async (data) => {
            const file = fileOf(id);
            const place = `${FOLDER}/${file} on ${branch}`;
            const giveUpAt = clock.now() + patienceMs;
            const jitter = (0,external_node_crypto_.randomUUID)();
            for (let tries = 1;; tries++) {
                const tip = await data.read(file, baseline_text/* MAX_BASELINE_BYTES */.Zg, signal);
                const before = loaded(tip, place, branch, id);
                if (before.kind === 'refused')
                    return before;
                const { text, count } = (0,baseline_text/* grownBaseline */.$g)(id, before.kind === 'found' ? before.history : undefined, records);
                const base = tip.kind === 'at' ? tip.commit : undefined;
                const pushed = await data.push(base, file, text, git_baseline_store_messageOf(id, records), clock.now(), signal);
                if (pushed.kind === 'pushed')
                    return { kind: 'appended', records: count, to: place };
                if (pushed.kind === 'refused')
                    return refused(`can't push to ${branch}: ${pushed.reason}`, true);
                if (clock.now() >= giveUpAt || signal?.aborted === true) {
                    return {
                        kind: 'refused',
                        reason: `others kept writing to ${branch}: given up after ${tries} tries`,
                        fix: 'append the legs of a matrix in one job',
                    };
                }
                const cap = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
                await clock.sleepUntil(clock.now() + cap * (0,random/* uniformAt */.oo)(jitter, tries), signal);
            }
        }),
    };
}
/** With the branch in a temporary repository, which is deleted in any case. */
async function within({ remote, branch, token, env, tempRoot }, work) {
    const gitDir = await (0,promises_.mkdtemp)((0,external_node_path_.join)(tempRoot ?? (0,external_node_os_.tmpdir)(), 'runner-harness-git-'));
    try {
        const credentials = token === undefined || !URL.canParse(remote) ? undefined : { origin: new URL(remote).origin, token };
        const git = createGit({ gitDir, env, ...(credentials !== undefined && { credentials }) });
        const made = await git(['init', '--quiet', '--bare', '--template=', gitDir]);
        if (!made.ok)
            return refused(made.said, false);
        return await work(gitBranch(git, gitDir, remote, branch));
    }
    catch (error) {
        if (error instanceof GitError)
            return refused(error.message, false);
        throw error;
    }
    finally {
        await (0,promises_.rm)(gitDir, { recursive: true, force: true });
    }
}
function loaded(tip, place, branch, id) {
    if (tip.kind === 'absent')
        return { kind: 'none', why: `there is no branch ${branch}` };
    if (tip.kind === 'refused')
        return refused(tip.reason, false);
    if (tip.blob === undefined)
        return { kind: 'none', why: `there is no ${place}` };
    const read = (0,baseline_text/* readBaseline */.mF)(tip.blob, { source: place, id });
    if (!read.ok)
        return { kind: 'refused', reason: read.reason, fix: `restore ${place} from an earlier commit, or delete it to record anew` };
    return { kind: 'found', history: read.history, from: place, ...(read.migratedFrom !== undefined && { migratedFrom: read.migratedFrom }) };
}
function refused(reason, writing) {
    if (/\b(401|403)\b|denied|permission|not authori[sz]ed|authentication|could not read Username/i.test(reason)) {
        const fix = writing
            ? 'add "permissions: { contents: write }" to the job (with what it already has); the token of a pull request from a fork can only read'
            : 'add "permissions: { contents: read }" to the job (with what it already has), or give a token that can read the repository';
        return { kind: 'refused', reason, fix };
    }
    return { kind: 'refused', reason };
}
function git_baseline_store_messageOf(id, records) {
    const commits = [...new Set(records.flatMap(({ source }) => source?.commit ?? []))].map((commit) => commit.slice(0, 12));
    return `Record ${records.length === 1 ? 'a result' : `${records.length} results`} of ${id}${commits.length === 0 ? '' : ` at ${commits.slice(0, 3).join(', ')}`}`;
}
function check(remote, branch) {
    if (!/^(?!.*(\.\.|\/\/|@\{|\.lock(\/|$)))[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(branch) || /[./]$/.test(branch)) {
        throw new TypeError(`"${branch}" can't be a branch's name: use letters, digits, "-", "_", "." and "/"`);
    }
    if (remote === '' || remote.startsWith('-'))
        throw new TypeError(`"${remote}" can't be a remote repository`);
    if (URL.canParse(remote) && new URL(remote).password !== '')
        throw new TypeError('a remote holds no credentials: give the token apart');
}

// EXTERNAL MODULE: ./build/app/errors.js
var errors = __webpack_require__(19813);
;// CONCATENATED MODULE: ./build/app/open-baseline-store.js





/**
 * Opens the store that a plan names.
 *
 * @throws GateInputError where that kind can't be had here
 */
function openBaselineStore(place, { clock, cwd, artifacts, git }) {
    switch (place.kind) {
        case 'file': {
            const store = createFileBaselineStore({ path: cwd === undefined ? place.path : (0,external_node_path_.resolve)(cwd, place.path), clock });
            return { ...store, name: `file:${place.path}` };
        }
        case 'artifact':
            if (artifacts === undefined) {
                throw new errors/* GateInputError */.ay([`the baseline artifact:${place.name} can be had in the Action only: here use a baseline file:PATH or git:BRANCH`]);
            }
            return createArtifactBaselineStore({ ...artifacts, name: place.name });
        case 'git':
            if (git === undefined) {
                throw new errors/* GateInputError */.ay([`the baseline git:${place.branch} needs a repository with a remote "origin": run it in a clone, or use file:PATH`]);
            }
            return createGitBaselineStore({ ...git, branch: place.branch, clock });
    }
}


/***/ }),

/***/ 36951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ readArtifactFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(397);
/* harmony import */ var _baseline_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27387);
/* harmony import */ var _github_answers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16839);
/* harmony import */ var _zip_entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(31034);





/** The packed archive. */
const MAX_ARCHIVE_BYTES = 32 * 1024 * 1024;
const LIMITS = { maxEntries: 1000, maxBytes: _baseline_text_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_BASELINE_BYTES */ .Zg, maxRatio: 200 };
/** Reads one file of the newest artifact of that name of a run: into memory, with limits, its digest checked, and nothing of it run. */
async function readArtifactFile(source, runId, name, file, signal) {
    const artifact = await newestArtifact(source, runId, name, signal);
    if (artifact.kind === 'refused')
        return { ...artifact, damaged: false };
    return artifact.value === undefined ? { kind: 'absent' } : await download(source, artifact.value, file, signal);
}
async function newestArtifact({ api, repository }, runId, name, signal) {
    const [owner, repo] = repository.split('/');
    const params = { owner, repo, run_id: runId, name, per_page: 100 };
    const answer = await (0,_github_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .k)(api, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', params, 'list the artifacts of a run', signal);
    if (answer.kind === 'refused')
        return answer;
    const list = (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(answer.value) ? (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(answer.value, 'artifacts') : undefined;
    if (!Array.isArray(list))
        return { kind: 'refused', reason: `the list of artifacts of run ${runId} has no "artifacts"` };
    const named = list.flatMap((one) => {
        if (!(0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(one) || (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(one, 'name') !== name || (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(one, 'expired') === true)
            return [];
        const [id, bytes, digest] = [(0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(one, 'id'), (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(one, 'size_in_bytes'), (0,_core_benchmarks_importer_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(one, 'digest')];
        if (typeof id !== 'number' || typeof bytes !== 'number')
            return [];
        return [{ id, bytes, ...(typeof digest === 'string' && { digest }) }];
    });
    return { kind: 'found', value: named.sort((a, b) => b.id - a.id)[0] };
}
async function download({ api, fetch, repository }, artifact, file, signal) {
    const refuse = (reason) => ({ kind: 'refused', reason, damaged: true });
    if (artifact.bytes > MAX_ARCHIVE_BYTES)
        return refuse(`${artifact.bytes} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
    const [owner, repo] = repository.split('/');
    const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
    const link = await api(route, { owner, repo, artifact_id: artifact.id, archive_format: 'zip' }, signal);
    if (link.kind === 'none' || link.location === undefined)
        return { ...(0,_github_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .refusalOf */ .O)(link, 'download an artifact'), damaged: false };
    let archive;
    try {
        archive = await fetch({ method: 'GET', url: link.location, headers: {}, ...(signal !== undefined && { signal }) });
    }
    catch (error) {
        return refuse(`it can't be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (archive.status !== 200)
        return refuse(`it can't be downloaded: the storage answered ${archive.status}`);
    if (archive.body.length > MAX_ARCHIVE_BYTES)
        return refuse(`${archive.body.length} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
    const digest = `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(archive.body).digest('hex')}`;
    if (artifact.digest !== undefined && artifact.digest !== digest)
        return refuse(`its digest is ${digest}, the API says ${artifact.digest}`);
    const entry = (0,_zip_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .readZipEntry */ .g)(archive.body, file, LIMITS);
    if (entry.kind === 'refused')
        return refuse(entry.reason);
    return entry.kind === 'found' ? entry : refuse(`it has no ${file}`);
}


/***/ }),

/***/ 27387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Zg: () => (/* binding */ MAX_BASELINE_BYTES),
  bV: () => (/* binding */ fileNameOf),
  $g: () => (/* binding */ grownBaseline),
  mF: () => (/* binding */ readBaseline)
});

;// CONCATENATED MODULE: ./build/core/history/history.js
/** The schema's name and version, first field of every history. */
const HISTORY_SCHEMA = 'runner-harness/history@1';
/** How many records a history keeps by default; the oldest leave first. */
const MAX_RECORDS = 5000;
function emptyHistory(id) {
    return { schema: HISTORY_SCHEMA, id, records: [] };
}
/**
 * The history with these records in it, sorted by time, each id once (the later one given wins), no more than `keep` of them.
 *
 * Adding is idempotent and its order does not matter, so that two writers who met can simply add both.
 */
function addRecords(history, records, keep = MAX_RECORDS) {
    const byId = new Map(history.records.map((record) => [record.id, record]));
    for (const record of records)
        byId.set(record.id, record);
    const sorted = [...byId.values()].sort((a, b) => Date.parse(a.measuredAt) - Date.parse(b.measuredAt) || (a.id < b.id ? -1 : 1));
    return { ...history, records: sorted.slice(-keep) };
}
/** The history as a file: JSON with a record a line, so that adding one adds a line. */
function formatHistory({ schema, id, records }) {
    const lines = records.map((record) => JSON.stringify(record)).join(',\n');
    return `{"schema":${JSON.stringify(schema)},"id":${JSON.stringify(id)},"records":[\n${lines}\n]}\n`;
}

// EXTERNAL MODULE: ./build/core/benchmarks/importer.js
var importer = __webpack_require__(397);
// EXTERNAL MODULE: ./build/core/benchmarks/read-benchmarks.js + 38 modules
var read_benchmarks = __webpack_require__(62828);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 6 modules
var schemas = __webpack_require__(50000);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
;// CONCATENATED MODULE: ./build/core/history/history-schema.js


const history_schema_text = schemas/* string */.YjP().max(2000);
const history_schema_name = history_schema_text.min(1);
const number = schemas/* number */.aig();
/** Unknown fields are left out: a later version of the same schema may add some. */
const metric = schemas/* object */.Ikc({
    metric: history_schema_name,
    unit: history_schema_text,
    direction: schemas/* enum */.k5n(['smaller', 'bigger']),
    value: number,
    n: schemas/* int */.Whr().nonnegative().optional(),
    needsN: schemas/* int */.Whr().nonnegative().optional(),
    range: history_schema_text.optional(),
    samples: schemas/* array */.YOg(number).max(1_000_000).optional(),
    aggregate: schemas/* enum */.k5n(['mean', 'median', 'min', 'max', 'percentile', 'sum', 'sd', 'cv', 'iqr', 'mad']).optional(),
    percentile: schemas/* number */.aig().gt(0).lt(100).optional(),
    interval: schemas/* object */.Ikc({ low: number, high: number, level: number.optional() }).optional(),
    exact: schemas/* literal */.euz(true).optional(),
    of: history_schema_text.optional(),
    undirected: schemas/* literal */.euz(true).optional(),
    estimator: history_schema_text.optional(),
});
const source = schemas/* object */.Ikc({
    repository: history_schema_text.optional(),
    workflow: history_schema_text.optional(),
    runId: history_schema_text.optional(),
    url: history_schema_text.optional(),
    branch: history_schema_text.optional(),
    commit: history_schema_text.optional(),
});
const machine = schemas/* object */.Ikc({ id: history_schema_name, facts: schemas/* record */.g1P(history_schema_text, history_schema_text).optional() });
const unmeasured = schemas/* object */.Ikc({ name: history_schema_name, reason: history_schema_text, line: schemas/* int */.Whr().positive().optional() });
const record = schemas/* object */.Ikc({
    id: history_schema_name,
    measuredAt: iso/* datetime */.w$(),
    source: source.optional(),
    machine: machine.optional(),
    benchmarks: schemas/* array */.YOg(schemas/* object */.Ikc({ name: history_schema_name, metrics: schemas/* array */.YOg(metric) })),
    unmeasured: schemas/* array */.YOg(unmeasured).optional(),
});
/** What a history file holds. */
const historySchema = schemas/* object */.Ikc({ schema: schemas/* literal */.euz(HISTORY_SCHEMA), id: history_schema_name, records: schemas/* array */.YOg(record) });

// EXTERNAL MODULE: ./build/core/history/machine.js
var history_machine = __webpack_require__(1460);
;// CONCATENATED MODULE: ./build/core/history/read-history.js





/** Longer texts are refused unread, in characters. */
const MAX_HISTORY_CHARS = 64 * 1024 * 1024;
/**
 * Reads a stored history. What came before it migrates: an earlier `result.json`, or any result file that can be read as benchmarks, becomes a
 * history of one record. Anything else is refused with its reason, and with it the comparison: a broken baseline never passes as an empty one.
 */
function readHistory(text, { source, id }) {
    const refuse = (reason) => ({ ok: false, reason: `${source}: ${reason}` });
    if (text.length > MAX_HISTORY_CHARS)
        return refuse(`${text.length} characters are more than the ${MAX_HISTORY_CHARS} that are read`);
    const json = parsed(text);
    const schema = (0,importer/* isObject */.Gv)(json) ? (0,importer/* own */.ZV)(json, 'schema') : undefined;
    if (!String(schema ?? '').startsWith('runner-harness/history@'))
        return migrated(text, json, { source, id });
    if (schema !== HISTORY_SCHEMA) {
        return refuse(`its schema is ${(0,importer/* shown */.SP)(schema)}, this version reads "${HISTORY_SCHEMA}": update Runner Harness, or record the baseline anew`);
    }
    const checked = historySchema.safeParse(json);
    if (!checked.success) {
        const [issue] = checked.error.issues;
        return refuse(`no valid history: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'wrong'}`);
    }
    const history = checked.data;
    if (history.id !== id)
        return refuse(`it belongs to the gate ${(0,importer/* shown */.SP)(history.id)}, not to ${(0,importer/* shown */.SP)(id)}`);
    const twice = twiceIn(history);
    if (twice !== undefined)
        return refuse(twice);
    return { ok: true, history: addRecords(emptyHistory(id), history.records, Math.max(1, history.records.length)) };
}
/** One result is a history of one record. Its id is its content's, so that the same file gives the same record. */
function migrated(text, json, { source, id }) {
    const read = (0,read_benchmarks/* readBenchmarks */.h)(text, { source });
    if (!read.ok)
        return { ok: false, reason: `${read.reason}${read.reason.startsWith(source) ? '' : ` (${source})`}` };
    const session = (0,importer/* isObject */.Gv)(json) ? (0,importer/* own */.ZV)(json, 'session') : undefined;
    const endedAt = (0,importer/* isObject */.Gv)(session) ? ((0,importer/* own */.ZV)(session, 'endedAt') ?? (0,importer/* own */.ZV)(session, 'startedAt')) : undefined;
    const sessionId = (0,importer/* isObject */.Gv)(session) ? (0,importer/* own */.ZV)(session, 'id') : undefined;
    const known = typeof endedAt === 'string' && Number.isFinite(Date.parse(endedAt));
    const record = {
        id: typeof sessionId === 'string' && sessionId !== '' ? sessionId : 'migrated',
        measuredAt: known ? new Date(Date.parse(endedAt)).toISOString() : new Date(0).toISOString(),
        benchmarks: read.set.benchmarks,
        ...(read.set.unmeasured !== undefined && { unmeasured: read.set.unmeasured }),
        ...(read.set.machine !== undefined && { machine: (0,history_machine/* machineOf */.V)(read.set.machine) }),
    };
    return {
        ok: true,
        history: addRecords(emptyHistory(id), [record]),
        migratedFrom: String((0,importer/* own */.ZV)((0,importer/* isObject */.Gv)(json) ? json : {}, 'schema') ?? read.set.format),
    };
}
/** JSON knows no order of equal names: which of two was meant can't be told. */
function twiceIn({ records }) {
    const ids = new Set();
    for (const { id, benchmarks } of records) {
        if (ids.has(id))
            return `two records have the id ${(0,importer/* shown */.SP)(id)}`;
        ids.add(id);
        const keys = new Set();
        for (const benchmark of benchmarks) {
            for (const { metric } of benchmark.metrics) {
                const key = JSON.stringify([benchmark.name, metric]);
                if (keys.has(key))
                    return `record ${(0,importer/* shown */.SP)(id)} has ${metric} of ${(0,importer/* shown */.SP)(benchmark.name)} twice`;
                keys.add(key);
            }
        }
    }
    return undefined;
}
function parsed(text) {
    try {
        return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/stores/baselines/baseline-text.js


/** Larger files are refused unread, in bytes. */
const MAX_BASELINE_BYTES = 64 * 1024 * 1024;
/** Reads the bytes of a stored history; broken UTF-8 is refused, not mended. */
function readBaseline(bytes, options) {
    try {
        return readHistory(new TextDecoder('utf-8', { fatal: true }).decode(bytes), options);
    }
    catch (error) {
        if (error instanceof TypeError)
            return { ok: false, reason: `${options.source}: no UTF-8 text` };
        throw error;
    }
}
/** The stored history with these records added, as a file. */
function grownBaseline(id, history, records) {
    const grown = addRecords(history ?? emptyHistory(id), records);
    return { text: formatHistory(grown), count: grown.records.length };
}
/** A file name for a gate: its id where that is plain, else made plain with a mark that keeps two ids apart. */
function fileNameOf(id, mark) {
    const plain = id
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[.-]+/, '')
        .slice(0, 60);
    return plain === id && plain !== '' ? `${plain}.json` : `${plain === '' ? 'gate' : plain}-${mark(id)}.json`;
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
