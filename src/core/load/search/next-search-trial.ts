import type { Arrivals } from '../../plan/plan.ts';
import { nextTrial, type SearchEnd, type SearchSpent } from './next-trial.ts';
import { nextLevel } from './ramp.ts';
import type { Trial, TrialPlan } from './trial.ts';

/** Arrivals that are found out by trials. */
export type AdaptiveArrivals = Extract<Arrivals, { readonly model: 'adaptive' }>;

/** Why a search has ended; with `pools`, one reason for each. */
export type SearchEnds = readonly [SearchEnd, ...SearchEnd[]];

/**
 * The next trial of a scenario, or how its searches ended: for `search` of its one fleet, or of its pools one after the other; for `ramp` of its levels.
 *
 * @param trials those that have ended, in order
 */
export function nextSearchTrial(arrivals: AdaptiveArrivals, trials: readonly Trial[], spent: SearchSpent): TrialPlan | { readonly ends: SearchEnds } {
  if (arrivals.shape === 'ramp') {
    const next = nextLevel(arrivals.ramp, trials);
    return 'end' in next ? { ends: [next] } : next;
  }
  const { search } = arrivals;
  if (search.pools === undefined || search.pools.length === 0) {
    const next = nextTrial(search, trials, spent);
    return 'end' in next ? { ends: [next] } : next;
  }
  const ends: SearchEnd[] = [];
  for (const pool of search.pools.keys()) {
    const next = nextTrial(search, trialsOf(trials, pool), spent);
    if (!('end' in next)) return { ...next, pool };
    ends.push(next);
  }
  const [first, ...more] = ends;
  if (first === undefined) throw new RangeError('a search over pools needs one at least');
  return { ends: [first, ...more] };
}

/** The trials of one pool. */
export function trialsOf(trials: readonly Trial[], pool: number): readonly Trial[] {
  return trials.filter(({ plan }) => plan.pool === pool);
}
