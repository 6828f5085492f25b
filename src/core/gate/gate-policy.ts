import type { BenchmarkMetric } from './benchmark-set.ts';
import { matchGlob } from './match-glob.ts';

/** How the p values of one comparison are adjusted for their number. */
export type Adjustment = 'holm' | 'bh';

/** What holds for the metrics that it names; of two rules that say the same thing, the later one holds. */
export interface GateRule {
  /** Glob over benchmark names; absent: all. See {@link matchGlob}. */
  readonly benchmark?: string;
  /** Glob over metric names; absent: all. */
  readonly metric?: string;
  /** Fraction from 0: 0.05 is 5 %. */
  readonly margin?: number;
  readonly direction?: 'smaller' | 'bigger';
  /** false: when it is missing, that is said and fails nothing. */
  readonly mustExist?: boolean;
}

/** How a comparison decides. Every field has a default, `{}` is a policy. */
export interface GatePolicy {
  /**
   * A change up to this is of no interest, a fraction. Absent: by evidence, see {@link DEFAULT_MARGINS}.
   */
  readonly margin?: number;
  /**
   * A change of this size must not escape: a row that could not have shown it (its minimal detectable effect is larger) is inconclusive instead of
   * passed. Absent: 10 %, 25 % against a history, and never below twice the margin.
   */
  readonly detect?: number;
  /** Chance of any false alarm in a comparison without a change. Default 0.05. */
  readonly alpha?: number;
  /** Default `bh`. Where nothing has changed, both keep the chance of any false alarm below `alpha`; where much has, `bh` misses less. */
  readonly adjust?: Adjustment;
  readonly rules?: readonly GateRule[];
}

/** What a verdict rests on. */
export type EvidenceKind = 'exact' | 'samples' | 'history' | 'ratio';

/** Without a margin of the user's: a count that does not scatter may not change at all, a single value may by what one run differs from the next. */
export const DEFAULT_MARGINS: Readonly<Record<EvidenceKind, number>> = { exact: 0, samples: 0.01, history: 0.02, ratio: 0.1 };
const DEFAULT_DETECT: Readonly<Record<EvidenceKind, number>> = { exact: 0.1, samples: 0.1, history: 0.25, ratio: 0.1 };
export const DEFAULT_ALPHA = 0.05;

/** A policy, applied to one metric. */
export interface RowRules {
  /** What the user said; absent: by evidence. */
  readonly margin?: number;
  readonly direction?: 'smaller' | 'bigger';
  readonly mustExist: boolean;
  /** A rule that names more than "everything" fits: the user wants this metric judged. */
  readonly named: boolean;
}

/**
 * Checks a policy.
 *
 * @throws RangeError for a margin, detect or alpha that is no fraction
 */
export function checkPolicy(policy: GatePolicy): void {
  for (const margin of [policy.margin, policy.detect, ...(policy.rules ?? []).map((rule) => rule.margin)]) {
    if (margin !== undefined && !(margin >= 0 && Number.isFinite(margin))) {
      throw new RangeError(`a margin is a fraction from 0 on, such as 0.1 for 10 %, got ${margin}`);
    }
  }
  const { alpha } = policy;
  if (alpha !== undefined && !(alpha > 0 && alpha < 1)) throw new RangeError(`alpha lies between 0 and 1, such as 0.05, got ${alpha}`);
}

/** What a policy says of one metric. */
export function rulesFor(policy: GatePolicy, benchmark: string, { metric }: Pick<BenchmarkMetric, 'metric'>): RowRules {
  const fitting = (policy.rules ?? []).filter((rule) => matchGlob(rule.benchmark ?? '*', benchmark) && matchGlob(rule.metric ?? '*', metric));
  const margin = fitting.findLast((rule) => rule.margin !== undefined)?.margin ?? policy.margin;
  const direction = fitting.findLast((rule) => rule.direction !== undefined)?.direction;
  return {
    ...(margin !== undefined && { margin }),
    ...(direction !== undefined && { direction }),
    mustExist: fitting.findLast((rule) => rule.mustExist !== undefined)?.mustExist ?? true,
    named: fitting.some((rule) => (rule.metric ?? '*') !== '*'),
  };
}

/** The margin of a row, and the change that it must be able to show. */
export function limitsOf(kind: EvidenceKind, rules: RowRules, policy: GatePolicy): { readonly margin: number; readonly detect: number } {
  const margin = rules.margin ?? DEFAULT_MARGINS[kind];
  return { margin, detect: policy.detect ?? Math.max(DEFAULT_DETECT[kind], 2 * margin) };
}
