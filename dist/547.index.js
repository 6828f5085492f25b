export const id = 547;
export const ids = [547];
export const modules = {

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

/***/ 84748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 13 modules
var core = __webpack_require__(77094);
// EXTERNAL MODULE: ./build/core/gate/exit-code.js
var exit_code = __webpack_require__(45802);
// EXTERNAL MODULE: ./build/reports/escape/log.js
var log = __webpack_require__(40096);
// EXTERNAL MODULE: ./build/reports/format.js
var format = __webpack_require__(4693);
// EXTERNAL MODULE: ./build/reports/headline.js
var headline = __webpack_require__(14170);
// EXTERNAL MODULE: ./build/reports/summary/gate.js
var gate = __webpack_require__(84048);
// EXTERNAL MODULE: ./build/reports/summary/thresholds.js
var summary_thresholds = __webpack_require__(35883);
;// CONCATENATED MODULE: ./build/reports/annotations.js





/** The runner shows ten of a kind a step. */
const MOST_ANNOTATIONS = 10;
/** The runner cuts a message at 4,096 characters (UTF-16 units); a column may take two of them, so this is half. */
const MESSAGE_COLUMNS = 2_000;
const MESSAGE_UNITS = 4_096;
const TITLE_COLUMNS = 100;
/** Outcomes that fail the step unless the user says otherwise; `error` and `aborted` always do. */
const DEFAULT_FAIL_ON = ['breached', 'regressed', 'failed', 'invalid'];
/**
 * At most ten annotations, the most urgent first: what stopped the session, thresholds that failed, regressions, thresholds
 * and benchmarks that could not be judged, runs that failed, runs left alive, then warnings. When there are more, the last one
 * says how many.
 *
 * @param failOn outcomes that fail the step: their annotations are errors, the others warnings
 */
function renderAnnotations(result, failOn = DEFAULT_FAIL_ON) {
    const level = (outcome) => (failOn.includes(outcome) ? 'error' : 'warning');
    const all = [];
    const add = (severity, title, message) => {
        all.push({ level: severity, title: (0,log/* logLine */.B)(title, TITLE_COLUMNS), message: cutUnits((0,log/* logLine */.B)(message, MESSAGE_COLUMNS)) });
    };
    const several = result.scenarios.length > 1;
    const inScenario = (scenario) => (several ? ` (${scenario})` : '');
    const thresholds = (0,summary_thresholds/* rankedThresholds */.ow)(result);
    const gateRows = (0,gate/* rankedGateRows */.M)(result.gate?.rows ?? []);
    if (result.outcome === 'error' || result.outcome === 'aborted')
        add('error', (0,headline/* headlineOf */.gD)(result).word, (0,headline/* headlineOf */.gD)(result).sentence);
    if (result.outcome === 'suspended')
        add(level('suspended'), (0,headline/* headlineOf */.gD)(result).word, (0,headline/* headlineOf */.gD)(result).sentence);
    for (const { scenario, threshold } of thresholds.filter((one) => one.threshold.verdict === 'failed')) {
        add(level('breached'), `Threshold breached: ${threshold.metric} ${threshold.expression}${inScenario(scenario)}`, threshold.reason);
    }
    for (const row of gateRows.filter((one) => one.verdict === 'regressed')) {
        add(level('regressed'), `Regression: ${row.benchmark} ${row.metric}`, row.reason);
    }
    for (const { scenario, threshold } of thresholds.filter((one) => one.threshold.verdict === 'invalid')) {
        add(level('invalid'), `Threshold can't be judged: ${threshold.metric} ${threshold.expression}${inScenario(scenario)}`, threshold.reason);
    }
    for (const row of gateRows.filter((one) => one.verdict === 'missing' || one.verdict === 'incomparable')) {
        add(level('invalid'), `Benchmark ${row.verdict}: ${row.benchmark} ${row.metric}`, row.reason);
    }
    // Were they what decided, the outcome would be `failed`: nothing that is less grave hides it.
    const runsDecided = result.outcome === 'failed';
    for (const { name, ledger, ledgerReasons } of result.scenarios) {
        const bad = ledger.failed + ledger.timed_out + ledger.lost;
        if (bad === 0)
            continue;
        const why = Object.entries(ledgerReasons).map(([reason, count]) => `${count} × ${reason}`);
        const title = `${bad} of ${(0,format/* counted */.hS)(ledger.planned, 'run')} did not succeed${inScenario(name)}`;
        add(runsDecided ? level('failed') : 'warning', title, [(0,headline/* ledgerLine */.oc)(ledger), ...why].join('; '));
    }
    for (const { scenario, threshold } of thresholds.filter((one) => one.threshold.verdict === 'inconclusive')) {
        add(level('inconclusive'), `Inconclusive: ${threshold.metric} ${threshold.expression}${inScenario(scenario)}`, threshold.reason);
    }
    for (const row of gateRows.filter((one) => one.verdict === 'inconclusive')) {
        add(level('inconclusive'), `Inconclusive: ${row.benchmark} ${row.metric}`, row.reason);
    }
    // What a suspended session leaves is alive on purpose.
    for (const { leftRunning } of result.outcome === 'suspended' ? [] : result.scenarios) {
        for (const run of leftRunning)
            add('warning', `Run ${run.id} may still be alive`, `End it with: ${run.command}`);
    }
    for (const warning of result.warnings)
        add('warning', 'Runner Harness', warning);
    // An outcome that fails the step is never without an annotation.
    if (all.length === 0 && result.outcome !== 'passed')
        add(level(result.outcome), (0,headline/* headlineOf */.gD)(result).word, (0,headline/* headlineOf */.gD)(result).sentence);
    return atMost(all);
}
function atMost(all) {
    if (all.length <= MOST_ANNOTATIONS)
        return [...all];
    const shown = all.slice(0, MOST_ANNOTATIONS - 1);
    const more = all.length - shown.length;
    const level = all.slice(shown.length).some((one) => one.level === 'error') ? 'error' : 'warning';
    return [...shown, { level, title: `${more} more`, message: `${more} more findings stand in the job summary and in result.json.` }];
}
/** By units, where the columns were no help: text of many-unit characters. */
function cutUnits(message) {
    return message.length <= MESSAGE_UNITS ? message : `${message.slice(0, MESSAGE_UNITS - 1).toWellFormed()}…`;
}

// EXTERNAL MODULE: ./build/reports/escape/redact.js
var redact = __webpack_require__(7145);
// EXTERNAL MODULE: ./build/reports/summary.js + 1 modules
var summary = __webpack_require__(30968);
// EXTERNAL MODULE: ./build/action/enterprise-server.js
var enterprise_server = __webpack_require__(71594);
// EXTERNAL MODULE: ./build/core/stats/censored-quantile.js
var censored_quantile = __webpack_require__(89009);
// EXTERNAL MODULE: ./build/core/stats/sorted-samples.js
var sorted_samples = __webpack_require__(6907);
;// CONCATENATED MODULE: ./build/action/outputs.js



const time = (metric, percentile) => (input) => percentileOf(input, metric, percentile);
/** Every output of action.yml, in its order. A test compares the two. Times are seconds. */
const OUTPUTS = {
    outcome: ({ result }) => result.outcome,
    // What did not end can go on.
    done: ({ result }) => String(result.session.endedAt !== undefined),
    'session-id': ({ result }) => result.session.id,
    'runs-planned': ({ result }) => (0,headline/* totals */.Sd)(result).planned,
    'runs-succeeded': ({ result }) => (0,headline/* totals */.Sd)(result).succeeded,
    'runs-failed': ({ result }) => (0,headline/* totals */.Sd)(result).failed + (0,headline/* totals */.Sd)(result).timed_out,
    'runs-lost': ({ result }) => (0,headline/* totals */.Sd)(result).lost,
    'queue-time-p50': time('queue_time', 50),
    'queue-time-p95': time('queue_time', 95),
    'queue-time-p99': time('queue_time', 99),
    'execution-time-p50': time('execution_time', 50),
    'execution-time-p95': time('execution_time', 95),
    'execution-time-p99': time('execution_time', 99),
    regressions: ({ result }) => (result.gate?.rows ?? []).filter(({ verdict }) => verdict === 'regressed').length,
    'result-path': (_, { resultPath }) => resultPath,
    'report-path': (_, { reportPath }) => reportPath,
    'artifact-id': (_, { artifact }) => artifact?.id,
    'artifact-url': (_, { artifact }) => artifact?.url,
};
/** The outputs as texts; empty where there is nothing to say. */
function outputsOf(input, places) {
    const entries = Object.entries(OUTPUTS);
    return new Map(entries.map(([name, output]) => [name, String(output(input, places) ?? '')]));
}
/**
 * A percentile of a job metric over the whole session. Of one scenario it is the number of the result; several are pooled, by the same
 * rules: R type 7, censored values count as at least that, `undefined` where they leave it open.
 */
function percentileOf({ result, jobs }, metric, percentile) {
    const [only, ...others] = result.scenarios;
    if (others.length === 0) {
        const summary = only?.metrics[metric];
        return summary !== undefined && (0,headline/* isTimes */.fp)(summary) ? summary.percentiles[percentile] : undefined;
    }
    const quantile = new censored_quantile/* CensoredSamples */.F(secondsOf(jobs, metric, 'measured'), secondsOf(jobs, metric, 'censored')).quantile(percentile / 100);
    return quantile !== undefined && quantile.atLeast === quantile.atMost ? quantile.atLeast : undefined;
}
function secondsOf(jobs, metric, status) {
    return (0,sorted_samples/* sortSamples */.O)(jobs.flatMap(({ times }) => (times[metric]?.status === status ? (times[metric].seconds ?? []) : [])));
}

// EXTERNAL MODULE: ./build/action/upload.js
var upload = __webpack_require__(16994);
;// CONCATENATED MODULE: ./build/action/publish.js











/** What a healthy upload never takes. */
const UPLOAD_TIMEOUT_MS = 300_000;
/**
 * Tells the result everywhere where GitHub shows it: log, annotations, job summary, outputs, artifact. Whatever of it fails is a warning:
 * the measurement is done, and its files lie in the folder.
 *
 * @returns the exit code
 */
async function publish(options) {
    const { console, request, signals, folder } = options;
    // The jobs are the largest part, and only numbers are taken from them here: they need not be copied to be redacted.
    const report = { ...(0,redact/* redactDeep */.K)({ ...options.report, jobs: [] }, (0,redact/* createRedactor */.l)(options.secrets)), jobs: options.report.jobs };
    const failOn = request.inputs['fail-on'] ?? [];
    for (const note of renderAnnotations(report.result, failOn))
        console.annotate(note);
    appendSummary(report, request, console);
    const places = { resultPath: (0,external_node_path_.join)(folder, 'result.json'), reportPath: (0,external_node_path_.join)(folder, 'summary.md') };
    const told = outputsOf(report, places);
    for (const [name, value] of told)
        core/* setOutput */.uH(name, value);
    await tellPullRequest(options, report, failOn);
    // Last, because it may take longer than the runner waits; what was written before counts.
    const artifact = await publish_upload(options);
    if (artifact !== undefined) {
        for (const [name, value] of outputsOf(report, { ...places, artifact }))
            if (value !== told.get(name))
                core/* setOutput */.uH(name, value);
    }
    const { word, sentence } = (0,headline/* headlineOf */.gD)(report.result);
    const { code, warning } = (0,exit_code/* exitCodeOf */.FO)(report.result.outcome, failOn, signals.name ?? 'SIGTERM');
    console.line(`${word}: ${sentence}`);
    if (warning !== undefined)
        console.line(warning);
    console.line(`Everything is in ${folder}${code === 0 ? '' : ` (exit code ${code})`}`);
    return code;
}
/** Loaded only where a comment was asked for. */
async function tellPullRequest(options, report, failOn) {
    if ((options.request.inputs.comment ?? 'never') === 'never')
        return;
    try {
        const { deliver } = await Promise.all(/* import() */[__webpack_require__.e(306), __webpack_require__.e(351), __webpack_require__.e(276), __webpack_require__.e(991)]).then(__webpack_require__.bind(__webpack_require__, 10991));
        await deliver({ ...options, report, failOn });
    }
    catch (cause) {
        warn(options.console, 'No comment', message(cause));
    }
}
/** The runner takes 1 MiB of a step or nothing, so what stands in the file already is counted. */
function appendSummary(report, { surroundings: { summaryPath } }, console) {
    if (summaryPath === undefined || summaryPath === '')
        return console.line('The runner gave no file for the job summary (GITHUB_STEP_SUMMARY): it stands in summary.md only.');
    try {
        const there = (0,external_node_fs_.statSync)(summaryPath, { throwIfNoEntry: false })?.size ?? 0;
        const limitBytes = summary/* SUMMARY_LIMIT_BYTES */.Jz - there;
        if (limitBytes < summary/* SMALLEST_SUMMARY_BYTES */.DE) {
            warn(console, 'No job summary', `The step's summary already holds ${there} bytes of the ${summary/* SUMMARY_LIMIT_BYTES */.Jz} that GitHub takes; ours stands in summary.md only.`);
        }
        else
            (0,external_node_fs_.appendFileSync)(summaryPath, (0,summary/* renderSummary */.Br)(report, { limitBytes }));
    }
    catch (cause) {
        warn(console, 'No job summary', `${message(cause)}. It stands in summary.md.`);
    }
}
async function publish_upload({ folder, request, console, signals }) {
    const { 'artifact-name': name, 'retention-days': retentionDays } = request.inputs;
    if (name === undefined || name === 'none')
        return undefined;
    const { serverUrl, repository, runId } = request.surroundings;
    if ((0,enterprise_server/* isEnterpriseServer */.v)(serverUrl)) {
        warn(console, 'No artifact', `GitHub Enterprise Server does not take this kind of artifact. Keep ${folder} with a step of your own (actions/upload-artifact@v3), or set artifact-name: none.`);
        return undefined;
    }
    try {
        const uploaded = await (0,upload/* uploadArtifact */.m)({
            name,
            folder,
            timeLeftMs: () => signals.timeLeftMs(UPLOAD_TIMEOUT_MS),
            signal: signals.stopper,
            ...(retentionDays === undefined ? {} : { retentionDays }),
        });
        const url = `${serverUrl}/${repository}/actions/runs/${runId}/artifacts/${uploaded.id}`;
        console.line(`Uploaded as artifact ${uploaded.name}: ${url}`);
        return { id: uploaded.id, url };
    }
    catch (cause) {
        warn(console, 'No artifact', `The results could not be uploaded: ${message(cause)}. They lie in ${folder} until this job ends.`);
        return undefined;
    }
}
function warn(console, title, text) {
    console.annotate({ level: 'warning', title, message: text });
}
function message(cause) {
    return cause instanceof Error ? cause.message : String(cause);
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

/***/ 40825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HU: () => (/* binding */ binomialCdf),
/* harmony export */   yb: () => (/* binding */ binomialAtLeast)
/* harmony export */ });
/* unused harmony export binomialPmf */
/**
 * The binomial distribution, exact to about 13 digits up to n = 10⁶.
 *
 * Formulas: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), for one probability; tails are added up from
 * the edge outwards, where every term follows from its neighbour and soon none counts any more.
 */
