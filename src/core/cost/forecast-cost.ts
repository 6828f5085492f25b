import { drawSpanMs, type SpanDistribution } from '../fleet/model.ts';
import { slotCount } from '../load/extent.ts';
import { scenarioSeed } from '../load/schedule.ts';
import { slotUnit } from '../load/slot-unit.ts';
import type { Plan } from '../plan/plan.ts';
import { MINUTE_MS } from '../time.ts';
import { cents } from './cost-report.ts';
import type { JobForecaster } from './fleet-work.ts';
import { billedMinutes } from './job-cost.ts';
import { priceOfLabels } from './price-card.ts';

/**
 * What a plan costs by the price card if each of its jobs takes what it is expected to take: quick enough for before every session.
 *
 * @param execution how long every job takes; absent: each job's own work
 * @returns US dollars; `undefined` where a scenario's runs are known only to the session (places, searches), or a runner has no price
 */
export function forecastCost(plan: Plan, jobsOf: JobForecaster, execution?: SpanDistribution): number | undefined {
  let usd = 0;
  for (const [index, scenario] of plan.scenarios.entries()) {
    const slots = slotCount(scenario.arrivals);
    if (slots === undefined) return undefined;
    const seed = scenarioSeed(plan.seed ?? 0, index);
    for (let n = 0; n < slots; n++) {
      const unit = scenario.units[slotUnit(scenario, seed, n)] ?? scenario.units[0];
      for (const job of jobsOf(unit, scenario, `${seed}/${n}`)) {
        if (job.skip === true) continue;
        const price = priceOfLabels(job.labels);
        if (price === undefined) return undefined;
        const workMs = execution === undefined ? job.workMs : drawSpanMs(execution, `${seed}/${n}/${job.key}`);
        usd += price.usdPerMinute * billedMinutes(Math.min(workMs, job.limitMs ?? Number.POSITIVE_INFINITY) / MINUTE_MS);
      }
    }
  }
  return cents(usd);
}
