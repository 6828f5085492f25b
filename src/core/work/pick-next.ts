import type { QueueOrder } from '../plan/plan.ts';

/** A test that waits for a worker. */
export interface WaitingTest {
  /** Order of arrival. */
  readonly n: number;
  /** Tests of one scenario and one round know each other. */
  readonly group: string;
  readonly id: string;
  readonly priority: number;
  /** How long it took before; absent: nobody knows. */
  readonly estimateMs?: number;
  readonly exclusive: readonly string[];
  readonly needs: readonly string[];
}

/** What else is known of the tests. */
export interface QueueState {
  /** Resource groups of the tests that run. */
  readonly taken: ReadonlySet<string>;
  /** How a test of a group ended; `undefined`: it has not. */
  readonly ended: (group: string, id: string) => 'passed' | 'not passed' | undefined;
}

/** The next test, none, or one that never will run because of what it needs. */
export type Pick<T> = { readonly run: T } | { readonly skip: T; readonly because: string } | undefined;

/**
 * Which of the waiting tests a free worker takes: of those whose needs have passed and whose resource groups are free, the one with the highest
 * priority, and among those the first by the order. Longest first comes within 4/3 of the best possible end (R. L. Graham, "Bounds on
 * Multiprocessing Timing Anomalies", 1969); a test whose duration nobody knows counts as long.
 */
export function pickNext<T extends WaitingTest>(waiting: Iterable<T>, state: QueueState, order: QueueOrder): Pick<T> {
  let best: T | undefined;
  for (const test of waiting) {
    const because = test.needs.find((need) => state.ended(test.group, need) === 'not passed');
    if (because !== undefined) return { skip: test, because };
    if (test.needs.some((need) => state.ended(test.group, need) !== 'passed')) continue;
    if (test.exclusive.some((group) => state.taken.has(group))) continue;
    if (best === undefined || before(test, best, order)) best = test;
  }
  return best === undefined ? undefined : { run: best };
}

function before(a: WaitingTest, b: WaitingTest, order: QueueOrder): boolean {
  if (order === 'fifo') return a.n < b.n;
  if (a.priority !== b.priority) return a.priority > b.priority;
  const long = (test: WaitingTest): number => test.estimateMs ?? Number.POSITIVE_INFINITY;
  if (order !== 'priority' && long(a) !== long(b)) return order === 'longest-first' ? long(a) > long(b) : long(a) < long(b);
  return a.n < b.n;
}
