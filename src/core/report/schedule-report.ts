import type { ScheduleReport } from '../result.ts';
import { latePolicyOf } from '../session/late.ts';
import { lateToleranceMs } from '../session/lateness.ts';
import type { ScenarioState, Session, SlotState } from '../session/session.ts';
import { quantile } from '../stats/quantile.ts';
import { sortSamples } from '../stats/sorted-samples.ts';
import { formatDuration, SECOND_MS } from '../time.ts';

/** Below this share of slots sent, and above this share of slots sent late, what was measured is not what was planned. */
const LEAST_SENT = 0.99;
const MOST_LATE = 0.05;
/** Of mutations that may go at once, as `core/limits` has it. */
const BURST = 2;
const TENTH = 10;
/** The time of the embedded GitHub may run 20 times as fast as this machine's, and 250 ms of the machine are 5 s of it. */
const SIMULATED_TOLERANCE_MS = 5 * SECOND_MS;
/** Of a long row of spacings each takes a little longer. */
const SPACED_SHARE = 0.05;

/**
 * How well the schedule of an open scenario was kept.
 *
 * *Lateness* is sent − intended. A slot counts as *late* beyond a tolerance of 250 ms, or a twentieth of the mean distance of two slots where that
 * is longer (5 s on the simulated target, whose time may run 20 times as fast), and beyond what the plan's own mutation-spacing makes of it: of a burst of twenty at a spacing of 1 s, the last one can't be sent before
 * 18 s have passed (a twentieth of that is forgiven as well). *Drift* is how much of what is beyond has grown from the first tenth to the last.
 *
 * `invalid` where less than 99 % of the slots that came due were sent, or more than 5 % of those sent were late; one late slot alone never is.
 *
 * @param slots of the scenario
 * @returns `undefined` where no slot has an intended time: closed models, and schedules whose record was lost
 */
export function scheduleReport(session: Session, state: ScenarioState, slots: readonly SlotState[]): ScheduleReport | undefined {
  // What was not sent because the session was stopped says nothing about the schedule.
  const due = slots.filter(
    ({ intendedAt, sentAt, box, settledAt }) => intendedAt !== undefined && (sentAt !== undefined || (box !== 'excluded' && settledAt !== undefined)),
  );
  if (state.schedule.model !== 'open' || due.length === 0) return undefined;
  const sent = due.filter(({ sentAt }) => sentAt !== undefined);
  const possible = possibleTimes(session);
  const toleranceMs = Math.max(lateToleranceMs(state), session.plan.target.kind === 'simulated' ? SIMULATED_TOLERANCE_MS : 0);
  const lateMs = (slot: SlotState, from: number): number => (slot.sentAt ?? from) - from;
  const beyondMs = sent.map((slot) => lateMs(slot, possible.get(slot.id) ?? slot.intendedAt ?? 0));
  const late = sent.filter((slot, n) => {
    const spacedMs = (possible.get(slot.id) ?? 0) - (slot.intendedAt ?? 0);
    return (beyondMs[n] ?? 0) > Math.max(toleranceMs, SPACED_SHARE * spacedMs);
  });
  const lateness = sent.map((slot) => lateMs(slot, slot.intendedAt ?? 0) / SECOND_MS);
  const achieved = sent.length / due.length;
  const lateShare = sent.length === 0 ? 0 : late.length / sent.length;
  const invalid = whyInvalid({ planned: due.length, sent: sent.length, late: late.length, toleranceMs });
  return {
    planned: due.length,
    sent: sent.length,
    achieved,
    dropped: due.filter(({ box, sentAt }) => box === 'shed' && sentAt === undefined).length,
    lateShare,
    lateness: describe(lateness),
    drift: drift(beyondMs.map((ms) => ms / SECOND_MS)),
    policy: policyText(state),
    ...(invalid !== undefined && { invalid }),
  };
}

/** When each slot of all open scenarios could be sent at the earliest, with the plan's spacing of dispatches (a token bucket). */
function possibleTimes(session: Session): ReadonlyMap<string, number> {
  const { mutationSpacingMs } = session.plan.limits;
  const slots = [...session.slots.values()].filter(({ intendedAt }) => intendedAt !== undefined);
  slots.sort((a, b) => (a.intendedAt ?? 0) - (b.intendedAt ?? 0));
  let fullAt = Number.NEGATIVE_INFINITY;
  const times = new Map<string, number>();
  for (const { id, intendedAt = 0 } of slots) {
    const at = Math.max(intendedAt, fullAt - (BURST - 1) * mutationSpacingMs);
    fullAt = Math.max(at, fullAt) + mutationSpacingMs;
    times.set(id, at);
  }
  return times;
}

function whyInvalid(counts: {
  readonly planned: number;
  readonly sent: number;
  readonly late: number;
  readonly toleranceMs: number;
}): string | undefined {
  const { planned, sent, late, toleranceMs } = counts;
  const share = (part: number, whole: number): string => `${Number(((100 * part) / whole).toFixed(1))} %`;
  if (sent / planned < LEAST_SENT)
    return `${sent} of ${planned} runs that were due were sent (${share(sent, planned)}, at least 99 % are needed): what was measured is not what was planned`;
  if (late > 1 && late / sent > MOST_LATE)
    return `${late} of ${sent} runs were sent more than ${formatDuration(Math.round(toleranceMs))} late (${share(late, sent)}, at most 5 % may be): what was measured is not what was planned`;
  return undefined;
}

function describe(lateness: readonly number[]): ScheduleReport['lateness'] {
  const sorted = sortSamples(lateness);
  if (sorted === undefined) return { p50: 0, p95: 0, p99: 0, max: 0 };
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99), max: sorted.at(-1) ?? 0 };
}

/** In seconds: median of the last tenth less that of the first; slots come in the order of their schedule. */
function drift(lateness: readonly number[]): number {
  const size = Math.max(1, Math.floor(lateness.length / TENTH));
  return median(lateness.slice(-size)) - median(lateness.slice(0, size));
}

function median(values: readonly number[]): number {
  const sorted = sortSamples(values);
  return sorted === undefined ? 0 : quantile(sorted, 0.5);
}

function policyText(state: ScenarioState): string {
  const policy = latePolicyOf(state);
  switch (policy.kind) {
    case 'catch-up':
      return policy.maxLateMs === undefined ? 'catch-up' : `catch-up, at most ${formatDuration(policy.maxLateMs)} late`;
    case 'drop':
      return `drop after ${formatDuration(policy.afterMs)}`;
    case 'shift':
      return state.shiftMs === 0 ? 'shift' : `shift: moved back by ${formatDuration(Math.round(state.shiftMs))} in all`;
  }
}
