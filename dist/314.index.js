export const id = 314;
export const ids = [314];
export const modules = {

/***/ 74314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  concludeGate: () => (/* binding */ concludeGate),
  prepareGate: () => (/* binding */ prepareGate)
});

// EXTERNAL MODULE: ./build/core/history/machine.js
var history_machine = __webpack_require__(1460);
;// CONCATENATED MODULE: ./build/core/history/series.js
/** Takes a history apart into its series, in the order in which they first appear. */
function seriesOf({ records }) {
    const found = new Map();
    for (const record of records) {
        for (const { name, metrics } of record.benchmarks) {
            for (const metric of metrics) {
                const { unit, direction } = metric;
                const key = JSON.stringify([name, metric.metric, unit, direction, record.machine?.id ?? null]);
                const series = found.get(key);
                if (series !== undefined)
                    series.points.push({ record, metric });
                else {
                    const machine = record.machine === undefined ? {} : { machine: record.machine };
                    found.set(key, { benchmark: name, metric: metric.metric, unit, direction, ...machine, points: [{ record, metric }] });
                }
            }
        }
    }
    return [...found.values()];
}
/** Does it have a ratio: is it a finite number above 0? */
function isUsableValue(value) {
    return value > 0 && Number.isFinite(value);
}

// EXTERNAL MODULE: ./build/core/history/series-watch.js + 1 modules
var series_watch = __webpack_require__(3394);
;// CONCATENATED MODULE: ./build/core/history/gate-history.js



/** Percentiles of our own results are of Hyndman & Fan's type 7. */
const OWN_FORMAT = 'result';
/** What a run measured, as a record of its history. */
function recordOf(set, { id, measuredAt, source }) {
    const benchmarks = set.format !== OWN_FORMAT
        ? set.benchmarks
        : set.benchmarks.map(({ name, metrics }) => ({ name, metrics: metrics.map((metric) => ({ ...metric, estimator: 'R7' })) }));
    return {
        id,
        measuredAt: new Date(measuredAt).toISOString(),
        ...(source !== undefined && { source }),
        ...(set.machine !== undefined && { machine: (0,history_machine/* machineOf */.V)(set.machine) }),
        benchmarks,
        ...(set.unmeasured !== undefined && { unmeasured: set.unmeasured }),
    };
}
/** The records as the gate reads them, oldest first: the last is the baseline, all of them are the history. */
function benchmarkSetsOf({ records }) {
    return records.map(({ benchmarks, machine, unmeasured }) => ({
        format: 'history',
        benchmarks,
        ...(machine?.facts !== undefined && { machine: machine.facts }),
        ...(unmeasured !== undefined && { unmeasured }),
    }));
}
/**
 * From which of these values on the present level holds: the last change point, or 0. What is older is no baseline any more.
 *
 * @param values oldest first; those without a ratio are passed over, but counted
 */
function levelStartOf(values, options = {}) {
    const places = [];
    let watch = (0,series_watch/* startWatch */.M)(options);
    for (const [index, value] of values.entries()) {
        if (!isUsableValue(value))
            continue;
        places.push(index);
        watch = (0,series_watch/* appendValue */.A)(watch, { value }).watch;
    }
    return places[watch.levelStart] ?? 0;
}

// EXTERNAL MODULE: ./build/core/benchmarks/result-benchmarks.js
var result_benchmarks = __webpack_require__(3499);
// EXTERNAL MODULE: ./build/core/gate/compare-with-baseline.js + 19 modules
var compare_with_baseline = __webpack_require__(23581);
// EXTERNAL MODULE: ./build/core/gate/outcome-of.js
var outcome_of = __webpack_require__(66156);
// EXTERNAL MODULE: ./build/core/result.js
var core_result = __webpack_require__(84429);
;// CONCATENATED MODULE: ./build/core/report/gate-report.js