const HALF_LOG_TWO_PI = 0.918_938_533_204_672_7;
/** log(n!) less Stirling's formula for it. */
function stirlingError(n) {
    if (n === 0)
        return 0;
    if (n <= 15) {
        let logFactorial = 0;
        let factorial = 1;
        for (let i = 2; i <= n; i++)
            factorial *= i;
        logFactorial = Math.log(factorial);
        return logFactorial - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
    }
    const square = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
/** x·log(x/m) + m − x without loss where x is near m. */
function deviance(x, m) {
    const v = (x - m) / (x + m);
    if (Math.abs(v) >= 0.1)
        return x * Math.log(x / m) + m - x;
    // x·log(x/m) = x·log((1+v)/(1−v)) = 2x·(v + v³/3 + v⁵/5 …), and 2xv + m − x = v·(x − m).
    let sum = (x - m) * v;
    let term = 2 * x * v;
    for (let j = 1;; j++) {
        term *= v * v;
        const next = sum + term / (2 * j + 1);
        if (next === sum)
            return sum;
        sum = next;
    }
}
function check(n, p) {
    if (!(Number.isInteger(n) && n >= 0))
        throw new RangeError(`a binomial n is a whole number from 0, got ${n}`);
    if (!(p >= 0 && p <= 1))
        throw new RangeError(`a binomial p lies between 0 and 1, got ${p}`);
}
/**
 * P[Bin(n, p) = k].
 *
 * @throws RangeError when n is no whole number ≥ 0 or p lies outside 0 to 1
 */
function binomialPmf(k, n, p) {
    check(n, p);
    if (!Number.isInteger(k) || k < 0 || k > n)
        return 0;
    if (p === 0)
        return k === 0 ? 1 : 0;
    if (p === 1)
        return k === n ? 1 : 0;
    if (k === 0)
        return Math.exp(n * Math.log1p(-p));
    if (k === n)
        return Math.exp(n * Math.log(p));
    const log = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
    return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}
/** Adds P[= k], P[= k−1] … while they count. Meant for k below the mean, where the terms shrink. */
function lowerSum(k, n, p) {
    let term = binomialPmf(k, n, p);
    let sum = term;
    const odds = (1 - p) / p;
    for (let i = k; i > 0; i--) {
        term *= (i / (n - i + 1)) * odds;
        const next = sum + term;
        if (next === sum)
            break;
        sum = next;
    }
    return sum;
}
/**
 * P[Bin(n, p) ≤ k].
 *
 * @throws RangeError when n is no whole number ≥ 0 or p lies outside 0 to 1
 * @example binomialCdf(0, 29, 0.1) // 0.0471: 29 of 29 below the 90th percentile happen by chance in fewer than 5 of 100 cases
 */
function binomialCdf(k, n, p) {
    check(n, p);
    if (Number.isNaN(k))
        throw new RangeError('a binomial k is a number, got NaN');
    const whole = Math.floor(k);
    if (whole < 0)
        return 0;
    if (whole >= n)
        return 1;
    if (p === 0)
        return 1;
    if (p === 1)
        return 0;
    // The tail beyond the mean is the lower one of n − X, which has probability 1 − p.
    return whole <= n * p ? Math.min(1, lowerSum(whole, n, p)) : Math.max(0, 1 - lowerSum(n - whole - 1, n, 1 - p));
}
/**
 * P[Bin(n, p) ≥ k], exact also where it is tiny.
 *
 * @throws RangeError when n is no whole number ≥ 0 or p lies outside 0 to 1
 * @example binomialAtLeast(4, 4, 0.5) // 0.0625
 */
function binomialAtLeast(k, n, p) {
    check(n, p);
    return binomialCdf(n - Math.ceil(k), n, 1 - p);
}


/***/ }),

