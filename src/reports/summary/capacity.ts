import type { CapacityReport, HarnessResult } from '../../core/result.ts';
import { capacityHeadline, capacityLines, formatBounds, formatLoad, trialLoad } from '../capacity-lines.ts';
import { markdownText, nowrap } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { NO_VALUE } from '../format.ts';
import type { Section } from './fit.ts';
import { SENTENCE_COLUMNS } from './verdict.ts';

const MARKS: Readonly<Record<string, string>> = {
  ...{ found: '✅', 'bound not found': '❔', inconclusive: '❔', invalid: '⚠️' },
  ...{ sustained: '✅', overloaded: '🔥', undecided: '❔' },
};
const marked = (verdict: string): string => `${MARKS[verdict] ?? ''} ${verdict}`.trim();

/** What each adaptive scenario found: the interval, its evidence, pools, and every trial. */
export function capacitySections({ scenarios }: HarnessResult): Section[] {
  return scenarios.flatMap(({ name, capacity }) => {
    if (capacity === undefined) return [];
    const title = `### Capacity${scenarios.length > 1 ? ` of ${markdownText(name, 40)}` : ''}: ${markdownText(marked(capacity.verdict), 40)}`;
    const head = [title, '', `**${markdownText(capacityHeadline(capacity), SENTENCE_COLUMNS)}**`, ''];
    const lines = capacityLines(capacity).map((line) => `- ${markdownText(line, SENTENCE_COLUMNS)}`);
    const facts: Section = {
      name: `capacity of ${markdownText(name, 40)}`,
      rank: 2,
      before: head,
      lines: [...lines, ...poolLines(capacity)],
      after: [],
    };
    return capacity.trials.length === 0 ? [facts] : [facts, trialSection(name, capacity)];
  });
}

function poolLines({ pools }: CapacityReport): readonly string[] {
  if (pools === undefined) return [];
  const rows = pools.map(({ label, size, speedUp, capacity }) => [
    markdownText(label, 60),
    size === undefined ? NO_VALUE : String(size),
    nowrap(formatLoad(capacity.perMinute)),
    nowrap(formatBounds(capacity.interval)),
    speedUp === undefined ? NO_VALUE : `${Number(speedUp.toFixed(2))}×`,
    markdownText(marked(capacity.verdict), 40),
    markdownText(capacity.reason, SENTENCE_COLUMNS),
  ]);
  const table = tableLines([['pool'], ['runners', 'end'], ['capacity', 'end'], ['interval', 'end'], ['speed-up', 'end'], ['verdict'], ['why']], rows);
  return ['', ...table];
}

function trialSection(name: string, { trials }: CapacityReport): Section {
  const table = tableLines(
    [['trial', 'end'], ['kind'], ['load', 'end'], ['runs', 'end'], ['verdict'], ['why']],
    trials.map((trial, i) => [
      String(i + 1),
      trial.kind,
      nowrap(trialLoad(trial)),
      String(trial.runs),
      nowrap(marked(trial.cause === undefined ? trial.verdict : `${trial.verdict}: ${trial.cause}`)),
      markdownText(trial.reason, SENTENCE_COLUMNS),
    ]),
  );
  return {
    name: `trials of ${markdownText(name, 40)}`,
    rank: 7,
    before: ['#### Trials', '', ...table.slice(0, 2)],
    lines: table.slice(2),
    after: [],
  };
}
