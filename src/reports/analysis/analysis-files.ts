import type { Analysis, AnalysisGroup } from '../../core/analyze/analysis.ts';
import { SECOND_MS } from '../../core/time.ts';
import { csvLine } from '../escape/csv.ts';
import { inertJson } from '../escape/json.ts';
import { markdownText } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { analysisFacts, analysisWindow } from './analysis-facts.ts';
import { GROUP_COLUMNS, groupCells } from './analysis-rows.ts';

/** Rows of a table; `analysis.json` has them all. */
const MOST_ROWS = 200;

/** `analysis.json` */
export function analysisJson(analysis: Analysis): string {
  return `${inertJson(JSON.stringify(analysis, undefined, 2))}\n`;
}

/** `analysis.md` */
export function analysisMarkdown(analysis: Analysis): string {
  const { repository, workflow, branch, arrivals, notes } = analysis;
  const of = [repository, ...(workflow === undefined ? [] : [workflow]), ...(branch === undefined ? [] : [`on ${branch}`])].map((one) =>
    markdownText(one),
  );
  const hours = arrivals.hours.filter(({ runs, busy, queued }) => runs + busy + queued > 0);
  const lines = [
    `## Runs of ${of.join(' ')}`,
    '',
    `${analysisWindow(analysis)}`,
    '',
    ...analysisFacts(analysis).map(([name, text]) => `- **${name}:** ${text}`),
    ...notes.map((note) => `- ⚠️ ${markdownText(note, 1_000)}`),
    '',
    ...section('By workflow', 'workflow', analysis.byWorkflow),
    ...section('By job', 'job', analysis.byJob),
    ...section('By label', 'labels', analysis.byLabel),
    ...section('By runner', 'runner', analysis.byRunner),
    '### By hour (UTC)',
    '',
    ...tableLines(
      [['hour'], ['runs', 'end'], ['jobs', 'end'], ['most at once', 'end'], ['most waiting', 'end']],
      hours.map(({ at, runs, jobs, busy, queued }) => [at.slice(0, 13).replace('T', ' '), ...[runs, jobs, busy, queued].map(String)]),
    ),
    '',
    '<sub>Times are GitHub’s stamps, in whole seconds; percentiles R-7. Minutes and cost: every started minute of every job, at list prices.</sub>',
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, what: string, groups: readonly AnalysisGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  const rows = groups.slice(0, MOST_ROWS).map((group) => [markdownText(group.name), ...groupCells(group).map((cell) => cell.replaceAll('$', '\\$'))]);
  const more = groups.length > MOST_ROWS ? ['', `and ${groups.length - MOST_ROWS} more in \`analysis.json\``] : [];
  return [`### ${title}`, '', ...tableLines([[what], ...GROUP_COLUMNS.map((heading) => [heading, 'end'] as const)], rows), ...more, ''];
}

/** `arrivals.csv`: one line a run, oldest first; a plan replays it as a trace. */
export function arrivalsCsv({ since, history }: Analysis): string {
  const firstAt = Date.parse(history.firstAt ?? since);
  const rows = history.arrivals.map(([second, workflow]) => [
    new Date(firstAt + second * SECOND_MS).toISOString(),
    second,
    history.workflows[workflow]?.workflow ?? '',
  ]);
  return [['created_at', 'offset_s', 'workflow'], ...rows].map(csvLine).join('');
}
