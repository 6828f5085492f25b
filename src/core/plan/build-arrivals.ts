import type { TraceReading } from '../load/read-trace.ts';
import { MINUTE_MS } from '../time.ts';
import type { Arrivals, PlacesSegment, RampSpec, Rate, RateSegment, SearchSpec } from './plan.ts';
import type { LoadScenarioFile } from './plan-file.ts';
import { type GivenRate, inRuns } from './rate.ts';

/** What a load shape needs beside its own keys. */
export interface ArrivalContext {
  /** The most that one token can send, in runs a minute: the default of `max-rate`. */
  readonly mostPerMinute: number;
  /** Runners of a pool, by its label; `undefined` where nobody says. */
  readonly poolSize: (label: string) => number | undefined;
  readonly trace: (path: string) => TraceReading;
}

/** A search begins at this share of `max-rate` where nothing is said. */
const FIRST_SHARE = 0.1;
const NOTHING: Rate = { count: 0, perMs: MINUTE_MS };

/**
 * How the runs of a checked scenario arrive. k6's executors and Gatling's stairs are other words for the same shapes; the tests are presets.
 *
 * @throws RangeError where `load-problems.ts` would have complained
 */
export function buildArrivals(scenario: LoadScenarioFile, context: ArrivalContext): Arrivals {
  const runs = (rate: GivenRate): Rate => inRuns(rate, scenario['jobs-per-run']);
  switch (scenario.test) {
    case 'performance':
      return closedArrivals(scenario);
    case 'load':
      return loadArrivals(scenario, runs, context);
    case 'endurance':
      return steady(runs(scenario.rate), scenario.duration, scenario.arrivals);
    case 'spike': {
      const [base, peak] = [runs(scenario.rate), runs(scenario.peak)];
      const beforeMs = (scenario.duration - scenario['peak-duration']) / 2;
      const segments = [flat(base, beforeMs), flat(peak, scenario['peak-duration']), flat(base, beforeMs)];
      return { model: 'open', shape: 'segments', segments, spacing: scenario.arrivals ?? 'even' };
    }
    case 'stress':
      if (scenario.increment !== undefined || scenario.until !== undefined) return { model: 'adaptive', shape: 'ramp', ramp: rampOf(scenario, runs) };
      return { model: 'adaptive', shape: 'search', search: searchOf(scenario, runs, context) };
    case 'scalability': {
      const pools = scenario.over.values.map((value, unit) => {
        const label = poolLabel(value);
        const size = scenario.sizes?.[unit] ?? context.poolSize(label);
        return { label, unit, ...(size !== undefined && { size }) };
      });
      return { model: 'adaptive', shape: 'search', search: { ...searchOf(scenario, runs, context), pools } };
    }
  }
}

/** A pool as people call it: `"pool-4"` is JSON, as `runs_on` takes it. */
export function poolLabel(value: string): string {
  return /^"([^"\\]+)"$/.exec(value)?.[1] ?? value;
}

type FileOf<T extends LoadScenarioFile['test']> = Extract<LoadScenarioFile, { readonly test: T }>;

function closedArrivals({ executor, runs, concurrency, vus = 1, iterations = 1, duration, stages, ...more }: FileOf<'performance'>): Arrivals {
  switch (executor) {
    case undefined:
      return { model: 'closed', runs, concurrency };
    case 'shared-iterations':
      return { model: 'closed', runs: iterations, concurrency: Math.min(vus, iterations) };
    case 'per-vu-iterations':
      return { model: 'closed', runs: iterations * vus, concurrency: vus };
    case 'constant-vus':
      if (duration === undefined) throw new RangeError('buildArrivals: constant-vus has a duration');
      return { model: 'closed', shape: 'places', segments: [{ from: vus, to: vus, durationMs: duration }] };
    case 'ramping-vus': {
      let from = more['start-vus'] ?? 1;
      const segments = (stages ?? []).map(({ target, duration: durationMs }): PlacesSegment => {
        const segment = { from: durationMs === 0 ? target : from, to: target, durationMs };
        from = target;
        return segment;
      });
      return { model: 'closed', shape: 'places', segments };
    }
  }
}

