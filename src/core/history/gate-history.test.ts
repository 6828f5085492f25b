import { describe, expect, it } from 'vitest';
import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import { benchmarkSetsOf, levelStartOf, recordOf } from './gate-history.ts';
import { addRecords, emptyHistory, formatHistory } from './history.ts';
import { readHistory } from './read-history.ts';

const SET: BenchmarkSet = {
  format: 'go',
  benchmarks: [{ name: 'Fib', metrics: [{ metric: 'time', unit: 'ns', direction: 'smaller', value: 2, samples: [1, 2, 3], aggregate: 'median' }] }],
  machine: { cpu: 'EPYC', os: 'linux' },
  unmeasured: [{ name: 'Broken', reason: 'panic' }],
};

describe('the gate and its history', () => {
  it('reads back what it recorded, through the file', () => {
    const record = recordOf(SET, { id: '42.1', measuredAt: Date.UTC(2026, 10, 21), source: { commit: 'c0ffee' } });
    const text = formatHistory(addRecords(emptyHistory('g'), [record]));
    const read = readHistory(text, { source: 'x', id: 'g' });
    expect(read.ok && benchmarkSetsOf(read.history)).toEqual([{ ...SET, format: 'history' }]);
  });

  it('names the estimator of our own percentiles', () => {
    const own = recordOf({ ...SET, format: 'result' }, { id: 'a', measuredAt: 0 });
    expect(own.benchmarks[0]?.metrics[0]?.estimator).toBe('R7');
    expect(recordOf(SET, { id: 'a', measuredAt: 0 }).benchmarks[0]?.metrics[0]?.estimator).toBeUndefined();
  });

  it('forgets what lies before the last change of level', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i < 35 ? 100 : 130) * (1 + 0.01 * Math.sin(i * 12.9898)));
    expect(levelStartOf(values)).toBe(35);
    expect(levelStartOf([0, Number.NaN, ...values])).toBe(37);
    expect(levelStartOf([])).toBe(0);
  });
});
