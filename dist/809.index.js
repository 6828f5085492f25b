export const id = 809;
export const ids = [809];
export const modules = {

/***/ 45152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ createTarget)
});

// EXTERNAL MODULE: ./build/targets/github/node-fetch.js
var node_fetch = __webpack_require__(49628);
// EXTERNAL MODULE: ./build/core/limits/limits.js
var limits = __webpack_require__(98023);
// EXTERNAL MODULE: ./build/core/session/key.js
var key = __webpack_require__(33742);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
// EXTERNAL MODULE: ./build/targets/github/api-url.js
var api_url = __webpack_require__(23981);
// EXTERNAL MODULE: ./build/ports/target.js
var target = __webpack_require__(81914);
;// CONCATENATED MODULE: ./build/targets/github/explain.js

/** A refusal in words. */
function explainRefusal(answer, { doing, permission }) {
    const { status, message, redirect } = answer;
    const said = `${status}${message === '' ? '' : ` ${message}`}`;
    if (redirect?.kind === 'moved') {
        // GitHub sends to the repository's number, which no rename changes; its name is one request away.
        const numbered = /\/repositories\/\d+/.exec(new URL(redirect.to).pathname)?.[0].slice(1);
        const told = numbered === undefined ? '' : `, which "gh api ${numbered} --jq .full_name" tells`;
        return { why: `can't ${doing}: the repository moved to ${redirect.to} (${status})`, fix: `put its new name into the plan${told}` };
    }
    if (redirect?.kind === 'refused')
        return { why: `can't ${doing}: ${redirect.why}`, fix: 'check the API address and the proxy' };
    const type = answer.headers['content-type'] ?? '';
    if (message === '' && /\bhtml\b/.test(type)) {
        return { why: `can't ${doing}: the answer ${status} is a web page (${type}), not GitHub's`, fix: 'check the API address and the proxy' };
    }
    switch (status) {
        case 401:
            return {
                why: `GitHub refused the token (${said}): can't ${doing}`,
                fix: 'give one that is valid and has not expired: input "token" of the Action, GITHUB_TOKEN or GH_TOKEN on the command line',
            };
        case 403:
            return { why: `the token may not ${doing} (${said})`, fix: permissionFix(message, permission) };
        case 404:
            return {
                why: `can't ${doing}: missing, or the token has no access (${said})`,
                fix: `check the name; in another or a private repository the token needs "${permission}" there`,
            };
        case 410:
        case 451:
            return { why: `can't ${doing}: GitHub took it down (${said})` };
        default:
            return { why: `can't ${doing}: GitHub answered ${said}` };
    }
}
/** An answer that could not be used, in words. */
function explainFailure(answer, attempted) {
    if (answer.kind !== 'answer')
        return { why: `can't ${attempted.doing}: ${answer.why}` };
    if (answer.status < 300 && !answer.body.ok)
        return { why: `can't ${attempted.doing}: ${answer.body.why}`, fix: 'check the API address and the proxy' };
    if (answer.status >= 500)
        return { why: `can't ${attempted.doing}: GitHub answered ${answer.status}`, fix: 'look at githubstatus.com and try again' };
    return explainRefusal(answer, attempted);
}
/** Is it the token that lacks a right, so that asking again, or for something else, is in vain? */
function isAccessRefusal(answer) {
    return answer.status === 401 || (answer.status === 403 && /not accessible by|must have|permission|SAML|SSO|IP allow list/i.test(answer.message));
}
/** The token was good enough to begin with, and is not any more: the session ends, and whoever gives a better one can resume it. */
function accessLost(answer, attempted) {
    const { why, fix } = explainRefusal(answer, attempted);
    return new target/* TargetError */.I(why, { refused: true, fix: `${fix === undefined ? '' : `${fix}; `}then resume the session` });
}
function permissionFix(message, permission) {
    if (/by integration/i.test(message)) {
        return `add "permissions: { ${permission} }" to the job (with what it already has); the token of a pull request from a fork or of Dependabot can only read`;
    }
    if (/SAML|SSO/i.test(message))
        return 'authorise the token for the organisation (Settings, Developer settings, Configure SSO)';
    return `give the token the repository permission "${permission}"`;
}

;// CONCATENATED MODULE: ./build/targets/github/places.js
const repositoryOf = ({ owner, repo }) => `${owner}/${repo}`;
/** Does the title show this very key, and not a longer one that begins like it? */
function carriesKey(title, key) {
    for (let at = title.indexOf(key); at !== -1; at = title.indexOf(key, at + 1)) {
        if (!/[\w-]/.test(title[at - 1] ?? ' ') && !/[\w-]/.test(title[at + key.length] ?? ' '))
            return true;
    }
    return false;
}

// EXTERNAL MODULE: ./build/targets/github/json-body.js
var json_body = __webpack_require__(96168);
;// CONCATENATED MODULE: ./build/targets/github/shapes.js


function dispatchedRun(value) {
    const fields = object(value, 'the answer');
    return { runId: id(fields, 'workflow_run_id'), url: shapes_text(fields, 'html_url') };
}
function runPage(value) {
    return array(object(value, 'the answer'), 'workflow_runs').map(listedRun);
}
function listedRun(value) {
    const run = object(value, 'a run');
    const conclusion = run.conclusion ?? null;
    if (conclusion !== null && typeof conclusion !== 'string')
        throw new json_body/* ShapeError */.ym('conclusion is neither a text nor null');
    return {
        runId: id(run, 'id'),
        title: typeof run.display_title === 'string' ? run.display_title : '',
        status: shapes_text(run, 'status'),
        conclusion,
        attempt: typeof run.run_attempt === 'number' ? run.run_attempt : 1,
        url: shapes_text(run, 'html_url'),
        ...optional('createdAt', (0,time/* parseStamp */.Pu)(run.created_at)),
        ...optional('updatedAt', (0,time/* parseStamp */.Pu)(run.updated_at)),
        ...optional('headBranch', typeof run.head_branch === 'string' ? run.head_branch : undefined),
        ...optional('headSha', typeof run.head_sha === 'string' && /^[0-9a-f]{40,64}$/.test(run.head_sha) ? run.head_sha : undefined),
    };
}
/** A run without what only a listing needs. */
function observationOf({ headBranch: _, headSha: __, ...observation }) {
    return observation;
}
function jobPage(value) {
    return array(object(value, 'the answer'), 'jobs').map(jobRecord);
}
function jobRecord(value) {
    const job = object(value, 'a job');
    const steps = Array.isArray(job.steps) ? job.steps.filter((step) => typeof step === 'object' && step !== null) : [];
    const starts = steps.flatMap((step) => (0,time/* parseStamp */.Pu)(step.started_at) ?? []);
    const ends = steps.flatMap((step) => (0,time/* parseStamp */.Pu)(step.completed_at) ?? []);
    const runnerName = typeof job.runner_name === 'string' ? job.runner_name : '';
    const runnerId = typeof job.runner_id === 'number' || typeof job.runner_id === 'string' ? String(job.runner_id) : '';
    const assigned = runnerName !== '' || (runnerId !== '' && runnerId !== '0');
    return {
        id: id(job, 'id'),
        name: typeof job.name === 'string' ? job.name : '',
        status: shapes_text(job, 'status'),
        conclusion: typeof job.conclusion === 'string' ? job.conclusion : null,
        labels: Array.isArray(job.labels) ? job.labels.filter((label) => typeof label === 'string') : [],
        attempt: typeof job.run_attempt === 'number' ? job.run_attempt : 1,
        ...optional('createdAt', (0,time/* parseStamp */.Pu)(job.created_at)),
        ...optional('startedAt', (0,time/* parseStamp */.Pu)(job.started_at)),
        ...optional('completedAt', (0,time/* parseStamp */.Pu)(job.completed_at)),
        ...optional('runner', assigned ? { id: runnerId, name: runnerName } : undefined),
        ...optional('firstStepStartedAt', starts.length === 0 ? undefined : Math.min(...starts)),
        ...optional('lastStepCompletedAt', ends.length === 0 ? undefined : Math.max(...ends)),
        ...optional('url', typeof job.html_url === 'string' ? job.html_url : undefined),
    };
}
/** Jobs of GitHub Actions among the check runs, by the run that their address names; check runs of other apps are left out. */
function checkRunPage(value) {
    return array(object(value, 'the answer'), 'check_runs').map((one) => {
        const check = object(one, 'a check run');
        const url = [check.details_url, check.html_url].find((at) => typeof at === 'string' && ACTIONS_JOB.test(at));
        const [, runId, jobId] = typeof url === 'string' ? (ACTIONS_JOB.exec(url) ?? []) : [];
        if (runId === undefined || jobId === undefined)
            return {};
        const job = {
            id: jobId,
            name: typeof check.name === 'string' ? check.name : '',
            status: shapes_text(check, 'status'),
            conclusion: typeof check.conclusion === 'string' ? check.conclusion : null,
            labels: [],
            attempt: 1,
            from: 'check-run',
            ...optional('startedAt', (0,time/* parseStamp */.Pu)(check.started_at)),
            ...optional('completedAt', (0,time/* parseStamp */.Pu)(check.completed_at)),
            ...optional('url', typeof check.html_url === 'string' ? check.html_url : undefined),
        };
        return { runId, job };
    });
}
const ACTIONS_JOB = /\/actions\/runs\/(\d{1,20})\/job\/(\d{1,20})(?:$|[?#])/;
function repositoryInfo(value) {
    const fields = object(value, 'the answer');
    return { defaultBranch: shapes_text(fields, 'default_branch'), fullName: shapes_text(fields, 'full_name') };
}
function workflowInfo(value) {
    const fields = object(value, 'a workflow');
    return { id: id(fields, 'id'), name: shapes_text(fields, 'name'), path: shapes_text(fields, 'path'), state: shapes_text(fields, 'state') };
}
function workflowPage(value) {
    return array(object(value, 'the answer'), 'workflows').map(workflowInfo);
}
/** The text of a file; `undefined` where the answer holds none (beyond 1 MB, a folder, a submodule). */
function fileContent(value) {
    if (Array.isArray(value))
        return undefined;
    const fields = object(value, 'the answer');
    if (fields.encoding !== 'base64' || typeof fields.content !== 'string')
        return undefined;
    return Buffer.from(fields.content, 'base64').toString('utf8');
}
function anything(value) {
    return value;
}
function object(value, what) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new json_body/* ShapeError */.ym(`${what} is not an object`);
    return value;
}
function array(fields, name) {
    const value = fields[name];
    if (!Array.isArray(value))
        throw new json_body/* ShapeError */.ym(`${name} is not a list`);
    return value;
}
function shapes_text(fields, name) {
    const value = fields[name];
    if (typeof value !== 'string' || value === '')
        throw new json_body/* ShapeError */.ym(`${name} is not a text`);
    return value;
}
/** Ids are 64 bits wide; see `parseJson`. */
function id(fields, name) {
    const value = fields[name];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0)
        return String(value);
    if (typeof value === 'string' && /^[1-9]\d{0,19}$/.test(value))
        return value;
    throw new json_body/* ShapeError */.ym(`${name} is not an id`);
}
function optional(key, value) {
    return value === undefined ? {} : { [key]: value };
}