/** What a session measured, by itself and with other tools: what is compared, and what is recorded. */
function measuredSet({ result, jobs }, others) {
    const own = (0,result_benchmarks/* benchmarksOfResult */.v)(result, jobs);
    if (others.benchmarks.length === 0 && others.unmeasured === undefined)
        return own;
    return { ...others, format: own.benchmarks.length === 0 ? others.format : 'mixed', benchmarks: [...own.benchmarks, ...others.benchmarks] };
}
/** Adds the comparison with a baseline to a report; the outcome is the worse of the two. Without a baseline to compare with, it is inconclusive. */
function gateReport(input, gate) {
    const { name, margin, rules, baseline } = gate;
    switch (baseline.kind) {
        case 'found': {
            const { runs, from } = baseline;
            const last = runs.at(-1) ?? runs[0];
            const policy = { margin, ...(rules !== undefined && { rules }) };
            const rows = (0,compare_with_baseline/* compareWithBaseline */.$_)(measuredSet(input, gate.others), last, policy, { runs, levelStart: levelStartOf });
            const { result } = input;
            const stopped = result.outcome === 'error' || result.outcome === 'aborted' || result.outcome === 'suspended';
            const verdict = (0,outcome_of/* outcomeOf */.s)({ scenarios: [], rows, ...(stopped ? { stop: { kind: 'suspended', message: '' } } : {}) });
            const reasons = stopped ? verdict.reasons.filter((reason) => reason !== '') : verdict.reasons;
            const note = runs.length === 1 ? undefined : `the latest of ${runs.length} recorded runs, in ${from}`;
            return judged(input, stopped ? 'passed' : verdict.outcome, reasons, { baseline: name, margin, rows, ...(note !== undefined && { note }) });
        }
        case 'none': {
            const note = `there is no baseline yet: ${baseline.why}`;
            const about = { baseline: name, margin, rows: [], note };
            return baseline.records ? judged(input, 'passed', [], about) : judged(input, 'inconclusive', [`nothing was compared: ${note}`], about);
        }
        case 'refused': {
            const note = baseline.fix === undefined ? baseline.reason : `${baseline.reason}: ${baseline.fix}`;
            return judged(input, 'inconclusive', [`the baseline can't be used: ${note}`], { baseline: name, margin, rows: [], note });
        }
    }
}
/** The report with what the comparison says; a better outcome than it has already changes nothing. */
function judged(input, outcome, reasons, gate) {
    const { result } = input;
    const worse = core_result/* OUTCOMES */.im.indexOf(outcome) < core_result/* OUTCOMES */.im.indexOf(result.outcome);
    return {
        ...input,
        result: {
            ...result,
            outcome: worse ? outcome : result.outcome,
            reasons: worse ? [...reasons, ...result.reasons] : [...result.reasons, ...reasons],
            gate,
        },
    };
}

// EXTERNAL MODULE: ./build/app/errors.js
var errors = __webpack_require__(19813);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./build/core/benchmarks/read-benchmarks.js + 38 modules
var read_benchmarks = __webpack_require__(62828);
;// CONCATENATED MODULE: ./build/app/read-gate-input.js




/**
 * Reads the result files of other tools before anything is sent: nobody waits an hour to learn that one is none.
 *
 * @param format of these files; default: told by their shape
 * @returns one set with all of their benchmarks, those without a value too
 * @throws GateInputError with every problem at once
 */
async function readBenchmarkFiles(files, format) {
    const problems = [];
    const read = async (path) => {
        try {
            const answer = (0,read_benchmarks/* readBenchmarks */.h)(await (0,promises_.readFile)(path, 'utf8'), { source: path, ...(format === undefined ? {} : { format }) });
            if (answer.ok)
                return answer.set;
            problems.push(answer.reason);
        }
        catch (error) {
            problems.push(readProblem(path, error));
        }
        return undefined;
    };
    const sets = (await Promise.all(files.map(read))).filter((set) => set !== undefined);
    const machines = new Map(sets.flatMap(({ machine }) => (machine === undefined ? [] : [[(0,history_machine/* machineOf */.V)(machine).id, machine]])));
    if (machines.size > 1) {
        problems.push(`the files are from ${machines.size} machines (${[...machines.keys()].join(', ')}): compare those of each machine by themselves`);
    }
    if (problems.length > 0)
        throw new errors/* GateInputError */.ay(problems);
    const unmeasured = sets.flatMap((set) => set.unmeasured ?? []);
    const [machine] = machines.values();
    return {
        format: sets.length === 1 ? (sets[0]?.format ?? 'files') : 'files',
        benchmarks: merge(sets.flatMap(({ benchmarks }) => benchmarks)),
        ...(unmeasured.length > 0 && { unmeasured }),
        ...(machine !== undefined && { machine }),
    };
}
/** Two files may hold metrics of the same benchmark. */
function merge(benchmarks) {
    const grouped = Map.groupBy(benchmarks, ({ name }) => name);
    return [...grouped].map(([name, same]) => ({ name, metrics: same.flatMap(({ metrics }) => metrics) }));
}
function readProblem(path, error) {
    const code = error?.code;
    if (code === 'ENOENT')
        return `${path} does not exist`;
    return `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`;
}

