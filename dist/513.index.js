export const id = 513;
export const ids = [513];
export const modules = {

/***/ 65513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPost: () => (/* binding */ runPost)
});

// EXTERNAL MODULE: ./build/app/open-session.js + 1 modules
var open_session = __webpack_require__(83162);
// EXTERNAL MODULE: ./build/app/system-clock.js
var system_clock = __webpack_require__(67432);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
// EXTERNAL MODULE: ./build/engine/log.js
var engine_log = __webpack_require__(13025);
// EXTERNAL MODULE: ./build/stores/journal/sqlite-journal.js + 1 modules
var sqlite_journal = __webpack_require__(59957);
// EXTERNAL MODULE: ./build/engine/run-session.js + 7 modules
var run_session = __webpack_require__(95266);
// EXTERNAL MODULE: ./build/engine/stopper.js
var stopper = __webpack_require__(60104);
;// CONCATENATED MODULE: ./build/action/leftovers.js
/** Runs that nobody has seen end. One whose cancel was accepted is among them: GitHub may take minutes to end it, or fail to. */
function leftovers(session) {
    const runs = [...session.runs.values()].filter(({ endSeenAt, cancel }) => endSeenAt === undefined && cancel?.answer !== 'already_ended');
    const extra = [...session.extraRuns.values()].filter(({ cancel }) => cancel !== 'accepted' && cancel !== 'already_ended');
    return [
        ...runs.map(({ runId, key, url, slot, scenario, unit, ackedAt, observation }) => ({
            ...{ runId, key, url, slot, scenario, unitIndex: unit },
            sinceAt: observation?.createdAt ?? ackedAt,
        })),
        ...extra.map(({ runId, key, url, scenario, unit }) => ({ runId, key, url, slot: '', scenario, unitIndex: unit, sinceAt: session.startedAt })),
    ];
}
/** Dispatches that were sent, or were about to be, and whose answer never came. */
function doubts(session) {
    const found = new Set([...session.extraRuns.values()].map(({ key }) => key));
    return [...session.slots.values()].flatMap(({ id, key, runId, phase, box, sentAt, issuedAt, scenario, unit }) => {
        const doubtful = phase === 'intent' || phase === 'ambiguous' || box === 'lost';
        if (!doubtful || key === undefined || runId !== undefined || found.has(key))
            return [];
        return [{ slot: id, key, sinceAt: sentAt ?? issuedAt, scenario, unitIndex: unit }];
    });
}
/**
 * The command that ends a run, from its address alone: also when GitHub can't be asked any more.
 *
 * @example cancelCommand('https://github.com/acme/widgets/actions/runs/7') // 'gh run cancel 7 -R acme/widgets'
 */
function cancelCommand(url) {
    const { hostname, host, pathname } = new URL(url);
    const [, owner, repo, id] = /^\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)/.exec(pathname) ?? [];
    return id === undefined ? `cancel the run at ${url}` : `gh run cancel ${id} -R ${hostname === 'github.com' ? '' : `${host}/`}${owner}/${repo}`;
}

;// CONCATENATED MODULE: ./build/action/clean-up.js




/** Between two looks at what is being cancelled. */
const LOOK_MS = 3 * time/* SECOND_MS */._L;
/** A run that has not ended so long after its cancel is cancelled by force. */
const PATIENCE_MS = 2 * time/* MINUTE_MS */.kg;
/**
 * Ends what a session left alive: looks for the runs of dispatches without an answer, looks which runs have ended, cancels the others,
 * and watches until they have ended; the stubborn ones are cancelled by force. Everything goes into the journal, so that doing it again
 * does nothing, and so that a session that is resumed knows.
 *
 * @returns what is left when everything has ended or the deadline has come
 * @throws PlanRefusedError, TargetError when GitHub can't be asked at all
 */
