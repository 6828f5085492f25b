export const id = 828;
export const ids = [828];
export const modules = {

/***/ 84413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ Collection)
});

;// CONCATENATED MODULE: ./build/core/benchmarks/machine-words.js
const FAMILIES = [
    [/^(linux|.*\b(ubuntu|debian|fedora|red hat|centos|alpine)\b)/, 'linux'],
    [/^(darwin|macos|mac os|osx)/, 'darwin'],
    [/^win/, 'windows'],
];
const ARCHITECTURES = [
    [/^(x86_64|x86-64|amd64|x64)\b/, 'x64'],
    [/^(aarch64|arm64)\b/, 'arm64'],
    [/^(i[3-6]86|x86|386)\b/, 'x86'],
];
/**
 * The family of an operating system, however a tool spells it and whatever version it adds: an update of the kernel is no other machine.
 *
 * @example osWord('macOS Catalina 10.15.4 (19E287) [Darwin 19.4.0]') // 'darwin'
 */
function osWord(text) {
    return wordOf(text, FAMILIES);
}
/**
 * A processor architecture in one spelling.
 *
 * @example archWord('x86_64') // 'x64'
 */
function archWord(text) {
    return wordOf(text, ARCHITECTURES);
}
function wordOf(text, words) {
    const plain = text.trim().toLowerCase();
    return words.find(([spelling]) => spelling.test(plain))?.[1] ?? plain;
}

// EXTERNAL MODULE: ./build/core/benchmarks/median.js
var median = __webpack_require__(13565);
// EXTERNAL MODULE: ./build/core/benchmarks/refusal.js
var refusal = __webpack_require__(90719);
// EXTERNAL MODULE: ./build/core/benchmarks/unit-direction.js
var unit_direction = __webpack_require__(56541);
;// CONCATENATED MODULE: ./build/core/benchmarks/collect.js




/** How well a statistic stands for the whole, the best first. */
const STANDS_FOR = ['median', 'mean', undefined, 'percentile', 'min', 'max'];
/** Gathers what an importer finds. Names and metrics come out in the order in which they came in. */
class Collection {
    #benchmarks = new Map();
    #unmeasured = new Map();
    #machine = new Map();
    #repeats;
    /** @param repeats the same metric of the same benchmark again is one more sample of it, or a reason to refuse the file */
    constructor(repeats) {
        this.#repeats = repeats;
    }
    /**
     * @param place the line, or the path into the JSON document
     * @throws Refusal on a name without characters, a value that is no finite number, a repeat that is none
     */
    add(benchmark, draft, place) {
        const name = benchmark.trim();
        if (name === '')
            throw new refusal/* Refusal */.P('a benchmark without a name', place);
        if (!Number.isFinite(draft.value))
            throw new refusal/* Refusal */.P(`${draft.metric} of ${name} is ${draft.value}, no finite number`, place);
        const { interval } = draft;
        if (interval !== undefined && !(Number.isFinite(interval.low) && Number.isFinite(interval.high))) {
            throw new refusal/* Refusal */.P(`the interval of ${draft.metric} of ${name} is ${interval.low} … ${interval.high}, no finite numbers`, place);
        }
        const metrics = this.#benchmarks.get(name) ?? new Map();
        this.#benchmarks.set(name, metrics);
        const before = metrics.get(draft.metric);
        const values = [...(draft.samples ?? [draft.value])];
        if (before === undefined) {
            metrics.set(draft.metric, { draft, values, repeats: 1 });
            return;
        }
        if (this.#repeats === 'refused')
            throw new refusal/* Refusal */.P(`${name} stands twice, with two values of ${draft.metric}`, place);
        if (before.draft.unit !== draft.unit) {
            throw new refusal/* Refusal */.P(`${draft.metric} of ${name} is in "${draft.unit}" here and in "${before.draft.unit}" before`, place);
        }
        for (const value of values)
            before.values.push(value);
        before.repeats++;
    }
    /** Adds a metric when it has a value. */
    addMaybe(benchmark, draft, place) {
        const { value } = draft;
        if (value !== undefined)
            this.add(benchmark, { ...draft, value }, place);
    }
    /** A benchmark of which the file says that it has no value; also when another of its repeats has one. */
    unmeasured(name, reason, line) {
        if (name.trim() !== '')
            this.#unmeasured.set(name.trim(), { name: name.trim(), reason, ...(line !== undefined && { line }) });
    }
    /** What the file says about the machine; empty texts say nothing. System and architecture are brought to one spelling for all tools. */
    machine(key, value) {
        const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
        if (text === '')
            return;
        const word = key === 'os' ? osWord(text) : key === 'arch' ? archWord(text) : text;
        this.#machine.set(key, word);
    }
    finish() {
        const benchmarks = [...this.#benchmarks].map(([name, metrics]) => ({ name, metrics: adopt([...metrics.values()].map(finishMetric)) }));
        const unmeasured = [...this.#unmeasured.values()];
        return {
            benchmarks,
            ...(unmeasured.length > 0 && { unmeasured }),
            ...(this.#machine.size > 0 && { machine: Object.fromEntries(this.#machine) }),
        };
    }
}
function finishMetric({ draft, values, repeats }) {
    const { direction: given, undirected, exact, aggregate, percentile, interval, range, n, needsN, of, metric, unit, value } = draft;
    const direction = undirected === true ? undefined : (given ?? (0,unit_direction/* directionOf */.F)(metric, unit));
    const raw = repeats > 1 || draft.samples !== undefined;
    const settled = values.every((each) => each === values[0]);
    const count = raw ? values.length : n;
    return {
        metric,
        unit,
        direction: direction ?? 'smaller',
        ...(direction === undefined && { undirected: true }),
        value: repeats > 1 ? (0,median/* medianOf */.u)(values) : value,
        ...(count !== undefined && { n: count }),
        ...(needsN !== undefined && { needsN }),
        ...(raw && { samples: values }),
        ...(repeats > 1 ? { aggregate: 'median' } : aggregate !== undefined && { aggregate }),
        ...(percentile !== undefined && { percentile }),
        ...(repeats === 1 && interval !== undefined && { interval }),
        ...(repeats === 1 && range !== undefined && { range }),
        ...(exact === true && settled && { exact }),
        ...(of !== undefined && { of }),
    };
}
/** Where the metric that others are statistics of is not in the file, the best of them takes its place and name. */
function adopt(metrics) {
    const names = new Set(metrics.map(({ metric }) => metric));
    const heirs = new Map();
    const rank = ({ aggregate }) => {
        const found = STANDS_FOR.indexOf(aggregate);
        return found < 0 ? STANDS_FOR.length : found;
    };
    for (const metric of metrics) {
        if (metric.of === undefined || names.has(metric.of))
            continue;
        const heir = heirs.get(metric.of);
        if (heir === undefined || rank(metric) < rank(heir))
            heirs.set(metric.of, metric);
    }
    return metrics.map((metric) => {
        if (metric.of === undefined || metric !== heirs.get(metric.of))
            return metric;
        const { of: name, ...alone } = metric;
        return { ...alone, metric: name };
    });
}


/***/ }),

/***/ 397:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   ZV: () => (/* binding */ own)
/* harmony export */ });
/** Is it a JSON object, neither array nor null? */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An own property: a file may hold keys such as `__proto__`. */
function own(object, key) {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
/** A value for an error message: what it is, cut to a length that fits a line. */
function shown(value) {
    if (value === undefined)
        return 'missing';
    if (isObject(value))
        return 'an object';
    if (Array.isArray(value))
        return 'an array';
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}


/***/ }),

/***/ 36788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ jsonImporter),
/* harmony export */   U: () => (/* binding */ brokenJson)
/* harmony export */ });
/* harmony import */ var _collect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84413);
/* harmony import */ var _json_places_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50170);
/* harmony import */ var _json_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33865);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90719);




/** An importer of a JSON format. A refusal gets the line in which the refused value stands. */
function jsonImporter({ repeats, detect, read, ...about }) {
    return {
        ...about,
        detect: (file) => file.json !== undefined && detect(file.json, file),
        read(file) {
            if (file.json === undefined)
                return brokenJson(file.text, about.title);
            const into = new _collect_js__WEBPACK_IMPORTED_MODULE_0__/* .Collection */ .p(repeats);
            try {
                read(new _json_value_js__WEBPACK_IMPORTED_MODULE_1__/* .JsonValue */ .e(file.json), into, file);
            }
            catch (error) {
                if (!(error instanceof _refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .Refusal */ .P))
                    throw error;
                const place = error.path === undefined ? undefined : (0,_json_places_js__WEBPACK_IMPORTED_MODULE_3__/* .placeOf */ .$t)(file.text, error.path);
                return { ok: false, ...(place !== undefined && { line: (0,_json_places_js__WEBPACK_IMPORTED_MODULE_3__/* .lineAt */ .mh)(file.text, place) }), reason: error.message };
            }
            return { ok: true, ...into.finish() };
        },
    };
}
/** The answer to a text that is no JSON, with the line in which it stops being so. */
function brokenJson(text, title) {
    const { errorAt } = (0,_json_places_js__WEBPACK_IMPORTED_MODULE_3__/* .jsonPlaces */ .Rr)(text);
    return { ok: false, ...(errorAt !== undefined && { line: (0,_json_places_js__WEBPACK_IMPORTED_MODULE_3__/* .lineAt */ .mh)(text, errorAt) }), reason: `no JSON, which ${title} must be` };
}


/***/ }),

/***/ 50170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Rr: () => (/* binding */ jsonPlaces),
/* harmony export */   mh: () => (/* binding */ lineAt)
/* harmony export */ });
const BLANK = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** Looks through a JSON text for the first error and for the elements of its outermost array. */
function jsonPlaces(text) {
    const open = [];
    const elements = [];
    let expected = 'value';
    let at = after(BLANK, text, 0) ?? 0;
    const valueEnded = () => (open.length === 0 ? 'nothing' : ', or end');
    while (at < text.length) {
        const char = text[at] ?? '';
        const errorAt = at;
        const wantsValue = expected === 'value' || expected === 'value or ]';
        if (wantsValue && char !== ']' && open.length === 1 && open[0] === '[')
            elements.push(at);
        if (wantsValue && (char === '{' || char === '[')) {
            open.push(char);
            expected = char === '{' ? 'key or }' : 'value or ]';
            at++;
        }
        else if (wantsValue && char !== ']') {
            const end = char === '"' ? stringEnd(text, at) : after(SCALAR, text, at);
            if (end === undefined)
                return { errorAt, elements };
            expected = valueEnded();
            at = end;
        }
        else if ((expected === 'key' || expected === 'key or }') && char === '"') {
            const end = stringEnd(text, at);
            if (end === undefined)
                return { errorAt, elements };
            expected = ':';
            at = end;
        }
        else if (expected === ':' && char === ':') {
            expected = 'value';
            at++;
        }
        else if (expected === ', or end' && char === ',') {
            expected = open.at(-1) === '{' ? 'key' : 'value';
            at++;
        }
        else if ((char === '}' || char === ']') && closes(char, open.at(-1), expected)) {
            open.pop();
            expected = valueEnded();
            at++;
        }
        else {
            return { errorAt, elements };
        }
        at = after(BLANK, text, at) ?? at;
    }
    return expected === 'nothing' ? { elements } : { errorAt: text.length, elements };
}
function closes(char, opened, expected) {
    if (char === '}')
        return opened === '{' && (expected === 'key or }' || expected === ', or end');
    return opened === '[' && (expected === 'value or ]' || expected === ', or end');
}
function after(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
}
function stringEnd(text, start) {
    let at = start + 1;
    for (;;) {
        at = after(PLAIN_TEXT, text, at) ?? at;
        if (text[at] === '"')
            return at + 1;
        at = after(ESCAPE, text, at);
        if (at === undefined)
            return undefined;
    }
}
/** The line, from 1, in which a place of the text stands. */
function lineAt(text, offset) {
    let line = 1;
    for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
        line++;
    return line;
}
/**
 * Where the value at a path begins; where the path leads nowhere, the innermost value on it that exists. Without recursion, and linear in the
 * text for each step.
 *
 * @param text what `JSON.parse` takes, perhaps with bare `NaN` and `Infinity`
 * @example placeOf('{"a":[1,2]}', ['a', 1]) // 8
 */
function placeOf(text, path) {
    let at = after(BLANK, text, 0) ?? 0;
    for (const step of path) {
        const child = childAt(text, at, step);
        if (child === undefined)
            return at;
        at = child;
    }
    return at;
}
function childAt(text, container, step) {
    const isArray = text[container] === '[';
    if (isArray !== (typeof step === 'number') || (!isArray && text[container] !== '{'))
        return undefined;
    let at = after(BLANK, text, container + 1) ?? container + 1;
    for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index++) {
        let found = index === step;
        if (!isArray) {
            const end = text[at] === '"' ? stringEnd(text, at) : undefined;
            if (end === undefined)
                return undefined;
            found = text.slice(at, end) === JSON.stringify(step);
            at = after(BLANK, text, end) ?? end;
            at = after(BLANK, text, at + 1) ?? at + 1;
        }
        if (found)
            return at;
        at = after(BLANK, text, valueEnd(text, at)) ?? text.length;
        if (text[at] === ',')
            at = after(BLANK, text, at + 1) ?? at + 1;
    }
    return undefined;
}
/** Behind the value that begins here. */
function valueEnd(text, start) {
    let depth = 0;
    for (let at = start; at < text.length;) {
        const char = text[at] ?? '';
        if (char === '"')
            at = stringEnd(text, at) ?? text.length;
        else if (depth === 0 && (char === ',' || char === ']' || char === '}'))
            return at;
        else {
            if (char === '{' || char === '[')
                depth++;
            if (char === '}' || char === ']')
                depth--;
            at++;
            if (depth === 0 && (char === '}' || char === ']'))
                return at;
        }
    }
    return text.length;
}


/***/ }),

/***/ 33865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ JsonValue)
/* harmony export */ });
/* harmony import */ var _importer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(397);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90719);


/** A place in a JSON document, read with checks: what is not as it must be is refused with its place. */
class JsonValue {
    value;
    path;
    constructor(value, path = []) {
        this.value = value;
        this.path = path;
    }
    /** The member of an object; of anything else, a missing value. */
    get(key) {
        return new JsonValue((0,_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(this.value) ? (0,_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(this.value, key) : undefined, [...this.path, key]);
    }
    /** Neither missing nor null. */
    get present() {
        return this.value !== undefined && this.value !== null;
    }
    /** @throws Refusal when it is no array */
    items() {
        if (!Array.isArray(this.value))
            throw this.wrong('an array');
        return this.value.map((each, i) => new JsonValue(each, [...this.path, i]));
    }
    /** @throws Refusal when it is no object */
    entries() {
        return Object.entries(this.object()).map(([key, value]) => [key, new JsonValue(value, [...this.path, key])]);
    }
    /** @throws Refusal when it is no object */
    object() {
        if (!(0,_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(this.value))
            throw this.wrong('an object');
        return this.value;
    }
    /** @throws Refusal when it is no text or an empty one */
    text() {
        if (typeof this.value !== 'string' || this.value.trim() === '')
            throw this.wrong('a text');
        return this.value;
    }
    /** A text, or `undefined` when it is none. */
    maybeText() {
        return typeof this.value === 'string' && this.value.trim() !== '' ? this.value : undefined;
    }
    /** @throws Refusal when it is no finite number */
    number() {
        if (typeof this.value !== 'number' || !Number.isFinite(this.value))
            throw this.wrong('a finite number');
        return this.value;
    }
    /**
     * A number, or `undefined` where the tool has none: missing, null, "NaN".
     *
     * @throws Refusal when it is something else
     */
    maybeNumber() {
        if (!this.present || this.value === 'NaN' || this.value === '-Infinity' || this.value === 'Infinity')
            return undefined;
        return this.number();
    }
    /** The finite numbers of an array; `undefined` when it is no array, is empty or holds anything else, so that a part never passes for the whole. */
    maybeNumbers() {
        const { value } = this;
        if (!Array.isArray(value) || value.length === 0)
            return undefined;
        return value.every((each) => typeof each === 'number' && Number.isFinite(each)) ? value : undefined;
    }
    wrong(expected) {
        const at = this.path.length === 0 ? 'the document' : (0,_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .pathText */ .L)(this.path);
        return new _refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P(`${at} must be ${expected}, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(this.value)}`, this.path);
    }
}


/***/ }),

/***/ 13565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ medianOf)
/* harmony export */ });
/* harmony import */ var _stats_quantile_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22097);
/* harmony import */ var _stats_sorted_samples_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6907);


/** The median (R type 7) of finite values in any order; NaN of none. */
function medianOf(values) {
    const sorted = (0,_stats_sorted_samples_js__WEBPACK_IMPORTED_MODULE_1__/* .sortSamples */ .O)(values);
    return sorted === undefined ? Number.NaN : (0,_stats_quantile_js__WEBPACK_IMPORTED_MODULE_0__/* .quantile */ .YV)(sorted, 0.5);
}


/***/ }),

/***/ 62828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ readBenchmarks)
});

// UNUSED EXPORTS: MAX_BENCHMARK_CHARS

// EXTERNAL MODULE: ./build/core/benchmarks/importer.js
var importer = __webpack_require__(397);
// EXTERNAL MODULE: ./build/core/benchmarks/json-importer.js
var json_importer = __webpack_require__(36788);
// EXTERNAL MODULE: ./build/core/benchmarks/json-value.js
var json_value = __webpack_require__(33865);
// EXTERNAL MODULE: ./build/core/benchmarks/refusal.js
var refusal = __webpack_require__(90719);
// EXTERNAL MODULE: ./build/core/stats/quantile-interval.js
var quantile_interval = __webpack_require__(46171);
// EXTERNAL MODULE: ./build/core/benchmarks/median.js
var benchmarks_median = __webpack_require__(13565);
;// CONCATENATED MODULE: ./build/core/benchmarks/statistics.js


/**
 * Adds a metric and the further statistics of it. The metric itself is the median: of the raw values, else the tool's own, else its mean. The
 * others are named after it: `time min`, `time p99`.
 *
 * @returns false when there is no value at all
 */
function addStatistics(into, benchmark, statistics, place) {
    const { metric, unit, direction, samples, mean, interval, range, percentiles = [] } = statistics;
    const median = statistics.median ?? percentiles.find(([percent]) => percent === 50)?.[1] ?? (samples === undefined ? undefined : (0,benchmarks_median/* medianOf */.u)(samples));
    const value = median ?? mean ?? statistics.min ?? statistics.max;
    if (value === undefined)
        return false;
    const n = samples?.length ?? statistics.n;
    const headline = median !== undefined ? 'median' : mean !== undefined ? 'mean' : statistics.min !== undefined ? 'min' : 'max';
    const same = { unit, direction, n };
    const own = { ...(samples !== undefined && { samples }), ...(interval !== undefined && { interval }), ...(range !== undefined && { range }) };
    into.add(benchmark, { ...same, metric, value, aggregate: headline, ...own }, place);
    for (const aggregate of ['mean', 'min', 'max', 'sd', 'iqr', 'mad']) {
        if (aggregate === headline)
            continue;
        into.addMaybe(benchmark, { ...same, metric: `${metric} ${aggregate}`, value: statistics[aggregate], aggregate, of: metric, ...spread(aggregate) }, place);
    }
    for (const [percent, at] of percentiles) {
        if (percent === 50)
            continue;
        const needsN = n === undefined ? {} : { needsN: (0,quantile_interval/* samplesForInterval */._F)(percent / 100) };
        into.addMaybe(benchmark, { ...same, metric: `${metric} p${percent}`, value: at, aggregate: 'percentile', percentile: percent, of: metric, ...needsN }, place);
    }
    return true;
}
/** However good a high value is, scatter is not. */
function spread(aggregate) {
    return aggregate === 'sd' || aggregate === 'iqr' || aggregate === 'mad' ? { direction: 'smaller' } : {};
}

;// CONCATENATED MODULE: ./build/core/benchmarks/asv-results.js





/** More combinations of parameters than this stand for a broken file. */
const MAX_COMBINATIONS = 100_000;
/** A result file of airspeed velocity, `results/<machine>/<commit>-<env>.json`: version 1 (and before), and version 2 with its columns. */
const asvResults = (0,json_importer/* jsonImporter */.J)({
    format: 'asv',
    title: 'a JSON result file of airspeed velocity',
    keeps: 'every result, one benchmark for each combination of parameters; interval, quartiles and samples; failed and skipped ones; unit by the name (`time_`, `mem_`, `peakmem_`)',
    shape: '`commit_hash` and `results`',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && Object.hasOwn(json, 'commit_hash') && (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(json, 'results')),
    read(document, into) {
        const machine = document.get('params');
        into.machine('cpu', machine.get('cpu').value);
        into.machine('os', machine.get('os').value);
        into.machine('arch', machine.get('arch').value);
        into.machine('cores', machine.get('num_cpu').value);
        const columns = document.get('result_columns').present
            ? document
                .get('result_columns')
                .items()
                .map((column) => column.text())
            : undefined;
        for (const [name, entry] of document.get('results').entries()) {
            if (Array.isArray(entry.value) && columns === undefined)
                throw new refusal/* Refusal */.P(`${name} is a row, but "result_columns" is missing`, entry.path);
            readEntry(name, Array.isArray(entry.value) ? columnsOf(entry, columns ?? []) : oldEntry(entry), into);
        }
    },
});
function columnsOf(row, columns) {
    const cells = row.items();
    const cell = (name) => cells[columns.indexOf(name)] ?? new json_value/* JsonValue */.e(undefined, row.path);
    const listed = (name, at) => (Array.isArray(cell(name).value) ? (cell(name).items()[at] ?? cell('')) : cell(''));
    return {
        path: row,
        results: Array.isArray(cell('result').value) ? cell('result').items() : [cell('result')],
        params: paramsOf(cell('params')),
        statistic: (name, at) => listed(`stats_${name}`, at).maybeNumber(),
        samples: (at) => listed('samples', at).maybeNumbers(),
    };
}
function oldEntry(entry) {
    const plain = !(0,importer/* isObject */.Gv)(entry.value);
    const result = plain ? entry : entry.get('result');
    const stats = entry.get('stats');
    const of = (at) => (Array.isArray(stats.value) ? (stats.items()[at] ?? stats.get('')) : stats.get(''));
    return {
        path: entry,
        results: Array.isArray(result.value) ? result.items() : [result],
        params: plain ? [] : paramsOf(entry.get('params')),
        statistic(name, at) {
            const bound = /^ci_99_([ab])$/.exec(name);
            if (bound === null)
                return of(at).get(name).maybeNumber();
            return of(at).get('ci_99').maybeNumbers()?.[bound[1] === 'a' ? 0 : 1];
        },
        samples(at) {
            const samples = entry.get('samples');
            return Array.isArray(samples.value) ? samples.items()[at]?.maybeNumbers() : undefined;
        },
    };
}
function paramsOf(params) {
    if (!Array.isArray(params.value))
        return [];
    return params.items().map((values) => values.items().map(({ value }) => String(value)));
}
function readEntry(name, entry, into) {
    const combinations = product(entry);
    const unit = unitOf(name);
    const metric = metricOf(unit);
    for (const [at, result] of entry.results.entries()) {
        const full = combinations[at] === undefined || combinations[at] === '' ? name : `${name}(${combinations[at]})`;
        const value = result.maybeNumber();
        if (value === undefined) {
            into.unmeasured(full, 'it failed or was skipped');
            continue;
        }
        const [low, high] = [entry.statistic('ci_99_a', at), entry.statistic('ci_99_b', at)];
        const samples = entry.samples(at);
        if (unit !== 's' && samples === undefined) {
            // The size of an object is the same in every run; the peak of a process is not.
            into.add(full, { metric, unit, value, ...(unit === 'B' && !/(^|\.)peakmem/i.test(name) && { exact: true }) }, result.path);
            continue;
        }
        addStatistics(into, full, {
            metric,
            unit,
            samples,
            n: entry.statistic('repeat', at),
            median: value,
            percentiles: [
                [25, entry.statistic('q_25', at)],
                [75, entry.statistic('q_75', at)],
            ],
            ...(low !== undefined && high !== undefined && { interval: { low, high, level: 0.99 } }),
        }, result.path);
    }
}
/** The last parameter runs fastest. */
function product({ params, results, path }) {
    const count = params.reduce((product, values) => product * values.length, 1);
    if (count > MAX_COMBINATIONS)
        throw new refusal/* Refusal */.P(`${count} combinations of parameters are more than the ${MAX_COMBINATIONS} that are read`, path.path);
    if (params.length > 0 && results.length > 0 && count !== results.length && results.length > 1) {
        throw new refusal/* Refusal */.P(`${results.length} results do not fit ${count} combinations of parameters`, path.path);
    }
    return params.reduce((before, values) => before.flatMap((start) => values.map((value) => (start === '' ? value : `${start}, ${value}`))), ['']);
}
/** asv keeps units in another file (benchmarks.json); its naming rule says them too. */
function unitOf(name) {
    const kind = /^(time(?:raw)?|mem|peakmem|track)(?:_|$)/.exec(name.slice(name.lastIndexOf('.') + 1).toLowerCase())?.[1];
    if (kind === 'mem' || kind === 'peakmem')
        return 'B';
    return kind?.startsWith('time') === true ? 's' : '';
}
function metricOf(unit) {
    if (unit === 'B')
        return 'memory';
    return unit === 's' ? 'time' : 'value';
}

// EXTERNAL MODULE: ./build/core/benchmarks/collect.js + 1 modules
var collect = __webpack_require__(84413);
;// CONCATENATED MODULE: ./build/core/benchmarks/text-importer.js


// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with ESC
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;
/**
 * An importer of a text format. The same benchmark again in one file is one more sample: that is what repeats appended to a file look like.
 */
function textImporter({ detect, read, ...about }) {
    return {
        ...about,
        detect: (file) => file.json === undefined && detect(linesOf(file)),
        read(file) {
            const into = new collect/* Collection */.p('samples');
            try {
                read(linesOf(file), into, file);
            }
            catch (error) {
                if (!(error instanceof refusal/* Refusal */.P))
                    throw error;
                return { ok: false, ...(error.line !== undefined && { line: error.line }), reason: error.message };
            }
            return { ok: true, ...into.finish() };
        },
    };
}
/** Nothing that a benchmark prints is longer, but for the histograms of a log. */
const MAX_LINE_CHARS = 4_096;
/** Columns are never further apart; a pattern that looks for the end of a gap must not look through a whole file of blanks. */
const WIDE_GAP = /[ \t]{200,}/g;
const split = new WeakMap();
/**
 * Lines as a terminal shows them: without colours, and of a line that was written over, the last state. Lines too long for a result are
 * empty. Split once for all importers.
 */
function linesOf(file) {
    const known = split.get(file);
    if (known !== undefined)
        return known;
    const lines = file.text.split(/\r?\n/).map(shownLine);
    split.set(file, lines);
    return lines;
}
function shownLine(line) {
    const plain = line.includes('\u001b') ? line.replace(COLOURS, '') : line;
    const last = plain.slice(plain.lastIndexOf('\r') + 1);
    if (last.length < 200)
        return last;
    if (last.length > MAX_LINE_CHARS && !last.includes(',HIST'))
        return '';
    return last.replace(WIDE_GAP, ' '.repeat(200));
}

;// CONCATENATED MODULE: ./build/core/benchmarks/time-units.js
/** Nanoseconds of each spelling. Tools that scale what they print (3.2 µs here, 980 ns there) are brought to one unit, or no two runs could be compared. */
const NANOSECONDS = new Map([
    ['fs', 1e-6],
    ['ps', 1e-3],
    ['ns', 1],
    ['us', 1e3],
    ['µs', 1e3],
    ['μs', 1e3],
    ['ms', 1e6],
    ['s', 1e9],
    ['sec', 1e9],
    ['min', 60e9],
    ['m', 60e9],
    ['h', 3600e9],
]);
/**
 * A span of time in nanoseconds.
 *
 * @returns `undefined` for a unit that is no span of time
 * @example toNs(41.5, 'us') // 41500
 */