;// CONCATENATED MODULE: ./build/app/conduct-gate.js




/**
 * Reads what the comparison needs, before anything is sent.
 *
 * @param order absent: nothing is compared
 * @param files result files of other tools
 * @throws GateInputError with every file that can't be used. A baseline that can't be used is no error: the comparison is inconclusive then
 */
async function prepareGate(order, files, { format, signal, onNotice } = {}) {
    if (order === undefined) {
        if (files.length === 0)
            return undefined;
        throw new errors/* GateInputError */.ay(['benchmarks were given without a baseline to compare them with: name one, such as file:baseline.json']);
    }
    const others = await readBenchmarkFiles(files, format);
    const loaded = await order.store.load(order.id, signal);
    const baseline = baselineOf(loaded, order);
    if (baseline.kind === 'none')
        onNotice?.(`there is no baseline yet: ${baseline.why}`);
    if (baseline.kind === 'refused')
        onNotice?.(`the baseline can't be used: ${baseline.reason}${baseline.fix === undefined ? '' : `: ${baseline.fix}`}`);
    return { order, baseline, others };
}
function baselineOf(loaded, order) {
    if (loaded.kind === 'refused')
        return loaded;
    const [first, ...others] = loaded.kind === 'found' ? benchmarkSetsOf(loaded.history) : [];
    if (loaded.kind === 'found' && first !== undefined)
        return { kind: 'found', runs: [first, ...others], from: loaded.from };
    const why = loaded.kind === 'none' ? loaded.why : `${loaded.from} holds no record`;
    return { kind: 'none', why, records: order.update === 'always' || (order.update === 'auto' && order.standing !== 'other') };
}
/** Outcomes of a measurement that may become a baseline when the user wants it whatever the verdict. */
const MEASURED = ['passed', 'inconclusive', 'regressed', 'breached'];
/**
 * Compares, and adds this run to the baseline where that is due.
 *
 * | update | recorded |
 * |-|-|
 * | auto | a passed run of the source branch; without branches the first run |
 * | always | every run that was measured to its end, passed or not |
 * | never | none |
 *
 * @param made id of the record (the same for the same session) and when it was measured, epoch ms
 */
async function concludeGate(report, gate, made, signal) {
    const { order, baseline, others } = gate;
    const { spec, store } = order;
    const input = { name: store.name, baseline, others, margin: spec.regression, ...(spec.rules !== undefined && { rules: spec.rules }) };
    const judged = gateReport(report, input);
    const why = notRecorded(order, baseline, judged.result.outcome);
    if (why !== undefined)
        return why === '' ? judged : noted(judged, why);
    const record = recordOf(measuredSet(report, others), { ...made, ...(order.source !== undefined && { source: order.source }) });
    if (record.benchmarks.length === 0)
        return noted(judged, 'not recorded: nothing was measured');
    const appended = await store.append(order.id, [record], signal);
    if (appended.kind === 'appended') {
        const what = appended.records === 1 ? 'recorded as the first baseline' : `recorded as run ${appended.records} of the baseline`;
        return noted(judged, `${what}, in ${appended.to}`, baseline.kind === 'none');
    }
    const text = `the baseline was not updated: ${appended.reason}${appended.fix === undefined ? '' : `: ${appended.fix}`}`;
    return { ...judged, result: { ...judged.result, warnings: [...judged.result.warnings, text] } };
}
/** Why this run does not become a baseline; empty where nobody expects it to, `undefined` where it does. */
function notRecorded({ remedy, standing, update }, baseline, outcome) {
    if (update === 'never' || baseline.kind === 'refused')
        return '';
    if (update === 'always')
        return MEASURED.includes(outcome) ? undefined : `not recorded: a run that ended as ${outcome} is no baseline`;
    if (standing === 'other') {
        return baseline.kind === 'none' ? (remedy ?? '') : '';
    }
    if (standing === 'first' && baseline.kind === 'found')
        return '';
    if (outcome === 'passed')
        return undefined;
    return `not recorded: only a passed run becomes the baseline, this one ended as ${outcome} (update-baseline "always" takes it all the same)`;
}
/** @param instead of what stood there */
function noted(report, text, instead = false) {
    const { gate } = report.result;
    if (gate === undefined)
        return report;
    const note = gate.note === undefined || instead ? text : `${gate.note}; ${text}`;
    return { ...report, result: { ...report.result, gate: { ...gate, note } } };
}


