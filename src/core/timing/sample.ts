/** Metrics whose values are spans. Per job unless the name begins with `run_`, or stands in {@link RUN_METRICS}. */
export const TIME_METRICS = [
  'queue_time',
  'execution_time',
  'wait_time',
  'wait_time_from_sent',
  'total_time',
  'orchestration_time',
  'release_latency',
  'dispatch_lateness',
  'dispatch_latency',
  'detection_lag',
  'run_execution_time',
] as const;
export type TimeMetric = (typeof TIME_METRICS)[number];

/** Metrics of the ledger: one number a scenario. */
export const RATE_METRICS = ['failed', 'shed', 'lost'] as const;
export type RateMetric = (typeof RATE_METRICS)[number];

/** Time metrics that are measured once a run. */
export const RUN_METRICS: ReadonlySet<TimeMetric> = new Set(['dispatch_lateness', 'dispatch_latency', 'detection_lag', 'run_execution_time']);

/**
 * One value of the instrument, with what it rests on.
 *
 * - `measured`: `ms` is the value.
 * - `censored`: the true value is at least `ms` (a job cancelled while it was queued).
 * - `anomalous`: the stamps gave an impossible span, kept in `ms`; shown and counted, in no mean and no percentile.
 * - `unavailable`: there is no value, and `reason` says why.
 */
export type Sample = {
  readonly metric: TimeMetric;
  readonly slot: string;
  readonly runId?: string;
  readonly jobId?: string;
  /** Which stamps were read, and what speaks against them: `disputed: first step 3.0 s later`. */
  readonly evidence?: string;
} & (
  | { readonly status: 'measured' | 'censored' | 'anomalous'; readonly ms: number; readonly reason?: string }
  | { readonly status: 'unavailable'; readonly reason: string }
);
