import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { Refusal } from './refusal.ts';
import { addStatistics } from './statistics.ts';

/** Groups lie in groups; nobody nests them deeper than this. */
const MAX_DEPTH = 50;

/**
 * k6's end-of-test summary: the object of `handleSummary`, and the file of `--summary-export`. In the latter a threshold's boolean says that
 * it was *crossed*: true is failed. In the former `ok: true` is passed.
 */
export const k6Summary = jsonImporter({
  format: 'k6',
  aliases: ['k6-summary'],
  title: "k6's summary (handleSummary or --summary-export)",
  keeps: 'each metric: trends with all their percentiles, rates, counts a second, gauges; checks; thresholds as met (1) or crossed (0)',
  shape: '`metrics` with `values` and `type`, or with members such as `p(95)`, `count`, `passes`',
  repeats: 'refused',
  detect(json) {
    const metrics = isObject(json) ? own(json, 'metrics') : undefined;
    if (!isObject(metrics)) return false;
    const all = Object.values(metrics);
    return all.length > 0 && all.every(isObject) && all.some((metric) => isObject(own(metric, 'values')) || looksExported(metric));
  },
  read(document, into) {
    for (const [name, metric] of document.get('metrics').entries()) {
      const values = metric.get('values');
      if (isObject(values.value)) readMetric(name, values, metric.get('type').maybeText(), metric.get('contains').maybeText(), into);
      else readMetric(name, metric, undefined, undefined, into);
      readThresholds(name, metric.get('thresholds'), into);
    }
    readChecks(document.get('root_group'), '', into, 0);
  },
});

const looksExported = (metric: Record<string, unknown>): boolean =>
  ['p(90)', 'p(95)', 'p(99)'].some((key) => key in metric) || ('count' in metric && 'rate' in metric) || ('passes' in metric && 'fails' in metric);

function readMetric(name: string, values: JsonValue, type: string | undefined, contains: string | undefined, into: Collection): void {
  const number = (key: string) => values.get(key).maybeNumber();
  const { path } = values;
  const kind = type ?? kindOf(values);
  if (kind === 'trend') {
    const percentiles = values.entries().flatMap(([key, value]) => {
      const percent = Number(/^p\((\d+(?:\.\d+)?)\)$/.exec(key)?.[1] ?? Number.NaN);
      return percent > 0 && percent < 100 ? [[percent, value.maybeNumber()] as const] : [];
    });
    // The export does not say what a trend holds; k6's own are all times.
    const unit = trendUnit(name, contains);
    const statistics = { n: number('count'), median: number('med'), mean: number('avg'), min: number('min'), max: number('max'), percentiles };
    addStatistics(into, name, { metric: unit === 'ms' ? 'time' : 'value', unit, ...statistics }, path);
  } else if (kind === 'rate') {
    const [passes, fails] = [number('passes'), number('fails')];
    const n = passes === undefined || fails === undefined ? undefined : passes + fails;
    const direction = rateDirection(name);
    into.addMaybe(name, { metric: 'rate', unit: 'ratio', value: number('rate') ?? number('value'), n, direction }, path);
  } else if (kind === 'counter') {
    const data = contains === 'data' || /^data_(sent|received)/.test(name);
    const unwelcome = /^dropped_|error|fail/.test(name);
    // How much was done says nothing about speed while the script decides how much there is to do; nor does more traffic.
    const direction = unwelcome ? ({ direction: 'smaller' } as const) : ({ undirected: true } as const);
    const rate = data || unwelcome ? direction : ({ direction: 'bigger' } as const);
    into.addMaybe(name, { metric: 'rate', unit: data ? 'B/s' : '1/s', value: number('rate'), ...rate }, path);
    into.addMaybe(name, { metric: 'count', unit: data ? 'B' : 'count', value: number('count'), of: 'rate', ...direction }, path);
  } else {
    for (const key of ['value', 'min', 'max'] as const) {
      into.addMaybe(
        name,
        { metric: key, unit: contains === 'time' ? 'ms' : name, value: number(key), ...(key !== 'value' && { aggregate: key, of: 'value' }) },
        path,
      );
    }
  }
}

function kindOf(values: JsonValue): 'trend' | 'rate' | 'counter' | 'gauge' {
  const has = (key: string): boolean => values.get(key).present;
  if (has('passes') || has('fails')) return 'rate';
  if (has('count') && has('rate')) return 'counter';
  return has('avg') || has('med') || has('p(95)') || has('p(90)') ? 'trend' : 'gauge';
}

function trendUnit(name: string, contains: string | undefined): string {
  if (contains === 'time') return 'ms';
  if (contains === 'data') return 'B';
  const own = /^(http_req_|ws_|grpc_req_|browser_|webvital_|group_duration|iteration_duration)/.test(name) && !/cls/i.test(name);
  return contains === undefined && (own || /duration|latency|time/i.test(name)) ? 'ms' : '';
}

function rateDirection(name: string): 'smaller' | 'bigger' | undefined {
  if (/fail|error|drop|reject|timeout/i.test(name)) return 'smaller';
  return /^checks\b|success|passed/i.test(name) ? 'bigger' : undefined;
}

function readThresholds(metric: string, thresholds: JsonValue, into: Collection): void {
  if (!isObject(thresholds.value)) return;
  for (const [expression, verdict] of thresholds.entries()) {
    const ok = isObject(verdict.value) ? verdict.get('ok').value : verdict.value;
    if (typeof ok !== 'boolean') throw verdict.wrong('true, false or { ok }');
    const met = isObject(verdict.value) ? ok : !ok;
    into.add(metric, { metric: `threshold ${expression}`, unit: 'met', value: met ? 1 : 0, direction: 'bigger', exact: true }, verdict.path);
  }
}

/** Checks and groups are arrays in `handleSummary` and objects by name in the export. */
function readChecks(group: JsonValue, path: string, into: Collection, depth: number): void {
  if (!isObject(group.value)) return;
  if (depth > MAX_DEPTH) throw new Refusal(`groups lie deeper than ${MAX_DEPTH}`, group.path.slice(0, 8));
  for (const check of members(group.get('checks'))) {
    const [passes, fails] = [check.get('passes').number(), check.get('fails').number()];
    const name = `${path}${check.get('name').text()}`;
    const n = passes + fails;
    if (n > 0) into.add(`check ${name}`, { metric: 'passed', unit: 'ratio', value: passes / n, n, direction: 'bigger' }, check.path);
    else into.unmeasured(`check ${name}`, 'it was never made');
  }
  for (const inner of members(group.get('groups'))) readChecks(inner, `${path}${inner.get('name').text()} > `, into, depth + 1);
}

function members(value: JsonValue): JsonValue[] {
  if (Array.isArray(value.value)) return value.items();
  return isObject(value.value) ? value.entries().map(([, each]) => each) : [];
}
