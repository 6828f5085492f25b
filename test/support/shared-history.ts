import { existsSync, readFileSync } from 'node:fs';
import { addRecords, emptyHistory, type History, type HistoryRecord } from '../../src/core/history/history.ts';

const FOLDER = new URL('../../../shared/data/history/', import.meta.url);

/** Are the real histories there? Tests that want them are skipped where they are not. */
export const hasSharedHistory = existsSync(FOLDER);

interface Entry {
  readonly date: number;
  readonly commit: { readonly id: string };
  readonly benches: readonly { readonly name: string; readonly value: number; readonly unit: string }[];
}

const NANOSECONDS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 };

/** The suites of a `data.js` of github-action-benchmark, a history each; times in nanoseconds, a series a benchmark. */
export function sharedHistories(file = 'github-action-benchmark.gh-pages.data.js'): readonly History[] {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const { entries } = JSON.parse(text.slice(text.indexOf('{'))) as { entries: Readonly<Record<string, readonly Entry[]>> };
  return Object.entries(entries).map(([suite, runs]) => addRecords(emptyHistory(suite), runs.map(recordOf)));
}

function recordOf({ date, commit, benches }: Entry, index: number): HistoryRecord {
  const names = new Set<string>();
  const benchmarks = benches.flatMap(({ name, value, unit }) => {
    if (names.has(name)) return [];
    names.add(name);
    const bigger = /^(ops|iter)\/s(ec)?$/.test(unit);
    const scale = NANOSECONDS[unit] ?? 1;
    const metric = {
      metric: 'value',
      unit: bigger ? unit : 'ns',
      direction: bigger ? ('bigger' as const) : ('smaller' as const),
      value: value * scale,
    };
    return /aux/i.test(name) ? [] : [{ name, metrics: [metric] }];
  });
  return { id: `${commit.id}-${index}`, measuredAt: new Date(date).toISOString(), benchmarks };
}