async function cleanUp(options) {
    const { session, target, clock, deadlineAt } = options;
    const deadline = new stopper/* Stopper */.Q();
    const done = new stopper/* Stopper */.Q();
    void clock.sleepUntil(deadlineAt, done).then(() => deadline.abort());
    try {
        const preparation = await target.prepare(session.plan, deadline, session.units);
        if (!preparation.ok)
            throw new run_session/* PlanRefusedError */.i(preparation.problems);
        const doubtful = await settleDoubts(options, deadline);
        const since = new Map();
        for (;;) {
            await look(options, deadline);
            const alive = leftovers(session);
            if (alive.length === 0 || deadline.aborted)
                return { alive, doubtful };
            await Promise.all(alive.map((run) => cancel(run, since, options, deadline)));
            if (leftovers(session).length === 0)
                return { alive: [], doubtful };
            await clock.sleepUntil(Math.min(deadlineAt, clock.now() + LOOK_MS), deadline);
        }
    }
    finally {
        done.abort();
    }
}
async function settleDoubts({ log, session, target }, deadline) {
    const open = [];
    for (const doubt of doubts(session)) {
        const answer = await target.find(doubt, deadline);
        if (answer.kind === 'unclear')
            open.push(doubt);
        if (answer.kind !== 'found')
            continue;
        const { slot, key } = doubt;
        const [first, ...twins] = answer.runs;
        // After the end of the books a run has no slot to go back to.
        const adopted = session.endedAt === undefined && session.slots.get(slot)?.phase !== 'settled';
        const beside = adopted ? twins : answer.runs;
        if (adopted)
            await log.append({ type: 'acked', slot, key, runId: first.runId, url: first.url, by: 'key' });
        for (const run of beside) {
            await log.append({
                type: 'extra_run',
                slot,
                runId: run.runId,
                key,
                url: run.url,
                why: 'its dispatch got no answer before the controller ended',
            });
        }
    }
    return open;
}
async function look({ log, session, target }, deadline) {
    const open = leftovers(session).filter(({ runId }) => session.runs.has(runId));
    if (open.length === 0)
        return;
    for await (const sighting of target.observe(open, deadline)) {
        if (sighting.kind === 'run')
            await log.append({ type: 'observed', observation: sighting.observation });
        if (sighting.kind === 'vanished')
            await log.append({ type: 'vanished', runId: sighting.runId });
    }
}
/** @param since when this clean-up first wanted the run to end */
async function cancel(run, since, { log, session, target, clock }, deadline) {
    const { runId, scenario, unitIndex } = run;
    const now = clock.now();
    const known = session.runs.get(runId)?.cancel;
    const wantedAt = since.get(runId) ?? now;
    since.set(runId, wantedAt);
    const force = now - wantedAt >= PATIENCE_MS;
    // Accepted, and its patience is not over: it is on its way.
    if (known?.answer === 'accepted' && (!force || known.force))
        return;
    await log.append({ type: 'cancel_requested', runId, why: 'stopped with its controller', force });
    const answer = await target.cancel({ runId, scenario, unitIndex, force }, deadline);
    await log.append({ type: 'cancel_answered', runId, answer: answer.kind, ...(answer.kind === 'failed' ? { why: answer.why } : {}) });
}

// EXTERNAL MODULE: ./build/action/console.js
var action_console = __webpack_require__(49946);
// EXTERNAL MODULE: ./build/action/create-target.js + 12 modules
var create_target = __webpack_require__(45152);
// EXTERNAL MODULE: ./build/action/credentials.js
var credentials = __webpack_require__(97361);
// EXTERNAL MODULE: ./build/action/explain-failure.js
var explain_failure = __webpack_require__(72459);
// EXTERNAL MODULE: ./build/action/inputs.js + 1 modules
var inputs = __webpack_require__(95178);
// EXTERNAL MODULE: ./build/action/post-state.js
var post_state = __webpack_require__(63673);
// EXTERNAL MODULE: ./build/action/problem.js
var action_problem = __webpack_require__(64980);
// EXTERNAL MODULE: ./build/action/surroundings.js
var surroundings = __webpack_require__(48596);
;// CONCATENATED MODULE: ./build/action/run-post.js















