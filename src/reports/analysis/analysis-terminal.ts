import type { Analysis, AnalysisGroup } from '../../core/analyze/analysis.ts';
import { terminalText } from '../escape/log.ts';
import { textTable } from '../escape/text-table.ts';
import { wrap } from '../escape/wrap.ts';
import type { Paint } from '../paint.ts';
import { analysisFacts, analysisWindow } from './analysis-facts.ts';
import { bars, GROUP_COLUMNS, groupCells, NARROW } from './analysis-rows.ts';

/** Rows of a table on a terminal; the files have them all. */
const MOST_ROWS = 12;
const NAME_COLUMNS = 48;
const ENDS = new Set(GROUP_COLUMNS.map((_, i) => i + 1));
/** With all columns, a table is this wide beside its names. */
const WIDE = 130;

/** An analysis for a terminal of this width. Names of workflows, jobs, labels and runners are inert. */
export function analysisText(analysis: Analysis, columns: number, paint: Paint): string {
  const { repository, workflow, branch, arrivals } = analysis;
  const of = [repository, ...(workflow === undefined ? [] : [workflow]), ...(branch === undefined ? [] : [`on ${branch}`])].join(' ');
  const facts = analysisFacts(analysis);
  const width = Math.max(...facts.map(([name]) => name.length));
  const blocks = [
    [paint.bold(`${terminalText(of, 200)}: ${analysisWindow(analysis)}`)],
    facts.flatMap(([name, text]) => wrap(text, columns - width - 4, '').map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}  ${line}`)),
    ['Runs by hour of the day (UTC)', `  ${bars(arrivals.byHourOfDay)}`, '  0     6     12    18   23'],
    groupBlock('By workflow', analysis.byWorkflow, columns, paint),
    groupBlock('By job', analysis.byJob, columns, paint),
    groupBlock('By label', analysis.byLabel, columns, paint),
    groupBlock('By runner', analysis.byRunner, columns, paint),
    analysis.notes.flatMap((note) => wrap(`note: ${terminalText(note, 1_000)}`, columns, '      ')),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function groupBlock(title: string, groups: readonly AnalysisGroup[], columns: number, paint: Paint): string[] {
  if (groups.length === 0) return [];
  const shown = <T>(cells: readonly T[]): readonly T[] => (columns >= WIDE ? cells : NARROW.flatMap((i) => cells[i] ?? []));
  const rows = groups.slice(0, MOST_ROWS).map((group) => [terminalText(group.name, NAME_COLUMNS), ...shown(groupCells(group))]);
  const lines = textTable([['', ...shown(GROUP_COLUMNS)], ...rows], columns - 2, ENDS).map((line) => `  ${line}`);
  const more = groups.length > MOST_ROWS ? [`  and ${groups.length - MOST_ROWS} more in analysis.md`] : [];
  return [paint.bold(title), ...lines, ...more];
}
