import { mostSlots, rampLevels, slotCount } from '../load/extent.ts';
import { mostPlaces, placesDurationMs } from '../load/places.ts';
import { unitNames } from '../report/unit-names.ts';
import { DAY_MS, formatDuration, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import type { Arrivals, PlacesSegment, Rate, RateSegment, Scenario, ShapedArrivals } from './plan.ts';

/**
 * A scenario as one sentence part, for progress, dry runs and reports.
 *
 * @example describeScenario(calm) // '30 runs of simple.yml, 5 at a time'
 * @example describeScenario(steady) // '10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced'
 * @example describeScenario(spike) // '5 runs a minute for 6m30s, 60 for 2m, 5 for 6m30s: 185 runs of simple.yml, evenly spaced'
 */
export function describeScenario(scenario: Scenario): string {
  const { arrivals, interleave, jobsPerRun } = scenario;
  const total = slotCount(arrivals);
  const what = `${total === undefined ? 'runs' : runs(total)} of ${workflowsOf(scenario)}`;
  if (interleave !== undefined) return `up to ${what}, ${interleave.base} and ${interleave.head} in turns`;
  const sentence = describeArrivals(arrivals, what);
  return jobsPerRun === undefined || jobsPerRun === 1 ? sentence : `${sentence}, ${jobsPerRun} jobs each`;
}

function workflowsOf(scenario: Scenario): string {
  const { units, weights } = scenario;
  const names = [...new Set(units.map((unit) => unit.workflow))];
  if (weights === undefined || units.length === 1) return `${names.join(', ')}${names.length > 1 ? ' in turn' : ''}`;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  // Called as in the results.
  const called = unitNames(scenario);
  return units.map(({ workflow }, n) => `${called?.[n] ?? workflow} (${Math.round((100 * (weights[n] ?? 0)) / all)}%)`).join(', ');
}

function describeArrivals(arrivals: Arrivals, what: string): string {
  if (arrivals.shape === undefined) {
    if (arrivals.runs === 1) return what;
    if (arrivals.concurrency === 1) return `${what}, one after the other`;
    return arrivals.concurrency >= arrivals.runs ? `${what}, all at once` : `${what}, ${arrivals.concurrency} at a time`;
  }
  return describeShape(arrivals, what);
}

function describeShape(arrivals: ShapedArrivals, what: string): string {
  switch (arrivals.shape) {
    case 'places':
      return `${what} for ${formatDuration(placesDurationMs(arrivals.segments))}, as many as come ${describePlaces(arrivals.segments)}`;
    case 'constant':
      return `${describeRate(arrivals.rate)} for ${formatDuration(arrivals.durationMs)}: ${what}${slotCount(arrivals) === 1 ? '' : ', evenly spaced'}`;
    case 'segments':
      return `${describeSegments(arrivals.segments)}: ${what}${slotCount(arrivals) === 1 ? '' : arrivals.spacing === 'even' ? ', evenly spaced' : ', at random (Poisson)'}`;
    case 'bursts': {
      const { sizes, everyMs } = arrivals;
      if (sizes.length === 1) return `a burst of ${sizes[0]}: ${what}`;
      const same = sizes.every((size) => size === sizes[0]);
      return `${same ? `${sizes.length} bursts of ${sizes[0]}` : `bursts of ${shortened(sizes.map(String))}`}, one every ${formatDuration(everyMs)}: ${what}`;
    }
    case 'sine':
      return `${describeRate(arrivals.mean)}, ${plain(inUnitOf(arrivals.amplitude, arrivals.mean))} more and less every ${formatDuration(arrivals.periodMs)}, for ${formatDuration(arrivals.durationMs)}: ${what}`;
    case 'trace':
      return `${arrivals.source} replayed over ${formatDuration(arrivals.offsetsMs.at(-1) ?? 0)}: ${what}`;
    case 'search': {
      const { initial, maxRate, maxRuns, pools } = arrivals.search;
      const each = pools === undefined ? '' : `, for each of ${pools.map(({ label }) => label).join(', ')}`;
      const most = maxRuns === undefined ? '' : `, at most ${runs(maxRuns)}`;
      return `the most that is kept up with, looked for from ${describeRate(initial)} to ${describeRate(maxRate)} with ${what}${each}${most}`;
    }
    case 'ramp': {
      const { initial, increment, levelMs } = arrivals.ramp;
      const levels = rampLevels(arrivals.ramp);
      return `${describeRate(initial)}, ${plain(inUnitOf(increment, initial))} more every ${formatDuration(levelMs)}, until it is not kept up with: ${levels.length} levels, ${runs(mostSlots(arrivals))} of ${what.replace('runs of ', '')} at most`;
    }
  }
}

function describePlaces(segments: readonly PlacesSegment[]): string {
  const [first] = segments;
  if (segments.length === 1 && first !== undefined && first.from === first.to) return `over ${first.to} ${first.to === 1 ? 'place' : 'places'}`;
  const steps = segments
    .filter(({ durationMs }) => durationMs > 0)
    .map(({ from, to, durationMs }) => `${from === to ? from : `${from} to ${to}`} for ${formatDuration(durationMs)}`);
  return `over ${mostPlaces(segments)} places at most (${shortened(steps)})`;
}

/** Stages in words; the unit is said once. */
function describeSegments(segments: readonly RateSegment[]): string {
  let unit: Rate | undefined;
  const parts = segments
    .filter(({ durationMs }) => durationMs > 0)
    .map(({ from, to, durationMs }) => {
      const span = formatDuration(durationMs);
      if (from.count === 0 && to.count === 0) return `nothing for ${span}`;
      const told = unit;
      unit ??= to.count === 0 ? from : to;
      const numberOf = (rate: Rate): string => plain(inUnitOf(rate, unit ?? rate));
      const flat = inUnitOf(from, unit) === inUnitOf(to, unit);
      const rates = flat ? numberOf(to) : `from ${numberOf(from)} to ${numberOf(to)}`;
      const noun = told === undefined ? `${rates === '1' ? ' run' : ' runs'} ${unitName(unit.perMs)}` : '';
      return `${rates}${noun} ${flat ? 'for' : 'in'} ${span}`;
    });
  return shortened(parts);
}

/** At most so many parts of a list: nobody reads the twentieth. */
const MOST_PARTS = 6;

function shortened(parts: readonly string[]): string {
  if (parts.length <= MOST_PARTS) return parts.join(', ');
  return `${parts.slice(0, MOST_PARTS - 1).join(', ')}, … (${parts.length} in all)`;
}

const inUnitOf = (rate: Rate, unit: Rate): number => (rate.count * unit.perMs) / rate.perMs;
/** At most three digits after the point, and none that say nothing. */
const plain = (n: number): string => String(Math.round(n * 1_000) / 1_000);

const UNITS: readonly (readonly [perMs: number, name: string])[] = [
  [SECOND_MS, 'a second'],
  [MINUTE_MS, 'a minute'],
  [HOUR_MS, 'an hour'],
  [DAY_MS, 'a day'],
];

const unitName = (perMs: number): string => UNITS.find(([size]) => size === perMs)?.[1] ?? `every ${formatDuration(perMs)}`;

/**
 * A rate in words.
 *
 * @example describeRate({ count: 500, perMs: 10_000 }) // '500 runs every 10s'
 */
export function describeRate({ count, perMs }: Rate): string {
  return `${runs(Number(plain(count)))} ${unitName(perMs)}`;
}

const runs = (n: number): string => `${n} run${n === 1 ? '' : 's'}`;
