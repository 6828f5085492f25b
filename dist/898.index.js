export const id = 898;
export const ids = [898,293];
export const modules = {

/***/ 52898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  execute: () => (/* binding */ execute)
});

// EXTERNAL MODULE: ./build/app/conduct.js + 5 modules
var conduct = __webpack_require__(20901);
// EXTERNAL MODULE: ./build/core/report/rows.js
var rows = __webpack_require__(41624);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
// EXTERNAL MODULE: ./build/stores/baselines/github-answers.js
var github_answers = __webpack_require__(16839);
// EXTERNAL MODULE: ./build/action/create-target.js + 12 modules
var create_target = __webpack_require__(45152);
// EXTERNAL MODULE: ./build/action/credentials.js
var credentials = __webpack_require__(97361);
// EXTERNAL MODULE: ./build/action/post-state.js
var post_state = __webpack_require__(63673);
// EXTERNAL MODULE: ./build/core/report/samples-of-slot.js + 6 modules
var samples_of_slot = __webpack_require__(32227);
// EXTERNAL MODULE: ./build/core/session/ledger.js
var ledger = __webpack_require__(93124);
// EXTERNAL MODULE: ./build/core/session/session.js
var session_session = __webpack_require__(14109);
// EXTERNAL MODULE: ./build/core/stats/quantile.js
var quantile = __webpack_require__(22097);
// EXTERNAL MODULE: ./build/core/stats/sorted-samples.js
var sorted_samples = __webpack_require__(6907);
;// CONCATENATED MODULE: ./build/app/progress-tracker.js






/** Follows a session's events and tells at any moment how far it has come. */
class ProgressTracker {
    #tallies = new Map();
    #session;
    /** Takes in an event that the session already knows. */
    take({ event }, session) {
        this.#session = session;
        if (event.type !== 'settled')
            return;
        const slot = session.slots.get(event.slot);
        if (slot === undefined)
            return;
        const tally = this.#tally(slot.scenario);
        tally.done[event.box] += 1;
        for (const sample of (0,samples_of_slot/* samplesOfSlot */.v)(session, slot)) {
            if (sample.metric === 'queue_time' && sample.status === 'measured')
                tally.queueS.push(sample.ms / time/* SECOND_MS */._L);
        }
    }
    /**
     * The scenario that runs, or the one that is named.
     *
     * @param now on the session's clock
     * @param requests sent up to now
     * @returns `undefined` while there is nothing to show
     */
    view(now, requests, index) {
        const session = this.#session;
        const state = index === undefined ? session?.scenarios.find(({ phase }) => phase === 'running') : session?.scenarios[index];
        if (session === undefined || state?.startedAt === undefined)
            return undefined;
        const { done, queueS } = this.#tally(state.index);
        const open = [...session.open.values()].filter(({ scenario }) => scenario === state.index);
        const running = open.filter(({ observation }) => observation?.status === 'in_progress').length;
        const [p50, p95] = queueS.length === 0 ? [] : percentiles(queueS);
        const elapsedMs = (state.endedAt ?? now) - state.startedAt;
        const finished = Object.values(done).reduce((sum, count) => sum + count, 0);
        const remainingMs = state.endedAt === undefined ? remaining(session, state, finished, elapsedMs) : undefined;
        const limited = Math.max(0, ...[...session.ready.values()].map(({ notBeforeAt }) => (notBeforeAt ?? now) - now));
        return {
            scenario: state.scenario.name,
            scenarioNumber: state.index + 1,
            scenarios: session.scenarios.length,
            planned: (0,session_session/* plannedSlots */.Cz)(state),
            issued: state.issued,
            queued: open.length - running,
            running,
            done,
            ...(p50 === undefined ? {} : { queueP50S: p50 }),
            ...(p95 === undefined ? {} : { queueP95S: p95 }),
            elapsedMs,
            ...(remainingMs === undefined ? {} : { remainingMs }),
            requests,
            ...(limited > time/* SECOND_MS */._L ? { limitedForMs: limited } : {}),
        };
    }
    #tally(scenario) {
        let tally = this.#tallies.get(scenario);
        if (tally === undefined) {
            const { planned: _, ...done } = (0,ledger/* emptyLedger */.Hg)();
            tally = { done, queueS: [] };
            this.#tallies.set(scenario, tally);
        }
        return tally;
    }
}
/** Until the end: an open model's last slot and a run after it; a closed model's at the speed so far. */
function remaining(session, state, finished, elapsedMs) {
    if (finished === 0)
        return undefined;
    if (state.schedule.model === 'closed')
        return (elapsedMs / finished) * (state.schedule.total - finished);
    const durations = [...session.learntMs].flatMap(([key, ms]) => (key.startsWith(`${state.index}/`) ? ms : []));
    const [runMs] = durations.length === 0 ? [0] : percentiles(durations);
    return Math.max(0, (state.schedule.offsetsMs.at(-1) ?? 0) + (runMs ?? 0) - elapsedMs);
}
function percentiles(values) {
    const sorted = (0,sorted_samples/* sortSamples */.O)(values);
    return sorted === undefined ? [] : [(0,quantile/* quantile */.YV)(sorted, 0.5), (0,quantile/* quantile */.YV)(sorted, 0.95)];
}

