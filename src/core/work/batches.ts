/** Which batches of a test plan are run. */
export type BatchRange = 'all' | readonly (readonly [from: number, to: number])[];

/**
 * Reads a range of batches: `all`, `2`, `1-3`, `1-3,5`.
 *
 * @returns `undefined` for anything else
 */
export function parseBatches(text: string): BatchRange | undefined {
  if (text.trim() === 'all') return 'all';
  const ranges = text.split(',').map((part) => {
    const [, from, to = from] = /^\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?$/.exec(part) ?? [];
    return from === undefined ? undefined : ([Number(from), Number(to)] as const);
  });
  return ranges.every((range) => range !== undefined && range[0] >= 1 && range[0] <= range[1])
    ? ranges.filter((range) => range !== undefined)
    : undefined;
}

export function inBatches(batch: number, range: BatchRange): boolean {
  return range === 'all' || range.some(([from, to]) => batch >= from && batch <= to);
}
