export const id = 344;
export const ids = [344];
export const modules = {

/***/ 18424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ tableLines)
/* harmony export */ });
/* harmony import */ var markdown_table__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(735);
/* harmony import */ var _truncate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91306);


/**
 * The lines of a GFM table, set so that the source reads as a table too. The cells must have been escaped: the package
 * escapes neither bars nor line ends.
 *
 * @throws RangeError for a cell with a line end or a bar in it, and for a row of another length: both would break the table
 */
function tableLines(columns, rows) {
    for (const row of rows) {
        if (row.length !== columns.length)
            throw new RangeError(`a table row has ${row.length} cells, its table ${columns.length} columns`);
        const broken = row.find((cell) => /[\r\n|]/.test(cell));
        if (broken !== undefined)
            throw new RangeError(`a table cell was not escaped: ${JSON.stringify(broken.slice(0, 200))}`);
    }
    const heads = columns.map(([heading]) => heading);
    return (0,markdown_table__WEBPACK_IMPORTED_MODULE_1__/* .markdownTable */ .Q)([heads, ...rows], { align: columns.map(([, align]) => (align === 'end' ? 'r' : '')), stringLength: _truncate_js__WEBPACK_IMPORTED_MODULE_0__/* .displayWidth */ .F1 }).split('\n');
}


/***/ }),

/***/ 77801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IS: () => (/* binding */ markdownCodeBlock),
/* harmony export */   Ot: () => (/* binding */ nowrap),
/* harmony export */   iQ: () => (/* binding */ markdownLink),
/* harmony export */   p7: () => (/* binding */ markdownText)
/* harmony export */ });
/* unused harmony export markdownUrl */
/* harmony import */ var _controls_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14902);
/* harmony import */ var _truncate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91306);


/** Breaks what GitHub makes of text after parsing (mentions, references); visible in the source, unlike the character itself. */
const BREAK = '&#8203;';
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;', $: '&#36;' };
/** What Markdown and GitHub act on. One pass, so that no escape is escaped again. */
const ACTIVE = new RegExp([
    '(?<entity>[&<>|$])',
    // Mentions, references and automatic links: broken behind their first part.
    '(?<broken>@(?=\\S)|#(?=\\d)|(?<!\\w)gh-(?=\\d)|:(?=\\/\\/)|www(?=\\.)|(?:mailto|xmpp):(?=\\S))',
    '[\\\\`*[\\]~]',
    // Between letters an underscore means nothing: metric names stay readable in the source.
    '(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])',
    // What opens a block at the start of a line.
    '^#|^[-+=]|(?<=^\\d{1,9})[.)](?=\\s|$)',
].join('|'), 'giu');
/**
 * Untrusted text as inert inline Markdown: for a table cell, a paragraph or a list item, at any place in its line.
 *
 * The reader sees the text itself. No HTML, emphasis, code, link, image, footnote, alert, formula, heading, list or table
 * bar comes of it, and no mention (`@name`), reference (`#12`, `GH-12`), or automatic link (`https://…`, `www.…`, e-mail).
 *
 * @param columns cut to this width, 120 by default
 * @example markdownText('a|b <script> @octocat #1') // 'a&#124;b &lt;script&gt; @&#8203;octocat #&#8203;1'
 */
function markdownText(text, columns = 120) {
    return (0,_truncate_js__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)((0,_controls_js__WEBPACK_IMPORTED_MODULE_0__/* .stripControls */ .$)(text).trim(), columns).replace(ACTIVE, (...match) => {
        const groups = match.at(-1);
        if (groups.entity !== undefined)
            return ENTITIES[groups.entity] ?? '';
        return groups.broken === undefined ? `\\${match[0]}` : groups.broken + BREAK;
    });
}
/**
 * A web address that may stand in a link, or `undefined` when it is none: http or https, no user name, nothing that ends a
 * Markdown link or an HTML attribute.
 */
