import { cents, costOf, labelOf } from '../cost/cost-report.ts';
import type { MetricSummary } from '../result.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { summarizeMetric } from '../timing/summarize-metric.ts';
import { ANALYSIS_SCHEMA, type Analysis, type AnalysisGroup, type AnalysisHour, type HistoryReading, type JobHistory } from './analysis.ts';
import { type Concurrency, concurrencyOf, queueSpan, workSpan } from './concurrency.ts';
import { type MeasuredJob, measureJobs } from './measured-job.ts';

/** Runners that exist for one job have a name each: more of them tell nobody anything. */
const MOST_GROUPS = 1_000;
const MOST_SECONDS = 100;
/** GitHub's own runners are numbered: together they are one. */
const HOSTED = /^GitHub[ -]?Actions \d+$/i;
const FAILED = new Set(['failure', 'timed_out', 'startup_failure']);

/**
 * What a repository's runs say about the runners that they met: queue and execution times by workflow, job, label and runner, arrivals, concurrency, cost.
 *
 * The same instrument as for a session's own runs: percentiles of type 7 with intervals, a job that was cancelled while it waited is censored, an
 * impossible span is anomalous, a result that was carried over is left out. Re-runs count: their jobs waited for runners too.
 *
 * @example analyzeRuns(await readHistory({ … })).byWorkflow[0]?.queue_time.percentiles[95]
 */