/***/ 89009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ CensoredSamples)
/* harmony export */ });
/* harmony import */ var _quantile_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22097);
/* harmony import */ var _quantile_interval_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46171);


/**
 * Values of which some are *right-censored*: the true value is at least its bound, and may be anything above.
 *
 * The rule for every number made from them: it is worked out twice, once with each censored value at its bound and once with each at
 * infinity. Where both agree it is known; where not, only that it lies between them is. So a percentile stands when the order statistics
 * it needs are measured and no censored value can move them, above all when every censored bound lies above them.
 */
class CensoredSamples {
    /** Ascending, each censored value at its bound. */
    #low;
    #measured;
    constructor(measured, bounds) {
        this.#measured = measured ?? [];
        this.#low = bounds === undefined ? this.#measured : Array.from(Float64Array.from([...this.#measured, ...bounds]).sort());
    }
    /** Measured and censored together. */
    get length() {
        return this.#low.length;
    }
    /** What is known of the type 7 quantile, `p` from 0 to 1. `undefined` when there is no value. */
    quantile(p) {
        if (this.length === 0)
            return undefined;
        const { lower, upper, weight } = (0,_quantile_js__WEBPACK_IMPORTED_MODULE_0__/* .quantileRanks */ .xV)(this.length, p);
        return { atLeast: (0,_quantile_js__WEBPACK_IMPORTED_MODULE_0__/* .blend */ .au)(this.#atLeast(lower), this.#atLeast(upper), weight), atMost: blendUp(this.#atMost(lower), this.#atMost(upper), weight) };
    }
    /** The order-statistic interval; `undefined` when n does not suffice or its upper end is censored. It may be wider than it had to be, never narrower. */
    interval(p, level = 0.95) {
        const ranks = (0,_quantile_interval_js__WEBPACK_IMPORTED_MODULE_1__/* .quantileIntervalRanks */ .i6)(this.length, p, level);
        if (ranks === undefined)
            return undefined;
        const upper = this.#atMost(ranks[1]);
        return Number.isFinite(upper) ? [this.#atLeast(ranks[0]), upper] : undefined;
    }
    #atLeast(rank) {
        return this.#low[rank - 1] ?? Number.NaN;
    }
    #atMost(rank) {
        return this.#measured[rank - 1] ?? Number.POSITIVE_INFINITY;
    }
}
function blendUp(lower, upper, weight) {
    return Number.isFinite(upper) ? (0,_quantile_js__WEBPACK_IMPORTED_MODULE_0__/* .blend */ .au)(lower, upper, weight) : upper;
}


/***/ }),

