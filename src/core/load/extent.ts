import type { Arrivals, RampSpec, ShapedArrivals } from '../plan/plan.ts';
import { MINUTE_MS } from '../time.ts';
import { perMinute, perMs } from './per-ms.ts';
import { placesDurationMs } from './places.ts';
import { integrateSegments } from './rate-integral.ts';
import { wholeCount } from './schedule.ts';
import { integrateSine } from './sine-integral.ts';

/** How many slots a load shape has, without making them; `undefined` where only the session will tell (places, adaptive). */
export function slotCount(arrivals: Arrivals): number | undefined {
  return arrivals.shape === undefined ? arrivals.runs : countOf(arrivals);
}

function countOf(arrivals: ShapedArrivals): number | undefined {
  switch (arrivals.shape) {
    case 'constant':
      return wholeCount((arrivals.rate.count * arrivals.durationMs) / arrivals.rate.perMs);
    case 'segments':
      return wholeCount(integrateSegments(arrivals.segments).total);
    case 'sine':
      return wholeCount(integrateSine(arrivals).total);
    case 'bursts':
      return arrivals.sizes.reduce((sum, size) => sum + size, 0);
    case 'trace':
      return arrivals.offsetsMs.length;
    case 'places':
    case 'search':
    case 'ramp':
      return undefined;
  }
}

/** The most slots that a load shape can come to; infinite where nothing caps it. */
export function mostSlots(arrivals: Arrivals): number {
  if (arrivals.model !== 'adaptive') return slotCount(arrivals) ?? Number.POSITIVE_INFINITY;
  if (arrivals.shape === 'search') return arrivals.search.maxRuns ?? Number.POSITIVE_INFINITY;
  return rampLevels(arrivals.ramp).reduce((sum, level) => sum + wholeCount((level * arrivals.ramp.levelMs) / MINUTE_MS), 0);
}

/** From the first slot's instant to the end of the load, in ms; `undefined` where only the session will tell (so many runs, a search without a cap). */
export function loadDurationMs(arrivals: Arrivals): number | undefined {
  return arrivals.shape === undefined ? undefined : durationOf(arrivals);
}

function durationOf(arrivals: ShapedArrivals): number | undefined {
  switch (arrivals.shape) {
    case 'places':
      return placesDurationMs(arrivals.segments);
    case 'constant':
    case 'sine':
      return arrivals.durationMs;
    case 'segments':
      return integrateSegments(arrivals.segments).durationMs;
    case 'bursts':
      return (arrivals.sizes.length - 1) * arrivals.everyMs;
    case 'trace':
      return arrivals.offsetsMs.at(-1) ?? 0;
    case 'search':
      return arrivals.search.maxDurationMs;
    case 'ramp':
      return rampLevels(arrivals.ramp).length * arrivals.ramp.levelMs;
  }
}

/**
 * The highest rate of an open or adaptive load, in arrivals a minute; `undefined` for closed ones, which go as fast as places become free. Bursts and traces, which
 * have no rate, count by what has to be sent before the next burst, and by the busiest minute.
 */
export function peakPerMinute(arrivals: Arrivals): number | undefined {
  return arrivals.shape === undefined ? undefined : peakOf(arrivals);
}

function peakOf(arrivals: ShapedArrivals): number | undefined {
  switch (arrivals.shape) {
    case 'places':
      return undefined;
    case 'constant':
      return perMinute(arrivals.rate);
    case 'segments':
      return Math.max(...arrivals.segments.flatMap(({ from, to }) => [perMinute(from), perMinute(to)]));
    case 'sine':
      return (perMs(arrivals.mean) + perMs(arrivals.amplitude)) * MINUTE_MS;
    case 'bursts':
      return (Math.max(...arrivals.sizes) * MINUTE_MS) / arrivals.everyMs;
    case 'trace':
      return mostWithin(arrivals.offsetsMs, MINUTE_MS);
    case 'search':
      return perMinute(arrivals.search.maxRate);
    case 'ramp':
      return Math.max(...rampLevels(arrivals.ramp));
  }
}

/** The levels of a simple ramp, in arrivals a minute: from `initial` on, never beyond `until`. */
export function rampLevels({ initial, increment, until }: RampSpec): number[] {
  const [first, step, last] = [perMinute(initial), perMinute(increment), perMinute(until)];
  const levels = Math.max(1, Math.floor((last - first) / step + 1e-9) + 1);
  return Array.from({ length: levels }, (_, n) => first + n * step);
}

/** The most of these instants (ascending) that lie within any window of this length. */
export function mostWithin(instants: readonly number[], windowMs: number): number {
  let most = 0;
  let from = 0;
  for (const [to, at] of instants.entries()) {
    while (at - (instants[from] ?? at) >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