// EXTERNAL MODULE: ./build/core/plan/describe-scenario.js
var describe_scenario = __webpack_require__(83194);
// EXTERNAL MODULE: ./build/reports/escape/log.js
var log = __webpack_require__(40096);
// EXTERNAL MODULE: ./build/reports/escape/truncate.js
var escape_truncate = __webpack_require__(91306);
// EXTERNAL MODULE: ./build/reports/format.js
var format = __webpack_require__(4693);
// EXTERNAL MODULE: ./build/reports/headline.js
var headline = __webpack_require__(14170);
;// CONCATENATED MODULE: ./build/reports/progress.js






const BAR_COLUMNS = 20;
const doneCount = (view) => ledger/* LEDGER_BOXES */.ez.reduce((sum, box) => sum + view.done[box], 0);
/** What ended badly or not at all; successes are the rest. */
function troubles(view) {
    return ledger/* LEDGER_BOXES */.ez.filter((box) => box !== 'succeeded' && view.done[box] > 0).map((box) => `${view.done[box]} ${(0,headline/* boxWord */.MA)(box)}`);
}
function tail(view) {
    const { queueP50S, queueP95S, remainingMs, limitedForMs } = view;
    return [
        ...troubles(view),
        ...(limitedForMs === undefined ? [] : [`waiting ${(0,time/* formatDuration */.a3)(limitedForMs)} for a rate limit`]),
        ...(queueP50S === undefined
            ? []
            : [`queue p50 ${(0,format/* formatSeconds */.Xo)(queueP50S)}${queueP95S === undefined ? '' : `, p95 ${(0,format/* formatSeconds */.Xo)(queueP95S)}`}`]),
        (0,time/* formatDuration */.a3)(view.elapsedMs) + (remainingMs === undefined ? '' : `, about ${(0,time/* formatDuration */.a3)(remainingMs)} left`),
    ];
}
function nameOf(view) {
    return (view.scenarios > 1 ? `${view.scenarioNumber}/${view.scenarios} ` : '') + (0,log/* terminalText */.e)(view.scenario, 24);
}
/**
 * One line for a terminal, drawn over and over in its place; cut at `columns` so that it never wraps.
 *
 * @example `calm  ████████▒▒▒▒░░░░░░░░  20/50 · 8 running · 2 queued · queue p50 3 s, p95 9 s · 1m, about 2m left`
 */
function renderProgressLine(view, columns = 80) {
    const done = doneCount(view);
    const share = (count) => (view.planned === 0 ? 0 : Math.min(BAR_COLUMNS, Math.floor((count / view.planned) * BAR_COLUMNS)));
    const full = share(done);
    const begun = Math.max(full, share(done + view.running + view.queued));
    const bar = '█'.repeat(full) + '▒'.repeat(begun - full) + '░'.repeat(BAR_COLUMNS - begun);
    const head = `${nameOf(view)}  ${bar}  ${done}/${view.planned}`;
    const parts = [head, `${view.running} running`, `${view.queued} queued`, ...tail(view)];
    // What does not fit goes, the percentiles first: the head and the time stay.
    while (parts.length > 2 && displayWidth(parts.join(' · ')) > columns)
        parts.splice(parts.length - 2, 1);
    return truncate(parts.join(' · '), columns);
}
/** One line for a log, printed now and then: every count, no bar. */
function renderProgressPlain(view) {
    const parts = [
        `${nameOf(view)}: ${doneCount(view)} of ${(0,format/* counted */.hS)(view.planned, 'run')} done`,
        `${view.running} running`,
        `${view.queued} queued`,
        `${view.planned - view.issued} to come`,
        ...tail(view),
        (0,format/* counted */.hS)(view.requests, 'request'),
    ];
    return parts.join(' · ');
}