/***/ 46171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _F: () => (/* binding */ samplesForInterval),
/* harmony export */   i6: () => (/* binding */ quantileIntervalRanks)
/* harmony export */ });
/* unused harmony export quantileInterval */
/* harmony import */ var _binomial_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40825);

/**
 * Ranks, from 1, of the two order statistics that enclose the true quantile with at least this confidence, each side missing it in at
 * most half of the rest. It holds for every distribution: how many of n values lie below the quantile is binomial.
 *
 * @param n number of values
 * @param p 0 < p < 1
 * @param level confidence, 0 to 1, default 0.95
 * @returns `undefined` when n does not suffice: at 95 % that is below 6 for p50, 36 for p90, 72 for p95 and 368 for p99
 */
function quantileIntervalRanks(n, p, level = 0.95) {
    const miss = (1 - level) / 2;
    // The quantile lies below x[lower] when fewer than `lower` values lie below it.
    const lower = largest(n, (rank) => (0,_binomial_js__WEBPACK_IMPORTED_MODULE_0__/* .binomialCdf */ .HU)(rank - 1, n, p) <= miss);
    // It lies above x[upper] when at least `upper` values lie below it; counted from the top, that is the same question.
    const fromTop = largest(n, (rank) => (0,_binomial_js__WEBPACK_IMPORTED_MODULE_0__/* .binomialCdf */ .HU)(rank - 1, n, 1 - p) <= miss);
    return lower === 0 || fromTop === 0 ? undefined : [lower, n + 1 - fromTop];
}
/**
 * The distribution-free interval of a quantile, in the unit of the values.
 *
 * @returns `undefined` when there are too few values: see {@link quantileIntervalRanks}
 * @example quantileInterval(sortSamples([1, 2, 3, 4, 5, 6]), 0.5) // [1, 6]
 */
