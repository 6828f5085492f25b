import { appendValue, startWatch } from '../history/series-watch.ts';

/** So many runs stay, however late the last change point was: a shorter history says too little about its noise to be worth the younger level. */
const FEWEST_KEPT = 25;

/**
 * From which value on the present level of a series holds: its last change point, or earlier where fewer than 25 values would be left.
 *
 * @param values above 0, oldest first
 * @example levelStart([...Array(60).fill(10), ...Array(30).fill(12)]) // 60
 */
export function levelStart(values: readonly number[]): number {
  let watch = startWatch();
  for (const value of values) watch = appendValue(watch, { value }).watch;
  return Math.max(0, Math.min(watch.levelStart, values.length - FEWEST_KEPT));
}
