import { describe, expect, it } from 'vitest';
import { drawSpanMs } from '../../fleet/model.ts';
import { meanExecution, meanInterval } from './mean-execution.ts';

const run = (startedAt: number, ms: number, knownAt: number) => ({
  intendedAt: startedAt,
  sentAt: startedAt,
  startedAt,
  ...(startedAt + ms <= knownAt && { endedAt: startedAt + ms }),
});

describe('the mean execution time', () => {
  it('is the plain mean where all have ended, with its interval by Student', () => {
    // mean 2, sd 1, qt(0.975, 2) = 4.303 (R)
    const mean = meanExecution([run(0, 1, 9), run(0, 2, 9), run(0, 3, 9)], 9, 9);
    expect(mean).toMatchObject({ meanMs: 2, n: 3, ended: 3 });
    expect(mean?.sdMs).toBeCloseTo(1, 12);
    expect(mean === undefined ? 0 : meanInterval(mean)[1]).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 3);
  });

  it('gives the weight of one that is still at work to those that took longer', () => {
    // At 5 the run from 3 on has worked 2: its third goes to the one of 4, the only longer one: (1 + 4 + 4) ÷ 3.
    expect(meanExecution([run(0, 1, 5), run(0, 4, 5), run(3, 9, 5)], 5, 5)?.meanMs).toBeCloseTo(3, 12);
  });

  it('leaves out what started after the cut, and what was ended by somebody', () => {
    const runs = [run(0, 2, 9), { ...run(0, 1, 9), cut: true }, run(6, 1, 9)];
    expect(meanExecution(runs, 5, 9)).toMatchObject({ meanMs: 2, n: 1 });
    expect(meanExecution([], 5, 9)).toBeUndefined();
  });

  it('is off by less than 1 % when the last 3 of 100 are not awaited, where the mean of those that ended is off by more', () => {
    let [ours, naive] = [0, 0];
    for (let lot = 0; lot < 400; lot++) {
      const runs = Array.from({ length: 100 }, (_, i) => ({ startedAt: i * 3_000, ms: drawSpanMs({ meanMs: 60_000, cv: 0.7 }, `${lot}/${i}`) }));
      const knownAt = runs.map(({ startedAt, ms }) => startedAt + ms).toSorted((a, b) => a - b)[96] ?? 0;
      const seen = runs.map(({ startedAt, ms }) => run(startedAt, ms, knownAt));
      ours += (meanExecution(seen, knownAt, knownAt)?.meanMs ?? 0) / 60_000 / 400;
      const ended = runs.filter(({ startedAt, ms }) => startedAt + ms <= knownAt);
      naive += ended.reduce((sum, { ms }) => sum + ms, 0) / ended.length / 60_000 / 400;
    }
    expect(Math.abs(ours - 1)).toBeLessThan(0.01);
    expect(naive).toBeLessThan(0.98);
  });
});