;// CONCATENATED MODULE: ./build/action/progress.js




/** Between two lines of the log when nothing else happens. */
const EVERY_MS = 30 * time/* SECOND_MS */._L;
/** What becomes of the runs that are open when a session stops. */
function stopMeans({ kind }) {
    if (kind === 'suspended' || kind === 'fenced')
        return 'go on';
    return kind === 'journal' ? 'are watched to their end' : 'are cancelled';
}
/** A session as lines of a log: milestones as they come, and every 30 s where it stands. */
class Progress {
    #console;
    #clock;
    #requests;
    #tracker = new ProgressTracker();
    /** @param requests how many were sent up to now */
    constructor(console, clock, requests) {
        this.#console = console;
        this.#clock = clock;
        this.#requests = requests;
    }
    /** Prints the regular lines until the returned function is called. */
    start() {
        const timer = setInterval(() => this.#standing(), EVERY_MS);
        return () => clearInterval(timer);
    }
    /** To be told every event. */
    onEvent(entry, session) {
        this.#tracker.take(entry, session);
        const { event } = entry;
        const { line } = this.#console;
        switch (event.type) {
            case 'controller_started':
                if (event.epoch > 1)
                    line(`Going on with session ${session.id}: ${session.slots.size} runs came due before, ${session.open.size} of them are open`);
                return;
            case 'prepared':
                line(`Session ${session.id}: ${event.target}`);
                // As annotations they come with the result.
                for (const warning of event.warnings)
                    line(`Warning: ${warning}`);
                return;
            case 'scenario_started': {
                const scenario = session.plan.scenarios[event.scenario];
                if (scenario !== undefined)
                    line(`Scenario ${scenario.name}: ${(0,describe_scenario/* describeScenario */._)(scenario)}`);
                return;
            }
            case 'refused':
                return line(`Run ${event.slot} was refused: ${event.why}`);
            case 'ambiguous':
                return line(`Run ${event.slot} got no clear answer (${event.why}): looking for it before anything is sent again`);
            case 'extra_run':
                return line(`Run ${event.runId} stands beside the plan and is cancelled: ${event.why} ${event.url}`);
            case 'warned':
                return line(`Warning: ${event.message}`);
            case 'stopping':
                return line(`Stopping: nothing more is sent, ${session.open.size} open runs ${stopMeans(event.reason)}`);
            case 'suspended':
                return line(`Suspended: session ${session.id} waits for the next job, with ${session.open.size} runs open`);
            case 'scenario_ended':
                return this.#standing(event.scenario);
            default:
                return;
        }
    }
    #standing(scenario) {
        const view = this.#tracker.view(this.#clock.now(), this.#requests(), scenario);
        if (view !== undefined)
            this.#console.line(renderProgressPlain(view));
    }
}

// EXTERNAL MODULE: ./build/action/request.js + 32 modules
var action_request = __webpack_require__(99809);
// EXTERNAL MODULE: ./build/action/version.js
var version = __webpack_require__(23024);
;// CONCATENATED MODULE: ./build/action/execute.js










/**
 * Executes a plan, from its beginning or from where another job left it, and tells the result.
 *
 * @returns the exit code
 * @throws whatever ended it before there was a result
 */