;// CONCATENATED MODULE: ./build/targets/github/check-runs.js




/** Runs that are asked for within this time of each other are read together. */
const GATHER_MS = time/* SECOND_MS */._L / 20;
const PER_PAGE = 100;
/** GitHub lists the check runs of the newest 1,000 check suites of a commit. */
const MAX_PAGES = 20;
/** Reads the jobs of many runs of one commit together: a page of a hundred at the price of one request. */
function createCheckRunReader(options) {
    const { client, clock } = options;
    const gathering = new Map();
    let refused = false;
    async function readBatch(name, wanted, unit, sha, signal) {
        await clock.sleepUntil(clock.now() + GATHER_MS, signal);
        gathering.delete(name);
        const jobs = new Map();
        for (let page = 1; page <= MAX_PAGES; page++) {
            const answer = await client.request({
                route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
                params: { owner: unit.owner, repo: unit.repo, ref: sha, filter: 'all', per_page: PER_PAGE, page },
                shape: checkRunPage,
                priority: 'details',
                tries: 5,
                signal,
            });
            if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
                const { why } = explainFailure(answer, {
                    doing: `read the check runs of ${sha.slice(0, 7)} in ${repositoryOf(unit)}`,
                    permission: 'checks: read',
                });
                if (answer.kind !== 'answer' || (answer.status !== 403 && answer.status !== 404) || answer.limited !== undefined)
                    return { unclear: why };
                refuse(why);
                return new Map();
            }
            let news = false;
            for (const { runId, job } of answer.body.value) {
                if (runId === undefined || job === undefined || !wanted.has(runId))
                    continue;
                news = true;
                jobs.set(runId, (jobs.get(runId) ?? new Map()).set(job.id, job));
            }
            if (answer.body.value.length < PER_PAGE)
                break;
            // The jobs of one run may stand on two pages: the first page without any of them is beyond them all.
            if (!news && jobs.size === wanted.size)
                break;
        }
        return new Map([...jobs].map(([runId, found]) => [runId, [...found.values()]]));
    }
    function refuse(why) {
        if (refused)
            return;
        refused = true;
        options.warn(`${why}; the jobs are read run by run instead (limits.detail: batched)`);
    }
    return {
        async jobs(runId, unit, sha, signal) {
            if (refused)
                return undefined;
            const name = `${repositoryOf(unit)}@${sha}`;
            let batch = gathering.get(name);
            if (batch === undefined) {
                const wanted = new Set();
                batch = { wanted, read: readBatch(name, wanted, unit, sha, signal) };
                gathering.set(name, batch);
            }
            batch.wanted.add(runId);
            const read = await batch.read;
            if ('unclear' in read)
                return read;
            const found = read.get(runId);
            // What has not ended yet in this list has in the other.
            return found?.every((job) => job.status === 'completed') === true ? found : undefined;
        },
    };
}

// EXTERNAL MODULE: ./build/targets/github/client.js + 5 modules
var github_client = __webpack_require__(90935);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build/core/plan/suggest.js
var suggest = __webpack_require__(2418);
;// CONCATENATED MODULE: ./build/core/plan/workflow-file.js


/** The workflow input in which the key of a dispatch travels. */
const KEY_INPUT = 'harness_key';
/** Reads the text of a file under `.github/workflows`. Expressions stay as they are written. */
function readWorkflowFile(text) {
    let root;
    try {
        const document = (0,dist/* parseDocument */.Tp)(text);
        const [error] = document.errors;
        if (error !== undefined)
            return { ok: false, why: error.message.split('\n', 1)[0] ?? 'it is no YAML' };
        root = document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        return { ok: false, why: error instanceof Error ? error.message : 'it is no YAML' };
    }
    if (!isFields(root))
        return { ok: false, why: 'it holds no keys' };
    const triggers = root.on;
    const dispatchable = triggers === 'workflow_dispatch' ||
        (Array.isArray(triggers) ? triggers.includes('workflow_dispatch') : isFields(triggers) && 'workflow_dispatch' in triggers);
    const trigger = isFields(triggers) ? triggers.workflow_dispatch : undefined;
    const inputs = isFields(trigger) && isFields(trigger.inputs) ? Object.entries(trigger.inputs).map(readInput) : [];
    const runName = textOf(root['run-name']);
    const name = textOf(root.name);
    const concurrency = sharedGroup([root, ...(isFields(root.jobs) ? Object.values(root.jobs) : [])]);
    return {
        ok: true,
        file: {
            ...(name === undefined ? {} : { name }),
            ...(runName === undefined ? {} : { runName }),
            dispatchable,
            inputs,
            jobs: isFields(root.jobs) ? Object.entries(root.jobs).map(readJob) : [],
            ...(concurrency === undefined ? {} : { concurrency }),
            declaresKey: inputs.some((input) => input.name === KEY_INPUT),
            echoesKey: runName !== undefined && /\$\{\{(?:(?!\}\}).)*?\binputs\s*(?:\.\s*harness_key\b|\[\s*'harness_key'\s*\])/i.test(runName),
        },
    };
}
/**
 * What GitHub would answer 422 to: undeclared inputs, missing ones, values that the type does not take. One sentence each.
 *
 * @example checkInputs(file, { secnods: '30' }) // ['input "secnods" is not declared: did you mean "seconds"?']
 */
