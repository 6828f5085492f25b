import { describe, expect, it } from 'vitest';
import { addRecords, emptyHistory, type HistoryRecord } from '../core/history/history.ts';
import { watchHistory } from '../core/history/watch-history.ts';
import { nextNormal, seededRandom } from '../core/random.ts';
import { renderHistory } from './history.ts';

function records(values: readonly number[], name = 'parse'): HistoryRecord[] {
  return values.map((value, i) => ({
    id: `run-${i}`,
    measuredAt: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
    source: { commit: `${i}`.padStart(40, 'c') },
    benchmarks: [{ name, metrics: [{ metric: 'time', unit: 'ms', direction: 'smaller' as const, value }] }],
  }));
}

const random = seededRandom('series');
const step = Array.from({ length: 50 }, (_, i) => (i < 30 ? 100 : 120) * Math.exp(0.01 * nextNormal(random)));

describe('renderHistory', () => {
  it('shows a series, where it changed, by how much and with which commit', () => {
    const text = renderHistory(watchHistory(addRecords(emptyHistory('g'), records(step))));
    const [head, line, marks, change] = text.split('\n');
    expect(head).toMatch(/^parse · time: 50 runs, now .*ms, ± .*% from run to run$/);
    expect(line).toMatch(/^ {2}[▁-█]{50}$/);
    expect(marks?.indexOf('▲')).toBe(2 + 30);
    expect(change).toMatch(/^ {2}▲ 2026-01-31 .*(19|20).*% worse: .* went to .* \(p < 0\.001\), record run-30, commit c/);
  });

  it('says that there is nothing, and keeps foreign text from the terminal', () => {
    expect(renderHistory([])).toContain('nothing was recorded yet');
    const text = renderHistory(watchHistory(addRecords(emptyHistory('g'), records([1, 2, 3], '\u001b[31mred\u0007\nfake: line'))));
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').some((line) => line.startsWith('fake'))).toBe(false);
  });
});
