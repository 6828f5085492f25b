/**
 * How long tests take over so many workers: the longest first, each to the worker that is free first (Graham 1969, "Bounds on Multiprocessing
 * Timing Anomalies": at most 4/3 of the best there is). A test of which nothing is known counts with the mean of the others, or, where nothing
 * is known of any, with its limit.
 *
 * @param lastMs how long each took when it last ended; `undefined`: it never did
 * @returns ms
 */
export function estimateMs(lastMs: readonly (number | undefined)[], workers: number, limitMs: number): number {
  const known = lastMs.filter((ms) => ms !== undefined);
  const unknownMs = known.length === 0 ? limitMs : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const free = new Array<number>(Math.max(1, workers)).fill(0);
  for (const ms of lastMs.map((each) => each ?? unknownMs).sort((a, b) => b - a)) {
    free.sort((a, b) => a - b);
    free[0] = (free[0] ?? 0) + ms;
  }
  return Math.max(...free);
}