function checkInputs(file, given) {
    const declared = new Map(file.inputs.map((input) => [input.name, input]));
    const names = [...declared.keys()].filter((name) => name !== KEY_INPUT);
    const undeclared = Object.keys(given).filter((name) => !declared.has(name));
    const missing = file.inputs.filter(({ name, required, default: preset }) => required && preset === undefined && name !== KEY_INPUT && !Object.hasOwn(given, name));
    const wrong = Object.entries(given).flatMap(([name, value]) => wrongValue(declared.get(name), value) ?? []);
    const takes = names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
    return [
        ...undeclared.map((name) => `input "${name}" is not declared: ${(0,suggest/* didYouMean */.a)(name, names) ?? takes}`),
        ...missing.map(({ name }) => `the required input "${name}" is missing`),
        ...wrong,
    ];
}
function wrongValue(input, value) {
    const got = JSON.stringify(value);
    switch (input?.type) {
        case 'boolean':
            return value === 'true' || value === 'false' ? undefined : `input "${input.name}" takes true or false, got ${got}`;
        case 'number':
            return value.trim() !== '' && Number.isFinite(Number(value)) ? undefined : `input "${input.name}" takes a number, got ${got}`;
        case 'choice':
            return input.options === undefined || input.options.includes(value)
                ? undefined
                : `input "${input.name}" takes ${input.options.join(', ')}, got ${got}`;
        default:
            return undefined;
    }
}
const TYPES = ['string', 'boolean', 'number', 'choice', 'environment'];
function readInput([name, value]) {
    const fields = isFields(value) ? value : {};
    const preset = textOf(fields.default);
    return {
        name,
        type: TYPES.find((type) => type === fields.type) ?? 'string',
        required: fields.required === true,
        ...(preset === undefined ? {} : { default: preset }),
        ...(Array.isArray(fields.options) ? { options: fields.options.map((option) => textOf(option) ?? '') } : {}),
    };
}
function readJob([id, value]) {
    const job = isFields(value) ? value : {};
    const name = textOf(job.name);
    const needs = typeof job.needs === 'string' ? [job.needs] : Array.isArray(job.needs) ? job.needs.filter((need) => typeof need === 'string') : [];
    const matrix = isFields(job.strategy) && job.strategy.matrix !== undefined;
    return { id, ...(name === undefined ? {} : { name }), needs, matrix };
}
/** A group with the run's id or key in it has one member. */
function sharedGroup(parts) {
    const groups = parts.flatMap((part) => {
        const value = isFields(part) ? part.concurrency : undefined;
        return textOf(isFields(value) ? value.group : value) ?? [];
    });
    return groups.find((group) => !/github\s*\.\s*run_(id|number)|harness_key/.test(group));
}
function textOf(value) {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/targets/github/dispatch-answer.js




/**
 * Reads the answer to `POST …/dispatches` (conformance rows 1–2, 6, 8–11, 14–16, 20–29). Whatever does not prove the one or the
 * other is `unknown`: the run may exist, and nobody may send it again before looking.
 *
 * @throws TargetError when the token has no right to dispatch: every other dispatch would be refused too
 */
function readDispatchAnswer(answer, unit) {
    if (answer.kind === 'not_sent')
        return { kind: 'not_sent', why: answer.why };
    if (answer.kind === 'no_answer')
        return { kind: 'unknown', why: `${answer.why}; the run may exist` };
    const { status, message, body, redirect, limited } = answer;
    if (limited !== undefined)
        return { kind: 'limited', why: limited.why, untilAt: limited.untilAt };
    if (redirect?.kind === 'refused')
        return { kind: 'unknown', why: redirect.why };
    if (status === 204)
        return { kind: 'nameless' };
    if (status >= 500)
        return { kind: 'unknown', why: `GitHub answered ${status}; the run may exist` };
    if (status < 300) {
        if (status === 200 && body.ok)
            return { kind: 'acked', ...body.value };
        return { kind: 'unknown', why: `GitHub answered ${status}, but ${body.ok ? 'not with a run' : body.why}; the run may exist` };
    }
    if ((status === 400 || status === 422) && /return_run_details/.test(message))
        return { kind: 'without', part: 'return_run_details' };
    if (status === 422 && unit.sendKey && isUnexpectedKey(message))
        return { kind: 'without', part: 'key' };
    return refused(answer, unit);
}
function refused(answer, unit) {
    const repository = repositoryOf(unit);
    const attempted = { doing: `dispatch ${unit.workflow} in ${repository}`, permission: 'actions: write' };
    const known = explain422(answer, unit) ?? explainRefusal(answer, attempted);
    if (isAccessRefusal(answer))
        throw new target/* TargetError */.I(known.why, { refused: true, ...(known.fix === undefined ? {} : { fix: known.fix }) });
    return { kind: 'rejected', ...known };
}
function explain422(answer, unit) {
    const { status, message } = answer;
    const place = `${unit.workflow} in ${repositoryOf(unit)}`;
    const why = `can't dispatch ${place}: GitHub answered ${status} ${message}`;
    if ((status === 422 || status === 403) && /disabled/i.test(message))
        return { why, fix: `gh workflow enable ${unit.workflow} -R ${repositoryOf(unit)}` };
    if (status !== 422)
        return undefined;
    if (/workflow_dispatch/i.test(message))
        return { why, fix: `add the trigger "on: workflow_dispatch" to ${unit.workflow} on ${unit.ref}` };
    if (/no ref found/i.test(message))
        return { why, fix: `"${unit.ref}" is neither a branch nor a tag there: give one that is` };
    if (/unexpected inputs/i.test(message))
        return { why, fix: 'declare them under on.workflow_dispatch.inputs, or take them out of the plan' };
    if (/required input/i.test(message))
        return { why, fix: 'give it under inputs in the plan' };
    return { why, fix: 'correct the inputs in the plan' };
}
/** Exactly the complaint about our own input, and about no other. */
function isUnexpectedKey(message) {
    const names = /unexpected inputs provided:?\s*\[?([^\]]*)\]?/i.exec(message)?.[1];
    return names !== undefined && names.replaceAll(/["'\s]/g, '') === KEY_INPUT;
}

;// CONCATENATED MODULE: ./build/targets/github/run-list.js



const run_list_PER_PAGE = 100;
/** GitHub gives at most 1,000 results a query. */
const run_list_MAX_PAGES = 10;
/** How far before an instant of ours a run of ours may be stamped. */
const STAMP_SLACK_MS = 2 * time/* MINUTE_MS */.kg;
/**
 * Reads the newest runs, page by page, only until all of `wanted` were seen or can't be deeper.
 *
 * @param since no wanted run is older than this (server clock, ms)
 * @returns every run that was read; `ok: false` when a page could not be read
 */
async function listRecent(client, place, wanted, since, signal) {
    const runs = new Map();
    const missing = new Set(wanted);
    for (let page = 1; page <= run_list_MAX_PAGES; page++) {
        const answer = await readPage(client, place, page, {}, signal, 3);
        if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok)
            return unreadable(answer, place);
        for (const run of answer.body.value) {
            merge(runs, run);
            missing.delete(run.runId);
        }
        const oldest = answer.body.value.at(-1)?.createdAt ?? 0;
        if (missing.size === 0 || answer.body.value.length < run_list_PER_PAGE || oldest < since - STAMP_SLACK_MS)
            break;
    }
    return { ok: true, runs: [...runs.values()] };
}
/**
 * Reads every run of the workflow that was made since an instant, again and again until two readings in a row agree: pages
 * shift while runs are added, and a run may fall between two of them. Beyond 1,000 results the window is cut.
 */
async function listAll(client, place, since, signal) {
    let earlier;
    for (let reading = 1; reading <= 5; reading++) {
        const runs = new Map();
        const problem = await readWindow(client, place, since, runs, signal);
        if (problem !== undefined)
            return { ok: false, why: problem };
        if (earlier !== undefined && agrees(earlier, runs))
            return { ok: true, runs: [...runs.values()] };
        earlier = runs;
    }
    return { ok: false, why: 'the list of runs kept changing while it was read' };
}
async function readWindow(client, place, since, into, signal) {
    const from = stamp(since - STAMP_SLACK_MS);
    for (let until;;) {
        const created = until === undefined ? `>=${from}` : `${from}..${until}`;
        let oldest = Number.POSITIVE_INFINITY;
        for (let page = 1;; page++) {
            const answer = await readPage(client, place, page, { created }, signal, 5);
            if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
                const { why } = unreadable(answer, place);
                return why;
            }
            for (const run of answer.body.value) {
                merge(into, run);
                oldest = Math.min(oldest, run.createdAt ?? oldest);
            }
            if (answer.body.value.length < run_list_PER_PAGE)
                return undefined;
            if (page === run_list_MAX_PAGES)
                break;
        }
        const next = stamp(oldest);
        if (next === until)
            return 'more than 1,000 runs were made in one second: the list can’t be read to its end';
        until = next;
    }
}
async function readPage(client, place, page, filter, signal, tries) {
    const { owner, repo, workflow } = place;
    // No status filter: filtered lists are incomplete and unsorted; and total_count is never read.
    const query = { event: 'workflow_dispatch', exclude_pull_requests: true, per_page: run_list_PER_PAGE, page, ...filter };
    const params = { owner, repo, workflow_id: workflow, ...query };
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    return await client.request({ route, params, shape: runPage, priority: 'listing', conditional: true, tries, signal });
}
/** A token that may not read any more ends the session: to go on blind would call runs overdue that have long ended. */
function unreadable(answer, place) {
    const attempted = { doing: `list the runs of ${place.workflow} in ${place.owner}/${place.repo}`, permission: 'actions: read' };
    if (answer.kind === 'answer' && isAccessRefusal(answer) && answer.limited === undefined)
        throw accessLost(answer, attempted);
    return { ok: false, why: explainFailure(answer, attempted).why };
}
/** A run that is read twice keeps its later state. */
function merge(runs, run) {
    const known = runs.get(run.runId);
    if (known === undefined || !isStale(run, known))
        runs.set(run.runId, run);
}
/** Does `run` tell an earlier state than `known`? Lists lag; what has ended stays ended. */
function isStale(run, known) {
    if (run.attempt !== known.attempt)
        return run.attempt < known.attempt;
    if (known.status === 'completed' && run.status !== 'completed')
        return true;
    return run.updatedAt !== undefined && known.updatedAt !== undefined && run.updatedAt < known.updatedAt;
}
/** Nothing went, and what came is newer than everything before: no run fell between two pages. */
function agrees(earlier, later) {
    for (const id of earlier.keys())
        if (!later.has(id))
            return false;
    const newest = [...earlier.keys()].reduce((a, b) => (compareIds(a, b) >= 0 ? a : b), '0');
    return [...later.keys()].every((id) => earlier.has(id) || compareIds(id, newest) > 0);
}
function compareIds(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
function stamp(at) {
    return new Date(Math.floor(at / time/* SECOND_MS */._L) * time/* SECOND_MS */._L).toISOString().replace('.000Z', 'Z');
}

;// CONCATENATED MODULE: ./build/targets/github/dispatch.js






/** From this version on every accepted dispatch is answered with its run. */
const NAMING_VERSION = '2026-03-10';
/** Looks after an answer that names no run (GitHub Enterprise Server before 3.21), and the time before each. */
const LOOKS = 15;
const LOOK_GAP_MS = 2 * time/* SECOND_MS */._L;
/** A run is made at most this much before the answer's clock says so. */
const CIRCUMSTANCE_SLACK_MS = 3 * time/* SECOND_MS */._L;
/** Sends dispatches, each once, and says what became of them. */
function createDispatcher(options) {
    const { client, clock } = options;
    let askForDetails = true;
    /** Is it known whether the server takes `return_run_details`? Set by the first answer. */
    let detailsProven = false;
    /** The first dispatch, while its answer is awaited: what it proves, the others need not learn by being refused. */
    let probing;
    /** Does this server name the run that it makes? Unknown until the first answer. */
    let namesRuns;
    const lock = keyedLock();
    const recent = sharedLooks(client, clock, new AbortController().signal);
    async function post(unit, order, beforeSend, signal) {
        const endProbe = await probe();
        try {
            const sentAt = clock.now();
            const inputs = { ...order.unit.inputs, ...(unit.sendKey ? { [KEY_INPUT]: order.key } : {}) };
            const details = askForDetails && client.apiVersion() === '2022-11-28' ? { return_run_details: true } : {};
            const answer = await client.request({
                route: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
                params: { owner: unit.owner, repo: unit.repo, workflow_id: unit.workflow, ref: unit.ref, inputs, ...details },
                shape: dispatchedRun,
                priority: 'dispatch',
                signal,
                beforeSend,
            });
            const reading = readDispatchAnswer(answer, unit);
            if (reading.kind === 'without' && reading.part === 'return_run_details')
                askForDetails = false;
            if (reading.kind === 'acked' || reading.kind === 'nameless' || !askForDetails)
                detailsProven = true;
            return { reading, sentAt };
        }
        finally {
            endProbe();
        }
    }
    async function send(unit, order, signal) {
        let announced = false;
        const beforeSend = async () => {
            if (!announced)
                await order.beforeSend();
            announced = true;
        };
        for (;;) {
            const { reading, sentAt } = await post(unit, order, beforeSend, signal);
            switch (reading.kind) {
                case 'without':
                    // The refusal proves that nothing was dispatched, so that the same key may be sent again.
                    if (reading.part === 'key')
                        dropKey(unit);
                    continue;
                case 'nameless':
                    namesRuns = false;
                    return await seek(unit, order.key, sentAt, signal);
                case 'acked': {
                    namesRuns = true;
                    options.owned.add(reading.runId);
                    const offset = client.clockOffset();
                    return { ...reading, by: 'answer', ...(offset === undefined ? {} : { clock: offset }) };
                }
                default:
                    return reading;
            }
        }
    }
    /** Waits until it is known what the server takes, or goes first to find out. */
    async function probe() {
        const known = () => detailsProven || client.apiVersion() !== '2022-11-28';
        while (!known() && probing !== undefined)
            await probing;
        if (known())
            return () => { };
        const { promise, resolve } = Promise.withResolvers();
        probing = promise;
        return () => {
            probing = undefined;
            resolve();
        };
    }
    function dropKey(unit) {
        if (!unit.sendKey)
            return;
        unit.sendKey = false;
        options.warn(`${unit.workflow} in ${repositoryOf(unit)} takes no input "${KEY_INPUT}": a run whose dispatch gets no clear answer can be found by its circumstances only. Add the input, and "run-name: \${{ inputs.${KEY_INPUT} }}"`);
    }
    /** Finds the run of a dispatch that was accepted without a name. */
    async function seek(unit, key, sentAt, signal) {
        const offset = client.clockOffset();
        const since = sentAt + (offset?.offsetMs ?? 0);
        for (let look = 1; look <= LOOKS && !signal.aborted; look++) {
            const listing = await recent(unit, since);
            if (!listing.ok)
                continue;
            const found = unit.keyed ? listing.runs.filter((run) => carriesKey(run.title, key)) : candidates(listing.runs, unit, since, options.owned);
            const [run] = found;
            if (run !== undefined && (unit.keyed || found.length === 1)) {
                options.owned.add(run.runId);
                return {
                    kind: 'acked',
                    runId: run.runId,
                    url: run.url,
                    by: unit.keyed ? 'key' : 'circumstance',
                    ...(offset === undefined ? {} : { clock: offset }),
                };
            }
        }
        return { kind: 'unknown', why: 'GitHub accepted the dispatch without naming the run (204), and no run that must be it has appeared' };
    }
    return async (unit, order, signal) => {
        if (unit.refused !== undefined)
            return { kind: 'rejected', ...unit.refused };
        // Without names and keys, two dispatches under way could not be told apart.
        if (unit.keyed || namesRuns === true || client.apiVersion() === NAMING_VERSION)
            return await send(unit, order, signal);
        return await lock(`${repositoryOf(unit)}/${unit.workflow}@${unit.ref}`, () => send(unit, order, signal));
    };
}
/** Runs that may be the one that was dispatched at `since` (server clock) without a key. */
function candidates(runs, unit, since, owned) {
    const branch = unit.ref.replace(/^refs\/(heads|tags)\//, '');
    return runs.filter((run) => (run.createdAt ?? 0) >= since - CIRCUMSTANCE_SLACK_MS && (run.headBranch === undefined || run.headBranch === branch) && !owned.has(run.runId));
}
/** One look serves everybody who waits for a run of the same workflow. */
function sharedLooks(client, clock, signal) {
    const next = new Map();
    return (unit, since) => {
        const name = `${repositoryOf(unit)}/${unit.workflow}`;
        const planned = next.get(name);
        if (planned !== undefined) {
            planned.since = Math.min(planned.since, since);
            return planned.listing;
        }
        const look = async () => {
            await clock.sleepUntil(clock.now() + LOOK_GAP_MS);
            next.delete(name);
            // No run is wanted by its id: the list is read down to the oldest dispatch.
            return await listRecent(client, unit, new Set(['']), entry.since, signal);
        };
        const entry = { since, listing: Promise.resolve().then(look) };
        next.set(name, entry);
        return entry.listing;
    };
}
function keyedLock() {
    const tails = new Map();
    return (name, work) => {
        const result = (tails.get(name) ?? Promise.resolve()).then(work, work);
        tails.set(name, result);
        return result;
    };
}

// EXTERNAL MODULE: ./build/core/load/schedule.js
var schedule = __webpack_require__(21074);
// EXTERNAL MODULE: ./build/core/session/detail.js
var detail = __webpack_require__(93716);
;// CONCATENATED MODULE: ./build/core/limits/preflight.js




/** Runs that one page of a list shows. */
const PAGE = 100;
/** Looks come at least so often while runs are open (`nextLookAt`). */
const USUAL_GAP_MS = 45 * time/* SECOND_MS */._L;
/** A POST costs 5 of the 900 points of a minute (docs "Rate limits for the REST API"). */
const MOST_DISPATCHES_A_MINUTE = 180;
/** Requests that create content, in an hour, "in general"; whether a dispatch is one, GitHub does not say. */
const CONTENT_AN_HOUR = 500;
/**
 * Estimates a plan's requests from below: one POST a run, one page a look, and what {@link DetailMode} takes for the jobs.
 *
 * @param mode another way to read the jobs than the plan's own
 */
function estimateRequests(plan, mode = (0,detail/* detailMode */.fG)(plan.limits)) {
    let dispatches = 0;
    let spanMs = 0;
    let looks = 0;
    for (const { arrivals } of plan.scenarios) {
        const slots = (0,schedule/* slotCount */.E)(arrivals);
        const sendingMs = Math.max((slots - 1) * plan.limits.mutationSpacingMs, arrivals.model === 'open' ? arrivals.durationMs : 0);
        dispatches += slots;
        spanMs += sendingMs;
        looks += Math.max(Math.ceil(slots / PAGE), Math.ceil(sendingMs / Math.max(USUAL_GAP_MS, plan.limits.pollMs)));
    }
    const share = plan.limits.detailShare ?? detail/* SAMPLED_SHARE */.fH;
    const perMode = { exact: dispatches, batched: Math.ceil(dispatches / PAGE), sampled: Math.ceil(dispatches * share), none: 0 };
    const details = perMode[mode];
    return { dispatches, details, looks, total: dispatches + details + looks, spanMs };
}
const number = (n) => Math.round(n).toLocaleString('en-US');
/**
 * What no token can do: arrivals faster than they may be sent. Every one would be late, and the session would measure its own waiting.
 *
 * @returns a problem for each such scenario
 */
function impossibleRates(plan) {
    const { mutationSpacingMs } = plan.limits;
    const perMinute = Math.min(time/* MINUTE_MS */.kg / mutationSpacingMs, MOST_DISPATCHES_A_MINUTE);
    return plan.scenarios.flatMap((scenario) => {
        const asked = ratePerMinute(scenario);
        const slots = (0,schedule/* slotCount */.E)(scenario.arrivals);
        if (asked === undefined || asked <= perMinute * (1 + 1e-9) || slots <= 2)
            return [];
        const takes = number(((slots - 1) * mutationSpacingMs) / time/* SECOND_MS */._L);
        const message = `scenario ${scenario.name} asks for ${number(asked)} runs a minute, and one token can send ${number(perMinute)}: one every ${mutationSpacingMs / time/* SECOND_MS */._L} s (limits.mutation-spacing), so that its ${number(slots)} dispatches take ${takes} s at least`;
        const most = Math.floor(time/* MINUTE_MS */.kg / 340);
        const closer = asked <= most ? `, or set limits.mutation-spacing to ${Math.max(340, Math.floor(time/* MINUTE_MS */.kg / asked))}ms` : '';
        return [{ message, fix: `lower the rate to ${Math.floor(perMinute)}/min${closer}, or let one dispatch start a matrix of jobs` }];
    });
}
/** More changes in an hour than GitHub allows where they create content: it may pause the token, and then it is obeyed. */
function contentWarning(plan) {
    for (const scenario of plan.scenarios) {
        const perMinute = ratePerMinute(scenario);
        const { arrivals } = scenario;
        const mostAnHour = Math.min((0,schedule/* slotCount */.E)(arrivals), time/* HOUR_MS */.iQ / plan.limits.mutationSpacingMs, perMinute === undefined ? Number.POSITIVE_INFINITY : 60 * perMinute);
        if (mostAnHour <= CONTENT_AN_HOUR)
            continue;
        return `scenario ${scenario.name} sends up to ${number(mostAnHour)} dispatches an hour. GitHub lets a token create content ${CONTENT_AN_HOUR} times an hour and does not say whether a dispatch counts: if it refuses, the session waits as long as it asks. "limits: { mutation-spacing: 7.2s }" stays below`;
    }
    return undefined;
}
/**
 * Does the plan fit into what the token may send? Of the hour that runs, what is left; of each later hour of a longer session, all of it; less the
 * reserve, each time.
 *
 * @returns `undefined` when it does; else the arithmetic in one sentence, with what will happen
 */
function budgetWarning(plan, budget) {
    const { dispatches, details, looks, total, spanMs } = estimateRequests(plan);
    const reserved = (0,limits/* reservedRequests */.NN)(budget, plan.limits.reserve);
    const hourly = budget.limit - reserved;
    const now = Math.max(0, budget.remaining - reserved);
    const later = hourly * (Math.max(1, spanMs / time/* HOUR_MS */.iQ) - 1);
    if (total <= now + later)
        return undefined;
    const mode = (0,detail/* detailMode */.fG)(plan.limits);
    const lists = mode === 'batched' ? 'pages of check runs' : 'job lists';
    const needs = `the plan takes at least ${number(total)} requests (${number(dispatches)} dispatches, ${number(details)} ${lists}, ${number(looks)} looks)`;
    const until = new Date(budget.resetServerAt).toISOString().slice(11, 16);
    const has = `the token may send ${number(now)} until ${until} UTC and ${number(hourly)} an hour after that (${number(budget.limit)} less ${number(reserved)} left to others)`;
    const waits = Math.ceil((total - now - later) / Math.max(1, hourly));
    const stops = `it will stop and wait, for ${waits} ${waits === 1 ? 'reset' : 'resets'} at least`;
    const batched = mode === 'exact' ? estimateRequests(plan, 'batched').total : Number.POSITIVE_INFINITY;
    const trade = batched <= now + later ? `Set "limits: { detail: batched }", which takes ${number(batched)} and measures no queue_time; or take` : 'Take';
    return `${needs}, but ${has}: ${stops}. ${trade} fewer runs, spread them over more time, or use an App's or a person's token with a larger hour`;
}
function ratePerMinute({ arrivals }) {
    return arrivals.model === 'open' ? (arrivals.rate.count * time/* MINUTE_MS */.kg) / arrivals.rate.perMs : undefined;
}

;// CONCATENATED MODULE: ./build/targets/github/prepare.js







const TRIES = 4;
/**
 * Looks before the first dispatch: repository, workflow, file at the ref, inputs. Every problem of every unit is found, and each
 * thing is asked for once: a plan of one workflow costs three requests, two when it names its ref.
 */
async function prepareGitHub(plan, options) {
    const look = new Preflight(options);
    const problems = [];
    const warnings = new Set();
    const units = [];
    for (const [index, scenario] of plan.scenarios.entries()) {
        const row = [];
        units.push(row);
        for (const [unitIndex, unit] of scenario.units.entries()) {
            const answer = await look.unit(unit);
            const facts = options.earlier?.[index]?.[unitIndex];
            const keeps = 'problems' in answer && facts !== undefined && !answer.problems.some((problem) => look.isAccess(problem));
            const found = keeps ? (keepEarlier(facts, unit, answer.problems) ?? answer) : answer;
            if ('problems' in found)
                problems.push(...found.problems);
            else {
                row.push(found);
                for (const warning of found.warnings)
                    warnings.add(warning);
            }
        }
    }
    // A session that is under way keeps its plan.
    if (options.earlier === undefined)
        problems.push(...impossibleRates(plan));
    const [first, ...others] = distinct(problems);
    if (first !== undefined)
        return { preparation: { ok: false, problems: [first, ...others] }, units: [] };
    const budget = (0,limits/* currentBudget */.ze)(options.client.limits(), 'core', options.clock.now());
    const tight = budget === undefined ? undefined : budgetWarning(plan, budget);
    if (tight !== undefined)
        warnings.add(tight);
    const content = contentWarning(plan);
    if (content !== undefined)
        warnings.add(content);
    const offset = options.client.clockOffset();
    const repositories = [...new Set(units.flat().map(({ ready }) => `${ready.owner}/${ready.repo}`))];
    return {
        preparation: {
            ok: true,
            target: `${repositories.join(', ')} on ${options.client.host}`,
            units: units.map((row) => row.map(({ facts }) => facts)),
            warnings: [...warnings],
            ...(offset === undefined ? {} : { clock: offset }),
        },
        units: units.map((row) => row.map(({ ready }) => ready)),
    };
}
class Preflight {
    #options;
    /** Answers by what was asked, so that nothing is asked twice. */
    #asked = new Map();
    #access = new Set();
    constructor(options) {
        this.#options = options;
    }
    async unit(unit) {
        const repository = unit.repository ?? this.#options.repository;
        if (repository === undefined) {
            return {
                problems: [{ message: `no repository for the workflow ${unit.workflow}`, fix: 'name it under target.github.repository in the plan' }],
            };
        }
        const [, owner, repo] = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(repository) ?? [];
        if (owner === undefined || repo === undefined)
            return { problems: [{ message: `"${repository}" is no repository`, fix: 'write it as owner/name' }] };
        const asked = unit.ref ?? (repository === this.#options.repository ? this.#options.ref : undefined);
        if (asked !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(asked)) {
            return { problems: [{ message: `the ref ${asked} is a commit: GitHub dispatches branches and tags only`, fix: 'name a branch or a tag' }] };
        }
        const ref = asked === undefined ? await this.#defaultBranch(owner, repo) : { value: asked };
        if ('problem' in ref)
            return { problems: [ref.problem] };
        const name = unit.workflow.replace(/^\.github\/workflows\//, '');
        const workflow = await this.#once(`workflow ${repository} ${name}`, () => this.#workflow(owner, repo, name));
        if ('problem' in workflow)
            return { problems: [workflow.problem] };
        const { path } = workflow.value;
        const text = await this.#once(`file ${repository} ${path} ${ref.value}`, () => this.#file(owner, repo, path, ref.value));
        if ('problem' in text)
            return { problems: [text.problem] };
        return judge({ owner, repo, workflow: name, ref: ref.value }, path, unit, text.value);
    }
    async #defaultBranch(owner, repo) {
        return await this.#once(`repository ${owner}/${repo}`, async () => {
            const route = 'GET /repos/{owner}/{repo}';
            const answer = await this.#get(route, { owner, repo }, repositoryInfo);
            if (answer.kind === 'answer' && answer.status === 200 && answer.body.ok)
                return { value: answer.body.value.defaultBranch };
            return this.#problemOf(answer, { doing: `read the repository ${owner}/${repo}`, permission: 'actions: write' });
        });
    }
    async #workflow(owner, repo, name) {
        const where = `${owner}/${repo}`;
        const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}';
        const answer = await this.#get(route, { owner, repo, workflow_id: name }, workflowInfo);
        if (answer.kind === 'answer' && answer.status === 404)
            return await this.#missingWorkflow(owner, repo, name);
        if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
            return this.#problemOf(answer, { doing: `read the workflow ${name} in ${where}`, permission: 'actions: write' });
        }
        const { state } = answer.body.value;
        if (state === 'active')
            return { value: answer.body.value };
        const fix = state.startsWith('disabled') ? `gh workflow enable ${name} -R ${where}` : 'put the file back on the default branch';
        return { problem: { message: `the workflow ${name} in ${where} can't run: its state is ${state}`, fix } };
    }
    async #missingWorkflow(owner, repo, name) {
        const where = `${owner}/${repo}`;
        const list = await this.#once(`workflows ${where}`, () => this.#get('GET /repos/{owner}/{repo}/actions/workflows', { owner, repo, per_page: 100 }, workflowPage));
        if (list.kind !== 'answer' || list.status !== 200 || !list.body.ok) {
            return this.#problemOf(list, { doing: `read the workflows of ${where}`, permission: 'actions: write' });
        }
        const files = list.body.value.map(({ path }) => path.replace(/^\.github\/workflows\//, ''));
        const there = files.length === 0 ? 'it has none yet' : `it has ${files.slice(0, 20).join(', ')}${files.length > 20 ? ' …' : ''}`;
        const near = (0,suggest/* didYouMean */.a)(name, files);
        const fix = near ?? 'a workflow must stand on the default branch under .github/workflows: "runner-harness init" writes one';
        return { problem: { message: `no workflow ${name} in ${where} (404): ${there}`, fix } };
    }
    /** `undefined`: it is there, but may not be read. */
    async #file(owner, repo, path, ref) {
        const answer = await this.#get('GET /repos/{owner}/{repo}/contents/{+path}', { owner, repo, path, ref }, fileContent);
        if (answer.kind === 'answer') {
            if (answer.status === 200 && answer.body.ok)
                return { value: answer.body.value };
            if (answer.status === 403)
                return { value: undefined };
            if (answer.status === 404) {
                const noRef = /no commit found/i.test(answer.message);
                const message = noRef ? `no branch or tag "${ref}" in ${owner}/${repo} (404)` : `${path} is not on "${ref}" in ${owner}/${repo} (404)`;
                return { problem: { message, fix: noRef ? 'check the ref' : 'commit the workflow on that branch too, or name another ref' } };
            }
        }
        return this.#problemOf(answer, { doing: `read ${path} in ${owner}/${repo}`, permission: 'contents: read' });
    }
    /** Could the target not be asked, so that nothing at all will go on? */
    isAccess(problem) {
        return this.#access.has(problem);
    }
    #problemOf(answer, attempted) {
        const found = problemOf(answer, attempted);
        this.#access.add(found.problem);
        return found;
    }
    async #get(route, params, shape) {
        return await this.#options.client.request({ route, params, shape, priority: 'details', tries: TRIES, signal: this.#options.signal });
    }
    async #once(name, ask) {
        const known = this.#asked.get(name);
        if (known !== undefined)
            return await known;
        const asked = ask();
        this.#asked.set(name, asked);
        return await asked;
    }
}
/** A unit that was dispatched before and can't be any more: its runs are watched on, and only new dispatches are refused. */
function keepEarlier(facts, unit, problems) {
    const [owner, repo] = facts.repository?.split('/') ?? [];
    const [problem] = problems;
    if (owner === undefined || repo === undefined || facts.ref === undefined || problem === undefined)
        return undefined;
    const workflow = unit.workflow.replace(/^\.github\/workflows\//, '');
    const { message: why, fix } = problem;
    const refused = { why, ...(fix === undefined ? {} : { fix }) };
    const told = `${why}${fix === undefined ? '' : ` (${fix})`}: runs that were dispatched before are watched to their end, new ones fail`;
    return { ready: { owner, repo, workflow, ref: facts.ref, keyed: facts.keyed, sendKey: true, refused }, facts, warnings: [told] };
}
/** What the file says about a dispatch of this unit. */
function judge(place, path, unit, text) {
    const repository = `${place.owner}/${place.repo}`;
    const where = `${path} on ${place.ref} in ${repository}`;
    const facts = { repository, workflow: path.split('/').at(-1) ?? place.workflow, ref: place.ref };
    const reading = text === undefined ? undefined : readWorkflowFile(text);
    if (reading === undefined) {
        const warning = `${where} may not be read, so its inputs are not checked: add "permissions: { contents: read }" to the job, or give the token that right`;
        return { ready: { ...place, keyed: false, sendKey: true }, facts: { ...facts, keyed: false }, warnings: [warning] };
    }
    if (!reading.ok)
        return { problems: [{ message: `${where} is no workflow: ${reading.why}`, fix: 'correct the file' }] };
    const { file } = reading;
    if (!file.dispatchable)
        return { problems: [{ message: `${where} has no trigger workflow_dispatch`, fix: 'add "on: workflow_dispatch" to it' }] };
    const wrong = checkInputs(file, unit.inputs);
    if (wrong.length > 0)
        return { problems: wrong.map((message) => ({ message: `${where}: ${message}` })) };
    const keyed = file.declaresKey && file.echoesKey;
    const { concurrency } = file;
    const warnings = keyed ? [] : [unkeyedWarning(where, file)];
    if (concurrency !== undefined) {
        warnings.push(`${where} has the concurrency group "${concurrency}": GitHub runs one of its runs at a time and cancels those that wait when a later one comes, so that the load won't reach the runners. Take it out, or make the group different for every run: \${{ github.run_id }}`);
    }
    return {
        ready: { ...place, keyed, sendKey: file.declaresKey },
        facts: { ...facts, keyed, jobs: file.jobs, ...(concurrency === undefined ? {} : { concurrency }) },
        warnings,
    };
}
function unkeyedWarning(where, file) {
    const lacks = file.declaresKey ? `does not show the input "${KEY_INPUT}" in its run-name` : `has no input "${KEY_INPUT}"`;
    return `${where} ${lacks}: a run whose dispatch gets no clear answer can be found by its circumstances only. Give it the input and "run-name: \${{ inputs.${KEY_INPUT} }}"`;
}
function problemOf(answer, attempted) {
    const { why, fix } = explainFailure(answer, attempted);
    // A network that is not there is no mistake in the plan.
    if (answer.kind !== 'answer' || answer.status >= 500)
        throw new target/* TargetError */.I(why, fix === undefined ? {} : { fix });
    return { problem: { message: why, ...(fix === undefined ? {} : { fix }) } };
}
function distinct(problems) {
    return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

;// CONCATENATED MODULE: ./build/targets/github/watch.js






/** Rounds that a run may be missing from the list before it is asked for by its id. */
const PATIENT_ROUNDS = 2;
/** A run that the server named may not be known everywhere yet. */
const VANISHED_AFTER_MS = time/* MINUTE_MS */.kg;
/** Looks for which an end without a conclusion is not believed. */
const UNCONCLUDED_LOOKS = 3;
/** Watches runs by listing: a page shows a hundred of them at the price of one. */
function createWatcher(options) {
    const { client, clock } = options;
    const seen = new Map();
    const missed = new Map();
    const unconcluded = new Map();
    /** Every run that was ever asked about; the rest of ours are strays. */
    const asked = new Set();
    async function* look(open, signal) {
        for (const { runId } of open)
            asked.add(runId);
        const groups = Map.groupBy(open, (run) => {
            const unit = options.unitOf(run);
            return `${repositoryOf(unit)}/${unit.workflow}`;
        });
        for (const group of groups.values())
            yield* lookAt(group, signal);
    }
    async function* lookAt(open, signal) {
        const [first] = open;
        if (first === undefined)
            return;
        const unit = options.unitOf(first);
        const offset = Math.min(0, client.clockOffset()?.offsetMs ?? 0);
        const since = Math.min(...open.map((run) => run.sinceAt)) + offset;
        const listing = await listRecent(client, unit, new Set(open.map((run) => run.runId)), since, signal);
        if (!listing.ok) {
            if (!signal.aborted)
                options.warn(listing.why);
            return;
        }
        const listed = new Map(listing.runs.map((run) => [run.runId, run]));
        for (const run of open) {
            const found = await concluded(listed.get(run.runId) ?? (await missing(run, unit, signal)), unit, signal);
            if (found === 'vanished')
                yield { kind: 'vanished', runId: run.runId };
            else if (found !== undefined && isNews(found))
                yield { kind: 'run', observation: observationOf(found) };
        }
        const prefix = (0,key/* prefixOfKey */.TU)(first.key);
        for (const run of listing.runs)
            if (!asked.has(run.runId) && (0,key/* findKeyWith */.JI)(run.title, prefix) !== undefined)
                yield { kind: 'stray', observation: observationOf(run) };
    }
    /** A list that says of a run that it has ended, and not how, may be behind: the run itself is asked. */
    async function concluded(found, unit, signal) {
        if (typeof found !== 'object' || found.status !== 'completed' || found.conclusion !== null)
            return found;
        const asked = await get(found.runId, unit, signal);
        return typeof asked === 'string' ? found : asked;
    }
    /** A run that is not in the list: lists lag, so it is asked for by its id, and only when that fails for a while it is gone. */
    async function missing(run, unit, signal) {
        const entry = missed.get(run.runId) ?? { rounds: 0 };
        missed.set(run.runId, entry);
        entry.rounds += 1;
        if (entry.rounds < PATIENT_ROUNDS)
            return undefined;
        const found = await get(run.runId, unit, signal);
        if (found === 'unclear')
            return undefined;
        if (found !== 'gone') {
            delete entry.goneSinceAt;
            return found;
        }
        entry.goneSinceAt ??= clock.now();
        return clock.now() - entry.goneSinceAt > VANISHED_AFTER_MS ? 'vanished' : undefined;
    }
    async function get(runId, unit, signal) {
        const { owner, repo } = unit;
        const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
        const answer = await client.request({
            route,
            params: { owner, repo, run_id: runId, exclude_pull_requests: true },
            shape: listedRun,
            priority: 'listing',
            conditional: true,
            tries: 3,
            signal,
        });
        throwIfRefused(answer, `read run ${runId} of ${repositoryOf(unit)}`);
        if (answer.kind === 'answer' && answer.status === 404)
            return 'gone';
        return answer.kind === 'answer' && answer.status === 200 && answer.body.ok ? answer.body.value : 'unclear';
    }
    function isNews(run) {
        missed.delete(run.runId);
        const before = seen.get(run.runId);
        if (before !== undefined && isStale(run, before))
            return false;
        if (run.status === 'completed' && run.conclusion === null) {
            const looks = (unconcluded.get(run.runId) ?? 0) + 1;
            unconcluded.set(run.runId, looks);
            if (looks < UNCONCLUDED_LOOKS)
                return false;
        }
        seen.set(run.runId, run);
        return (before === undefined ||
            before.status !== run.status ||
            before.conclusion !== run.conclusion ||
            before.attempt !== run.attempt ||
            before.title !== run.title);
    }
    return { look, lastSeen: (runId) => seen.get(runId), get };
}
/** A token that may not read any more ends the session: nothing that follows could be believed. */
function throwIfRefused(answer, doing) {
    if (answer.kind !== 'answer' || !isAccessRefusal(answer) || answer.limited !== undefined)
        return;
    throw accessLost(answer, { doing, permission: 'actions: read' });
}

;// CONCATENATED MODULE: ./build/targets/github/target.js













/** Whoever looks may be another controller than the one that sent, and their clocks may differ. More candidates only mean more doubt. */
const CLOCKS_APART_MS = 15 * time/* SECOND_MS */._L;
const DETAIL_TRIES = 8;
const CANCEL_TRIES = 4;
/** The list of jobs may lag behind the end of its run by a moment. */
const JOBS_LAG_MS = [2 * time/* SECOND_MS */._L, 5 * time/* SECOND_MS */._L];
/**
 * GitHub Actions as a target: github.com or a GitHub Enterprise Server.
 *
 * @throws TargetError when the API address is unfit to be sent a token
 * @example
 * const target = createGitHubTarget({
 *   fetch: createNodeFetch(), clock, token: () => token, apiUrl: 'https://api.github.com',
 *   repository: 'acme/widgets', seed: 1, limits: plan.limits,
 * });
 */
function createGitHubTarget(options) {
    const apiUrl = (0,api_url/* checkApiUrl */.S)(options.apiUrl);
    const { clock } = options;
    const warn = options.onWarning ?? (() => { });
    const client = (0,github_client/* createGitHubClient */.L)({ ...options, apiUrl, userAgent: options.userAgent ?? 'runner-harness' });
    const owned = new Set();
    let units = [];
    const unitOf = ({ scenario, unitIndex }) => {
        const unit = units[scenario]?.[unitIndex];
        if (unit === undefined)
            throw new RangeError(`unit ${unitIndex} of scenario ${scenario} was not prepared`);
        return unit;
    };
    const notThereSince = new Map();
    const dispatcher = createDispatcher({ client, clock, warn, owned });
    const checks = createCheckRunReader({ client, clock, warn });
    const watcher = createWatcher({ client, clock, unitOf, warn });
    /** The jobs of a run together with those of others, where the plan says so; `undefined`: read them by themselves. */
    async function byCommit(run, unit, signal) {
        if (options.limits.detail !== 'batched' || run.attempt > 1 || run.headSha === undefined)
            return undefined;
        return await checks.jobs(run.runId, unit, run.headSha, signal);
    }
    async function jobs(runId, unit, attempt, signal) {
        const { owner, repo } = unit;
        const all = new Map();
        for (let page = 1;; page++) {
            const answer = await client.request({
                route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
                // With later attempts: all, so that jobs that were carried over can be told from those that ran again.
                params: { owner, repo, run_id: runId, filter: attempt > 1 ? 'all' : 'latest', per_page: 100, page },
                shape: jobPage,
                priority: 'details',
                tries: DETAIL_TRIES,
                signal,
            });
            const doing = `read the jobs of run ${runId} in ${repositoryOf(unit)}`;
            throwIfRefused(answer, doing);
            if (answer.kind === 'answer' && answer.status === 404)
                return 'gone';
            if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok)
                return { unclear: explainFailure(answer, { doing, permission: 'actions: read' }).why };
            for (const job of answer.body.value)
                all.set(job.id, job);
            if (answer.body.value.length < 100)
                return [...all.values()];
        }
    }
    /** A run that was just made is not known everywhere: one 404 is no proof, another one a minute later is. */
    function notThere(runId, unit) {
        const sinceAt = notThereSince.get(runId) ?? clock.now();
        notThereSince.set(runId, sinceAt);
        if (clock.now() - sinceAt > VANISHED_AFTER_MS)
            return undefined;
        return { unclear: `${repositoryOf(unit)} does not know run ${runId} (404)` };
    }
    return {
        capabilities: { observe: 'poll', keyed: true, cancellable: true, serverClock: true },
        async prepare(plan, signal, earlier) {
            const repository = options.repository ?? (plan.target.kind === 'github' ? plan.target.repository : undefined);
            const prepared = await prepareGitHub(plan, {
                client,
                clock,
                signal,
                ...(repository === undefined ? {} : { repository }),
                ...(options.ref === undefined ? {} : { ref: options.ref }),
                ...(earlier === undefined ? {} : { earlier }),
            });
            units = prepared.units;
            return prepared.preparation;
        },
        dispatch: async (order, signal) => await dispatcher(unitOf(order), order, signal),
        async *observe(open, signal) {
            for (const run of open)
                owned.add(run.runId);
            yield* watcher.look(open, signal);
        },
        async details(open, signal) {
            const unit = unitOf(open);
            const seen = watcher.lastSeen(open.runId);
            // Its end may have been learnt from another list than the watcher's.
            const run = seen?.status === 'completed' || (seen?.attempt ?? 1) > 1 ? seen : await watcher.get(open.runId, unit, signal);
            if (run === 'unclear')
                return { unclear: `run ${open.runId} of ${repositoryOf(unit)} could not be read` };
            if (run === undefined || run === 'gone')
                return notThere(open.runId, unit);
            for (let reading = 0;; reading++) {
                const found = (reading === 0 ? await byCommit(run, unit, signal) : undefined) ?? (await jobs(open.runId, unit, run.attempt, signal));
                if (found === 'gone')
                    return notThere(open.runId, unit);
                if ('unclear' in found)
                    return found;
                const lagMs = found.some((job) => job.status !== 'completed') && run.status === 'completed' ? JOBS_LAG_MS[reading] : undefined;
                if (lagMs === undefined)
                    return { run: observationOf(run), jobs: found };
                await clock.sleepUntil(clock.now() + lagMs, signal);
            }
        },
        async find(query, signal) {
            const unit = unitOf(query);
            const since = query.sinceAt + (client.clockOffset()?.offsetMs ?? 0);
            const listing = await listAll(client, unit, since, signal);
            if (!listing.ok)
                return { kind: 'unclear', why: listing.why };
            const carriers = listing.runs.filter((run) => carriesKey(run.title, query.key));
            const found = carriers.length > 0 || unit.keyed ? carriers : candidates(listing.runs, unit, since - CLOCKS_APART_MS, owned);
            if (!unit.keyed && carriers.length === 0 && found.length > 1) {
                return { kind: 'unclear', why: `${found.length} runs may be it, and ${unit.workflow} does not show the key of its dispatch` };
            }
            const [first, ...twins] = found;
            if (first === undefined)
                return { kind: 'absent' };
            for (const run of found)
                owned.add(run.runId);
            return { kind: 'found', runs: [observationOf(first), ...twins.map(observationOf)] };
        },
        async inventory({ keyPrefix, sinceAt, known = [] }, signal) {
            for (const runId of known)
                owned.add(runId);
            const since = sinceAt + (client.clockOffset()?.offsetMs ?? 0);
            const places = new Map(units.flat().map((unit) => [`${repositoryOf(unit)}/${unit.workflow}`, unit]));
            const runs = new Map();
            for (const unit of places.values()) {
                const listing = await listAll(client, unit, since, signal);
                if (!listing.ok)
                    return { kind: 'unclear', why: listing.why };
                for (const run of listing.runs)
                    if ((0,key/* findKeyWith */.JI)(run.title, keyPrefix) !== undefined)
                        runs.set(run.runId, observationOf(run));
            }
            return { kind: 'complete', runs: [...runs.values()] };
        },
        async cancel(run, signal) {
            const unit = unitOf(run);
            const { owner, repo } = unit;
            const verb = run.force ? 'force-cancel' : 'cancel';
            const answer = await client.request({
                route: `POST /repos/{owner}/{repo}/actions/runs/{run_id}/${verb}`,
                params: { owner, repo, run_id: run.runId },
                shape: anything,
                priority: 'cancel',
                // To cancel what is cancelled does no harm.
                tries: CANCEL_TRIES,
                signal,
            });
            if (answer.kind === 'answer') {
                if (answer.status >= 200 && answer.status < 300)
                    return { kind: 'accepted' };
                // A run of ours that is not there any more was deleted, and only runs that have ended can be.
                if (answer.status === 409 || (answer.status === 404 && owned.has(run.runId)))
                    return { kind: 'already_ended' };
            }
            return {
                kind: 'failed',
                why: explainFailure(answer, { doing: `cancel run ${run.runId} in ${repositoryOf(unit)}`, permission: 'actions: write' }).why,
            };
        },
        cancelCommand(run) {
            const { hostname, host } = new URL(apiUrl);
            const elsewhere = hostname === 'api.github.com' ? '' : `GH_HOST=${host.replace(/^api\./, '')} `;
            return `${elsewhere}gh run cancel ${run.runId} -R ${repositoryOf(unitOf(run))}`;
        },
        allowance: () => (0,limits/* allowanceOf */.UF)(client.limits(), 'core', clock.now()),
        usage: () => client.usage(),
        close: () => Promise.resolve(),
    };
}

;// CONCATENATED MODULE: ./build/action/create-target.js


/** GitHub, as this Action reaches it. */
function createTarget({ request, token, seed, clock, env, limits, onWarning }) {
    const { inputs, surroundings } = request;
    return createGitHubTarget({
        fetch: (0,node_fetch/* createNodeFetch */.l)({ env }),
        clock,
        token,
        apiUrl: inputs['api-url'] ?? surroundings.apiUrl,
        repository: surroundings.repository,
        seed,
        limits,
        userAgent: 'runner-harness-action',
        onWarning,
    });
}


/***/ }),