function markdownUrl(url) {
    if (url.length > 2_000 || !/^https?:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/i.test(url))
        return undefined;
    if ((0,_controls_js__WEBPACK_IMPORTED_MODULE_0__/* .stripControls */ .$)(url) !== url)
        return undefined;
    return url.replace(/[()<>[\]|\\"'`*_{}$~!^]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** A link with an untrusted label and address; the label alone when the address is no web address. */
function markdownLink(label, url, columns = 120) {
    const address = url === undefined ? undefined : markdownUrl(url);
    // A label that can't be seen is a link that can't be seen.
    const text = (0,_truncate_js__WEBPACK_IMPORTED_MODULE_1__/* .displayWidth */ .F1)((0,_controls_js__WEBPACK_IMPORTED_MODULE_0__/* .stripControls */ .$)(label).trim()) === 0 ? '–' : markdownText(label, columns);
    return address === undefined ? text : `[${text}](${address})`;
}
/** Lines that people copy, in a fenced block. The text is literal; its fence is longer than any run of backticks in it. */
function markdownCodeBlock(lines, language = 'text') {
    const clean = lines.map(_controls_js__WEBPACK_IMPORTED_MODULE_0__/* .stripControls */ .$);
    const longest = clean.reduce((most, line) => Math.max(most, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length)), 2);
    const fence = '`'.repeat(longest + 1);
    return [`${fence}${language}`, ...clean, fence].join('\n');
}
/** Text of ours that must stay on one line in a cell: numbers with their unit. */
function nowrap(text) {
    return text.replaceAll(' ', '\u00a0');
}


/***/ }),

/***/ 6056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ fitSections)
/* harmony export */ });
/* harmony import */ var _escape_base64_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31787);

/**
 * Sets sections one below the other, in their order, in at most `limitBytes` bytes of UTF-8. Where that is too little, lines
 * are cut from the least important sections, each cut is named where it was made, and a section of which nothing is left goes
 * with its heading. Should even the sections of rank 0 be too long, they are cut at a line.
 */
function fitSections(sections, limitBytes, wholeAt) {
    const parts = sections.map((section) => ({ section, kept: section.lines.length }));
    const sizes = parts.map((part) => (0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(render(part, wholeAt)));
    let total = sizes.reduce((sum, size) => sum + size, 0);
    const order = parts.map((part, i) => ({ part, i })).sort((a, b) => b.part.section.rank - a.part.section.rank || b.i - a.i);
    for (const { part, i } of order) {
        if (total <= limitBytes || part.section.rank === 0)
            break;
        const others = total - (sizes[i] ?? 0);
        shrink(part, limitBytes - others, wholeAt);
        const size = (0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(render(part, wholeAt));
        total = others + size;
    }
    return cutAtLine(parts.map((part) => render(part, wholeAt)).join(''), limitBytes, wholeAt);
}
function render({ section, kept }, wholeAt) {
    const all = section.lines.length;
    const cut = kept < all ? [cutNotice(`${all - kept} of ${all} lines of “${section.name}” are cut here`, wholeAt)] : [];
    // Nothing left: the heading goes too, the notice stays.
    const lines = kept === 0 && all > 0 ? cut : [...section.before, ...section.lines.slice(0, kept), ...section.after, ...cut];
    return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}
const cutNotice = (what, wholeAt) => `\n_${what} to fit the page; the whole is in ${wholeAt}._`;
/** Keeps the most lines with which the section takes no more than `room` bytes; none when that is impossible. */
function shrink(part, room, wholeAt) {
    let [low, high] = [0, part.section.lines.length - 1];
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        part.kept = middle;
        if ((0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(render(part, wholeAt)) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    part.kept = Math.max(0, low);
}
function cutAtLine(page, limitBytes, wholeAt) {
    if ((0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(page) <= limitBytes)
        return page;
    const notice = `${cutNotice('The rest is cut', wholeAt)}\n`;
    let room = limitBytes - (0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(notice);
    const kept = [];
    for (const line of page.split('\n')) {
        room -= (0,_escape_base64_js__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(line) + 1;
        if (room < 0)
            break;
        kept.push(line);
    }
    return `${kept.join('\n')}\n${notice}`.trimStart();
}


/***/ }),

/***/ 84048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ gateSections),
/* harmony export */   M: () => (/* binding */ rankedGateRows)
/* harmony export */ });
/* harmony import */ var _escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77801);
/* harmony import */ var _escape_markdown_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18424);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4693);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63934);