async function execute(request, context) {
    const { console, clock, signals, env } = context;
    const { resume = { kind: 'auto' }, 'max-duration': maxDuration = 'none' } = request.inputs;
    const reportRoot = (0,action_request/* reportRootOf */.gu)(request);
    const onNotice = (text) => console.line(text);
    const { checkpoints, ...begun } = await whatToExecute(request, context, reportRoot);
    const { plan, sessionId } = begun;
    (0,post_state/* saveSessionPlace */.Lm)({ reportRoot, sessionId });
    const { token, secrets } = await (0,credentials/* credentialsFor */.O)({ request, plan, clock, env });
    const gate = plan.baseline === undefined ? undefined : await gateOf(plan.baseline, gateName(plan, request), { request, ...context });
    let target;
    const progress = new Progress(console, clock, () => target?.usage().requests ?? 0);
    const stopProgress = progress.start();
    try {
        const { report, folder } = await (0,conduct/* conduct */.V)({
            plan,
            sessionId,
            reportRoot,
            clock,
            version: version/* VERSION */.x,
            resume: resume.kind === 'never' ? 'never' : 'auto',
            secrets,
            createTarget: ({ seed }) => {
                target = (0,create_target/* createTarget */.Y)({ request, token, seed, clock, env, limits: plan.limits, onWarning: onNotice });
                return target;
            },
            stop: { signal: signals.stopper, reason: () => ({ kind: 'signal', signal: signals.name ?? 'SIGTERM' }) },
            onEvent: (entry, session) => progress.onEvent(entry, session),
            onNotice,
            benchmarks: request.benchmarks,
            ...(0,rows/* present */.Eb)({ gate }),
            ...(maxDuration === 'none' ? {} : { maxDurationMs: maxDuration }),
            ...(0,rows/* present */.Eb)({ checkpoints, recoverSinceAt: begun.recoverSinceAt }),
        });
        stopProgress();
        const { publish } = await Promise.all(/* import() */[__webpack_require__.e(344), __webpack_require__.e(547)]).then(__webpack_require__.bind(__webpack_require__, 84748));
        return await publish({ report, folder, request, secrets, gateId: gate?.id ?? gateName(plan, request), ...context });
    }
    finally {
        stopProgress();
    }
}
const gateName = (plan, { inputs: { session } }) => (session === undefined ? plan.name : `${plan.name} (${session})`);
/** Loaded only where something is compared. */
async function gateOf(...given) {
    return await (await Promise.all(/* import() */[__webpack_require__.e(306), __webpack_require__.e(377), __webpack_require__.e(828), __webpack_require__.e(666), __webpack_require__.e(564)]).then(__webpack_require__.bind(__webpack_require__, 4564))).gateOrderOf(...given);
}
/** This step's own session, or the one that it was told to go on with. */
async function whatToExecute(request, context, reportRoot) {
    const { inputs, surroundings, sessionId, plan } = request;
    const { resume = { kind: 'auto' } } = inputs;
    const { console } = context;
    const { checkpointsOf, ownApi } = await Promise.all(/* import() */[__webpack_require__.e(306), __webpack_require__.e(76)]).then(__webpack_require__.bind(__webpack_require__, 87076));
    const api = ownApi({ request, ...context });
    const named = resume.kind === 'session' || resume.kind === 'artifact';
    const { findResumed, placeOfArtifact } = await __webpack_require__.e(/* import() */ 421).then(__webpack_require__.bind(__webpack_require__, 91421));
    const place = resume.kind === 'artifact' ? await placeOfArtifact(resume.id, api, surroundings) : undefined;
    const look = named || (resume.kind === 'auto' && surroundings.attempt > 1);
    const policy = checkpointsOf({ request, ...context }, { api, look, ...(0,rows/* present */.Eb)({ otherRunId: place?.runId }) });
    if (typeof policy === 'string')
        console.line(`No checkpoints are kept (${policy}): should this machine die, its runs are found by GitHub's list alone`);
    const checkpoints = typeof policy === 'string' ? undefined : policy;
    if (named) {
        const found = await findResumed(place?.sessionId ?? resume.id, reportRoot, checkpoints?.store, (text) => console.line(text));
        // A plan that was given as well has to be the same.
        return { sessionId: found.sessionId, plan: plan ?? found.plan, checkpoints, recoverSinceAt: undefined };
    }
    if (plan === undefined)
        throw new Error('there is neither a plan nor a session to go on with');
    const recoverSinceAt = look ? await runBegan(api, surroundings) : undefined;
    return { sessionId, plan, checkpoints, recoverSinceAt };
}
/** When this workflow run was made: an earlier attempt of it can't have sent anything before. `undefined` where GitHub does not say. */
async function runBegan(api, { repository, runId }) {
    if (api === undefined)
        return undefined;
    const [owner, repo] = repository.split('/');
    const answer = await (0,github_answers/* ask */.k)(api, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id: runId }, 'read this workflow run');
    return answer.kind === 'found' ? (0,time/* parseStamp */.Pu)(answer.value?.created_at) : undefined;
}


