import type { EvidenceKind } from './gate-policy.ts';

/** What is known of a change, before it is weighed against the other rows. Fractions; *worse* is meant in the metric's own direction. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Levels compared, in the metric's unit. */
  readonly baseline: number;
  readonly current: number;
  /** current ÷ baseline − 1, by the estimator of its kind. */
  readonly change: number;
  readonly n?: readonly [baseline: number, current: number];
  readonly ci95?: readonly [low: number, high: number];
  /** Bootstrap interval (percentile, seeded) of the ratio of medians − 1; with raw values only. */
  readonly bootstrap95?: readonly [low: number, high: number];
  /** The margin that was tested against. */
  readonly margin: number;
  readonly detect: number;
  /** Chance of such values without a change for the worse (better) beyond the margin. Not adjusted. Absent: nothing is tested, `worse` decides. */
  readonly p?: { readonly worse: number; readonly better: number };
  /** With a history: the share of runs that deviated as much, this one included. */
  readonly rank?: number;
  /** Without p: what the rule of its kind says by itself. */
  readonly beyond?: 'worse' | 'better';
  /** The smallest change for the worse that would be seen in 4 of 5 cases, at a level of `alpha`. Absent: nothing is known of the noise. */
  readonly mde?: (alpha: number) => number;
  /** Even the near end of the interval lies beyond `detect`: no doubt, whatever the noise. */
  readonly unmistakable: boolean;
  /** Why no verdict can be given although the numbers would. */
  readonly doubt?: string;
  /** What stands in the sentence: `Hodges–Lehmann ratio of 25 and 25 values`. */
  readonly basis: string;
}
