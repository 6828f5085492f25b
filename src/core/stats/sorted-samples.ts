declare const sorted: unique symbol;

/**
 * Values in ascending order, never empty, every one finite. Only {@link sortSamples} makes them, so nothing unsorted and nothing empty
 * reaches a quantile.
 */
export type SortedSamples = readonly [number, ...number[]] & { readonly [sorted]: true };

/**
 * Sorts values by size, in a copy.
 *
 * @returns `undefined` when there is no value
 * @throws RangeError for NaN and infinities: an impossible value must be set aside with its reason before this
 * @example sortSamples([3, 1, 2]) // [1, 2, 3]
 */
export function sortSamples(values: Iterable<number>): SortedSamples | undefined {
  const copy = Float64Array.from(values);
  const odd = copy.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new RangeError(`a sample must be a finite number, got ${odd}`);
  if (copy.length === 0) return undefined;
  // A typed array sorts by size without a comparison function.
  return Array.from(copy.sort()) as unknown as SortedSamples;
}
