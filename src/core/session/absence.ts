import { MINUTE_MS, SECOND_MS } from '../time.ts';

/** That something is not in GitHub's list is believed after so many complete readings over so long a window: lists lag. */
export const READINGS_FOR_ABSENCE = 3;
export const WINDOW_FOR_ABSENCE_MS = 2 * MINUTE_MS;

const FIRST_AFTER_MS = 5 * SECOND_MS;
const LONGEST_GAP_MS = 45 * SECOND_MS;

/** Between two readings: 5, 15, 45 s, then every 45 s. */
export function readingGapMs(readings: number): number {
  return Math.min(FIRST_AFTER_MS * 3 ** readings, LONGEST_GAP_MS);
}
