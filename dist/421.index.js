export const id = 421;
export const ids = [421];
export const modules = {

/***/ 91421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findResumed: () => (/* binding */ findResumed),
  placeOfArtifact: () => (/* binding */ placeOfArtifact)
});

// EXTERNAL MODULE: ./build/app/errors.js
var errors = __webpack_require__(19813);
// EXTERNAL MODULE: ./build/app/restore-checkpoint.js
var restore_checkpoint = __webpack_require__(37193);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/core/session/session.js
var session_session = __webpack_require__(14109);
// EXTERNAL MODULE: ./build/stores/journal/sqlite-journal.js + 1 modules
var sqlite_journal = __webpack_require__(59957);
// EXTERNAL MODULE: ./build/app/conduct.js + 5 modules
var app_conduct = __webpack_require__(20901);
// EXTERNAL MODULE: ./build/app/fold-journal.js
var fold_journal = __webpack_require__(65755);
// EXTERNAL MODULE: ./build/app/open-session.js + 1 modules
var open_session = __webpack_require__(83162);
;// CONCATENATED MODULE: ./build/app/resume-session.js










/**
 * Finds a session that can be resumed, with what a face needs to open its target. Reads only.
 *
 * @throws SessionNotFoundError when there is none, it has ended, or several begin so
 * @throws JournalDamagedError, ResumeRefusedError
 * @example
 * const found = await findSession({ reportRoot, sessionId: '3f2a' });
 * const conducted = await resumeSession({ found, reportRoot, createTarget: …, clock, stop, version });
 */
async function findSession(options) {
    const { reportRoot, checkpoints, onNotice } = options;
    const sessionId = await completeId(options);
    const path = (0,open_session/* lastJournal */.Ih)(reportRoot, sessionId);
    const local = path === undefined ? undefined : readSession(path);
    if (local !== undefined && local.endedAt === undefined)
        return found(local, 'journal');
    const copy = checkpoints === undefined ? undefined : await (0,restore_checkpoint/* newestCheckpoint */.T)(checkpoints, sessionId, onNotice === undefined ? {} : { onNotice });
    if (copy !== undefined && copy.session.endedAt === undefined && copy.session.generation >= (local?.generation ?? 1))
        return found(copy.session, 'checkpoint');
    const ended = local ?? copy?.session;
    if (ended !== undefined)
        throw new errors/* SessionNotFoundError */.Ag(`session ${sessionId} has ended: there is nothing to resume. "runner-harness report ${sessionId}" shows it`);
    const where = checkpoints === undefined ? reportRoot : `${reportRoot} and ${checkpoints.name}`;
    throw new errors/* SessionNotFoundError */.Ag(`no session ${sessionId} in ${where}: "runner-harness list sessions" shows what there is`);
}
/**
 * Goes on with a session that {@link findSession} found, with the plan that it was begun with.
 *
 * @throws as {@link conduct}
 */
async function resumeSession({ found: { plan, sessionId }, ...options }) {
    return await conduct({ ...options, plan, sessionId, resume: 'auto' });
}
function found(session, from) {
    const { id, generation, plan, startedAt, suspendedAt, epoch, scenarios } = session;
    const sum = (count) => scenarios.reduce((total, state) => total + count(state), 0);
    return {
        sessionId: id,
        generation,
        plan,
        startedAt,
        ...(suspendedAt === undefined ? {} : { suspendedAt }),
        epoch,
        planned: sum(session_session/* plannedSlots */.Cz),
        issued: sum(({ issued }) => issued),
        settled: sum(({ settled }) => settled),
        from,
    };
}
/** By the beginning of its name, where only one on this machine has it. */
async function completeId({ reportRoot, sessionId }) {
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(reportRoot, sessionId, open_session/* JOURNAL_NAME */.qR)))
        return sessionId;
    const names = await (0,promises_.readdir)(reportRoot).catch(() => []);
    const ids = [...new Set(names.filter((name) => name.startsWith(sessionId)).map((name) => name.replace(/\.\d+$/, '')))];
    if (ids.length > 1)
        throw new errors/* SessionNotFoundError */.Ag(`${ids.length} sessions begin with ${sessionId}: ${ids.slice(0, 5).join(', ')}. Give more of the name`);
    return ids[0] ?? sessionId;
}
function readSession(path) {
    const journal = (0,sqlite_journal/* openJournal */._)(path);
    try {
        return (0,fold_journal/* foldJournal */.n)(journal);
    }
    finally {
        journal.close();
    }
}

