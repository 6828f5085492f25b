import type { HarnessResult, MetricSummary, RateSummary, ThresholdVerdict, Verdict } from '../../core/result.ts';
import { markdownText, nowrap } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { formatValue } from '../format.ts';
import type { Section } from './fit.ts';
import { SENTENCE_COLUMNS } from './verdict.ts';

const WORST_FIRST: readonly Verdict[] = ['failed', 'invalid', 'inconclusive', 'passed'];
const MARKS: Readonly<Record<Verdict, string>> = { passed: '✅', failed: '❌', inconclusive: '❔', invalid: '⚠️' };

export const verdictCell = (verdict: Verdict): string => nowrap(`${MARKS[verdict]} ${verdict}`);

/** All thresholds with the scenario that they belong to, the ones that failed first. */
export function rankedThresholds(
  result: HarnessResult,
): { readonly scenario: string; readonly threshold: ThresholdVerdict; readonly unit: string }[] {
  return result.scenarios
    .flatMap(({ name, thresholds, metrics }) =>
      thresholds.map((threshold) => ({ scenario: name, threshold, unit: unitOf(threshold, metrics[threshold.metric]) })),
    )
    .sort((a, b) => WORST_FIRST.indexOf(a.threshold.verdict) - WORST_FIRST.indexOf(b.threshold.verdict));
}

/** `count` of a metric is a number of values, whatever the values are. */
function unitOf(threshold: ThresholdVerdict, metric: MetricSummary | RateSummary | undefined): string {
  return threshold.expression.trim().startsWith('count') ? 'count' : (metric?.unit ?? '');
}

/** Every threshold with its value, its verdict, and the sentence that gives the reason. */
export function thresholdSection(result: HarnessResult): Section | undefined {
  const all = rankedThresholds(result);
  if (all.length === 0) return undefined;
  const several = result.scenarios.length > 1;
  const held = all.filter(({ threshold }) => threshold.verdict === 'passed').length;
  const lines = tableLines(
    [['verdict'], ...(several ? [['scenario'] as const] : []), ['metric'], ['limit'], ['value', 'end'], ['n', 'end'], ['why']],
    all.map(({ scenario, threshold, unit }) => [
      verdictCell(threshold.verdict),
      ...(several ? [markdownText(scenario, 40)] : []),
      markdownText(threshold.metric, 40),
      markdownText(threshold.expression, 60),
      nowrap(formatValue(threshold.value, unit)),
      String(threshold.n),
      markdownText(threshold.reason, SENTENCE_COLUMNS),
    ]),
  );
  return {
    name: 'thresholds',
    rank: 3,
    before: [`### Thresholds: ${held} of ${all.length} held`, '', ...lines.slice(0, 2)],
    lines: lines.slice(2),
    after: [],
  };
}