/***/ }),

/***/ 20901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ conduct)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/core/report/rows.js
var rows = __webpack_require__(41624);
// EXTERNAL MODULE: ./build/engine/run-session.js + 7 modules
var run_session = __webpack_require__(95266);
// EXTERNAL MODULE: ./build/ports/target.js
var ports_target = __webpack_require__(81914);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/stores/raw-log/raw-log.js


/** The file in the session folder. */
const RAW_LOG_NAME = 'raw.ndjson.gz';
const MAX_BYTES = 100 * 1_024 * 1_024;
/** Compressed in parts of this size, so that a killed process loses one part at most. */
const PART_CHARS = 256 * 1_024;
/**
 * Appends answers to a gzip file of JSON lines. A resumed session goes on where the last one ended: gzip members may follow each other.
 *
 * @param maxBytes cap of the compressed file; 100 MB
 */
function openRawLog(path, maxBytes = MAX_BYTES) {
    let bytes = (0,external_node_fs_.existsSync)(path) ? (0,external_node_fs_.statSync)(path).size : 0;
    let full = bytes >= maxBytes;
    let waiting = [];
    let chars = 0;
    const flush = () => {
        if (waiting.length === 0)
            return;
        const part = (0,external_node_zlib_.gzipSync)(waiting.join(''));
        waiting = [];
        chars = 0;
        if (bytes + part.byteLength > maxBytes) {
            full = true;
            return;
        }
        (0,external_node_fs_.appendFileSync)(path, part, { mode: 0o600 });
        bytes += part.byteLength;
    };
    return {
        write(exchange) {
            if (full)
                return;
            const line = `${JSON.stringify(exchange)}\n`;
            waiting.push(line);
            chars += line.length;
            if (chars >= PART_CHARS)
                flush();
        },
        close: flush,
        get full() {
            return full;
        },
    };
}
/**
 * Reads the answers back, in the order in which they came. What a killed process left torn at the end is left out.
 *
 * @throws Error when the file is damaged before its end
 */
async function* readRawLog(path) {
    // With a sync flush at the end, a torn member gives what it has instead of an error.
    const text = createReadStream(path).pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }));
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of text) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
            yield JSON.parse(line);
    }
}

