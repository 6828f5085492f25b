/** Nanoseconds of each spelling. Tools that scale what they print (3.2 µs here, 980 ns there) are brought to one unit, or no two runs could be compared. */
const NANOSECONDS: ReadonlyMap<string, number> = new Map([
  ['fs', 1e-6],
  ['ps', 1e-3],
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['sec', 1e9],
  ['min', 60e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/**
 * A span of time in nanoseconds.
 *
 * @returns `undefined` for a unit that is no span of time
 * @example toNs(41.5, 'us') // 41500
 */
export function toNs(value: number, unit: string): number | undefined {
  const factor = NANOSECONDS.get(unit);
  if (factor === undefined) return undefined;
  // Dividing by a power of ten is exact where multiplying by its inverse is not.
  return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}
