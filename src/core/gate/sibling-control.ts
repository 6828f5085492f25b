import { median } from './control-model.ts';

/** From so many series on, the median of all stands for the median of the others: one in eight hardly moves it. */
const MANY = 8;

/**
 * What the siblings of each series did in each run: the median of their logarithms, each against its own median. All series of one comparison, at
 * the same runs.
 *
 * @param series logarithms by run, oriented so that up is worse; NaN where a run has none
 * @returns a function from the index of a series to its control by run (NaN where no sibling has a value); `undefined` for a series without
 *   siblings
 */
export function siblingControl(series: readonly (readonly number[])[]): (index: number) => readonly number[] | undefined {
  const deviations = series.map((values) => {
    const level = median(values.filter(Number.isFinite));
    return values.map((value) => value - level);
  });
  const runs = Math.max(0, ...series.map(({ length }) => length));
  const medians = (rows: readonly (readonly number[])[]): number[] =>
    Array.from({ length: runs }, (_, run) => {
      const there = rows.map((row) => row[run] ?? Number.NaN).filter(Number.isFinite);
      return there.length === 0 ? Number.NaN : median(there);
    });
  if (series.length < 2) return () => undefined;
  if (series.length >= MANY) {
    const all = medians(deviations);
    return () => all;
  }
  return (index) => medians(deviations.filter((_, i) => i !== index));
}
