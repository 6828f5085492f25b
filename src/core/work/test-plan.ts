import type { Task } from './work.ts';

/** What a test plan holds, all batches of it. */
export interface TestPlanFile {
  readonly name?: string;
  readonly timeoutMs?: number;
  readonly tasks: readonly Task[];
}

/** What a task has that says no timeout. */
export const DEFAULT_TASK_TIMEOUT_MS = 600_000;

/** What a test has that says no timeout, and its file neither. */
export const DEFAULT_TEST_TIMEOUT_MS = 30 * 60_000;
