import type { AnalysisGroup } from '../../core/analyze/analysis.ts';
import type { MetricSummary } from '../../core/result.ts';
import { formatUsd } from '../cost.ts';
import { NO_VALUE } from '../format.ts';

/** Headings of the columns behind the name. */
export const GROUP_COLUMNS = ['runs', 'jobs', 'queue p50', 'p90', 'p95', 'execution p50', 'p90', 'p95', 'failed', 'minutes', 'cost'] as const;

/** Columns that a terminal has room for, by their places in {@link GROUP_COLUMNS}. */
export const NARROW: readonly number[] = [1, 2, 4, 5, 7, 8, 9, 10];

/** The numbers of a group, as people read them. */
export function groupCells(group: AnalysisGroup): readonly string[] {
  const { runs, jobs, queue_time: queue, execution_time: execution, failed, billedMinutes, usd } = group;
  return [
    String(runs),
    String(jobs),
    ...(['50', '90', '95'] as const).map((p) => percentile(queue, p)),
    ...(['50', '90', '95'] as const).map((p) => percentile(execution, p)),
    failed === 0 ? '' : String(failed),
    billedMinutes.toLocaleString('en-US'),
    usd === undefined ? NO_VALUE : formatUsd(usd),
  ];
}

/** Seconds below two minutes, minutes above; what the censored values leave open is a dash. */
function percentile({ percentiles }: MetricSummary, p: string): string {
  const seconds = percentiles[p];
  if (seconds === undefined) return NO_VALUE;
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  return seconds < 7_200 ? `${Number((seconds / 60).toFixed(1))} min` : `${Number((seconds / 3_600).toFixed(1))} h`;
}

const BARS = '▁▂▃▄▅▆▇█';

/** A row of bars, the highest for the largest number; a blank for 0. */
export function bars(values: readonly number[]): string {
  const most = Math.max(1, ...values);
  return values.map((value) => (value === 0 ? ' ' : (BARS[Math.min(7, Math.ceil((value / most) * 8) - 1)] ?? ' '))).join('');
}
