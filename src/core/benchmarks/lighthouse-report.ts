import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';

/** `numericUnit` by what later reports write into it; reports before version 6 have none. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['millisecond', 'ms'],
  ['second', 's'],
  ['byte', 'B'],
  ['element', 'elements'],
  ['unitless', ''],
]);
/** Audits of reports without `numericUnit` whose value is no time. */
const NO_TIME: ReadonlyMap<string, string> = new Map([
  ['dom-size', 'elements'],
  ['total-byte-weight', 'B'],
  ['uses-long-cache-ttl', 'B'],
  ['network-requests', 'requests'],
  ['main-thread-tasks', 'tasks'],
  ['errors-in-console', 'errors'],
  ['cumulative-layout-shift', ''],
]);

/** A Lighthouse report (LHR), also as PageSpeed Insights wraps it. */
export const lighthouse = jsonImporter({
  format: 'lighthouse',
  title: 'a JSON report of Lighthouse',
  keeps: 'numericValue of every audit in its unit, score of every audit and category; the requested address is the name',
  shape: '`lighthouseVersion` and `audits`',
  repeats: 'refused',
  detect: (json) => isReport(json) || (isObject(json) && isReport(own(json, 'lighthouseResult'))),
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
      const unit = unitOf(id, audit);
      if (value !== undefined) into.add(page, { metric: id, unit, value, direction: 'smaller' }, audit.path);
      // A score is computed from the value beside it.
      if (score !== undefined)
        into.add(
          page,
          { metric: `${id} score`, unit: 'score', value: score, direction: 'bigger', ...(value !== undefined && { of: id }) },
          audit.path,
        );
      if (score === undefined && audit.get('scoreDisplayMode').value === 'error')
        into.unmeasured(`${page} ${id}`, audit.get('errorMessage').maybeText() ?? 'it failed');
    }
    const categories = report.get('categories');
    for (const [id, category] of isObject(categories.value) ? categories.entries() : []) {
      into.addMaybe(
        page,
        { metric: `category ${id}`, unit: 'score', value: category.get('score').maybeNumber(), direction: 'bigger' },
        category.path,
      );
    }
  },
});

const isReport = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, 'lighthouseVersion') && isObject(own(value, 'audits'));

function unitOf(id: string, audit: JsonValue): string {
  const given = audit.get('numericUnit').maybeText();
  return given === undefined ? (NO_TIME.get(id) ?? 'ms') : (UNITS.get(given) ?? given);
}
