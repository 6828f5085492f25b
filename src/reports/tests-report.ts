import type { HarnessResult, ScenarioResult, SuiteResult, TestResult } from '../core/result.ts';
import { formatDuration } from '../core/time.ts';
import { markdownCodeBlock, markdownText, nowrap } from './escape/markdown.ts';
import { tableLines } from './escape/markdown-table.ts';
import { counted, formatPercent, formatSeconds, NO_VALUE, spanMs } from './format.ts';

/** A longer output is folded. */
const FOLDED_FROM = 1_000;
/** More lines of one output are not shown; the log has them. */
const MOST_LINES = 400;

export const TEST_MARKS: Readonly<Record<TestResult['status'], string>> = {
  ...{ passed: '✅', failed: '❌', timed_out: '⏱️', cancelled: '🚫', skipped: '⏭️', error: '⚠️', open: '❔' },
};

/** A status for people. */
export function statusWord({ status, flaky }: Pick<TestResult, 'status' | 'flaky'>): string {
  if (flaky) return 'flaky: passed at a further attempt';
  return status === 'error' ? 'could not be run' : status === 'open' ? 'had not ended' : status.replace('_', ' ');
}

/**
 * The report of the tests of a session, `tests.md`: for each scenario with tests its head (what came of it, how long, how it was configured), then a
 * block for each test, those that did not pass first.
 *
 * @returns `undefined` where no scenario has tests
 */
export function renderTests(result: HarnessResult): string | undefined {
  const parts = result.scenarios.flatMap((scenario) => (scenario.tests === undefined ? [] : scenarioPart(result, scenario, scenario.tests)));
  return parts.length === 0 ? undefined : `${parts.join('\n\n')}\n`;
}

function scenarioPart(result: HarnessResult, scenario: ScenarioResult, tests: readonly TestResult[]): string[] {
  const { suite, name } = scenario;
  const rank = (test: TestResult): number => (test.status === 'passed' ? (test.flaky ? 1 : 2) : 0);
  const ordered = tests.map((test, i) => ({ test, i })).sort((a, b) => rank(a.test) - rank(b.test) || a.i - b.i);
  return [
    `# Tests of ${markdownText(suite?.name ?? name)}`,
    headTable(result, scenario, tests),
    ...historyLines(tests),
    ...ordered.map(({ test }) => testBlock(test)),
  ];
}

function headTable({ session }: HarnessResult, { suite, name, startedAt, endedAt }: ScenarioResult, tests: readonly TestResult[]): string {
  const took = spanMs(startedAt, endedAt);
  const retried = tests.filter(({ attempts }) => attempts > 1).length;
  const rows: (readonly [string, string])[] = [
    ['execution', suite === undefined ? markdownText(session.id) : markdownText(suite.executionId)],
    ['scenario', markdownText(name)],
    ['tests', suite === undefined ? String(tests.length) : countsText(suite)],
    ...(suite === undefined ? [] : [['pass rate', passRateText(suite)] as const]),
    ['duration', took === undefined ? NO_VALUE : formatDuration(took)],
    ...(retried === 0 ? [] : [['retried', counted(retried, 'test')] as const]),
    ['target', markdownText(session.target)],
    ...(suite === undefined || suite.files.length === 0
      ? []
      : [
          [
            'files',
            suite.files
              .slice(0, 20)
              .map((file) => markdownText(file))
              .join(', '),
          ] as const,
        ]),
    ...(suite?.leftOut === undefined ? [] : [['left out', counted(suite.leftOut, 'test')] as const]),
    ...(suite?.shuffle === undefined ? [] : [['shuffled by', markdownText(suite.shuffle)] as const]),
    ['session', `${markdownText(session.id)}, runner-harness ${markdownText(session.version)}`],
  ];
  return tableLines([['configuration'], ['']], rows).join('\n');
}

/** `8 of 10 passed, 1 failed, 1 timed out` */
export function countsText({ counts, passRate, flaky }: SuiteResult): string {
  const words = {
    failed: 'failed',
    timed_out: 'timed out',
    error: 'could not be run',
    skipped: 'skipped',
    cancelled: 'cancelled',
    open: 'not ended',
  } as const;
  const others = (Object.keys(words) as (keyof typeof words)[]).filter((key) => counts[key] > 0).map((key) => `${counts[key]} ${words[key]}`);
  return [`${passRate.passed} of ${passRate.of} passed`, ...(flaky === 0 ? [] : [`${flaky} of them flaky`]), ...others].join(', ');
}

