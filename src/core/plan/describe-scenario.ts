import { slotCount } from '../load/schedule.ts';
import { DAY_MS, formatDuration, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import type { Rate, Scenario } from './plan.ts';

/**
 * A scenario as one sentence part, for progress, dry runs and reports.
 *
 * @example describeScenario(calm) // '30 runs of simple.yml, 5 at a time'
 * @example describeScenario(steady) // '10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced'
 */
export function describeScenario(scenario: Scenario): string {
  const { arrivals, units, interleave } = scenario;
  const total = slotCount(arrivals);
  const workflows = [...new Set(units.map((unit) => unit.workflow))];
  const what = `${runs(total)} of ${workflows.join(', ')}${workflows.length > 1 ? ' in turn' : ''}`;
  if (interleave !== undefined) return `up to ${what}, ${interleave.base} and ${interleave.head} in turns`;
  if (arrivals.model === 'open') {
    return `${describeRate(arrivals.rate)} for ${formatDuration(arrivals.durationMs)}: ${what}${total > 1 ? ', evenly spaced' : ''}`;
  }
  if (total === 1) return what;
  if (arrivals.concurrency === 1) return `${what}, one after the other`;
  return arrivals.concurrency >= total ? `${what}, all at once` : `${what}, ${arrivals.concurrency} at a time`;
}

const UNITS: readonly (readonly [perMs: number, name: string])[] = [
  [SECOND_MS, 'a second'],
  [MINUTE_MS, 'a minute'],
  [HOUR_MS, 'an hour'],
  [DAY_MS, 'a day'],
];

/**
 * A rate in words.
 *
 * @example describeRate({ count: 500, perMs: 10_000 }) // '500 runs every 10s'
 */
export function describeRate({ count, perMs }: Rate): string {
  const unit = UNITS.find(([size]) => size === perMs)?.[1] ?? `every ${formatDuration(perMs)}`;
  return `${runs(count)} ${unit}`;
}

const runs = (n: number): string => `${n} run${n === 1 ? '' : 's'}`;
