export const id = 7;
export const ids = [7];
export const modules = {

/***/ 1007:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeSessionReports: () => (/* binding */ writeSessionReports)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(15521);
;// CONCATENATED MODULE: ./build/core/stats/describe-samples.js

/**
 * Describes values by their smallest, mean, standard deviation and largest.
 *
 * @example describeSamples(sortSamples([1, 2, 3])) // { n: 3, min: 1, mean: 2, sd: 1, max: 3 }
 */
function describeSamples(samples) {
    const values = samples;
    const n = samples.length;
    return {
        n,
        min: samples[0],
        mean: (0,simple_statistics/* mean */.RE)(values),
        ...(n > 1 && { sd: (0,simple_statistics/* sampleStandardDeviation */.JK)(values) }),
        max: samples[n - 1] ?? samples[0],
    };
}

// EXTERNAL MODULE: ./build/core/stats/sorted-samples.js
var sorted_samples = __webpack_require__(6907);
// EXTERNAL MODULE: ./build/core/timing/sample.js
var sample = __webpack_require__(88195);
// EXTERNAL MODULE: ./build/core/stats/censored-quantile.js
var censored_quantile = __webpack_require__(89009);
// EXTERNAL MODULE: ./build/core/time.js
var time = __webpack_require__(3669);
// EXTERNAL MODULE: ./build/core/timing/job-fate.js
var job_fate = __webpack_require__(75221);
;// CONCATENATED MODULE: ./build/core/timing/summarize-metric.js






/** The percentiles that every report shows. */
const SHOWN_PERCENTILES = [50, 75, 90, 95, 99];
/** Sorts the samples of one metric by what they are good for. */
function valuesOf(samples) {
    const seconds = (status) => (0,sorted_samples/* sortSamples */.O)(samples.flatMap((sample) => (sample.status === status ? [sample.ms / time/* SECOND_MS */._L] : [])));
    const measured = seconds('measured');
    const bounds = seconds('censored');
    return {
        ...(measured !== undefined && { measured }),
        ...(bounds !== undefined && { bounds }),
        all: new censored_quantile/* CensoredSamples */.F(measured, bounds),
        anomalous: count(samples, ({ status }) => status === 'anomalous'),
        unavailable: count(samples, ({ status }) => status === 'unavailable'),
    };
}
/**
 * The numbers of one metric, in seconds.
 *
 * Mean, deviation and extremes describe the measured values. Percentiles and intervals are of measured and censored values together
 * ({@link CensoredSamples} has the rule); one that the censored values leave open is absent. Anomalous values are in none of them.
 *
 * @param samples of this metric only
 */
function summarizeMetric(metric, samples) {
    const values = valuesOf(samples);
    const percentiles = {};
    const ci95 = {};
    for (const p of SHOWN_PERCENTILES) {
        const value = values.all.quantile(p / 100);
        if (value !== undefined && value.atLeast === value.atMost)
            percentiles[p] = value.atLeast;
        const interval = values.all.interval(p / 100);
        if (interval !== undefined)
            ci95[p] = interval;
    }
    const notes = notesOn(samples);
    return {
        unit: 's',
        of: sample/* RUN_METRICS */.Ks.has(metric) ? 'run' : 'job',
        n: 0,
        ...(values.measured !== undefined && describeSamples(values.measured)),
        percentiles,
        ci95,
        estimator: 'R7',
        censored: values.bounds?.length ?? 0,
        anomalous: values.anomalous,
        unavailable: values.unavailable,
        ...(notes.length > 0 && { notes }),
    };
}
/** Every time metric of which there is a sample, in the order of {@link TIME_METRICS}. */
function summarizeMetrics(samples) {
    const grouped = Map.groupBy(samples, ({ metric }) => metric);
    const summaries = {};
    for (const metric of sample/* TIME_METRICS */.Sh) {
        const own = grouped.get(metric);
        if (own !== undefined)
            summaries[metric] = summarizeMetric(metric, own);
    }
    return summaries;
}
/** What a reader must know beside the numbers: doubtful sources, and why values are missing, the most frequent reasons first. */
function notesOn(samples) {
    const notes = [];
    const says = (word) => count(samples, ({ status, evidence }) => status === 'measured' && (evidence?.includes(word) ?? false));
    const disputed = says(job_fate/* DISPUTED */.Tx);
    if (disputed > 0)
        notes.push(`${disputed} disputed: the first step (runner's clock) began more than 2 s apart from started_at`);
    const fromStep = says(job_fate/* FROM_STEP */.Wg);
    if (fromStep > 0)
        notes.push(`${fromStep} from the first step's start (runner's clock): started_at was never rewritten`);
    const unmeasured = says('clock offset not measured');
    if (unmeasured > 0)
        notes.push(`${unmeasured} across two clocks whose offset was not measured`);
    for (const status of ['censored', 'anomalous', 'unavailable'])
        notes.push(...reasons(samples, status));
    return notes;
}
const REASONS_SHOWN = 3;
function reasons(samples, status) {
    const counts = new Map();
    for (const sample of samples) {
        if (sample.status === status)
            counts.set(sample.reason ?? 'no reason was given', (counts.get(sample.reason ?? 'no reason was given') ?? 0) + 1);
    }
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const shown = ranked.slice(0, REASONS_SHOWN).map(([reason, n]) => `${n} ${status}: ${reason}`);
    const rest = ranked.slice(REASONS_SHOWN).reduce((sum, [, n]) => sum + n, 0);
    return rest === 0 ? shown : [...shown, `${rest} ${status} for ${ranked.length - REASONS_SHOWN} more reasons`];
}
function count(samples, is) {
    let n = 0;
    for (const sample of samples)
        if (is(sample))
            n++;
    return n;
}

// EXTERNAL MODULE: ./build/core/gate/format-quantity.js
var format_quantity = __webpack_require__(67467);
// EXTERNAL MODULE: ./build/core/stats/binomial.js
var binomial = __webpack_require__(40825);
;// CONCATENATED MODULE: ./build/core/gate/percentile-test.js

/** Chance of error that is accepted, on either side. */
const ALPHA = 0.05;
/** Beyond this many values the advice would be no advice. */
const MOST_SAMPLES = 1_000_000;
/**
 * Tests a limit on a percentile, whatever the distribution: how many of n values lie beyond the true percentile is binomial, so the limit
 * has failed when so many beyond it would be a rare accident (≤ 5 %), and passed when so few would.
 *
 * @example testPercentile({ n: 29, beyond: 0, undecided: 0, share: 0.1 }).verdict // 'passed': 0.9²⁹ is 4.7 %
 */
function testPercentile({ n, beyond, undecided, share }) {
    const most = beyond + undecided;
    const bounds = { allowed: allowedBeyond(n, share), failsFrom: failsFrom(n, share) };
    if (beyond >= bounds.failsFrom)
        return { verdict: 'failed', ...bounds };
    if (most <= bounds.allowed)
        return { verdict: 'passed', ...bounds };
    const deciding = samplesThatDecide(n, beyond, most, share);
    return { verdict: 'inconclusive', ...bounds, ...(deciding !== undefined && { deciding }) };
}
function allowedBeyond(n, share) {
    return firstTrue(0, n + 1, (x) => (0,binomial/* binomialCdf */.HU)(x, n, share) > ALPHA) - 1;
}
function failsFrom(n, share) {
    return firstTrue(0, n + 1, (x) => (0,binomial/* binomialAtLeast */.yb)(x, n, share) <= ALPHA);
}
/**
 * The n that would decide, with the share beyond as it is; for no value beyond it is exact (29 for p90, 59 for p95, 299 for p99), else
 * near the smallest, because whole numbers make the test a little uneven.
 */
function samplesThatDecide(n, least, most, share) {
    const passes = (m) => (0,binomial/* binomialCdf */.HU)(Math.ceil((most * m) / n - 1e-9), m, share) <= ALPHA;
    const fails = (m) => (0,binomial/* binomialAtLeast */.yb)(Math.floor((least * m) / n + 1e-9), m, share) <= ALPHA;
    const decides = most / n < share ? passes : least / n > share ? fails : undefined;
    if (decides === undefined)
        return undefined;
    let high = n;
    while (!decides(high)) {
        if (high >= MOST_SAMPLES)
            return undefined;
        high = Math.min(MOST_SAMPLES, high * 2);
    }
    return firstTrue(n, high, decides);
}
/** The first whole number from `low` that holds, `high` when none before it does; `holds` goes from false to true. */
function firstTrue(low, high, holds) {
    let [from, to] = [low, high];
    while (from < to) {
        const middle = Math.floor((from + to) / 2);
        if (holds(middle))
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

;// CONCATENATED MODULE: ./build/core/gate/evaluate-threshold.js






/**
 * Holds a threshold against what was measured.
 *
 * - A percentile is tested ({@link testPercentile}): passed or failed at 95 % confidence, else inconclusive with the number of values that
 *   would decide. A censored value at or above the limit counts as above; one that was cut off below it counts against passing *and*
 *   against failing.
 * - `rate`, `count`, `min`, `max`, `avg` are facts and need one value. Where censored values leave a fact open, it is inconclusive.
 * - Without any value a threshold is invalid. It never passes.
 *
 * @example evaluateThreshold(rule('queue_time', 'p(90)<60s'), samples).reason
 * // 'p(90) of queue_time is 41.2 s over 50 jobs: 1 above 60 s, at most 1 allowed at 95 % confidence'
 */
function evaluateThreshold(rule, data) {
    if (data === undefined)
        return verdict(rule, 'invalid', 0, `${rule.metric} was not measured in this scenario`);
    if (isSamples(data))
        return ofSamples(rule, data);
    return ofRate(rule, data);
}
const isSamples = (data) => Array.isArray(data);
function verdict(rule, is, n, reason, value) {
    return { metric: rule.metric, expression: rule.expression, ...(value !== undefined && { value }), n, verdict: is, reason };
}
function ofRate(rule, rate) {
    const { kind } = rule.aggregation;
    if (kind !== 'rate' && kind !== 'count')
        return verdict(rule, 'invalid', rate.n, `${rule.metric} is a share of the runs, which has no ${nameOf(rule, false)}`);
    if (rate.n === 0 || !Number.isFinite(rate.value))
        return verdict(rule, 'invalid', 0, `${rule.metric} has no value: no run counts for it`);
    const value = kind === 'rate' ? rate.value : rate.count;
    const shown = kind === 'rate' ? `${(0,format_quantity/* formatPercent */.l9)(value)} (${rate.count} of ${plural(rate.n, 'run')})` : `${value} (of ${plural(rate.n, 'run')})`;
    const limit = kind === 'rate' ? (0,format_quantity/* formatPercent */.l9)(rule.limit) : String(rule.limit);
    const holds = compare(value, rule.comparison, rule.limit);
    return verdict(rule, holds ? 'passed' : 'failed', rate.n, `${kind} of ${rule.metric} is ${shown}, ${asked(holds, rule.comparison, limit)}`, value);
}
function ofSamples(rule, samples) {
    const { aggregation } = rule;
    if (aggregation.kind === 'rate')
        return verdict(rule, 'invalid', 0, `${rule.metric} is a time, which has no rate`);
    const values = valuesOf(samples);
    if (values.all.length === 0)
        return verdict(rule, 'invalid', 0, `${rule.metric} has no value${whyNone(samples)}`);
    if (aggregation.kind === 'percentile')
        return ofPercentile(rule, aggregation.p, values);
    return ofFact(rule, aggregation.kind, values);
}
function ofPercentile(rule, p, values) {
    const n = values.all.length;
    const { comparison, limit } = rule;
    if (comparison === '==' || comparison === '!=')
        return verdict(rule, 'invalid', n, `${nameOf(rule)} can't be tested for equality: use < or >`);
    const upper = comparison === '<' || comparison === '<=';
    const measured = values.measured ?? [];
    const bounds = values.bounds ?? [];
    const breaking = measured.filter((value) => !compare(value, comparison, limit)).length;
    // True values behind a bound are at least that: such a one is beyond an upper limit for sure, or keeps a lower limit for sure.
    const certain = bounds.filter((bound) => (upper ? bound >= limit : compare(bound, comparison, limit))).length;
    const beyond = breaking + (upper ? certain : 0);
    const undecided = bounds.length - certain;
    const share = (upper ? 100 - p : p) / 100;
    const decision = testPercentile({ n, beyond, undecided, share });
    const value = values.all.quantile(p / 100);
    const known = value !== undefined && value.atLeast === value.atMost;
    const touches = measured.includes(limit) && (comparison === '<' || comparison === '>');
    const side = `${touches ? 'at or ' : ''}${upper ? 'above' : 'below'}`;
    const is = `${known ? '' : 'at least '}${(0,format_quantity/* formatQuantity */.VZ)(value?.atLeast ?? 0, 's')}`;
    const cut = undecided === 0 ? '' : ` and ${undecided} cut off before it, counted both ways`;
    const head = `${nameOf(rule)} is ${is} over ${counted(rule, n)}: ${beyond} ${side} ${(0,format_quantity/* formatQuantity */.VZ)(limit, 's')}${cut}`;
    const tails = {
        passed: `at most ${decision.allowed} allowed at 95 % confidence`,
        failed: `${decision.failsFrom} or more fail at 95 % confidence`,
        inconclusive: `too few values to tell at 95 % confidence; ${advice(beyond + undecided, undecided, upper, decision.deciding, share)}`,
    };
    return verdict(rule, decision.verdict, n, `${head}, ${tails[decision.verdict]}${leftOut(values)}`, known ? value.atLeast : undefined);
}
function advice(most, undecided, upper, deciding, share) {
    if (deciding !== undefined)
        return most === 0 ? `${deciding} with none ${upper ? 'above' : 'below'} would pass` : `about ${deciding} at this share would decide`;
    return undecided > 0
        ? `those that were cut off leave it open`
        : `the share is so close to ${(0,format_quantity/* formatPercent */.l9)(share)} that no practicable number would decide`;
}
function ofFact(rule, kind, values) {
    const { comparison, limit } = rule;
    const measured = values.measured?.length ?? 0;
    if (kind === 'count') {
        const holds = compare(measured, comparison, limit);
        const reason = `count of ${rule.metric} is ${counted(rule, measured)}, ${asked(holds, comparison, String(limit))}`;
        return verdict(rule, holds ? 'passed' : 'failed', measured, reason, measured);
    }
    const [low, high] = rangeOf(kind, values);
    const n = values.all.length;
    const atLow = compare(low, comparison, limit);
    const settled = low === high || (comparison === '==' || comparison === '!=' ? limit < low || limit > high : atLow === compare(high, comparison, limit));
    const head = `${nameOf(rule)} is ${low === high ? '' : 'at least '}${(0,format_quantity/* formatQuantity */.VZ)(low, 's')} over ${counted(rule, n)}`;
    const shown = (0,format_quantity/* formatQuantity */.VZ)(limit, 's');
    if (!settled) {
        const cut = values.bounds?.length ?? 0;
        const reason = `${head}: ${cut} ${cut === 1 ? 'was' : 'were'} cut off before the end, so whether it is ${comparison} ${shown} is open`;
        return verdict(rule, 'inconclusive', n, reason);
    }
    return verdict(rule, atLow ? 'passed' : 'failed', n, `${head}, ${asked(atLow, comparison, shown)}${leftOut(values)}`, low === high ? low : undefined);
}
/** What the fact is when every censored value stands at its bound, and when each is infinite. */
function rangeOf(kind, { measured, bounds }) {
    const low = (0,sorted_samples/* sortSamples */.O)([...(measured ?? []), ...(bounds ?? [])]);
    const of = (samples) => describeSamples(samples)[kind === 'avg' ? 'mean' : kind];
    if (low === undefined)
        return [Number.NaN, Number.NaN];
    if (bounds === undefined)
        return [of(low), of(low)];
    return [of(low), kind === 'min' && measured !== undefined ? measured[0] : Number.POSITIVE_INFINITY];
}
function compare(value, comparison, limit) {
    switch (comparison) {
        case '<':
            return value < limit;
        case '<=':
            return value <= limit;
        case '>':
            return value > limit;
        case '>=':
            return value >= limit;
        case '==':
            return value === limit;
        case '!=':
            return value !== limit;
    }
}
const asked = (holds, comparison, limit) => holds ? `${comparison} ${limit} as asked` : `but ${comparison} ${limit} was asked`;
const nameOf = ({ aggregation, metric }, whole = true) => `${aggregation.kind === 'percentile' ? `p(${aggregation.p})` : aggregation.kind}${whole ? ` of ${metric}` : ''}`;
const plural = (n, noun) => `${n} ${noun}${n === 1 ? '' : 's'}`;
const counted = (rule, n) => plural(n, sample/* RUN_METRICS */.Ks.has(rule.metric) ? 'run' : 'job');
const leftOut = ({ anomalous }) => (anomalous === 0 ? '' : `; ${plural(anomalous, 'impossible value')} left out`);
/** The most frequent reason for which there is no value. */
function whyNone(samples) {
    const reasons = [...Map.groupBy(samples, (sample) => sample.reason ?? sample.status)].sort(([, a], [, b]) => b.length - a.length);
    const [first] = reasons;
    return first === undefined ? '' : `: ${first[1].length} of ${samples.length} ${first[1][0]?.status ?? ''} (${first[0]})`;
}

// EXTERNAL MODULE: ./build/core/gate/outcome-of.js
var outcome_of = __webpack_require__(66156);
// EXTERNAL MODULE: ./build/core/gate/scenario-verdict.js
var scenario_verdict = __webpack_require__(46576);
// EXTERNAL MODULE: ./build/core/gate/row-text.js
var row_text = __webpack_require__(2158);
// EXTERNAL MODULE: ./build/core/gate/sequential.js
var sequential = __webpack_require__(62821);
// EXTERNAL MODULE: ./build/core/interleave/block-values.js
var block_values = __webpack_require__(68178);
// EXTERNAL MODULE: ./build/core/interleave/course.js
var course = __webpack_require__(31185);
;// CONCATENATED MODULE: ./build/core/interleave/interleaved-rows.js





/**
 * What interleaved scenarios say, as the comparison of a result: a row a metric.
 *
 * @returns `undefined` where no scenario that has begun is interleaved
 */
function interleavedGate(session) {
    const found = session.scenarios.flatMap((scenario) => {
        const spec = scenario.scenario.interleave;
        return spec === undefined || scenario.phase === 'pending' ? [] : [{ scenario, spec }];
    });
    const [first] = found;
    if (first === undefined)
        return undefined;
    const notes = found.flatMap(({ scenario }) => scenario.enough?.why ?? []);
    return {
        baseline: `base ${first.spec.base}, run in turns with head ${first.spec.head}`,
        margin: first.spec.margin,
        rows: found.flatMap(({ scenario, spec }) => rowsOf(session, scenario, spec)),
        ...(notes.length > 0 && { note: notes.join('; ') }),
    };
}
function rowsOf(session, scenario, spec) {
    const { state, blocks } = (0,course/* comparisonOf */.j)(session, scenario, spec);
    return state.rows.map((row, i) => {
        const metric = spec.metrics[i] ?? 'execution_time';
        const values = Array.from({ length: row.decidedAt ?? blocks }, (_, block) => (0,block_values/* blockValues */.i)(session, scenario, block, [metric]).get(metric)).filter((one) => one !== undefined);
        return rowOf({ row, metric, values, blocks, spec, workflow: scenario.scenario.units[0].workflow });
    });
}
function rowOf({ row, metric, values, blocks, spec, workflow }) {
    const n = 2 * values.length;
    const about = { benchmark: workflow, metric, unit: 's', direction: 'smaller', n: [n, n], evidence: 'interleaved', margin: spec.margin };
    const verdict = row.verdict ?? 'inconclusive';
    if (values.length === 0) {
        const why = blocks === 0
            ? 'no block of four runs was finished'
            : `no block of ${blocks} gave four values: a run did not succeed, or took less than its stamps resolve`;
        return { ...about, verdict: 'inconclusive', reason: `${metric}: nothing to compare, ${why}` };
    }
    const baseline = geometricMean(values.flatMap(({ base }) => base));
    const current = geometricMean(values.flatMap(({ head }) => head));
    const { change, ci95 } = (0,sequential/* sequentialChange */.Cd)(row);
    const basis = `${n} and ${n} runs in turns`;
    const text = (0,row_text/* changeText */.k0)({ baseline, current, change, ...(ci95 !== undefined && { ci95 }), basis, kind: 'samples' }, 's');
    const idle = values.length < (row.decidedAt ?? blocks) ? `; ${(row.decidedAt ?? blocks) - values.length} blocks gave no values` : '';
    const remark = verdict === 'inconclusive'
        ? `; that does not tell "slower by ${(0,format_quantity/* formatPercent */.l9)(spec.margin)} at most" from "slower by ${(0,format_quantity/* formatPercent */.l9)(spec.detect)}": more blocks would`
        : '';
    return { ...about, baseline, current, change, ...(ci95 !== undefined && { ci95 }), verdict, reason: `${metric}: ${text}${idle}${remark}` };
}
function geometricMean(values) {
    return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

// EXTERNAL MODULE: ./build/core/result.js
var core_result = __webpack_require__(84429);
// EXTERNAL MODULE: ./build/core/session/session.js
var session_session = __webpack_require__(14109);
// EXTERNAL MODULE: ./build/core/timing/slot-facts.js
var slot_facts = __webpack_require__(56675);
// EXTERNAL MODULE: ./build/core/session/detail.js
var detail = __webpack_require__(93716);
;// CONCATENATED MODULE: ./build/core/report/detail-report.js

/** How the jobs of the session's runs were read, whatever the plan had wished: where check runs can't be read, jobs are. */
function detailOf(session) {
    const { limits } = session.plan;
    const mode = (0,detail/* detailMode */.fG)(limits);
    const runs = { exact: 0, batched: 0, none: 0 };
    for (const { details, endSeenAt } of session.runs.values()) {
        if (endSeenAt === undefined)
            continue;
        if (details === undefined)
            runs.none += 1;
        else if (details.jobs.some(({ from }) => from === 'check-run'))
            runs.batched += 1;
        else
            runs.exact += 1;
    }
    return { mode, ...(mode === 'sampled' && { share: limits.detailShare ?? detail/* SAMPLED_SHARE */.fH }), runs };
}

// EXTERNAL MODULE: ./build/core/session/ledger.js
var session_ledger = __webpack_require__(93124);
// EXTERNAL MODULE: ./build/core/report/samples-of-slot.js + 6 modules
var samples_of_slot = __webpack_require__(32227);
;// CONCATENATED MODULE: ./build/core/report/measure.js




/** Reads the instrument for one scenario: every number of its result comes from here. */
function measureScenario(session, state) {
    const slots = [...session.slots.values()].filter(({ scenario }) => scenario === state.index);
    const samplesBySlot = new Map(slots.map((slot) => [slot.id, (0,samples_of_slot/* samplesOfSlot */.v)(session, slot)]));
    const samples = [...samplesBySlot.values()].flat();
    const { ledger, ledgerReasons } = ledgerOf(slots);
    const records = slots.flatMap((slot) => jobsOf(session, slot));
    return {
        state,
        slots,
        samplesBySlot,
        samples,
        ledger,
        ledgerReasons,
        jobs: countJobs(records),
        metrics: { ...summarizeMetrics(samples), ...rates(ledger) },
        ...minutesOf(records),
    };
}
function jobsOf(session, slot) {
    return slot.runId === undefined ? [] : (session.runs.get(slot.runId)?.details?.jobs ?? []);
}
function ledgerOf(slots) {
    const ledger = (0,session_ledger/* emptyLedger */.Hg)();
    const reasons = new Map();
    ledger.planned = slots.length;
    for (const { box, reason } of slots) {
        if (box === undefined)
            continue;
        ledger[box] += 1;
        if (box !== 'succeeded' && reason !== undefined)
            reasons.set(`${box}: ${reason}`, (reasons.get(`${box}: ${reason}`) ?? 0) + 1);
    }
    return { ledger, ledgerReasons: Object.fromEntries(reasons) };
}
function countJobs(records) {
    const count = (...conclusions) => records.filter(({ conclusion }) => conclusions.includes(conclusion)).length;
    return {
        planned: records.length,
        succeeded: count('success', 'neutral'),
        failed: count('failure', 'timed_out', 'startup_failure'),
        cancelled: count('cancelled'),
        skipped: count('skipped'),
    };
}
/** The metrics of the ledger (DESIGN §4): what was shed or excluded had no chance to fail. */
function rates(ledger) {
    const rate = (count, n) => ({ unit: 'ratio', of: 'run', value: n === 0 ? 0 : count / n, count, n });
    return {
        failed: rate(ledger.failed + ledger.timed_out, ledger.planned - ledger.shed - ledger.excluded),
        shed: rate(ledger.shed, ledger.planned),
        lost: rate(ledger.lost, ledger.planned),
    };
}
/** Minutes on runners, and as GitHub bills them: every started minute of every job that ran, each attempt for itself. */
function minutesOf(records) {
    let runnerMinutes = 0;
    let billedMinutes = 0;
    for (const { runner, from, conclusion, startedAt, completedAt } of records) {
        const ran = from === 'check-run' ? conclusion === 'success' || conclusion === 'failure' : runner !== undefined;
        if (!ran || startedAt === undefined || completedAt === undefined || completedAt < startedAt)
            continue;
        runnerMinutes += (completedAt - startedAt) / time/* MINUTE_MS */.kg;
        billedMinutes += Math.max(1, Math.ceil((completedAt - startedAt) / time/* MINUTE_MS */.kg));
    }
    return { runnerMinutes, billedMinutes };
}

// EXTERNAL MODULE: ./build/core/report/rows.js
var rows = __webpack_require__(41624);
;// CONCATENATED MODULE: ./build/core/report/report-of.js











/** After so many accepted cancels a run that still lives is told. */
const STUBBORN_TRIES = 3;
/**
 * The result of a session with its tables, at any moment of its life: a session that has not ended is reported as suspended, with what
 * is known so far.
 */
function reportOf(session, options) {
    const measured = session.scenarios.filter(({ phase }) => phase !== 'pending').map((state) => measureScenario(session, state));
    const ended = session.endedAt !== undefined && session.stop === undefined && options.failure === undefined;
    const scenarios = measured.map((one) => scenarioResult(session, one, ended, options));
    const stop = stopOf(session, options.failure);
    const gate = interleavedGate(session);
    const { outcome, reasons, warnings } = (0,outcome_of/* outcomeOf */.s)({ scenarios, ...(0,rows/* present */.Eb)({ stop, rows: gate?.rows }) });
    const result = {
        schema: core_result/* RESULT_SCHEMA */.w,
        outcome,
        reasons,
        warnings: [...session.warnings, ...neverStarted(session), ...warnings],
        session: {
            id: session.id,
            plan: session.plan.name,
            target: session.target ?? session.plan.target.kind,
            seed: session.seed,
            generation: session.generation,
            startedAt: (0,rows/* isoStamp */.xO)(session.startedAt),
            ...(0,rows/* present */.Eb)({ endedAt: session.endedAt === undefined ? undefined : (0,rows/* isoStamp */.xO)(session.endedAt) }),
            version: session.version,
            resumed: Math.max(0, session.epoch - 1),
            ...(0,rows/* present */.Eb)({ clock: clockOf(session) }),
            detail: detailOf(session),
        },
        scenarios,
        ...(0,rows/* present */.Eb)({ gate }),
        api: apiOf(session),
        cost: {
            runnerMinutes: sum(measured.map(({ runnerMinutes }) => runnerMinutes)),
            billedMinutes: sum(measured.map(({ billedMinutes }) => billedMinutes)),
        },
    };
    return { result, ...tablesOf(session, measured) };
}
function scenarioResult(session, measured, ended, options) {
    const { state, ledger, ledgerReasons, samples, metrics } = measured;
    const thresholds = state.scenario.thresholds.map((rule) => {
        const own = metrics[rule.metric];
        return evaluateThreshold(rule, own?.unit === core_result/* RATE_UNIT */.kS ? own : samples.filter(({ metric }) => metric === rule.metric));
    });
    const facts = { name: state.scenario.name, ledger, ledgerReasons, thresholds };
    return {
        ...facts,
        test: state.scenario.test,
        ...(0,scenario_verdict/* scenarioVerdict */.am)(facts, ended),
        ...(0,rows/* present */.Eb)({
            startedAt: state.startedAt === undefined ? undefined : (0,rows/* isoStamp */.xO)(state.startedAt),
            endedAt: state.endedAt === undefined ? undefined : (0,rows/* isoStamp */.xO)(state.endedAt),
        }),
        jobs: measured.jobs,
        metrics,
        extraRuns: [...session.extraRuns.values()]
            .filter(({ scenario }) => scenario === state.index)
            .map(({ runId, url, why, cancel }) => ({ id: runId, url, why, cancelled: cancel === 'accepted' })),
        leftRunning: leftRunning(session, state.index, options),
    };
}
/** Runs that nobody has seen end, once nobody looks any more. */
function leftRunning(session, scenario, options) {
    const runs = [...session.runs.values()].filter(({ scenario: at, endSeenAt, cancel }) => at === scenario && endSeenAt === undefined && !isEnding(cancel?.answer, cancel?.tries ?? 0));
    const extra = [...session.extraRuns.values()].filter(({ scenario: at, endSeenAt, cancel, cancelTries }) => at === scenario && endSeenAt === undefined && !isEnding(cancel, cancelTries));
    return [...runs, ...extra].map((run) => ({
        id: run.runId,
        url: run.url,
        command: options.cancelCommand({ runId: run.runId, scenario, unitIndex: run.unit }),
    }));
}
/** A cancel that was accepted ends a run soon; one that was accepted again and again does not. */
function isEnding(answer, tries) {
    return answer === 'already_ended' || (answer === 'accepted' && tries < STUBBORN_TRIES);
}
function stopOf(session, failure) {
    if (failure !== undefined)
        return { kind: 'error', message: failure };
    if (session.stop !== undefined)
        return session.stop.reason;
    if (session.endedAt !== undefined)
        return undefined;
    return { kind: 'suspended', message: `not ended: the session can be resumed as ${session.id}` };
}
/** What a stopped session did not come to is no slot, but a reader must not miss it. */
function neverStarted(session) {
    if (session.stop === undefined)
        return [];
    return session.scenarios.flatMap((state) => {
        const missing = (0,session_session/* plannedSlots */.Cz)(state) - state.issued;
        return missing === 0 ? [] : [`${state.scenario.name}: ${missing} of ${(0,session_session/* plannedSlots */.Cz)(state)} runs never came due before the stop`];
    });
}
function clockOf({ clock }) {
    if (clock === undefined)
        return undefined;
    return { ahead: clock.offsetMs / time/* SECOND_MS */._L, uncertain: clock.residualMs / time/* SECOND_MS */._L, resolution: slot_facts/* STAMP_RESOLUTION_MS */.g / time/* SECOND_MS */._L };
}
function apiOf(session) {
    const usages = [...session.usage.values()];
    const byEndpoint = {};
    for (const usage of usages)
        for (const [endpoint, count] of Object.entries(usage.byEndpoint))
            byEndpoint[endpoint] = (byEndpoint[endpoint] ?? 0) + count;
    const requests = sum(usages.map((usage) => usage.requests));
    return {
        requests,
        charged: sum(usages.map(({ charged }) => charged)),
        notModified: sum(usages.map(({ notModified }) => notModified)),
        perRun: session.slots.size === 0 ? 0 : requests / session.slots.size,
        rateLimitWaits: sum(usages.map(({ rateLimitWaits }) => rateLimitWaits)),
        byEndpoint: Object.fromEntries(Object.entries(byEndpoint).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
}
function tablesOf(session, measured) {
    const runs = [];
    const jobs = [];
    for (const { slots, samplesBySlot } of measured) {
        for (const slot of slots) {
            const samples = samplesBySlot.get(slot.id) ?? [];
            runs.push((0,rows/* runRow */.gY)(session, slot, samples));
            const records = slot.runId === undefined ? undefined : session.runs.get(slot.runId)?.details?.jobs;
            for (const job of records ?? [])
                jobs.push((0,rows/* jobRow */.Ss)(session, slot, job, samples));
        }
    }
    return { runs, jobs };
}
const sum = (values) => values.reduce((total, value) => total + value, 0);

// EXTERNAL MODULE: ./build/reports/escape/redact.js
var redact = __webpack_require__(7145);
// EXTERNAL MODULE: ./build/reports/render-reports.js + 5 modules
var render_reports = __webpack_require__(27368);
// EXTERNAL MODULE: ./build/stores/session-folder/session-folder.js
var session_folder = __webpack_require__(17356);
// EXTERNAL MODULE: ./build/stores/session-folder/write-reports.js
var write_reports = __webpack_require__(35734);
// EXTERNAL MODULE: ./build/app/conduct-gate.js + 4 modules
var conduct_gate = __webpack_require__(74314);
;// CONCATENATED MODULE: ./build/app/write-session-reports.js







/**
 * Measures a session, gates it and writes its reports. Nothing of this is needed while a session runs, so it is loaded when it has ended.
 *
 * @returns the report; where its files could not be written, the outcome is `error`, and a reason says which and why
 */
async function writeSessionReports(session, options) {
    const { folder, gate, now, secrets, reports } = options;
    const measured = reportOf(session, options);
    const report = gate === undefined ? measured : await (0,conduct_gate.concludeGate)(measured, gate, { id: (0,external_node_path_.basename)(folder), measuredAt: now });
    try {
        await (0,write_reports/* writeReports */.L)(folder, (0,render_reports/* reportFiles */.I)(report, { redact: (0,redact/* createRedactor */.l)(secrets), ...(reports === undefined ? {} : { names: reports }) }));
    }
    catch (error) {
        if (!(error instanceof session_folder/* SessionFolderError */.n_))
            throw error;
        return unwritten(report, error);
    }
    return report;
}
/** A full disk must not cost what was measured: it is still told, with what became of its files. */
function unwritten(report, { message }) {
    const { outcome, reasons } = report.result;
    return { ...report, result: { ...report.result, outcome: 'error', reasons: outcome === 'error' ? [...reasons, message] : [message, ...reasons] } };
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


/***/ })

};