/***/ }),

/***/ 66156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ outcomeOf)
/* harmony export */ });
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84429);
/* harmony import */ var _compare_with_baseline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23581);
/* harmony import */ var _scenario_verdict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46576);



/**
 * The outcome of a session: the worst of what its parts say, in the order of {@link OUTCOMES}.
 *
 * | part | outcome |
 * |-|-|
 * | stopped by an error · a signal · a budget or time limit | error · aborted · suspended |
 * | a scenario | see {@link findingsOf} |
 * | a row that regressed | regressed |
 * | a row that is missing from this result: what is not there can't have passed | invalid |
 * | a row that is inconclusive or incomparable | inconclusive |
 * | a comparison with no row at all | invalid |
 * | a comparison in which every row is new | inconclusive |
 * | neither scenario nor comparison | invalid |
 */
function outcomeOf(facts) {
    const ended = facts.stop === undefined;
    const findings = [
        ...stopFindings(facts.stop),
        ...facts.scenarios.flatMap((scenario) => (0,_scenario_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .findingsOf */ .WX)(scenario, ended)),
        ...(facts.rows === undefined ? [] : rowFindings(facts.rows, ended)),
    ];
    if (ended && facts.scenarios.length === 0 && facts.rows === undefined) {
        findings.push({ outcome: 'invalid', reason: 'nothing was run and nothing was compared' });
    }
    const ranked = _result_js__WEBPACK_IMPORTED_MODULE_2__/* .OUTCOMES */ .im.flatMap((is) => findings.filter(({ outcome }) => outcome === is));
    return {
        outcome: ranked[0]?.outcome ?? 'passed',
        reasons: ranked.map(({ reason }) => reason),
        warnings: facts.scenarios.flatMap((scenario) => (0,_scenario_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .remarkOn */ .yY)(scenario) ?? []),
    };
}
function stopFindings(stop) {
    switch (stop?.kind) {
        case undefined:
            return [];
        case 'error':
        case 'journal':
        case 'fenced':
            return [{ outcome: 'error', reason: stop.message }];
        case 'signal':
            return [{ outcome: 'aborted', reason: `aborted by ${stop.signal}` }];
        case 'suspended':
            return [{ outcome: 'suspended', reason: stop.message }];
    }
}
function rowFindings(rows, ended) {
    if (rows.length === 0) {
        return ended ? [{ outcome: 'invalid', reason: 'the comparison with the baseline has no row: neither side holds a benchmark' }] : [];
    }
    if (rows.every(({ verdict }) => verdict === 'new')) {
        return [{ outcome: 'inconclusive', reason: `nothing could be compared: the baseline knows none of ${rows.length} values` }];
    }
    return rows.flatMap((row) => {
        const outcome = ROW_OUTCOMES[row.verdict];
        // What a stopped session did not get to is no regression, and a comparison in turns that was under way has not come to its answer.
        const unfinished = !ended && (row.verdict === 'missing' || (row.verdict === 'inconclusive' && row.evidence === 'interleaved'));
        return outcome === undefined || unfinished ? [] : [{ outcome, reason: (0,_compare_with_baseline_js__WEBPACK_IMPORTED_MODULE_0__/* .rowSentence */ .yD)(row) }];
    });
}
const ROW_OUTCOMES = {
    regressed: 'regressed',
    missing: 'invalid',
    inconclusive: 'inconclusive',
    incomparable: 'inconclusive',
    passed: undefined,
    improved: undefined,
    new: undefined,
};


/***/ }),

/***/ 46576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WX: () => (/* binding */ findingsOf),
/* harmony export */   am: () => (/* binding */ scenarioVerdict),
/* harmony export */   yY: () => (/* binding */ remarkOn)
/* harmony export */ });
/* harmony import */ var _session_ledger_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93124);

/**
 * What a scenario's ledger and thresholds say.
 *
 * | fact | finding |
 * |-|-|
 * | nothing was planned, or every slot was excluded | invalid: there is no data |
 * | slots are in no box of the ledger | failed |
 * | a run was lost | failed |
 * | no run succeeded | failed |
 * | some runs failed, timed out, were cancelled or shed | none: how many may, the thresholds of `failed` and `shed` say. It is shown as a remark |
 * | a threshold has failed | breached |
 * | a threshold is invalid | invalid |
 * | a threshold is inconclusive | inconclusive |
 *
 * @param ended false for a session that was stopped: what only an ended scenario can tell (no data, slots in no box, nothing succeeded, too
 * few values) is then no finding yet
 */