/***/ 97361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ credentialsFor)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77094);
/* harmony import */ var _targets_github_node_fetch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49628);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64980);



/**
 * The token that was given, or with `app-id` and `private-key` the tokens of that App's installation where the plan sends its work.
 *
 * @throws UsageError for an App and a plan of several repositories; TargetError for a key that is none
 */
async function credentialsFor({ request: { inputs, surroundings }, plan, clock, env }) {
    const { token = '', 'app-id': appId, 'private-key': privateKey } = inputs;
    if (appId === undefined || privateKey === undefined)
        return { token: () => token, secrets: [token] };
    const secrets = [token, privateKey];
    const { createAppToken } = await __webpack_require__.e(/* import() */ 618).then(__webpack_require__.bind(__webpack_require__, 85618));
    const appToken = createAppToken({
        appId,
        privateKey,
        apiUrl: inputs['api-url'] ?? surroundings.apiUrl,
        repository: onlyRepository(plan),
        fetch: (0,_targets_github_node_fetch_js__WEBPACK_IMPORTED_MODULE_1__/* .createNodeFetch */ .l)({ env }),
        clock,
        onToken: (fresh) => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(fresh);
            secrets.push(fresh);
        },
    });
    return { token: appToken, secrets };
}
/** Each token of an App is for one repository. */
function onlyRepository(plan) {
    const names = plan.scenarios.flatMap(({ units }) => units.flatMap(({ repository }) => repository ?? []));
    const [first = '', ...others] = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
    if (others.length === 0)
        return first;
    throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UsageError */ .e([
        {
            where: 'app-id',
            message: `the App's tokens are for one repository each, and the plan sends to ${[first, ...others].join(', ')}`,
            fix: 'give a token that reaches all of them, or run a plan for each',
        },
    ]);
}