function loadArrivals(scenario: FileOf<'load'>, runs: (rate: GivenRate) => Rate, context: ArrivalContext): Arrivals {
  const { rate, duration, bursts, every, stages, stairs, sine, trace, arrivals: spacing = 'even' } = scenario;
  if (bursts !== undefined) return { model: 'open', shape: 'bursts', sizes: bursts, everyMs: every ?? MINUTE_MS };
  if (trace !== undefined) {
    const read = context.trace(trace);
    if (!read.ok) throw new RangeError(`buildArrivals: ${read.message}`);
    return { model: 'open', shape: 'trace', source: trace, offsetsMs: read.offsetsMs };
  }
  if (stages !== undefined) {
    let from = runs(scenario['start-rate'] ?? NOTHING);
    const segments = stages.map(({ target, duration: durationMs }): RateSegment => {
      const to = runs(target);
      const segment = { from: durationMs === 0 ? to : from, to, durationMs };
      from = to;
      return segment;
    });
    return { model: 'open', shape: 'segments', segments, spacing };
  }
  if (stairs !== undefined) return { model: 'open', shape: 'segments', segments: stairSegments(stairs, runs), spacing };
  if (duration === undefined) throw new RangeError('buildArrivals: a rate has a duration');
  if (sine !== undefined) {
    const { mean, amplitude, period, phase = 0 } = sine;
    return { model: 'open', shape: 'sine', mean: runs(mean), amplitude: runs(amplitude), periodMs: period, phaseMs: phase, durationMs: duration };
  }
  if (rate === undefined) throw new RangeError('buildArrivals: a load test has a rate or another shape');
  return steady(runs(rate), duration, spacing);
}

function steady(rate: Rate, durationMs: number, spacing: 'even' | 'poisson' = 'even'): Arrivals {
  if (spacing === 'even') return { model: 'open', shape: 'constant', rate, durationMs };
  return { model: 'open', shape: 'segments', segments: [flat(rate, durationMs)], spacing };
}

const flat = (rate: Rate, durationMs: number): RateSegment => ({ from: rate, to: rate, durationMs });

/** `a + n · b`, in the unit of `a`. */
const plus = (a: Rate, b: Rate, n: number): Rate => ({ count: a.count + (n * b.count * a.perMs) / b.perMs, perMs: a.perMs });

function stairSegments(
  { from, step, levels, every, ramp }: NonNullable<FileOf<'load'>['stairs']>,
  runs: (rate: GivenRate) => Rate,
): readonly RateSegment[] {
  return Array.from({ length: levels }, (_, n): RateSegment[] => {
    const level = plus(runs(from), runs(step), n);
    const up = ramp === undefined || n === 0 ? [] : [{ from: plus(runs(from), runs(step), n - 1), to: level, durationMs: ramp }];
    return [...up, flat(level, every)];
  }).flat();
}

function searchOf(
  scenario: FileOf<'stress'> | FileOf<'scalability'>,
  runs: (rate: GivenRate) => Rate,
  { mostPerMinute }: ArrivalContext,
): SearchSpec {
  const { initial, slo, duration } = scenario;
  const max = scenario['max-rate'];
  const maxRate = max === undefined ? { count: mostPerMinute, perMs: MINUTE_MS } : runs(max);
  return {
    initial: initial === undefined ? { count: maxRate.count * FIRST_SHARE, perMs: maxRate.perMs } : runs(initial),
    maxRate,
    slo: slo ?? [],
    ...(scenario['max-runs'] !== undefined && { maxRuns: scenario['max-runs'] }),
    ...(duration !== undefined && { maxDurationMs: duration }),
  };
}

function rampOf({ initial, increment, until, every, slo }: FileOf<'stress'>, runs: (rate: GivenRate) => Rate): RampSpec {
  if (initial === undefined || increment === undefined || until === undefined || every === undefined) {
    throw new RangeError('buildArrivals: a ramp has initial, increment, until and every');
  }
  return { initial: runs(initial), increment: runs(increment), until: runs(until), levelMs: every, slo: slo ?? [] };
}
