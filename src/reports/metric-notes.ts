import type { MetricSummary } from '../core/result.ts';
import { counted } from './format.ts';

/** The percentiles that people see; the files hold p75 as well. */
export const SHOWN_PERCENTILES = ['50', '90', '95', '99'] as const;

/** The extremes of six values hold the median with 1 − 2 × 0.5⁶ = 96.9 %, those of five with 93.8 %. */
const SMALLEST_N_OF_INTERVAL = 6;

/** Everything that a reader must know about a metric's numbers: why one is missing, and what was left out of them. */
export function metricNotes(metric: MetricSummary): string[] {
  const missing = SHOWN_PERCENTILES.filter((p) => metric.percentiles[p] === undefined).map((p) => `p${p}`);
  const notes: string[] = [];
  if (missing.length > 0) notes.push(`no ${missing.join(', ')}: ${whyMissing(metric)}`);
  else if (metric.censored > 0) notes.push(`${atLeast(metric)}: percentiles count that, max does not`);
  if (metric.percentiles['50'] !== undefined && metric.ci95['50'] === undefined) {
    const few = metric.n + metric.censored < SMALLEST_N_OF_INTERVAL;
    notes.push(`no 95 % interval of p50: ${few ? tooFew(metric.n) : 'the censored values leave it open'}`);
  }
  if (metric.anomalous > 0) notes.push(`${counted(metric.anomalous, 'impossible span')} left out (anomalous)`);
  const told = metric.notes?.some((note) => note.includes(' unavailable: ')) === true;
  if (metric.unavailable > 0 && !told) notes.push(`${counted(metric.unavailable, 'value')} unavailable`);
  return [...notes, ...(metric.notes ?? [])];
}

function whyMissing(metric: MetricSummary): string {
  if (metric.n === 0 && metric.censored === 0) return 'nothing was measured';
  if (metric.censored > 0) return `${atLeast(metric)}, so many that they leave it open`;
  return tooFew(metric.n);
}

const tooFew = (n: number): string => (n === 1 ? '1 value is too few' : `${counted(n, 'value')} are too few`);

function atLeast(metric: MetricSummary): string {
  return `${metric.censored} of ${counted(metric.n + metric.censored, 'value')} ${metric.censored === 1 ? 'is' : 'are'} known only as “at least”`;
}
