import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HarnessResult, TestHistory, TestResult } from '../core/result.ts';
import { historyStatus, type PastTest } from '../core/work/test-history.ts';
import { listSessions } from '../stores/session-folder/list-sessions.ts';

/** Earlier sessions that are looked at, the newest first. */
const MOST_SESSIONS = 100;

/** What the sessions of a folder know of tests. */
export interface TestHistories {
  /** How long the test took at its last passes, or else when it failed, the median; `undefined`: it never ran. */
  durationMs(scenario: string, test: string): number | undefined;
  /** The history of a test with its newest result at the end. */
  with(scenario: string, test: TestResult): TestHistory;
}

/**
 * Reads the history of every test from the results of earlier sessions, which are all that is kept: nothing can get out of step with them.
 *
 * @param except folder of a session that is not to count
 */
export async function readTestHistory(root: string, except?: string): Promise<TestHistories> {
  const past = new Map<string, PastTest[]>();
  const sessions = (await listSessions(root)).filter(({ state, folder }) => state === 'reported' && folder !== except).slice(0, MOST_SESSIONS);
  for (const { folder } of sessions.toReversed()) {
    for (const { name, tests = [] } of await scenariosOf(folder)) {
      for (const test of tests) {
        const key = keyOf(name, test.id);
        const list = past.get(key) ?? [];
        past.set(key, list);
        list.push(pastTest(test));
      }
    }
  }
  return {
    durationMs(scenario, test) {
      const told = past.get(keyOf(scenario, test)) ?? [];
      const passed = told.filter(({ status }) => status === 'passed');
      const ran = told.filter(({ status }) => status === 'failed' || status === 'timed_out');
      const sorted = (passed.length > 0 ? passed : ran)
        .slice(-5)
        .map(({ durationMs }) => durationMs)
        .sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)];
    },
    with: (scenario, test) => historyStatus([...(past.get(keyOf(scenario, test.id)) ?? []), pastTest(test)]),
  };
}

const keyOf = (scenario: string, test: string): string => `${scenario}\0${test}`;

const pastTest = ({ status, flaky, duration = 0 }: TestResult): PastTest => ({ status, flaky, durationMs: duration * 1_000 });

async function scenariosOf(folder: string): Promise<HarnessResult['scenarios']> {
  try {
    return (JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as HarnessResult).scenarios;
  } catch {
    // A result that can't be read has no history to tell.
    return [];
  }
}
