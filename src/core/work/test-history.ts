import type { TestHistory, TestResult } from '../result.ts';

/** How a test ended in one session. */
export interface PastTest {
  readonly status: TestResult['status'];
  readonly flaky: boolean;
  readonly durationMs: number;
}

/** Successes for each failure from which on a test has graduated, and the least number of them. */
const GRADUATES_AT = 10;
/** Sessions back that a wavering test is remembered. */
const LATELY = 10;

/**
 * What the sessions of a test say together. Sessions in which it was skipped, cancelled or could not be run say nothing.
 *
 * | status | when |
 * |-|-|
 * | `flaky` | within the last ten results it passed at a further attempt only, or went from passed to failed and back, or the other way round |
 * | `graduated` | ten successes or more, and ten for every failure |
 * | `failing` | it failed last |
 * | `new` | this is its first result |
 * | `proving` | anything else |
 */
export function historyStatus(past: readonly PastTest[]): TestHistory {
  const told = past.filter(({ status }) => status === 'passed' || status === 'failed' || status === 'timed_out');
  const succeeded = told.filter(({ status }) => status === 'passed').length;
  const failed = told.length - succeeded;
  const flaky = told.filter((one) => one.flaky).length;
  const last = told.at(-1);
  const lately = told.slice(-LATELY);
  const turns = lately.filter(({ status }, i) => i > 0 && (status === 'passed') !== (lately[i - 1]?.status === 'passed')).length;
  const wavers = turns > 1 || lately.some((one) => one.flaky);
  const graduated = succeeded >= GRADUATES_AT && succeeded >= GRADUATES_AT * failed;
  const status = wavers
    ? 'flaky'
    : graduated
      ? 'graduated'
      : last !== undefined && last.status !== 'passed'
        ? 'failing'
        : told.length <= 1
          ? 'new'
          : 'proving';
  return { succeeded, failed, flaky, status };
}