function toNs(value, unit) {
    const factor = NANOSECONDS.get(unit);
    if (factor === undefined)
        return undefined;
    // Dividing by a power of ten is exact where multiplying by its inverse is not.
    return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/asv-text.js




const RESULT = /^\[\s*[\d.]+%\]\s+·+\s+(\S+)\s{2,}(\S.*?)\s*$/;
const ENVIRONMENT = /^\[\s*[\d.]+%\]\s+·+ (?:Benchmarking|For .*\bin) (\S+)\s*$/;
const VALUE = /^([\d.]+(?:e[+-]?\d+)?)(?:±([\d.]+(?:e[+-]?\d+)?))?\s*([a-zA-Zμµ]*)$/;
const POWERS = new Map([
    ['', 1],
    ['k', 1e3],
    ['M', 1e6],
    ['G', 1e9],
    ['T', 1e12],
]);
/** What `asv run` and `asv dev` print. Rounded to three digits: the result files say more. */
const asvText = textImporter({
    format: 'asv-text',
    title: 'text of asv run',
    keeps: 'time in ns with its spread, memory in B; the environment in the name; failed benchmarks',
    shape: 'lines `[ 40.00%] ··· module.name   11.2±0.01μs`',
    detect: (lines) => lines.some((line) => line.startsWith('[') && RESULT.test(line)),
    read(lines, into) {
        let environment = '';
        for (const [i, line] of lines.entries()) {
            environment = ENVIRONMENT.exec(line)?.[1] ?? environment;
            const match = line.startsWith('[') ? RESULT.exec(line) : null;
            if (match === null || /^(Running|Setting|Building|Installing|Uninstalling|Discovering)$/.test(match[1] ?? ''))
                continue;
            const [, plain = '', shown = ''] = match;
            const name = environment === '' ? plain : `${plain} [${environment}]`;
            const value = VALUE.exec(shown);
            if (value === null) {
                const table = shown === 'ok' || /^\d+\/\d+ failed$/.test(shown);
                into.unmeasured(name, table ? 'its values stand in a table of parameters: give the JSON result file' : shown, i + 1);
                continue;
            }
            const [, digits = '', spread, unit = ''] = value;
            const ns = toNs(Number(digits), unit);
            if (ns !== undefined && unitOf(plain) !== 'B') {
                into.add(name, { metric: 'time', unit: 'ns', value: ns, aggregate: 'median', ...(spread !== undefined && { range: `± ${spread} ${unit}` }) }, i + 1);
                continue;
            }
            const power = POWERS.get(unit);
            if (power === undefined)
                throw new refusal/* Refusal */.P(`${plain}: the unit of "${shown}" is unknown`, i + 1);
            const memory = unitOf(plain) === 'B';
            into.add(name, { metric: memory ? 'memory' : 'value', unit: memory ? 'B' : '', value: Number(digits) * power }, i + 1);
        }
    },
});

;// CONCATENATED MODULE: ./build/core/benchmarks/bencher-metric-format.js


/** Units of bencher's built-in measures and of what its adapters write. */
const UNITS = new Map([
    ['latency', 'ns'],
    ['throughput', 'ops/s'],
    ['build-time', 's'],
    ['file-size', 'B'],
]);
const MEMBERS = new Set(['value', 'lower_value', 'upper_value']);
const EXACT = /bytes|blocks|instructions|accesses|cycles|file-size/i;
/** Bencher Metric Format: benchmark → measure → value with bounds. */
const bencherMetricFormat = (0,json_importer/* jsonImporter */.J)({
    format: 'bencher',
    aliases: ['bmf'],
    title: "bencher's metric format (BMF)",
    keeps: 'every measure with its bounds; counts (bytes, blocks, instructions) as exact',
    shape: 'an object of objects of `{ value, lower_value?, upper_value? }` and nothing else',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && Object.keys(json).length > 0 && Object.values(json).every(isBenchmark),
    read(document, into) {
        for (const [name, measures] of document.entries()) {
            for (const [measure, metric] of measures.entries()) {
                const [low, high] = [metric.get('lower_value').maybeNumber(), metric.get('upper_value').maybeNumber()];
                into.add(name, {
                    metric: measure,
                    unit: UNITS.get(measure) ?? (/bytes/i.test(measure) ? 'B' : ''),
                    value: metric.get('value').number(),
                    ...(low !== undefined && high !== undefined && { interval: { low, high } }),
                    ...(EXACT.test(measure) && { exact: true }),
                }, metric.path);
            }
        }
    },
});
function isBenchmark(value) {
    if (!(0,importer/* isObject */.Gv)(value))
        return false;
    const metrics = Object.values(value);
    return (metrics.length > 0 &&
        metrics.every((metric) => (0,importer/* isObject */.Gv)(metric) && typeof (0,importer/* own */.ZV)(metric, 'value') === 'number' && Object.keys(metric).every((key) => MEMBERS.has(key))));
}

;// CONCATENATED MODULE: ./build/core/benchmarks/benchmarkjs-text.js


const benchmarkjs_text_RESULT = /^(.+) x ([\d,.]+) ops\/sec ±([\d.]+)% \((\d+) runs? sampled\)\s*$/;
/** What benchmark.js prints for each cycle. */
const benchmarkJs = textImporter({
    format: 'benchmarkjs',
    aliases: ['benchmark.js'],
    title: 'text of benchmark.js',
    keeps: 'ops/sec with its margin of error and the number of runs; repeats as raw samples',
    shape: 'a line `name x N ops/sec ±N% (N runs sampled)`',
    detect: (lines) => lines.some((line) => line.includes(' ops/sec ±') && benchmarkjs_text_RESULT.test(line)),
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const match = benchmarkjs_text_RESULT.exec(line);
            if (match === null) {
                if (line.includes(' ops/sec ±'))
                    throw new refusal/* Refusal */.P(`expected "name x N ops/sec ±N% (N runs sampled)", got "${line.trim().slice(0, 100)}"`, i + 1);
                continue;
            }
            const [, name = '', value = '', margin = '', runs] = match;
            into.add(name, {
                metric: 'throughput',
                unit: 'ops/sec',
                value: Number(value.replaceAll(',', '')),
                aggregate: 'mean',
                n: Number(runs),
                range: `± ${margin} %`,
            }, i + 1);
        }
    },
});

;// CONCATENATED MODULE: ./build/core/benchmarks/callgrind-text.js


const METRIC = /^ {2,}([A-Z][\w+\- ]*):\s+([^\s|]+)(?:\|\S+)?(?:\s+\([^)]*\))?(?:\s+\[[^\]]*\])?\s*$/;
const LOOKS_LIKE = /^ {2,}(Instructions|Estimated Cycles|Total bytes|Total blocks):\s/;
/** Members of callgrind's model that are times, in the unit that its option names. */
const TIMES = new Set(['SysTime', 'SysCpuTime']);
/**
 * Text of iai, iai-callgrind and gungraun: counts of a simulated processor, the same in every run. Fewer is better for all of them, also for
 * hits: each access that a cache or the memory serves is a cost in the tool's own estimate of cycles. Only a *rate* of hits is better high.
 */
const callgrindText = textImporter({
    format: 'callgrind',
    aliases: ['iai', 'iai-callgrind', 'gungraun'],
    title: 'text of iai or gungraun (iai-callgrind)',
    keeps: 'every count and rate of callgrind and of the other tools that were asked for (dhat, cachegrind), exact; the old value and the change are left out',
    shape: 'a name and below it, indented, `Instructions:  N`',
    detect: (lines) => lines.some((line) => LOOKS_LIKE.test(line)),
    read(lines, into) {
        let name = '';
        for (const [i, line] of lines.entries()) {
            const match = METRIC.exec(line);
            if (match === null) {
                if (LOOKS_LIKE.test(line))
                    throw new refusal/* Refusal */.P(`expected "metric: N", got "${line.trim().slice(0, 100)}"`, i + 1);
                if (/^\S/.test(line) && !/^(Running |running |test result|Benchmarking |Found |Warning)/.test(line))
                    name = line.trim();
                continue;
            }
            if (name === '')
                continue;
            const [, metric = '', shown = ''] = match;
            const value = Number(shown.replaceAll(',', ''));
            // A tool that was not run leaves "N/A" or stars in place of a count.
            if (shown === 'N/A' || /^\*+$/.test(shown))
                continue;
            if (!Number.isFinite(value)) {
                if (LOOKS_LIKE.test(line))
                    throw new refusal/* Refusal */.P(`${name}: "${shown}" is no number`, i + 1);
                continue;
            }
            const rate = metric.endsWith(' Rate');
            const direction = metric.endsWith('Hit Rate') ? 'bigger' : 'smaller';
            into.add(name, { metric, unit: rate ? '%' : callgrind_text_unitOf(metric), value, direction, ...(!TIMES.has(metric) && { exact: true }) }, i + 1);
        }
    },
});
function callgrind_text_unitOf(metric) {
    if (TIMES.has(metric))
        return '';
    if (metric === 'Instructions')
        return 'instructions';
    if (metric.endsWith('Cycles'))
        return 'cycles';
    if (/bytes/i.test(metric))
        return 'B';
    if (/blocks/i.test(metric))
        return 'blocks';
    return /^(L1|L2|LL|RAM) /.test(metric) ? 'accesses' : 'events';
}

;// CONCATENATED MODULE: ./build/core/benchmarks/cargo-benchmarks.js



const cargo_benchmarks_RESULT = /^test (.+?)\s+\.\.\. bench:\s+([\d,.]+) (\S+?)(?: \(\+\/- ([\d,.]+)\))?(?: = ([\d,.]+) (\S+))?\s*$/;
const OUTCOME = /^test (.+?)\s+\.\.\. (FAILED|failed)\b/;
/** Text of libtest's `cargo bench`, which criterion writes too with `--output-format bencher`. */
const cargoBench = textImporter({
    format: 'cargo',
    aliases: ['rust-bench'],
    title: 'text of cargo bench',
    keeps: 'value with its spread (times in ns/iter), throughput, repeats as raw samples; failed benchmarks',
    shape: 'a line `test name ... bench: N ns/iter (+/- N)`',
    detect: (lines) => lines.some((line) => line.startsWith('test ') && line.includes(' ... bench:')),
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const failed = OUTCOME.exec(line);
            if (failed !== null)
                into.unmeasured(failed[1] ?? '', 'it failed', i + 1);
            if (!line.startsWith('test ') || !line.includes(' ... bench:'))
                continue;
            const match = cargo_benchmarks_RESULT.exec(line);
            if (match === null)
                throw new refusal/* Refusal */.P(`expected "bench: N unit/iter (+/- N)", got "${line.slice(line.indexOf('bench:'), 200)}"`, i + 1);
            const [, name = '', value = '', unit = '', spread, rate, rateUnit = ''] = match;
            const time = unit.endsWith('/iter') ? toNs(plain(value), unit.slice(0, -5)) : undefined;
            const range = spread === undefined ? {} : { range: `± ${spread}${time === undefined ? '' : ` ${unit}`}` };
            if (time !== undefined)
                into.add(name, { metric: 'time', unit: 'ns/iter', value: time, aggregate: 'median', ...range }, i + 1);
            else
                into.add(name, { metric: 'value', unit, value: plain(value), aggregate: 'median', ...range }, i + 1);
            if (rate !== undefined)
                into.add(name, { metric: 'throughput', unit: rateUnit, value: plain(rate), of: 'time' }, i + 1);
        }
    },
});
const plain = (digits) => Number(digits.replaceAll(',', ''));

;// CONCATENATED MODULE: ./build/core/benchmarks/catch2-benchmarks.js



const HEADER = /^benchmark name\s+samples\s+iterations\s+(estimated|est run time)\s*$/;
const RULE = /^-{20,}$/;
const SPAN = String.raw `([\d.]+) (\S+)`;
/** The name may be wrapped over the three lines; the columns are set to the right. */
const FIRST = new RegExp(String.raw `^(.*?)\s+(\d+)\s+(\d+)\s+${SPAN}\s*$`);
const THREE = new RegExp(String.raw `^(.*?)\s*\b${SPAN}\s+${SPAN}\s+${SPAN}\s*$`);
/** Text of Catch2's benchmarks, version 2 (`estimated`) and 3 (`est run time`). */
const catch2 = textImporter({
    format: 'catch2',
    title: 'text of Catch2 (version 2 or 3)',
    keeps: 'mean and sd in ns with their intervals, number of samples; test case and section in the name; failed benchmarks',
    shape: 'the header `benchmark name  samples  iterations`',
    detect: (lines) => lines.some((line) => HEADER.test(line)),
    read(lines, into) {
        let place = [];
        let begun = false;
        for (let i = 0; i < lines.length; i++) {
            const line = lines[i] ?? '';
            if (RULE.test(line)) {
                const heading = headingAt(lines, i);
                if (heading !== undefined) {
                    begun = false;
                    place = heading.names;
                    i = heading.end;
                }
                continue;
            }
            begun ||= HEADER.test(line);
            const first = begun ? FIRST.exec(line) : null;
            if (first === null)
                continue;
            const [mean, deviation] = [THREE.exec(lines[i + 1] ?? ''), THREE.exec(lines[i + 2] ?? '')];
            const names = [first[1] ?? '', mean?.[1] ?? '', deviation?.[1] ?? ''].map((part) => part.trim()).filter((part) => part !== '');
            const name = [...place, names.join(' ')].join(' > ');
            if (mean === null || deviation === null) {
                if (/benchmark failed|exception/i.test(`${lines[i + 1]} ${lines[i + 2]}`))
                    into.unmeasured(name, 'it failed', i + 1);
                else
                    throw new refusal/* Refusal */.P(`${name}: expected "mean low high" in the next two lines`, i + 1);
                continue;
            }
            const n = Number(first[2]);
            into.add(name, { metric: 'time', aggregate: 'mean', n, ...threeOf(mean, i + 2) }, i + 2);
            into.add(name, { metric: 'time sd', aggregate: 'sd', of: 'time', n, ...threeOf(deviation, i + 3) }, i + 3);
            i += 2;
        }
    },
});
/** Test case and sections stand between two rules, indented by depth, with the place in the source below. */
function headingAt(lines, rule) {
    for (let end = rule + 1; end < Math.min(lines.length, rule + 20); end++) {
        const line = lines[end] ?? '';
        if (HEADER.test(line) || line.trim() === '')
            return undefined;
        if (!RULE.test(line))
            continue;
        const names = lines.slice(rule + 1, end).map((each) => each.trim());
        return names.length === 0 ? undefined : { names, end };
    }
    return undefined;
}
function threeOf(match, line) {
    const [value, low, high] = [2, 4, 6].map((at) => toNs(Number(match[at]), match[at + 1] ?? ''));
    if (value === undefined || low === undefined || high === undefined)
        throw new refusal/* Refusal */.P(`"${match[0].trim()}" has a unit that is no time`, line);
    return { unit: 'ns', value, interval: { low, high, level: 0.95 } };
}

;// CONCATENATED MODULE: ./build/core/benchmarks/console-time-text.js


const console_time_text_RESULT = /^(.+): ([\d.]+)\s?(ms|s)( - timer ended)?\s*$/;
const LONG = /^(.+): (?:(\d+):)?(\d+):([\d.]+) \((?:h:mm|m):ss(?:\.mmm)?\)\s*$/;
/** What `console.timeEnd` prints in browsers and in Node. */
const consoleTime = textImporter({
    format: 'console-time',
    aliases: ['js-time'],
    title: 'text of console.timeEnd',
    keeps: 'time in ns; repeats as raw samples',
    shape: 'a line `label: N ms - timer ended`, or nothing but lines `label: N ms`',
    detect: (lines) => {
        const filled = lines.filter((line) => line.trim() !== '');
        return (filled.some((line) => console_time_text_RESULT.exec(line)?.[4] !== undefined) ||
            (filled.length > 0 && filled.every((line) => console_time_text_RESULT.test(line) || LONG.test(line))));
    },
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const match = console_time_text_RESULT.exec(line);
            const long = LONG.exec(line);
            if (match !== null)
                into.addMaybe(match[1] ?? '', { metric: 'time', unit: 'ns', value: toNs(Number(match[2]), match[3] ?? '') }, i + 1);
            else if (long !== null) {
                const seconds = (Number(long[2] ?? 0) * 60 + Number(long[3])) * 60 + Number(long[4]);
                into.add(long[1] ?? '', { metric: 'time', unit: 'ns', value: seconds * 1e9 }, i + 1);
            }
        }
    },
});

;// CONCATENATED MODULE: ./build/core/benchmarks/criterion-json.js




/** Estimates by criterion's two spellings (0.3 wrote `MedianAbsDev`, later versions `median_abs_dev`). */
const ESTIMATES = [
    ['mean', 'Mean'],
    ['median', 'Median'],
    ['std_dev', 'StdDev'],
    ['median_abs_dev', 'MedianAbsDev'],
    ['slope', 'Slope'],
];
/** criterion.rs' `estimates.json`. The benchmark's name stands only in the path of the file. */
const criterionEstimates = (0,json_importer/* jsonImporter */.J)({
    format: 'criterion-estimates',
    title: "criterion.rs' estimates.json",
    keeps: 'time in ns: median with its interval, mean, slope, sd, median absolute deviation; the name from the path',
    shape: '`median.point_estimate` and `std_dev` (or `Median`, `StdDev`)',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && [...['median', 'Median']].some((key) => (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(json, key)) && Object.hasOwn((0,importer/* own */.ZV)(json, key), 'point_estimate')),
    read(document, into, { source }) {
        const [mean, median, sd, mad, slope] = ESTIMATES.map((names) => names.map((name) => document.get(name)).find(({ present }) => present));
        if (median !== undefined && sd === undefined) {
            throw new refusal/* Refusal */.P('it holds the change against an earlier run and no measured value: give the estimates.json beside sample.json');
        }
        const name = nameFromPath(source);
        const point = (estimate) => estimate?.get('point_estimate').maybeNumber();
        const interval = median?.get('confidence_interval');
        const [low, high, level] = ['lower_bound', 'upper_bound', 'confidence_level'].map((key) => interval?.get(key).maybeNumber());
        addStatistics(into, name, {
            metric: 'time',
            unit: 'ns',
            median: point(median),
            mean: point(mean),
            sd: point(sd),
            mad: point(mad),
            ...(low !== undefined && high !== undefined && { interval: { low, high, ...(level !== undefined && { level }) } }),
        });
        into.addMaybe(name, { metric: 'time slope', unit: 'ns', value: point(slope), of: 'time' });
    },
});
/** criterion.rs' `sample.json`: iterations and total time of each sample, as an object or, before 0.4, as two rows. */
const criterionSample = (0,json_importer/* jsonImporter */.J)({
    format: 'criterion-sample',
    title: "criterion.rs' sample.json",
    keeps: 'time in ns: every raw sample (total time by iterations); the name from the path',
    shape: '`iters` and `times`, or two rows of equal length in a file named sample.json',
    repeats: 'refused',
    detect: (json, { source }) => ((0,importer/* isObject */.Gv)(json) && Array.isArray((0,importer/* own */.ZV)(json, 'iters')) && Array.isArray((0,importer/* own */.ZV)(json, 'times'))) ||
        (Array.isArray(json) && /sample\.json$/.test(source)),
    read(document, into, { source }) {
        const [first, second] = Array.isArray(document.value) ? document.items().slice(-2) : [document.get('iters'), document.get('times')];
        if (first === undefined || second === undefined)
            throw document.wrong('two rows: iterations and times');
        const iterations = first.items();
        const times = second.items();
        if (iterations.length !== times.length)
            throw new refusal/* Refusal */.P(`${iterations.length} iteration counts do not fit ${times.length} times`, second.path);
        const samples = times.map((time, i) => {
            const count = iterations[i]?.number() ?? 0;
            if (!(count > 0))
                throw (iterations[i] ?? first).wrong('a number above 0');
            const sample = time.number() / count;
            if (!Number.isFinite(sample))
                throw time.wrong(`a time that ${count} iterations can take`);
            return sample;
        });
        if (samples.length > 0)
            addStatistics(into, nameFromPath(source), { metric: 'time', unit: 'ns', samples });
    },
});
/**
 * The benchmark's name from criterion's path: what lies between `criterion/` and `new/estimates.json`.
 *
 * @example nameFromPath('target/criterion/fib/recursive/new/estimates.json') // 'fib/recursive'
 */
function nameFromPath(source) {
    const steps = source.split(/[\\/]/).filter((step) => step !== '' && step !== '.');
    const file = (steps.pop() ?? '').replace(/\.json$/, '').replace(/-?(estimates|sample)$/, '');
    if (file !== '')
        return file.replace(/-(new|base)$/, '');
    const folders = /^(new|base)$/.test(steps.at(-1) ?? '') ? steps.slice(0, -1) : steps;
    const root = folders.lastIndexOf('criterion');
    return folders.slice(root + 1).join('/') || source;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/criterion-text.js



const criterion_text_RESULT = /^(.*?)\s*\b(time|thrpt):\s+\[([\d.]+) (\S+) ([\d.]+) (\S+) ([\d.]+) (\S+)\]\s*$/;
const criterion_text_LOOKS_LIKE = /(^|\s)(time|thrpt):\s+\[/;
/** A throughput's prefix: criterion counts bytes in 1024 (`KiB/s`) and elements in 1000 (`Kelem/s`). */
const RATE = /^([KMGT]?)(i?)(B|bits|elem)\/s$/;
const NOISE = /^(Benchmarking |Found \d+ outliers|\s*\d+ \(\d|Warning:|\s+change:|\s+Running |test |running )/;
/** What criterion.rs prints for people. The change that it prints is against its own last run and is left to criterion. */
const criterionText = textImporter({
    format: 'criterion',
    aliases: ['criterion-text'],
    title: 'text of criterion.rs',
    keeps: "time and throughput in ns, B/s and elem/s with criterion's interval; repeats as raw samples",
    shape: 'a line `time: [low estimate high]`',
    detect: (lines) => lines.some((line) => line.includes('time:') && criterion_text_RESULT.test(line)),
    read(lines, into) {
        let candidate = '';
        let current = '';
        for (const [i, line] of lines.entries()) {
            const match = line.includes('[') ? criterion_text_RESULT.exec(line) : null;
            if (match === null && criterion_text_LOOKS_LIKE.test(line) && !/%\s+[+-]?[\d.]+%/.test(line)) {
                throw new refusal/* Refusal */.P(`expected "time: [low estimate high]", got "${line.trim().slice(0, 100)}"`, i + 1);
            }
            if (match === null) {
                if (/^Benchmarking /.test(line))
                    candidate = line.slice(13).replace(/: (Warming up|Collecting|Analyzing).*$/, '');
                else if (line.trim() !== '' && !NOISE.test(line))
                    candidate = line.trim();
                continue;
            }
            const [, name = '', kind, ...numbers] = match;
            // Of the lines below a time, those indented (throughput, change) belong to the same benchmark.
            if (kind === 'time')
                current = name.trim() === '' ? candidate : name.trim();
            const [low, value, high] = [0, 2, 4].map((at) => scaled(Number(numbers[at]), numbers[at + 1] ?? ''));
            if (low === undefined || value === undefined || high === undefined || low.unit !== value.unit || high.unit !== value.unit) {
                throw new refusal/* Refusal */.P(`three values in one unit were expected, got "${line.trim().slice(0, 100)}"`, i + 1);
            }
            const interval = { low: low.value, high: high.value, level: 0.95 };
            const metric = kind === 'time' ? { metric: 'time', aggregate: 'mean' } : { metric: 'throughput', of: 'time' };
            into.add(current, { ...metric, unit: value.unit, value: value.value, interval }, i + 1);
            if (kind === 'time')
                candidate = '';
        }
    },
});
function scaled(value, unit) {
    const ns = toNs(value, unit);
    if (ns !== undefined)
        return { value: ns, unit: 'ns' };
    const rate = RATE.exec(unit);
    if (rate === null)
        return { value, unit };
    const power = 'KMGT'.indexOf(rate[1] || '?') + 1;
    return { value: value * (rate[2] === 'i' ? 1024 : 1000) ** power, unit: `${rate[3]}/s` };
}

// EXTERNAL MODULE: ./build/core/gate/compare-with-baseline.js + 19 modules
var compare_with_baseline = __webpack_require__(23581);
// EXTERNAL MODULE: ./build/core/benchmarks/json-places.js
var json_places = __webpack_require__(50170);
// EXTERNAL MODULE: ./build/core/benchmarks/unit-direction.js
var unit_direction = __webpack_require__(56541);
;// CONCATENATED MODULE: ./build/core/benchmarks/custom-benchmarks.js





const TITLE = 'an array of { name, unit, value }';
/**
 * The form that many tools are brought into: an array of `{ name, unit, value, range?, extra? }`, as github-action-benchmark defined it. Which
 * way is better stands in the format's name alone, so the first two are read on demand only; the third takes it from each unit and refuses
 * the units that don't say.
 */
const customSmallerIsBetter = custom('custom-smaller-is-better', 'customSmallerIsBetter', () => 'smaller');
const customBiggerIsBetter = custom('custom-bigger-is-better', 'customBiggerIsBetter', () => 'bigger');
const customByUnit = {
    ...custom('custom', undefined, unit_direction/* directionOf */.F),
    keeps: 'value with its range; the direction from each name and unit',
    shape: 'an array of entries with `name` and `value`',
    detect: ({ json }) => Array.isArray(json) && json.length > 0 && json.every((entry) => (0,importer/* isObject */.Gv)(entry) && Object.hasOwn(entry, 'name') && Object.hasOwn(entry, 'value')),
};
function custom(format, alias, direction) {
    return {
        format,
        ...(alias !== undefined && { aliases: [alias] }),
        title: TITLE,
        keeps: `value with its range; every metric is better ${direction('', '') === 'bigger' ? 'bigger' : 'smaller'}`,
        shape: 'only with `format=`: nothing in the file says which way is better',
        detect: () => false,
        read: (file) => readEntries(file, direction),
    };
}
function readEntries(file, direction) {
    const { json } = file;
    if (json === undefined)
        return (0,json_importer/* brokenJson */.U)(file.text, TITLE);
    if (!Array.isArray(json))
        return { ok: false, line: 1, reason: `expected an array of { name, unit, value }, got ${(0,importer/* shown */.SP)(json)}` };
    const seen = new Map();
    const benchmarks = [];
    for (const [i, entry] of json.entries()) {
        const read = custom_benchmarks_readEntry(entry, direction);
        const first = typeof read === 'string' ? undefined : seen.get(read.name);
        if (typeof read === 'string')
            return refuse(file, i, read);
        if (first !== undefined)
            return refuse(file, i, `the name ${(0,importer/* shown */.SP)(read.name)} stands twice: in entry ${first + 1} as well`);
        seen.set(read.name, i);
        benchmarks.push(read);
    }
    return { ok: true, benchmarks };
}
function refuse({ text }, i, why) {
    const place = (0,json_places/* jsonPlaces */.Rr)(text).elements[i];
    return { ok: false, ...(place !== undefined && { line: (0,json_places/* lineAt */.mh)(text, place) }), reason: `entry ${i + 1}: ${why}` };
}
/** A benchmark, or what is wrong with the entry. */
function custom_benchmarks_readEntry(entry, direction) {
    if (!(0,importer/* isObject */.Gv)(entry))
        return `expected { name, unit, value }, got ${(0,importer/* shown */.SP)(entry)}`;
    const name = (0,importer/* own */.ZV)(entry, 'name');
    const unit = (0,importer/* own */.ZV)(entry, 'unit');
    const value = (0,importer/* own */.ZV)(entry, 'value');
    const range = (0,importer/* own */.ZV)(entry, 'range');
    if (typeof name !== 'string' || name === '')
        return `"name" must be a text, got ${(0,importer/* shown */.SP)(name)}`;
    if (typeof unit !== 'string')
        return `"unit" of ${(0,importer/* shown */.SP)(name)} must be a text, got ${(0,importer/* shown */.SP)(unit)}`;
    if (typeof value !== 'number' || !Number.isFinite(value))
        return `"value" of ${(0,importer/* shown */.SP)(name)} must be a finite number, got ${(0,importer/* shown */.SP)(value)}`;
    const better = direction(name, unit);
    if (better === undefined) {
        return `the unit ${(0,importer/* shown */.SP)(unit)} of ${(0,importer/* shown */.SP)(name)} does not say which way is better: say format=custom-smaller-is-better or format=custom-bigger-is-better`;
    }
    const spread = typeof range === 'string' || typeof range === 'number' ? { range: String(range) } : {};
    return { name, metrics: [{ metric: compare_with_baseline/* ONLY_METRIC */.ag, unit, direction: better, value, ...spread }] };
}

;// CONCATENATED MODULE: ./build/core/benchmarks/dart-text.js



const dart_text_RESULT = /^(\S.*)\((\w+)\): ([\d.,eE+-]+) ([^\s.]+)\.?\s*$/;
/** What Dart's benchmark_harness prints. */
const dartText = textImporter({
    format: 'dart',
    title: "text of Dart's benchmark_harness",
    keeps: 'each measure in its unit (times in ns); repeats as raw samples',
    shape: 'lines `name(RunTime): N us.`',
    detect: (lines) => lines.some((line) => /\(RunTime\w*\): /.test(line) && dart_text_RESULT.test(line)),
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const match = dart_text_RESULT.exec(line);
            if (match === null) {
                if (/\(RunTime\w*\): /.test(line))
                    throw new refusal/* Refusal */.P(`expected "name(RunTime): N us.", got "${line.slice(0, 100)}"`, i + 1);
                continue;
            }
            const [, name = '', measure = '', digits = '', unit = ''] = match;
            const ns = toNs(Number(digits), unit);
            const metric = measure === 'RunTime' ? 'time' : measure;
            into.add(name, ns === undefined ? { metric, unit, value: Number(digits) } : { metric, unit: 'ns', value: ns }, i + 1);
        }
    },
});

;// CONCATENATED MODULE: ./build/core/benchmarks/dhat-profile.js



/** Members of a program point, with what their sum over all points is called in dhat's own text. */
const SUMS = [
    ['tb', 'total bytes', 'B'],
    ['tbk', 'total blocks', 'blocks'],
    ['gb', 'bytes at the peak', 'B'],
    ['gbk', 'blocks at the peak', 'blocks'],
    ['eb', 'bytes at the end', 'B'],
    ['ebk', 'blocks at the end', 'blocks'],
    ['rb', 'bytes read', 'B'],
    ['wb', 'bytes written', 'B'],
];
/** dhat's profile, of Valgrind or of the Rust crate: the sums over all places that allocate. */
const dhatProfile = (0,json_importer/* jsonImporter */.J)({
    format: 'dhat',
    title: 'a dhat-heap.json of dhat',
    keeps: 'total, peak and final bytes and blocks, bytes read and written, exact; the command is the name',
    shape: '`dhatFileVersion` and `pps`',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && Object.hasOwn(json, 'dhatFileVersion') && Array.isArray(json.pps),
    read(document, into) {
        const name = document.get('cmd').maybeText() ?? 'dhat';
        const points = document.get('pps').items();
        const heap = document.get('mode').value !== 'ad-hoc';
        for (const [key, metric, unit] of SUMS) {
            const values = points.map((point) => point.get(key).maybeNumber());
            if (points.length > 0 && values.every((value) => value === undefined))
                continue;
            if (points.length === 0 && !/^[tge]b/.test(key))
                continue;
            const value = values.reduce((sum, each) => sum + (each ?? 0), 0);
            const names = heap
                ? { metric, unit }
                : { metric: metric.replace('bytes', 'units').replace('blocks', 'events'), unit: unit === 'B' ? 'units' : 'events' };
            into.add(name, { ...names, value, direction: 'smaller', exact: true });
        }
    },
});
const LINE = /^(?:dhat: |==\d+== )(Total|At t-gmax|At t-end|Reads|Writes):\s+([\d,]+) (bytes|units)(?: in ([\d,]+) (blocks|events))?/;
const NAMES = new Map([
    ['Total', 'total bytes'],
    ['At t-gmax', 'bytes at the peak'],
    ['At t-end', 'bytes at the end'],
    ['Reads', 'bytes read'],
    ['Writes', 'bytes written'],
]);
/** What dhat prints at the end. */
const dhatText = textImporter({
    format: 'dhat-text',
    title: 'text of dhat',
    keeps: 'total, peak and final bytes and blocks, bytes read and written, exact; repeats as raw samples',
    shape: 'lines `dhat: Total: N bytes in N blocks` (or `==pid== Total:`)',
    detect: (lines) => lines.some((line) => LINE.test(line)),
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const match = LINE.exec(line);
            if (match !== null)
                addLine(into, match, i + 1);
        }
    },
});
function addLine(into, match, line) {
    const [, what = '', amount = '', unit = '', count, things = ''] = match;
    const metric = NAMES.get(what) ?? what;
    const number = (digits) => Number(digits.replaceAll(',', ''));
    into.add('dhat', { metric: metric.replace('bytes', unit), unit: unit === 'bytes' ? 'B' : unit, value: number(amount), direction: 'smaller', exact: true }, line);
    if (count !== undefined)
        into.add('dhat', { metric: metric.replace('bytes', things), unit: things, value: number(count), direction: 'smaller', exact: true }, line);
}