export function analyzeRuns(reading: HistoryReading): Analysis {
  const { sinceAt, untilAt, runs, jobs } = reading;
  const read = runs.filter(({ runId }) => jobs.has(runId));
  const all = read.flatMap((run) => measureJobs(run, jobs.get(run.runId) ?? [], untilAt));
  const listed = read.reduce((sum, { runId }) => sum + (jobs.get(runId)?.length ?? 0), 0);
  const ran = all.filter((one) => one.ran);
  const cost = costOf(all.map(({ job }) => job));
  const busy = concurrencyOf(ran.flatMap(({ job }) => workSpan(job, untilAt)));
  const queued = concurrencyOf(all.flatMap(({ job }) => queueSpan(job, untilAt)));
  const hours = hoursOf(reading, all, busy, queued);
  const most = hours.reduce<AnalysisHour | undefined>((top, hour) => (hour.runs > (top?.runs ?? 0) ? hour : top), undefined);
  const factor = read.length === 0 ? 1 : runs.length / read.length;
  return {
    schema: ANALYSIS_SCHEMA,
    repository: reading.repository,
    since: iso(sinceAt),
    until: iso(untilAt),
    ...(reading.workflow !== undefined && { workflow: reading.workflow }),
    ...(reading.branch !== undefined && { branch: reading.branch }),
    complete: reading.complete,
    notes: reading.notes,
    requests: reading.requests,
    runs: { listed: runs.length, read: read.length, byConclusion: countBy(runs.map(({ conclusion, status }) => conclusion ?? status)) },
    jobs: {
      ran: ran.length,
      carriedOver: listed - all.length,
      skipped: all.filter(({ job }) => job.conclusion === 'skipped').length,
      neverStarted: all.filter((one) => !one.ran && one.job.conclusion !== 'skipped').length,
    },
    ...timesOf(all),
    byWorkflow: groups(all, ({ run }) => run.workflow),
    byJob: groups(all, ({ run, job }) => `${run.workflow} / ${job.name}`),
    byLabel: groups(all, ({ job }) => labelOf(job)),
    byRunner: groups(ran, ({ job }) => runnerName(job.runner?.name ?? '')),
    arrivals: {
      perMinute: (runs.length * MINUTE_MS) / Math.max(1, untilAt - sinceAt),
      ...(most !== undefined && { busiest: most }),
      hours,
      byHourOfDay: byHourOfDay(runs.flatMap(({ createdAt }) => createdAt ?? [])),
    },
    concurrency: {
      most: busy.most,
      ...(busy.mostAt !== undefined && { mostAt: iso(busy.mostAt) }),
      mean: busy.sumMs / Math.max(1, untilAt - sinceAt),
      mostQueued: queued.most,
    },
    cost,
    ...(factor > 1 && {
      scaled: {
        runnerMinutes: cost.runnerMinutes * factor,
        billedMinutes: cost.billedMinutes * factor,
        ...(cost.actual !== undefined && { usd: cents(cost.actual * factor) }),
      },
    }),
    history: historyOf(reading, all),
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** A runner of GitHub's own has no name that anybody knows. */
function runnerName(name: string): string {
  return HOSTED.test(name) ? 'GitHub-hosted' : name === '' ? 'unnamed' : name;
}

function timesOf(jobs: readonly MeasuredJob[]): { readonly queue_time: MetricSummary; readonly execution_time: MetricSummary } {
  const samples = jobs.flatMap((one) => one.samples);
  const of = (metric: 'queue_time' | 'execution_time'): MetricSummary =>
    summarizeMetric(
      metric,
      samples.filter((sample) => sample.metric === metric),
    );
  return { queue_time: of('queue_time'), execution_time: of('execution_time') };
}

/** By what they took of the runners, the most first. */
function groups(jobs: readonly MeasuredJob[], nameOf: (job: MeasuredJob) => string): readonly AnalysisGroup[] {
  return [
    ...Map.groupBy(
      jobs.filter(({ job }) => job.conclusion !== 'skipped'),
      nameOf,
    ),
  ]
    .map(([name, own]): AnalysisGroup => {
      const { billedMinutes, actual } = costOf(own.map(({ job }) => job));
      return {
        name,
        runs: new Set(own.map(({ run }) => run.runId)).size,
        jobs: own.filter(({ ran }) => ran).length,
        ...timesOf(own),
        failed: own.filter(({ job }) => FAILED.has(job.conclusion ?? '')).length,
        billedMinutes,
        ...(actual !== undefined && { usd: actual }),
      };
    })
    .sort((a, b) => b.billedMinutes - a.billedMinutes || b.jobs - a.jobs || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_GROUPS);
}

function hoursOf(
  { runs, sinceAt, untilAt }: HistoryReading,
  jobs: readonly MeasuredJob[],
  busy: Concurrency,
  queued: Concurrency,
): readonly AnalysisHour[] {
  const hourOf = (at: number): number => Math.floor(at / HOUR_MS);
  const created = countBy(runs.flatMap(({ createdAt }) => (createdAt === undefined ? [] : [String(hourOf(createdAt))])));
  const jobsIn = countBy(jobs.flatMap(({ job }) => (job.createdAt === undefined ? [] : [String(hourOf(job.createdAt))])));
  const hours: AnalysisHour[] = [];
  for (let hour = hourOf(sinceAt); hour * HOUR_MS < untilAt; hour++) {
    const [from, to] = [hour * HOUR_MS, (hour + 1) * HOUR_MS];
    hours.push({
      at: iso(from),
      runs: created[hour] ?? 0,
      jobs: jobsIn[hour] ?? 0,
      busy: busy.mostWithin(from, to),
      queued: queued.mostWithin(from, to),
    });
  }
  return hours;
}

function byHourOfDay(instants: readonly number[]): readonly number[] {
  const counts = Array.from({ length: 24 }, () => 0);
  for (const at of instants) {
    const hour = Math.floor(at / HOUR_MS) % 24;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function historyOf({ runs, jobs }: HistoryReading, measured: readonly MeasuredJob[]): Analysis['history'] {
  const names = [...new Set(runs.map(({ workflow }) => workflow))].sort();
  const created = runs.flatMap(({ createdAt, workflow }) => (createdAt === undefined ? [] : [[createdAt, names.indexOf(workflow)] as const]));
  created.sort(([a, m], [b, n]) => a - b || m - n);
  const start = created[0]?.[0] ?? 0;
  const byWorkflow = Map.groupBy(measured, ({ run }) => run.workflow);
  return {
    ...(created.length > 0 && { firstAt: iso(start) }),
    arrivals: created.map(([at, workflow]) => [(at - start) / SECOND_MS, workflow]),
    workflows: names.map((workflow) => {
      const own = runs.filter((run) => run.workflow === workflow);
      const read = own.filter(({ runId }) => jobs.has(runId)).length;
      return { workflow, runs: own.length, read, jobs: jobHistories(byWorkflow.get(workflow) ?? [], read) };
    }),
  };
}

function jobHistories(jobs: readonly MeasuredJob[], runs: number): readonly JobHistory[] {
  return [...Map.groupBy(jobs, ({ job }) => JSON.stringify([job.name, job.labels]))].flatMap(([, own]) => {
    const seconds = own
      .flatMap(({ samples }) => samples.flatMap((one) => (one.metric === 'execution_time' && one.status === 'measured' ? [one.ms / SECOND_MS] : [])))
      .sort((a, b) => a - b);
    const [first] = own;
    if (first === undefined || seconds.length === 0) return [];
    const { name, labels } = first.job;
    return [{ name, labels, perRun: own.filter(({ ran }) => ran).length / Math.max(1, runs), seconds: thinned(seconds) }];
  });
}

/** At most so many values, evenly over the ranks, the smallest and the largest among them. */
function thinned(sorted: readonly number[]): readonly number[] {
  if (sorted.length <= MOST_SECONDS) return sorted;
  return Array.from({ length: MOST_SECONDS }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (MOST_SECONDS - 1))] ?? 0);
}