function quantileInterval(samples, p, level = 0.95) {
    const ranks = quantileIntervalRanks(samples.length, p, level);
    if (ranks === undefined)
        return undefined;
    return [samples[ranks[0] - 1] ?? Number.NaN, samples[ranks[1] - 1] ?? Number.NaN];
}
/**
 * The smallest n from which a quantile has an interval at all.
 *
 * @example samplesForInterval(0.99) // 368
 */
function samplesForInterval(p, level = 0.95) {
    const miss = (1 - level) / 2;
    return Math.max(1, Math.ceil(Math.log(miss) / Math.log(Math.max(p, 1 - p)) - 1e-9));
}
/** The largest rank from 1 to n that holds, 0 when none does; `holds` goes from true to false once. */
function largest(n, holds) {
    let low = 0;
    let high = n;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (holds(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}


/***/ }),

/***/ 30968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DE: () => (/* binding */ SMALLEST_SUMMARY_BYTES),
  Jz: () => (/* binding */ SUMMARY_LIMIT_BYTES),
  Br: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./build/reports/escape/markdown.js
var markdown = __webpack_require__(77801);
// EXTERNAL MODULE: ./build/reports/summary/fit.js
var fit = __webpack_require__(6056);
// EXTERNAL MODULE: ./build/reports/summary/gate.js
var gate = __webpack_require__(84048);
// EXTERNAL MODULE: ./build/core/session/ledger.js
var session_ledger = __webpack_require__(93124);
// EXTERNAL MODULE: ./build/reports/escape/markdown-table.js
var markdown_table = __webpack_require__(18424);
// EXTERNAL MODULE: ./build/reports/format.js
var format = __webpack_require__(4693);
// EXTERNAL MODULE: ./build/reports/headline.js
var headline = __webpack_require__(14170);
// EXTERNAL MODULE: ./build/reports/summary/thresholds.js
var thresholds = __webpack_require__(35883);
;// CONCATENATED MODULE: ./build/reports/summary/ledger.js






