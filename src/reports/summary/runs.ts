import type { HarnessResult, RunRow } from '../../core/result.ts';
import { markdownCodeBlock, markdownLink, markdownText, nowrap } from '../escape/markdown.ts';
import { type TableColumn, tableLines } from '../escape/markdown-table.ts';
import { counted, formatSeconds, NO_VALUE } from '../format.ts';
import { boxWord } from '../headline.ts';
import { runName, slowestRuns, troubledRuns } from '../run-order.ts';
import type { Section } from './fit.ts';

const NAME_COLUMNS = 60;
const MOST_SLOWEST = 10;
/** A thousand rows tell no more than fifty; all of them are in `runs.csv`. */
const MOST_TROUBLED = 50;

const scenarioCount = (runs: readonly RunRow[]): number => new Set(runs.map((run) => run.scenario)).size;

/** The runs that took longest, with links. */
export function slowestSection(runs: readonly RunRow[]): Section | undefined {
  const slowest = slowestRuns(runs, MOST_SLOWEST);
  if (slowest.length === 0) return undefined;
  const several = scenarioCount(runs) > 1;
  const columns: TableColumn[] = [
    ['run'],
    ...(several ? [['scenario'] as const] : []),
    ['ended'],
    ['total', 'end'],
    ['queued', 'end'],
    ['executed', 'end'],
  ];
  const lines = tableLines(
    columns,
    slowest.map(({ run, ms }) => [
      markdownLink(runName(run), run.url, NAME_COLUMNS),
      ...(several ? [markdownText(run.scenario, 40)] : []),
      boxWord(run.box),
      nowrap(formatSeconds(ms / 1_000)),
      nowrap(formatSeconds(run.times.queue_time)),
      nowrap(formatSeconds(run.times.run_execution_time ?? run.times.execution_time)),
    ]),
  );
  return { name: 'slowest runs', rank: 8, before: ['### Slowest runs', '', ...lines.slice(0, 2)], lines: lines.slice(2), after: [] };
}

/** The runs that did not succeed, with links and why. */
export function troubledSection(runs: readonly RunRow[]): Section | undefined {
  const troubled = troubledRuns(runs);
  if (troubled.length === 0) return undefined;
  const several = scenarioCount(runs) > 1;
  const lines = tableLines(
    [['run'], ...(several ? [['scenario'] as const] : []), ['became'], ['conclusion'], ['why']],
    troubled
      .slice(0, MOST_TROUBLED)
      .map((run) => [
        markdownLink(runName(run), run.url, NAME_COLUMNS),
        ...(several ? [markdownText(run.scenario, 40)] : []),
        boxWord(run.box),
        markdownText(run.conclusion ?? NO_VALUE, 30),
        markdownText(run.reason ?? NO_VALUE, 200),
      ]),
  );
  const more = troubled.length - MOST_TROUBLED;
  return {
    name: 'runs that did not succeed',
    rank: 7,
    before: [`### Runs that did not succeed: ${troubled.length}`, '', ...lines.slice(0, 2)],
    lines: lines.slice(2),
    after: more > 0 ? ['', `and ${more} more in \`runs.csv\` (columns \`box\` and \`reason\`).`] : [],
  };
}

/** What may still be alive and costs money: the commands that end it. */
export function leftRunningSection({ scenarios }: HarnessResult): Section | undefined {
  const left = scenarios.flatMap((scenario) => scenario.leftRunning);
  if (left.length === 0) return undefined;
  const block = markdownCodeBlock(
    left.map((run) => run.command),
    'sh',
  ).split('\n');
  return {
    name: 'runs left running',
    rank: 2,
    before: [
      `### ⚠️ ${counted(left.length, 'run')} may still be alive`,
      '',
      'These commands end what this session started:',
      '',
      ...block.slice(0, 1),
    ],
    lines: block.slice(1, -1),
    after: block.slice(-1),
  };
}

/** Runs beside the slots: late twins of a dispatch whose answer was lost. */
export function extraRunsSection({ scenarios }: HarnessResult): Section | undefined {
  const extra = scenarios.flatMap((scenario) => scenario.extraRuns);
  if (extra.length === 0) return undefined;
  return {
    name: 'extra runs',
    rank: 5,
    before: ['### Runs beside the plan', '', 'In no number above.', ''],
    lines: extra.map(
      (run) => `- ${markdownLink(run.id, run.url, 40)}: ${markdownText(run.why, 300)}${run.cancelled ? ' (cancelled)' : ' (**not cancelled**)'}`,
    ),
    after: [],
  };
}
