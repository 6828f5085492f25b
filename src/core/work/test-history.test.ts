import { describe, expect, it } from 'vitest';
import { historyStatus } from './test-history.ts';

/** `p` passed, `f` failed, `t` timed out, `k` flaky, `s` skipped. */
const past = (text: string) =>
  [...text].map((one) => ({
    status: ({ p: 'passed', k: 'passed', f: 'failed', t: 'timed_out', s: 'skipped' } as const)[one as 'p'],
    flaky: one === 'k',
    durationMs: 1,
  }));

describe('historyStatus', () => {
  it.each([
    ['p', { succeeded: 1, failed: 0, flaky: 0, status: 'new' }],
    ['f', { succeeded: 0, failed: 1, flaky: 0, status: 'failing' }],
    ['pppp', { succeeded: 4, failed: 0, flaky: 0, status: 'proving' }],
    ['p'.repeat(10), { succeeded: 10, failed: 0, flaky: 0, status: 'graduated' }],
    [`f${'p'.repeat(9)}`, { succeeded: 9, failed: 1, flaky: 0, status: 'proving' }],
    [`f${'p'.repeat(10)}`, { succeeded: 10, failed: 1, flaky: 0, status: 'graduated' }],
    [`${'p'.repeat(10)}t`, { succeeded: 10, failed: 1, flaky: 0, status: 'graduated' }],
    ['pfpf', { succeeded: 2, failed: 2, flaky: 0, status: 'flaky' }],
    ['ppk', { succeeded: 3, failed: 0, flaky: 1, status: 'flaky' }],
    [`k${'p'.repeat(10)}`, { succeeded: 11, failed: 0, flaky: 1, status: 'graduated' }],
    ['psf', { succeeded: 1, failed: 1, flaky: 0, status: 'failing' }],
  ])('%s', (text, history) => expect(historyStatus(past(text))).toEqual(history));
});