const WORST_FIRST = ['regressed', 'missing', 'incomparable', 'inconclusive', 'improved', 'new', 'passed'];
const MARKS = {
    regressed: '❌',
    missing: '⚠️',
    incomparable: '⚠️',
    inconclusive: '❔',
    improved: '🚀',
    new: '🆕',
    passed: '✅',
};
/** Regressions first, the biggest change of each verdict first. */
function rankedGateRows(rows) {
    return [...rows].sort((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict) || Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
}
/** How the session compares with its baseline, a row a metric of a benchmark. What passed is folded away. */
function gateSections({ gate }) {
    if (gate === undefined)
        return [];
    const ranked = rankedGateRows(gate.rows);
    const counts = WORST_FIRST.flatMap((verdict) => {
        const count = ranked.filter((row) => row.verdict === verdict).length;
        return count === 0 ? [] : [`${count} ${verdict}`];
    });
    const [telling, within] = [ranked.filter(({ verdict }) => verdict !== 'passed'), ranked.filter(({ verdict }) => verdict === 'passed')];
    const table = telling.length === 0 ? [] : rowLines(telling);
    const main = {
        name: 'comparison with the baseline',
        rank: 4,
        before: [
            `### Against the baseline: ${counts.join(', ') || 'nothing to compare'}`,
            '',
            `Baseline ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(gate.baseline, 200)}; a change for the worse beyond ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPercent */ .l9)(gate.margin)} counts. n: baseline / current.`,
            ...(gate.note === undefined ? [] : ['', (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(sentence(gate.note), _verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .SENTENCE_COLUMNS */ .Ko)]),
            ...(table.length === 0 ? [] : ['', ...table.slice(0, 2)]),
        ],
        lines: table.slice(2),
        after: [],
    };
    if (within.length === 0)
        return [main];
    const folded = rowLines(within);
    return [
        main,
        {
            name: 'comparisons that passed',
            rank: 9,
            before: ['<details><summary>Comparisons that passed</summary>', '', ...folded.slice(0, 2)],
            lines: folded.slice(2),
            after: ['', '</details>'],
        },
    ];
}
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
function rowLines(rows) {
    return (0,_escape_markdown_table_js__WEBPACK_IMPORTED_MODULE_1__/* .tableLines */ .o)([['verdict'], ['benchmark'], ['metric'], ['baseline', 'end'], ['current', 'end'], ['change', 'end'], ['n', 'end'], ['why']], rows.map((row) => [
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)(`${MARKS[row.verdict]} ${row.verdict}`),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(row.benchmark, 60),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(row.metric, 40),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)((0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)((0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatValue */ .Fl)(row.baseline, row.unit), 30)),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)((0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)((0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatValue */ .Fl)(row.current, row.unit), 30)),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)((0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatChange */ .eD)(row.change)),
        row.n === undefined ? _format_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_VALUE */ .GY : (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)(row.n.join(' / ')),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(row.reason, _verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .SENTENCE_COLUMNS */ .Ko),
    ]));
}


/***/ }),

/***/ 92201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Or: () => (/* binding */ extraRunsSection),
  cc: () => (/* binding */ leftRunningSection),
  zU: () => (/* binding */ slowestSection),
  bK: () => (/* binding */ troubledSection)
});

// EXTERNAL MODULE: ./build/reports/escape/markdown.js
var markdown = __webpack_require__(77801);
// EXTERNAL MODULE: ./build/reports/escape/markdown-table.js
var markdown_table = __webpack_require__(18424);
// EXTERNAL MODULE: ./build/reports/format.js
var format = __webpack_require__(4693);
// EXTERNAL MODULE: ./build/reports/headline.js
var headline = __webpack_require__(14170);
;// CONCATENATED MODULE: ./build/reports/run-order.js

