import { loadDurationMs, mostSlots, rampLevels } from '../load/extent.ts';
import type { Arrivals, Plan, Rate, Scenario, SearchSpec } from '../plan/plan.ts';
import { formatDuration, MINUTE_MS } from '../time.ts';

/** A scenario whose load only the session will tell, as it is forecast. */
export interface Bound {
  /** One sentence, without a full stop. */
  readonly why: string;
  /** Nothing caps it: the forecast is of a part of it. */
  readonly unbounded?: true;
}

/** A search that nothing caps is forecast for this long. */
const ASSUMED_MS = 60 * MINUTE_MS;

/**
 * The plan with every adaptive scenario as the most that it can come to, so that it can be forecast: a search sends at its highest rate until a cap
 * ends it, a ramp goes through all of its levels.
 *
 * @returns the plan, and a bound for each scenario that was replaced, by index
 */
export function boundedPlan(plan: Plan): { readonly plan: Plan; readonly bounds: ReadonlyMap<number, Bound> } {
  const bounds = new Map<number, Bound>();
  const [first, ...others] = plan.scenarios.map((scenario, index): Scenario => {
    const most = mostOf(scenario.arrivals);
    if (most === undefined) return scenario;
    bounds.set(index, most.bound);
    return { ...scenario, arrivals: most.arrivals };
  });
  return first === undefined || bounds.size === 0 ? { plan, bounds } : { plan: { ...plan, scenarios: [first, ...others] }, bounds };
}

function mostOf(arrivals: Arrivals): { readonly arrivals: Arrivals; readonly bound: Bound } | undefined {
  if (arrivals.model !== 'adaptive') return undefined;
  if (arrivals.shape === 'ramp') {
    const segments = rampLevels(arrivals.ramp).map((level) => {
      const rate: Rate = { count: level, perMs: MINUTE_MS };
      return { from: rate, to: rate, durationMs: arrivals.ramp.levelMs };
    });
    return {
      arrivals: { model: 'open', shape: 'segments', segments, spacing: 'even' },
      bound: { why: `an upper bound: all ${segments.length} levels of the ramp, which ends sooner where the fleet does not keep up` },
    };
  }
  return searched(arrivals, arrivals.search);
}

function searched(arrivals: Arrivals, { maxRate }: SearchSpec): { readonly arrivals: Arrivals; readonly bound: Bound } {
  const runs = mostSlots(arrivals);
  const cappedMs = Math.min(loadDurationMs(arrivals) ?? Number.POSITIVE_INFINITY, (runs * maxRate.perMs) / maxRate.count);
  const durationMs = Number.isFinite(cappedMs) ? cappedMs : ASSUMED_MS;
  const caps = [
    ...(Number.isFinite(runs) ? [`${runs} runs`] : []),
    ...(loadDurationMs(arrivals) === undefined ? [] : [formatDuration(loadDurationMs(arrivals) ?? 0)]),
  ];
  const bound: Bound = Number.isFinite(cappedMs)
    ? { why: `an upper bound: the search ends with its caps (${caps.join(', ')}) at the latest, and is forecast at its highest rate until then` }
    : {
        why: `not bounded: the search has neither a cap of runs nor of time; ${formatDuration(ASSUMED_MS)} at its highest rate are forecast`,
        unbounded: true,
      };
  return { arrivals: { model: 'open', shape: 'constant', rate: maxRate, durationMs }, bound };
}
