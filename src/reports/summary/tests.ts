import type { HarnessResult, TestResult } from '../../core/result.ts';
import { markdownText, nowrap } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { formatSeconds, NO_VALUE } from '../format.ts';
import { countsText, passRateText, statusWord, TEST_MARKS } from '../tests-report.ts';
import type { Section } from './fit.ts';
import { SENTENCE_COLUMNS } from './verdict.ts';

/** More tests that passed are only counted: `tests.md` has them all. */
const MOST_PASSED = 20;

/** The tests of each scenario that has some: those that did not pass, the flaky ones, then the others. */
export function testSections({ scenarios }: HarnessResult): Section[] {
  return scenarios.flatMap(({ name, suite, tests }) => {
    if (tests === undefined || tests.length === 0) return [];
    const rank = (test: TestResult): number => (test.status === 'passed' ? (test.flaky ? 1 : 2) : 0);
    const ordered = tests.toSorted((a, b) => rank(a) - rank(b));
    const passed = ordered.filter((test) => rank(test) === 2);
    const shown = [...ordered.filter((test) => rank(test) < 2), ...passed.slice(0, MOST_PASSED)];
    const table = tableLines([['test'], ['status'], ['seconds', 'end'], ['patterns', 'end'], ['attempts', 'end'], ['why']], shown.map(rowOf));
    const more = passed.length - MOST_PASSED;
    const head = suite === undefined ? markdownText(name, 60) : `${markdownText(suite.name, 60)}: ${countsText(suite)} (${passRateText(suite)})`;
    return [
      {
        name: `tests of ${name}`,
        rank: 2,
        before: [`### Tests of ${head}`, '', ...table.slice(0, 2)],
        lines: table.slice(2),
        after: more > 0 ? ['', `and ${more} more that passed`] : [],
      },
    ];
  });
}

function rowOf(test: TestResult): string[] {
  const { id, name, status, duration, patterns, attempts, error, preserved } = test;
  const why = [...(error === undefined ? [] : [error]), ...(preserved === undefined ? [] : [`kept in ${preserved}`])].join('; ');
  return [
    markdownText(name === undefined || name === id ? id : `${id}: ${name}`, 80),
    nowrap(`${TEST_MARKS[status]} ${statusWord(test)}`),
    duration === undefined ? NO_VALUE : formatSeconds(duration).replace(/ s$/, ''),
    patterns.length === 0 ? NO_VALUE : `${patterns.filter(({ found }) => found).length}/${patterns.length}`,
    String(attempts),
    markdownText(why, SENTENCE_COLUMNS),
  ];
}