/** What became of every slot, a row a scenario; under it why slots were excluded, shed or lost, and the jobs. */
function ledgerSection({ scenarios }) {
    if (scenarios.length === 0)
        return undefined;
    const table = (0,markdown_table/* tableLines */.o)([['scenario'], ['test'], ['verdict'], ['planned', 'end'], ...session_ledger/* LEDGER_BOXES */.ez.map((box) => [(0,headline/* boxWord */.MA)(box), 'end'])], scenarios.map(({ name, test, verdict, ledger }) => [
        (0,markdown/* markdownText */.p7)(name, 40),
        (0,markdown/* markdownText */.p7)(test, 20),
        (0,thresholds/* verdictCell */.s8)(verdict),
        String(ledger.planned),
        ...session_ledger/* LEDGER_BOXES */.ez.map((box) => (ledger[box] === 0 && box !== 'succeeded' ? '·' : String(ledger[box]))),
    ]));
    const several = scenarios.length > 1;
    const notes = scenarios.flatMap(({ name, ledgerReasons, jobs }) => {
        const where = several ? `**${(0,markdown/* markdownText */.p7)(name, 40)}:** ` : '';
        const reasons = Object.entries(ledgerReasons).map(([reason, count]) => `- ${where}${count} × ${(0,markdown/* markdownText */.p7)(reason, 300)}`);
        const boxes = [`${jobs.succeeded} succeeded`, `${jobs.failed} failed`, `${jobs.cancelled} cancelled`, `${jobs.skipped} skipped`];
        const filled = boxes.filter((box) => !box.startsWith('0 '));
        return jobs.planned === 0 ? reasons : [...reasons, `- ${where}${(0,format/* counted */.hS)(jobs.planned, 'job')}: ${filled.join(', ') || 'none ended'}`];
    });
    return {
        name: 'what became of the runs',
        rank: 6,
        before: ['### What became of the runs', '', ...table.slice(0, 2)],
        lines: [...table.slice(2), '', ...notes],
        after: [],
    };
}