;// CONCATENATED MODULE: ./build/core/benchmarks/repeated-names.js
/** The names that stand more than once. */
function repeatedNames(names) {
    const seen = new Set();
    const repeated = new Set();
    for (const name of names)
        (seen.has(name) ? repeated : seen).add(name);
    return repeated;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/dotnet-benchmarks.js




/** BenchmarkDotNet's JSON (brief and full). */
const benchmarkDotNet = (0,json_importer/* jsonImporter */.J)({
    format: 'benchmarkdotnet',
    aliases: ['dotnet'],
    title: 'a JSON file of BenchmarkDotNet',
    keeps: 'time in ns: median, mean, min, max, sd, percentiles, OriginalValues as raw samples; allocated bytes, collections, every other metric with its own direction',
    shape: '`Benchmarks[]` with `FullName` or `Method`, beside `HostEnvironmentInfo`',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && Array.isArray(json.Benchmarks) && ((0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(json, 'HostEnvironmentInfo')) || hasMethod(json.Benchmarks[0])),
    read(document, into) {
        const host = document.get('HostEnvironmentInfo');
        into.machine('cpu', host.get('ProcessorName').value);
        into.machine('os', host.get('OsVersion').value);
        into.machine('arch', host.get('Architecture').value);
        into.machine('cores', host.get('LogicalCoreCount').value);
        const entries = document.get('Benchmarks').items();
        const names = entries.map((entry) => entry.get('FullName').maybeText() ?? entry.get('Method').text());
        const repeated = repeatedNames(names);
        for (const [i, entry] of entries.entries()) {
            const name = names[i] ?? '';
            // Under several jobs the full name repeats; the job stands behind the colon of what is displayed.
            const job = !repeated.has(name) ? undefined : /: ([^(]+)/.exec(entry.get('DisplayInfo').maybeText() ?? '')?.[1]?.trim();
            readOne(entry, job === undefined ? name : `${name} [${job}]`, into);
        }
    },
});
const hasMethod = (entry) => (0,importer/* isObject */.Gv)(entry) && Object.hasOwn(entry, 'Method') && Object.hasOwn(entry, 'Statistics');
function readOne(entry, name, into) {
    const statistics = entry.get('Statistics');
    const number = (key) => statistics.get(key).maybeNumber();
    const percentiles = statistics.get('Percentiles');
    const interval = statistics.get('ConfidenceInterval');
    const [low, high] = [interval.get('Lower').maybeNumber(), interval.get('Upper').maybeNumber()];
    const measured = addStatistics(into, name, {
        metric: 'time',
        unit: 'ns',
        samples: statistics.get('OriginalValues').maybeNumbers(),
        n: number('N'),
        median: number('Median'),
        mean: number('Mean'),
        min: number('Min'),
        max: number('Max'),
        sd: number('StandardDeviation'),
        iqr: number('InterquartileRange'),
        percentiles: (0,importer/* isObject */.Gv)(percentiles.value)
            ? percentiles.entries().flatMap(([key, value]) => {
                const percent = Number(key.replace(/^P/, ''));
                return percent > 0 && percent < 100 ? [[percent, value.maybeNumber()]] : [];
            })
            : [],
        // Its interval is the mean's.
        ...(low !== undefined && high !== undefined && { range: `mean ${low} … ${high}` }),
    }, statistics.path);
    if (!measured)
        into.unmeasured(name, 'it has no statistics: it failed or was not run');
    readMemory(entry, name, into);
}
function readMemory(entry, name, into) {
    const metrics = entry.get('Metrics');
    for (const metric of Array.isArray(metrics.value) ? metrics.items() : []) {
        const about = metric.get('Descriptor');
        const bigger = about.get('TheGreaterTheBetter').value;
        const unit = about.get('Unit').maybeText() ?? '';
        const value = metric.get('Value').maybeNumber();
        if (value === undefined)
            continue;
        const id = about.get('Id').text();
        const metricName = id === 'Allocated Memory' ? 'allocated' : id;
        const direction = typeof bigger === 'boolean' ? (bigger ? 'bigger' : 'smaller') : undefined;
        into.add(name, { metric: metricName, unit: id === 'Allocated Memory' ? 'B/op' : unit, value, direction, ...(id === 'Allocated Memory' && { exact: true }) }, metric.path);
    }
    const memory = entry.get('Memory');
    if (!memory.present || Array.isArray(metrics.value))
        return;
    const operations = memory.get('TotalOperations').maybeNumber();
    for (const generation of [0, 1, 2]) {
        const collections = memory.get(`Gen${generation}Collections`).maybeNumber();
        if (collections === undefined || operations === undefined || operations <= 0)
            continue;
        into.add(name, { metric: `Gen${generation}Collects`, unit: 'Count', value: (collections * 1000) / operations, direction: 'smaller' }, memory.path);
    }
    into.addMaybe(name, { metric: 'allocated', unit: 'B/op', value: memory.get('BytesAllocatedPerOperation').maybeNumber(), exact: true }, memory.path);
}

;// CONCATENATED MODULE: ./build/core/benchmarks/go-benchmarks.js



const go_benchmarks_RESULT = /^(Benchmark\S*)\s+(\d+)\s+(\S.*)$/;
const CONFIG = /^([a-z][^\s:A-Z]*):[ \t]*(.*)$/;
const UNIT = /^Unit\s+(\S+)\s+(\S.*)$/;
const go_benchmarks_OUTCOME = /^\s*--- (FAIL|SKIP): (Benchmark\S*)/;
/** Keys of which a change between two runs is no change of the benchmark. */
const MACHINE = new Set(['goos', 'goarch', 'cpu']);
/** Text of `go test -bench`, with every pair of value and unit: also B/op, allocs/op, MB/s and those of `b.ReportMetric`. */
const goBench = textImporter({
    format: 'go',
    aliases: ['go-bench'],
    title: 'text of go test -bench',
    keeps: 'every value and unit of a line (ns/op, B/op, allocs/op, MB/s, custom), repeats as raw samples, `Unit` lines, package, machine',
    shape: 'a line `BenchmarkName  N  value unit`',
    detect: (lines) => lines.some((line) => line.startsWith('Benchmark') && go_benchmarks_RESULT.test(line) && /\d\s+[A-Za-z%][^\s]*\s*$/.test(line) && !line.includes('time:')),
    read(lines, into) {
        const units = new Map();
        const rows = readRows(lines, units, into);
        const configs = new Map();
        for (const { name, config } of rows)
            configs.set(name, (configs.get(name) ?? new Set()).add(config));
        for (const { name, line, pairs, config } of rows) {
            // The same benchmark under two configurations is two benchmarks.
            const full = (configs.get(name)?.size ?? 0) > 1 && config !== '' ? `${name} [${config}]` : name;
            for (const [value, unit] of pairs)
                addPair(into, full, value, unit, units.get(unit), line);
        }
    },
});
function readRows(lines, units, into) {
    const rows = [];
    const config = new Map();
    let block = true;
    for (const [i, line] of lines.entries()) {
        const result = line.startsWith('Benchmark') ? go_benchmarks_RESULT.exec(line) : null;
        const setting = block ? CONFIG.exec(line) : null;
        const unit = UNIT.exec(line);
        const outcome = go_benchmarks_OUTCOME.exec(line);
        if (result !== null)
            rows.push(rowOf(result, config, i + 1));
        else if (unit !== null)
            units.set(unit[1] ?? '', unitFacts(unit[2] ?? ''));
        else if (outcome !== null)
            into.unmeasured(qualified(config, outcome[2] ?? ''), outcome[1] === 'FAIL' ? 'it failed' : 'it was skipped', i + 1);
        else if (setting !== null && MACHINE.has(setting[1] ?? ''))
            into.machine(machineKey(setting[1] ?? ''), setting[2]);
        else if (setting !== null)
            config.set(setting[1] ?? '', (setting[2] ?? '').trim());
        else if (/^FAIL\s+\S+\s+[\d.]+s$/.test(line))
            into.unmeasured(line.split(/\s+/)[1] ?? '', 'the package failed', i + 1);
        else if (/^\s+\d+\s+[\d.]+ ns\/op\b/.test(line))
            throw new refusal/* Refusal */.P('a result without a name: other output stands between the two', i + 1);
        // Configuration comes in blocks: log lines such as "listening: 8080" amid results are none.
        block = setting !== null || unit !== null || /^(\s*|PASS|ok\s.*|FAIL.*)$/.test(line);
    }
    return rows;
}
function rowOf(match, config, line) {
    const [, name = '', , rest = ''] = match;
    const fields = rest.trim().split(/\s+/);
    const pairs = [];
    for (let i = 0; i < fields.length; i += 2) {
        const value = Number(fields[i]);
        const unit = fields[i + 1];
        if (fields[i] === '' || !Number.isFinite(value) || unit === undefined) {
            throw new refusal/* Refusal */.P(`${name}: expected pairs of value and unit, got "${fields.slice(i, i + 2).join(' ')}"`, line);
        }
        pairs.push([value, unit]);
    }
    const others = [...config].filter(([key]) => key !== 'pkg').map(([key, value]) => `${key}: ${value}`);
    return { name: qualified(config, name), line, pairs, config: others.join(', ') };
}
const qualified = (config, name) => (config.has('pkg') ? `${config.get('pkg')}.${name}` : name);
function unitFacts(text) {
    const facts = {};
    for (const pair of text.trim().split(/\s+/)) {
        if (pair === 'assume=exact')
            facts.exact = true;
        if (pair === 'better=lower')
            facts.better = 'smaller';
        if (pair === 'better=higher')
            facts.better = 'bigger';
    }
    return facts;
}
function addPair(into, name, value, unit, facts, line) {
    // "p99-ns" and "text-bytes" are Go's way to name what a unit counts.
    const base = unit.slice(unit.lastIndexOf('-') + 1);
    const direction = facts?.better ?? (0,unit_direction/* directionOf */.F)(unit, base);
    const exact = facts?.exact === true || /^(B|bytes|allocs)(\/op)?$/.test(base);
    into.add(name, { metric: unit, unit, direction, value, samples: [value], ...(exact && { exact: true }) }, line);
}
function machineKey(key) {
    if (key === 'goos')
        return 'os';
    return key === 'goarch' ? 'arch' : 'cpu';
}

;// CONCATENATED MODULE: ./build/core/benchmarks/google-benchmarks.js



/** Members of an entry that are no measurement. */
const LABELS = new Set(('name run_name run_type repetitions repetition_index family_index per_family_instance_index threads iterations time_unit label big_o ' +
    'aggregate_name aggregate_unit error_occurred error_message skipped skip_message').split(' '));
/** What the memory manager counts: the same in every run. */
const MEMORY = new Map([
    ['allocs_per_iter', 'allocs/iter'],
    ['max_bytes_used', 'B'],
    ['total_allocated_bytes', 'B'],
    ['net_heap_growth', 'B'],
]);
const AGGREGATES = new Map([
    ['mean', 'mean'],
    ['median', 'median'],
    ['stddev', 'sd'],
    ['cv', 'cv'],
    ['min', 'min'],
    ['max', 'max'],
]);
/** Before 1.5 only the name told an aggregate from a run. */
const OLD_AGGREGATE = /^(.+)_(mean|median|stddev|cv|BigO|RMS)$/;
/** Google Benchmark's JSON. Repetitions are raw samples; what it computes from them stands beside them, never among them. */
const googleBenchmark = (0,json_importer/* jsonImporter */.J)({
    format: 'google-benchmark',
    aliases: ['googlecpp', 'google'],
    title: 'a JSON file of Google Benchmark',
    keeps: 'real_time and cpu_time in ns, bytes and items a second, memory, user counters; repetitions as raw samples, aggregates beside them',
    shape: '`benchmarks[]` with `real_time`, `cpu_time`, `run_type` or, beside it, a `context` with `num_cpus`',
    repeats: 'samples',
    detect(json) {
        if (!(0,importer/* isObject */.Gv)(json) || !Array.isArray(json.benchmarks))
            return false;
        const context = (0,importer/* own */.ZV)(json, 'context');
        if ((0,importer/* isObject */.Gv)(context) && Object.hasOwn(context, 'num_cpus'))
            return true;
        const first = json.benchmarks[0];
        return (0,importer/* isObject */.Gv)(first) && Object.hasOwn(first, 'name') && ['real_time', 'cpu_time', 'run_type'].some((key) => Object.hasOwn(first, key));
    },
    read(document, into) {
        into.machine('cores', document.get('context').get('num_cpus').value);
        const entries = document.get('benchmarks').items();
        const names = new Set(entries.map((entry) => entry.get('name').maybeText()));
        for (const entry of entries)
            google_benchmarks_readEntry(entry, names, into);
    },
});
function google_benchmarks_readEntry(entry, names, into) {
    const full = entry.get('name').text();
    const old = entry.get('run_type').present ? null : OLD_AGGREGATE.exec(full);
    const oldAggregate = old !== null && names.has(old[1]) ? old : null;
    const aggregate = entry.get('run_type').value === 'aggregate' ? (entry.get('aggregate_name').maybeText() ?? 'aggregate') : oldAggregate?.[2];
    const name = entry.get('run_name').maybeText() ?? oldAggregate?.[1] ?? full;
    if (entry.get('error_occurred').value === true || entry.get('skipped').present) {
        const why = entry.get('error_message').maybeText() ?? entry.get('skip_message').maybeText() ?? 'it failed or was skipped';
        into.unmeasured(name, why);
        return;
    }
    let found = false;
    for (const [key, value] of entry.entries()) {
        if (LABELS.has(key) || typeof value.value !== 'number')
            continue;
        found = true;
        addValue(name, key, value, aggregate, entry, into);
    }
    if (!found)
        into.unmeasured(name, 'it has neither real_time nor cpu_time');
}
function addValue(name, key, value, aggregate, entry, into) {
    const timeUnit = entry.get('time_unit').maybeText() ?? 'ns';
    const { scaled, unit } = measured(key, value.number(), timeUnit, entry);
    const repetitions = entry.get('repetitions').maybeNumber();
    if (aggregate === undefined) {
        into.add(name, { metric: key, unit, value: scaled, samples: [scaled], ...(MEMORY.has(key) && { exact: true }) }, value.path);
        return;
    }
    const relative = entry.get('aggregate_unit').value === 'percentage' || aggregate === 'cv' || key === 'rms';
    const statistic = AGGREGATES.get(aggregate);
    into.add(name, {
        metric: `${key} ${statistic ?? aggregate}`,
        unit: relative ? 'ratio' : unit,
        value: relative ? value.number() : scaled,
        of: key.replace('_coefficient', '_time'),
        n: repetitions !== undefined && repetitions > 0 ? repetitions : undefined,
        ...(statistic !== undefined && { aggregate: statistic }),
        // Scatter, and the growth of a run time, are better small.
        ...((relative || statistic === 'sd' || key.endsWith('_coefficient')) && { direction: 'smaller' }),
    }, value.path);
}
function measured(key, value, timeUnit, entry) {
    if (key === 'real_time' || key === 'cpu_time')
        return inNs(value, timeUnit, '');
    if (key.endsWith('_coefficient'))
        return inNs(value, timeUnit, `·${entry.get('big_o').maybeText() ?? 'N'}`);
    const memory = MEMORY.get(key);
    if (memory !== undefined)
        return { scaled: value, unit: memory };
    if (key === 'bytes_per_second')
        return { scaled: value, unit: 'B/s' };
    return { scaled: value, unit: key.endsWith('_per_second') ? `${key.slice(0, -11)}/s` : key };
}
function inNs(value, unit, suffix) {
    const ns = toNs(value, unit);
    return ns === undefined ? { scaled: value, unit: `${unit}${suffix}` } : { scaled: ns, unit: `ns${suffix}` };
}

// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(51306);
;// CONCATENATED MODULE: ./build/core/benchmarks/base64.js
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((char, value) => [char, value]));
/**
 * Decodes base64 (RFC 4648, with or without padding).
 *
 * @returns `undefined` when a character is none of the alphabet's or the length is impossible
 */
function decodeBase64(text) {
    const digits = text.replace(/={1,2}$/, '');
    if (digits.length % 4 === 1)
        return undefined;
    const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
    let bits = 0;
    let buffer = 0;
    let at = 0;
    for (const char of digits) {
        const value = VALUES.get(char);
        if (value === undefined)
            return undefined;
        buffer = ((buffer << 6) | value) & 0xffffff;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        bytes[at++] = (buffer >> bits) & 0xff;
    }
    return bytes;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/hdr-histogram.js



const COMPRESSED_V2 = 0x1c849304;
const PLAIN_V2 = 0x1c849303;
/** The word size stands in these bits of a cookie. */
const COOKIE_MASK = 0xffffff0f;
const HEADER_BYTES = 40;
/** The counts of a histogram need a few kilobytes; more is no histogram but an attempt to fill the memory. */
const MAX_INFLATED_BYTES = 4 * 1024 * 1024;
const MAX_INDEX = 64 * 2 ** 18;
/**
 * Decodes a histogram in HdrHistogram's compressed V2 encoding and adds it to `into`.
 *
 * @param encoded base64
 * @returns the largest value; 0 without values
 * @throws Refusal when it is none
 */
function addHistogram(encoded, into) {
    const compressed = decodeBase64(encoded.trim());
    if (compressed === undefined || compressed.length < 8)
        throw new refusal/* Refusal */.P('the histogram is no base64');
    const outer = viewOf(compressed);
    const cookie = (outer.getUint32(0) & COOKIE_MASK) >>> 0;
    if (cookie !== COMPRESSED_V2)
        throw new refusal/* Refusal */.P(`the histogram begins with 0x${cookie.toString(16)}: only HdrHistogram's compressed V2 encoding is read`);
    const data = inflate(compressed.subarray(8, 8 + outer.getUint32(4)));
    if (data.length < HEADER_BYTES)
        throw new refusal/* Refusal */.P(`the histogram has ${data.length} bytes, fewer than its header`);
    const view = viewOf(data);
    if ((view.getUint32(0) & COOKIE_MASK) >>> 0 !== PLAIN_V2)
        throw new refusal/* Refusal */.P('the compressed part is no V2 histogram');
    if (view.getInt32(8) !== 0)
        throw new refusal/* Refusal */.P('a histogram with shifted values is not read');
    const digits = view.getInt32(12);
    const lowest = Number(view.getBigInt64(16));
    const ratio = view.getFloat64(32);
    if (!(digits >= 0 && digits <= 5 && lowest >= 1 && ratio > 0 && Number.isFinite(ratio)))
        throw new refusal/* Refusal */.P("the histogram's header is impossible");
    return addCounts(data.subarray(HEADER_BYTES, HEADER_BYTES + view.getUint32(4)), bucketsOf(digits, lowest, ratio), into);
}
function viewOf(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function inflate(bytes) {
    const chunks = [];
    let total = 0;
    const stream = new esm/* Unzlib */.TW((chunk) => {
        chunks.push(chunk);
        total += chunk.length;
        if (total > MAX_INFLATED_BYTES)
            throw new refusal/* Refusal */.P(`the histogram unpacks to more than ${MAX_INFLATED_BYTES} bytes`);
    });
    let broken = false;
    try {
        // In small pieces, so that the limit is seen before the memory is full.
        for (let at = 0; at < bytes.length; at += 1024)
            stream.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
    }
    catch (error) {
        if (error instanceof refusal/* Refusal */.P)
            throw error;
        // What the library says of it ("invalid zlib data") helps nobody with a log file.
        broken = true;
    }
    if (broken)
        throw new refusal/* Refusal */.P('the histogram can not be unpacked');
    const whole = new Uint8Array(total);
    let at = 0;
    for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
    }
    return whole;
}
/** Which values a bucket holds: `[middle, largest]` of the index. */
function bucketsOf(digits, lowest, ratio) {
    const unit = Math.floor(Math.log2(lowest));
    const half = Math.max(Math.ceil(Math.log2(2 * 10 ** digits)), 1) - 1;
    const halfCount = 2 ** half;
    return (index) => {
        const row = Math.floor(index / halfCount) - 1;
        const column = (index % halfCount) + (row < 0 ? 0 : halfCount);
        const width = 2 ** (Math.max(row, 0) + unit);
        const low = column * width;
        return [(low + Math.floor(width / 2)) * ratio, (low + width - 1) * ratio];
    };
}
/** Counts are ZigZag LEB128; a negative one skips as many empty buckets. */
function addCounts(payload, bucket, into) {
    let index = 0;
    let max = 0;
    for (let at = 0; at < payload.length;) {
        let encoded = 0n;
        for (let i = 0; i < 9; i++) {
            const byte = payload[at++];
            if (byte === undefined)
                throw new refusal/* Refusal */.P('the histogram breaks off');
            encoded |= BigInt(i === 8 ? byte : byte & 0x7f) << BigInt(7 * i);
            if (i === 8 || byte < 0x80)
                break;
        }
        const count = Number((encoded >> 1n) ^ -(encoded & 1n));
        index += count < 0 ? -count : 0;
        if (index > MAX_INDEX || count > Number.MAX_SAFE_INTEGER)
            throw new refusal/* Refusal */.P('the histogram holds impossible counts');
        if (count > 0) {
            const [middle, largest] = bucket(index);
            const known = into.get(largest);
            if (known === undefined)
                into.set(largest, { middle, count });
            else
                known.count += count;
            max = largest;
        }
        if (count >= 0)
            index++;
    }
    return max;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/hdr-log.js




const hdr_log_LINE = /^(?:Tag=([^,]*),)?([\d.]+),([\d.]+),([\d.]+),(HIST[A-Za-z0-9+/]+=*)\s*$/;
const PERCENTS = [50, 75, 90, 95, 99, 99.9, 99.99];
/** A log of HdrHistogram (jHiccup, wrk2 and others): the intervals of each tag are added up. */
const hdrLog = textImporter({
    format: 'hdr',
    aliases: ['hdrhistogram'],
    title: 'a log of HdrHistogram',
    keeps: 'of all intervals together, for each tag: p50 to p99.99, mean, max, number of values; in ns where the log shows ms',
    shape: 'lines `[Tag=…,]start,length,max,HIST…`',
    detect: (lines) => lines.some((line) => line.includes(',HIST') && hdr_log_LINE.test(line)),
    read(lines, into) {
        const series = new Map();
        for (const [i, line] of lines.entries()) {
            if (line.trim() === '' || line.startsWith('#') || line.startsWith('"'))
                continue;
            const match = hdr_log_LINE.exec(line);
            if (match === null)
                throw new refusal/* Refusal */.P(`expected "start,length,max,histogram", got "${line.slice(0, 60)}"`, i + 1);
            const tag = match[1] ?? '';
            const known = series.get(tag) ?? { buckets: new Map(), nanoseconds: true };
            series.set(tag, known);
            const max = histogramAt(match[5] ?? '', known.buckets, i + 1);
            const shown = Number(match[4]);
            if (max > 0 && !(Math.abs(max / (shown * 1e6) - 1) < 0.01))
                known.nanoseconds = false;
        }
        for (const [tag, { buckets, nanoseconds }] of series)
            addSeries(into, tag === '' ? 'histogram' : tag, buckets, nanoseconds);
    },
});
function histogramAt(encoded, buckets, line) {
    try {
        return addHistogram(encoded, buckets);
    }
    catch (error) {
        throw error instanceof refusal/* Refusal */.P ? new refusal/* Refusal */.P(error.message, line) : error;
    }
}
function addSeries(into, name, buckets, nanoseconds) {
    const sorted = [...buckets].sort(([a], [b]) => a - b);
    const n = sorted.reduce((sum, [, { count }]) => sum + count, 0);
    if (n === 0) {
        into.unmeasured(name, 'its histograms are empty');
        return;
    }
    const [metric, unit] = nanoseconds ? ['time', 'ns'] : ['value', ''];
    let rank = 0;
    let at = 0;
    for (const percent of PERCENTS) {
        // As HdrHistogram counts: the smallest value that this share of all values does not exceed.
        const wanted = Math.max(1, Math.ceil((percent / 100) * n - 1e-9 * n));
        while (rank + (sorted[at]?.[1].count ?? 0) < wanted && at < sorted.length - 1)
            rank += sorted[at++]?.[1].count ?? 0;
        const value = sorted[at]?.[0] ?? Number.NaN;
        if (percent === 50)
            into.add(name, { metric, unit, value, aggregate: 'median', n });
        else {
            const needsN = (0,quantile_interval/* samplesForInterval */._F)(percent / 100);
            into.add(name, { metric: `${metric} p${percent}`, unit, value, aggregate: 'percentile', percentile: percent, of: metric, n, needsN });
        }
    }
    const sum = sorted.reduce((total, [, { middle, count }]) => total + middle * count, 0);
    into.add(name, { metric: `${metric} mean`, unit, value: sum / n, aggregate: 'mean', of: metric, n });
    into.add(name, { metric: `${metric} max`, unit, value: sorted.at(-1)?.[0] ?? Number.NaN, aggregate: 'max', of: metric, n });
}

;// CONCATENATED MODULE: ./build/core/benchmarks/hyperfine-benchmarks.js




/** hyperfine's `--export-json`. */
const hyperfine = (0,json_importer/* jsonImporter */.J)({
    format: 'hyperfine',
    title: 'a JSON file of hyperfine',
    keeps: 'time in s: median, mean, min, max, sd, times as raw samples; user and system time; memory; parameters in the name where it repeats',
    shape: '`results[]` with `command` and `mean`',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && Array.isArray(json.results) && json.results.some((each) => (0,importer/* isObject */.Gv)(each) && 'command' in each && 'mean' in each),
    read(document, into) {
        const results = document.get('results').items();
        const commands = results.map((result) => result.get('command').text());
        const repeated = repeatedNames(commands);
        for (const [i, result] of results.entries()) {
            const command = commands[i] ?? '';
            const name = repeated.has(command) ? `${command}${parametersOf(result)}` : command;
            const number = (key) => result.get(key).maybeNumber();
            const measured = addStatistics(into, name, {
                metric: 'time',
                unit: 's',
                samples: result.get('times').maybeNumbers(),
                median: number('median'),
                mean: number('mean'),
                min: number('min'),
                max: number('max'),
                sd: number('stddev'),
            }, result.path);
            if (!measured)
                into.unmeasured(name, 'it has no times');
            for (const metric of ['user', 'system'])
                into.addMaybe(name, { metric, unit: 's', value: number(metric), aggregate: 'mean' }, result.path);
            const memory = result.get('memory_usage_byte').maybeNumbers();
            if (memory !== undefined)
                addStatistics(into, name, { metric: 'memory', unit: 'B', samples: memory }, result.path);
        }
    },
});
function parametersOf(result) {
    const parameters = result.get('parameters');
    if (!(0,importer/* isObject */.Gv)(parameters.value))
        return '';
    return ` (${parameters
        .entries()
        .map(([key, value]) => `${key}=${String(value.value)}`)
        .join(', ')})`;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/jmh-benchmarks.js



/** A histogram of more values than this is left as its percentiles: they would fill the memory and tell no more. */
const MAX_EXPANDED = 10_000;
/** JMH's JSON (`-rf json`). Which way is better stands in the unit: ops/s and s/op occur in every mode. */
const jmh = (0,json_importer/* jsonImporter */.J)({
    format: 'jmh',
    title: 'a JSON file of JMH',
    keeps: 'score with its interval, rawData of all forks as raw samples, percentiles, all secondary metrics; parameters in the name',
    shape: 'an array of entries with `benchmark`, `mode` and `primaryMetric`',
    repeats: 'refused',
    detect: (json) => Array.isArray(json) && json.length > 0 && json.every((entry) => (0,importer/* isObject */.Gv)(entry) && (0,importer/* isObject */.Gv)(entry.primaryMetric) && 'benchmark' in entry),
    read(document, into) {
        for (const entry of document.items()) {
            const name = nameOf(entry);
            const mode = entry.get('mode').maybeText() ?? 'score';
            readMetric(entry.get('primaryMetric'), name, mode, into);
            const secondary = entry.get('secondaryMetrics');
            if (!(0,importer/* isObject */.Gv)(secondary.value))
                continue;
            // Versions before 1.36 put a dot before the names of profilers.
            for (const [metric, value] of secondary.entries())
                readMetric(value, name, metric.replace(/^·/, ''), into, mode);
        }
    },
});
function nameOf(entry) {
    const params = entry.get('params');
    const parts = (0,importer/* isObject */.Gv)(params.value) ? Object.entries(params.value).map(([key, value]) => `${key}=${String(value)}`) : [];
    const threads = entry.get('threads').value;
    if (typeof threads === 'number' && threads > 1)
        parts.push(`threads=${threads}`);
    return `${entry.get('benchmark').text()}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}
function readMetric(metric, name, metricName, into, primary) {
    const unit = metric.get('scoreUnit').maybeText() ?? '';
    const score = metric.get('score').maybeNumber();
    if (score === undefined) {
        // A profiler's text, such as a stack profile, has no number; a benchmark without a score failed.
        if (primary === undefined)
            into.unmeasured(name, 'its score is no number');
        return;
    }
    const samples = rawData(metric.get('rawData')) ?? histogram(metric.get('rawDataHistogram'));
    const bounds = metric.get('scoreConfidence').maybeNumbers();
    const [low, high] = bounds ?? [];
    const exact = /^(gc\.alloc\.rate\.norm)$/.test(metricName);
    into.add(name, {
        metric: metricName,
        unit,
        value: score,
        aggregate: 'mean',
        ...(samples !== undefined && { samples }),
        ...(low !== undefined && high !== undefined && { interval: { low, high, level: 0.999 } }),
        ...(exact && { exact: true }),
    }, metric.path);
    const percentiles = metric.get('scorePercentiles');
    if ((0,importer/* isObject */.Gv)(percentiles.value))
        for (const [percent, value] of percentiles.entries())
            addPercentile(into, name, metricName, unit, percent, value, samples?.length);
}
function addPercentile(into, name, metric, unit, percent, value, n) {
    const p = Number(percent);
    const at = value.maybeNumber();
    if (at === undefined || !(p >= 0 && p <= 100))
        return;
    const inner = p > 0 && p < 100;
    const label = inner ? `p${p}` : p === 0 ? 'min' : 'max';
    into.add(name, {
        metric: `${metric} ${label}`,
        unit,
        value: at,
        of: metric,
        n,
        ...(inner ? { aggregate: 'percentile', percentile: p } : { aggregate: label }),
        ...(inner && n !== undefined && { needsN: (0,quantile_interval/* samplesForInterval */._F)(p / 100) }),
    }, value.path);
}
/** One array a fork. */
function rawData(data) {
    if (!Array.isArray(data.value))
        return undefined;
    const forks = data.items().map((fork) => fork.maybeNumbers());
    return forks.length > 0 && forks.every((fork) => fork !== undefined) ? forks.flat() : undefined;
}
/** Sample mode: for each fork and iteration, pairs of value and count. */
function histogram(data) {
    if (!Array.isArray(data.value))
        return undefined;
    const samples = [];
    for (const pair of data.items().flatMap((fork) => fork.items().flatMap((iteration) => iteration.items()))) {
        const [value, count] = pair.items().map((each) => each.number());
        if (value === undefined || count === undefined || !(count >= 0))
            throw pair.wrong('a value and its count');
        if (samples.length + count > MAX_EXPANDED)
            return undefined;
        for (let i = 0; i < count; i++)
            samples.push(value);
    }
    return samples.length > 0 ? samples : undefined;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/julia-benchmarks.js




const MAX_DEPTH = 50;
/** BenchmarkTools.jl's JSON: trials with raw times, or estimates of them. */
const julia = (0,json_importer/* jsonImporter */.J)({
    format: 'julia',
    title: 'a JSON file of BenchmarkTools.jl',
    keeps: 'time and gctime in ns (of trials, all times as raw samples), memory in B, allocations; groups in the name',
    shape: 'an array that begins with `{ "Julia", "BenchmarkTools" }`',
    repeats: 'refused',
    detect: (json) => Array.isArray(json) && (0,importer/* isObject */.Gv)(json[0]) && ('BenchmarkTools' in json[0] || 'Julia' in json[0]),
    read(document, into) {
        const [, values] = document.items();
        if (values === undefined)
            throw new refusal/* Refusal */.P('it ends after the versions');
        for (const [i, value] of values.items().entries())
            readNode(value, values.items().length > 1 ? [String(i + 1)] : [], into);
    },
});
/** Every node is a pair: its type and its content. */
function readNode(node, names, into) {
    if (names.length > MAX_DEPTH)
        throw new refusal/* Refusal */.P(`groups lie deeper than ${MAX_DEPTH}`, node.path.slice(0, 8));
    const [type, content] = node.items();
    if (type === undefined || content === undefined)
        throw node.wrong('a pair of type and content');
    const name = names.length === 0 ? 'benchmark' : names.join(' > ');
    switch (type.text()) {
        case 'BenchmarkGroup':
            for (const [key, child] of content.get('data').entries())
                readNode(child, [...names, key], into);
            return;
        case 'Trial': {
            const times = content.get('times').maybeNumbers();
            if (times === undefined)
                into.unmeasured(name, 'it has no times');
            else
                addStatistics(into, name, { metric: 'time', unit: 'ns', samples: times }, content.path);
            const gctimes = content.get('gctimes').maybeNumbers();
            if (gctimes !== undefined)
                addStatistics(into, name, { metric: 'gctime', unit: 'ns', samples: gctimes }, content.path);
            julia_benchmarks_readMemory(content, name, into);
            return;
        }
        case 'TrialEstimate':
            into.addMaybe(name, { metric: 'time', unit: 'ns', value: content.get('time').maybeNumber() }, content.path);
            into.addMaybe(name, { metric: 'gctime', unit: 'ns', value: content.get('gctime').maybeNumber() }, content.path);
            julia_benchmarks_readMemory(content, name, into);
            return;
        case 'TrialRatio':
        case 'TrialJudgement':
            into.unmeasured(name, `a ${type.text()} is a comparison and holds no value`);
            return;
        default:
            throw new refusal/* Refusal */.P(`${name}: unknown type ${JSON.stringify(type.text())}`, type.path);
    }
}
function julia_benchmarks_readMemory(content, name, into) {
    into.addMaybe(name, { metric: 'memory', unit: 'B', value: content.get('memory').maybeNumber(), exact: true }, content.path);
    into.addMaybe(name, { metric: 'allocs', unit: 'allocs', value: content.get('allocs').maybeNumber(), exact: true }, content.path);
}

;// CONCATENATED MODULE: ./build/core/benchmarks/k6-summary.js




/** Groups lie in groups; nobody nests them deeper than this. */
const k6_summary_MAX_DEPTH = 50;
/**
 * k6's end-of-test summary: the object of `handleSummary`, and the file of `--summary-export`. In the latter a threshold's boolean says that
 * it was *crossed*: true is failed. In the former `ok: true` is passed.
 */
const k6Summary = (0,json_importer/* jsonImporter */.J)({
    format: 'k6',
    aliases: ['k6-summary'],
    title: "k6's summary (handleSummary or --summary-export)",
    keeps: 'each metric: trends with all their percentiles, rates, counts a second, gauges; checks; thresholds as met (1) or crossed (0)',
    shape: '`metrics` with `values` and `type`, or with members such as `p(95)`, `count`, `passes`',
    repeats: 'refused',
    detect(json) {
        const metrics = (0,importer/* isObject */.Gv)(json) ? (0,importer/* own */.ZV)(json, 'metrics') : undefined;
        if (!(0,importer/* isObject */.Gv)(metrics))
            return false;
        const all = Object.values(metrics);
        return all.length > 0 && all.every(importer/* isObject */.Gv) && all.some((metric) => (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(metric, 'values')) || looksExported(metric));
    },
    read(document, into) {
        for (const [name, metric] of document.get('metrics').entries()) {
            const values = metric.get('values');
            if ((0,importer/* isObject */.Gv)(values.value))
                k6_summary_readMetric(name, values, metric.get('type').maybeText(), metric.get('contains').maybeText(), into);
            else
                k6_summary_readMetric(name, metric, undefined, undefined, into);
            readThresholds(name, metric.get('thresholds'), into);
        }
        readChecks(document.get('root_group'), '', into, 0);
    },
});
const looksExported = (metric) => ['p(90)', 'p(95)', 'p(99)'].some((key) => key in metric) || ('count' in metric && 'rate' in metric) || ('passes' in metric && 'fails' in metric);
function k6_summary_readMetric(name, values, type, contains, into) {
    const number = (key) => values.get(key).maybeNumber();
    const { path } = values;
    const kind = type ?? kindOf(values);
    if (kind === 'trend') {
        const percentiles = values.entries().flatMap(([key, value]) => {
            const percent = Number(/^p\((\d+(?:\.\d+)?)\)$/.exec(key)?.[1] ?? Number.NaN);
            return percent > 0 && percent < 100 ? [[percent, value.maybeNumber()]] : [];
        });
        // The export does not say what a trend holds; k6's own are all times.
        const unit = trendUnit(name, contains);
        const statistics = { n: number('count'), median: number('med'), mean: number('avg'), min: number('min'), max: number('max'), percentiles };
        addStatistics(into, name, { metric: unit === 'ms' ? 'time' : 'value', unit, ...statistics }, path);
    }
    else if (kind === 'rate') {
        const [passes, fails] = [number('passes'), number('fails')];
        const n = passes === undefined || fails === undefined ? undefined : passes + fails;
        const direction = rateDirection(name);
        into.addMaybe(name, { metric: 'rate', unit: 'ratio', value: number('rate') ?? number('value'), n, direction }, path);
    }
    else if (kind === 'counter') {
        const data = contains === 'data' || /^data_(sent|received)/.test(name);
        const unwelcome = /^dropped_|error|fail/.test(name);
        // How much was done says nothing about speed while the script decides how much there is to do; nor does more traffic.
        const direction = unwelcome ? { direction: 'smaller' } : { undirected: true };
        const rate = data || unwelcome ? direction : { direction: 'bigger' };
        into.addMaybe(name, { metric: 'rate', unit: data ? 'B/s' : '1/s', value: number('rate'), ...rate }, path);
        into.addMaybe(name, { metric: 'count', unit: data ? 'B' : 'count', value: number('count'), of: 'rate', ...direction }, path);
    }
    else {
        for (const key of ['value', 'min', 'max']) {
            into.addMaybe(name, { metric: key, unit: contains === 'time' ? 'ms' : name, value: number(key), ...(key !== 'value' && { aggregate: key, of: 'value' }) }, path);
        }
    }
}
function kindOf(values) {
    const has = (key) => values.get(key).present;
    if (has('passes') || has('fails'))
        return 'rate';
    if (has('count') && has('rate'))
        return 'counter';
    return has('avg') || has('med') || has('p(95)') || has('p(90)') ? 'trend' : 'gauge';
}
function trendUnit(name, contains) {
    if (contains === 'time')
        return 'ms';
    if (contains === 'data')
        return 'B';
    const own = /^(http_req_|ws_|grpc_req_|browser_|webvital_|group_duration|iteration_duration)/.test(name) && !/cls/i.test(name);
    return contains === undefined && (own || /duration|latency|time/i.test(name)) ? 'ms' : '';
}
function rateDirection(name) {
    if (/fail|error|drop|reject|timeout/i.test(name))
        return 'smaller';
    return /^checks\b|success|passed/i.test(name) ? 'bigger' : undefined;
}
function readThresholds(metric, thresholds, into) {
    if (!(0,importer/* isObject */.Gv)(thresholds.value))
        return;
    for (const [expression, verdict] of thresholds.entries()) {
        const ok = (0,importer/* isObject */.Gv)(verdict.value) ? verdict.get('ok').value : verdict.value;
        if (typeof ok !== 'boolean')
            throw verdict.wrong('true, false or { ok }');
        const met = (0,importer/* isObject */.Gv)(verdict.value) ? ok : !ok;
        into.add(metric, { metric: `threshold ${expression}`, unit: 'met', value: met ? 1 : 0, direction: 'bigger', exact: true }, verdict.path);
    }
}
/** Checks and groups are arrays in `handleSummary` and objects by name in the export. */
function readChecks(group, path, into, depth) {
    if (!(0,importer/* isObject */.Gv)(group.value))
        return;
    if (depth > k6_summary_MAX_DEPTH)
        throw new refusal/* Refusal */.P(`groups lie deeper than ${k6_summary_MAX_DEPTH}`, group.path.slice(0, 8));
    for (const check of members(group.get('checks'))) {
        const [passes, fails] = [check.get('passes').number(), check.get('fails').number()];
        const name = `${path}${check.get('name').text()}`;
        const n = passes + fails;
        if (n > 0)
            into.add(`check ${name}`, { metric: 'passed', unit: 'ratio', value: passes / n, n, direction: 'bigger' }, check.path);
        else
            into.unmeasured(`check ${name}`, 'it was never made');
    }
    for (const inner of members(group.get('groups')))
        readChecks(inner, `${path}${inner.get('name').text()} > `, into, depth + 1);
}
function members(value) {
    if (Array.isArray(value.value))
        return value.items();
    return (0,importer/* isObject */.Gv)(value.value) ? value.entries().map(([, each]) => each) : [];
}

;// CONCATENATED MODULE: ./build/core/benchmarks/lighthouse-report.js


/** `numericUnit` by what later reports write into it; reports before version 6 have none. */
const lighthouse_report_UNITS = new Map([
    ['millisecond', 'ms'],
    ['second', 's'],
    ['byte', 'B'],
    ['element', 'elements'],
    ['unitless', ''],
]);
/** Audits of reports without `numericUnit` whose value is no time. */
const NO_TIME = new Map([
    ['dom-size', 'elements'],
    ['total-byte-weight', 'B'],
    ['uses-long-cache-ttl', 'B'],
    ['network-requests', 'requests'],
    ['main-thread-tasks', 'tasks'],
    ['errors-in-console', 'errors'],
    ['cumulative-layout-shift', ''],
]);
/** A Lighthouse report (LHR), also as PageSpeed Insights wraps it. */
const lighthouse = (0,json_importer/* jsonImporter */.J)({
    format: 'lighthouse',
    title: 'a JSON report of Lighthouse',
    keeps: 'numericValue of every audit in its unit, score of every audit and category; the requested address is the name',
    shape: '`lighthouseVersion` and `audits`',
    repeats: 'refused',
    detect: (json) => isReport(json) || ((0,importer/* isObject */.Gv)(json) && isReport((0,importer/* own */.ZV)(json, 'lighthouseResult'))),
    read(document, into) {
        const report = document.get('lighthouseResult').present ? document.get('lighthouseResult') : document;
        const page = report.get('requestedUrl').maybeText() ?? report.get('finalUrl').maybeText() ?? report.get('finalDisplayedUrl').text();
        const failure = report.get('runtimeError').get('code').maybeText();
        if (failure !== undefined && failure !== 'NO_ERROR') {
            into.unmeasured(page, report.get('runtimeError').get('message').maybeText() ?? failure);
            return;
        }
        for (const [id, audit] of report.get('audits').entries()) {
            const value = audit.get('numericValue').maybeNumber();
            const score = audit.get('score').maybeNumber();
            const unit = lighthouse_report_unitOf(id, audit);
            if (value !== undefined)
                into.add(page, { metric: id, unit, value, direction: 'smaller' }, audit.path);
            // A score is computed from the value beside it.
            if (score !== undefined)
                into.add(page, { metric: `${id} score`, unit: 'score', value: score, direction: 'bigger', ...(value !== undefined && { of: id }) }, audit.path);
            if (score === undefined && audit.get('scoreDisplayMode').value === 'error')
                into.unmeasured(`${page} ${id}`, audit.get('errorMessage').maybeText() ?? 'it failed');
        }
        const categories = report.get('categories');
        for (const [id, category] of (0,importer/* isObject */.Gv)(categories.value) ? categories.entries() : []) {
            into.addMaybe(page, { metric: `category ${id}`, unit: 'score', value: category.get('score').maybeNumber(), direction: 'bigger' }, category.path);
        }
    },
});
const isReport = (value) => (0,importer/* isObject */.Gv)(value) && Object.hasOwn(value, 'lighthouseVersion') && (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(value, 'audits'));
function lighthouse_report_unitOf(id, audit) {
    const given = audit.get('numericUnit').maybeText();
    return given === undefined ? (NO_TIME.get(id) ?? 'ms') : (lighthouse_report_UNITS.get(given) ?? given);
}

;// CONCATENATED MODULE: ./build/core/benchmarks/luau-benchmarks.js



const SUCCESS = /^SUCCESS: (.+?)\s*:\s*([\d.]+)(ns|us|μs|µs|ms|s)\s+\+\/-\s+([\d.]+)% on (.+?)\s*$/;
const FAILED = /^(?:FAILED|FAILURE|ERROR): (.+?)\s*(?::.*)?$/;
const ROW = /^(.+?)\s*\|\s*([\d.]+)(ns|us|μs|µs|ms|s)\s*\|\s*([\d.]+)(ns|us|μs|µs|ms|s)\s*\|\s*([\d.]+%|-+)\s*\|\s*(.+?)\s*$/;
/** What Luau's `bench.py` prints. Where it printed its table, the table counts: it says the same and more. */
const benchmarkLuau = textImporter({
    format: 'luau',
    aliases: ['benchmarkluau'],
    title: "text of Luau's bench.py",
    keeps: 'time in ns: mean, min, relative sd; the total; failed benchmarks',
    shape: 'lines `SUCCESS: name : N ms +/- N% on driver`, or the table `Test | Min | Average | StdDev%`',
    detect: (lines) => lines.some((line) => line.startsWith('SUCCESS: ') && SUCCESS.test(line)) || lines.some(isHeader),
    read(lines, into) {
        const table = lines.findIndex(isHeader);
        for (const [i, line] of lines.entries()) {
            const failed = FAILED.exec(line);
            if (failed !== null)
                into.unmeasured(failed[1] ?? '', 'it failed', i + 1);
            const match = table < 0 ? SUCCESS.exec(line) : i > table ? ROW.exec(line) : null;
            if (match === null) {
                if (table < 0 && line.startsWith('SUCCESS: '))
                    throw new refusal/* Refusal */.P(`expected "SUCCESS: name : N ms +/- N% on driver", got "${line.slice(0, 100)}"`, i + 1);
                continue;
            }
            const row = table < 0 ? { name: match[1], mean: [match[2], match[3]], min: undefined, sd: match[4] } : luau_benchmarks_rowOf(match);
            const name = row.name ?? '';
            const range = row.sd === undefined ? {} : { range: `± ${row.sd} %` };
            into.addMaybe(name, { metric: 'time', unit: 'ns', value: toNs(Number(row.mean[0]), row.mean[1] ?? ''), aggregate: 'mean', ...range }, i + 1);
            if (row.min !== undefined)
                into.addMaybe(name, { metric: 'time min', unit: 'ns', value: toNs(Number(row.min[0]), row.min[1] ?? ''), aggregate: 'min', of: 'time' }, i + 1);
            if (row.sd !== undefined)
                into.add(name, { metric: 'time cv', unit: 'ratio', value: Number(row.sd) / 100, aggregate: 'cv', of: 'time', direction: 'smaller' }, i + 1);
        }
    },
});
const isHeader = (line) => /^Test\s*\|\s*Min\s*\|\s*Average\s*\|/.test(line);
function luau_benchmarks_rowOf(match) {
    const sd = match[6]?.endsWith('%') === true ? match[6].slice(0, -1) : undefined;
    return { name: match[1], min: [match[2], match[3]], mean: [match[4], match[5]], sd };
}

;// CONCATENATED MODULE: ./build/core/benchmarks/mitata-benchmarks.js





/** mitata's JSON: `benchmarks[].runs[]` since 1.0, `benchmarks[]` with `stats` before. */
const mitata = (0,json_importer/* jsonImporter */.J)({
    format: 'mitata',
    title: 'a JSON file of mitata',
    keeps: 'time in ns: median, mean, min, max, percentiles, samples (sorted, as mitata writes them); heap in B; gc in ns; hardware counters; failed benchmarks',
    shape: '`benchmarks[].runs[].stats.avg`, or `benchmarks[].stats.avg`',
    repeats: 'refused',
    detect: (json) => (0,importer/* isObject */.Gv)(json) && Array.isArray(json.benchmarks) && json.benchmarks.some(isMitata),
    read(document, into) {
        const context = document.get('context');
        into.machine('cpu', context.get('cpu').get('name').value ?? document.get('cpu').maybeText());
        into.machine('arch', context.get('arch').value);
        for (const benchmark of document.get('benchmarks').items()) {
            const group = benchmark.get('group').maybeText();
            const runs = benchmark.get('runs');
            const alias = benchmark.get('alias').maybeText() ?? benchmark.get('name').maybeText();
            for (const run of Array.isArray(runs.value) ? runs.items() : [benchmark]) {
                const own = run.get('name').maybeText() ?? alias;
                if (own === undefined)
                    throw run.get('name').wrong('a text');
                readRun(run, group === undefined ? own : `${group} > ${own}`, into);
            }
        }
    },
});
function isMitata(entry) {
    if (!(0,importer/* isObject */.Gv)(entry))
        return false;
    const runs = (0,importer/* own */.ZV)(entry, 'runs');
    if (Array.isArray(runs))
        return runs.some((run) => (0,importer/* isObject */.Gv)(run) && ((0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(run, 'stats')) || (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(run, 'error'))));
    const stats = (0,importer/* own */.ZV)(entry, 'stats');
    return (0,importer/* isObject */.Gv)(stats) && Object.hasOwn(stats, 'avg') && Object.hasOwn(stats, 'p75');
}
function readRun(run, name, into) {
    const stats = run.get('stats');
    if (!(0,importer/* isObject */.Gv)(stats.value)) {
        into.unmeasured(name, run.get('error').get('message').maybeText() ?? 'it has no result');
        return;
    }
    const number = (key) => stats.get(key).maybeNumber();
    const percentiles = [
        [25, number('p25')],
        [50, number('p50')],
        [75, number('p75')],
        [99, number('p99')],
        [99.5, number('p995')],
        [99.9, number('p999')],
    ];
    addStatistics(into, name, {
        metric: 'time',
        unit: 'ns',
        samples: stats.get('samples').maybeNumbers(),
        mean: number('avg'),
        min: number('min'),
        max: number('max'),
        percentiles,
    }, stats.path);
    for (const [part, unit] of [
        ['heap', 'B'],
        ['gc', 'ns'],
    ]) {
        const of = stats.get(part);
        if (!(0,importer/* isObject */.Gv)(of.value))
            continue;
        const [mean, min, max] = ['avg', 'min', 'max'].map((key) => of.get(key).maybeNumber());
        addStatistics(into, name, { metric: part, unit, direction: 'smaller', mean, min, max }, of.path);
    }
    addCounters(stats.get('counters'), name, 'counters', into);
}
/** Hardware counters lie nested: `counters.cycles.avg`, `counters.l1.miss_loads.avg`. */
function addCounters(counters, name, path, into) {
    if (!(0,importer/* isObject */.Gv)(counters.value) || path.length > 100)
        return;
    const mean = counters.get('avg').maybeNumber();
    if (mean !== undefined) {
        const metric = path.replace('counters.', '');
        into.add(name, { metric, unit: metric.split('.').at(-1) ?? metric, value: mean, aggregate: 'mean' }, counters.path);
        return;
    }
    for (const [key, value] of counters.entries())
        if (key !== '_')
            addCounters(value, name, `${path}.${key}`, into);
}
const mitata_benchmarks_RESULT = /^(\S.*?)\s{2,}([\d,.]+) (ps|ns|µs|μs|us|ms|s|m|h)\/iter(?:\s+(?:\(([\d,.]+) (\S+) … ([\d,.]+) (\S+)\)\s*)?([\d,.]+) (ps|ns|µs|μs|us|ms|s|m|h)\b.*)?$/;
const SECOND = /^\s*\(([\d,.]+) (\S+) … ([\d,.]+) (\S+)\)\s+([\d,.]+) (ps|ns|µs|μs|us|ms|s|m|h)\b/;
const mitata_benchmarks_FAILED = /^(\S.*?)\s{2,}error: (.*)$/;
/** mitata's table as text; of 1.0 (two lines a benchmark) and earlier (one line). */
const mitataText = textImporter({
    format: 'mitata-text',
    title: 'text of mitata',
    keeps: 'time in ns: mean, min, max, p75, p99; repeats as raw samples; failed benchmarks',
    shape: 'lines `name  N ns/iter` below a header `benchmark … avg` or `time (avg)`',
    detect: (lines) => lines.some((line) => /^benchmark\s+(avg|time \(avg\))/.test(line)) && lines.some((line) => mitata_benchmarks_RESULT.test(line) || mitata_benchmarks_FAILED.test(line)),
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const failed = mitata_benchmarks_FAILED.exec(line);
            if (failed !== null)
                into.unmeasured(failed[1] ?? '', failed[2] || 'it failed', i + 1);
            const match = mitata_benchmarks_RESULT.exec(line);
            if (match === null)
                continue;
            const next = SECOND.exec(lines[i + 1] ?? '');
            const ns = (value, unit) => value === undefined || unit === undefined ? undefined : toNs(Number(value.replaceAll(',', '')), unit);
            const range = match[4] === undefined ? next?.slice(1, 5) : match.slice(4, 8);
            const [min, max] = [ns(range?.[0], range?.[1]), ns(range?.[2], range?.[3])];
            const name = match[1] ?? '';
            into.addMaybe(name, { metric: 'time', unit: 'ns', value: ns(match[2], match[3]), aggregate: 'mean' }, i + 1);
            into.addMaybe(name, { metric: 'time min', unit: 'ns', value: min, aggregate: 'min', of: 'time' }, i + 1);
            into.addMaybe(name, { metric: 'time max', unit: 'ns', value: max, aggregate: 'max', of: 'time' }, i + 1);
            into.addMaybe(name, { metric: 'time p75', unit: 'ns', value: ns(match[8], match[9]), aggregate: 'percentile', percentile: 75, of: 'time' }, i + 1);
            into.addMaybe(name, { metric: 'time p99', unit: 'ns', value: ns(next?.[5], next?.[6]), aggregate: 'percentile', percentile: 99, of: 'time' }, i + 1);
        }
    },
});

;// CONCATENATED MODULE: ./build/core/benchmarks/pytest-benchmarks.js



/** Endings of names under `extra_info` that say a unit; what has none of them is a label of the benchmark, not a measurement. */
const MEASURED = [
    [/_bytes$/, 'B'],
    [/_ns$/, 'ns'],
    [/_us$/, 'us'],
    [/_ms$/, 'ms'],
    [/_(s|sec|seconds)$/, 's'],
];
/** pytest-benchmark's saved JSON, from 2.5 (no `ops`, no `params`) to 5. */
const pytestBenchmark = (0,json_importer/* jsonImporter */.J)({
    format: 'pytest',
    aliases: ['pytest-benchmark'],
    title: 'a JSON file of pytest-benchmark',
    keeps: 'time: median, mean, min, max, sd, iqr, quartiles, raw data where it is complete; ops; extra_info with a unit in its name',
    shape: '`benchmarks[].stats` with `fullname`',
    repeats: 'refused',
    detect(json) {
        const first = (0,importer/* isObject */.Gv)(json) && Array.isArray(json.benchmarks) ? json.benchmarks[0] : undefined;
        return (0,importer/* isObject */.Gv)(first) && (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(first, 'stats')) && (Object.hasOwn(first, 'fullname') || Object.hasOwn(json, 'machine_info'));
    },
    read(document, into) {
        const machine = document.get('machine_info');
        const cpu = machine.get('cpu');
        into.machine('cpu', cpu.get('brand_raw').value ?? cpu.get('brand').value ?? (typeof cpu.value === 'string' ? cpu.value : undefined));
        into.machine('os', machine.get('system').value);
        into.machine('arch', machine.get('machine').value);
        into.machine('cores', cpu.get('count').value);
        for (const benchmark of document.get('benchmarks').items())
            pytest_benchmarks_readOne(benchmark, into);
    },
});
function pytest_benchmarks_readOne(benchmark, into) {
    const stats = benchmark.get('stats');
    const name = benchmark.get('fullname').maybeText() ?? benchmark.get('name').text();
    stats.object();
    const number = (key) => stats.get(key).maybeNumber();
    const measured = addStatistics(into, name, {
        metric: 'time',
        unit: 's',
        samples: complete(stats),
        n: number('rounds'),
        median: number('median'),
        mean: number('mean'),
        min: number('min'),
        max: number('max'),
        sd: number('stddev'),
        iqr: number('iqr'),
        percentiles: [
            [25, number('q1')],
            [75, number('q3')],
        ],
    }, stats.path);
    if (!measured)
        into.unmeasured(name, 'it has neither median nor mean');
    into.addMaybe(name, { metric: 'ops', unit: 'ops/s', value: number('ops'), aggregate: 'mean', of: 'time', n: number('rounds') }, stats.path);
    const extra = benchmark.get('extra_info');
    if (!(0,importer/* isObject */.Gv)(extra.value))
        return;
    for (const [key, value] of extra.entries()) {
        const unit = MEASURED.find(([ending]) => ending.test(key))?.[1];
        if (unit !== undefined && typeof value.value === 'number')
            into.add(name, { metric: key, unit, value: value.number(), ...(unit === 'B' && { exact: true }) }, value.path);
    }
}
/** The raw data, if all rounds are there: a few of them would stand for the wrong whole. */
function complete(stats) {
    const data = stats.get('data').maybeNumbers();
    return data !== undefined && data.length === (stats.get('rounds').maybeNumber() ?? data.length) ? data : undefined;
}

// EXTERNAL MODULE: ./build/core/benchmarks/result-benchmarks.js
var result_benchmarks = __webpack_require__(3499);
;// CONCATENATED MODULE: ./build/core/benchmarks/ruby-text.js


const ruby_text_HEADER = /^\s+user\s+system\s+total\s+real\s*$/;
const ruby_text_ROW = /^(.*?\S)\s+(\d+\.\d+)\s+(\d+\.\d+)\s+(\d+\.\d+) \(\s*(\d+\.\d+)\)\s*$/;
const IPS = /^\s*(\S.*?)\s+([\d.]+)\s?([kMBTQ]?) \(±\s?([\d.]+)%\) i\/s\b/;
const ruby_text_POWERS = new Map([
    ['', 1],
    ['k', 1e3],
    ['M', 1e6],
    ['B', 1e9],
    ['T', 1e12],
    ['Q', 1e15],
]);
/** The table of Ruby's Benchmark module. */
const rubyBenchmark = textImporter({
    format: 'ruby',
    aliases: ['ruby-benchmark'],
    title: "text of Ruby's Benchmark",
    keeps: 'real, user, system and total time in s; repeats as raw samples',
    shape: 'the header `user system total real`',
    detect: (lines) => lines.some((line) => ruby_text_HEADER.test(line)),
    read(lines, into) {
        let begun = false;
        for (const [i, line] of lines.entries()) {
            begun ||= ruby_text_HEADER.test(line);
            const match = begun ? ruby_text_ROW.exec(line) : null;
            if (match === null) {
                if (begun && /\(\s*[\d.]+\)\s*$/.test(line))
                    throw new refusal/* Refusal */.P(`expected "label user system total (real)", got "${line.slice(0, 100)}"`, i + 1);
                continue;
            }
            const name = (match[1] ?? '').replace(/:$/, '');
            into.add(name, { metric: 'real', unit: 's', value: Number(match[5]) }, i + 1);
            for (const [at, metric] of ['user', 'system', 'total'].entries())
                into.add(name, { metric, unit: 's', value: Number(match[at + 2]) }, i + 1);
        }
    },
});
/** What Ruby's benchmark-ips prints. */
const rubyIps = textImporter({
    format: 'ruby-ips',
    aliases: ['benchmark-ips'],
    title: 'text of benchmark-ips (Ruby)',
    keeps: 'iterations a second with their spread; repeats as raw samples',
    shape: 'lines `name  N (± N%) i/s`',
    detect: (lines) => lines.some((line) => line.includes('i/s') && IPS.test(line)),
    read(lines, into) {
        for (const [i, line] of lines.entries()) {
            const match = IPS.exec(line);
            if (match === null)
                continue;
            const value = Number(match[2]) * (ruby_text_POWERS.get(match[3] ?? '') ?? Number.NaN);
            into.add(match[1] ?? '', { metric: 'throughput', unit: 'i/s', value, direction: 'bigger', range: `± ${match[4]} %` }, i + 1);
        }
    },
});

;// CONCATENATED MODULE: ./build/core/benchmarks/time-text.js


const SHELL = /^(real|user|sys)\s+(?:(\d+)m)?([\d.,]+)s?\s*$/;
const ZSH = /^(\S.*?)\s+([\d.]+)s user ([\d.]+)s system \d+% cpu ((?:\d+:)*[\d.]+) total\s*$/;
const GNU = /^([\d.]+)user ([\d.]+)system ((?:\d+:)*[\d.]+)elapsed .*?(?:(\d+)maxresident\))?k?\s*$/;
const VERBOSE = /^\s+([A-Z][^:]*(?: \([^)]*\))?): (\S.*)$/;
const GNU_MEMBERS = new Map([
    ['User time (seconds)', ['user', 's', 1]],
    ['System time (seconds)', ['sys', 's', 1]],
    ['Maximum resident set size (kbytes)', ['memory', 'B', 1024]],
    ['Major (requiring I/O) page faults', ['major page faults', 'faults', 1]],
    ['Minor (reclaiming a frame) page faults', ['minor page faults', 'faults', 1]],
    ['Voluntary context switches', ['voluntary context switches', 'switches', 1]],
    ['Involuntary context switches', ['involuntary context switches', 'switches', 1]],
    ['File system inputs', ['file system inputs', 'blocks', 1]],
    ['File system outputs', ['file system outputs', 'blocks', 1]],
]);
const ELAPSED = 'Elapsed (wall clock) time (h:mm:ss or m:ss): ';
const time_text_FAILED = /^\s*Command (?:exited with non-zero status|terminated by signal) (\d+)/;
/** What `time` prints: of bash and sh (also `-p`), of zsh, and GNU time's short and long form. Most of them do not name the command. */
const timeText = textImporter({
    format: 'time',
    title: 'text of time(1): bash, zsh, POSIX, GNU',
    keeps: 'real, user and sys in s; of GNU time memory, page faults, context switches; several in one file are repeats of one command where it is not named',
    shape: '`real`, `user` and `sys` lines; or `user … system … elapsed`; or `Maximum resident set size`',
    detect: (lines) => ['real', 'user', 'sys'].every((word) => lines.some((line) => line.startsWith(word) && SHELL.test(line))) ||
        lines.some((line) => ZSH.test(line) || GNU.test(line) || line.includes(ELAPSED)),
    read(lines, into) {
        let name = 'time';
        let failure;
        for (const [i, line] of lines.entries()) {
            if (time_text_FAILED.test(line))
                failure = line.trim();
            const named = /^\s*Command being timed: "(.*)"\s*$/.exec(line);
            if (named !== null)
                name = named[1] || 'time';
            if (failure === undefined) {
                readLine(line, i + 1, name, into);
                continue;
            }
            // What a command that failed took is no result. GNU time says so before the numbers.
            if (named !== null || GNU.test(line))
                into.unmeasured(name, failure, i + 1);
            if (/Exit status|pagefaults/.test(line))
                failure = undefined;
        }
    },
});
function readLine(line, at, name, into) {
    const shell = SHELL.exec(line);
    const zsh = ZSH.exec(line);
    const gnu = GNU.exec(line);
    if (shell !== null) {
        const seconds = Number(shell[2] ?? 0) * 60 + Number((shell[3] ?? '').replace(',', '.'));
        into.add(name, { metric: shell[1] ?? '', unit: 's', value: seconds }, at);
    }
    else if (zsh !== null) {
        addTimes(into, zsh[1] ?? name, seconds(zsh[4] ?? '', at), Number(zsh[2]), Number(zsh[3]), at);
    }
    else if (gnu !== null) {
        addTimes(into, name, seconds(gnu[3] ?? '', at), Number(gnu[1]), Number(gnu[2]), at);
        if (gnu[4] !== undefined)
            into.add(name, { metric: 'memory', unit: 'B', value: Number(gnu[4]) * 1024 }, at);
    }
    else if (line.includes(ELAPSED)) {
        into.add(name, { metric: 'real', unit: 's', value: seconds(line.slice(line.indexOf(ELAPSED) + ELAPSED.length).trim(), at) }, at);
    }
    else {
        const verbose = VERBOSE.exec(line);
        const member = GNU_MEMBERS.get(verbose?.[1] ?? '');
        if (member === undefined || verbose === null)
            return;
        const [metric, unit, factor] = member;
        into.add(name, { metric, unit, value: Number(verbose[2]) * factor, direction: 'smaller' }, at);
    }
}
function addTimes(into, name, real, user, sys, line) {
    for (const [metric, value] of Object.entries({ real, user, sys }))
        into.add(name, { metric, unit: 's', value }, line);
}
/** `h:mm:ss`, `m:ss.ss` or seconds. */
function seconds(text, line) {
    const value = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    if (!Number.isFinite(value))
        throw new refusal/* Refusal */.P(`"${text}" is no time`, line);
    return value;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/tinybench-statistics.js


/** Is it a result of tinybench, or of vitest, which runs on it: flat until version 2, with `latency` and `throughput` from 3 on? */
function isTinybenchResult(value) {
    if (!(0,importer/* isObject */.Gv)(value))
        return false;
    return (Object.hasOwn(value, 'hz') && Object.hasOwn(value, 'mean')) || ((0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(value, 'latency')) && (0,importer/* isObject */.Gv)((0,importer/* own */.ZV)(value, 'throughput')));
}
/**
 * Adds what tinybench says about one task, in ms and ops/s.
 *
 * @returns false when there is no value
 */
function addTinybench(into, name, result) {
    const latency = result.get('latency');
    const time = (0,importer/* isObject */.Gv)(latency.value) ? latency : result;
    const measured = addStatistics(into, name, { metric: 'time', unit: 'ms', ...statistics(time) }, time.path);
    const throughput = result.get('throughput');
    if ((0,importer/* isObject */.Gv)(throughput.value))
        addStatistics(into, name, { metric: 'throughput', unit: 'ops/s', direction: 'bigger', ...statistics(throughput) }, throughput.path);
    else
        into.addMaybe(name, { metric: 'throughput', unit: 'ops/s', value: result.get('hz').maybeNumber(), aggregate: 'mean', of: 'time' }, result.path);
    return measured;
}
function statistics(from) {
    const number = (key) => from.get(key).maybeNumber();
    const samples = from.get('samples').maybeNumbers();
    const rme = number('rme');
    const count = number('samplesCount') ?? number('sampleCount');
    return {
        samples,
        n: count,
        median: number('median') ?? number('p50'),
        mean: number('mean'),
        min: number('min'),
        max: number('max'),
        sd: number('sd'),
        mad: number('mad'),
        percentiles: [
            [75, number('p75')],
            [99, number('p99')],
            [99.5, number('p995')],
            [99.9, number('p999')],
        ],
        range: rme === undefined ? undefined : `± ${Number(rme.toPrecision(3))} % of the mean`,
    };
}

;// CONCATENATED MODULE: ./build/core/benchmarks/tinybench-benchmarks.js






/** Columns of `bench.table()`: its name, and in brackets the unit. */
const COLUMN = /^(?:(Latency|Throughput) (?:avg|average|med|median)|(Average Time)|(ops\/sec))(?: \((.+)\))?$/i;
const TASK = /^task name$/i;
/** tinybench's tasks as JSON (`bench.tasks.map(({ name, result }) => ({ name, result }))`, also with the result spread) or its table as JSON. */
const tinybench = (0,json_importer/* jsonImporter */.J)({
    format: 'tinybench',
    title: "JSON of tinybench's tasks or table",
    keeps: 'time in ms and throughput in ops/s: median, mean, min, max, sd, mad, percentiles, samples where they are there; failed tasks',
    shape: 'an array of `{ name, result: { latency, throughput } }` (or `{ hz, mean }`), or of rows with `Task name`',
    repeats: 'refused',
    detect: (json) => Array.isArray(json) && json.length > 0 && json.some(isTask) && json.every((entry) => (0,importer/* isObject */.Gv)(entry)),
    read(document, into) {
        for (const task of document.items()) {
            const name = task.get('name').maybeText() ?? task.get('Task name').maybeText() ?? task.get('Task Name').text();
            const result = (0,importer/* isObject */.Gv)(task.get('result').value) ? task.get('result') : task;
            if (isTinybenchResult(result.value) && addTinybench(into, name, result))
                continue;
            const cells = task.entries().map(([column, cell]) => [column, String(cell.value ?? '')]);
            if (!addRow(into, name, cells, task))
                into.unmeasured(name, reasonOf(task, result));
        }
    },
});
/** `console.table(bench.table())`. */
const tinybenchTable = textImporter({
    format: 'tinybench-table',
    title: "tinybench's table as text",
    keeps: 'latency in ns and throughput in ops/s: mean, median; number of samples; failed tasks',
    shape: 'the column `Task name` in a box',
    detect: (lines) => lines.some((line) => line.startsWith('│') && cellsOf(line).some((cell) => TASK.test(cell))),
    read(lines, into) {
        let header;
        for (const [i, line] of lines.entries()) {
            if (!line.startsWith('│'))
                continue;
            const cells = cellsOf(line);
            if (cells.some((cell) => TASK.test(cell))) {
                header = cells;
                continue;
            }
            if (header === undefined)
                continue;
            if (cells.length !== header.length)
                throw new refusal/* Refusal */.P(`the row has ${cells.length} cells and the header ${header.length}`, i + 1);
            const row = header.map((column, at) => [column, cells[at] ?? '']);
            const name = row.find(([column]) => TASK.test(column))?.[1] ?? '';
            if (!addRow(into, name, row, i + 1))
                into.unmeasured(name, row.find(([column]) => column === 'Error')?.[1] || 'it has no value', i + 1);
        }
    },
});
const isTask = (entry) => (0,importer/* isObject */.Gv)(entry) &&
    ((typeof (0,importer/* own */.ZV)(entry, 'name') === 'string' && (isTinybenchResult(entry) || isTinybenchResult((0,importer/* own */.ZV)(entry, 'result')))) ||
        Object.keys(entry).some((key) => TASK.test(key)));
const cellsOf = (line) => line
    .split('│')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^'(.*)'$/s, '$1'));
function reasonOf(task, result) {
    const error = result.get('error');
    return task.get('Error').maybeText() ?? error.get('message').maybeText() ?? error.maybeText() ?? 'it has no result';
}
/** @returns false when the row has no value */
function addRow(into, name, row, at) {
    const place = typeof at === 'number' ? at : at.path;
    const n = Number(row.find(([column]) => column === 'Samples')?.[1] || Number.NaN);
    let found = false;
    for (const [column, cell] of row) {
        const match = COLUMN.exec(column);
        const number = /^([\d,.]+(?:e[+-]?\d+)?)\s*(?:±\s*(\S+))?$/i.exec(cell);
        if (match === null || number === null)
            continue;
        const value = Number(number[1]?.replaceAll(',', ''));
        const throughput = match[1]?.toLowerCase() === 'throughput' || match[3] !== undefined;
        const median = /med/i.test(column);
        const metric = throughput ? 'throughput' : 'time';
        const ns = throughput ? value : toNs(value, match[4] ?? 'ns');
        if (ns === undefined)
            throw new refusal/* Refusal */.P(`${name}: ${column} is in no unit of time`, place);
        const unit = throughput ? 'ops/s' : 'ns';
        const spread = number[2] === undefined ? {} : { range: `± ${number[2]}` };
        const aggregate = median ? 'median' : 'mean';
        into.add(name, { metric: median ? metric : `${metric} mean`, unit, value: ns, aggregate, ...(!median && { of: metric }), ...(n > 0 && { n }), ...spread }, place);
        found = true;
    }
    return found;
}

;// CONCATENATED MODULE: ./build/core/benchmarks/vitest-benchmarks.js



/** vitest's `bench --outputJson`, and the `testResults` of its first versions. */
const vitestBench = (0,json_importer/* jsonImporter */.J)({
    format: 'vitest',
    aliases: ['vitest-bench'],
    title: 'a JSON file of vitest bench',
    keeps: 'time in ms: median, mean, min, max, sd, percentiles, samples where they are there; ops/s',
    shape: '`files[].groups[].benchmarks[]`, or `testResults` with `hz`',
    repeats: 'refused',
    detect(json) {
        if (!(0,importer/* isObject */.Gv)(json))
            return false;
        const files = (0,importer/* own */.ZV)(json, 'files');
        if (Array.isArray(files))
            return files.some((file) => (0,importer/* isObject */.Gv)(file) && Array.isArray(file.groups));
        const results = (0,importer/* own */.ZV)(json, 'testResults');
        return (0,importer/* isObject */.Gv)(results) && Object.values(results).some((group) => Array.isArray(group) && group.some(isTinybenchResult));
    },
    read(document, into) {
        if (document.get('files').present) {
            for (const file of document.get('files').items()) {
                for (const group of file.get('groups').items())
                    readGroup(group.get('fullName').text(), group.get('benchmarks'), into);
            }
            return;
        }
        for (const [group, benchmarks] of document.get('testResults').entries())
            readGroup(group, benchmarks, into);
    },
});
function readGroup(group, benchmarks, into) {
    for (const benchmark of benchmarks.items()) {
        const name = `${group} > ${benchmark.get('name').text()}`;
        if (!addTinybench(into, name, benchmark))
            into.unmeasured(name, 'it has no samples');
    }
}

;// CONCATENATED MODULE: ./build/core/benchmarks/importers.js






























/** Every format that can be read, the most particular first: the first that recognises a file reads it. */
const IMPORTERS = [
    result_benchmarks/* resultFile */.C,
    pytestBenchmark,
    googleBenchmark,
    benchmarkDotNet,
    jmh,
    julia,
    hyperfine,
    lighthouse,
    asvResults,
    dhatProfile,
    vitestBench,
    mitata,
    k6Summary,
    criterionEstimates,
    criterionSample,
    tinybench,
    customByUnit,
    customSmallerIsBetter,
    customBiggerIsBetter,
    bencherMetricFormat,
    goBench,
    criterionText,
    cargoBench,
    catch2,
    hdrLog,
    callgrindText,
    asvText,
    tinybenchTable,
    mitataText,
    benchmarkJs,
    benchmarkLuau,
    dhatText,
    dartText,
    rubyBenchmark,
    rubyIps,
    timeText,
    consoleTime,
];

;// CONCATENATED MODULE: ./build/core/benchmarks/no-results.js

/** They are recognised so that the answer is better than "no known format". */
const NO_RESULTS = [
    {
        title: "benchstat's table",
        reason: 'a table of benchstat holds medians of what it compared, no results: give the output of go test -bench that it was made from',
        detect: ({ text, json }) => json === undefined && /^\s+│ .* │/m.test(text.slice(0, 65_536)) && /│\s+(sec\/op|B\/s|B\/op|allocs\/op)\s/.test(text.slice(0, 65_536)),
    },
    {
        title: "criterion.rs' benchmark.json",
        reason: 'it holds the name of a benchmark and no value: give the estimates.json or sample.json beside it',
        detect: ({ json }) => (0,importer/* isObject */.Gv)(json) && 'group_id' in json && 'full_id' in json,
    },
    {
        title: "criterion.rs' tukey.json",
        reason: 'it holds four limits for outliers and no value: give the estimates.json or sample.json beside it',
        detect: ({ json, source }) => /tukey\.json$/.test(source) && Array.isArray(json) && json.every((each) => typeof each === 'number'),
    },
    {
        title: "asv's benchmarks.json or machine.json",
        reason: 'it describes benchmarks or a machine and holds no value: give the files named after commits',
        detect: ({ json, source }) => (0,importer/* isObject */.Gv)(json) && /(benchmarks|machine)\.json$/.test(source) && 'version' in json && !('results' in json) && !('benchmarks' in json),
    },
];

;// CONCATENATED MODULE: ./build/core/benchmarks/read-benchmarks.js



/** Longer files are refused unread, in characters. */
const MAX_BENCHMARK_CHARS = 16 * 1024 * 1024;
/**
 * Reads a result file of a benchmark tool. What can't be read is refused with its line and reason, never guessed and never skipped; a file
 * without any benchmark is refused too. Never throws.
 *
 * @example readBenchmarks('[{"name":"fib(20)","unit":"ms","value":1.5}]', { source: 'bench.json' })
 */
function readBenchmarks(text, { source, format }) {
    const refuse = (reason, line) => ({
        ok: false,
        ...(line !== undefined && { line }),
        reason: `${source}${line === undefined ? '' : `:${line}`}: ${reason}`,
    });
    if (text.length > MAX_BENCHMARK_CHARS) {
        return refuse(`${text.length} characters are more than the ${MAX_BENCHMARK_CHARS} that are read`);
    }
    const file = fileOf(text, source);
    if (file.text.trim() === '')
        return refuse('the file is empty');
    const importer = format === undefined ? IMPORTERS.find((each) => each.detect(file)) : importerFor(format);
    if (importer === undefined) {
        if (format !== undefined)
            return refuse(`there is no format "${format}": known are ${IMPORTERS.map((each) => each.format).join(', ')}`);
        return refuse(...unknownShape(file));
    }
    const read = importer.read(file);
    if (!read.ok)
        return refuse(read.reason, read.line);
    const benchmarks = read.benchmarks.filter(({ metrics }) => metrics.length > 0);
    const { unmeasured, machine } = read;
    const [first] = unmeasured ?? [];
    if (benchmarks.length === 0) {
        return first === undefined
            ? refuse('it holds no value to compare')
            : refuse(`it holds no value to compare: ${first.name}: ${first.reason}`, first.line);
    }
    return {
        ok: true,
        set: { format: importer.format, benchmarks, ...(unmeasured !== undefined && { unmeasured }), ...(machine !== undefined && { machine }) },
    };
}
function importerFor(format) {
    return IMPORTERS.find((each) => each.format === format || each.aliases?.includes(format));
}
function fileOf(raw, source) {
    const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
    return { text, json: parsed(text), source };
}
/** A text, which is left as it is, or what Python's json module writes for a number that is none. */
const NOT_FINITE = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs;
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        if (!/NaN|Infinity/.test(text))
            return undefined;
    }
    try {
        return JSON.parse(text.replace(NOT_FINITE, (found) => (found.startsWith('"') ? found : 'null')));
    }
    catch {
        return undefined;
    }
}
function unknownShape(file) {
    const known = NO_RESULTS.find((each) => each.detect(file));
    if (known !== undefined)
        return [known.reason];
    const start = file.text.trimStart();
    if (file.json === undefined && (start.startsWith('{') || start.startsWith('['))) {
        // It was meant to be JSON: where it breaks helps more than what it might have been.
        const { errorAt } = (0,json_places/* jsonPlaces */.Rr)(file.text);
        if (errorAt !== undefined)
            return ['the JSON breaks off or is wrong here', (0,json_places/* lineAt */.mh)(file.text, errorAt)];
    }
    const formats = IMPORTERS.map(({ format }) => format).join(', ');
    return [`no known format; if it is one of these, say format=NAME, and the answer says what is wrong with it: ${formats}`];
}


/***/ }),

/***/ 90719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ pathText),
/* harmony export */   P: () => (/* binding */ Refusal)
/* harmony export */ });
/** Why an importer does not read its file. Thrown inside an importer and turned into its answer at its border; nobody else sees it. */
class Refusal extends Error {
    name = 'Refusal';
    /** From 1, in a text format. */
    line;
    /** In a JSON format. */
    path;
    constructor(reason, place) {
        super(reason);
        if (typeof place === 'number')
            this.line = place;
        else if (place !== undefined)
            this.path = place;
    }
}
/** `benchmarks[3].stats.min`, for messages. */
function pathText(path) {
    return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}


/***/ }),

/***/ 3499:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ resultFile),
/* harmony export */   v: () => (/* binding */ benchmarksOfResult)
/* harmony export */ });
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84429);
/* harmony import */ var _stats_quantile_interval_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46171);
/* harmony import */ var _importer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(397);
/* harmony import */ var _json_importer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36788);




const FORMAT = 'result';
/**
 * What of a session is compared: how long the fleet let the work wait, how long the work took, and, with an open model, both from the instant that was
 * intended. The others explain these (`orchestration_time`, `release_latency`), repeat them (`run_execution_time`) or are about the harness
 * (`dispatch_latency`, `detection_lag`): with them every change would be told twice.
 */
const COMPARED = ['queue_time', 'execution_time', 'wait_time', 'total_time'];
/** Percentiles that stand beside the value for information: they rest on the same raw values, so they are no evidence of their own. */
const BESIDE = ['90', '95'];
/**
 * A result as benchmarks: each scenario is one, with its `queue_time`, `execution_time`, `wait_time` and `total_time` in seconds, smaller is better.
 * A metric's value is its median; `queue_time p90` and `queue_time p95` stand beside it. Shares such as `failed` are the business of thresholds.
 *
 * @param jobs the session's table; with it the metrics carry their raw values. Absent: the result alone knows the percentiles only
 */
function benchmarksOfResult(result, jobs = []) {
    const rows = Map.groupBy(jobs, ({ scenario }) => scenario);
    const benchmarks = result.scenarios.map(({ name, metrics }) => ({
        name,
        metrics: COMPARED.flatMap((metric) => {
            const summary = metrics[metric];
            if (summary?.unit !== 's')
                return [];
            return metricsOf(metric, summary.percentiles, summary, samplesOf(metric, summary, rows.get(name) ?? []));
        }),
    }));
    return { format: FORMAT, benchmarks };
}
/** The raw values of a metric in seconds; `undefined` where not all of them are known: without the censored ones the rest would look too good. */
function samplesOf(metric, { n, censored }, jobs) {
    if (censored > 0 || n === 0)
        return undefined;
    const values = jobs.flatMap(({ times }) => (times[metric]?.status === 'measured' ? (times[metric].seconds ?? []) : []));
    return values.length === n ? values : undefined;
}
function metricsOf(metric, percentiles, counts, samples) {
    const { 50: median } = percentiles;
    const n = counts.n + counts.censored;
    const common = { unit: 's', direction: 'smaller', n };
    const main = median === undefined
        ? undefined
        : { metric, ...common, value: median, needsN: (0,_stats_quantile_interval_js__WEBPACK_IMPORTED_MODULE_1__/* .samplesForInterval */ ._F)(0.5), aggregate: 'median', ...(samples !== undefined && { samples }) };
    const beside = BESIDE.flatMap((p) => {
        const value = percentiles[p];
        if (value === undefined)
            return [];
        const of = main === undefined ? {} : { of: metric };
        return [
            {
                metric: `${metric} p${p}`,
                ...common,
                value,
                needsN: (0,_stats_quantile_interval_js__WEBPACK_IMPORTED_MODULE_1__/* .samplesForInterval */ ._F)(Number(p) / 100),
                aggregate: 'percentile',
                percentile: Number(p),
                ...of,
            },
        ];
    });
    return main === undefined ? beside : [main, ...beside];
}
/** Our own `result.json`. */
const resultFile = {
    format: FORMAT,
    title: 'a result.json of Runner Harness',
    keeps: '`queue_time`, `execution_time`, `wait_time` and `total_time` of every scenario in s: median, p90, p95; shares are the business of thresholds',
    shape: '`schema` begins with `runner-harness/result@`',
    detect: ({ json }) => (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(json) && String((0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(json, 'schema') ?? '').startsWith('runner-harness/result@'),
    read({ text, json }) {
        if (json === undefined)
            return (0,_json_importer_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenJson */ .U)(text, 'a result.json of Runner Harness');
        if (!(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(json))
            return { ok: false, line: 1, reason: `expected a result.json, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(json)}` };
        const schema = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(json, 'schema');
        if (schema !== _result_js__WEBPACK_IMPORTED_MODULE_3__/* .RESULT_SCHEMA */ .w) {
            return {
                ok: false,
                reason: `its schema is ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(schema)}; this version reads "${_result_js__WEBPACK_IMPORTED_MODULE_3__/* .RESULT_SCHEMA */ .w}". Write it anew with the same version as this one`,
            };
        }
        const scenarios = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(json, 'scenarios');
        if (!Array.isArray(scenarios))
            return { ok: false, reason: `"scenarios" must be an array, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(scenarios)}` };
        const benchmarks = [];
        for (const [i, scenario] of scenarios.entries()) {
            const read = readScenario(scenario, `scenarios[${i}]`);
            if (typeof read === 'string')
                return { ok: false, reason: read };
            if (benchmarks.some(({ name }) => name === read.name))
                return { ok: false, reason: `two scenarios are named ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(read.name)}` };
            benchmarks.push(read);
        }
        return { ok: true, benchmarks };
    },
};
/** A scenario's benchmark, or what is wrong with it. */
function readScenario(scenario, at) {
    if (!(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(scenario))
        return `${at} must be an object, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(scenario)}`;
    const name = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(scenario, 'name');
    const metrics = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(scenario, 'metrics');
    if (typeof name !== 'string')
        return `${at}.name must be a text, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(name)}`;
    if (!(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(metrics))
        return `${at}.metrics must be an object, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(metrics)}`;
    const read = [];
    for (const metric of COMPARED) {
        const summary = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(metrics, metric);
        if (summary === undefined)
            continue;
        if (!(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(summary))
            return `${at}.metrics.${metric} must be an object, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(summary)}`;
        if ((0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(summary, 'unit') !== 's')
            continue;
        const percentilesOf = readSummary(summary, metric, `${at}.metrics.${metric}`);
        if (typeof percentilesOf === 'string')
            return percentilesOf;
        read.push(...percentilesOf);
    }
    return { name, metrics: read };
}
function readSummary(summary, metric, at) {
    const percentiles = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(summary, 'percentiles');
    const estimator = (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(summary, 'estimator');
    const counts = [(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(summary, 'n'), (0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(summary, 'censored') ?? 0];
    if (estimator !== 'R7')
        return `${at}.estimator is ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(estimator)}; percentiles of another estimator than "R7" can't be compared with ours`;
    if (!(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(percentiles))
        return `${at}.percentiles must be an object, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(percentiles)}`;
    const [n, censored] = counts;
    if (!isCount(n) || !isCount(censored))
        return `${at}: "n" and "censored" must be whole numbers, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(n)} and ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(censored)}`;
    const read = {};
    for (const [p, value] of Object.entries(percentiles)) {
        if (!/^\d{1,2}(\.\d{1,6})?$/.test(p) || Number(p) === 0)
            return `${at}.percentiles: ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(p)} is no percentile`;
        if (typeof value !== 'number' || !Number.isFinite(value))
            return `${at}.percentiles.${p} must be a finite number, got ${(0,_importer_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(value)}`;
        read[p] = value;
    }
    return metricsOf(metric, read, { n, censored });
}
const isCount = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;


