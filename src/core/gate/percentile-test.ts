import { binomialAtLeast, binomialCdf } from '../stats/binomial.ts';

/** Chance of error that is accepted, on either side. */
const ALPHA = 0.05;
/** Beyond this many values the advice would be no advice. */
const MOST_SAMPLES = 1_000_000;

/** What a limit on a percentile is tested with. */
export interface PercentileCounts {
  /** All values, censored ones included. */
  readonly n: number;
  /** Values beyond the limit for certain. */
  readonly beyond: number;
  /** Values of which it is not known: cut off before the limit. They count against passing and against failing. */
  readonly undecided: number;
  /** The share of values that may lie beyond: 0.1 for `p(90)<L`. */
  readonly share: number;
}

export interface PercentileDecision {
  readonly verdict: 'passed' | 'failed' | 'inconclusive';
  /** Most values beyond the limit with which n values pass; −1: none do. */
  readonly allowed: number;
  /** From so many on, n values fail; more than n: none do. */
  readonly failsFrom: number;
  /** For an inconclusive one: how many values would decide if the share beyond stays as it is. Absent: no practicable number. */
  readonly deciding?: number;
}

/**
 * Tests a limit on a percentile, whatever the distribution: how many of n values lie beyond the true percentile is binomial, so the limit
 * has failed when so many beyond it would be a rare accident (≤ 5 %), and passed when so few would.
 *
 * @example testPercentile({ n: 29, beyond: 0, undecided: 0, share: 0.1 }).verdict // 'passed': 0.9²⁹ is 4.7 %
 */
export function testPercentile({ n, beyond, undecided, share }: PercentileCounts): PercentileDecision {
  const most = beyond + undecided;
  const bounds = { allowed: allowedBeyond(n, share), failsFrom: failsFrom(n, share) };
  if (beyond >= bounds.failsFrom) return { verdict: 'failed', ...bounds };
  if (most <= bounds.allowed) return { verdict: 'passed', ...bounds };
  const deciding = samplesThatDecide(n, beyond, most, share);
  return { verdict: 'inconclusive', ...bounds, ...(deciding !== undefined && { deciding }) };
}

function allowedBeyond(n: number, share: number): number {
  return firstTrue(0, n + 1, (x) => binomialCdf(x, n, share) > ALPHA) - 1;
}

function failsFrom(n: number, share: number): number {
  return firstTrue(0, n + 1, (x) => binomialAtLeast(x, n, share) <= ALPHA);
}

/**
 * The n that would decide, with the share beyond as it is; for no value beyond it is exact (29 for p90, 59 for p95, 299 for p99), else
 * near the smallest, because whole numbers make the test a little uneven.
 */
function samplesThatDecide(n: number, least: number, most: number, share: number): number | undefined {
  const passes = (m: number): boolean => binomialCdf(Math.ceil((most * m) / n - 1e-9), m, share) <= ALPHA;
  const fails = (m: number): boolean => binomialAtLeast(Math.floor((least * m) / n + 1e-9), m, share) <= ALPHA;
  const decides = most / n < share ? passes : least / n > share ? fails : undefined;
  if (decides === undefined) return undefined;
  let high = n;
  while (!decides(high)) {
    if (high >= MOST_SAMPLES) return undefined;
    high = Math.min(MOST_SAMPLES, high * 2);
  }
  return firstTrue(n, high, decides);
}

/** The first whole number from `low` that holds, `high` when none before it does; `holds` goes from false to true. */
function firstTrue(low: number, high: number, holds: (x: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
