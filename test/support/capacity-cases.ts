import { boundsOf, type SearchEnd } from '../../src/core/load/search/next-trial.ts';
import type { TrialOutcome } from '../../src/core/load/search/trial.ts';
import type { SearchSpec } from '../../src/core/plan/plan.ts';
import { seededRandom } from '../../src/core/random.ts';
import { MINUTE_MS } from '../../src/core/time.ts';
import { FleetPlayer, playBisection, playSearch, type TrialFleet } from './fleet-trials.ts';

/** Mean execution time of every fleet here. */
export const EXECUTION_MS = 5 * MINUTE_MS;

/** Worlds in which searches are played; the bars hold for `plain`, the others are reported as they are. */
export const WORLDS = [
  'plain',
  'cv 1.0',
  'start-up 0.1 S',
  'start-up 0.5 S',
  'runner loss',
  'guess 1 to 5 %',
  'guess 150 to 400 %',
  '1 to 9 runners',
] as const;
/** One of {@link WORLDS}. */
export type WorldName = (typeof WORLDS)[number];

/** What one search came to; everything in execution times, runs a runner, and parts of the true capacity. */
export interface SearchFigures {
  readonly runners: number;
  readonly end: SearchEnd['end'];
  readonly limiter: string;
  readonly point?: number;
  readonly interval?: readonly [number, number];
  readonly probe: { readonly spans: number; readonly perRunner: number };
  readonly whole: { readonly spans: number; readonly perRunner: number };
  readonly bisection?: { readonly spans: number; readonly perRunner: number; readonly point: number };
}

interface Case {
  readonly sim: TrialFleet;
  readonly truth: number;
  readonly spec: SearchSpec;
}

/** The `i`-th fleet of a world: 10 to 100 runners, cv 0.3 to 0.7, a first guess of 10 to 40 % of its capacity. */
export function searchCase(world: WorldName, i: number, runners?: number): Case {
  const random = seededRandom(`fleet ${i}`);
  const count = runners ?? (world === '1 to 9 runners' ? 1 + (i % 9) : 10 + Math.floor(91 * random.next()));
  if (runners !== undefined || world === '1 to 9 runners') random.next();
  const cv = world === 'cv 1.0' ? 1 : 0.3 + 0.4 * random.next();
  const guess =
    world === 'guess 1 to 5 %' ? 0.01 + 0.04 * random.next() : world === 'guess 150 to 400 %' ? 1.5 + 2.5 * random.next() : 0.1 + 0.3 * random.next();
  const startupMs = world === 'start-up 0.1 S' ? 0.1 * EXECUTION_MS : world === 'start-up 0.5 S' ? 0.5 * EXECUTION_MS : 0;
  const truth = (count * MINUTE_MS) / (EXECUTION_MS + startupMs);
  const lostAt = world === 'runner loss' ? (3 + 20 * random.next()) * EXECUTION_MS : undefined;
  let lost = false;
  const sim: TrialFleet = {
    runners: count,
    executionMs: EXECUTION_MS,
    cv,
    seed: `${world} ${i}`,
    startupMs,
    ...(lostAt !== undefined && {
      disturb: (fleet, at) => {
        if (lost || at < lostAt) return;
        lost = true;
        // A fifth of the runners is taken away for good: each is given work that never ends.
        for (let n = 0; n < Math.ceil(count / 5); n++) fleet.submit(at, { id: `lost ${n}`, labels: [], workMs: 0, slowdown: 1e6 });
      },
    }),
  };
  return { sim, truth, spec: { initial: rate(guess * truth), maxRate: rate(20 * truth), slo: [] } };
}

const rate = (perMinute: number): SearchSpec['initial'] => ({ count: perMinute, perMs: MINUTE_MS });

/** Plays a search, and the one by bisection on the same fleet where it is asked for. */
export function playCase({ sim, truth, spec }: Case, bisect: boolean): SearchFigures {
  const played = playSearch(sim, spec);
  const probe = played.trials.find(({ outcome }) => outcome.probe !== undefined)?.outcome.probe;
  const { low, high } = boundsOf(played.trials);
  const cost = (of: { readonly ms: number; readonly runs: number }) => ({ spans: of.ms / EXECUTION_MS, perRunner: of.runs / sim.runners });
  const other = bisect ? playBisection(sim, (spec.initial.count * MINUTE_MS) / spec.initial.perMs, 0.1) : undefined;
  return {
    runners: sim.runners,
    end: played.end.end,
    limiter: played.end.limiter,
    ...(probe !== undefined && { point: probe.perMinute / truth }),
    ...(played.end.end === 'found' && low !== undefined && high !== undefined && { interval: [low / truth, high / truth] as const }),
    probe: cost(played.probe),
    whole: cost(played),
    ...(other !== undefined && { bisection: { ...cost(other), point: other.perMinute / truth } }),
  };
}

/** A fleet behind a cap that is reached before it is: by rate, by runs, by time. None of them may end with a ceiling. */
export function cappedCase(i: number): Case {
  const { sim, truth, spec } = searchCase('plain', i);
  const random = seededRandom(`cap ${i}`);
  const kind = i % 3;
  if (kind === 0) {
    const most = truth * (0.4 + 0.45 * random.next());
    return { sim, truth, spec: { ...spec, initial: rate(Math.min(most, 0.2 * truth)), maxRate: rate(most) } };
  }
  if (kind === 1) return { sim, truth, spec: { ...spec, maxRuns: 5 + Math.floor(sim.runners * random.next()) } };
  return { sim, truth, spec: { ...spec, maxDurationMs: random.next() * EXECUTION_MS } };
}

/** One trial of six execution times at a share of what the fleet sustains, judged as the search does. */
export function overloadTrial(runners: number, load: number, i: number): TrialOutcome {
  const player = new FleetPlayer({ runners, executionMs: EXECUTION_MS, cv: 0.5, seed: `${runners} at ${load}: ${i}` });
  const perMinute = (load * runners * MINUTE_MS) / EXECUTION_MS;
  const held = { durationMs: 6 * EXECUTION_MS, warmupMs: 2 * EXECUTION_MS, executionMs: EXECUTION_MS, concurrent: runners };
  return player.play({ kind: 'confirm', perMinute, ...held }).outcome;
}