/***/ }),

/***/ 56541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ directionOf)
/* harmony export */ });
/* unused harmony export directionOfUnit */
/* harmony import */ var _gate_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67467);

/** Units that count something for each span of time, and things of which fewer are better even so. */
const PER_TIME = /\/\s*(ns|us|µs|ms|s|sec|secs|second|seconds|min|minute|minutes|h|hr|hour)$/i;
const UNWELCOME = /err|fail|miss|drop|fault|timeout|reject|retr/i;
const RATES = new Set([
    'ops',
    'op/s',
    'ops/sec',
    'ops/s',
    'rps',
    'qps',
    'tps',
    'fps',
    'iops',
    'hz',
    'khz',
    'mhz',
    'ghz',
    'flops',
    'gflops',
    'mbps',
    'gbps',
    'kbps',
]);
const SIZES = /^([kmgt]i?)?(b|byte|bytes)(\/(op|iter|call))?$/i;
const SIZE_WORDS = /^(kilo|mega|giga|tera)bytes?$/i;
const COUNTS_OF_WORK = /^(cycles|instructions|branches|ticks|accesses|allocs?|allocations|blocks)(\/(op|iter|call))?$/i;
/**
 * Which way a unit is better, where the unit alone says so: spans of time and sizes are better smaller, amounts a time are better bigger.
 *
 * @returns `undefined` for everything else (`%`, `points`, `errors/s`): guessing would turn an improvement into an alarm
 * @example directionOfUnit('ops/sec') // 'bigger'
 */
