import type { ReportInput } from '../core/result.ts';
import { renderJobsCsv, renderRunsCsv } from './csv.ts';
import { createRedactor, type Redact, redactDeep } from './escape/redact.ts';
import { renderResultJson } from './json.ts';
import { renderRunsNdjson } from './ndjson.ts';
import { renderSummary, type SummaryOptions } from './summary.ts';

/**
 * Every file of the session folder that is made from the result, by name. Secrets are taken out once, before anything is
 * rendered, so that no report can forget it.
 *
 * @param redact by default what has the form of a secret goes; pass `createRedactor([token])` to register the ones you hold
 * @example for (const [name, text] of renderReports({ result, runs, jobs })) await writeFile(name, text);
 */
export function renderReports(input: ReportInput, options: SummaryOptions & { readonly redact?: Redact } = {}): ReadonlyMap<string, string> {
  const safe = redactDeep(input, options.redact ?? createRedactor());
  return new Map([
    ['result.json', renderResultJson(safe.result)],
    ['runs.csv', renderRunsCsv(safe.runs)],
    ['jobs.csv', renderJobsCsv(safe.jobs)],
    ['runs.ndjson', renderRunsNdjson(safe)],
    ['summary.md', renderSummary(safe, options)],
  ]);
}
