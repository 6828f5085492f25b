import { type LoadPoint, queueSlope } from './load-curve.ts';

/** Growth of the queue above which it counts as growing: a share of the arrival rate. */
export const GROWTH = 0.05;
/** Share of the fleet that must wait. */
const QUEUE_SHARE = 1 / 4;
/** However small the fleet. */
export const LEAST_QUEUE = 5;
/** Share of the fleet that must be at work. */
const BUSY_SHARE = 0.95;
/** Fleets up to this size need two signs in a row. */
const SMALL_FLEET = 30;
/** Of an execution time: how far apart looks for a sign are, and how many looks at the queue lie in one. */
const BETWEEN_CHECKS = 0.5;
const POINTS_PER_EXECUTION = 20;

/** What one look for signs of overload saw. */
export interface OverloadSign {
  readonly at: number;
  readonly positive: boolean;
  /** Growth of the queue as a share of the arrival rate. */
  readonly growth: number;
  readonly queued: number;
  readonly running: number;
}

/** What a held load is looked at with. */
export interface Held {
  readonly perMs: number;
  /** Runs that the fleet works on at once. */
  readonly concurrent: number;
}

/** Time between two points of the curve that {@link overloadSigns} reads. */
export function curveStepMs(executionMs: number): number {
  return executionMs / POINTS_PER_EXECUTION;
}

/** How many signs in a row mean overload. */
export function signsNeeded(concurrent: number): number {
  return concurrent <= SMALL_FLEET ? 2 : 1;
}

/**
 * Looks for overload every half execution time, from one execution time after the warm-up on. A sign: the queue grows by more than 5 % of what
 * arrives, a quarter of the fleet (at least 5 runs) waits, and the fleet is busy. Growth alone is no sign: queue lengths follow from each other,
 * so that a test of the slope cries wolf on a stable fleet; what counts is the size.
 *
 * @param curve from the end of the warm-up on, a point every {@link curveStepMs}
 */
export function overloadSigns(curve: readonly LoadPoint[], { perMs, concurrent }: Held): OverloadSign[] {
  const signs: OverloadSign[] = [];
  const every = POINTS_PER_EXECUTION * BETWEEN_CHECKS;
  for (let end = POINTS_PER_EXECUTION; end < curve.length; end += every) {
    const seen = curve.slice(0, end + 1);
    const growth = queueSlope(seen) / perMs;
    const recent = seen.slice(-every);
    const queued = mean(recent.slice(-every / 2).map((point) => point.queued));
    const running = mean(recent.map((point) => point.running));
    const positive = growth > GROWTH && queued >= Math.max(concurrent * QUEUE_SHARE, LEAST_QUEUE) && running >= concurrent * BUSY_SHARE;
    signs.push({ at: curve[end]?.at ?? 0, positive, growth, queued, running });
  }
  return signs;
}

/** Do the last signs, as many as are needed, all say overload? At the end of a trial no other follows, and the last one decides alone. */
export function isOverloaded(signs: readonly OverloadSign[], concurrent: number, over: boolean): boolean {
  const needed = over ? 1 : signsNeeded(concurrent);
  return signs.length >= needed && signs.slice(-needed).every(({ positive }) => positive);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
