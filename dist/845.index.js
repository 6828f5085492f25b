export const id = 845;
export const ids = [845];
export const modules = {

/***/ 1721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareFiles: () => (/* binding */ compareFiles)
/* harmony export */ });
/* harmony import */ var _core_report_rows_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41624);
/* harmony import */ var _core_result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(84429);
/* harmony import */ var _reports_escape_redact_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7145);
/* harmony import */ var _reports_render_reports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27368);
/* harmony import */ var _stores_session_folder_session_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17356);
/* harmony import */ var _stores_session_folder_write_reports_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35734);
/* harmony import */ var _conduct_gate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74314);







/**
 * Compares result files with a baseline and writes the reports, without running anything.
 *
 * @throws GateInputError with every file that can't be used; SessionFolderError
 */
async function compareFiles(options) {
    const { files, sessionId, reportRoot, clock, version } = options;
    const gate = await (0,_conduct_gate_js__WEBPACK_IMPORTED_MODULE_4__.prepareGate)(options.gate, files, (0,_core_report_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .present */ .Eb)({ format: options.format, onNotice: options.onNotice }));
    if (gate === undefined)
        throw new TypeError('compareFiles needs a gate');
    const now = (0,_core_report_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .isoStamp */ .xO)(clock.now());
    const nothingRun = {
        result: {
            schema: _core_result_js__WEBPACK_IMPORTED_MODULE_5__/* .RESULT_SCHEMA */ .w,
            outcome: 'passed',
            reasons: [],
            warnings: [],
            session: {
                id: sessionId,
                plan: 'comparison of files',
                target: 'files',
                seed: 0,
                generation: 1,
                startedAt: now,
                endedAt: now,
                version,
                resumed: 0,
            },
            scenarios: [],
            api: { requests: 0, charged: 0, notModified: 0, perRun: 0, rateLimitWaits: 0, byEndpoint: {} },
            cost: { runnerMinutes: 0, billedMinutes: 0 },
        },
        runs: [],
        jobs: [],
    };
    const folder = await (0,_stores_session_folder_session_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .sessionFolder */ .vE)(reportRoot, sessionId);
    const report = await (0,_conduct_gate_js__WEBPACK_IMPORTED_MODULE_4__.concludeGate)(nothingRun, gate, { id: sessionId, measuredAt: clock.now() });
    await (0,_stores_session_folder_write_reports_js__WEBPACK_IMPORTED_MODULE_3__/* .writeReports */ .L)(folder, (0,_reports_render_reports_js__WEBPACK_IMPORTED_MODULE_1__/* .renderReports */ .k)(report, { redact: (0,_reports_escape_redact_js__WEBPACK_IMPORTED_MODULE_6__/* .createRedactor */ .l)(options.secrets ?? []) }));
    return { report, folder };
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

/***/ 27368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ renderReports),
  I: () => (/* binding */ reportFiles)
});

// EXTERNAL MODULE: ./build/core/timing/sample.js
var sample = __webpack_require__(88195);
// EXTERNAL MODULE: ./build/reports/escape/controls.js
var controls = __webpack_require__(14902);
;// CONCATENATED MODULE: ./build/reports/escape/csv.js

/**
 * Spreadsheets run text that begins with one of these as a formula (OWASP, "CSV Injection"); some of them skip spaces first,
 * and take the full-width forms as well.
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
/**
 * One field by RFC 4180. Text that a spreadsheet would run gets `'` in front, controls are taken out, line ends become spaces.
 * Also quoted where a semicolon stands in it: spreadsheets in many countries split at those.
 *
 * @throws RangeError for a number that is not finite: a report never shows one
 * @example csvField('=cmd()') // "'=cmd()"
 */