// EXTERNAL MODULE: ./build/reports/summary/runs.js + 1 modules
var summary_runs = __webpack_require__(92201);
// EXTERNAL MODULE: ./build/reports/summary/times.js + 1 modules
var times = __webpack_require__(96378);
// EXTERNAL MODULE: ./build/reports/summary/verdict.js
var verdict = __webpack_require__(63934);
;// CONCATENATED MODULE: ./build/reports/summary.js








/** The runner uploads nothing of a summary that is longer, and says so in an error. */
const SUMMARY_LIMIT_BYTES = 1_048_576;
/** Under this, not every verdict would fit. */
const SMALLEST_SUMMARY_BYTES = 8_192;
/**
 * The job summary, `summary.md`: the verdict and why, what decided it, what needs a hand, then the numbers. All that comes
 * from outside is inert. What is too long is cut by rank and named, never dropped.
 *
 * @throws RangeError when `limitBytes` is under {@link SMALLEST_SUMMARY_BYTES}
 */
function renderSummary(input, options = {}) {
    const limitBytes = options.limitBytes ?? SUMMARY_LIMIT_BYTES;
    if (!(limitBytes >= SMALLEST_SUMMARY_BYTES))
        throw new RangeError(`a summary needs ${SMALLEST_SUMMARY_BYTES} bytes, got a limit of ${limitBytes}`);
    const wholeAt = options.wholeAt === undefined ? 'the session folder (`result.json`, `runs.csv`)' : (0,markdown/* markdownText */.p7)(options.wholeAt, 200);
    const { result, runs } = input;
    const sections = [
        (0,verdict/* verdictSection */.V6)(result),
        (0,verdict/* reasonsSection */.p_)(result),
        (0,summary_runs/* leftRunningSection */.cc)(result),
        ledgerSection(result),
        ...(0,times/* timeSections */.G)(result),
        (0,thresholds/* thresholdSection */.zE)(result),
        ...(0,gate/* gateSections */.C)(result),
        (0,summary_runs/* troubledSection */.bK)(runs),
        (0,summary_runs/* slowestSection */.zU)(runs),
        (0,summary_runs/* extraRunsSection */.Or)(result),
        (0,verdict/* warningsSection */.xd)(result),
        (0,verdict/* effortSection */.qn)(result),
        (0,verdict/* provenanceSection */.BA)(result),
    ];
    return (0,fit/* fitSections */.W)(sections.filter((section) => section !== undefined), limitBytes, wholeAt);
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
