import type { HarnessResult, MetricSummary, Outcome, RateSummary, ScenarioResult } from '../core/result.ts';
import { LEDGER_BOXES, type LedgerBox } from '../core/session/ledger.ts';
import { counted } from './format.ts';

/** The outcome in a word, with its mark for pages and its sign for terminals. */
export interface Headline {
  readonly mark: string;
  readonly word: string;
  /** `good`, `bad`, or neither: nothing was proven. */
  readonly tone: 'good' | 'bad' | 'open';
  /** One plain sentence that says why. Untrusted text: escape it. */
  readonly sentence: string;
}

const WORDS: Readonly<Record<Outcome, readonly [mark: string, word: string, tone: Headline['tone'], otherwise: string]>> = {
  passed: ['✅', 'Passed', 'good', ''],
  suspended: ['⏸️', 'Suspended', 'open', 'The session was stopped by its budget or time limit and can be resumed.'],
  inconclusive: ['❔', 'Inconclusive', 'open', 'There are too few values to decide.'],
  regressed: ['❌', 'Regressed', 'bad', 'A benchmark became worse than its baseline.'],
  breached: ['❌', 'Breached', 'bad', 'A threshold was crossed.'],
  failed: ['❌', 'Failed', 'bad', 'Runs failed.'],
  invalid: ['⚠️', 'Invalid', 'bad', 'The result can not be judged.'],
  aborted: ['🛑', 'Aborted', 'bad', 'The session was stopped before its end.'],
  error: ['💥', 'Error', 'bad', 'The session could not go on.'],
};

/** What happened and why, in one line: the worst reason, or what was fulfilled. */
export function headlineOf(result: HarnessResult): Headline {
  const [mark, word, tone, otherwise] = WORDS[result.outcome];
  const sentence = result.reasons[0] ?? (result.outcome === 'passed' ? fulfilled(result) : otherwise);
  return { mark, word, tone, sentence };
}

function fulfilled(result: HarnessResult): string {
  const { planned, succeeded } = totals(result);
  const thresholds = result.scenarios.flatMap((scenario) => scenario.thresholds);
  const held = thresholds.filter((threshold) => threshold.verdict === 'passed').length;
  const rows = result.gate?.rows ?? [];
  const regressed = rows.filter((row) => row.verdict === 'regressed').length;
  const parts: string[] = [];
  if (planned > 0)
    parts.push(
      succeeded === planned
        ? `${planned === 1 ? 'the run' : `all ${counted(planned, 'run')}`} succeeded`
        : `${succeeded} of ${counted(planned, 'run')} succeeded`,
    );
  if (thresholds.length > 0) parts.push(`${held} of ${counted(thresholds.length, 'threshold')} held`);
  if (rows.length > 0) parts.push(`${regressed === 0 ? 'no regression' : counted(regressed, 'regression')} in ${counted(rows.length, 'comparison')}`);
  const text = parts.length === 0 ? 'nothing spoke against it' : parts.join(', ');
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** The ledgers of all scenarios added up. */
export function totals(result: HarnessResult): { readonly planned: number } & Readonly<Record<LedgerBox, number>> {
  const sum = { planned: 0, succeeded: 0, failed: 0, cancelled: 0, timed_out: 0, shed: 0, lost: 0, excluded: 0 };
  for (const { ledger } of result.scenarios) {
    sum.planned += ledger.planned;
    for (const box of LEDGER_BOXES) sum[box] += ledger[box];
  }
  return sum;
}

/** `timed_out` for people. */
export function boxWord(box: LedgerBox | 'open'): string {
  return box === 'timed_out' ? 'timed out' : box;
}

/** `46 succeeded, 3 failed, 1 lost`: the boxes that are not empty, and what is still open. */
export function ledgerLine(ledger: ScenarioResult['ledger']): string {
  const filled = LEDGER_BOXES.filter((box) => ledger[box] > 0).map((box) => `${ledger[box]} ${boxWord(box)}`);
  const open = ledger.planned - LEDGER_BOXES.reduce((sum, box) => sum + ledger[box], 0);
  return [...filled, ...(open > 0 ? [`${open} open`] : [])].join(', ') || 'nothing was sent';
}

export function isTimes(metric: MetricSummary | RateSummary): metric is MetricSummary {
  return metric.unit === 's';
}

/** Is there anything to show of a time metric? */
export function hasValues(metric: MetricSummary): boolean {
  return metric.n > 0 || metric.censored > 0 || metric.anomalous > 0;
}
