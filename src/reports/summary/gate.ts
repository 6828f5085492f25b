import type { GateRow, GateVerdict, HarnessResult } from '../../core/result.ts';
import { markdownText, nowrap } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { formatChange, formatPercent, formatValue, NO_VALUE } from '../format.ts';
import type { Section } from './fit.ts';
import { SENTENCE_COLUMNS } from './verdict.ts';

const WORST_FIRST: readonly GateVerdict[] = ['regressed', 'missing', 'incomparable', 'inconclusive', 'improved', 'new', 'passed'];
const MARKS: Readonly<Record<GateVerdict, string>> = {
  regressed: '❌',
  missing: '⚠️',
  incomparable: '⚠️',
  inconclusive: '❔',
  improved: '🚀',
  new: '🆕',
  passed: '✅',
};

/** Regressions first, the biggest change of each verdict first. */
export function rankedGateRows(rows: readonly GateRow[]): GateRow[] {
  return [...rows].sort(
    (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict) || Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0),
  );
}

/** How the session compares with its baseline, a row a metric of a benchmark. What passed is folded away. */
export function gateSections({ gate }: HarnessResult): readonly Section[] {
  if (gate === undefined) return [];
  const ranked = rankedGateRows(gate.rows);
  const counts = WORST_FIRST.flatMap((verdict) => {
    const count = ranked.filter((row) => row.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const [telling, within] = [ranked.filter(({ verdict }) => verdict !== 'passed'), ranked.filter(({ verdict }) => verdict === 'passed')];
  const table = telling.length === 0 ? [] : rowLines(telling);
  const main: Section = {
    name: 'comparison with the baseline',
    rank: 4,
    before: [
      `### Against the baseline: ${counts.join(', ') || 'nothing to compare'}`,
      '',
      `Baseline ${markdownText(gate.baseline, 200)}; a change for the worse beyond ${formatPercent(gate.margin)} counts. n: baseline / current.`,
      ...(gate.note === undefined ? [] : ['', markdownText(sentence(gate.note), SENTENCE_COLUMNS)]),
      ...(table.length === 0 ? [] : ['', ...table.slice(0, 2)]),
    ],
    lines: table.slice(2),
    after: [],
  };
  if (within.length === 0) return [main];
  const folded = rowLines(within);
  return [
    main,
    {
      name: 'comparisons that passed',
      rank: 9,
      before: ['<details><summary>Comparisons that passed</summary>', '', ...folded.slice(0, 2)],
      lines: folded.slice(2),
      after: ['', '</details>'],
    },
  ];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function rowLines(rows: readonly GateRow[]): readonly string[] {
  return tableLines(
    [['verdict'], ['benchmark'], ['metric'], ['baseline', 'end'], ['current', 'end'], ['change', 'end'], ['n', 'end'], ['why']],
    rows.map((row) => [
      nowrap(`${MARKS[row.verdict]} ${row.verdict}`),
      markdownText(row.benchmark, 60),
      markdownText(row.metric, 40),
      nowrap(markdownText(formatValue(row.baseline, row.unit), 30)),
      nowrap(markdownText(formatValue(row.current, row.unit), 30)),
      nowrap(formatChange(row.change)),
      row.n === undefined ? NO_VALUE : nowrap(row.n.join(' / ')),
      markdownText(row.reason, SENTENCE_COLUMNS),
    ]),
  );
}