function directionOfUnit(unit) {
    const plain = unit.trim();
    if (UNWELCOME.test(plain))
        return undefined;
    if ((0,_gate_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .timeUnit */ .Yk)(plain) !== undefined && !PER_TIME.test(plain))
        return 'smaller';
    if (SIZES.test(plain) || SIZE_WORDS.test(plain) || COUNTS_OF_WORK.test(plain))
        return 'smaller';
    // Samples a second, as radios count them: with this case it is no millisecond.
    if (/^[KMG]S\/s$/.test(plain))
        return 'bigger';
    if ((0,_gate_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .timeUnit */ .Yk)(plain) === undefined && (PER_TIME.test(plain) || RATES.has(plain.toLowerCase())))
        return 'bigger';
    return undefined;
}
/** Words of a metric's name of which less is better, whatever is counted. */
const LESS = new Set(('err errs error errors fail failed fails failure failures miss misses missed drop drops dropped fault faults timeout timeouts reject rejects rejected ' +
    'retry retries lost leak leaks stall stalls alloc allocs allocated allocation allocations gc collect collects collections evictions garbage').split(' '));
/** Words of which more is better. */
const MORE = new Set('free available headroom throughput hit hits success succeeded passed accuracy'.split(' '));
/** Words that only tell where nothing else does. */
const COSTS = new Set('latency duration time elapsed memory mem rss heap size bytes blocks instructions cycles accesses allocs overhead'.split(' '));
/**
 * Which way a metric is better, by its name and its unit. A span of time is better short, whatever it is called; otherwise a word for what
 * nobody wants (`errors`, `gc.alloc.rate`) or wants (`free`, `hits`) outweighs the unit.
 *
 * @returns `undefined` where neither says so
 * @example directionOf('gc.alloc.rate', 'MB/sec') // 'smaller', though the unit alone would say 'bigger'
 */
