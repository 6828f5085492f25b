import type { Arrivals, OpenArrivals, PlacesSegment, RateSegment } from '../plan/plan.ts';
import { seededRandom } from '../random.ts';
import { mostPlaces } from './places.ts';
import { EPSILON, integrateSegments, type RateIntegral } from './rate-integral.ts';
import { integrateSine } from './sine-integral.ts';

/**
 * When slots arrive.
 *
 * *Open*: slot `n` is due `offsetsMs[n]` after the scenario's start, non-decreasing, fixed before anything is sent.
 * *Closed*: `total` slots; the next one is issued as soon as fewer than `concurrency` are under way. With `places` their number is a function of time
 * (`placesAt`), `concurrency` its maximum, and `total` infinite: it ends with the last segment.
 * *Adaptive*: nothing is fixed; trials are appended as events.
 */
export type Schedule =
  | { readonly model: 'open'; readonly offsetsMs: readonly number[] }
  | { readonly model: 'closed'; readonly total: number; readonly concurrency: number; readonly places?: readonly PlacesSegment[] }
  | { readonly model: 'adaptive' };

/**
 * Turns a load shape into its schedule: a function of shape and seed, so that whoever resumes goes on with the same one.
 *
 * @param seed of this scenario, see {@link scenarioSeed}; only Poisson arrivals draw from it
 */
export function scheduleOf(arrivals: Arrivals, seed: string): Schedule {
  switch (arrivals.model) {
    case 'closed':
      return arrivals.shape === 'places'
        ? { model: 'closed', total: Number.POSITIVE_INFINITY, concurrency: mostPlaces(arrivals.segments), places: arrivals.segments }
        : { model: 'closed', total: arrivals.runs, concurrency: arrivals.concurrency };
    case 'adaptive':
      return { model: 'adaptive' };
    case 'open':
      return { model: 'open', offsetsMs: offsetsOf(arrivals, seed) };
  }
}

/** What one scenario's chance is drawn from, so that two scenarios of a session are not the same. */
export const scenarioSeed = (sessionSeed: number, scenario: number): string => `${sessionSeed}/scenario/${scenario}`;

function offsetsOf(arrivals: OpenArrivals, seed: string): readonly number[] {
  switch (arrivals.shape) {
    case 'constant':
      return Array.from(
        { length: wholeCount((arrivals.rate.count * arrivals.durationMs) / arrivals.rate.perMs) },
        (_, n) => (n * arrivals.rate.perMs) / arrivals.rate.count,
      );
    case 'segments':
      return arrivals.spacing === 'even' ? evenOffsets(integrateSegments(arrivals.segments)) : poissonOffsets(arrivals.segments, seed);
    case 'sine':
      return evenOffsets(integrateSine(arrivals));
    case 'bursts':
      return arrivals.sizes.flatMap((size, burst) => Array.from({ length: size }, () => burst * arrivals.everyMs));
    case 'trace':
      return arrivals.offsetsMs;
  }
}

/** The rate over time of a load whose slots follow from it; `undefined` for bursts and traces, which have none, and for random instants, which only come near it. */
export function evenIntegral(arrivals: Arrivals): RateIntegral | undefined {
  if (arrivals.shape === 'constant') return integrateSegments([{ from: arrivals.rate, to: arrivals.rate, durationMs: arrivals.durationMs }]);
  if (arrivals.shape === 'sine') return integrateSine(arrivals);
  return arrivals.shape === 'segments' && arrivals.spacing === 'even' ? integrateSegments(arrivals.segments) : undefined;
}

/** So many slots has a schedule on which so many arrivals are due at its end: a part of one is none, and nothing at all is no test. */
export const wholeCount = (due: number): number => Math.max(1, Math.floor(due + EPSILON));

/**
 * How many arrivals are due when slot 0 comes: the part of one that is left over at the end. So every stage has as many slots as its rate integrates to, give or take
 * less than one.
 */
const firstDue = ({ total }: RateIntegral): number => {
  const left = total - wholeCount(total);
  return left > EPSILON ? left : 0;
};

/** Slot `n` when `n` more are due than for slot 0: computed from `n`, so that no error adds up. */
function evenOffsets(integral: RateIntegral): number[] {
  const first = firstDue(integral);
  return Array.from({ length: wholeCount(integral.total) }, (_, n) => integral.instantOf(Math.min(n + first, integral.total)));
}

/** How many slots of an even schedule come before an instant; all of them at its end. */
export function slotsBefore(integral: RateIntegral, instantMs: number): number {
  const all = wholeCount(integral.total);
  if (instantMs >= integral.durationMs) return all;
  return Math.max(0, Math.min(all, Math.ceil(integral.dueAt(instantMs) - firstDue(integral) - EPSILON)));
}

/**
 * A Poisson process, given how many arrivals it has: that many uniform numbers, sorted, through the inverse of the integral (order statistics; as Gatling's
 * `randomized`, but with a seed). So the total is that of the even schedule, whatever the seed.
 */
function poissonOffsets(segments: readonly RateSegment[], seed: string): number[] {
  const integral = integrateSegments(segments);
  const random = seededRandom(`${seed}/poisson`);
  const dues = Float64Array.from({ length: wholeCount(integral.total) }, () => random.next() * integral.total).sort();
  return Array.from(dues, (due) => integral.instantOf(due));
}