function csvField(value) {
    if (value === undefined)
        return '';
    if (typeof value === 'number') {
        if (!Number.isFinite(value))
            throw new RangeError(`a CSV field must be a finite number, got ${value}`);
        return String(value);
    }
    // Looked at before and after: a control in front must neither hide a formula nor make one.
    const clean = (0,controls/* stripControls */.$)(value);
    const safe = FORMULA.test(value) || FORMULA.test(clean) ? `'${clean}` : clean;
    return /[",;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
/** A whole table with its header. Lines end in CRLF, as RFC 4180 wants. */
function csvTable(header, rows) {
    return [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

;// CONCATENATED MODULE: ./build/reports/csv.js


const RUN_COLUMNS = [
    ['scenario', (run) => run.scenario],
    ['slot', (run) => run.slot],
    ['key', (run) => run.key],
    ['run_id', (run) => run.runId],
    ['url', (run) => run.url],
    ['title', (run) => run.title],
    ['workflow', (run) => run.workflow],
    ['box', (run) => run.box],
    ['conclusion', (run) => run.conclusion],
    ['attempt', (run) => run.attempt],
    ['reason', (run) => run.reason],
    ['intended_at', (run) => run.intendedAt],
    ['sent_at', (run) => run.sentAt],
    ['created_at', (run) => run.createdAt],
    ['started_at', (run) => run.startedAt],
    ['completed_at', (run) => run.completedAt],
    ['jobs', (run) => run.jobs],
];
const JOB_COLUMNS = [
    ['scenario', (job) => job.scenario],
    ['slot', (job) => job.slot],
    ['run_id', (job) => job.runId],
    ['job_id', (job) => job.jobId],
    ['name', (job) => job.name],
    ['conclusion', (job) => job.conclusion],
    ['runner', (job) => job.runner],
    ['labels', (job) => job.labels.join(' ')],
    ['attempt', (job) => job.attempt],
    ['url', (job) => job.url],
    ['created_at', (job) => job.createdAt],
    ['started_at', (job) => job.startedAt],
    ['completed_at', (job) => job.completedAt],
];
/** The known metrics first, always all of them, so that the columns are the same in every file; then unknown ones by name. */
function metricColumns(known, rows) {
    const others = new Set(rows.flatMap((row) => Object.keys(row.times)));
    for (const name of known)
        others.delete(name);
    return [...known, ...[...others].sort()];
}
function table(columns, rows) {
    return csvTable(columns.map(([name]) => name), rows.map((row) => columns.map(([, value]) => value(row))));
}
/** `runs.csv`: a line a slot. Times in seconds, in columns `<metric>_s`; an empty field was not measured. */
function renderRunsCsv(rows) {
    const metrics = metricColumns(sample/* TIME_METRICS */.Sh, rows);
    return table([...RUN_COLUMNS, ...metrics.map((name) => [`${name}_s`, (run) => run.times[name]])], rows);
}
/** `jobs.csv`: a line a job. A metric has three columns: `<metric>_s` in seconds, `<metric>_status`, `<metric>_evidence`. */
function renderJobsCsv(rows) {
    const known = sample/* TIME_METRICS */.Sh.filter((name) => !sample/* RUN_METRICS */.Ks.has(name));
    const metrics = metricColumns(known, rows).flatMap((name) => [
        [`${name}_s`, (job) => job.times[name]?.seconds],
        [`${name}_status`, (job) => job.times[name]?.status],
        [`${name}_evidence`, (job) => job.times[name]?.evidence],
    ]);
    return table([...JOB_COLUMNS, ...metrics], rows);
}

// EXTERNAL MODULE: ./build/reports/escape/redact.js
var escape_redact = __webpack_require__(7145);
;// CONCATENATED MODULE: ./build/reports/escape/json.js
/** What JSON lets stand as it is though a terminal acts on it: DEL and C1 controls, bidirectional marks, line separators. */
const UNSHOWN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff]/g;
/** JSON text whose strings hold the same characters, the ones that act on a terminal written as `\uXXXX`. */
function inertJson(json) {
    return json.replace(UNSHOWN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./build/reports/json.js

/** The fields of the result in the order in which a person reads them; what is not named here follows by name. */
const ORDER = [
    ...['schema', 'outcome', 'reasons', 'warnings', 'session', 'id', 'name', 'plan', 'target', 'test', 'seed', 'generation', 'verdict'],
    ...['startedAt', 'endedAt', 'version', 'resumed', 'scenarios', 'ledger', 'ledgerReasons', 'jobs', 'extraRuns', 'leftRunning', 'metrics'],
    ...['thresholds', 'gate', 'api', 'cost', 'url', 'why', 'command', 'cancelled'],
    ...['baseline', 'margin', 'note', 'rows', 'benchmark', 'metric', 'expression', 'unit', 'direction', 'of', 'current', 'change'],
    ...[
        'value',
        'count',
        'n',
        'min',
        'mean',
        'sd',
        'max',
        'percentiles',
        'ci95',
        'estimator',
        'censored',
        'anomalous',
        'unavailable',
        'notes',
        'reason',
    ],
    ...['requests', 'charged', 'notModified', 'perRun', 'rateLimitWaits', 'byEndpoint', 'runnerMinutes', 'billedMinutes'],
];
const LEDGER_ORDER = ['planned', 'succeeded', 'failed', 'cancelled', 'timed_out', 'shed', 'lost', 'excluded', 'skipped'];
const ranks = (order) => new Map(order.map((name, rank) => [name, rank]));
const RANK = ranks(ORDER);
const LEDGER_RANK = ranks(LEDGER_ORDER);
function inOrder(value, path) {
    if (typeof value === 'number' && !Number.isFinite(value))
        throw new RangeError(`result.json can't hold ${value} at ${path}: a number must be finite`);
    if (Array.isArray(value))
        return value.map((item, i) => inOrder(item, `${path}[${i}]`));
    if (typeof value !== 'object' || value === null)
        return value;
    const rank = path.endsWith('.ledger') || path.endsWith('.jobs') ? LEDGER_RANK : RANK;
    const position = (name) => rank.get(name) ?? rank.size;
    const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const names = Object.keys(value).sort((a, b) => position(a) - position(b) || byName(a, b));
    return Object.fromEntries(names.map((name) => [name, inOrder(value[name], `${path}.${name}`)]));
}
/**
 * `result.json`: the fields always in the same order, two spaces, a line end at the end; the same result gives the same bytes.
 *
 * @throws RangeError when a number in it is not finite (JSON would silently make it `null`)
 */
function renderResultJson(result) {
    return `${inertJson(JSON.stringify(inOrder(result, 'result'), undefined, 2))}\n`;
}

;// CONCATENATED MODULE: ./build/reports/ndjson.js

const ofRun = (row) => JSON.stringify([row.scenario, row.slot, row.runId]);
/**
 * `runs.ndjson`: a line a slot with its run's jobs in it: `{…run, "jobCount": 2, "jobs": [{…}, {…}]}`.
 * Jobs of a run that is no slot's (a late twin) follow, in a line a run that has no `box`.
 */
function renderRunsNdjson(input) {
    const jobs = new Map();
    for (const job of input.jobs) {
        const known = jobs.get(ofRun(job));
        if (known === undefined)
            jobs.set(ofRun(job), [job]);
        else
            known.push(job);
    }
    const lines = input.runs.map(({ jobs: jobCount, ...run }) => {
        const own = jobs.get(ofRun(run)) ?? [];
        jobs.delete(ofRun(run));
        return { ...run, ...(jobCount === undefined ? {} : { jobCount }), jobs: own };
    });
    for (const own of jobs.values()) {
        const [{ scenario, slot, runId } = {}] = own;
        lines.push({ scenario, slot, runId, jobs: own });
    }
    return lines.map((line) => `${inertJson(JSON.stringify(line))}\n`).join('');
}

// EXTERNAL MODULE: ./build/reports/summary.js + 1 modules
var summary = __webpack_require__(30968);
;// CONCATENATED MODULE: ./build/reports/render-reports.js





/**
 * Every file of the session folder that is made from the result, one at a time, so that ten thousand runs need not stand in memory as
 * five texts at once. Secrets are taken out here, before anything is rendered, so that no report can forget it. `result.json` comes
 * last: where it lies, the others do.
 *
 * @param names file names; absent: all
 */
function* reportFiles(input, options = {}) {
    const redact = options.redact ?? (0,escape_redact/* createRedactor */.l)();
    const files = [
        ['runs.csv', () => renderRunsCsv((0,escape_redact/* redactDeep */.K)(input.runs, redact))],
        ['jobs.csv', () => renderJobsCsv((0,escape_redact/* redactDeep */.K)(input.jobs, redact))],
        ['runs.ndjson', () => renderRunsNdjson((0,escape_redact/* redactDeep */.K)({ runs: input.runs, jobs: input.jobs }, redact))],
        ['summary.md', () => (0,summary/* renderSummary */.Br)((0,escape_redact/* redactDeep */.K)({ ...input, jobs: [] }, redact), options)],
        ['result.json', () => renderResultJson((0,escape_redact/* redactDeep */.K)(input.result, redact))],
    ];
    for (const [name, render] of files)
        if (options.names?.includes(name) ?? true)
            yield [name, render()];
}
/**
 * All of {@link reportFiles} by name.
 *
 * @example for (const [name, text] of renderReports({ result, runs, jobs })) await writeFile(name, text);
 */
function renderReports(input, options = {}) {
    return new Map(reportFiles(input, options));
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

/***/ 35734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ writeReports)
/* harmony export */ });
/* unused harmony export MAX_REPORT_BYTES */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _session_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17356);




/** Far beyond a session of a hundred thousand runs; a report that is longer comes of an error or of an attack. */
const MAX_REPORT_BYTES = 256 * 1_024 * 1_024;
/**
 * Writes reports into a session's folder. Each file appears whole or not at all, and survives a power cut once the promise has
 * resolved: a temporary file beside it is written, synced and renamed. An earlier file of that name is replaced; if that is a
 * symbolic link, the link is replaced, not what it points to.
 *
 * One file that can't be written does not keep the others from being written.
 *
 * @param folder as {@link sessionFolder} returned it
 * @param files plain file names with their content; asked for one at a time
 * @param maxBytes most bytes of one file, {@link MAX_REPORT_BYTES} by default
 * @returns the paths, in the order of `files`
 * @throws SessionFolderError that names every file that was not written, and why
 */
async function writeReports(folder, files, maxBytes = MAX_REPORT_BYTES) {
    await (0,_session_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .assertRealFolder */ .j4)(folder);
    const written = [];
    const failures = [];
    const causes = [];
    let count = 0;
    for (const [name, content] of files) {
        count += 1;
        try {
            written.push(await writeOne(folder, name, content, maxBytes));
        }
        catch (error) {
            failures.push(error instanceof _session_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .SessionFolderError */ .n_ ? error.message : `${name}: ${error instanceof Error ? error.message : String(error)}`);
            causes.push(error);
        }
    }
    await syncFolder(folder);
    if (failures.length > 0) {
        const cause = causes.length === 1 ? causes[0] : new AggregateError(causes, 'several reports could not be written');
        throw new _session_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .SessionFolderError */ .n_(`${failures.length} of ${count} reports could not be written to ${folder}. ${failures.join(' ')}`, { cause });
    }
    return written;
}
async function writeOne(folder, name, content, maxBytes) {
    if (!(0,_session_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .isPlainName */ .sh)(name))
        throw new _session_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .SessionFolderError */ .n_(`${JSON.stringify(name)} is no plain file name.`);
    const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
    if (bytes > maxBytes)
        throw new _session_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .SessionFolderError */ .n_(`${name} would have ${bytes} bytes, more than the ${maxBytes} that a report may have.`);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name);
    const temporary = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, `.${name}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}.tmp`);
    try {
        // "wx" follows no link and opens nothing that exists.
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(temporary, 'wx', 0o644);
        try {
            await file.writeFile(content);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, path);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true });
        throw error;
    }
    return path;
}
/** Makes the renames durable. Windows can't open a folder for that; there the file system's own order has to do. */
async function syncFolder(folder) {
    if (process.platform === 'win32')
        return;
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(folder, 'r');
    try {
        await handle.sync();
    }
    finally {
        await handle.close();
    }
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
