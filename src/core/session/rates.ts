import type { RateSummary } from '../result.ts';
import type { RateMetric } from '../timing/sample.ts';
import { emptyLedger, type Ledger, type LedgerBox } from './ledger.ts';

/** Counts slots by their box; one that is in none yet counts as planned only. */
export function countBoxes(slots: readonly { readonly box?: LedgerBox }[]): Ledger {
  const ledger = emptyLedger();
  ledger.planned = slots.length;
  for (const { box } of slots) if (box !== undefined) ledger[box] += 1;
  return ledger;
}

/** The metrics of a ledger : what was shed or excluded had no chance to fail. */
export function ratesOfLedger(ledger: Ledger): Readonly<Record<RateMetric, RateSummary>> {
  const rate = (count: number, n: number): RateSummary => ({ unit: 'ratio', of: 'run', value: n === 0 ? 0 : count / n, count, n });
  return {
    failed: rate(ledger.failed + ledger.timed_out, ledger.planned - ledger.shed - ledger.excluded),
    shed: rate(ledger.shed, ledger.planned),
    lost: rate(ledger.lost, ledger.planned),
  };
}

/** {@link ratesOfLedger} of these slots. */
export const ratesOf = (slots: readonly { readonly box?: LedgerBox }[]): Readonly<Record<RateMetric, RateSummary>> =>
  ratesOfLedger(countBoxes(slots));
