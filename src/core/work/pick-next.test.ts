import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickNext, type WaitingTest } from './pick-next.ts';

const waiting = (id: string, more: Partial<WaitingTest> = {}): WaitingTest => ({
  n: Number(id),
  group: '0',
  id,
  priority: 0,
  exclusive: [],
  needs: [],
  ...more,
});
const idle = { taken: new Set<string>(), ended: () => undefined };

/** The order in which one worker takes them all. */
function order(tests: readonly WaitingTest[], by: Parameters<typeof pickNext>[2], state = idle): string[] {
  const rest = new Set(tests);
  const taken: string[] = [];
  for (;;) {
    const next = pickNext(rest, state, by);
    if (next === undefined || 'skip' in next) return taken;
    taken.push(next.run.id);
    rest.delete(next.run);
  }
}

describe('pickNext', () => {
  const tests = [waiting('1', { estimateMs: 5 }), waiting('2', { estimateMs: 9 }), waiting('3'), waiting('4', { priority: 1, estimateMs: 1 })];
  it.each([
    ['longest-first', ['4', '3', '2', '1']],
    ['shortest-first', ['4', '1', '2', '3']],
    ['priority', ['4', '1', '2', '3']],
    ['fifo', ['1', '2', '3', '4']],
  ] as const)('%s', (by, ids) => expect(order(tests, by)).toEqual(ids));

  it('waits for a resource group, and for what a test needs', () => {
    const db = waiting('1', { exclusive: ['db'] });
    expect(pickNext([db], { ...idle, taken: new Set(['db']) }, 'fifo')).toBeUndefined();
    const needy = waiting('2', { needs: ['1'] });
    expect(pickNext([needy], idle, 'fifo')).toBeUndefined();
    expect(pickNext([needy], { ...idle, ended: () => 'passed' }, 'fifo')).toEqual({ run: needy });
    expect(pickNext([needy], { ...idle, ended: () => 'not passed' }, 'fifo')).toEqual({ skip: needy, because: '1' });
  });

  it('keeps within 4/3 - 1/(3m) of a lower bound of the best end, longest first (Graham 1969)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (durations, workers) => {
          const free = Array.from({ length: workers }, () => 0);
          for (const id of order(
            durations.map((estimateMs, i) => waiting(String(i), { estimateMs })),
            'longest-first',
          )) {
            const first = free.indexOf(Math.min(...free));
            free[first] = (free[first] ?? 0) + (durations[Number(id)] ?? 0);
          }
          // The longest test that ends last began when all others were busy: Graham's bound against the mean load and the longest test.
          const bound = Math.max(durations.reduce((sum, ms) => sum + ms, 0) / workers, ...durations);
          expect(Math.max(...free)).toBeLessThanOrEqual(bound + Math.max(...durations) * (1 - 1 / workers) + 1e-9);
        },
      ),
    );
  });
});