/***/ }),

/***/ 65755:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ readBooks),
/* harmony export */   n: () => (/* binding */ foldJournal)
/* harmony export */ });
/* harmony import */ var _core_session_apply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(12505);

/** The session that a journal tells of; `undefined` for an empty journal. */
function foldJournal(journal) {
    return readBooks(journal).session;
}
/** The session, and how many entries tell of it. */
function readBooks(journal) {
    let session;
    let entries = 0;
    for (const entry of journal.read()) {
        session = (0,_core_session_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .apply */ .B)(session, entry);
        entries = entry.seq;
    }
    return { session, entries };
}


/***/ }),

/***/ 83162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  qR: () => (/* binding */ JOURNAL_NAME),
  Ih: () => (/* binding */ lastJournal),
  fA: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/core/plan/plan-difference.js
/** At most so many differences are named; the rest is counted. */
const MOST = 10;
/**
 * Where two plans differ, a sentence each; empty for equal ones. Plans are data without cycles, so that any two values are compared.
 *
 * @example planDifference(begun, given) // ['scenarios[0].arrivals.runs: 10 then, 20 now']
 */
function planDifference(then, now) {
    const found = [...differences(then, now, '')];
    return found.length <= MOST ? found : [...found.slice(0, MOST), `and ${found.length - MOST} more`];
}
function* differences(then, now, path) {
    if (Object.is(then, now))
        return;
    if (typeof then === 'object' && typeof now === 'object' && then !== null && now !== null && Array.isArray(then) === Array.isArray(now)) {
        const [a, b] = [then, now];
        for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
            const at = Array.isArray(then) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
            yield* differences(a[key], b[key], at);
        }
        return;
    }
    yield `${path === '' ? 'the plan' : path}: ${show(then)} then, ${show(now)} now`;
}
function show(value) {
    if (value === undefined)
        return 'nothing';
    const text = JSON.stringify(value);
    return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

// EXTERNAL MODULE: ./build/core/report/rows.js
var rows = __webpack_require__(41624);
// EXTERNAL MODULE: ./build/ports/journal.js
var ports_journal = __webpack_require__(18708);
// EXTERNAL MODULE: ./build/stores/journal/sqlite-journal.js + 1 modules
var sqlite_journal = __webpack_require__(59957);
// EXTERNAL MODULE: ./build/stores/session-folder/session-folder.js
var session_folder = __webpack_require__(17356);
// EXTERNAL MODULE: ./build/app/errors.js
var errors = __webpack_require__(19813);
// EXTERNAL MODULE: ./build/app/fold-journal.js
var fold_journal = __webpack_require__(65755);
// EXTERNAL MODULE: ./build/app/restore-checkpoint.js
var restore_checkpoint = __webpack_require__(37193);
;// CONCATENATED MODULE: ./build/app/open-session.js











/** The journal's name in a session's folder. */
const JOURNAL_NAME = 'session.db';
/** The name of the report that is written last. */
const RESULT_NAME = 'result.json';
/**
 * Opens the folder and the journal under which a session is to be executed.
 *
 * A session without an end mark goes on (`resume: auto`), and so does one whose controller died over its reports; any other that ended
 * stays as it is, and a new generation begins in a folder of its own, `<id>.2` and so on. Where a checkpoint knows more than the folder,
 * it takes the journal's place.
 *
 * @throws SessionFolderError, JournalDamagedError
 * @throws ResumeRefusedError when the session was begun with another plan, or its checkpoint can't be used
 */
async function openSession(options) {
    const { root, sessionId, resume, checkpoints } = options;
    const copy = checkpoints === undefined ? undefined : await findCheckpoint(checkpoints, options);
    for (let generation = 1;; generation++) {
        const folder = await (0,session_folder/* sessionFolder */.vE)(root, generation === 1 ? sessionId : `${sessionId}.${generation}`);
        const path = (0,external_node_path_.join)(folder, JOURNAL_NAME);
        let books = (0,external_node_fs_.existsSync)(path) ? await openBooks(path, options) : undefined;
        if (copy !== undefined && copy.session.generation === generation && knowsMore(copy, books)) {
            books?.journal.close();
            // It ended on another machine, with its reports.
            if (copy.session.endedAt !== undefined)
                continue;
            books = await placeCopy(copy, path, options);
        }
        if (books?.session === undefined) {
            if (copy !== undefined && copy.session.generation > generation) {
                books?.journal.close();
                continue;
            }
            return { folder, journal: books?.journal ?? (0,sqlite_journal/* openJournal */._)(path), generation };
        }
        const { journal, session } = books;
        if (resume === 'auto' && (session.endedAt === undefined || !(await isReported(folder, session)))) {
            try {
                assertSamePlan(session, options);
            }
            catch (error) {
                journal.close();
                throw error;
            }
            return { folder, journal, generation, earlier: session };
        }
        journal.close();
    }
}
/** Were the reports written after the session's end? `result.json` comes last of them. */
async function isReported(folder, { endedAt }) {
    try {
        const { session } = JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(folder, RESULT_NAME), 'utf8'));
        return endedAt !== undefined && session.endedAt === (0,rows/* isoStamp */.xO)(endedAt);
    }
    catch {
        return false;
    }
}
/**
 * The journal of a session's last generation on this machine.
 *
 * @returns its path, or `undefined` when there is none
 */
