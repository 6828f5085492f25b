import type { JobRow, ReportInput } from '../core/result.ts';
import { CensoredSamples } from '../core/stats/censored-quantile.ts';
import { type SortedSamples, sortSamples } from '../core/stats/sorted-samples.ts';
import { isTimes, totals } from '../reports/headline.ts';

/** Where things lie once the session is over. */
export interface Places {
  readonly resultPath: string;
  readonly reportPath: string;
  readonly artifact?: { readonly id: number; readonly url: string };
}

type Output = (input: ReportInput, places: Places) => string | number | undefined;

const time =
  (metric: string, percentile: number): Output =>
  (input) =>
    percentileOf(input, metric, percentile);

/** Every output of action.yml, in its order. A test compares the two. Times are seconds. */
export const OUTPUTS = {
  outcome: ({ result }) => result.outcome,
  // What did not end can go on.
  done: ({ result }) => String(result.session.endedAt !== undefined),
  'session-id': ({ result }) => result.session.id,
  'runs-planned': ({ result }) => totals(result).planned,
  'runs-succeeded': ({ result }) => totals(result).succeeded,
  'runs-failed': ({ result }) => totals(result).failed + totals(result).timed_out,
  'runs-lost': ({ result }) => totals(result).lost,
  'queue-time-p50': time('queue_time', 50),
  'queue-time-p95': time('queue_time', 95),
  'queue-time-p99': time('queue_time', 99),
  'execution-time-p50': time('execution_time', 50),
  'execution-time-p95': time('execution_time', 95),
  'execution-time-p99': time('execution_time', 99),
  'max-sustainable-rate': ({ result }) => leastCapacity(result),
  regressions: ({ result }) => (result.gate?.rows ?? []).filter(({ verdict }) => verdict === 'regressed').length,
  'result-path': (_, { resultPath }) => resultPath,
  'report-path': (_, { reportPath }) => reportPath,
  'artifact-id': (_, { artifact }) => artifact?.id,
  'artifact-url': (_, { artifact }) => artifact?.url,
} as const satisfies Readonly<Record<string, Output>>;

/** The load that was confirmed as sustained, in runs a minute; of several scenarios that found one, the least. */
function leastCapacity({ scenarios }: ReportInput['result']): number | undefined {
  const found = scenarios.flatMap(({ capacity }) => capacity?.interval?.[0] ?? []);
  return found.length === 0 ? undefined : Number(Math.min(...found).toPrecision(6));
}

/** The outputs as texts; empty where there is nothing to say. */
export function outputsOf(input: ReportInput, places: Places): ReadonlyMap<keyof typeof OUTPUTS, string> {
  const entries = Object.entries(OUTPUTS) as [keyof typeof OUTPUTS, Output][];
  return new Map(entries.map(([name, output]) => [name, String(output(input, places) ?? '')]));
}

/**
 * A percentile of a job metric over the whole session. Of one scenario it is the number of the result; several are pooled, by the same
 * rules: R type 7, censored values count as at least that, `undefined` where they leave it open.
 */
function percentileOf({ result, jobs }: ReportInput, metric: string, percentile: number): number | undefined {
  const [only, ...others] = result.scenarios;
  if (others.length === 0) {
    const summary = only?.metrics[metric];
    return summary !== undefined && isTimes(summary) ? summary.percentiles[percentile] : undefined;
  }
  const quantile = new CensoredSamples(secondsOf(jobs, metric, 'measured'), secondsOf(jobs, metric, 'censored')).quantile(percentile / 100);
  return quantile !== undefined && quantile.atLeast === quantile.atMost ? quantile.atLeast : undefined;
}

function secondsOf(jobs: readonly JobRow[], metric: string, status: string): SortedSamples | undefined {
  return sortSamples(jobs.flatMap(({ times }) => (times[metric]?.status === status ? (times[metric].seconds ?? []) : [])));
}