function findingsOf(facts, ended) {
    const findings = [...ledgerFindings(facts, ended), ...thresholdFindings(facts, ended)];
    return findings.map(({ outcome, reason }) => ({ outcome, reason: `${facts.name}: ${reason}` }));
}
function ledgerFindings({ ledger, ledgerReasons = {} }, ended) {
    const findings = [];
    const settled = _session_ledger_js__WEBPACK_IMPORTED_MODULE_0__/* .LEDGER_BOXES */ .ez.reduce((sum, box) => sum + ledger[box], 0);
    if (ledger.lost > 0) {
        findings.push({ outcome: 'failed', reason: `${ledger.lost} of ${runs(ledger.planned)} ${ledger.lost === 1 ? 'was' : 'were'} lost` });
    }
    if (!ended)
        return findings;
    if (ledger.planned === 0)
        return [...findings, { outcome: 'invalid', reason: 'nothing was planned, so nothing was measured' }];
    const why = Object.entries(ledgerReasons).sort(([, a], [, b]) => b - a)[0]?.[0];
    if (ledger.excluded === ledger.planned) {
        return [
            ...findings,
            {
                outcome: 'invalid',
                reason: `no data: ${ledger.planned === 1 ? 'the run was' : `all ${runs(ledger.planned)} were`} excluded${why === undefined ? '' : ` (${why})`}`,
            },
        ];
    }
    if (settled !== ledger.planned) {
        findings.push({ outcome: 'failed', reason: `the ledger does not add up: ${runs(ledger.planned)} planned, ${settled} accounted for` });
    }
    if (ledger.succeeded === 0) {
        findings.push({ outcome: 'failed', reason: `none of ${runs(ledger.planned)} succeeded: ${boxes(ledger)}` });
    }
    return findings;
}
function thresholdFindings({ thresholds }, ended) {
    const outcomes = {
        passed: undefined,
        failed: 'breached',
        invalid: ended ? 'invalid' : undefined,
        inconclusive: ended ? 'inconclusive' : undefined,
    };
    return thresholds.flatMap(({ verdict, reason }) => {
        const outcome = outcomes[verdict];
        return outcome === undefined ? [] : [{ outcome, reason }];
    });
}
/** What a reader must know of a scenario although it decides nothing: `3 of 50 runs did not succeed: 2 failed, 1 shed`. */
function remarkOn({ name, ledger, thresholds }) {
    const others = boxes(ledger);
    if (others === '' || ledger.succeeded === 0)
        return undefined;
    const judged = thresholds.some(({ metric }) => metric === 'failed' || metric === 'shed');
    const n = _session_ledger_js__WEBPACK_IMPORTED_MODULE_0__/* .LEDGER_BOXES */ .ez.reduce((sum, box) => sum + (box === 'succeeded' ? 0 : ledger[box]), 0);
    return `${name}: ${n} of ${runs(ledger.planned)} did not succeed: ${others}${judged ? '' : '; no threshold says how many may'}`;
}
/**
 * A scenario's verdict with its reasons, worst first.
 *
 * `invalid`: no data for the scenario or for a threshold. `failed`: by the ledger or a threshold. `inconclusive`: a threshold is.
 */
function scenarioVerdict(facts, ended = true) {
    const findings = findingsOf(facts, ended);
    const order = [
        ['invalid', ['invalid']],
        ['failed', ['failed', 'breached']],
        ['inconclusive', ['inconclusive']],
    ];
    const strip = facts.name.length + 2;
    const reasons = order
        .flatMap(([, outcomes]) => outcomes.flatMap((is) => findings.filter(({ outcome }) => outcome === is)))
        .map(({ reason }) => reason.slice(strip));
    const verdict = order.find(([, outcomes]) => findings.some(({ outcome }) => outcomes.includes(outcome)))?.[0];
    return { verdict: verdict ?? (ended ? 'passed' : 'inconclusive'), reasons: verdict === undefined && !ended ? ['stopped before its end'] : reasons };
}
const runs = (n) => `${n} run${n === 1 ? '' : 's'}`;
function boxes(ledger) {
    return _session_ledger_js__WEBPACK_IMPORTED_MODULE_0__/* .LEDGER_BOXES */ .ez.filter((box) => box !== 'succeeded' && ledger[box] > 0)
        .map((box) => `${ledger[box]} ${box.replace('_', ' ')}`)
        .join(', ');
}


/***/ })

};
