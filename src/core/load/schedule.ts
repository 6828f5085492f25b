import type { Arrivals } from '../plan/plan.ts';

/**
 * When slots arrive.
 *
 * *Open*: slot `n` is due `offsetsMs[n]` after the scenario's start, non-decreasing, fixed before anything is sent.
 * *Closed*: `total` slots; the next one is issued as soon as fewer than `concurrency` are under way.
 */
export type Schedule =
  | { readonly model: 'open'; readonly offsetsMs: readonly number[] }
  | { readonly model: 'closed'; readonly total: number; readonly concurrency: number };

/** Turns a load shape into its schedule. */
export function scheduleOf(arrivals: Arrivals): Schedule {
  switch (arrivals.model) {
    case 'closed':
      return { model: 'closed', total: arrivals.runs, concurrency: arrivals.concurrency };
    case 'open':
      return { model: 'open', offsetsMs: constantRateOffsets(arrivals.rate.count, arrivals.rate.perMs, arrivals.durationMs) };
  }
}

/** How many slots a load shape has, without making them. */
export function slotCount(arrivals: Arrivals): number {
  return arrivals.model === 'closed' ? arrivals.runs : constantRateCount(arrivals.rate.count, arrivals.rate.perMs, arrivals.durationMs);
}

/** `10/min for 30m` is 300 slots; the epsilon forgives `0.1 × 3 = 0.30000000000000004`. */
function constantRateCount(count: number, perMs: number, durationMs: number): number {
  return Math.max(1, Math.floor((count * durationMs) / perMs + 1e-9));
}

/** Evenly spaced from 0 on: slot `n` at `n / rate`, computed from `n`, so that no error adds up. */
function constantRateOffsets(count: number, perMs: number, durationMs: number): number[] {
  return Array.from({ length: constantRateCount(count, perMs, durationMs) }, (_, n) => (n * perMs) / count);
}
