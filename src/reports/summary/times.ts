import type { HarnessResult, MetricSummary, ScenarioResult } from '../../core/result.ts';
import { markdownText, nowrap } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { formatInterval, formatPercent, formatSeconds, NO_VALUE } from '../format.ts';
import { hasValues, isTimes } from '../headline.ts';
import { metricNotes } from '../metric-notes.ts';
import type { Section } from './fit.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (n: number): string => Array.from(String(n), (digit) => SUPERSCRIPTS[Number(digit)]).join('');

/** The percentiles of every scenario, with a footnote for each number that is missing or needs a word. */
export function timeSections({ scenarios }: HarnessResult): Section[] {
  return scenarios.flatMap((scenario) => timeSection(scenario, scenarios.length > 1) ?? []);
}

function timeSection({ name, metrics }: ScenarioResult, several: boolean): Section | undefined {
  const all = Object.entries(metrics);
  if (all.length === 0) return undefined;
  const times = all.flatMap(([metric, value]) => (isTimes(value) ? [[metric, value] as const] : []));
  const shown = times.filter(([, metric]) => hasValues(metric));
  const footnotes: string[] = [];
  const rows = shown.map(([metric, value]) => {
    const notes = metricNotes(value);
    if (notes.length > 0) footnotes.push(`${markdownText(metric, 40)}: ${notes.map((note) => markdownText(note, 300)).join('; ')}`);
    return row(metric, value, notes.length > 0 ? superscript(footnotes.length) : '');
  });
  const table = tableLines(
    [
      ['metric'],
      ['n', 'end'],
      ['p50', 'end'],
      ['95 % interval of p50', 'end'],
      ['p90', 'end'],
      ['p95', 'end'],
      ['p99', 'end'],
      ['max', 'end'],
      ['of'],
    ],
    rows,
  );
  const rates = all.flatMap(([metric, value]) =>
    isTimes(value) ? [] : [`${markdownText(metric, 40)} ${formatPercent(value.value)} (${value.count} of ${value.n})`],
  );
  const unmeasured = times.filter(([, metric]) => !hasValues(metric)).map(([metric]) => markdownText(metric, 40));
  const notes = footnotes.map((note, i) => `${superscript(i + 1)} ${note}  `);
  return {
    name: several ? `times of ${markdownText(name, 40)}` : 'times',
    rank: 6,
    before: [
      several ? `### Times: ${markdownText(name, 40)}` : '### Times',
      '',
      ...(shown.length === 0 ? ['Nothing was measured.'] : table.slice(0, 2)),
    ],
    lines: [
      ...(shown.length === 0 ? [] : table.slice(2)),
      ...(notes.length === 0 ? [] : ['', ...notes]),
      ...(rates.length === 0 ? [] : ['', `Rates: ${rates.join(' · ')}`]),
      ...(unmeasured.length === 0 ? [] : ['', `Not measured here: ${unmeasured.join(', ')}`]),
    ],
    after: [],
  };
}

function row(name: string, metric: MetricSummary, footnote: string): string[] {
  const percentile = (p: string): string => {
    const value = metric.percentiles[p];
    return value === undefined ? `${NO_VALUE}${footnote}` : nowrap(formatSeconds(value));
  };
  const interval = metric.ci95['50'];
  return [
    `${markdownText(name, 40)}${footnote}`,
    String(metric.n),
    percentile('50'),
    interval === undefined ? `${NO_VALUE}${footnote}` : nowrap(`${formatInterval(interval)} s`),
    ...['90', '95', '99'].map(percentile),
    metric.max === undefined ? `${NO_VALUE}${footnote}` : nowrap(formatSeconds(metric.max)),
    metric.of,
  ];
}
