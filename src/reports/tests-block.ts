import type { HarnessResult, TestResult } from '../core/result.ts';
import { terminalText } from './escape/log.ts';
import { textTable } from './escape/text-table.ts';
import { wrap } from './escape/wrap.ts';
import { formatSeconds, NO_VALUE } from './format.ts';
import type { Paint } from './paint.ts';
import { countsText, statusWord } from './tests-report.ts';

const MOST_TESTS = 15;
const OUTPUT_LINES = 4;

/** The tests of a session on a terminal: the counts, then what did not pass, with the end of its output. */
export function testBlocks({ scenarios }: HarnessResult, columns: number, paint: Paint): string[][] {
  return scenarios.flatMap(({ name, suite, tests }) => {
    if (tests === undefined) return [];
    const troubled = tests.filter(({ status, flaky }) => status !== 'passed' || flaky);
    // Runs of a workflow that all went well are told by their times.
    if (suite === undefined && troubled.length === 0) return [];
    const title = suite === undefined ? name : `${suite.name}: ${countsText(suite)}`;
    const shown = troubled.slice(0, MOST_TESTS);
    const table = textTable(shown.map(rowOf), columns - 4, new Set([2]));
    const lines = shown.flatMap((test, i) => [`  ${table[i] ?? ''}`, ...detailsOf(test, columns, paint)]);
    const more = troubled.length > shown.length ? [`  and ${troubled.length - shown.length} more in tests.md`] : [];
    return [[paint.bold(`Tests of ${terminalText(title, columns)}`), ...lines, ...more]];
  });
}

function rowOf(test: TestResult): string[] {
  const { id, duration } = test;
  return [terminalText(id, 60), statusWord(test), duration === undefined ? NO_VALUE : formatSeconds(duration)];
}

function detailsOf(test: TestResult, columns: number, paint: Paint): string[] {
  const { error, output, status, preserved, log } = test;
  const item = (text: string): string[] => wrap(terminalText(text), columns - 4, '').map((line) => `    ${line}`);
  const last = output.trimEnd().split('\n').slice(-OUTPUT_LINES);
  const says = status === 'failed' && output.trim() !== '' ? last.map((line) => paint.dim(`    | ${terminalText(line, columns - 6)}`)) : [];
  return [
    ...(error === undefined ? [] : item(error)),
    ...says,
    // Paths that are broken are none: they have their own line.
    ...(preserved === undefined ? [] : [paint.dim(`    kept: ${terminalText(preserved, 2_000)}`)]),
    ...(log === undefined || status === 'passed' ? [] : [paint.dim(`    log: ${terminalText(log, 2_000)}`)]),
  ];
}
