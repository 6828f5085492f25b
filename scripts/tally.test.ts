import { describe, expect, it } from 'vitest';
import { countTests } from './tally.ts';

const file = (status: string, ...tests: string[]) => ({ name: 'a.test.ts', status, assertionResults: tests.map((test) => ({ status: test })) });
const report = (passed: number, failed: number, skipped: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults,
});

describe('countTests', () => {
  it('adds up what ran', () => {
    expect(countTests(1, report(2, 1, 3, file('failed', 'passed', 'passed', 'failed')))).toMatchObject({ passed: 2, failed: 1, skipped: 3 });
  });

  it('tells which test failed and how, also after a thousand lines of output', () => {
    const failed = {
      status: 'failed',
      fullName: 'the gate cries wolf',
      failureMessages: ['\u001b[31mAssertionError\u001b[39m: expected 3 to be 4\n    at gate.test.ts:7'],
    };
    const tally = countTests(1, {
      ...report(1, 1, 0),
      testResults: [{ name: 'gate.test.ts', status: 'failed', assertionResults: [{ status: 'passed' }, failed] }],
    });
    expect(tally.failures).toEqual(['gate.test.ts > the gate cries wolf\n    AssertionError: expected 3 to be 4\n        at gate.test.ts:7']);
  });

  it('names no failure where there was none', () => {
    expect(countTests(0, report(1, 0, 0, file('passed', 'passed')))).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('counts a file that broke before its first test', () => {
    expect(countTests(1, report(2, 0, 0, file('passed', 'passed', 'passed'), file('failed')))).toMatchObject({ passed: 2, failed: 1 });
  });

  it('fails when vitest failed although every test passed', () => {
    expect(countTests(1, report(1, 0, 0, file('passed', 'passed')))).toMatchObject({ passed: 1, failed: 1 });
  });

  it('fails when no test ran: no files, or all skipped', () => {
    expect(countTests(0, report(0, 0, 0))).toMatchObject({ failed: 1, note: 'no test ran' });
    expect(countTests(0, report(0, 0, 4, file('passed', 'skipped')))).toMatchObject({ failed: 1, note: 'no test ran' });
  });

  it('fails without a report', () => {
    expect(countTests(0, undefined)).toMatchObject({ failed: 1 });
  });
});
