/** `median 12 ms, at most 34 ms`, and whether the most is within the bar. */
export function figures(name: string, values: readonly number[], unit: string, most: number): boolean {
  const sorted = values.toSorted((a, b) => a - b);
  const median = ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  const max = sorted.at(-1) ?? Number.NaN;
  const show = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  const good = max <= most;
  console.log(
    `${name}: median ${show(median)}, at most ${show(max)} ${unit} (n ${sorted.length}, bar ${most} ${unit})${good ? '' : '  BEYOND THE BAR'}`,
  );
  return good;
}