/** A cancelled job has 5 minutes in all, of which main took up to 10 s, and the runner keeps 15 s for itself. */
const DEADLINE_MS = 4 * time/* MINUTE_MS */.kg;
/** What GitHub takes at most (180 changes a minute): the plan's gentler pace would leave runs of a big session alive. */
const SPACING_MS = 340;
/**
 * The Action's post step: ends what main left alive, because it was killed, ran out of time or lost the connection. Runs after every
 * main, whatever became of it; what has ended already is left alone, so it may run any number of times.
 *
 * @returns always 0: a job does not fail by its cleaning up; what could not be ended is a warning with the command that ends it
 */
async function runPost(process) {
    const console = (0,action_console/* consoleFor */.T)(process.env);
    try {
        const place = (0,post_state/* loadSessionPlace */.ut)();
        const path = place === undefined ? undefined : (0,open_session/* lastJournal */.Ih)(place.reportRoot, place.sessionId);
        if (path === undefined)
            console.line('No session was begun: there is nothing to clean up');
        else
            await cleanUpSession(path, console, (0,system_clock/* systemClock */.m)(), process.env);
    }
    catch (error) {
        for (const problem of (0,explain_failure/* explainFailure */.S)(error).problems) {
            console.annotate({ level: 'warning', title: 'Runs may still be alive', message: (0,action_problem/* problemText */.f)(problem) });
        }
    }
    return 0;
}
async function cleanUpSession(path, console, clock, env) {
    const journal = (0,sqlite_journal/* openJournal */._)(path);
    try {
        const log = new engine_log/* SessionLog */.b(journal, clock);
        const { session } = log;
        if (session !== undefined && isLeftToOthers(session))
            return console.line('Another job goes on with this session: its runs are left alone');
        const count = session === undefined ? 0 : leftovers(session).length + doubts(session).length;
        if (session === undefined || count === 0)
            return console.line('Every run of this session has ended: there is nothing to clean up');
        console.line(`Runs of this session that may still be alive: ${count}. Looking at them and cancelling them`);
        const request = { inputs: (0,inputs/* readInputs */.Ko)(env).inputs, surroundings: (0,surroundings/* readSurroundings */.S)(env).surroundings };
        const onWarning = (text) => console.line(text);
        try {
            const limits = { ...session.plan.limits, mutationSpacingMs: SPACING_MS };
            const { token } = await (0,credentials/* credentialsFor */.O)({ request, plan: session.plan, clock, env });
            const target = (0,create_target/* createTarget */.Y)({ request, token, seed: session.seed, clock, env, limits, onWarning });
            const { alive, doubtful } = await cleanUp({ log, session, target, clock, deadlineAt: clock.now() + DEADLINE_MS });
            if (alive.length + doubtful.length === 0)
                console.line('All of them have ended or are being cancelled');
            else
                warnAbout(alive, doubtful, console);
        }
        catch (error) {
            warnAbout(leftovers(session), doubts(session), console);
            throw error;
        }
    }
    finally {
        journal.close();
    }
}
/** Suspended, or taken over by another controller. */
function isLeftToOthers({ suspendedAt, stop }) {
    return suspendedAt !== undefined || stop?.reason.kind === 'suspended' || stop?.reason.kind === 'fenced';
}
function warnAbout(alive, doubtful, console) {
    const lines = [
        ...alive.map(({ url }) => cancelCommand(url)),
        ...doubtful.map(({ key }) => `look for ${key} in the list of runs: nobody knows whether it was started`),
    ];
    const message = `${lines.length} runs could not be ended. The log of this step has the command for each, such as: ${lines[0]}`;
    console.annotate({ level: 'warning', title: 'Runs may still be alive', message });
    console.group('What ends them', lines);
}


/***/ })

};