function directionOf(metric, unit) {
    if (directionOfUnit(unit) === 'smaller' && (0,_gate_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .timeUnit */ .Yk)(unit) !== undefined)
        return 'smaller';
    const words = metric
        .replace(/([a-z\d])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z\d]+/);
    const less = words.some((word) => LESS.has(word));
    const more = words.some((word) => MORE.has(word));
    if (less !== more)
        return less ? 'smaller' : 'bigger';
    if (less)
        return undefined;
    return directionOfUnit(unit) ?? (words.some((word) => COSTS.has(word)) ? 'smaller' : undefined);
}


/***/ }),

/***/ 23581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ag: () => (/* binding */ ONLY_METRIC),
  $_: () => (/* binding */ compareWithBaseline),
  yD: () => (/* binding */ rowSentence)
});

// EXTERNAL MODULE: ./build/core/history/machine.js
var history_machine = __webpack_require__(1460);
;// CONCATENATED MODULE: ./build/core/stats/multiplicity.js
/** Many tests at once: p values made larger so that the whole family, not each test, keeps its error rate. */
function check(pValues) {
    const odd = pValues.find((p) => !(p >= 0 && p <= 1));
    if (odd !== undefined)
        throw new RangeError(`a p value lies between 0 and 1, got ${odd}`);
}
/** Indices by ascending p. */
function ascending(pValues) {
    return pValues.map((_, i) => i).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
}
/**
 * Holm's step-down adjustment: the chance of *any* false alarm in the family is at most the level that the adjusted values are held
 * against, whatever the dependence between the tests. As R's `p.adjust(p, "holm")`.
 *
 * @returns adjusted values in the order given
 * @throws RangeError for a value outside of 0 to 1
 * @example holm([0.01, 0.04]) // [0.02, 0.04]
 */
function holm(pValues) {
    check(pValues);
    const adjusted = [...pValues];
    let floor = 0;
    for (const [rank, i] of ascending(pValues).entries()) {
        floor = Math.max(floor, Math.min(1, (pValues.length - rank) * (pValues[i] ?? 1)));
        adjusted[i] = floor;
    }
    return adjusted;
}
/**
 * Benjamini and Hochberg's adjustment: of the alarms raised, at most this share is expected to be false (independent or positively dependent
 * tests). As R's `p.adjust(p, "BH")`.
 *
 * @returns adjusted values in the order given
 * @throws RangeError for a value outside of 0 to 1
 * @example benjaminiHochberg([0.01, 0.04]) // [0.02, 0.04]
 */
function benjaminiHochberg(pValues) {
    check(pValues);
    const adjusted = [...pValues];
    let ceiling = 1;
    const order = ascending(pValues);
    for (let rank = order.length - 1; rank >= 0; rank--) {
        const i = order[rank] ?? 0;
        ceiling = Math.min(ceiling, ((pValues[i] ?? 1) * pValues.length) / (rank + 1));
        adjusted[i] = ceiling;
    }
    return adjusted;
}

// EXTERNAL MODULE: ./build/core/stats/sorted-samples.js
var sorted_samples = __webpack_require__(6907);
// EXTERNAL MODULE: ./build/core/random.js
var core_random = __webpack_require__(27163);
// EXTERNAL MODULE: ./build/core/stats/normal.js
var normal = __webpack_require__(14811);
// EXTERNAL MODULE: ./build/core/stats/quantile.js
var quantile = __webpack_require__(22097);
;// CONCATENATED MODULE: ./build/core/stats/bootstrap.js



/** Draws of a bootstrap, enough for a bound that is shown beside the one that decides. */
const DRAWS = 1_000;
/** Indices of the two middle values of each resample of n, cached: they depend on nothing but n, the seed and which side it is. */
const middles = new Map();
/**
 * The two middle ranks (from 0) of `DRAWS` resamples of n values.
 *
 * Resampling n sorted values with replacement and looking for the median only asks which *ranks* come to lie in the middle, and that depends
 * on no value. So the resampling is done once for each n, and each median ratio costs a look-up. The seed keeps it the same everywhere.
 */
function middleRanks(n, seed) {
    const key = `${n}/${seed}`;
    const known = middles.get(key);
    if (known !== undefined)
        return known;
    const random = (0,core_random/* seededRandom */.Is)(key);
    const ranks = new Uint32Array(2 * DRAWS);
    const drawn = new Uint32Array(n);
    for (let i = 0; i < DRAWS; i++) {
        for (let j = 0; j < n; j++)
            drawn[j] = Math.floor(random.next() * n);
        drawn.sort();
        ranks[2 * i] = drawn[Math.floor((n - 1) / 2)] ?? 0;
        ranks[2 * i + 1] = drawn[Math.floor(n / 2)] ?? 0;
    }
    if (middles.size >= 100)
        middles.clear();
    middles.set(key, ranks);
    return ranks;
}
/**
 * The bootstrap distribution of median(first) ÷ median(second): one ratio a resample, in the order drawn.
 *
 * @param first ascending, never empty, above 0
 * @param second the same
 * @param seed equal seeds give equal ratios
 */
function medianRatioReplicates(first, second, seed = 'bootstrap') {
    if (first.length === 0 || second.length === 0)
        throw new RangeError(`a bootstrap needs values on both sides, got ${first.length} and ${second.length}`);
    const a = middleRanks(first.length, `${seed}/first`);
    const b = middleRanks(second.length, `${seed}/second`);
    const ratios = new Float64Array(DRAWS);
    for (let i = 0; i < DRAWS; i++) {
        const top = (first[a[2 * i] ?? 0] ?? Number.NaN) + (first[a[2 * i + 1] ?? 0] ?? Number.NaN);
        const bottom = (second[b[2 * i] ?? 0] ?? Number.NaN) + (second[b[2 * i + 1] ?? 0] ?? Number.NaN);
        ratios[i] = top / bottom;
    }
    return ratios;
}
/**
 * The percentile interval of replicates: their own quantiles (type 7).
 *
 * @param level default 0.95
 * @throws RangeError without replicates, or for one that is no finite number
 */
function percentileInterval(replicates, level = 0.95) {
    return quantilesOf(replicates, (1 - level) / 2, 1 - (1 - level) / 2);
}
/**
 * The bias-corrected and accelerated interval (Efron 1987).
 *
 * @param estimate of the values as they are
 * @param jackknife the estimate with each value left out in turn
 * @throws RangeError as {@link percentileInterval}
 */
function bcaInterval(replicates, estimate, jackknife, level = 0.95) {
    let below = 0;
    for (const value of replicates)
        if (value < estimate)
            below++;
    // A half step off the ends: a bias correction of infinity says nothing.
    const share = Math.min(1 - 0.5 / replicates.length, Math.max(0.5 / replicates.length, below / replicates.length));
    const bias = normalQuantile(share);
    const mean = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
    const squares = jackknife.reduce((sum, value) => sum + (mean - value) ** 2, 0);
    const cubes = jackknife.reduce((sum, value) => sum + (mean - value) ** 3, 0);
    const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
    const corrected = (p) => {
        const z = bias + normalQuantile(p);
        return normalCdf(bias + z / (1 - acceleration * z));
    };
    return quantilesOf(replicates, corrected((1 - level) / 2), corrected(1 - (1 - level) / 2));
}
function quantilesOf(values, lower, upper) {
    const sorted = Float64Array.from(values).sort();
    if (sorted.length === 0)
        throw new RangeError('an interval needs replicates, got none');
    // NaN sorts to the end, infinities to the ends.
    const odd = [sorted[0], sorted.at(-1)].find((value) => !Number.isFinite(value));
    if (odd !== undefined)
        throw new RangeError(`a replicate must be a finite number, got ${odd}`);
    const at = (p) => {
        const ranks = (0,quantile/* quantileRanks */.xV)(sorted.length, p);
        return (0,quantile/* blend */.au)(sorted[ranks.lower - 1] ?? Number.NaN, sorted[ranks.upper - 1] ?? Number.NaN, ranks.weight);
    };
    return [at(lower), at(upper)];
}

;// CONCATENATED MODULE: ./build/core/stats/exact-tied-mann-whitney.js
/**
 * The exact permutation p value of the Mann–Whitney test, ties included: of all ways to share the pooled values out, how many are at least
 * as far off? For few values with ties, where the normal approximation of {@link mannWhitney} is off.
 *
 * Counts by group of equal values: state = (how many went to the first group, twice its U). Sizes up to some 25 a side take milliseconds.
 *
 * @param first never empty
 * @param second never empty
 * @throws RangeError for an empty group, and above 1,000 values together
 * @example exactTiedMannWhitney([2, 2, 3], [1, 1, 2], 'greater') // 0.15
 */
function exactTiedMannWhitney(first, second, alternative) {
    const m = first.length;
    const n = second.length;
    if (m === 0 || n === 0)
        throw new RangeError(`Mann–Whitney needs values on both sides, got ${m} and ${n}`);
    if (m + n > 1_000)
        throw new RangeError(`the exact test with ties is for up to 1,000 values, got ${m + n}`);
    const groups = groupsOf([...first, ...second]);
    const observed = twiceU(first, second);
    const ways = countWays(groups, m, n);
    const total = ways.reduce((sum, each) => sum + each, 0);
    let less = 0;
    let greater = 0;
    for (const [u, count] of ways.entries()) {
        if (u <= observed)
            less += count;
        if (u >= observed)
            greater += count;
    }
    const tail = alternative === 'greater' ? greater : alternative === 'less' ? less : 2 * Math.min(less, greater);
    return Math.min(1, tail / total);
}
/** Sizes of the groups of equal values, ascending by value. */
function groupsOf(values) {
    const sizes = [];
    let last = Number.NaN;
    for (const value of [...values].sort((a, b) => a - b)) {
        if (value === last)
            sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1;
        else
            sizes.push(1);
        last = value;
    }
    return sizes;
}
function twiceU(first, second) {
    let sum = 0;
    for (const a of first)
        for (const b of second)
            sum += a > b ? 2 : a === b ? 1 : 0;
    return sum;
}
/** By twice U: in how many ways m of the values are the first group. */
function countWays(groups, m, n) {
    const width = 2 * m * n + 1;
    let states = Array.from({ length: m + 1 }, () => new Float64Array(0));
    states[0] = Float64Array.from({ length: width }, (_, u) => (u === 0 ? 1 : 0));
    let before = 0;
    for (const size of groups) {
        const next = Array.from({ length: m + 1 }, () => new Float64Array(0));
        for (const [taken, row] of states.entries()) {
            if (row.length === 0)
                continue;
            let choose = 1;
            for (let take = 0; take <= size && taken + take <= m; take++) {
                const belowInSecond = before - taken;
                // Each of the new ones beats what the second group has below, and ties with what it takes of this group.
                if (belowInSecond + size - take <= n)
                    add(next, taken + take, row, take * (2 * belowInSecond + (size - take)), choose, width);
                choose = (choose * (size - take)) / (take + 1);
            }
        }
        states = next;
        before += size;
    }
    return states[m] ?? new Float64Array(width);
}
function add(rows, at, from, shift, ways, width) {
    let row = rows[at];
    if (row === undefined || row.length === 0) {
        row = new Float64Array(width);
        rows[at] = row;
    }
    for (let u = 0; u + shift < width; u++) {
        const count = from[u] ?? 0;
        if (count !== 0)
            row[u + shift] = (row[u + shift] ?? 0) + count * ways;
    }
}

;// CONCATENATED MODULE: ./build/core/stats/wilcoxon-distribution.js
/** The exact distribution of the Mann–Whitney statistic when there is no difference and no tie. */
const cache = new Map();
const CACHED = 200;
/**
 * P[U ≤ u] for every u from 0 to m·n, of U = how many of the m·n pairs have the first value larger, all orders being equally likely.
 *
 * The counts come from the recurrence of Mann and Whitney (1947), f(m, n, u) = f(m−1, n, u−n) + f(m, n−1, u): additions only, so nothing
 * cancels. It takes m²·n² additions, once for each pair of sizes.
 *
 * @param m n at least 1, at most some 60
 */
function wilcoxonCdf(m, n) {
    const key = m < n ? `${m}/${n}` : `${n}/${m}`;
    const known = cache.get(key);
    if (known !== undefined)
        return known;
    const cdf = cumulate(counts(Math.min(m, n), Math.max(m, n)));
    if (cache.size >= CACHED)
        cache.clear();
    cache.set(key, cdf);
    return cdf;
}
/** How many of the orders give U = u. `rows[i]` holds f(i, j, ·) for the j reached. */
function counts(m, n) {
    const rows = Array.from({ length: m + 1 }, (_, i) => {
        const row = new Float64Array(i * n + 1);
        row[0] = 1;
        return row;
    });
    for (let j = 1; j <= n; j++) {
        for (let i = 1; i <= m; i++) {
            const row = rows[i];
            const previous = rows[i - 1];
            if (row === undefined || previous === undefined)
                continue;
            for (let u = i * j; u >= j; u--)
                row[u] = (row[u] ?? 0) + (previous[u - j] ?? 0);
        }
    }
    return rows[m] ?? new Float64Array([1]);
}
/** The lower half is summed up from the edge, the upper half is its mirror: both tails keep their digits where they are read. */
function cumulate(frequencies) {
    const total = frequencies.reduce((sum, each) => sum + each, 0);
    let sum = 0;
    return frequencies.map((each) => {
        sum += each;
        return sum / total;
    });
}

;// CONCATENATED MODULE: ./build/core/stats/hodges-lehmann.js


/** Up to this many pairs all differences are sorted; beyond, the few that are needed are searched for. */
const SORTED_PAIRS = 100_000;
/**
 * The Hodges–Lehmann estimate of a shift: the median of all differences first − second, with the interval that belongs to the Mann–Whitney
 * test (Moses): the differences at the ranks where that test turns. Exact below 50 values a side, by the normal approximation beyond, whose
 * ranks are rounded outwards.
 *
 * @param first ascending, never empty, finite
 * @param second the same
 * @param level default 0.95
 * @throws RangeError for an empty group
 * @example hodgesLehmannShift([3, 4, 5], [1, 2, 3]).estimate // 2
 */
function hodgesLehmannShift(first, second, level = 0.95) {
    const m = first.length;
    const n = second.length;
    if (m === 0 || n === 0)
        throw new RangeError(`Hodges–Lehmann needs values on both sides, got ${m} and ${n}`);
    const pairs = m * n;
    const at = pairs <= SORTED_PAIRS ? sortedDifferences(first, second) : (rank) => searchDifference(first, second, rank);
    const estimate = pairs % 2 === 1 ? at((pairs + 1) / 2) : (at(pairs / 2) + at(pairs / 2 + 1)) / 2;
    const rank = intervalRank(m, n, level);
    return rank < 1 ? { estimate } : { estimate, interval: [at(rank), at(pairs + 1 - rank)] };
}
/**
 * The same for a ratio first ÷ second: the shift of the logarithms, and back.
 *
 * @param first ascending, above 0
 * @param second the same
 * @throws RangeError for an empty group or a value that is not above 0
 * @example hodgesLehmannRatio([2, 4], [1, 2]).estimate // 2
 */
function hodgesLehmannRatio(first, second, level = 0.95) {
    for (const smallest of [first[0], second[0]]) {
        if (smallest !== undefined && !(smallest > 0))
            throw new RangeError(`a ratio needs values above 0, got ${smallest}`);
    }
    const { estimate, interval } = hodgesLehmannShift(first.map(Math.log), second.map(Math.log), level);
    return { estimate: Math.exp(estimate), ...(interval && { interval: [Math.exp(interval[0]), Math.exp(interval[1])] }) };
}
/** The largest rank r with P[U ≤ r − 1] ≤ (1 − level) ÷ 2; 0: there is none. */
function intervalRank(m, n, level) {
    const miss = (1 - level) / 2;
    if (m < 50 && n < 50) {
        const cdf = wilcoxonCdf(m, n);
        let rank = 0;
        while ((cdf[rank] ?? 1) <= miss)
            rank++;
        return rank;
    }
    const sd = Math.sqrt((m * n * (m + n + 1)) / 12);
    return Math.max(0, Math.floor((m * n) / 2 + (0,normal/* normalQuantile */.Zl)(miss) * sd));
}
function sortedDifferences(first, second) {
    const all = new Float64Array(first.length * second.length);
    let i = 0;
    for (const a of first)
        for (const b of second)
            all[i++] = a - b;
    all.sort();
    return (rank) => all[rank - 1] ?? Number.NaN;
}
/** The difference at a rank by bisection: how many differences lie at or below a value is counted in m + n steps, both groups being sorted. */
function searchDifference(first, second, rank) {
    const m = first.length;
    const n = second.length;
    const atMost = (limit) => {
        let count = 0;
        let from = 0;
        // For a growing `a`, the first b with a − b ≤ limit only moves up.
        for (let i = 0; i < m; i++) {
            const a = first[i] ?? Number.NaN;
            while (from < n && a - (second[from] ?? Number.NaN) > limit)
                from++;
            count += n - from;
        }
        return count;
    };
    let low = (first[0] ?? 0) - (second[n - 1] ?? 0);
    let high = (first[m - 1] ?? 0) - (second[0] ?? 0);
    if (atMost(low) >= rank)
        return low;
    for (;;) {
        const middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return high;
        if (atMost(middle) >= rank)
            high = middle;
        else
            low = middle;
    }
}

;// CONCATENATED MODULE: ./build/core/stats/mann-whitney.js


/** R's limit: below this many values on both sides the exact distribution is used. */
const EXACT_BELOW = 50;
/**
 * The Mann–Whitney U test (Wilcoxon's rank sum): is a value of the first group more often the larger one than chance allows?
 *
 * As R's `wilcox.test(first, second)`: exact without ties below 50 values a side, otherwise the normal approximation with the variance
 * corrected for ties and a continuity correction.
 *
 * **Against a margin.** "Greater by more than 10 %" is the test of `first` against 1.1 · `second`. Multiplying is a shift of the
 * logarithms, and ranks are the same for values and for their logarithms; so this is the shift test on the log scale, where run times
 * differ by factors, and needs no logarithm. Values must then lie above 0.
 *
 * @param first ascending, never empty, finite
 * @param second the same
 * @param factor multiplies the second group, default 1
 * @throws RangeError for an empty group or a factor that is not above 0
 * @example mannWhitney([4, 5, 6], [1, 2, 3], 'greater').p // 0.05
 */
function mannWhitney(first, second, alternative, factor = 1) {
    const m = first.length;
    const n = second.length;
    if (m === 0 || n === 0)
        throw new RangeError(`Mann–Whitney needs values on both sides, got ${m} and ${n}`);
    if (!(factor > 0 && Number.isFinite(factor)))
        throw new RangeError(`a factor lies above 0, got ${factor}`);
    const { u, tieTerm } = rankSums(first, second, factor);
    if (tieTerm === 0 && m < EXACT_BELOW && n < EXACT_BELOW)
        return { u, p: exactP(u, m, n, alternative), method: 'exact' };
    return { u, p: normalP(u, m, n, tieTerm, alternative), method: 'normal' };
}
/** Merges the two sorted groups. `tieTerm` is Σ (t³ − t) over the groups of t equal values. */
function rankSums(first, second, factor) {
    const m = first.length;
    const n = second.length;
    let u = 0;
    let tieTerm = 0;
    for (let i = 0, j = 0; i < m || j < n;) {
        const a = first[i] ?? Number.POSITIVE_INFINITY;
        const b = j < n ? (second[j] ?? Number.NaN) * factor : Number.POSITIVE_INFINITY;
        const value = a < b ? a : b;
        let inFirst = 0;
        let inSecond = 0;
        while (i + inFirst < m && first[i + inFirst] === value)
            inFirst++;
        while (j + inSecond < n && (second[j + inSecond] ?? Number.NaN) * factor === value)
            inSecond++;
        const tied = inFirst + inSecond;
        if (tied === 0)
            throw new RangeError('Mann–Whitney needs finite values in ascending order');
        u += inFirst * (j + inSecond / 2);
        tieTerm += tied * tied * tied - tied;
        i += inFirst;
        j += inSecond;
    }
    return { u, tieTerm };
}
function exactP(u, m, n, alternative) {
    const cdf = wilcoxonCdf(m, n);
    const atMost = (value) => (value < 0 ? 0 : (cdf[value] ?? 1));
    // P[U ≥ u] is P[U ≤ mn − u]: the distribution is symmetric.
    const greater = atMost(m * n - u);
    const less = atMost(u);
    return alternative === 'greater' ? greater : alternative === 'less' ? less : Math.min(1, 2 * Math.min(greater, less));
}
function normalP(u, m, n, tieTerm, alternative) {
    const total = m + n;
    const variance = ((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
    // All values are equal: nothing speaks for a difference.
    if (!(variance > 0))
        return 1;
    const sd = Math.sqrt(variance);
    const apart = u - (m * n) / 2;
    if (alternative === 'greater')
        return (0,normal/* normalTail */.WI)((apart - 0.5) / sd);
    if (alternative === 'less')
        return (0,normal/* normalTail */.WI)((-apart - 0.5) / sd);
    return Math.min(1, 2 * (0,normal/* normalTail */.WI)((Math.abs(apart) - 0.5) / sd));
}

// EXTERNAL MODULE: ./build/core/stats/student.js
var student = __webpack_require__(63205);
;// CONCATENATED MODULE: ./build/core/stats/welch.js

/**
 * Welch's t test: do two means differ, the variances being whatever they are? As R's `t.test(first, second)`.
 *
 * @param level of the interval, default 0.95
 * @returns `undefined` when a side has fewer than two values, or neither varies
 */
function welch(first, second, level = 0.95) {
    if (first.length < 2 || second.length < 2)
        return undefined;
    const [a, b] = [meanAndVariance(first), meanAndVariance(second)];
    const [va, vb] = [a.variance / first.length, b.variance / second.length];
    const error = Math.sqrt(va + vb);
    if (!(error > 0))
        return undefined;
    const difference = a.mean - b.mean;
    const t = difference / error;
    const df = (va + vb) ** 2 / (va ** 2 / (first.length - 1) + vb ** 2 / (second.length - 1));
    const greater = (0,student/* studentTail */.gq)(t, df);
    const less = (0,student/* studentTail */.gq)(-t, df);
    const reach = (0,student/* studentQuantile */.FI)(1 - (1 - level) / 2, df) * error;
    return { t, df, greater, less, different: Math.min(1, 2 * Math.min(greater, less)), interval: [difference - reach, difference + reach] };
}
function meanAndVariance(values) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, variance: squares / (values.length - 1) };
}

;// CONCATENATED MODULE: ./build/core/gate/bistable.js
/** Share of the baseline's values that must stand on the other level to be one: single stragglers are none. */
const SHARE = 0.2;
/** How wide the empty stretch between two levels is, against the spread within the nearer one. */
const GAP = 8;
/**
 * Whether the baseline has *two* levels, and the current result stands on the one that already was there: 19 values near 1.0 and 6 near 1.25 in the
 * baseline, all near 1.25 now. Layout, turbo or a neighbour switches between them; a test that only compares groups takes the switch for a change.
 *
 * @param baseline ascending, above 0
 * @param current ascending, above 0
 * @returns how many of the baseline's values stand on the level of the current ones; `undefined` when it has one level, or the current values
 *   stand on none of its others
 */
function standsOnOtherLevel(baseline, current) {
    const n = baseline.length;
    const fewest = Math.max(2, Math.ceil(SHARE * n));
    if (n < 10 || current.length === 0)
        return undefined;
    const at = (i) => Math.log(baseline[i] ?? Number.NaN);
    const middle = Math.log(current[Math.floor((current.length - 1) / 2)] ?? Number.NaN);
    let widest = 0;
    let cut = 0;
    for (let i = fewest; i <= n - fewest; i++) {
        const gap = at(i) - at(i - 1);
        if (gap > widest) {
            widest = gap;
            cut = i;
        }
    }
    if (widest === 0)
        return undefined;
    const lower = [at(0), at(cut - 1)];
    const upper = [at(cut), at(n - 1)];
    // The larger group is the level; the spread of its middle half is what the gap is held against.
    const most = cut >= n - cut;
    const spread = most
        ? at(Math.floor(cut * 0.75)) - at(Math.floor(cut * 0.25))
        : at(cut + Math.floor((n - cut) * 0.75)) - at(cut + Math.floor((n - cut) * 0.25));
    if (widest < GAP * spread)
        return undefined;
    const other = most ? upper : lower;
    return middle >= other[0] && middle <= other[1] ? (most ? n - cut : cut) : undefined;
}

;// CONCATENATED MODULE: ./build/core/gate/detectable.js

/** In how many cases a minimal detectable effect is seen: 4 of 5. */
const POWER = 0.8;
/** Smallest p that the exact test can reach: 1 ÷ C(m + n, m). */
function smallestP(m, n) {
    let ways = 1;
    for (let i = 1; i <= Math.min(m, n); i++)
        ways *= (Math.max(m, n) + i) / i;
    return 1 / ways;
}
/**
 * The chance that a true slowdown is seen: by the normal approximation of U under the alternative (Lehmann, Nonparametrics, 2.3; its three
 * probabilities by integration).
 *
 * @param effect a fraction: 0.05 is 5 % slower
 */
function powerOf(effect, plan) {
    const [m, n] = plan.n;
    const alpha = plan.alpha ?? 0.05;
    if (m < 1 || n < 1 || smallestP(m, n) > alpha)
        return 0;
    const shift = Math.log1p(effect) - Math.log1p(plan.margin ?? 0);
    const sigma = Math.sqrt(Math.log1p(plan.cv ** 2));
    if (sigma === 0)
        return shift > 0 ? 1 : 0;
    const d = shift / sigma;
    const above = normalCdf(d / Math.SQRT2);
    const aboveTwo = integrate((z) => normalDensity(z) * normalCdf(z + d) ** 2);
    const null_ = Math.sqrt((m * n * (m + n + 1)) / 12);
    const variance = m * n * (above * (1 - above) + (m + n - 2) * (aboveTwo - above ** 2));
    const distance = m * n * (above - 0.5) - 0.5 - normalQuantile(1 - alpha) * null_;
    if (!(variance > 1e-9))
        return distance > 0 ? 1 : 0;
    return normalCdf(distance / Math.sqrt(variance));
}
/** Simpson over ±8: far beyond what counts of a normal density. */
function integrate(f) {
    const steps = 160;
    const width = 16 / steps;
    let sum = f(-8) + f(8);
    for (let i = 1; i < steps; i++)
        sum += (i % 2 === 1 ? 4 : 2) * f(-8 + i * width);
    return (sum * width) / 3;
}
/**
 * The minimal detectable effect: the smallest slowdown that is seen in 4 of 5 cases, a fraction.
 *
 * @returns `Infinity` when so few values can't show any
 * @example detectableEffect({ n: [20, 20], cv: 0.05 }) // 0.041
 */
