export const id = 264;
export const ids = [264];
export const modules = {

/***/ 19264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gateOfPlan: () => (/* binding */ gateOfPlan)
/* harmony export */ });
/* harmony import */ var _open_baseline_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20666);

/**
 * The gate of a plan where nothing else is known than the plan: its file is compared with and not changed.
 *
 * @param baseline overrules the plan's; `regression` as a fraction
 * @throws GateInputError where the plan's baseline is no file
 */
function gateOfPlan(plan, clock, baseline) {
    const spec = baseline === undefined ? plan.baseline : { from: { kind: 'file', path: baseline.path }, regression: baseline.regression };
    if (spec === undefined)
        return undefined;
    const id = plan.baseline?.id ?? plan.name;
    return { spec, id, store: (0,_open_baseline_store_js__WEBPACK_IMPORTED_MODULE_0__/* .openBaselineStore */ .r)(spec.from, { clock }), update: 'never', standing: 'first' };
}


/***/ })

};
