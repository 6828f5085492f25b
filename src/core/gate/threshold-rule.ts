/** What a threshold asks of a metric's values: one number out of many. */
export type Aggregation =
  | { readonly kind: 'percentile' /** 0 < p < 100 */; readonly p: number }
  | { readonly kind: 'rate' | 'count' | 'min' | 'max' | 'avg' };

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A limit on a metric, parsed: `queue_time: p(90)<60s`. */
export interface ThresholdRule {
  /** A metric of the result, such as `queue_time` or `failed`. */
  readonly metric: string;
  /** As the user wrote it. */
  readonly expression: string;
  readonly aggregation: Aggregation;
  readonly comparison: Comparison;
  /** In the unit of the metric: seconds for times, a fraction for rates, a number for counts. */
  readonly limit: number;
}