;// CONCATENATED MODULE: ./build/app/cancel-command.js
/** The command that cancels a run, from the address of its page: `gh run cancel 7 -R github.com/acme/widgets`. */
function cancelCommandOf(session, runId) {
    const url = session.runs.get(runId)?.url ?? session.extraRuns.get(runId)?.url ?? '';
    const place = /^https?:\/\/([^/]+\/[^/]+\/[^/]+)\/actions\/runs\//.exec(url)?.[1];
    return `gh run cancel ${runId}${place === undefined ? '' : ` -R ${place.replace(/^github\.com\//, '')}`}`;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/core/session/checkpoint-name.js
var checkpoint_name = __webpack_require__(22043);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
// EXTERNAL MODULE: ./build/ports/checkpoint-store.js
var checkpoint_store = __webpack_require__(32445);
;// CONCATENATED MODULE: ./build/app/checkpoint.js






const EVERY_MS = 10 * time/* MINUTE_MS */.kg;
const EVERY_RUNS = 100;
/** Names that are tried when others are taken. */
const MOST_NAMES = 50;
/** Older checkpoints that are kept, in case the newest is damaged. */
const KEPT = 1;
/**
 * Copies the journal to a store from time to time, while the session goes on. A copy that can't be made is told and tried again later: the
 * session does not depend on it.
 */
class Checkpointer {
    #options;
    #runs = 0;
    #lastAt;
    #n = 0;
    #busy;
    #told = '';
    constructor(options) {
        this.#options = options;
        this.#lastAt = options.clock.now();
    }
    /** Takes notice of an event; begins a checkpoint when one is due. */
    take({ event }, session) {
        const { clock, everyMs = EVERY_MS, everyRuns = EVERY_RUNS } = this.#options;
        if (event.type === 'acked')
            this.#runs += 1;
        if (this.#busy !== undefined || (this.#runs < everyRuns && clock.now() - this.#lastAt < everyMs))
            return;
        this.#begin(session);
    }
    /** Makes a last one, after the one that is under way. */
    async finish(session) {
        await this.#busy;
        this.#begin(session);
        await this.#busy;
    }
    #begin(session) {
        this.#runs = 0;
        this.#lastAt = this.#options.clock.now();
        this.#busy = this.#make(session)
            .catch((error) => {
            const why = error instanceof Error ? error.message : String(error);
            if (why === this.#told)
                return;
            this.#told = why;
            this.#options.onNotice?.(`no checkpoint could be made (${why}): the session goes on, and a loss of this machine would cost what the list of runs can't tell`);
        })
            .finally(() => {
            this.#busy = undefined;
        });
    }
    async #make({ id, generation, epoch }) {
        const bytes = await this.#copy();
        const { store } = this.#options;
        for (let tries = 1;; tries++) {
            this.#n += 1;
            const name = (0,checkpoint_name/* checkpointName */.s7)(id, { generation, epoch, n: this.#n });
            try {
                await store.save(name, bytes);
                break;
            }
            catch (error) {
                if (!(error instanceof checkpoint_store/* CheckpointNameTakenError */.f) || tries === MOST_NAMES)
                    throw error;
            }
        }
        await this.#removeOlder(id).catch(() => { });
    }
    async #copy() {
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'rh-checkpoint-'));
        try {
            const path = (0,external_node_path_.join)(folder, 'session.db');
            this.#options.journal.copyTo(path);
            return await (0,promises_.readFile)(path);
        }
        finally {
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    async #removeOlder(sessionId) {
        const { store } = this.#options;
        const listed = (await store.list(sessionId)).flatMap(({ name }) => {
            const place = (0,checkpoint_name/* parseCheckpointName */.PN)(sessionId, name);
            return place === undefined ? [] : [{ name, place }];
        });
        listed.sort((a, b) => (0,checkpoint_name/* newestFirst */.ll)(a.place, b.place));
        for (const { name } of listed.slice(1 + KEPT))
            await store.remove(name);
    }
}

// EXTERNAL MODULE: ./build/app/open-session.js + 1 modules
var open_session = __webpack_require__(83162);
;// CONCATENATED MODULE: ./build/app/discard-unbegun.js




/** What a session leaves that never began. */
const LEFT = new Set([open_session/* JOURNAL_NAME */.qR, `${open_session/* JOURNAL_NAME */.qR}-wal`, `${open_session/* JOURNAL_NAME */.qR}-shm`, RAW_LOG_NAME]);
/**
 * Takes away the folder of a session that never began, and its root if nothing else is in it. A folder that holds anything but an
 * empty journal stays.
 */
function discardUnbegun(folder) {
    if ((0,external_node_fs_.readdirSync)(folder).some((name) => !LEFT.has(name)))
        return;
    (0,external_node_fs_.rmSync)(folder, { recursive: true });
    const root = (0,external_node_path_.dirname)(folder);
    if ((0,external_node_fs_.readdirSync)(root).length === 0)
        (0,external_node_fs_.rmdirSync)(root);
}

// EXTERNAL MODULE: ./build/app/fold-journal.js
var fold_journal = __webpack_require__(65755);
// EXTERNAL MODULE: ./build/engine/stopper.js
var stopper = __webpack_require__(60104);
;// CONCATENATED MODULE: ./build/app/stop-after.js


/**
 * Adds a time limit to what stops a session: when it is over, the session is suspended. Whichever comes first is the reason.
 *
 * @param ms from now on, on the session's clock; absent: no limit
 */
function stopAfter(stop, clock, ms) {
    if (ms === undefined)
        return { ...stop, [Symbol.dispose]: () => { } };
    const both = new stopper/* Stopper */.Q();
    const done = new stopper/* Stopper */.Q();
    let over = false;
    const onStop = () => both.abort();
    stop.signal.addEventListener('abort', onStop, { once: true });
    if (stop.signal.aborted)
        both.abort();
    void clock.sleepUntil(clock.now() + ms, done).then(() => {
        if (done.aborted || both.aborted)
            return;
        over = true;
        both.abort();
    });
    return {
        signal: both,
        reason: () => over ? { kind: 'suspended', message: `max-duration of ${(0,time/* formatDuration */.a3)(ms)} reached: the session can be resumed` } : stop.reason(),
        [Symbol.dispose]: () => {
            stop.signal.removeEventListener('abort', onStop);
            done.abort();
        },
    };
}

;// CONCATENATED MODULE: ./build/app/conduct.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});











/**
 * What every face does with a plan: open the session's folder and journal, execute, measure, gate, write every report.
 *
 * An error in the middle ends the session, not the report: what was measured is written, the outcome is `error`, and the journal has
 * no end mark, so that the session can be resumed.
 *
 * @throws PlanRefusedError, SessionFolderError, JournalDamagedError before anything was sent; TargetError when the access was refused
 *   before there was a run
 */
async function conduct(options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { plan, clock, reportRoot, sessionId, version, resume, checkpoints, onNotice, recoverSinceAt } = options;
        const gate = await preparedGate(options);
        const opened = await (0,open_session/* openSession */.fA)({
            root: reportRoot,
            sessionId,
            resume,
            plan,
            force: options.force ?? false,
            repair: options.repair ?? false,
            now: clock.now(),
            ...(0,rows/* present */.Eb)({ checkpoints: checkpoints?.store, onNotice }),
        });
        const { folder, journal, generation } = opened;
        const checkpointer = checkpoints === undefined ? undefined : new Checkpointer({ ...checkpoints, journal, clock, ...(0,rows/* present */.Eb)({ onNotice }) });
        const recover = opened.earlier === undefined && generation === 1 && recoverSinceAt !== undefined;
        const seed = opened.earlier?.seed ?? plan.seed ?? Number.parseInt(sessionId.slice(0, 8), 16);
        const rawLog = options.keepRaw === true ? openRawLog((0,external_node_path_.join)(folder, RAW_LOG_NAME)) : undefined;
        const target = options.createTarget({ seed, ...(rawLog === undefined ? {} : { onExchange: (exchange) => rawLog.write(exchange) }) });
        const isOver = opened.earlier?.endedAt !== undefined;
        let failure;
        let ended;
        let unbegun = false;
        const stop = __addDisposableResource(env_1, stopAfter(options.stop, clock, options.maxDurationMs), false);
        try {
            try {
                if (isOver)
                    onNotice?.(`session ${sessionId} had ended before its reports were written: nothing is sent, they are written now`);
                else
                    ended = await (0,run_session/* runSession */.I)({
                        plan,
                        sessionId,
                        generation,
                        seed,
                        version,
                        target,
                        journal,
                        clock,
                        stop,
                        onEvent: (entry, session) => {
                            checkpointer?.take(entry, session);
                            options.onEvent?.(entry, session);
                        },
                        ...(recover ? { recover: { from: 'list', sinceAt: recoverSinceAt } } : {}),
                    });
            }
            catch (error) {
                const session = (0,fold_journal/* foldJournal */.n)(journal);
                unbegun = session === undefined;
                if (error instanceof run_session/* PlanRefusedError */.i)
                    throw error;
                // Without a run there is nothing to report: whoever called shall tell what was wrong with the access, and that nothing was sent.
                if (session === undefined || (error instanceof ports_target/* TargetError */.I && error.refused && session.runs.size === 0))
                    throw error;
                failure = failureText(error);
            }
            // What could not be written down any more is only in the session itself.
            const session = ended ?? (0,fold_journal/* foldJournal */.n)(journal);
            if (session === undefined)
                throw new Error('the session has no first event');
            if (rawLog?.full === true)
                onNotice?.(`${RAW_LOG_NAME} has reached its cap: the rest of the answers was not kept`);
            const { writeSessionReports } = await Promise.all(/* import() */[__webpack_require__.e(306), __webpack_require__.e(107), __webpack_require__.e(828), __webpack_require__.e(344), __webpack_require__.e(314), __webpack_require__.e(7)]).then(__webpack_require__.bind(__webpack_require__, 1007));
            const report = await writeSessionReports(session, {
                folder,
                secrets: options.secrets ?? [],
                // A target that was not asked to prepare does not know where the runs are.
                cancelCommand: (run) => (isOver ? cancelCommandOf(session, run.runId) : target.cancelCommand(run)),
                now: clock.now(),
                ...(0,rows/* present */.Eb)({ failure, gate, reports: options.reports }),
            });
            // After the reports, because it may take its time.
            await checkpointer?.finish(session);
            return { report, folder, session };
        }
        finally {
            rawLog?.close();
            journal.close();
            // A plan that was refused leaves no trace.
            if (unbegun)
                discardUnbegun(folder);
            await target.close();
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
function failureText(error) {
    if (error instanceof ports_target/* TargetError */.I && error.fix !== undefined)
        return `${error.message}: ${error.fix}`;
    return error instanceof Error ? error.message : String(error);
}
/** The readers of other tools' files are many, and loaded only where something is compared. */
async function preparedGate({ plan, clock, gate, benchmarks = [], onNotice, stop }) {
    if (gate === undefined && plan.baseline === undefined && benchmarks.length === 0)
        return undefined;
    const [{ gateOfPlan }, { prepareGate }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(306), __webpack_require__.e(377), __webpack_require__.e(828), __webpack_require__.e(666), __webpack_require__.e(264)]).then(__webpack_require__.bind(__webpack_require__, 19264)), Promise.all(/* import() */[__webpack_require__.e(306), __webpack_require__.e(828), __webpack_require__.e(314)]).then(__webpack_require__.bind(__webpack_require__, 74314))]);
    return await prepareGate(gate ?? gateOfPlan(plan, clock), benchmarks, { signal: stop.signal, ...(0,rows/* present */.Eb)({ onNotice }) });
}


/***/ }),

