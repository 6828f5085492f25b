import type { ScenarioResult } from '../core/result.ts';
import { counted, formatPercent, formatSeconds } from './format.ts';

/** How well the schedule of an open scenario was kept, and what warmed up: sentences for people, the one that matters most first. */
export function scheduleLines({ schedule, warmup }: Pick<ScenarioResult, 'schedule' | 'warmup'>): readonly string[] {
  const warm = warmup === undefined ? [] : [`${counted(warmup, 'run')} warmed up: in the ledger, in no statistic and no threshold`];
  if (schedule === undefined) return warm;
  const { planned, sent, achieved, dropped, lateShare, lateness, drift, policy, invalid } = schedule;
  const late = `late by p50 ${formatSeconds(lateness.p50)}, p95 ${formatSeconds(lateness.p95)}, p99 ${formatSeconds(lateness.p99)}, at most ${formatSeconds(lateness.max)}`;
  const parts = [
    `${sent} of ${counted(planned, 'run')} sent (${formatPercent(achieved)})`,
    ...(dropped > 0 ? [`${dropped} dropped`] : []),
    late,
    `${formatPercent(lateShare)} beyond the tolerance`,
    `drift ${formatSeconds(drift)}`,
    `policy ${policy}`,
  ];
  return [...(invalid === undefined ? [] : [`the schedule was not kept: ${invalid}`]), parts.join(' · '), ...warm];
}
