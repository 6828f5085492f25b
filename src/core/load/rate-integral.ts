import type { RateSegment } from '../plan/plan.ts';
import { perMs } from './per-ms.ts';

/** Forgives what rounding does to a product that is whole on paper: `0.1 × 3 = 0.30000000000000004`. */
export const EPSILON = 1e-9;

/** The integral of a rate that changes linearly within each segment: how many arrivals are due up to an instant, and when the next ones are. */
export interface RateIntegral {
  readonly durationMs: number;
  /** Arrivals due at the end, a real number. */
  readonly total: number;
  /** How many are due up to an instant, a real number; for instants in [0, durationMs]. */
  dueAt(instantMs: number): number;
  /** When so many are due: the latest instant, so that what falls into a pause comes at its end. `due` in [0, total], asked in any order. */
  instantOf(due: number): number;
}

/**
 * Integrates segments. Within one, `f` to `g` arrivals a ms over `d` ms, `x` ms have brought `f·x + (g − f)·x² / 2d`; solved for x in the form that
 * loses no digits where f and g are close: `x = 2m / (f + √(f² + 2m(g − f)/d))`. What is left of an arrival at the end of a segment goes over into the next
 * (as in k6's ramping-arrival-rate, lib/executor/ramping_arrival_rate.go).
 */
export function integrateSegments(segments: readonly RateSegment[]): RateIntegral {
  const pieces: { from: number; to: number; durationMs: number; startMs: number; before: number; after: number }[] = [];
  let startMs = 0;
  let total = 0;
  for (const segment of segments) {
    const [from, to] = [perMs(segment.from), perMs(segment.to)];
    const { durationMs } = segment;
    const after = total + ((from + to) / 2) * durationMs;
    pieces.push({ from, to, durationMs, startMs, before: total, after });
    startMs += durationMs;
    total = after;
  }
  const durationMs = startMs;
  const instantOf = (due: number): number => {
    // The first piece that goes beyond; segments are few, slots many.
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pieces[middle]?.after ?? 0) > due + EPSILON) high = middle;
      else low = middle + 1;
    }
    const piece = pieces[low];
    if (piece === undefined) return durationMs;
    const missing = due - piece.before;
    if (missing <= 0) return piece.startMs;
    const root = Math.sqrt(Math.max(0, piece.from ** 2 + (2 * missing * (piece.to - piece.from)) / piece.durationMs));
    return piece.startMs + Math.min(piece.durationMs, (2 * missing) / (piece.from + root));
  };
  const dueAt = (instantMs: number): number => {
    const piece = pieces.findLast((one) => one.startMs <= instantMs) ?? pieces[0];
    if (piece === undefined || piece.durationMs === 0) return piece?.after ?? 0;
    const x = Math.min(piece.durationMs, Math.max(0, instantMs - piece.startMs));
    return piece.before + piece.from * x + ((piece.to - piece.from) * x ** 2) / (2 * piece.durationMs);
  };
  return { durationMs, total, dueAt, instantOf };
}