// EXTERNAL MODULE: ./build/stores/baselines/github-answers.js
var github_answers = __webpack_require__(16839);
;// CONCATENATED MODULE: ./build/action/find-resumed.js




/** `rh-state-<16 digits of the session>[.<generation>]-<epoch>-<n>` */
const CHECKPOINT = /^rh-state-([0-9a-f]{16})(?:\.\d+)?-\d+-\d+$/;
const PER_PAGE = 100;
/** @throws ResumeRefusedError when there is no such artifact */
async function placeOfArtifact(id, api, { repository }) {
    const artifact = await read(api, 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}', repository, { artifact_id: id }, `read artifact ${id}`);
    const { name, workflow_run: run } = artifact;
    if (typeof run?.id !== 'number')
        throw new errors/* ResumeRefusedError */.Ws([`GitHub does not say which workflow run artifact ${id} belongs to`]);
    const runId = String(run.id);
    const [, own] = CHECKPOINT.exec(String(name)) ?? [];
    if (own !== undefined)
        return { runId, sessionId: own };
    // Results, say: the run that left them left checkpoints too.
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
    const listed = await read(api, route, repository, { run_id: runId, per_page: PER_PAGE }, `list the artifacts of run ${runId}`);
    const names = (listed.artifacts ?? []).map((one) => String(one.name));
    const ids = [...new Set(names.flatMap((one) => CHECKPOINT.exec(one)?.[1] ?? []))];
    const [sessionId, ...others] = ids;
    if (sessionId === undefined)
        throw new errors/* ResumeRefusedError */.Ws([`run ${runId}, to which artifact ${id} (${name}) belongs, left no checkpoint (rh-state-…)`]);
    if (others.length > 0) {
        throw new errors/* ResumeRefusedError */.Ws([
            `run ${runId} has checkpoints of ${ids.length} sessions: give the number of an artifact rh-state-… of one of ${ids.join(', ')}`,
        ]);
    }
    return { runId, sessionId };
}
/**
 * The session that the input `resume` names.
 *
 * @throws SessionNotFoundError, ResumeRefusedError, JournalDamagedError
 */
async function findResumed(sessionId, reportRoot, checkpoints, onNotice) {
    // A checkpoint's name has the beginning of the id only; what is in it knows the whole.
    const copy = checkpoints === undefined ? undefined : await (0,restore_checkpoint/* newestCheckpoint */.T)(checkpoints, sessionId, { force: true, onNotice });
    const whole = copy?.session.id.startsWith(sessionId) === true ? copy.session.id : sessionId;
    return await findSession({ reportRoot, sessionId: whole, onNotice, ...(checkpoints === undefined ? {} : { checkpoints }) });
}
async function read(api, route, repository, more, doing) {
    if (api === undefined)
        throw new errors/* ResumeRefusedError */.Ws([`can't ${doing}: the token is for another server (api-url)`]);
    const [owner, repo] = repository.split('/');
    const answer = await (0,github_answers/* ask */.k)(api, route, { owner, repo, ...more }, doing);
    if (answer.kind === 'found')
        return answer.value;
    throw new errors/* ResumeRefusedError */.Ws([answer.fix === undefined ? answer.reason : `${answer.reason}: ${answer.fix}`]);
}


/***/ })

};
