import { DAY_MS } from '../time.ts';
import type { Sample, TimeMetric } from './sample.ts';

/** What every sample of one job or run has in common. */
export type SampleOf = Pick<Sample, 'slot' | 'runId' | 'jobId'>;

/** Ends of a span, either of which may be missing. */
export interface Span {
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Names of the ends, for reasons: `created_at`, `started_at`. */
  readonly ends: readonly [from: string, to: string];
  /** How far below 0 the two clocks can bring a true span; default 0. */
  readonly toleranceMs?: number;
  readonly evidence?: readonly (string | undefined)[];
}

/** GitHub ends every run after 35 days. */
const LONGEST_MS = 35 * DAY_MS;

/** A metric that has no value, and why. */
export function unavailable(of: SampleOf, metric: TimeMetric, reason: string, evidence?: string): Sample {
  return { ...of, metric, status: 'unavailable', reason, ...(evidence !== undefined && { evidence }) };
}

/**
 * The sample of a span. A missing end makes it unavailable; a span that can't be makes it anomalous, with its value as it is: a clamped
 * zero would be an invented measurement.
 *
 * @param known `measured`, or `censored` where `to` is only the last instant at which it had not ended
 * @param why for a censored sample: what cut it off
 */
export function spanSample(of: SampleOf, metric: TimeMetric, span: Span, known: 'measured' | 'censored' = 'measured', why?: string): Sample {
  const evidence = joinEvidence(span.evidence);
  const missing = span.from === undefined ? span.ends[0] : span.to === undefined ? span.ends[1] : undefined;
  if (span.from === undefined || span.to === undefined) return unavailable(of, metric, `${missing} is unknown`, evidence);
  const ms = span.to - span.from;
  const head = { ...of, metric, ...(evidence !== undefined && { evidence }) };
  if (ms < -(span.toleranceMs ?? 0)) return { ...head, status: 'anomalous', ms, reason: `${span.ends[1]} lies before ${span.ends[0]}` };
  if (ms > LONGEST_MS) return { ...head, status: 'anomalous', ms, reason: 'longer than the 35 days for which a run can live' };
  return { ...head, status: known, ms, ...(why !== undefined && { reason: why }) };
}

/** Joins what there is to say. */
export function joinEvidence(parts: readonly (string | undefined)[] | undefined): string | undefined {
  const said = (parts ?? []).filter((part) => part !== undefined && part !== '');
  return said.length === 0 ? undefined : said.join('; ');
}
