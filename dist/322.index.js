export const id = 322;
export const ids = [322];
export const modules = {

/***/ 12322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dryRun: () => (/* binding */ dryRun)
/* harmony export */ });
/* harmony import */ var _core_load_schedule_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21074);
/* harmony import */ var _core_plan_describe_scenario_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83194);
/* harmony import */ var _core_session_key_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(33742);
/* harmony import */ var _core_time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3669);




/** Most dispatches shown of one scenario: a log of ten thousand lines helps nobody. */
const MOST_SHOWN = 1_000;
/**
 * What a plan would send: every dispatch with its instant and its payload, as lines.
 *
 * Refs that only GitHub knows (a repository's default branch) are named as that; the key is sent to workflows that have the input.
 */
function dryRun(plan, sessionId) {
    return plan.scenarios.map((scenario, index) => {
        const total = (0,_core_load_schedule_js__WEBPACK_IMPORTED_MODULE_2__/* .slotCount */ .E)(scenario.arrivals);
        const shown = Math.min(total, MOST_SHOWN);
        const schedule = (0,_core_load_schedule_js__WEBPACK_IMPORTED_MODULE_2__/* .scheduleOf */ .r)(scenario.arrivals);
        const lines = Array.from({ length: shown }, (_, n) => dispatchOf(scenario, index, n, sessionId, whenOf(schedule, n)));
        const more = total > shown ? [`and ${total - shown} more like these`] : [];
        return { heading: `${scenario.name} (${scenario.test}): ${(0,_core_plan_describe_scenario_js__WEBPACK_IMPORTED_MODULE_0__/* .describeScenario */ ._)(scenario)}`, lines: [...lines, ...more] };
    });
}
function dispatchOf(scenario, index, n, sessionId, when) {
    const unit = scenario.units[n % scenario.units.length] ?? scenario.units[0];
    const slot = (0,_core_session_key_js__WEBPACK_IMPORTED_MODULE_3__/* .slotId */ .Ql)(index, n);
    const key = (0,_core_session_key_js__WEBPACK_IMPORTED_MODULE_3__/* .formatKey */ .TD)({ session: sessionId, generation: 1, slot, attempt: 1 });
    const payload = JSON.stringify({ ref: unit.ref ?? '(default branch)', inputs: { ...unit.inputs, harness_key: key } });
    return `${slot} ${when} POST /repos/${unit.repository ?? '(this repository)'}/actions/workflows/${unit.workflow}/dispatches ${payload}`;
}
function whenOf(schedule, n) {
    if (schedule.model === 'open')
        return `at +${(0,_core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(schedule.offsetsMs[n] ?? 0)}`;
    return n < schedule.concurrency ? 'at once' : `when ${n - schedule.concurrency + 1} ${n === schedule.concurrency ? 'has' : 'have'} ended`;
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


/***/ })

};
