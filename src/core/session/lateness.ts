import type { ScenarioState } from './session.ts';

/** No one notices less than this: GitHub's own stamps are whole seconds. */
const LEAST_TOLERANCE_MS = 250;
const GAP_SHARE = 0.05;

/** Up to this a slot is on time: 250 ms, or a twentieth of the mean distance of two slots where that is longer. */
export function lateToleranceMs({ schedule }: ScenarioState): number {
  if (schedule.model !== 'open') return LEAST_TOLERANCE_MS;
  const { offsetsMs } = schedule;
  const spanMs = (offsetsMs.at(-1) ?? 0) - (offsetsMs[0] ?? 0);
  return Math.max(LEAST_TOLERANCE_MS, (GAP_SHARE * spanMs) / Math.max(1, offsetsMs.length - 1));
}
