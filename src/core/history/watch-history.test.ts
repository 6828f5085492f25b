import { describe, expect, it } from 'vitest';
import { hasSharedHistory, sharedHistories } from '../../../test/support/shared-history.ts';
import { addRecords, emptyHistory, type HistoryRecord } from './history.ts';
import { watchHistory } from './watch-history.ts';

const DAY_MS = 86_400_000;

function record(day: number, values: Readonly<Record<string, number>>, more: Partial<HistoryRecord> = {}): HistoryRecord {
  const benchmarks = Object.entries(values).map(([name, value]) => ({
    name,
    metrics: [{ metric: 'value', unit: 'ms', direction: 'smaller' as const, value }],
  }));
  return { id: `run-${day}`, measuredAt: new Date(day * DAY_MS).toISOString(), benchmarks, ...more };
}

const wobble = (day: number, by = 0.01): number => 1 + by * Math.sin(day * 12.9898) * Math.cos(day * 4.1414);

describe('watchHistory', () => {
  it('names the records of a change, says whether it is for the worse, and begins a new level there', () => {
    const records = Array.from({ length: 60 }, (_, day) => record(day, { parse: (day < 30 ? 100 : 120) * wobble(day) }));
    const [watched] = watchHistory(addRecords(emptyHistory('g'), records));
    expect(watched?.changes).toMatchObject([{ kind: 'change_point', worse: true, recordId: 'run-30', index: 30 }]);
    expect(watched?.levelStart).toBe(30);
  });

  it('does not compare machines with each other', () => {
    const records = Array.from({ length: 60 }, (_, day) =>
      record(day, { parse: (day < 30 ? 100 : 120) * wobble(day) }, { machine: { id: day < 30 ? 'old' : 'new' } }),
    );
    const watched = watchHistory(addRecords(emptyHistory('g'), records));
    expect(watched.map(({ series, changes }) => [series.machine?.id, series.points.length, changes.length])).toEqual([
      ['old', 30, 0],
      ['new', 30, 0],
    ]);
  });

  it('leaves out what has no ratio, and says how many', () => {
    const records = Array.from({ length: 30 }, (_, day) => record(day, { allocations: day === 7 ? 0 : 5 }));
    const [watched] = watchHistory(addRecords(emptyHistory('g'), records));
    expect(watched).toMatchObject({ unusable: 1, changes: [] });
  });

  it.skipIf(!hasSharedHistory)('calls at most one regression in 1,000 runs of code that hardly changed (real history of 7 years)', () => {
    const watched = sharedHistories().flatMap((history) => watchHistory(history));
    const appended = watched.reduce((sum, { series }) => sum + series.points.length, 0);
    const worse = watched.flatMap(({ changes }) => changes.filter((change) => change.worse));
    expect(appended).toBeGreaterThan(3900);
    expect((1000 * worse.length) / appended).toBeLessThanOrEqual(1);
  });
});