/** From when it was meant to start (open model), else was created, to its end: what one waits for a run. */
function runSpanMs(run) {
    return (0,format/* spanMs */.J6)(run.intendedAt ?? run.createdAt, run.completedAt);
}
/** The runs that took longest, longest first; equal ones in the order of the table. Runs without an end have no place. */
function slowestRuns(runs, most) {
    return runs
        .flatMap((run) => {
        const ms = runSpanMs(run);
        return ms === undefined ? [] : [{ run, ms }];
    })
        .sort((a, b) => b.ms - a.ms)
        .slice(0, most);
}
const BY_URGENCY = ['lost', 'timed_out', 'failed', 'cancelled', 'open', 'shed', 'excluded', 'succeeded'];
/** The runs that did not succeed, the ones that need a look first. */
function troubledRuns(runs) {
    return runs.filter((run) => run.box !== 'succeeded').sort((a, b) => BY_URGENCY.indexOf(a.box) - BY_URGENCY.indexOf(b.box));
}
/** A name by which people know a run: its title, else its workflow and slot. */
function runName(run) {
    return run.title === undefined || run.title === '' ? `${run.workflow} ${run.slot}` : run.title;
}

;// CONCATENATED MODULE: ./build/reports/summary/runs.js





const NAME_COLUMNS = 60;
const MOST_SLOWEST = 10;
/** A thousand rows tell no more than fifty; all of them are in `runs.csv`. */
const MOST_TROUBLED = 50;
const scenarioCount = (runs) => new Set(runs.map((run) => run.scenario)).size;
/** The runs that took longest, with links. */
function slowestSection(runs) {
    const slowest = slowestRuns(runs, MOST_SLOWEST);
    if (slowest.length === 0)
        return undefined;
    const several = scenarioCount(runs) > 1;
    const columns = [
        ['run'],
        ...(several ? [['scenario']] : []),
        ['ended'],
        ['total', 'end'],
        ['queued', 'end'],
        ['executed', 'end'],
    ];
    const lines = (0,markdown_table/* tableLines */.o)(columns, slowest.map(({ run, ms }) => [
        (0,markdown/* markdownLink */.iQ)(runName(run), run.url, NAME_COLUMNS),
        ...(several ? [(0,markdown/* markdownText */.p7)(run.scenario, 40)] : []),
        (0,headline/* boxWord */.MA)(run.box),
        (0,markdown/* nowrap */.Ot)((0,format/* formatSeconds */.Xo)(ms / 1_000)),
        (0,markdown/* nowrap */.Ot)((0,format/* formatSeconds */.Xo)(run.times.queue_time)),
        (0,markdown/* nowrap */.Ot)((0,format/* formatSeconds */.Xo)(run.times.run_execution_time ?? run.times.execution_time)),
    ]));
    return { name: 'slowest runs', rank: 8, before: ['### Slowest runs', '', ...lines.slice(0, 2)], lines: lines.slice(2), after: [] };
}
/** The runs that did not succeed, with links and why. */
function troubledSection(runs) {
    const troubled = troubledRuns(runs);
    if (troubled.length === 0)
        return undefined;
    const several = scenarioCount(runs) > 1;
    const lines = (0,markdown_table/* tableLines */.o)([['run'], ...(several ? [['scenario']] : []), ['became'], ['conclusion'], ['why']], troubled
        .slice(0, MOST_TROUBLED)
        .map((run) => [
        (0,markdown/* markdownLink */.iQ)(runName(run), run.url, NAME_COLUMNS),
        ...(several ? [(0,markdown/* markdownText */.p7)(run.scenario, 40)] : []),
        (0,headline/* boxWord */.MA)(run.box),
        (0,markdown/* markdownText */.p7)(run.conclusion ?? format/* NO_VALUE */.GY, 30),
        (0,markdown/* markdownText */.p7)(run.reason ?? format/* NO_VALUE */.GY, 200),
    ]));
    const more = troubled.length - MOST_TROUBLED;
    return {
        name: 'runs that did not succeed',
        rank: 7,
        before: [`### Runs that did not succeed: ${troubled.length}`, '', ...lines.slice(0, 2)],
        lines: lines.slice(2),
        after: more > 0 ? ['', `and ${more} more in \`runs.csv\` (columns \`box\` and \`reason\`).`] : [],
    };
}
/** What may still be alive and costs money: the commands that end it. */
function leftRunningSection({ scenarios }) {
    const left = scenarios.flatMap((scenario) => scenario.leftRunning);
    if (left.length === 0)
        return undefined;
    const block = (0,markdown/* markdownCodeBlock */.IS)(left.map((run) => run.command), 'sh').split('\n');
    return {
        name: 'runs left running',
        rank: 2,
        before: [
            `### ⚠️ ${(0,format/* counted */.hS)(left.length, 'run')} may still be alive`,
            '',
            'These commands end what this session started:',
            '',
            ...block.slice(0, 1),
        ],
        lines: block.slice(1, -1),
        after: block.slice(-1),
    };
}
/** Runs beside the slots: late twins of a dispatch whose answer was lost. */
function extraRunsSection({ scenarios }) {
    const extra = scenarios.flatMap((scenario) => scenario.extraRuns);
    if (extra.length === 0)
        return undefined;
    return {
        name: 'extra runs',
        rank: 5,
        before: ['### Runs beside the plan', '', 'In no number above.', ''],
        lines: extra.map((run) => `- ${(0,markdown/* markdownLink */.iQ)(run.id, run.url, 40)}: ${(0,markdown/* markdownText */.p7)(run.why, 300)}${run.cancelled ? ' (cancelled)' : ' (**not cancelled**)'}`),
        after: [],
    };
}