function detectableEffect(plan) {
    const margin = plan.margin ?? 0;
    if (powerOf(1e6, plan) < POWER)
        return Number.POSITIVE_INFINITY;
    let low = Math.log1p(margin);
    let high = Math.log1p(1e6);
    for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (powerOf(Math.expm1(middle), plan) < POWER)
            low = middle;
        else
            high = middle;
    }
    return Math.expm1(high);
}
/**
 * How many values a side show a slowdown of `effect` in 4 of 5 cases.
 *
 * @param effect a fraction above the margin
 * @returns `undefined` when 100,000 do not suffice
 * @throws RangeError when the effect is not above the margin
 * @example valuesFor(0.05, { cv: 0.05 }) // 15
 */
function valuesFor(effect, plan) {
    if (!(effect > (plan.margin ?? 0)))
        throw new RangeError(`an effect lies above the margin, got ${effect} with a margin of ${plan.margin ?? 0}`);
    const seen = (n) => powerOf(effect, { ...plan, n: [n, n] }) >= POWER;
    let high = 4;
    while (!seen(high)) {
        high *= 2;
        if (high > 100_000)
            return undefined;
    }
    let low = high / 2;
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (seen(middle))
            high = middle;
        else
            low = middle;
    }
    return high;
}

;// CONCATENATED MODULE: ./build/core/gate/compare-samples.js








/**
 * Compares raw values with raw values: a one-sided Mann–Whitney test against the margin in each direction, and the Hodges–Lehmann ratio with its
 * interval.
 *
 * Where the exact test could not reach its level with so few values in so large a family (5 and 5 values: 1/252, not enough for 100 rows), Welch's
 * t test of the logarithms stands in; it supposes lognormal noise, and the sentence says so.
 *
 * @param level the strictest level that a row of this family may have to reach: alpha ÷ rows
 */
function compareSamples(pair, limits, level) {
    const { baseline, current, direction } = pair;
    const n = [baseline.length, current.length];
    const { margin, detect } = limits;
    const byRank = smallestP(n[0], n[1]) <= level;
    const [up, down] = byRank ? rankTests(pair, margin) : welchTests(pair, margin);
    const estimate = byRank ? byHodgesLehmann(pair) : byWelch(pair);
    const { ratio, interval } = estimate;
    const worseIs = direction === 'smaller' ? 1 : -1;
    const logError = interval === undefined ? undefined : Math.log(interval[1] / interval[0]) / (2 * (0,normal/* normalQuantile */.Zl)(0.975));
    const ci95 = interval && [interval[0] - 1, interval[1] - 1];
    const other = standsOnOtherLevel(baseline, current);
    return {
        kind: 'samples',
        baseline: middle(baseline),
        current: middle(current),
        change: ratio - 1,
        n,
        ...(ci95 && { ci95 }),
        bootstrap95: bootstrap(pair),
        margin,
        detect,
        p: worseIs > 0 ? { worse: up, better: down } : { worse: down, better: up },
        mde: (alpha) => {
            if (logError === undefined)
                return Number.POSITIVE_INFINITY;
            const reach = ((0,normal/* normalQuantile */.Zl)(1 - alpha) + (0,normal/* normalQuantile */.Zl)(POWER)) * logError;
            return worseIs > 0 ? (1 + margin) * Math.exp(reach) - 1 : 1 - Math.max(0, 1 - margin) * Math.exp(-reach);
        },
        unmistakable: ci95 !== undefined && (ci95[0] > detect || ci95[1] < -detect),
        ...(other !== undefined && { doubt: `${other} of the baseline's ${n[0]} values already stood on that level: it switches between two` }),
        basis: byRank ? `${n[0]} and ${n[1]} values` : `${n[0]} and ${n[1]} values, by t test`,
    };
}
/** Up to so many values together ties are counted out; beyond, the normal approximation of {@link mannWhitney} is good and a hundred times quicker. */
const COUNTED_OUT = 20;
/** p for a rise by more than the margin, and for a fall by more than it. */
function rankTests({ baseline, current }, margin) {
    const p = (alternative, factor) => {
        const test = mannWhitney(current, baseline, alternative, factor);
        if (test.method === 'exact' || baseline.length + current.length > COUNTED_OUT)
            return test.p;
        const moved = baseline.map((value) => value * factor);
        return exactTiedMannWhitney(current, moved, alternative);
    };
    return [p('greater', 1 + margin), margin < 1 ? p('less', 1 - margin) : 1];
}
function welchTests({ baseline, current }, margin) {
    const [now, before] = [current.map(Math.log), baseline.map(Math.log)];
    const against = (factor) => welch(now, before.map((log) => log + Math.log(factor)));
    return [against(1 + margin)?.greater ?? 1, margin < 1 ? (against(1 - margin)?.less ?? 1) : 1];
}
function byHodgesLehmann({ baseline, current }) {
    const { estimate, interval } = hodgesLehmannRatio(current, baseline);
    return { ratio: estimate, ...(interval && { interval }) };
}
function byWelch({ baseline, current }) {
    const { estimate } = hodgesLehmannRatio(current, baseline);
    const test = welch(current.map(Math.log), baseline.map(Math.log));
    const interval = test && [Math.exp(test.interval[0]), Math.exp(test.interval[1])];
    // Two values of which one is nearly nothing give an interval that no number can hold: then there is none to show.
    const shown = interval !== undefined && interval[0] > 0 && Number.isFinite(interval[1]);
    return { ratio: estimate, ...(shown && { interval }) };
}
/** Beside the interval of the test: one that supposes nothing but that the values stand for what could have been drawn. */
function bootstrap({ baseline, current }) {
    const [low, high] = percentileInterval(medianRatioReplicates(current, baseline));
    return [low - 1, high - 1];
}
function middle(sorted) {
    const n = sorted.length;
    return ((sorted[Math.floor((n - 1) / 2)] ?? Number.NaN) + (sorted[Math.floor(n / 2)] ?? Number.NaN)) / 2;
}

// EXTERNAL MODULE: ./build/core/gate/format-quantity.js
var format_quantity = __webpack_require__(67467);
;// CONCATENATED MODULE: ./build/core/gate/decide-row.js

/** A change is beyond the margin only if it is so by more than rounding: 1.1 ÷ 1 − 1 is 0.10000000000000009. */
const ROUNDING = 1e-9;
/**
 * The verdict of a row, from its evidence and from how it stands among the others.
 *
 * Beyond noise and margin: regressed or improved. Otherwise passed, if a change of the size that must not escape would have been seen; if not,
 * *inconclusive*: never green where nobody could have seen red. Where the noise is that large, a change is called one only when it is
 * unmistakable: when even the near end of its interval lies beyond that size.
 */
function decideRow(evidence, family, metric, old) {
    if (metric.undirected === true)
        return decideUndirected(evidence);
    switch (evidence.kind) {
        case 'exact':
            return decideExact(evidence, metric);
        case 'ratio':
            return decideRatio(evidence, metric, old);
        case 'samples':
        case 'history':
            return decideByNoise(evidence, family);
    }
}
function worseBy(change, { direction }) {
    return direction === 'smaller' ? change : -change;
}
const within = (margin) => `, within the margin of ${(0,format_quantity/* formatPercent */.l9)(margin)}`;
function decideExact({ change, margin }, metric) {
    const worse = worseBy(change, metric);
    if (Math.abs(worse) <= margin + (margin > 0 ? ROUNDING : 0))
        return { verdict: 'passed', remark: within(margin) };
    const why = metric.exact === true ? ', a count that does not scatter' : ', and the values of either side are all the same';
    return { verdict: worse > 0 ? 'regressed' : 'improved', remark: why };
}
function decideRatio({ change, margin }, metric, old) {
    const worse = worseBy(change, metric);
    if (Math.abs(worse) <= margin + ROUNDING)
        return { verdict: 'passed', remark: within(margin) };
    const fewest = Math.min(old.n ?? Number.POSITIVE_INFINITY, metric.n ?? Number.POSITIVE_INFINITY);
    if (metric.needsN !== undefined && fewest < metric.needsN) {
        const remark = `, but ${fewest} values are too few for it: ${metric.needsN} would tell`;
        return { verdict: worse > 0 ? 'inconclusive' : 'passed', remark };
    }
    return { verdict: worse > 0 ? 'regressed' : 'improved', remark: '' };
}
function decideUndirected({ change, margin }) {
    if (Math.abs(change) <= margin + ROUNDING)
        return { verdict: 'passed', remark: within(margin) };
    return { verdict: 'inconclusive', remark: ', but nothing says which way is better: name its direction' };
}
function decideByNoise(evidence, { alpha, worse = 1, better = 1, mde = Number.POSITIVE_INFINITY }) {
    const { detect, doubt, margin, unmistakable, beyond } = evidence;
    const side = beyond ?? (worse <= alpha ? 'worse' : better <= alpha ? 'better' : undefined);
    const blind = mde > detect;
    const seen = Number.isFinite(mde)
        ? `a regression below ${(0,format_quantity/* formatPercent */.l9)(mde)} may go unseen`
        : 'so few values show no regression, whatever its size';
    if (side !== undefined) {
        if (doubt !== undefined)
            return { verdict: 'inconclusive', remark: `, but ${doubt}` };
        if (blind && !unmistakable)
            return { verdict: 'inconclusive', remark: `, but the noise is too large for a verdict: ${seen}` };
        return { verdict: side === 'worse' ? 'regressed' : 'improved', remark: `, beyond noise and the margin of ${(0,format_quantity/* formatPercent */.l9)(margin)}` };
    }
    if (evidence.kind === 'history' && doubt !== undefined)
        return { verdict: 'inconclusive', remark: `, but ${doubt}` };
    if (blind)
        return { verdict: 'inconclusive', remark: `, inconclusive: ${seen}${wouldDo(evidence, mde)}` };
    return {
        verdict: 'passed',
        remark: `, not beyond noise and the margin of ${(0,format_quantity/* formatPercent */.l9)(margin)}; a regression of ${(0,format_quantity/* formatPercent */.l9)(mde)} would have been seen`,
    };
}
/** How many values a side would do: the interval shrinks with the root of their number. */
function wouldDo({ kind, n, detect, margin }, mde) {
    if (kind !== 'samples' || n === undefined || !Number.isFinite(mde))
        return '';
    const share = (Math.log1p(mde) - Math.log1p(margin)) / (Math.log1p(detect) - Math.log1p(margin));
    return `; about ${Math.ceil(Math.max(...n) * share ** 2)} values a side would show ${(0,format_quantity/* formatPercent */.l9)(detect)}`;
}

;// CONCATENATED MODULE: ./build/core/gate/match-glob.js
/**
 * Whether a name fits a pattern: `*` stands for any text, also none and also with slashes, `?` for one character, everything else for itself.
 * Takes pattern · name steps at most, whatever the pattern.
 *
 * @example matchGlob('Benchmark*Read', 'BenchmarkFileRead') // true
 */
function matchGlob(pattern, name) {
    let p = 0;
    let n = 0;
    let star = -1;
    let retry = 0;
    while (n < name.length) {
        if (p < pattern.length && pattern[p] === '*') {
            star = p++;
            retry = n;
        }
        else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
            p++;
            n++;
        }
        else if (star >= 0) {
            // The last star takes one character more.
            p = star + 1;
            n = ++retry;
        }
        else
            return false;
    }
    while (pattern[p] === '*')
        p++;
    return p === pattern.length;
}

;// CONCATENATED MODULE: ./build/core/gate/gate-policy.js

/** Without a margin of the user's: a count that does not scatter may not change at all, a single value may by what one run differs from the next. */
const DEFAULT_MARGINS = { exact: 0, samples: 0.01, history: 0.02, ratio: 0.1 };
const DEFAULT_DETECT = { exact: 0.1, samples: 0.1, history: 0.25, ratio: 0.1 };
const DEFAULT_ALPHA = 0.05;
/**
 * Checks a policy.
 *
 * @throws RangeError for a margin, detect or alpha that is no fraction
 */
function checkPolicy(policy) {
    for (const margin of [policy.margin, policy.detect, ...(policy.rules ?? []).map((rule) => rule.margin)]) {
        if (margin !== undefined && !(margin >= 0 && Number.isFinite(margin))) {
            throw new RangeError(`a margin is a fraction from 0 on, such as 0.1 for 10 %, got ${margin}`);
        }
    }
    const { alpha } = policy;
    if (alpha !== undefined && !(alpha > 0 && alpha < 1))
        throw new RangeError(`alpha lies between 0 and 1, such as 0.05, got ${alpha}`);
}
/** What a policy says of one metric. */
function rulesFor(policy, benchmark, { metric }) {
    const fitting = (policy.rules ?? []).filter((rule) => matchGlob(rule.benchmark ?? '*', benchmark) && matchGlob(rule.metric ?? '*', metric));
    const margin = fitting.findLast((rule) => rule.margin !== undefined)?.margin ?? policy.margin;
    const direction = fitting.findLast((rule) => rule.direction !== undefined)?.direction;
    return {
        ...(margin !== undefined && { margin }),
        ...(direction !== undefined && { direction }),
        mustExist: fitting.findLast((rule) => rule.mustExist !== undefined)?.mustExist ?? true,
        named: fitting.some((rule) => (rule.metric ?? '*') !== '*'),
    };
}
/** The margin of a row, and the change that it must be able to show. */
function limitsOf(kind, rules, policy) {
    const margin = rules.margin ?? DEFAULT_MARGINS[kind];
    return { margin, detect: policy.detect ?? Math.max(DEFAULT_DETECT[kind], 2 * margin) };
}

;// CONCATENATED MODULE: ./build/core/gate/control-model.js
/** β of a benchmark on the same kind of work; what is assumed while the siblings have hardly moved. */
const PRIOR_BETA = 0.8;
/** The prior weighs as much as siblings that scatter by 1 %. */
const PRIOR_VARIANCE = 1e-4;
/** Huber's constant: 95 % efficient for normal noise. */
const HUBER = 1.345;
const ROUNDS = 8;
/**
 * Estimates how far a series follows its siblings of the same run: a straight line through (control, own), fitted robustly (Huber weights, by
 * repeated weighting), β drawn to {@link PRIOR_BETA} as far as the siblings stood still.
 *
 * β is estimated because blind division by the siblings adds their noise where the machine is steady, and helps where it is not.
 */
function fitControl({ own, control }) {
    if (control === undefined)
        return rest(own, own.map(() => 0), 0);
    let weights = own.map(() => 1);
    let beta = 0;
    for (let round = 0; round < ROUNDS; round++) {
        const line = weightedLine(control, own, weights);
        beta = Math.min(1.2, Math.max(0, line.slope));
        const left = own.map((value, i) => value - line.meanY - beta * ((control[i] ?? 0) - line.meanX));
        const scale = Math.max(medianDeviation(left), 1e-4);
        weights = left.map((value) => Math.min(1, (HUBER * scale) / Math.max(Math.abs(value), 1e-12)));
    }
    return rest(own, control, beta);
}
function rest(own, control, beta) {
    const free = own.map((value, i) => value - beta * (control[i] ?? 0));
    const level = median(free);
    const residuals = free.map((value) => value - level);
    return { beta, level, residuals, sigma: medianDeviation(residuals) };
}
function weightedLine(x, y, weights) {
    let sum = 0;
    let sumX = 0;
    let sumY = 0;
    for (const [i, weight] of weights.entries()) {
        sum += weight;
        sumX += weight * (x[i] ?? 0);
        sumY += weight * (y[i] ?? 0);
    }
    const [meanX, meanY] = [sumX / sum, sumY / sum];
    let both = 0;
    let square = 0;
    for (const [i, weight] of weights.entries()) {
        const dx = (x[i] ?? 0) - meanX;
        both += weight * dx * ((y[i] ?? 0) - meanY);
        square += weight * dx * dx;
    }
    const prior = PRIOR_VARIANCE * x.length;
    return { meanX, meanY, slope: (both + prior * PRIOR_BETA) / (square + prior) };
}
/** Of any number of values; 0 of none. */
function median(values) {
    const sorted = Float64Array.from(values).sort();
    const n = sorted.length;
    return n === 0 ? 0 : ((sorted[(n - 1) >> 1] ?? 0) + (sorted[n >> 1] ?? 0)) / 2;
}
function medianDeviation(values) {
    const middle = median(values);
    return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

;// CONCATENATED MODULE: ./build/core/gate/history-decision.js




/** From how many runs on a history is one. */
const FEWEST_RUNS = 10;
/** How far back is looked: what was longer ago was another toolchain. */
const WINDOW = 40;
/** A deviation beyond which normal noise comes once in 10,000 runs. */
const TAIL = 1e-4;
/** By how much the largest deviation of the window must be exceeded: the next largest of a heavy tail is often only a little larger. */
const CLEARLY = 1.1;
/** Where the siblings stand farther out than ever, by more than this, the line to them is not extended. */
const BEYOND_CONTROL = 0.05;
/** No machine repeats itself better than to 2 in 1,000; a history that seems to is a short one. */
const FINEST_SIGMA = 0.002;
/**
 * Judges one value by a history of single values.
 *
 * Expected is what the history's level and the siblings of the same run say ({@link fitControl}). A deviation counts when it is clearly larger than *every*
 * one in the window, larger than what normal noise of that scatter shows once in 10,000 runs, and that by more than the margin. The first condition
 * holds for any distribution of noise (n + 1 runs alike: the newest is the farthest out with a chance of 1 in n + 1), the second for short
 * histories, the third for small change.
 */
function decideByHistory({ own, now, control }, margin) {
    const values = own.slice(-WINDOW);
    const beside = control?.before.slice(-WINDOW);
    const model = fitControl({ own: values, control: beside });
    const n = values.length;
    const expected = model.level + model.beta * (control?.now ?? 0);
    const deviation = now - expected;
    const sigma = Math.max(model.sigma, FINEST_SIGMA);
    const noise = (0,student/* studentQuantile */.FI)(1 - TAIL, Math.max(1, n - 2)) * sigma;
    const highest = model.residuals.reduce((most, each) => Math.max(most, each), 0);
    const lowest = model.residuals.reduce((least, each) => Math.min(least, each), 0);
    const worseFrom = Math.max(noise, CLEARLY * highest) + Math.log1p(margin);
    const strange = control !== undefined && beside !== undefined && outside(control.now, beside);
    return {
        deviation,
        worseFrom,
        betterFrom: Math.max(noise, -CLEARLY * lowest) + Math.log1p(margin),
        sigma,
        beta: model.beta,
        runs: n,
        pWorse: (1 + model.residuals.filter((each) => each >= deviation - Math.log1p(margin)).length) / (n + 1),
        pBetter: (1 + model.residuals.filter((each) => each <= deviation + Math.log1p(margin)).length) / (n + 1),
        mde: worseFrom + (0,normal/* normalQuantile */.Zl)(POWER) * sigma,
        strange,
    };
}
function outside(value, seen) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const each of seen) {
        low = Math.min(low, each);
        high = Math.max(high, each);
    }
    return value < low - BEYOND_CONTROL || value > high + BEYOND_CONTROL;
}
/** The decision as evidence for a row. */
function historyEvidence({ deviation, worseFrom, betterFrom, sigma, beta, runs, pWorse, pBetter, mde, strange }, value, limits) {
    const sign = value.direction === 'smaller' ? 1 : -1;
    const reach = (0,student/* studentQuantile */.FI)(0.975, Math.max(1, runs - 2)) * sigma * Math.sqrt(1 + 1 / runs);
    const change = Math.expm1(sign * deviation);
    const siblings = beta === 0 ? '' : ', with the other benchmarks of the run';
    return {
        kind: 'history',
        baseline: value.current / (1 + change),
        current: value.current,
        change,
        n: [runs, 1],
        ci95: [Math.expm1(sign * deviation - reach), Math.expm1(sign * deviation + reach)],
        ...limits,
        ...(deviation > worseFrom ? { beyond: 'worse' } : deviation < -betterFrom ? { beyond: 'better' } : {}),
        rank: deviation > 0 ? pWorse : pBetter,
        mde: () => Math.expm1(mde),
        unmistakable: Math.abs(deviation) - reach > Math.log1p(limits.detect),
        ...(strange && { doubt: 'the other benchmarks of this run stand where they never stood: another machine, most likely' }),
        basis: `expected from ${runs} runs${siblings}`,
    };
}

// EXTERNAL MODULE: ./build/core/history/series-watch.js + 1 modules
var series_watch = __webpack_require__(3394);
;// CONCATENATED MODULE: ./build/core/gate/level-start.js

/** So many runs stay, however late the last change point was: a shorter history says too little about its noise to be worth the younger level. */
const FEWEST_KEPT = 25;
/**
 * From which value on the present level of a series holds: its last change point, or earlier where fewer than 25 values would be left.
 *
 * @param values above 0, oldest first
 * @example levelStart([...Array(60).fill(10), ...Array(30).fill(12)]) // 60
 */
function level_start_levelStart(values) {
    let watch = (0,series_watch/* startWatch */.M)();
    for (const value of values)
        watch = (0,series_watch/* appendValue */.A)(watch, { value }).watch;
    return Math.max(0, Math.min(watch.levelStart, values.length - FEWEST_KEPT));
}

;// CONCATENATED MODULE: ./build/core/gate/sibling-control.js

/** From so many series on, the median of all stands for the median of the others: one in eight hardly moves it. */
const MANY = 8;
/**
 * What the siblings of each series did in each run: the median of their logarithms, each against its own median. All series of one comparison, at
 * the same runs.
 *
 * @param series logarithms by run, oriented so that up is worse; NaN where a run has none
 * @returns a function from the index of a series to its control by run (NaN where no sibling has a value); `undefined` for a series without
 *   siblings
 */
function siblingControl(series) {
    const deviations = series.map((values) => {
        const level = median(values.filter(Number.isFinite));
        return values.map((value) => value - level);
    });
    const runs = Math.max(0, ...series.map(({ length }) => length));
    const medians = (rows) => Array.from({ length: runs }, (_, run) => {
        const there = rows.map((row) => row[run] ?? Number.NaN).filter(Number.isFinite);
        return there.length === 0 ? Number.NaN : median(there);
    });
    if (series.length < 2)
        return () => undefined;
    if (series.length >= MANY) {
        const all = medians(deviations);
        return () => all;
    }
    return (index) => medians(deviations.filter((_, i) => i !== index));
}

;// CONCATENATED MODULE: ./build/core/gate/history-table.js




/**
 * Looks cases for {@link decideByHistory} up: a metric's values of earlier runs on the same kind of machine in the same unit, and beside them what the
 * other metrics of the current result did in those runs.
 *
 * @returns a function from a metric to its case; `undefined` with fewer than ten usable runs
 */
function historyTable(current, { runs, levelStart = level_start_levelStart }) {
    const machine = current.machine && (0,history_machine/* machineOf */.V)(current.machine).id;
    const alike = runs.filter((run) => machine === undefined || run.machine === undefined || (0,history_machine/* machineOf */.V)(run.machine).id === machine);
    const rows = [];
    const byRun = [...alike, current].map(valuesOf);
    for (const { name, metrics } of current.benchmarks) {
        for (const metric of metrics) {
            // Counts and second statistics follow no machine, or follow it twice.
            if (metric.exact === true || metric.of !== undefined || metric.undirected === true)
                continue;
            const key = keyOf(name, metric);
            rows.push({ key, logs: byRun.map((values) => values.get(key) ?? Number.NaN) });
        }
    }
    const control = siblingControl(rows.map(({ logs }) => logs.map((log, i) => (i >= byRun.length - 1 - 2 * WINDOW ? log : Number.NaN))));
    const place = new Map(rows.map(({ key }, i) => [key, i]));
    return (benchmark, metric) => {
        const i = place.get(keyOf(benchmark, metric));
        return i === undefined ? undefined : caseOf(rows[i]?.logs ?? [], control(i), levelStart);
    };
}
/** Unit and direction belong to the key: after a change of either, another series begins. */
const keyOf = (benchmark, { metric, unit, direction }) => JSON.stringify([benchmark, metric, unit, direction]);
function valuesOf({ benchmarks }) {
    const values = new Map();
    for (const { name, metrics } of benchmarks) {
        for (const metric of metrics) {
            if (metric.value > 0 && Number.isFinite(metric.value)) {
                values.set(keyOf(name, metric), metric.direction === 'smaller' ? Math.log(metric.value) : -Math.log(metric.value));
            }
        }
    }
    return values;
}
function caseOf(logs, control, levelStart) {
    const now = logs.at(-1) ?? Number.NaN;
    const last = logs.length - 1;
    if (!Number.isFinite(now))
        return undefined;
    const usable = logs.flatMap((log, i) => (i < last && Number.isFinite(log) ? [i] : []));
    const from = levelStart(usable.map((i) => Math.exp(logs[i] ?? 0)));
    const level = usable.slice(Math.max(0, from)).slice(-WINDOW);
    const at = (i) => control?.[i] ?? Number.NaN;
    const beside = level.filter((i) => Number.isFinite(at(i)));
    // Siblings that came later than half of the history would cost more of it than they explain.
    if (Number.isFinite(at(last)) && beside.length >= Math.max(FEWEST_RUNS, level.length / 2)) {
        return { own: beside.map((i) => logs[i] ?? 0), now, control: { before: beside.map(at), now: at(last) } };
    }
    return level.length < FEWEST_RUNS ? undefined : { own: level.map((i) => logs[i] ?? 0), now };
}

;// CONCATENATED MODULE: ./build/core/gate/incomparable.js

/**
 * Why two values of a metric can't be compared; `undefined` when they can. No ratio is taken of anything that this refuses, so no division goes
 * wrong.
 *
 * @param machines identities of both sides, where both are known
 */
function incomparable(old, now, machines) {
    if (old.unit !== now.unit)
        return { kind: scaled(old.unit, now.unit) ? 'scale' : 'unit', reason: `the unit was "${old.unit}" and is "${now.unit}"` };
    if (old.direction !== now.direction)
        return { kind: 'direction', reason: `${old.direction} was better and now ${now.direction} is` };
    if (machines !== undefined && machines.old !== machines.now && now.exact !== true) {
        return { kind: 'machine', reason: `the baseline ran on another machine (${machines.old}, now ${machines.now})` };
    }
    const odd = [...(old.samples ?? []), ...(now.samples ?? [])].find((value) => !Number.isFinite(value));
    if (!Number.isFinite(old.value))
        return { kind: 'no-number', reason: `the baseline is ${old.value}` };
    if (!Number.isFinite(now.value))
        return { kind: 'no-number', reason: `the value is ${now.value}` };
    if (odd !== undefined)
        return { kind: 'no-number', reason: `one of the raw values is ${odd}` };
    for (const [side, { samples }] of [
        ['the baseline', old],
        ['this result', now],
    ]) {
        if (samples?.length === 0)
            return { kind: 'no-number', reason: `${side} has no raw value` };
    }
    if (old.value === now.value)
        return undefined;
    const [shownNow, shownOld] = (0,format_quantity/* formatPair */.kI)(now.value, old.value, now.unit);
    if (old.value <= 0)
        return { kind: 'no-ratio', reason: `there is no ratio to a baseline of ${shownOld} (now ${shownNow})` };
    if (now.value < 0)
        return { kind: 'no-ratio', reason: `the sign changed (${shownNow} against ${shownOld})` };
    // Per cent of it must be a number too.
    if (!Number.isFinite((now.value / old.value) * 100))
        return { kind: 'no-ratio', reason: `the ratio of ${now.value} to ${old.value} is beyond all numbers` };
    return undefined;
}
const SIZE = /^([kmgt]i?)?(b|bytes?)(\/.*)?$/i;
/** The same quantity in another size of unit: ns and µs, B and KiB. */
function scaled(a, b) {
    const [timeA, timeB] = [(0,format_quantity/* timeUnit */.Yk)(a), (0,format_quantity/* timeUnit */.Yk)(b)];
    if (timeA !== undefined && timeB !== undefined)
        return timeA.per === timeB.per;
    return SIZE.test(a.trim()) && SIZE.test(b.trim());
}

// EXTERNAL MODULE: ./build/core/gate/row-text.js
var row_text = __webpack_require__(2158);
;// CONCATENATED MODULE: ./build/core/gate/compare-with-baseline.js











/** The metric of a benchmark that has a single unnamed one. */
const ONLY_METRIC = row_text/* UNNAMED_METRIC */.y2;
/**
 * Compares every metric with its baseline, by the best evidence there is:
 *
 * | evidence | when | rule |
 * |-|-|-|
 * | exact | counts that do not scatter on both sides | any change beyond the margin (0) |
 * | samples | raw values on both sides | one-sided Mann–Whitney tests against the margin (1 %), adjusted for all rows |
 * | history | at least 10 earlier runs of single values | farther from what history and siblings expect than ever before, by more than the margin (2 %) |
 * | ratio | nothing but one value on either side | their ratio against the margin (10 %): noise is not known, and nobody is told otherwise |
 *
 * | case | verdict |
 * |-|-|
 * | worse beyond noise and margin | regressed; inconclusive where too few values, much noise or two levels leave it open |
 * | better beyond noise and margin | improved |
 * | neither, and a change of the size that must not escape would have been seen | passed |
 * | neither, but it would not | inconclusive |
 * | in the baseline only, or failed now | missing; inconclusive for a percentile that rested on too few raw values and is left open now |
 * | in the current result only | new |
 * | unit, scale, direction or machine changed; no ratio exists; no value on either side | incomparable; passed where both values are equal |
 * | another statistic of a metric that is judged itself, or a measure of scatter | passed, and its sentence says by what it is judged |
 *
 * @param policy a margin as a fraction (0.1 is 10 %) for every kind of evidence, or what is to hold in detail
 * @param history earlier results, where they are to serve as evidence
 * @returns a row a metric, in the order of the current result, missing ones after them
 * @throws RangeError when the margin is no fraction ≥ 0
 * @example compareWithBaseline(current, baseline, 0.1).filter(({ verdict }) => verdict === 'regressed').map(({ reason }) => reason)
 */
