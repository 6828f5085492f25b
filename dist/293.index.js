export const id = 293;
export const ids = [293];
export const modules = {

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