/***/ }),

/***/ 35883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ow: () => (/* binding */ rankedThresholds),
/* harmony export */   s8: () => (/* binding */ verdictCell),
/* harmony export */   zE: () => (/* binding */ thresholdSection)
/* harmony export */ });
/* harmony import */ var _escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77801);
/* harmony import */ var _escape_markdown_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18424);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4693);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63934);




const WORST_FIRST = ['failed', 'invalid', 'inconclusive', 'passed'];
const MARKS = { passed: '✅', failed: '❌', inconclusive: '❔', invalid: '⚠️' };
const verdictCell = (verdict) => (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)(`${MARKS[verdict]} ${verdict}`);
/** All thresholds with the scenario that they belong to, the ones that failed first. */
function rankedThresholds(result) {
    return result.scenarios
        .flatMap(({ name, thresholds, metrics }) => thresholds.map((threshold) => ({ scenario: name, threshold, unit: unitOf(threshold, metrics[threshold.metric]) })))
        .sort((a, b) => WORST_FIRST.indexOf(a.threshold.verdict) - WORST_FIRST.indexOf(b.threshold.verdict));
}
/** `count` of a metric is a number of values, whatever the values are. */
function unitOf(threshold, metric) {
    return threshold.expression.trim().startsWith('count') ? 'count' : (metric?.unit ?? '');
}
/** Every threshold with its value, its verdict, and the sentence that gives the reason. */
function thresholdSection(result) {
    const all = rankedThresholds(result);
    if (all.length === 0)
        return undefined;
    const several = result.scenarios.length > 1;
    const held = all.filter(({ threshold }) => threshold.verdict === 'passed').length;
    const lines = (0,_escape_markdown_table_js__WEBPACK_IMPORTED_MODULE_1__/* .tableLines */ .o)([['verdict'], ...(several ? [['scenario']] : []), ['metric'], ['limit'], ['value', 'end'], ['n', 'end'], ['why']], all.map(({ scenario, threshold, unit }) => [
        verdictCell(threshold.verdict),
        ...(several ? [(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(scenario, 40)] : []),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(threshold.metric, 40),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(threshold.expression, 60),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .nowrap */ .Ot)((0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatValue */ .Fl)(threshold.value, unit)),
        String(threshold.n),
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(threshold.reason, _verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .SENTENCE_COLUMNS */ .Ko),
    ]));
    return {
        name: 'thresholds',
        rank: 3,
        before: [`### Thresholds: ${held} of ${all.length} held`, '', ...lines.slice(0, 2)],
        lines: lines.slice(2),
        after: [],
    };
}


/***/ }),

/***/ 96378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ timeSections)
});

// EXTERNAL MODULE: ./build/reports/escape/markdown.js
var markdown = __webpack_require__(77801);
// EXTERNAL MODULE: ./build/reports/escape/markdown-table.js
var markdown_table = __webpack_require__(18424);
// EXTERNAL MODULE: ./build/reports/format.js
var format = __webpack_require__(4693);
// EXTERNAL MODULE: ./build/reports/headline.js
var headline = __webpack_require__(14170);
;// CONCATENATED MODULE: ./build/reports/metric-notes.js

