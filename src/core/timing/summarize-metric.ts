import type { MetricSummary } from '../result.ts';
import { CensoredSamples } from '../stats/censored-quantile.ts';
import { describeSamples } from '../stats/describe-samples.ts';
import { type SortedSamples, sortSamples } from '../stats/sorted-samples.ts';
import { SECOND_MS } from '../time.ts';
import { DISPUTED, FROM_STEP } from './job-fate.ts';
import { RUN_METRICS, type Sample, TIME_METRICS, type TimeMetric } from './sample.ts';

/** The percentiles that every report shows. */
export const SHOWN_PERCENTILES = [50, 75, 90, 95, 99] as const;

/** Values of one metric, in seconds. */
export interface MetricValues {
  readonly measured?: SortedSamples;
  /** Lower bounds of the censored values. */
  readonly bounds?: SortedSamples;
  readonly all: CensoredSamples;
  readonly anomalous: number;
  readonly unavailable: number;
}

/** Sorts the samples of one metric by what they are good for. */
export function valuesOf(samples: readonly Sample[]): MetricValues {
  const seconds = (status: 'measured' | 'censored'): SortedSamples | undefined =>
    sortSamples(samples.flatMap((sample) => (sample.status === status ? [sample.ms / SECOND_MS] : [])));
  const measured = seconds('measured');
  const bounds = seconds('censored');
  return {
    ...(measured !== undefined && { measured }),
    ...(bounds !== undefined && { bounds }),
    all: new CensoredSamples(measured, bounds),
    anomalous: count(samples, ({ status }) => status === 'anomalous'),
    unavailable: count(samples, ({ status }) => status === 'unavailable'),
  };
}

/**
 * The numbers of one metric, in seconds.
 *
 * Mean, deviation and extremes describe the measured values. Percentiles and intervals are of measured and censored values together
 * ({@link CensoredSamples} has the rule); one that the censored values leave open is absent. Anomalous values are in none of them.
 *
 * @param samples of this metric only
 */
export function summarizeMetric(metric: TimeMetric, samples: readonly Sample[]): MetricSummary {
  const values = valuesOf(samples);
  const percentiles: Record<string, number> = {};
  const ci95: Record<string, readonly [number, number]> = {};
  for (const p of SHOWN_PERCENTILES) {
    const value = values.all.quantile(p / 100);
    if (value !== undefined && value.atLeast === value.atMost) percentiles[p] = value.atLeast;
    const interval = values.all.interval(p / 100);
    if (interval !== undefined) ci95[p] = interval;
  }
  const notes = notesOn(samples);
  return {
    unit: 's',
    of: RUN_METRICS.has(metric) ? 'run' : 'job',
    n: 0,
    ...(values.measured !== undefined && describeSamples(values.measured)),
    percentiles,
    ci95,
    estimator: 'R7',
    censored: values.bounds?.length ?? 0,
    anomalous: values.anomalous,
    unavailable: values.unavailable,
    ...(notes.length > 0 && { notes }),
  };
}

/** Every time metric of which there is a sample, in the order of {@link TIME_METRICS}. */
export function summarizeMetrics(samples: readonly Sample[]): Readonly<Partial<Record<TimeMetric, MetricSummary>>> {
  const grouped = Map.groupBy(samples, ({ metric }) => metric);
  const summaries: Partial<Record<TimeMetric, MetricSummary>> = {};
  for (const metric of TIME_METRICS) {
    const own = grouped.get(metric);
    if (own !== undefined) summaries[metric] = summarizeMetric(metric, own);
  }
  return summaries;
}

/** What a reader must know beside the numbers: doubtful sources, and why values are missing, the most frequent reasons first. */
function notesOn(samples: readonly Sample[]): readonly string[] {
  const notes: string[] = [];
  const says = (word: string): number => count(samples, ({ status, evidence }) => status === 'measured' && (evidence?.includes(word) ?? false));
  const disputed = says(DISPUTED);
  if (disputed > 0) notes.push(`${disputed} disputed: the first step (runner's clock) began more than 2 s apart from started_at`);
  const fromStep = says(FROM_STEP);
  if (fromStep > 0) notes.push(`${fromStep} from the first step's start (runner's clock): started_at was never rewritten`);
  const unmeasured = says('clock offset not measured');
  if (unmeasured > 0) notes.push(`${unmeasured} across two clocks whose offset was not measured`);
  for (const status of ['censored', 'anomalous', 'unavailable'] as const) notes.push(...reasons(samples, status));
  return notes;
}

const REASONS_SHOWN = 3;

function reasons(samples: readonly Sample[], status: 'censored' | 'anomalous' | 'unavailable'): readonly string[] {
  const counts = new Map<string, number>();
  for (const sample of samples) {
    if (sample.status === status) counts.set(sample.reason ?? 'no reason was given', (counts.get(sample.reason ?? 'no reason was given') ?? 0) + 1);
  }
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = ranked.slice(0, REASONS_SHOWN).map(([reason, n]) => `${n} ${status}: ${reason}`);
  const rest = ranked.slice(REASONS_SHOWN).reduce((sum, [, n]) => sum + n, 0);
  return rest === 0 ? shown : [...shown, `${rest} ${status} for ${ranked.length - REASONS_SHOWN} more reasons`];
}

function count(samples: readonly Sample[], is: (sample: Sample) => boolean): number {
  let n = 0;
  for (const sample of samples) if (is(sample)) n++;
  return n;
}
