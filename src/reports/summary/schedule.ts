import type { HarnessResult } from '../../core/result.ts';
import { markdownText } from '../escape/markdown.ts';
import { scheduleLines } from '../schedule-line.ts';
import type { Section } from './fit.ts';
import { SENTENCE_COLUMNS } from './verdict.ts';

/** How well the schedules of open scenarios were kept, and what warmed up. */
export function scheduleSection({ scenarios }: HarnessResult): Section | undefined {
  const several = scenarios.length > 1;
  const lines = scenarios.flatMap((scenario) =>
    scheduleLines(scenario).map((line) => {
      const mark = scenario.schedule?.invalid !== undefined && line.includes(scenario.schedule.invalid) ? '⚠️ ' : '';
      return `- ${mark}${several ? `**${markdownText(scenario.name, 40)}:** ` : ''}${markdownText(line, SENTENCE_COLUMNS)}`;
    }),
  );
  return lines.length === 0 ? undefined : { name: 'schedules', rank: 6, before: ['### Schedule', ''], lines, after: [] };
}