function lastJournal(root, sessionId) {
    const pathOf = (generation) => (0,external_node_path_.join)(root, generation === 1 ? sessionId : `${sessionId}.${generation}`, JOURNAL_NAME);
    let last;
    // Folders of generations whose journal is elsewhere hold none.
    for (let generation = 1; (0,external_node_fs_.existsSync)((0,external_node_path_.join)(pathOf(generation), '..')); generation++)
        if ((0,external_node_fs_.existsSync)(pathOf(generation)))
            last = pathOf(generation);
    return last;
}
async function findCheckpoint(store, options) {
    const { sessionId, force, onNotice } = options;
    try {
        return await (0,restore_checkpoint/* newestCheckpoint */.T)(store, sessionId, { ...(force === undefined ? {} : { force }), ...(onNotice === undefined ? {} : { onNotice }) });
    }
    catch (error) {
        if (error instanceof errors/* ResumeRefusedError */.Ws)
            throw error;
        const why = error instanceof Error ? error.message : String(error);
        onNotice?.(`checkpoints can't be looked for in ${store.name}: ${why}`);
        return undefined;
    }
}
async function openBooks(path, { repair, now, onNotice }) {
    try {
        const journal = (0,sqlite_journal/* openJournal */._)(path);
        return { journal, ...(0,fold_journal/* readBooks */.f)(journal) };
    }
    catch (error) {
        if (!(error instanceof ports_journal/* JournalDamagedError */.nu) || error instanceof ports_journal/* JournalVersionError */.WX)
            throw error;
        if (repair !== true) {
            const hint = 'Repair it to go on from them and from the list of runs; nothing that was sent is sent again';
            throw new ports_journal/* JournalDamagedError */.nu(`${error.message}. ${hint}`, { lastGoodSeq: error.lastGoodSeq, cause: error });
        }
        const saved = await (0,sqlite_journal/* salvageJournal */.R)(path, `${path}.saved`);
        moveAside(path, 'damaged');
        if (saved > 0)
            (0,external_node_fs_.renameSync)(`${path}.saved`, path);
        const journal = (0,sqlite_journal/* openJournal */._)(path);
        if (saved > 0)
            await journal.append(now, [{ type: 'restored', from: `the first ${saved} entries of a damaged journal` }]);
        onNotice?.(`${error.message}: it goes on from them; the damaged file is kept as ${(0,external_node_path_.basename)(path)}.damaged`);
        return { journal, ...(0,fold_journal/* readBooks */.f)(journal) };
    }
}
/** Later controllers know more; of one controller, the longer books do. */
function knowsMore(copy, local) {
    if (local?.session === undefined)
        return true;
    const ahead = copy.session.epoch - local.session.epoch;
    return ahead > 0 || (ahead === 0 && copy.entries > local.entries);
}
async function placeCopy(copy, path, { now, onNotice }) {
    const temporary = `${path}.restored`;
    for (const suffix of ['', '-wal', '-shm'])
        (0,external_node_fs_.rmSync)(`${temporary}${suffix}`, { force: true });
    await (0,promises_.writeFile)(temporary, copy.bytes, { mode: 0o600, flush: true });
    const marked = (0,sqlite_journal/* openJournal */._)(temporary);
    // In the copy itself, so that whoever finds it knows that it is one.
    await marked.append(now, [{ type: 'restored', from: `checkpoint ${copy.name}` }]);
    marked.close();
    if ((0,external_node_fs_.existsSync)(path))
        moveAside(path, 'behind');
    (0,external_node_fs_.renameSync)(temporary, path);
    onNotice?.(`goes on from the checkpoint ${copy.name}`);
    const journal = (0,sqlite_journal/* openJournal */._)(path);
    return { journal, ...(0,fold_journal/* readBooks */.f)(journal) };
}
/** The log beside the file belongs to it. */
function moveAside(path, why) {
    for (const suffix of ['-wal', '-shm', ''])
        if ((0,external_node_fs_.existsSync)(`${path}${suffix}`))
            (0,external_node_fs_.renameSync)(`${path}${suffix}`, `${path}.${why}${suffix}`);
}
function assertSamePlan(session, { plan, force, onNotice }) {
    const differences = planDifference(session.plan, plan);
    if (differences.length === 0)
        return;
    if (force === true)
        return onNotice?.(`the session goes on with the plan that it was begun with, which is another one: ${differences.join('; ')}`);
    throw new errors/* ResumeRefusedError */.Ws([
        `session ${session.id} was begun with another plan: resume it as it is, or give the new plan another session`,
        ...differences,
    ]);
}