/** The percentiles that people see; the files hold p75 as well. */
const SHOWN_PERCENTILES = ['50', '90', '95', '99'];
/** The extremes of six values hold the median with 1 − 2 × 0.5⁶ = 96.9 %, those of five with 93.8 %. */
const SMALLEST_N_OF_INTERVAL = 6;
/** Everything that a reader must know about a metric's numbers: why one is missing, and what was left out of them. */
function metricNotes(metric) {
    const missing = SHOWN_PERCENTILES.filter((p) => metric.percentiles[p] === undefined).map((p) => `p${p}`);
    const notes = [];
    if (missing.length > 0)
        notes.push(`no ${missing.join(', ')}: ${whyMissing(metric)}`);
    else if (metric.censored > 0)
        notes.push(`${atLeast(metric)}: percentiles count that, max does not`);
    if (metric.percentiles['50'] !== undefined && metric.ci95['50'] === undefined) {
        const few = metric.n + metric.censored < SMALLEST_N_OF_INTERVAL;
        notes.push(`no 95 % interval of p50: ${few ? `${(0,format/* counted */.hS)(metric.n, 'value')} are too few` : 'the censored values leave it open'}`);
    }
    if (metric.anomalous > 0)
        notes.push(`${(0,format/* counted */.hS)(metric.anomalous, 'impossible span')} left out (anomalous)`);
    if (metric.unavailable > 0)
        notes.push(`${(0,format/* counted */.hS)(metric.unavailable, 'value')} unavailable`);
    return [...notes, ...(metric.notes ?? [])];
}
function whyMissing(metric) {
    if (metric.n === 0 && metric.censored === 0)
        return 'nothing was measured';
    if (metric.censored > 0)
        return `${atLeast(metric)}, so many that they leave it open`;
    return `${(0,format/* counted */.hS)(metric.n, 'value')} are too few`;
}
function atLeast(metric) {
    return `${metric.censored} of ${(0,format/* counted */.hS)(metric.n + metric.censored, 'value')} ${metric.censored === 1 ? 'is' : 'are'} known only as “at least”`;
}

;// CONCATENATED MODULE: ./build/reports/summary/times.js





const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (n) => Array.from(String(n), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
/** The percentiles of every scenario, with a footnote for each number that is missing or needs a word. */
function timeSections({ scenarios }) {
    return scenarios.flatMap((scenario) => timeSection(scenario, scenarios.length > 1) ?? []);
}
function timeSection({ name, metrics }, several) {
    const all = Object.entries(metrics);
    if (all.length === 0)
        return undefined;
    const times = all.flatMap(([metric, value]) => ((0,headline/* isTimes */.fp)(value) ? [[metric, value]] : []));
    const shown = times.filter(([, metric]) => (0,headline/* hasValues */.rV)(metric));
    const footnotes = [];
    const rows = shown.map(([metric, value]) => {
        const notes = metricNotes(value);
        if (notes.length > 0)
            footnotes.push(`${(0,markdown/* markdownText */.p7)(metric, 40)}: ${notes.map((note) => (0,markdown/* markdownText */.p7)(note, 300)).join('; ')}`);
        return row(metric, value, notes.length > 0 ? superscript(footnotes.length) : '');
    });
    const table = (0,markdown_table/* tableLines */.o)([
        ['metric'],
        ['n', 'end'],
        ['p50', 'end'],
        ['95 % interval of p50', 'end'],
        ['p90', 'end'],
        ['p95', 'end'],
        ['p99', 'end'],
        ['max', 'end'],
        ['of'],
    ], rows);
    const rates = all.flatMap(([metric, value]) => (0,headline/* isTimes */.fp)(value) ? [] : [`${(0,markdown/* markdownText */.p7)(metric, 40)} ${(0,format/* formatPercent */.l9)(value.value)} (${value.count} of ${value.n})`]);
    const unmeasured = times.filter(([, metric]) => !(0,headline/* hasValues */.rV)(metric)).map(([metric]) => (0,markdown/* markdownText */.p7)(metric, 40));
    const notes = footnotes.map((note, i) => `${superscript(i + 1)} ${note}  `);
    return {
        name: several ? `times of ${(0,markdown/* markdownText */.p7)(name, 40)}` : 'times',
        rank: 6,
        before: [
            several ? `### Times: ${(0,markdown/* markdownText */.p7)(name, 40)}` : '### Times',
            '',
            ...(shown.length === 0 ? ['Nothing was measured.'] : table.slice(0, 2)),
        ],
        lines: [
            ...(shown.length === 0 ? [] : table.slice(2)),
            ...(notes.length === 0 ? [] : ['', ...notes]),
            ...(rates.length === 0 ? [] : ['', `Rates: ${rates.join(' · ')}`]),
            ...(unmeasured.length === 0 ? [] : ['', `Not measured here: ${unmeasured.join(', ')}`]),
        ],
        after: [],
    };
}
function row(name, metric, footnote) {
    const percentile = (p) => {
        const value = metric.percentiles[p];
        return value === undefined ? `${format/* NO_VALUE */.GY}${footnote}` : (0,markdown/* nowrap */.Ot)((0,format/* formatSeconds */.Xo)(value));
    };
    const interval = metric.ci95['50'];
    return [
        `${(0,markdown/* markdownText */.p7)(name, 40)}${footnote}`,
        String(metric.n),
        percentile('50'),
        interval === undefined ? `${format/* NO_VALUE */.GY}${footnote}` : (0,markdown/* nowrap */.Ot)(`${(0,format/* formatInterval */.vy)(interval)} s`),
        ...['90', '95', '99'].map(percentile),
        metric.max === undefined ? `${format/* NO_VALUE */.GY}${footnote}` : (0,markdown/* nowrap */.Ot)((0,format/* formatSeconds */.Xo)(metric.max)),
        metric.of,
    ];
}


/***/ }),

