import type { ReportInput } from '../core/result.ts';
import { jobsCsvLines, runsCsvLines } from './csv.ts';
import { createRedactor, type Redact, redactDeep } from './escape/redact.ts';
import { renderResultJson } from './json.ts';
import { runsNdjsonLines } from './ndjson.ts';
import { renderSummary, type SummaryOptions } from './summary.ts';
import { renderTests } from './tests-report.ts';

export interface RenderReportsOptions extends SummaryOptions {
  /** By default what has the form of a secret goes; pass `createRedactor([token])` to register the ones you hold. */
  readonly redact?: Redact;
}

/**
 * Every file of the session folder that is made from the result, one at a time and the tables line by line, so that ten thousand runs
 * never stand in memory as text. Secrets are taken out here, before anything is rendered, so that no report can forget it. `result.json` comes
 * last: where it lies, the others do.
 *
 * @param names file names; absent: all
 */
export function* reportFiles(
  input: ReportInput,
  options: RenderReportsOptions & { readonly names?: readonly string[] } = {},
): Generator<readonly [name: string, content: string | Iterable<string>]> {
  const redact = options.redact ?? createRedactor();
  const hasTests = input.result.scenarios.some(({ tests }) => tests !== undefined);
  const files: readonly (readonly [string, () => string | Iterable<string>])[] = [
    ...(hasTests ? [['tests.md', () => renderTests(redactDeep(input.result, redact)) ?? ''] as const] : []),
    ['runs.csv', () => runsCsvLines(redactDeep(input.runs, redact))],
    ['jobs.csv', () => jobsCsvLines(redactDeep(input.jobs, redact))],
    ['runs.ndjson', () => runsNdjsonLines(redactDeep({ runs: input.runs, jobs: input.jobs }, redact))],
    ['summary.md', () => renderSummary(redactDeep({ ...input, jobs: [] }, redact), options)],
    ['result.json', () => renderResultJson(redactDeep(input.result, redact))],
  ];
  for (const [name, render] of files) if (options.names?.includes(name) ?? true) yield [name, render()];
}

/**
 * All of {@link reportFiles} by name.
 *
 * @example for (const [name, text] of renderReports({ result, runs, jobs })) await writeFile(name, text);
 */
export function renderReports(input: ReportInput, options: RenderReportsOptions = {}): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [name, content] of reportFiles(input, options)) files.set(name, typeof content === 'string' ? content : [...content].join(''));
  return files;
}