/***/ }),

/***/ 37193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ newestCheckpoint)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _core_session_checkpoint_name_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22043);
/* harmony import */ var _ports_journal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18708);
/* harmony import */ var _stores_journal_sqlite_journal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(59957);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(19813);
/* harmony import */ var _fold_journal_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(65755);








/** How many damaged checkpoints are passed over before it is said that there is none. */
const MOST_TRIED = 10;
/**
 * The newest checkpoint of a session that can be believed.
 *
 * @param force also one of another session under the same name
 * @throws ResumeRefusedError for a checkpoint of another session or of a newer version: an older one must not be taken instead
 */
async function newestCheckpoint(store, sessionId, { force = false, onNotice } = {}) {
    const listed = await store.list(sessionId);
    const placed = listed.flatMap(({ name }) => {
        const place = (0,_core_session_checkpoint_name_js__WEBPACK_IMPORTED_MODULE_7__/* .parseCheckpointName */ .PN)(sessionId, name);
        return place === undefined ? [] : [{ name, place }];
    });
    placed.sort((a, b) => (0,_core_session_checkpoint_name_js__WEBPACK_IMPORTED_MODULE_7__/* .newestFirst */ .ll)(a.place, b.place));
    for (const { name, place } of placed.slice(0, MOST_TRIED)) {
        try {
            const bytes = await store.load(name);
            const { session, entries } = await readCheckpoint(bytes);
            if (session.id !== sessionId && !force) {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ResumeRefusedError */ .Ws([
                    `the checkpoint ${name} (${store.name}) is of another session: ${session.id} of plan "${session.plan.name}", and not ${sessionId}. Give this one another name, or force it`,
                ]);
            }
            return { name, place, session, entries, bytes };
        }
        catch (error) {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ResumeRefusedError */ .Ws)
                throw error;
            const why = error instanceof Error ? error.message : String(error);
            if (error instanceof _ports_journal_js__WEBPACK_IMPORTED_MODULE_3__/* .JournalVersionError */ .WX)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ResumeRefusedError */ .Ws([`the checkpoint ${name} (${store.name}): ${why}`], { cause: error });
            onNotice?.(`the checkpoint ${name} is passed over: ${why}`);
        }
    }
    return undefined;
}
/** Verifies the chain of a journal in memory. @throws JournalDamagedError */
async function readCheckpoint(bytes) {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'rh-checkpoint-'));
    try {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'session.db');
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, bytes, { mode: 0o600 });
        const journal = (0,_stores_journal_sqlite_journal_js__WEBPACK_IMPORTED_MODULE_4__/* .openJournal */ ._)(path);
        try {
            const { session, entries } = (0,_fold_journal_js__WEBPACK_IMPORTED_MODULE_6__/* .readBooks */ .f)(journal);
            if (session === undefined)
                throw new Error('it is empty');
            return { session, entries };
        }
        finally {
            journal.close();
        }
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 59957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ openJournal),
  R: () => (/* binding */ salvageJournal)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:sqlite"
