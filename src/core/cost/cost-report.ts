import type { CostReport } from '../result.ts';
import type { JobRecord } from '../timing/records.ts';
import { jobMinutes } from './job-cost.ts';
import { PRICE_CARD, priceOfLabels } from './price-card.ts';

/**
 * What these jobs took, and what that costs by the price card, by label.
 *
 * Jobs on runners without a price are named with their minutes, and stand in no sum of money. Where no job has a price, there is no sum.
 *
 * @param jobs that were billed (see `billedJobs`)
 * @param estimated what the forecast said, in US dollars
 * @example costOf(jobs).actual // 6, for a thousand jobs of 30 s on ubuntu-latest
 */
export function costOf(jobs: Iterable<JobRecord>, estimated?: number): CostReport {
  let runnerMinutes = 0;
  let billedMinutes = 0;
  const byLabel = new Map<string, { jobs: number; billedMinutes: number; labels: readonly string[] }>();
  for (const job of jobs) {
    const { ran, billed } = jobMinutes(job);
    if (billed === 0) continue;
    runnerMinutes += ran;
    billedMinutes += billed;
    const label = labelOf(job);
    const row = byLabel.get(label) ?? { jobs: 0, billedMinutes: 0, labels: job.labels };
    byLabel.set(label, { ...row, jobs: row.jobs + 1, billedMinutes: row.billedMinutes + billed });
  }
  const rows = [...byLabel]
    .sort(([a, { billedMinutes: m }], [b, { billedMinutes: n }]) => n - m || (a < b ? -1 : 1))
    .map(([label, { labels, jobs: count, billedMinutes: minutes }]) => {
      const price = priceOfLabels(labels);
      return { label, jobs: count, billedMinutes: minutes, ...(price !== undefined && { usd: cents(minutes * price.usdPerMinute) }) };
    });
  const priced = rows.flatMap(({ usd }) => usd ?? []);
  return {
    runnerMinutes,
    billedMinutes,
    ...((priced.length > 0 || estimated !== undefined) && { currency: PRICE_CARD.currency, cardDate: PRICE_CARD.date }),
    ...(estimated !== undefined && { estimated: cents(estimated) }),
    ...(priced.length > 0 && { actual: cents(priced.reduce((sum, usd) => sum + usd, 0)) }),
    ...(rows.length > 0 && { byLabel: rows }),
  };
}

/** How a job's runners are named: its labels. A job read as a check run has none. */
export function labelOf({ labels }: Pick<JobRecord, 'labels'>): string {
  return labels.length === 0 ? 'unknown' : labels.join(', ');
}

/** Prices have tenths of a cent: what lies beyond a thousandth of one is the error of floating point. */
export function cents(usd: number): number {
  return Math.round(usd * 100_000) / 100_000;
}