export function passRateText({ passRate: { value, required } }: SuiteResult): string {
  return `${formatPercent(value)}, and ${formatPercent(required)} must`;
}

function historyLines(tests: readonly TestResult[]): string[] {
  // A suite that is repeated has each test several times.
  const named = (status: string): string[] => [
    ...new Set(tests.filter(({ history }) => history?.status === status).map(({ id }) => markdownText(id, 60))),
  ];
  const flaky = named('flaky');
  const graduated = named('graduated');
  return [
    ...(flaky.length === 0 ? [] : [`Flaky over the last sessions: ${flaky.join(', ')}.`]),
    ...(graduated.length === 0 ? [] : [`Graduated (ten successes for every failure): ${graduated.join(', ')}.`]),
  ];
}

function testBlock(test: TestResult): string {
  const { id, name, description, command, duration, patterns, error, attempts, interrupted, exitCode, signal } = test;
  const title = name === undefined || name === id ? markdownText(id) : `${markdownText(id)}: ${markdownText(name)}`;
  const found = patterns.filter((pattern) => pattern.found).length;
  const facts = [
    `**${statusWord(test)}**`,
    ...(duration === undefined ? [] : [formatSeconds(duration)]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(signal === undefined ? [] : [`signal ${markdownText(signal, 20)}`]),
    ...(patterns.length === 0 ? [] : [`patterns ${found}/${patterns.length}`]),
    ...(attempts > 1 ? [counted(attempts, 'attempt')] : []),
    ...(interrupted > 0 ? [`${interrupted} broken off from outside`] : []),
    ...(test.worker === undefined ? [] : [markdownText(test.worker, 40)]),
    ...(test.history === undefined ? [] : [`${test.history.succeeded}:${test.history.failed} so far, ${test.history.status}`]),
  ];
  return [
    `## ${TEST_MARKS[test.status]} ${title}`,
    facts.map(nowrap).join(' · '),
    ...(description === undefined ? [] : [markdownText(description, 2_000)]),
    markdownCodeBlock(command.split('\n'), 'sh'),
    ...(error === undefined ? [] : [`Error: ${markdownText(error, 1_000)}`]),
    ...(patterns.length === 0
      ? []
      : [patterns.map((one) => `- ${one.found ? 'found' : '**missing**'}: ${markdownText(one.pattern, 200)}`).join('\n')]),
    ...(test.tasks === undefined ? [] : [taskTable(test.tasks)]),
    ...(test.changedFiles === undefined
      ? []
      : [
          `Changed: ${test.changedFiles
            .slice(0, 20)
            .map((file) => markdownText(file))
            .join(', ')}`,
        ]),
    ...(test.preserved === undefined ? [] : [`Kept as it was: ${markdownText(test.preserved, 500)}`]),
    ...outputLines(test),
  ].join('\n\n');
}

function taskTable(tasks: NonNullable<TestResult['tasks']>): string {
  return tableLines(
    [['task'], ['status'], ['seconds', 'end'], ['why']],
    tasks.map(({ id, name, status, duration, error = '' }) => [
      markdownText(id === name ? id : `${id} ${name}`, 100),
      nowrap(`${TEST_MARKS[status]} ${statusWord({ status, flaky: false })}`),
      formatSeconds(duration).replace(/ s$/, ''),
      markdownText(error, 300),
    ]),
  ).join('\n');
}

function outputLines({ output, outputBytes, log }: TestResult): string[] {
  const where = log === undefined ? '' : `, all of it in ${markdownText(log, 300)}`;
  if (output.trim() === '') return outputBytes === 0 ? ['No output.'] : [`Output: ${counted(outputBytes, 'byte')}${where}`];
  const lines = output.replace(/\n+$/, '').split('\n');
  const shown = lines.slice(-MOST_LINES).map((line) => line.slice(0, 2_000));
  const block = markdownCodeBlock(shown.length < lines.length ? [`[… ${lines.length - shown.length} lines before this …]`, ...shown] : shown);
  if (output.length <= FOLDED_FROM) return [`Output (${counted(outputBytes, 'byte')}${where}):`, block];
  return [`<details><summary>Output, ${counted(outputBytes, 'byte')}${where}</summary>`, block, '</details>'];
}