var external_node_sqlite_ = __webpack_require__(80099);
// EXTERNAL MODULE: ./build/ports/journal.js
var journal = __webpack_require__(18708);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/stores/journal/canonical.js

/** What the first entry's predecessor hashes to. */
const GENESIS = '0'.repeat(64);
/** The hash that an entry carries: over its predecessor's hash, its number, its instant and its text. */
function entryHash(previous, seq, at, text) {
    return (0,external_node_crypto_.createHash)('sha256').update(`${previous}\n${seq}\n${at}\n${text}`).digest('hex');
}

;// CONCATENATED MODULE: ./build/stores/journal/sqlite-journal.js




/** Told apart from other SQLite files by `PRAGMA application_id`: "RHjl". */
const APPLICATION_ID = 0x52486a6c;
const SCHEMA_VERSION = 1;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    seq  INTEGER PRIMARY KEY,
    at   REAL NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
`;
/**
 * The journal of a session in a SQLite file: WAL, full sync, one transaction an append.
 *
 * SQLite survives a kill and a power cut, but a flipped bit in its WAL drops commits without a word. So every event carries the
 * hash of its predecessor, and opening verifies the chain from the first entry on.
 *
 * @param path of the database; made when it does not exist
 * @throws JournalDamagedError when the file is no journal, is of a newer version, or its chain is broken
 */
function openJournal(path) {
    const fresh = !(0,external_node_fs_.existsSync)(path);
    let database;
    try {
        database = new external_node_sqlite_.DatabaseSync(path);
        // Only the user may read what was dispatched with which inputs.
        if (fresh)
            (0,external_node_fs_.chmodSync)(path, 0o600);
        configure(database, path);
        return new SqliteJournal(database, path);
    }
    catch (cause) {
        if (cause instanceof journal/* JournalDamagedError */.nu)
            throw cause;
        throw new journal/* JournalDamagedError */.nu(`${path} can't be opened as a journal: ${message(cause)}`, { lastGoodSeq: 0, cause });
    }
}
function configure(database, path) {
    const { application_id: id } = database.prepare('PRAGMA application_id').get();
    const { user_version: version } = database.prepare('PRAGMA user_version').get();
    const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
    if (tables > 0 && id !== APPLICATION_ID)
        throw new journal/* JournalDamagedError */.nu(`${path} is a SQLite file, but no journal of this program`, { lastGoodSeq: 0 });
    if (version > SCHEMA_VERSION) {
        const by = writerOf(database);
        throw new journal/* JournalVersionError */.WX(`${path} was written by a newer version (journal format ${version}, this version reads ${SCHEMA_VERSION}): update${by === undefined ? '' : ` to ${by} or later`}`, { lastGoodSeq: 0 });
    }
    // Only now: switching to WAL writes into the file, which up to here may be somebody else's.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    if (tables > 0)
        return;
    // In one transaction: killed in its middle, it leaves an empty file and not somebody else's.
    const mark = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`;
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} ${mark} COMMIT;`);
}
/** The version of the last controller, as far as a format that is not ours can be read. */
function writerOf(database) {
    try {
        const row = database.prepare("SELECT text FROM events WHERE type = 'controller_started' ORDER BY seq DESC LIMIT 1").get();
        const { version } = JSON.parse(String(row?.text));
        return typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? version : undefined;
    }
    catch {
        return undefined;
    }
}
class SqliteJournal {
    #database;
    #path;
    #insert;
    #last;
    #seq = 0;
    #hash = GENESIS;
    #entries;
    constructor(database, path) {
        this.#database = database;
        this.#path = path;
        this.#insert = database.prepare('INSERT INTO events (seq, at, type, text, hash) VALUES (?, ?, ?, ?, ?)');
        this.#last = database.prepare('SELECT max(seq) AS last FROM events');
        this.#entries = [...this.#verified()];
    }
    read() {
        const entries = this.#entries ?? [...this.#verified()];
        // Read once, at the start: the session that is made of them is what stays in memory.
        this.#entries = undefined;
        return entries;
    }
    append(at, events) {
        let { seq, hash } = { seq: this.#seq, hash: this.#hash };
        const entries = [];
        try {
            this.#database.exec('BEGIN IMMEDIATE');
            this.#assertOurs();
            for (const event of events) {
                const text = JSON.stringify(event);
                seq += 1;
                hash = entryHash(hash, seq, at, text);
                this.#insert.run(seq, at, event.type, text, hash);
                entries.push({ seq, at, event });
            }
            this.#database.exec('COMMIT');
        }
        catch (cause) {
            if (this.#database.isTransaction)
                this.#database.exec('ROLLBACK');
            if (cause instanceof journal/* JournalFencedError */.Jx)
                return Promise.reject(cause);
            return Promise.reject(new Error(`the journal ${this.#path} could not be written: ${message(cause)}`, { cause }));
        }
        this.#seq = seq;
        this.#hash = hash;
        return Promise.resolve(entries);
    }
    copyTo(path) {
        this.#database.prepare('VACUUM INTO ?').run(path);
        (0,external_node_fs_.chmodSync)(path, 0o600);
    }
    close() {
        if (this.#database.isOpen)
            this.#database.close();
    }
    /** The fence between two controllers of one session: whoever appended last goes on, the other one finds out before it can send. */
    #assertOurs() {
        const { last } = this.#last.get();
        if ((last ?? 0) === this.#seq)
            return;
        throw new journal/* JournalFencedError */.Jx(`another controller has taken over the session of ${this.#path}: this one sends nothing more`);
    }
    *#verified() {
        this.#seq = 0;
        this.#hash = GENESIS;
        for (const row of this.#database.prepare('SELECT seq, at, text, hash FROM events ORDER BY seq').iterate()) {
            const { seq, at, text, hash } = row;
            if (seq !== this.#seq + 1)
                this.#damaged(`entry ${this.#seq + 1} is missing`);
            if (hash !== entryHash(this.#hash, seq, at, text))
                this.#damaged(`entry ${seq} is not what was written`);
            this.#seq = seq;
            this.#hash = hash;
            yield { seq, at, event: JSON.parse(text) };
        }
    }
    #damaged(what) {
        throw new journal/* JournalDamagedError */.nu(`the journal ${this.#path} is damaged: ${what}; entries 1 to ${this.#seq} can be believed`, {
            lastGoodSeq: this.#seq,
        });
    }
}
function message(cause) {
    return cause instanceof Error ? cause.message : String(cause);
}
/**
 * Saves what can be believed of a damaged journal into a new one.
 *
 * @param path of the damaged one; it stays as it is
 * @param to where nothing is yet
 * @returns how many entries were saved; with 0 there is no new file
 */
async function salvageJournal(path, to) {
    const kept = [];
    let hash = GENESIS;
    try {
        const database = new external_node_sqlite_.DatabaseSync(path, { readOnly: true });
        try {
            for (const row of database.prepare('SELECT seq, at, text, hash FROM events ORDER BY seq').iterate()) {
                const { seq, at, text, hash: written } = row;
                if (seq !== kept.length + 1 || written !== entryHash(hash, seq, at, text))
                    break;
                hash = written;
                kept.push({ at, event: JSON.parse(text) });
            }
        }
        finally {
            database.close();
        }
    }
    catch {
        // A page that can't be read ends what can be believed.
    }
    if (kept.length === 0)
        return 0;
    const journal = openJournal(to);
    for (const { at, event } of kept)
        await journal.append(at, [event]);
    journal.close();
    return kept.length;
}


/***/ })

};