/***/ 63934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ provenanceSection),
/* harmony export */   Ko: () => (/* binding */ SENTENCE_COLUMNS),
/* harmony export */   V6: () => (/* binding */ verdictSection),
/* harmony export */   p_: () => (/* binding */ reasonsSection),
/* harmony export */   qn: () => (/* binding */ effortSection),
/* harmony export */   xd: () => (/* binding */ warningsSection)
/* harmony export */ });
/* harmony import */ var _core_time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3669);
/* harmony import */ var _escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77801);
/* harmony import */ var _escape_markdown_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18424);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4693);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(14170);





/** Reasons and warnings are sentences with numbers and names in them; the whole stands in `result.json`. */
const SENTENCE_COLUMNS = 500;
/** The first thing that a reader sees: the outcome, the plan, why, and what became of the runs. */
function verdictSection(result) {
    const { mark, word, sentence } = (0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .headlineOf */ .gD)(result);
    const took = (0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .spanMs */ .J6)(result.session.startedAt, result.session.endedAt);
    const sum = (0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .totals */ .Sd)(result);
    const facts = [
        ...(sum.planned > 0 ? [`**${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(sum.planned, 'run')}** planned: ${(0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .ledgerLine */ .oc)(sum)}`] : []),
        ...(took === undefined ? [] : [`took ${(0,_core_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(took)}`]),
        ...(result.session.target === '' ? [] : [`on ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(result.session.target)}`]),
    ];
    return {
        name: 'verdict',
        rank: 0,
        before: [
            `## ${mark} ${word}: ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(result.session.plan, 80) || 'no plan'}`,
            '',
            (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(sentence, SENTENCE_COLUMNS),
            '',
            ...(facts.length === 0 ? [] : [`${facts.join(' · ')}`]),
        ],
        lines: [],
        after: [],
    };
}
/** What else decided, worst first; the first reason stands in the verdict. */
function reasonsSection(result) {
    const others = result.reasons.slice(1);
    if (others.length === 0)
        return undefined;
    return {
        name: 'also decided',
        rank: 2,
        before: ['**Also:**', ''],
        lines: others.map((reason) => `- ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(reason, SENTENCE_COLUMNS)}`),
        after: [],
    };
}
function warningsSection(result) {
    if (result.warnings.length === 0)
        return undefined;
    return {
        name: 'warnings',
        rank: 5,
        before: ['### Warnings', ''],
        lines: result.warnings.map((warning) => `- ⚠️ ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(warning, SENTENCE_COLUMNS)}`),
        after: [],
    };
}
/** What it took: requests to the target and minutes of runners; nothing of a session that only compared files. */
function effortSection({ api, cost, session }) {
    if (api.requests === 0 && cost.runnerMinutes === 0)
        return undefined;
    const perRun = api.perRun > 0 ? `, ${Number(api.perRun.toFixed(2))} a run` : '';
    const unchanged = api.notModified > 0 ? ` ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(api.notModified, 'answer')} “not modified” cost nothing.` : '';
    const waits = api.rateLimitWaits > 0 ? ` ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(api.rateLimitWaits, 'wait')} for a limit.` : '';
    const endpoints = Object.entries(api.byEndpoint).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const share = (count) => (api.requests > 0 ? (0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .formatPercent */ .l9)(count / api.requests) : '');
    const table = (0,_escape_markdown_table_js__WEBPACK_IMPORTED_MODULE_2__/* .tableLines */ .o)([['endpoint'], ['requests', 'end'], ['share', 'end']], endpoints.map(([endpoint, count]) => [(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(endpoint, 100), String(count), share(count)]));
    return {
        name: 'requests by endpoint',
        rank: 9,
        before: [
            '### What it took',
            '',
            `- **API:** ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(api.requests, 'request')} (${api.charged} charged to the token’s limit${perRun}).${unchanged}${waits}`,
            `- **Runners:** ${Number(cost.runnerMinutes.toFixed(1))} min of work, ${Number(cost.billedMinutes.toFixed(1))} min as GitHub bills them (each job rounded up).`,
            ...detailLine(session),
            ...(endpoints.length === 0 ? [] : ['', '<details><summary>Requests by endpoint</summary>', '', ...table.slice(0, 2)]),
        ],
        lines: table.slice(2),
        after: endpoints.length === 0 ? [] : ['', '</details>'],
    };
}
/** How the jobs were read, where it was not one by one: then some numbers rest on fewer runs, or are not there. */
function detailLine({ detail }) {
    if (detail === undefined || detail.mode === 'exact')
        return [];
    const { exact, batched, none } = detail.runs;
    const share = detail.share === undefined ? '' : ` ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .formatPercent */ .l9)(detail.share)}`;
    const missing = detail.mode === 'batched' && batched > 0 ? ' Check runs do not say when a job was created: no `queue_time`.' : '';
    return [
        `- **Details:** \`${detail.mode}\`${share}: jobs read of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(exact, 'run')} one by one, of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(batched, 'run')} by commit, of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(none, 'run')} not at all.${missing}`,
    ];
}
/** What one needs to repeat this, or to doubt it. */
function provenanceSection({ session, schema }) {
    const parts = [
        `session \`${session.id.replace(/[^\w.-]/g, '')}\``,
        ...(session.generation > 1 ? [`generation ${session.generation}`] : []),
        ...(session.resumed > 0 ? [`resumed ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(session.resumed, 'time')}`] : []),
        `seed ${session.seed}`,
        `runner-harness ${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(session.version, 40)}`,
        `${(0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(session.startedAt, 40)} to ${session.endedAt === undefined ? 'open' : (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(session.endedAt, 40)}`,
        ...stampFacts(session.clock),
        'percentiles R-7 with order-statistic 95 % intervals',
        (0,_escape_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(schema, 60),
    ];
    return { name: 'provenance', rank: 1, before: ['---', '', `<sub>${parts.join(' · ')}</sub>`], lines: [], after: [] };
}
/** What the stamps resolve, and how far the clock that made them is from the controller's where that shows. */
function stampFacts(clock) {
    if (clock === undefined)
        return [];
    const stamps = `times are GitHub’s stamps, ± ${clock.resolution} s`;
    if (Math.abs(clock.ahead) <= clock.uncertain + clock.resolution)
        return [stamps];
    const apart = (0,_core_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.abs(clock.ahead) * 1_000);
    return [
        stamps,
        `its clock is ${apart} ${clock.ahead > 0 ? 'ahead of' : 'behind'} the controller’s (± ${Number(clock.uncertain.toFixed(1))} s), which is taken into account`,
    ];
}


/***/ })

};
