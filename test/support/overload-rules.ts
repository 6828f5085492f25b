import { createFleet } from '../../src/core/fleet/fleet.ts';
import { loadCurve } from '../../src/core/load/search/load-curve.ts';
import { isOverloaded, overloadSigns } from '../../src/core/load/search/overload.ts';
import type { TrialRun } from '../../src/core/load/search/trial.ts';
import { studentQuantile } from '../../src/core/stats/student.ts';
import { EXECUTION_MS } from './capacity-cases.ts';

/** Rules that tell an overloaded fleet, on the same trials. */
export const OVERLOAD_RULES = ['ours', 'GuideLLM, at the end', 'GuideLLM, every half S', 'slope alone'] as const;

interface Slope {
  readonly slope: number;
  /** Half-width of its 95 % interval. */
  readonly margin: number;
}

function slopeOf(points: readonly (readonly [at: number, value: number])[]): Slope {
  const n = points.length;
  const [meanAt, mean] = [0, 1].map((i) => points.reduce((sum, point) => sum + (point[i] ?? 0) / n, 0)) as [number, number];
  let [up, down] = [0, 0];
  for (const [at, value] of points) {
    up += (at - meanAt) * (value - mean);
    down += (at - meanAt) ** 2;
  }
  const slope = down === 0 ? 0 : up / down;
  const rest = points.reduce((sum, [at, value]) => sum + (value - mean - slope * (at - meanAt)) ** 2, 0);
  const df = Math.max(1, n - 2);
  return { slope, margin: down === 0 ? 0 : studentQuantile(0.975, df) * Math.sqrt(rest / df / down) };
}

const isGrowing = ({ slope, margin }: Slope): boolean => slope > 0 && margin / slope < 2;

/**
 * What each rule says of a trial of six execution times at a share of what the fleet sustains, first quarter left out. GuideLLM's rule restated: the number of
 * requests in the system and their waits both grow, by least squares with a margin below twice the slope, and half of the waits lie above a floor, here a tenth of
 * an execution time.
 */
export function playRules(runners: number, load: number, i: number): boolean[] {
  const fleet = createFleet({
    pools: [{ name: 'r', runners, startupMs: 0 }],
    execution: { meanMs: EXECUTION_MS, cv: 0.5 },
    failureRate: 0,
    seed: `rules ${runners} ${load} ${i}`,
  });
  const perMs = (load * runners) / EXECUTION_MS;
  const count = Math.round(6 * EXECUTION_MS * perMs);
  for (let n = 0; n < count; n++) fleet.submit(n / perMs, { id: `${n}`, labels: [], workMs: 0 });
  fleet.advanceTo(6 * EXECUTION_MS);
  const runs = Array.from({ length: count }, (_, n): TrialRun => {
    const { startedAt, completedAt } = fleet.job(`${n}`) ?? {};
    const at = n / perMs;
    return { intendedAt: at, sentAt: at, ...(startedAt !== undefined && { startedAt }), ...(completedAt !== undefined && { endedAt: completedAt }) };
  });
  const signs = overloadSigns(loadCurve(runs, 2 * EXECUTION_MS, 6 * EXECUTION_MS, EXECUTION_MS / 20), { perMs, concurrent: runners });
  const ours = signs.some((_, n) => isOverloaded(signs.slice(0, n + 1), runners, n === signs.length - 1));
  const guide = (untilAt: number): boolean => {
    const curve = loadCurve(runs, 1.5 * EXECUTION_MS, untilAt, EXECUTION_MS / 20);
    const waits = runs.flatMap(({ sentAt = 0, startedAt = untilAt }) =>
      sentAt < 1.5 * EXECUTION_MS || sentAt > untilAt ? [] : [[sentAt, Math.min(startedAt, untilAt) - sentAt] as const],
    );
    const long = waits.filter(([, wait]) => wait > 0.1 * EXECUTION_MS).length;
    return (
      isGrowing(slopeOf(curve.map(({ at, queued, running }) => [at, queued + running] as const))) &&
      isGrowing(slopeOf(waits)) &&
      2 * long >= waits.length
    );
  };
  const peeks = Array.from({ length: 7 }, (_, n) => guide((3 + n / 2) * EXECUTION_MS));
  const queue = slopeOf(loadCurve(runs, 1.5 * EXECUTION_MS, 6 * EXECUTION_MS, EXECUTION_MS / 20).map(({ at, queued }) => [at, queued] as const));
  return [ours, peeks.at(-1) === true, peeks.some(Boolean), queue.slope - queue.margin > 0];
}
