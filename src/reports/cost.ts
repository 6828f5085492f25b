import type { CostReport } from '../core/result.ts';
import { counted } from './format.ts';

/** US dollars: cents, and tenths of one where that is all there is. @example formatUsd(0.036) // '$0.036' */
export function formatUsd(usd: number): string {
  return `$${usd > 0 && usd < 0.1 ? usd.toFixed(3) : usd.toFixed(2)}`;
}

/**
 * What the runs cost, in one clause: `$1.20 by GitHub's list prices of 2026-11 (forecast $1.10)`.
 *
 * @returns `undefined` where nothing is known of money: no job has a price
 */
export function costText({ actual, estimated, cardDate, byLabel = [] }: CostReport): string | undefined {
  const forecast = estimated === undefined ? '' : ` (forecast ${formatUsd(estimated)})`;
  if (actual === undefined) return undefined;
  const unpriced = byLabel.filter(({ usd }) => usd === undefined);
  const minutes = unpriced.reduce((sum, { billedMinutes }) => sum + billedMinutes, 0);
  const without = unpriced.length === 0 ? '' : `, without ${minutes} min on ${counted(unpriced.length, 'label')} that the list has no price for`;
  const selfHosted = byLabel.some(({ label }) => /(^|, )self-hosted($|,)/i.test(label)) ? ', self-hosted runners as 0' : '';
  return `${formatUsd(actual)} by GitHub’s list prices of ${cardDate}${forecast}${without}${selfHosted}`;
}
