import type { JobRow, RunRow } from '../core/result.ts';
import { RUN_METRICS, TIME_METRICS } from '../core/timing/sample.ts';
import { type CsvValue, csvLine } from './escape/csv.ts';

/** A column: its name, and where its value stands. */
type Column<Row> = readonly [name: string, value: (row: Row) => CsvValue];

const RUN_COLUMNS: readonly Column<RunRow>[] = [
  ['scenario', (run) => run.scenario],
  ['slot', (run) => run.slot],
  ['key', (run) => run.key],
  ['run_id', (run) => run.runId],
  ['url', (run) => run.url],
  ['title', (run) => run.title],
  ['workflow', (run) => run.workflow],
  ['box', (run) => run.box],
  ['warmup', (run) => (run.warmup === true ? 'true' : undefined)],
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

const JOB_COLUMNS: readonly Column<JobRow>[] = [
  ['scenario', (job) => job.scenario],
  ['slot', (job) => job.slot],
  ['run_id', (job) => job.runId],
  ['job_id', (job) => job.jobId],
  ['name', (job) => job.name],
  ['conclusion', (job) => job.conclusion],
  ['warmup', (job) => (job.warmup === true ? 'true' : undefined)],
  ['runner', (job) => job.runner],
  ['labels', (job) => job.labels.join(' ')],
  ['attempt', (job) => job.attempt],
  ['url', (job) => job.url],
  ['created_at', (job) => job.createdAt],
  ['started_at', (job) => job.startedAt],
  ['completed_at', (job) => job.completedAt],
];

/** The known metrics first, always all of them, so that the columns are the same in every file; then unknown ones by name. */
function metricColumns(known: readonly string[], rows: readonly { readonly times: Readonly<Record<string, unknown>> }[]): string[] {
  const others = new Set<string>();
  for (const { times } of rows) for (const name of Object.keys(times)) others.add(name);
  for (const name of known) others.delete(name);
  return [...known, ...[...others].sort()];
}

function* lines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Generator<string> {
  yield csvLine(columns.map(([name]) => name));
  for (const row of rows) yield csvLine(columns.map(([, value]) => value(row)));
}

/** `runs.csv`: a line a slot. Times in seconds, in columns `<metric>_s`; an empty field was not measured. */
export function runsCsvLines(rows: readonly RunRow[]): Generator<string> {
  const metrics = metricColumns(TIME_METRICS, rows);
  return lines([...RUN_COLUMNS, ...metrics.map((name): Column<RunRow> => [`${name}_s`, (run) => run.times[name]])], rows);
}

/** `jobs.csv`: a line a job. A metric has three columns: `<metric>_s` in seconds, `<metric>_status`, `<metric>_evidence`. */
export function jobsCsvLines(rows: readonly JobRow[]): Generator<string> {
  const known = TIME_METRICS.filter((name) => !RUN_METRICS.has(name));
  const metrics = metricColumns(known, rows).flatMap((name): Column<JobRow>[] => [
    [`${name}_s`, (job) => job.times[name]?.seconds],
    [`${name}_status`, (job) => job.times[name]?.status],
    [`${name}_evidence`, (job) => job.times[name]?.evidence],
  ]);
  return lines([...JOB_COLUMNS, ...metrics], rows);
}

/** {@link runsCsvLines} as one text. */
export function renderRunsCsv(rows: readonly RunRow[]): string {
  return [...runsCsvLines(rows)].join('');
}

/** {@link jobsCsvLines} as one text. */
export function renderJobsCsv(rows: readonly JobRow[]): string {
  return [...jobsCsvLines(rows)].join('');
}