/***/ 83194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ describeScenario)
/* harmony export */ });
/* unused harmony export describeRate */
/* harmony import */ var _load_schedule_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21074);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3669);


/**
 * A scenario as one sentence part, for progress, dry runs and reports.
 *
 * @example describeScenario(calm) // '30 runs of simple.yml, 5 at a time'
 * @example describeScenario(steady) // '10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced'
 */
function describeScenario(scenario) {
    const { arrivals, units, interleave } = scenario;
    const total = (0,_load_schedule_js__WEBPACK_IMPORTED_MODULE_1__/* .slotCount */ .E)(arrivals);
    const workflows = [...new Set(units.map((unit) => unit.workflow))];
    const what = `${runs(total)} of ${workflows.join(', ')}${workflows.length > 1 ? ' in turn' : ''}`;
    if (interleave !== undefined)
        return `up to ${what}, ${interleave.base} and ${interleave.head} in turns`;
    if (arrivals.model === 'open') {
        return `${describeRate(arrivals.rate)} for ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(arrivals.durationMs)}: ${what}${total > 1 ? ', evenly spaced' : ''}`;
    }
    if (total === 1)
        return what;
    if (arrivals.concurrency === 1)
        return `${what}, one after the other`;
    return arrivals.concurrency >= total ? `${what}, all at once` : `${what}, ${arrivals.concurrency} at a time`;
}
const UNITS = [
    [_time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L, 'a second'],
    [_time_js__WEBPACK_IMPORTED_MODULE_0__/* .MINUTE_MS */ .kg, 'a minute'],
    [_time_js__WEBPACK_IMPORTED_MODULE_0__/* .HOUR_MS */ .iQ, 'an hour'],
    [_time_js__WEBPACK_IMPORTED_MODULE_0__/* .DAY_MS */ .sO, 'a day'],
];
/**
 * A rate in words.
 *
 * @example describeRate({ count: 500, perMs: 10_000 }) // '500 runs every 10s'
 */
function describeRate({ count, perMs }) {
    const unit = UNITS.find(([size]) => size === perMs)?.[1] ?? `every ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(perMs)}`;
    return `${runs(count)} ${unit}`;
}
const runs = (n) => `${n} run${n === 1 ? '' : 's'}`;


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


/***/ })

};
