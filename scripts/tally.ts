import { stripVTControlCharacters } from 'node:util';

/** What a part of the test run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What the numbers alone do not say. */
  readonly note?: string;
  /** Each failed test: its file, its name, and the head of its message. Absent where none failed. */
  readonly failures?: readonly string[];
}

/** How much of a failed test's message is said again at the end of the run. */
const MESSAGE_LINES = 12;

/** The part of vitest's JSON report that counts. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName?: string; readonly failureMessages?: readonly string[] }[];
  }[];
}

/**
 * Counts one vitest project, trusting nothing that only looks fine: a file that failed before its first test, an error outside of any test,
 * a missing report and a run without a single executed test are failures, each counted at least once.
 *
 * @param exitCode of vitest
 * @param report its JSON report, `undefined` when there is none
 */
export function countTests(exitCode: number, report: unknown): Tally {
  if (!isReport(report)) return { passed: 0, failed: 1, skipped: 0, note: 'vitest left no report' };
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'));
  const failed = report.numFailedTests + broken.length;
  if (passed + failed === 0) return { passed, failed: 1, skipped, note: 'no test ran' };
  if (failed === 0 && exitCode !== 0) return { passed, failed: 1, skipped, note: `vitest ended with ${exitCode} although every test passed` };
  const failures = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status === 'failed').map((test) => describeFailure(file.name, test.fullName, test.failureMessages)),
  );
  return {
    passed,
    failed,
    skipped,
    ...(broken.length > 0 && { note: `failed outside of a test: ${broken.map((file) => file.name).join(', ')}` }),
    ...(failures.length > 0 && { failures }),
  };
}

function describeFailure(file: string, name = '(a test without a name)', messages: readonly string[] = []): string {
  const message = messages.flatMap((text) => stripVTControlCharacters(text).split('\n')).slice(0, MESSAGE_LINES);
  return [`${file} > ${name}`, ...message.map((line) => `    ${line}`)].join('\n');
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'numPassedTests' in value && 'testResults' in value;
}