function compareWithBaseline(current, baseline, policy = {}, history) {
    const rules = typeof policy === 'number' ? { margin: policy } : policy;
    checkPolicy(rules);
    const before = index(baseline, rules);
    const now = index(current, rules);
    const machines = machinesOf(baseline, current);
    const failed = new Map((current.unmeasured ?? []).map(({ name, reason }) => [name, reason]));
    const drafts = [...now.values()].map((entry) => draftOf(entry, before.get(entry.key)?.metric, now, before, machines));
    const rows = decide(drafts, rules, history === undefined ? undefined : historyTable(current, history));
    const present = new Set(current.benchmarks.map(({ name }) => name));
    for (const entry of before.values())
        if (!now.has(entry.key))
            rows.push(missingRow(entry, present.has(entry.benchmark), failed.get(entry.benchmark)));
    const known = new Set(baseline.benchmarks.map(({ name }) => name));
    for (const [name, reason] of failed)
        if (!known.has(name) && !present.has(name))
            rows.push(unmeasuredRow(name, reason));
    const machine = machines?.now ?? (current.machine && (0,history_machine/* machineOf */.V)(current.machine).id);
    return machine === undefined ? rows : rows.map((row) => (row.current === undefined ? row : { ...row, machine }));
}
/** A row's sentence with the benchmark's name before it, for lists of several benchmarks. */
function rowSentence(row) {
    return row.metric === ONLY_METRIC ? row.reason : `${row.benchmark}: ${row.reason}`;
}
function index(set, policy) {
    const entries = set.benchmarks.flatMap(({ name, metrics }) => metrics.map((metric) => {
        const key = JSON.stringify([name, metric.metric]);
        const rules = rulesFor(policy, name, metric);
        return [key, { key, benchmark: name, metric: directed(metric, rules), rules }];
    }));
    return new Map(entries);
}
/** A direction of the user's replaces what the importer found. */
function directed(metric, { direction }) {
    if (direction === undefined)
        return metric;
    const { undirected: _, ...rest } = metric;
    return { ...rest, direction };
}
function machinesOf(baseline, current) {
    if (baseline.machine === undefined || current.machine === undefined)
        return undefined;
    return { old: (0,history_machine/* machineOf */.V)(baseline.machine).id, now: (0,history_machine/* machineOf */.V)(current.machine).id };
}
const head = ({ benchmark, metric: { metric, unit, direction } }) => ({ benchmark, metric, unit, direction });
function draftOf(entry, old, now, before, machines) {
    const { benchmark, metric } = entry;
    const name = (0,row_text/* subject */.bc)(benchmark, metric);
    if (old === undefined) {
        const reason = `${name}: new, the baseline has no such value (${(0,format_quantity/* formatQuantity */.VZ)(metric.value, metric.unit)})`;
        return { row: { ...head(entry), current: metric.value, verdict: 'new', reason } };
    }
    const n = old.n === undefined || metric.n === undefined ? {} : { n: [old.n, metric.n] };
    const values = { ...head(entry), baseline: old.value, current: metric.value, ...n };
    const obstacle = incomparable(old, metric, machines);
    if (obstacle !== undefined) {
        return { row: { ...values, incomparable: obstacle.kind, verdict: 'incomparable', reason: `${name}: not comparable, ${obstacle.reason}` } };
    }
    const judge = entry.rules.named ? undefined : judgedBy(entry, now, before);
    if (judge !== undefined) {
        const change = old.value === metric.value ? 0 : metric.value / old.value - 1;
        const text = (0,row_text/* changeText */.k0)({ baseline: old.value, current: metric.value, change, kind: 'ratio', basis: '' }, metric.unit);
        return { row: { ...values, change, verdict: 'passed', reason: `${name}: ${text}; ${judge}` } };
    }
    return { entry, old, kind: kindOf(old, metric) };
}
const SCATTER = new Set(['sd', 'cv', 'iqr', 'mad']);
/** What judges a metric that is no evidence of its own: the one it is a statistic of, or nothing for a measure of scatter. */
function judgedBy({ benchmark, metric }, now, before) {
    if (metric.of !== undefined) {
        const key = JSON.stringify([benchmark, metric.of]);
        if (now.has(key) && before.has(key))
            return `judged by "${metric.of}", of which it is another statistic`;
    }
    return SCATTER.has(metric.aggregate) ? 'shown only: a measure of scatter is no performance' : undefined;
}
/** Which evidence two comparable values give by themselves; `undefined`: no raw values, a history may help. */
function kindOf(old, now) {
    if (old.exact === true && now.exact === true)
        return 'exact';
    if (!usable(old) || !usable(now))
        return undefined;
    return still(old.samples) && still(now.samples) ? 'exact' : 'samples';
}
/** Raw values that have ratios: above 0, and so far from the ends of all numbers that no product of two of them leaves these. */
const usable = (metric) => metric.samples !== undefined && metric.samples.length >= 2 && metric.samples.every((value) => value > 1e-150 && value < 1e150);
/** Three and more repeats without any difference: this metric does not scatter here. */
const still = (samples) => samples.length >= 3 && samples.every((value) => value === samples[0]);
function decide(drafts, policy, history) {
    const alpha = policy.alpha ?? DEFAULT_ALPHA;
    const tested = drafts.filter((draft) => 'kind' in draft && draft.kind === 'samples').length;
    const level = alpha / Math.max(1, tested);
    const evidence = drafts.map((draft) => ('row' in draft ? undefined : evidenceOf(draft.entry, draft.old, draft.kind, { policy, history, level })));
    const adjust = policy.adjust === 'holm' ? holm : benjaminiHochberg;
    const withP = evidence.flatMap((each, i) => (each?.p === undefined ? [] : [{ i, p: each.p }]));
    const worse = adjust(withP.map(({ p }) => p.worse));
    const better = adjust(withP.map(({ p }) => p.better));
    const place = new Map(withP.map(({ i }, rank) => [i, rank]));
    return drafts.map((draft, i) => {
        const found = evidence[i];
        if ('row' in draft || found === undefined)
            return 'row' in draft ? draft.row : unchangedRow(draft.entry, draft.old);
        const rank = place.get(i);
        const adjusted = rank === undefined ? {} : { worse: worse[rank] ?? 1, better: better[rank] ?? 1 };
        const mde = found.mde?.(level);
        return rowOf(draft.entry, draft.old, found, { alpha, ...adjusted, ...(mde !== undefined && { mde }) });
    });
}
/** `undefined`: both values are equal and nothing else is known. */
function evidenceOf(entry, old, kind, { policy, history, level }) {
    const { metric, rules } = entry;
    const limits = (of) => limitsOf(of, rules, policy);
    if (kind === 'samples' && usable(old) && usable(metric)) {
        const [baseline, current] = [(0,sorted_samples/* sortSamples */.O)(old.samples), (0,sorted_samples/* sortSamples */.O)(metric.samples)];
        if (baseline && current)
            return compareSamples({ baseline, current, direction: metric.direction }, limits('samples'), level);
    }
    const inHistory = kind === 'exact' || metric.undirected === true || !(metric.value > 0) ? undefined : history?.(entry.benchmark, metric);
    if (inHistory !== undefined) {
        const decision = decideByHistory(inHistory, limits('history').margin);
        return historyEvidence(decision, { current: metric.value, direction: metric.direction }, limits('history'));
    }
    if (old.value === metric.value)
        return undefined;
    const of = kind === 'exact' ? 'exact' : 'ratio';
    const n = old.n === undefined || metric.n === undefined ? {} : { n: [old.n, metric.n] };
    const change = metric.value / old.value - 1;
    return { kind: of, baseline: old.value, current: metric.value, change, ...n, ...limits(of), unmistakable: false, basis: '' };
}
function unchangedRow(entry, old) {
    const { benchmark, metric } = entry;
    const n = old.n === undefined || metric.n === undefined ? {} : { n: [old.n, metric.n] };
    const reason = `${(0,row_text/* subject */.bc)(benchmark, metric)}: unchanged (${(0,format_quantity/* formatPair */.kI)(metric.value, old.value, metric.unit)[0]})`;
    const evidence = old.exact === true && metric.exact === true ? 'exact' : 'ratio';
    return { ...head(entry), baseline: old.value, current: metric.value, ...n, change: 0, evidence, verdict: 'passed', reason };
}
function rowOf(entry, old, evidence, family) {
    const { benchmark, metric } = entry;
    const { baseline, current, change, n, ci95, bootstrap95, margin, kind, rank } = evidence;
    const { verdict, remark } = decideRow(evidence, family, metric, old);
    const worseNow = metric.direction === 'smaller' ? change > 0 : change < 0;
    const p = rank ?? (worseNow ? family.worse : family.better);
    const chance = kind === 'samples' && p !== undefined && p <= family.alpha ? ` (p ${p < 0.0001 ? '< 0.0001' : `= ${Number(p.toPrecision(2))}`})` : '';
    return {
        ...head(entry),
        baseline,
        current,
        change,
        ...(n && { n }),
        evidence: kind,
        ...(ci95 && { ci95 }),
        ...(bootstrap95 && { bootstrap95 }),
        margin,
        ...(family.mde !== undefined && Number.isFinite(family.mde) && { mde: family.mde }),
        ...(p !== undefined && { p }),
        verdict,
        reason: `${(0,row_text/* subject */.bc)(benchmark, metric)}: ${(0,row_text/* changeText */.k0)(evidence, metric.unit)}${remark}${chance}`,
    };
}
function missingRow(entry, othersPresent, failure) {
    const { benchmark, metric, rules } = entry;
    const had = (0,format_quantity/* formatQuantity */.VZ)(metric.value, metric.unit);
    const row = { ...head(entry), baseline: metric.value };
    const why = failure === undefined ? 'and this result does not' : `and this result has no value: ${failure}`;
    const reason = `${(0,row_text/* subject */.bc)(benchmark, metric)}: missing, the baseline has it (${had}) ${why}`;
    // One cancelled job leaves the p99 of 50 jobs open: that proves no regression.
    if (othersPresent && metric.needsN !== undefined && metric.n !== undefined && metric.n < metric.needsN) {
        return { ...row, verdict: 'inconclusive', reason: `${reason}, but ${metric.n} values are too few for it: ${metric.needsN} would tell` };
    }
    if (othersPresent && metric.of !== undefined && metric.needsN !== undefined && !rules.named) {
        return { ...row, verdict: 'inconclusive', reason: `${reason}, left open by values of which only a lower bound is known` };
    }
    if (!rules.mustExist)
        return { ...row, verdict: 'passed', reason: `${reason}; a rule says that it need not exist` };
    return { ...row, verdict: 'missing', reason };
}
/** Neither side has a value: nobody knows, and nobody is told that all is well. */
function unmeasuredRow(name, why) {
    const reason = `${name}: not comparable, neither the baseline nor this result has a value: ${why}`;
    return { benchmark: name, metric: ONLY_METRIC, unit: '', direction: 'smaller', incomparable: 'unmeasured', verdict: 'incomparable', reason };
}


/***/ }),

/***/ 67467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VZ: () => (/* binding */ formatQuantity),
/* harmony export */   Yk: () => (/* binding */ timeUnit),
/* harmony export */   kI: () => (/* binding */ formatPair),
/* harmony export */   l9: () => (/* binding */ formatPercent)
/* harmony export */ });
/** Numbers for people: with their unit, scaled so that they are read at a glance. */
/** Spellings of spans of time, with their seconds. */
const TIME_UNITS = new Map([
    ['ns nsec nanosecond nanoseconds', 1e-9],
    ['us µs μs usec microsecond microseconds', 1e-6],
    ['ms msec millisecond milliseconds', 1e-3],
    ['s sec secs second seconds', 1],
    ['min mins minute minutes', 60],
].flatMap(([names, seconds]) => names.split(' ').map((name) => [name, seconds])));
const SCALES = [
    ['s', 1],
    ['ms', 1e-3],
    ['µs', 1e-6],
    ['ns', 1e-9],
];
/** A span of time, or one for each of something (`ns/op`): its seconds and what it is for. `undefined` for any other unit. */
function timeUnit(unit) {
    const slash = unit.indexOf('/');
    const base = (slash < 0 ? unit : unit.slice(0, slash)).trim().toLowerCase();
    const seconds = TIME_UNITS.get(base);
    return seconds === undefined ? undefined : { seconds, per: slash < 0 ? '' : unit.slice(slash) };
}
/**
 * One value, three digits, times scaled to s, ms, µs or ns.
 *
 * @example formatQuantity(0.0412, 's') // '41.2 ms'
 */
function formatQuantity(value, unit) {
    const scale = scaleOf(Math.abs(value), unit);
    return `${trimmed(value * scale.factor)}${scale.unit === '' ? '' : ` ${scale.unit}`}`;
}
/**
 * Two values to be compared: the same unit and the same decimals, four digits for the larger one, more where they would look alike.
 *
 * @example formatPair(1.123, 1, 's') // ['1.123 s', '1.000 s']
 */
function formatPair(a, b, unit) {
    const larger = Math.max(Math.abs(a), Math.abs(b));
    const scale = scaleOf(larger, unit);
    const plain = Number.isInteger(a) && Number.isInteger(b) && scale.factor === 1 && larger >= 1_000;
    let decimals = plain ? 0 : Math.min(9, Math.max(0, 3 - magnitude(larger * scale.factor)));
    // Below what any scale shows, only leading digits tell two values apart.
    const tiny = larger > 0 && larger * scale.factor < 1e-6;
    const text = (value) => (tiny ? (value * scale.factor).toPrecision(4) : fixed(value * scale.factor, decimals));
    while (a !== b && !tiny && text(a) === text(b) && decimals < 15)
        decimals++;
    const suffix = scale.unit === '' ? '' : ` ${scale.unit}`;
    return [`${text(a)}${suffix}`, `${text(b)}${suffix}`];
}
/**
 * A fraction as a percentage, one decimal, more where it is tiny, none where it is huge.
 *
 * @example formatPercent(0.123) // '12.3 %'
 */
function formatPercent(fraction) {
    const percent = fraction * 100;
    const size = Math.abs(percent);
    if (size >= 1_000)
        return `${Math.round(percent)} %`;
    if (size >= 0.05 || size === 0)
        return `${Number(percent.toFixed(1))} %`;
    return `${Number(percent.toPrecision(1))} %`;
}
function scaleOf(size, unit) {
    const time = timeUnit(unit);
    if (time === undefined)
        return { factor: 1, unit };
    const seconds = size * time.seconds;
    // 0.9996 ms is shown as 1 ms rather than 1000 µs. Zero has no scale of its own.
    const fits = size === 0 ? SCALES[0] : SCALES.find(([, each]) => seconds >= each * 0.9995);
    const [name, scale] = fits ?? ['ns', 1e-9];
    return { factor: time.seconds / scale, unit: `${name}${time.per}` };
}
/** Power of ten of the first digit; 0 for 0. */
function magnitude(size) {
    return size === 0 ? 0 : Math.floor(Math.log10(size) + 1e-9);
}
function trimmed(value) {
    const size = Math.abs(value);
    if (size >= 1e15 || (size < 1e-6 && size > 0))
        return value.toPrecision(3);
    return String(Number(fixed(value, Math.max(0, 2 - magnitude(size)))));
}
function fixed(value, decimals) {
    return Math.abs(value) >= 1e15 ? value.toPrecision(6) : value.toFixed(Math.min(100, decimals));
}


/***/ }),

/***/ 2158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bc: () => (/* binding */ subject),
/* harmony export */   k0: () => (/* binding */ changeText),
/* harmony export */   y2: () => (/* binding */ UNNAMED_METRIC)
/* harmony export */ });
/* unused harmony export changeWord */
/* harmony import */ var _format_quantity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67467);

/** The metric of a benchmark that has a single unnamed one: sentences leave it out. */
const UNNAMED_METRIC = 'value';
/** What a row's sentence begins with. */
function subject(benchmark, { metric }) {
    return metric === UNNAMED_METRIC ? benchmark : metric;
}
/** `12.3 % slower (1.123 s against 1.000 s; 95 % interval 9.8 % to 14 %, 25 and 25 values)` */
function changeText(evidence, unit) {
    const { baseline, current, change, ci95, basis, kind } = evidence;
    const [shownNow, shownOld] = (0,_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPair */ .kI)(current, baseline, unit);
    const against = kind === 'history' ? `${shownOld} ${basis}` : shownOld;
    const interval = ci95 === undefined ? '' : `; 95 % interval ${signed(ci95[0])} to ${signed(ci95[1])}`;
    const values = kind === 'samples' ? `, ${basis}` : '';
    const moved = change === 0 ? 'no change' : `${(0,_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(Math.abs(change))} ${changeWord(unit, change)}`;
    return `${moved} (${shownNow} against ${against}${interval}${values})`;
}
/** Times are slower or faster, sizes larger or smaller, everything else higher or lower. */
function changeWord(unit, change) {
    const up = change > 0;
    if ((0,_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .timeUnit */ .Yk)(unit) !== undefined)
        return up ? 'slower' : 'faster';
    if (/^([kmgt]i?)?(b|bytes?)(\/(op|iter))?$/i.test(unit.trim()))
        return up ? 'larger' : 'smaller';
    return up ? 'higher' : 'lower';
}
function signed(fraction) {
    const text = (0,_format_quantity_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(fraction);
    return fraction > 0 ? `+${text}` : text;
}


/***/ }),

/***/ 1460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ machineOf)
/* harmony export */ });
/* harmony import */ var _random_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27163);

/** What tells kinds of machines apart; everything else that a tool writes (load, host name, clock rate, caches) changes from run to run. */
const TELLING = ['os', 'arch', 'cpu', 'cores', 'runner'];
/**
 * The identity of a kind of machine: the same for every machine of one model and size. The clock rate is left out, which some platforms write into
 * the name as it is at that moment.
 *
 * @param facts `os`, `arch`, `cpu`, `cores`, `runner` are looked at, all of them are kept
 * @example machineOf({ os: 'linux', arch: 'x64', cpu: 'AMD EPYC 7763 @ 2.45GHz', cores: '4' }).id // "linux-x64-4c-…"
 */
function machineOf(facts) {
    const told = TELLING.map((key) => plain(Object.hasOwn(facts, key) ? (facts[key] ?? '') : ''));
    const [os, arch, , cores] = told;
    const readable = [os, arch, cores === '' ? '' : `${cores}c`].filter((part) => part !== '').join('-');
    const hash = (0,_random_js__WEBPACK_IMPORTED_MODULE_0__/* .hash32 */ .Ap)(told.join('|')).toString(16).padStart(8, '0');
    return { id: readable === '' ? hash : `${readable}-${hash}`, facts };
}
function plain(text) {
    return text
        .replace(/@?\s*\d+([.,]\d+)?\s*[MG]Hz/gi, '')
        .replace(/\((r|tm|c)\)/gi, '')
        .replace(/\s+/g, ' ')
        .trim()
        .toLowerCase();
}


/***/ }),

/***/ 3394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ appendValue),
  M: () => (/* binding */ startWatch)
});

// EXTERNAL MODULE: ./build/core/stats/student.js
var student = __webpack_require__(63205);
;// CONCATENATED MODULE: ./build/core/history/split.js

/**
 * Where values part most clearly into an earlier and a later level: the split with the largest energy distance (E-divisive: Matteson & James
 * 2014, α = 1), unless no split at all is significant by the t test, in which case the search is saved.
 *
 * @param values in order of time
 * @param fewest values on either side, ≥ 2
 * @param pMax chance above which there is no split
 */
function bestSplit(values, fewest, pMax) {
    const places = values.length - 2 * fewest + 1;
    if (places < 1 || !anySignificant(values, fewest, pMax / places))
        return undefined;
    const at = energySplit(values);
    // The new level is there, but what has been seen of it is too short to say where it began: the next value tells.
    if (at < fewest || values.length - at < fewest)
        return undefined;
    const split = splitAt(values, at, places);
    return split.p <= pMax ? split : undefined;
}
/**
 * The two levels on either side of a given place. Neighbouring runs resemble each other (the same machine, the same week), which makes n
 * values worth fewer: the t test counts n·(1 − ρ)/(1 + ρ) of them, ρ being the correlation of neighbours within the levels.
 *
 * @param places for how many places the chance is to be corrected; 1 when the place was fixed beforehand
 */
function splitAt(values, at, places) {
    const n = values.length;
    const before = meanOf(values, 0, at);
    const after = meanOf(values, at, n);
    let squares = 0;
    let products = 0;
    let last = 0;
    for (let i = 0; i < n; i++) {
        const rest = (values[i] ?? 0) - (i < at ? before : after);
        squares += rest * rest;
        if (i > 0 && i !== at)
            products += rest * last;
        last = rest;
    }
    const exact = squares <= Number.EPSILON ** 2 * n * Math.max(before * before, after * after, Number.MIN_VALUE);
    if (exact)
        return { at, before, after, exact, p: Math.abs(after - before) <= 1e-12 * Math.abs(before) ? 1 : 0 };
    // Centring pulls the estimate down by about 1/n. More than ¾ is no noise but another level within: it must not hide this one.
    const rho = Math.min(0.75, Math.max(0, products / squares + 1 / n));
    const inflation = (1 + rho) / (1 - rho);
    const df = Math.max(1, n / inflation - 2);
    const error = Math.sqrt((squares / (n - 2)) * inflation * (1 / at + 1 / (n - at)));
    return { at, before, after, exact, p: Math.min(1, places * twoSided((after - before) / error, df)) };
}
/** Is there a split that the plain t test calls significant? What {@link splitAt} says is never more significant than that. */
function anySignificant(values, fewest, pMax) {
    const n = values.length;
    const centre = meanOf(values, 0, n);
    let total = 0;
    let squares = 0;
    for (const value of values) {
        total += value - centre;
        squares += (value - centre) ** 2;
    }
    if (squares === 0)
        return false;
    let left = 0;
    let largest = 0;
    for (let at = 1; at <= n - fewest; at++) {
        left += (values[at - 1] ?? 0) - centre;
        if (at < fewest)
            continue;
        const between = left ** 2 / at + (total - left) ** 2 / (n - at);
        largest = Math.max(largest, between / Math.max(squares - between, squares * 1e-15));
    }
    return twoSided(Math.sqrt(largest * (n - 2)), n - 2) <= pMax;
}
/** The place with the largest energy distance between what lies before and behind it, two values at least; O(n²). */
function energySplit(values) {
    const n = values.length;
    const x = Float64Array.from(values);
    let within = 0;
    for (let i = 0; i < n; i++)
        for (let j = i + 1; j < n; j++)
            within += Math.abs((x[i] ?? 0) - (x[j] ?? 0));
    let withinLeft = 0;
    let withinRight = within;
    let between = 0;
    let best = 2;
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = 1; at <= n - 2; at++) {
        // x[at−1] changes sides.
        const moved = x[at - 1] ?? 0;
        let toLeft = 0;
        let toRight = 0;
        for (let j = 0; j < at - 1; j++)
            toLeft += Math.abs(moved - (x[j] ?? 0));
        for (let j = at; j < n; j++)
            toRight += Math.abs(moved - (x[j] ?? 0));
        withinLeft += toLeft;
        withinRight -= toRight;
        between += toRight - toLeft;
        if (at < 2)
            continue;
        const right = n - at;
        const distance = (2 * between) / (at * right) - (2 * withinLeft) / (at * (at - 1)) - (2 * withinRight) / (right * (right - 1));
        const energy = ((at * right) / n) * distance;
        if (energy > largest) {
            largest = energy;
            best = at;
        }
    }
    return best;
}
const twoSided = (t, df) => 2 * (0,student/* studentTail */.gq)(Math.abs(t), df);
function meanOf(values, from, to) {
    let sum = 0;
    for (let i = from; i < to; i++)
        sum += values[i] ?? 0;
    return sum / (to - from);
}

;// CONCATENATED MODULE: ./build/core/history/series-watch.js

const DEFAULTS = { window: 100, fewest: 5, pMax: 0.001, smallest: 0.03, driftValues: 20 };
/** Drift is looked at after every value at one fixed place, change points at up to 91: that much stricter. */
const DRIFT_STRICTER = 100;
/** @throws RangeError for options that make no sense */
function startWatch(options = {}) {
    const all = { ...DEFAULTS, ...options };
    if (!(Number.isInteger(all.fewest) && all.fewest >= 2))
        throw new RangeError(`fewest is a whole number from 2, got ${all.fewest}`);
    if (!(all.window >= 2 * all.fewest))
        throw new RangeError(`a window of ${all.window} can't hold two levels of ${all.fewest} values`);
    if (!(all.pMax > 0 && all.pMax < 1))
        throw new RangeError(`pMax lies between 0 and 1, got ${all.pMax}`);
    return { options: all, logs: [], controls: [], levelStart: 0, changePoints: [], drifts: [], driftAlarmed: 0 };
}
/**
 * Appends a value and looks whether the series has changed its level: by the strongest split of the last values (a change point), or by the
 * distance between where the present level began and where it stands now (a drift in steps too small to be seen one by one).
 *
 * A change counts only when it stands in the series itself and, where other benchmarks ran along, also in what is left when their movement is
 * taken out: another machine moves all of them.
 *
 * @throws RangeError when the value is no number above 0
 */
function appendValue(watch, { value, control }) {
    if (!(value > 0 && Number.isFinite(value)))
        throw new RangeError(`a series under watch takes finite values above 0, got ${value}`);
    const grown = { ...watch, logs: [...watch.logs, Math.log(value)], controls: [...watch.controls, control ?? Number.NaN] };
    const changePoint = findChangePoint(grown);
    if (changePoint !== undefined) {
        const changePoints = [...grown.changePoints, changePoint];
        return { watch: { ...grown, changePoints, levelStart: changePoint.index, driftAlarmed: 0 }, changePoint };
    }
    const drift = findDrift(grown);
    if (drift === undefined)
        return { watch: grown };
    return { watch: { ...grown, drifts: [...grown.drifts, drift], driftAlarmed: Math.log1p(drift.change) }, drift };
}
function findChangePoint({ options, logs, controls, levelStart }) {
    const { window, fewest, pMax, smallest } = options;
    const from = Math.max(levelStart, logs.length - window);
    const own = logs.slice(from);
    const split = bestSplit(own, fewest, pMax);
    if (split === undefined)
        return undefined;
    const places = own.length - 2 * fewest + 1;
    return confirmed(split, withoutControl(own, controls.slice(from)), places, { pMax, smallest, from, noticedAt: logs.length - 1 });
}
function findDrift({ options, logs, controls, levelStart, driftAlarmed }) {
    const { driftValues, pMax, smallest } = options;
    const count = logs.length - levelStart;
    if (count < 2 * driftValues)
        return undefined;
    const ends = (values) => [...values.slice(levelStart, levelStart + driftValues), ...values.slice(-driftValues)];
    const own = ends(logs);
    const split = splitAt(own, driftValues, 1);
    const limits = { pMax: pMax / DRIFT_STRICTER, smallest, from: logs.length - 2 * driftValues, noticedAt: logs.length - 1 };
    if (split.p > limits.pMax)
        return undefined;
    const found = confirmed(split, withoutControl(own, ends(controls)), 1, limits);
    // One alarm a step: again only when it has gone on by as much.
    return found !== undefined && Math.abs(Math.log1p(found.change) - driftAlarmed) >= Math.log1p(smallest) ? found : undefined;
}
/** The weaker of what the series says and what is left without the others' movement. */
function confirmed(split, rest, places, limits) {
    let step = split.after - split.before;
    let { p, exact } = split;
    if (rest !== undefined) {
        const beside = splitAt(rest, split.at, places);
        const own = beside.after - beside.before;
        if (Math.sign(own) !== Math.sign(step))
            return undefined;
        step = Math.sign(step) * Math.min(Math.abs(step), Math.abs(own));
        p = Math.max(p, beside.p);
        exact = exact && beside.exact;
    }
    if (p > limits.pMax || (!split.exact && Math.abs(step) < Math.log1p(limits.smallest)))
        return undefined;
    const { from, noticedAt } = limits;
    const change = Math.expm1(split.after - split.before);
    return { index: from + split.at, noticedAt, before: Math.exp(split.before), after: Math.exp(split.after), change, p };
}
/**
 * The series less its share β in the others' movement; `undefined` without others. Where they move together (correlation ≥ ½) the whole
 * movement is taken out: least squares, used otherwise, sees too little of it because the others are noisy too.
 */
function withoutControl(own, control) {
    if (control.some(Number.isNaN))
        return undefined;
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [meanOwn, meanControl] = [mean(own), mean(control)];
    let both = 0;
    let square = 0;
    let ownSquare = 0;
    for (const [i, value] of own.entries()) {
        const beside = (control[i] ?? 0) - meanControl;
        both += (value - meanOwn) * beside;
        square += beside * beside;
        ownSquare += (value - meanOwn) ** 2;
    }
    const together = both >= 0.5 * Math.sqrt(square * ownSquare);
    const beta = square === 0 ? 0 : together ? 1 : Math.min(1, Math.max(0, both / square));
    return own.map((value, i) => value - beta * ((control[i] ?? 0) - meanControl));
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


/***/ })

};
