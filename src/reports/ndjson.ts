import type { JobRow, ReportInput } from '../core/result.ts';
import { inertJson } from './escape/json.ts';

const ofRun = (row: { readonly scenario: string; readonly slot: string; readonly runId?: string }): string =>
  JSON.stringify([row.scenario, row.slot, row.runId]);

/**
 * `runs.ndjson`: a line a slot with its run's jobs in it: `{…run, "jobCount": 2, "jobs": [{…}, {…}]}`.
 * Jobs of a run that is no slot's (a late twin) follow, in a line a run that has no `box`.
 */
export function* runsNdjsonLines(input: Pick<ReportInput, 'runs' | 'jobs'>): Generator<string> {
  const jobs = new Map<string, JobRow[]>();
  for (const job of input.jobs) {
    const known = jobs.get(ofRun(job));
    if (known === undefined) jobs.set(ofRun(job), [job]);
    else known.push(job);
  }
  for (const { jobs: jobCount, ...run } of input.runs) {
    const own = jobs.get(ofRun(run)) ?? [];
    jobs.delete(ofRun(run));
    yield lineOf({ ...run, ...(jobCount === undefined ? {} : { jobCount }), jobs: own });
  }
  for (const own of jobs.values()) {
    const [{ scenario, slot, runId } = {}] = own;
    yield lineOf({ scenario, slot, runId, jobs: own });
  }
}

/** {@link runsNdjsonLines} as one text. */
export function renderRunsNdjson(input: Pick<ReportInput, 'runs' | 'jobs'>): string {
  return [...runsNdjsonLines(input)].join('');
}

const lineOf = (line: object): string => `${inertJson(JSON.stringify(line))}\n`;
